"""Tables without rulings, with three lines, or with horizontal lines only: columns from the alignment of what stands in them.

Below a line that names a table, lines are cut into pieces at wide gaps. The rows of data give the columns (numbers of one
column share their right edge, names their left), the words of the head give the columns that hold no data, and a piece of a
name without numbers belongs to the row that it is nearest to. Whether the columns are right is not proved here: the grid says that
they are inferred, and a statutory table is used only where its own sums prove them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from miner.layout.characters import without_blanks
from miner.model import BBox, Grid, GridCell, Line, PlacedText

_GAP = 0.9
"""Glyph sizes from which a gap parts two cells; names justified inside a cell stay below it, columns stand wider apart."""
_CHANGE_GAP = 0.25
"""Glyph sizes from which a gap between a number and a Han character parts two cells."""
_TITLE = re.compile(r"[^，。；、：,;:]{4,42}表(?:[（(][^）)]{1,12}[)）])?")
_FURNITURE = re.compile(r"公开\d|(?:金额)?单位[:：]|(?:编制|公开|填报)?(?:部门|单位)(?:名称)?[:：]|\d{4}年(?:度|\d)")
_END = re.compile(
    r"(?:备?注|说明|附注)\d?[:：.、]|第[一二三四五六七八九十]部分|[一二三四五六七八九十]{1,3}、.{0,30}(?:说明|情况)$"
)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")
_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)%?|0")
_CODE = re.compile(r"\d{3,7}")
_CODE_AND_NAME = re.compile(r"(\d{3}(?:\d{2}){0,2})(?=[\u4e00-\u9fff])")
_ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,3}、|\d、")
_TOTAL = re.compile(r"[总合]计|.{2,8}合计")
_ENTRY = re.compile(r"[一二三四五六七八九十]{1,3}、|\d、|[总合]计$|本年|使用|年初|年末|结余分配|人员经费|公用经费")
"""Names that begin a row even where the row holds no number."""
_HEAD_WORD = re.compile(
    r"项 ?目|(?:功能分类|经济分类)?科目(?:名称|编码|代码)|合 ?计|小计|总计|决算数|预算数|金额|行次|栏次"
)
_GROUP = re.compile(
    r"(?:本年|财政拨款)?(?:收 ?入|支 ?出)|预算数|决算数|公务用车购置(?:及|和)运行(?:维护)?费(?:支出)?"
    r"|.{0,12}“三公”经费(?:预算数|支出)?"
)
"""Words of a head that stand over several columns: the two halves of a summary, and the groups of the “三公” table."""
_PROSE = 0.6
"""Share of the text width from which an unbroken line with punctuation is prose."""
_BESIDE = 60.0
"""Points that a column's word may stand beside its right-aligned numbers."""
_FEWEST_ROWS = 2


Span = tuple[float, float]
"""Left and right end of a column, in points."""


@dataclass(slots=True)
class _Piece:
    """What stands between two wide gaps of a line."""

    text: str
    x0: float
    x1: float
    box: BBox

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(slots=True)
class _Row:
    pieces: list[_Piece]
    y: float
    height: float

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


@dataclass(slots=True)
class _Column:
    x0: float
    x1: float

    def overlap(self, piece: _Piece) -> float:
        return min(self.x1, piece.x1) - max(self.x0, piece.x0)


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
            open_columns = tuple((column.x0, column.x1) for column in columns) if end == len(lines) else None
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
        prose = (
            len(_pieces(lines[i])) == 1
            and lines[i].bbox[2] - lines[i].bbox[0] > _PROSE * (right - left)
            and re.search(r"[，。；]", text)
        )
        if _END.match(text) or prose or (i > start and _TITLE.fullmatch(text) and len(_pieces(lines[i])) == 1):
            return i
    return len(lines)


def _pieces(line: Line) -> list[_Piece]:
    """The line cut at wide gaps; a code is cut from the name that follows it."""
    (run,) = line.text.runs
    text = line.text.text
    pieces: list[_Piece] = []
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or text[i] == " " or run.lefts[i] - run.rights[i - 1] > _least_gap(text, i) * line.size:
            _add_piece(pieces, line.text, start, i)
            start = i + 1 if i < len(text) and text[i] == " " else i
    return pieces


def _least_gap(text: str, i: int) -> float:
    """The gap in glyph sizes that parts two cells: where a number meets a name, any visible one does."""
    return _GAP if text[i - 1].isascii() == text[i].isascii() else _CHANGE_GAP


