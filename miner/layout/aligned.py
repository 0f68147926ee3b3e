"""Tables without rulings, with three lines, or with horizontal lines only: columns from the alignment of what stands in them.

Below a line that names a table, lines are cut into pieces at wide gaps. The rows of data give the columns (numbers of one
column share their right edge, names their left), the words of the head name them and add those that hold no data, and a piece
of a name without numbers belongs to the row that it is nearest to. Whether the columns are right is not proved here: the grid
says that they are inferred, and a statutory table is used only where its own sums prove them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from miner.layout.characters import without_blanks
from miner.layout.heads import column_words, groups_over, match
from miner.layout.pieces import HEAD_GAP, Piece, cut, together
from miner.model import Grid, GridCell, Line

_TITLE = re.compile(r"[^，。；、：,;:]{4,42}表(?:[（(][^）)]{1,16}[)）])?")
_FURNITURE = re.compile(
    r"公开\d|附?表[\d一二三四五六七八九十]{1,3}$|(?:金额)?单位[:：]|(?:编制|公开|填报)?(?:部门|单位)(?:名称)?[:：]|\d{4}年(?:度|\d)"
)
_END = re.compile(
    r"(?:备?注|说明|附注)\d?[:：.、]|第[一二三四五六七八九十]部分|[一二三四五六七八九十]{1,3}、.{0,30}(?:说明|情况)$"
)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)%?|0")
_CODE = re.compile(r"\d{3,7}")
_ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,3}、|\d、")
_TOTAL = re.compile(r"[总合]计|.{2,8}合计")
_ENTRY = re.compile(r"[一二三四五六七八九十]{1,3}、|\d、|[总合]计$|本年|使用|年初|年末|结余分配|人员经费|公用经费")
"""Names that begin a row even where the row holds no number."""
_HEAD_WORD = re.compile(
    r"项 ?目|(?:功能分类|经济分类)?科目(?:名称|编码|代码)|合 ?计|小计|总计|决算数|预算数|金额|行次|栏次"
)
_PROSE = 0.6
"""Share of the text width from which an unbroken line with punctuation is prose."""
_FEWEST_ROWS = 2

Span = tuple[float, float]
"""Left and right end of a column, in points."""


@dataclass(slots=True)
class _Row:
    pieces: list[Piece]
    y: float

    @property
    def anchored(self) -> bool:
        """True for a row of data of its own: it has a number, or a name that begins one."""
        return any(_NUMBER.fullmatch(piece.text) or _ENTRY.match(piece.text) for piece in self.pieces)

    @property
    def opens(self) -> bool:
        """True for a row that cannot belong to the head."""
        return any(
            _AMOUNT.fullmatch(piece.text) or _CODE.fullmatch(piece.text) or _ENUMERATED.match(piece.text)
            for piece in self.pieces
        ) or (bool(self.pieces) and all(_TOTAL.fullmatch(piece.text) for piece in self.pieces))

    @property
    def ordinals(self) -> bool:
        """True for a row of column ordinals: 栏次 1 2 3."""
        texts = [piece.text for piece in self.pieces if piece.text not in ("栏次", "行次")]
        return bool(texts) and texts == [str(i) for i in range(1, len(texts) + 1)]


def find_aligned(
    lines: Sequence[Line], above: Sequence[Span] | None
) -> tuple[list[tuple[int, int, Grid]], tuple[Span, ...] | None]:
    """The aligned tables among the lines of a page.

    Args:
        lines: the lines outside ruled tables, from top to bottom.
        above: the columns of the table in which the page before ended, if it did.

    Returns:
        (index of the first line, index after the last line, grid) for each table, and the columns of the last one where
        it reaches the end of the page and so may go on overleaf.
    """
    found: list[tuple[int, int, Grid]] = []
    open_columns: tuple[Span, ...] | None = None
    i = 0
    while i < len(lines):
        titled = bool(_TITLE.fullmatch(_plain(lines[i])))
        if not titled and not (above and i == 0):
            i += 1
            continue
        start = i + 1 if titled else i
        while start < len(lines) and _FURNITURE.match(_plain(lines[start])):
            start += 1
        end = _end(lines, start)
        table = _grid(lines[start:end], above if not titled else None) if end > start else None
        if table is not None:
            grid, columns = table
            found.append((start, end, grid))
            open_columns = tuple(columns) if end == len(lines) else None
        i = max(end, i + 1) if table is not None else i + 1
    return found, open_columns


def _plain(line: Line) -> str:
    return without_blanks(line.text.text)


def _end(lines: Sequence[Line], start: int) -> int:
    """The index after the last line that can belong to a table: a note, prose or another title ends it."""
    left = min((line.bbox[0] for line in lines), default=0.0)
    right = max((line.bbox[2] for line in lines), default=1.0)
    for i in range(start, len(lines)):
        text = _plain(lines[i])
        alone = len(cut(lines[i])) == 1
        wide = lines[i].bbox[2] - lines[i].bbox[0] > _PROSE * (right - left)
        prose = alone and wide and re.search(r"[，。；]", text)
        if _END.match(text) or prose or (i > start and alone and _TITLE.fullmatch(text)):
            return i
    return len(lines)


# ------------------------------------------------------------------------------------------------------ rows and columns


def _grid(lines: Sequence[Line], above: Sequence[Span] | None) -> tuple[Grid, list[Span]] | None:
    rows = [_Row(cut(line), (line.bbox[1] + line.bbox[3]) / 2) for line in lines]
    first = next((i for i, row in enumerate(rows) if row.opens and not row.ordinals), None)
    if first is None:
        return None
    if above is None and not any(_HEAD_WORD.fullmatch(piece.text) for row in rows for piece in row.pieces):
        return None  # a table of contents, not a table
    head = [cut(line, HEAD_GAP) for line, row in zip(lines, rows[:first], strict=False) if not row.ordinals]
    body = _join_names(rows[first:])
    words, groups = column_words(head)
    if above is None:
        columns, names = _named(_spans(body), words, body)
    else:
        columns = list(above)
        names = _placed(words, columns)
    if len(columns) < 2 or len(body) + len(head) < (1 if above else _FEWEST_ROWS):
        return None
    over = groups_over(groups, [name.text if name else "" for name in names], [sum(span) / 2 for span in columns])
    heads = [row for row in (*over, names) if any(row)]
    table = [*heads, *(_placed(row.pieces, columns) for row in body)]
    page = lines[0].page
    box = (columns[0][0], lines[0].bbox[1], columns[-1][1], lines[-1].bbox[3])
    edges = (columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1])
    cells = tuple(cell for r, row in enumerate(table) for cell in _cells(row, r, page))
    return Grid(cells, len(table), len(columns), page, box, edges, inferred=True), columns


def _cells(row: Sequence[Piece | None], r: int, page: int) -> list[GridCell]:
    """The cells of a row; a word that stands over several columns is one cell."""
    cells: list[GridCell] = []
    for c, piece in enumerate(row):
        if piece is not None and c and row[c - 1] is piece:
            continue
        span = 1
        while piece is not None and c + span < len(row) and row[c + span] is piece:
            span += 1
        cells.append(GridCell(piece.text if piece else "", r, c, 1, span, page, piece.box if piece else None))
    return cells


def _join_names(rows: Sequence[_Row]) -> list[_Row]:
    """Rows that are only a piece of a wrapped name joined to the row of data that they are nearest to."""
    anchors = [i for i, row in enumerate(rows) if row.anchored]
    distances = [b.y - a.y for a, b in pairwise(rows) if b.y > a.y]
    usual = median(distances) if distances else 0.0
    above: dict[int, list[Piece]] = {}
    below: dict[int, list[Piece]] = {}
    for i, row in enumerate(rows):
        if not row.anchored:
            nearest = min(anchors, key=lambda a: (abs(rows[a].y - row.y), a > i))
            if abs(rows[nearest].y - row.y) <= 2 * usual:
                (above if nearest > i else below).setdefault(nearest, []).extend(row.pieces)
    return [_Row([*above.get(i, []), *rows[i].pieces, *below.get(i, [])], rows[i].y) for i in anchors]


def _spans(body: Sequence[_Row]) -> list[Span]:
    """The columns that the data form; totals are left out, because their name may stand over two columns."""
    spans: list[Span] = []
    pieces = [piece for row in body for piece in row.pieces if not _TOTAL.fullmatch(piece.text)]
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if spans and piece.x0 < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], piece.x1))
        else:
            spans.append((piece.x0, piece.x1))
    return spans


def _named(
    spans: Sequence[Span], words: Sequence[Piece], body: Sequence[_Row]
) -> tuple[list[Span], list[Piece | None]]:
    """The columns with their words.

    A word without numbers is a blank column, and numbers without a word join the neighbour with which they never share
    a row: centred zeros need not overlap right-aligned amounts.
    """
    columns: list[Span] = []
    names: list[Piece | None] = []
    for w, s in match(words, spans):
        word = words[w] if w is not None else None
        if s is None and word is not None:
            columns.append((word.x0, word.x1))
            names.append(word)
        elif s is not None:
            nameless = columns and words and (word is None or names[-1] is None)
            if nameless and not _share_a_row(columns[-1], spans[s], body):
                columns[-1] = (columns[-1][0], spans[s][1])
                names[-1] = names[-1] or word
            else:
                columns.append(spans[s])
                names.append(word)
    return columns, names


def _share_a_row(a: Span, b: Span, body: Sequence[_Row]) -> bool:
    return any(any(_over(p, a) > 0 for p in row.pieces) and any(_over(p, b) > 0 for p in row.pieces) for row in body)


def _over(piece: Piece, span: Span) -> float:
    return min(piece.x1, span[1]) - max(piece.x0, span[0])


def _placed(pieces: Sequence[Piece], columns: Sequence[Span]) -> list[Piece | None]:
    """The pieces of a row by column; several in one column are one text, two numbers kept apart by a blank."""
    row: list[Piece | None] = [None] * len(columns)
    for piece in pieces:
        i = max(range(len(columns)), key=lambda i: (_over(piece, columns[i]), -i))
        kept = row[i]
        if kept is None:
            row[i] = piece
        else:
            two_numbers = _NUMBER.fullmatch(kept.text) and _NUMBER.fullmatch(piece.text)
            row[i] = together([kept, piece], " " if two_numbers else "")
    return row