def _add_piece(pieces: list[_Piece], text: PlacedText, start: int, end: int) -> None:
    if end <= start:
        return
    (run,) = text.runs
    code = _CODE_AND_NAME.match(text.text[start:end])
    for a, b in ((start, start + code.end()), (start + code.end(), end)) if code else ((start, end),):
        box = (run.lefts[a], run.top, run.rights[b - 1], run.bottom)
        pieces.append(_Piece(text.text[a:b], run.lefts[a], run.rights[b - 1], box))


# ------------------------------------------------------------------------------------------------------ rows and columns


def _grid(lines: Sequence[Line], above: Sequence[Span] | None) -> tuple[Grid, list[_Column]] | None:
    rows = [_Row(_pieces(line), (line.bbox[1] + line.bbox[3]) / 2, line.bbox[3] - line.bbox[1]) for line in lines]
    first = next((i for i, row in enumerate(rows) if row.opens and not _ordinals(row)), None)
    if first is None:
        return None
    if above is None and not any(_HEAD_WORD.fullmatch(piece.text) for row in rows for piece in row.pieces):
        return None  # a table of contents, not a table
    head, body = rows[:first], _join_names(rows[first:])
    if above is None:
        columns = _columns(body, [row for row in head if not _ordinals(row)])
    else:
        columns = [_Column(x0, x1) for x0, x1 in above]
    if len(columns) < 2 or len(body) + len(head) < (1 if above else _FEWEST_ROWS):
        return None
    table = [_placed(row.pieces, columns) for row in body]
    heads = [row for row in _heads(head, columns) if any(row)]
    cells: list[GridCell] = []
    for r, row in enumerate([*heads, *table]):
        column = 0
        while column < len(columns):
            piece = row[column]
            span = 1
            while r < len(heads) and piece and column + span < len(columns) and row[column + span] is piece:
                span += 1
            cells.append(
                GridCell(piece.text if piece else "", r, column, 1, span, lines[0].page, piece.box if piece else None)
            )
            column += span
    left, right = min(column.x0 for column in columns), max(column.x1 for column in columns)
    box = (left, lines[0].bbox[1], right, lines[-1].bbox[3])
    edges = (left, *((a.x1 + b.x0) / 2 for a, b in pairwise(columns)), right)
    return Grid(tuple(cells), len(heads) + len(table), len(columns), lines[0].page, box, edges, inferred=True), columns


def _ordinals(row: _Row) -> bool:
    """True for a row of column ordinals: 栏次 1 2 3."""
    texts = [piece.text for piece in row.pieces if piece.text not in ("栏次", "行次")]
    return (
        bool(texts)
        and len(texts) < len(row.pieces) + 1
        and [int(t) if t.isdigit() else -1 for t in texts] == list(range(1, len(texts) + 1))
    )


def _join_names(rows: Sequence[_Row]) -> list[_Row]:
    """Rows that are only a piece of a wrapped name joined to the row of data that they are nearest to."""
    anchors = [i for i, row in enumerate(rows) if row.anchored]
    distances = [b.y - a.y for a, b in pairwise(rows) if b.y > a.y]
    usual = median(distances) if distances else 0.0
    above: dict[int, list[_Piece]] = {}
    below: dict[int, list[_Piece]] = {}
    joined: list[_Row] = []
    for i, row in enumerate(rows):
        if row.anchored:
            continue
        nearest = min(anchors, key=lambda a: (abs(rows[a].y - row.y), a > i))
        if abs(rows[nearest].y - row.y) <= 2 * usual:
            (above if nearest > i else below).setdefault(nearest, []).extend(row.pieces)
    for i in anchors:
        pieces = [*above.get(i, []), *rows[i].pieces, *below.get(i, [])]
        joined.append(_Row(pieces, rows[i].y, rows[i].height))
    return joined


def _columns(body: Sequence[_Row], head: Sequence[_Row]) -> list[_Column]:
    """The columns that the data form, and those that only the head names."""
    columns: list[_Column] = []
    pieces = [piece for row in body for piece in row.pieces if not _TOTAL.fullmatch(piece.text)]
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if columns and piece.x0 < columns[-1].x1:
            columns[-1].x1 = max(columns[-1].x1, piece.x1)
        else:
            columns.append(_Column(piece.x0, piece.x1))
    words = [piece for row in head for piece in row.pieces]
    columns = _merge_nameless(columns, body, words)
    for i, row in enumerate(head):
        for piece in row.pieces:
            if _GROUP.fullmatch(piece.text):
                continue
            is_leaf = not any(_overlap(piece, lower) > 0 for below in head[i + 1 :] for lower in below.pieces)
            if is_leaf and all(column.overlap(piece) <= 0 for column in columns):
                _name_or_add(columns, piece, words)
    return columns


def _name_or_add(columns: list[_Column], word: _Piece, words: Sequence[_Piece]) -> None:
    """Give a head's word that stands over no column to the nameless one beside it (right-aligned zeros), or a new one."""
    beside = [column for column in columns if not _named(column, words) and -column.overlap(word) <= _BESIDE]
    if beside:
        nearest = max(beside, key=lambda column: column.overlap(word))
        nearest.x0, nearest.x1 = min(nearest.x0, word.x0), max(nearest.x1, word.x1)
    else:
        columns.append(_Column(word.x0, word.x1))
        columns.sort(key=lambda column: column.x0)


def _merge_nameless(columns: list[_Column], body: Sequence[_Row], head: Sequence[_Piece]) -> list[_Column]:
    """Columns below no word of the head joined to the neighbour with which they never share a row.

    Centred zeros and right-aligned amounts of one column need not overlap.
    """
    merged: list[_Column] = []
    for column in columns:
        if merged and not (_named(merged[-1], head) and _named(column, head)):
            both = any(
                any(merged[-1].overlap(piece) > 0 for piece in row.pieces)
                and any(column.overlap(piece) > 0 for piece in row.pieces)
                for row in body
            )
            if head and not both:
                merged[-1].x1 = column.x1
                continue
        merged.append(column)
    return merged


def _named(column: _Column, head: Sequence[_Piece]) -> bool:
    return any(column.overlap(piece) > 0 for piece in head)


def _overlap(a: _Piece, b: _Piece) -> float:
    return min(a.x1, b.x1) - max(a.x0, b.x0)


def _placed(pieces: Sequence[_Piece], columns: Sequence[_Column]) -> list[_Piece | None]:
    """The pieces of a row by column; several in one column are one text, from the top and from the left."""
    row: list[_Piece | None] = [None] * len(columns)
    for piece in pieces:
        i = _nearest(piece, columns)
        kept = row[i]
        if kept is None:
            row[i] = piece
        else:
            apart = " " if _NUMBER.fullmatch(kept.text) and _NUMBER.fullmatch(piece.text) else ""
            box = (
                min(kept.x0, piece.x0), min(kept.box[1], piece.box[1]),
                max(kept.x1, piece.x1), max(kept.box[3], piece.box[3]),
            )  # fmt: skip
            row[i] = _Piece(kept.text + apart + piece.text, box[0], box[2], box)
    return row


def _nearest(piece: _Piece, columns: Sequence[_Column]) -> int:
    best = max(range(len(columns)), key=lambda i: columns[i].overlap(piece))
    if columns[best].overlap(piece) > 0:
        return best
    return min(range(len(columns)), key=lambda i: abs((columns[i].x0 + columns[i].x1) / 2 - piece.middle))


def _heads(head: Sequence[_Row], columns: Sequence[_Column]) -> list[list[_Piece | None]]:
    """The head as two rows: the words of the groups, and the words of the columns themselves.

    Centred words tell nothing by their place about how far they reach; the field's group words are few, and each says
    what its columns are called.
    """
    rows = [row for row in head if not _ordinals(row)]
    leaves = _placed([p for row in rows for p in row.pieces if not _GROUP.fullmatch(p.text)], columns)
    over: list[_Piece | None] = [None] * len(columns)
    for row in rows:
        groups = [piece for piece in row.pieces if _GROUP.fullmatch(piece.text)]
        for c, column in enumerate(columns):
            leaf = leaves[c]
            members = [piece for piece in groups if _belongs(leaf.text if leaf else "", piece.text)]
            if members:
                middle = (column.x0 + column.x1) / 2
                over[c] = min(members, key=lambda piece: abs(piece.middle - middle))
    return [over, leaves]


def _belongs(leaf: str, group: str) -> bool:
    """True where a column of that name can stand below that group."""
    if "用车" in group:
        return bool(re.search(r"小计|购置|运行", leaf))
    if group.startswith("本年支出"):
        return bool(re.search(r"小计|合计|基本支出|项目支出|项目$|决算数|预算数", leaf))
    return True
