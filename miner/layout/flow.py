"""The flow of a text-born document (txt, md, docx, html) → paragraphs and grids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from miner.layout.characters import fold, is_blank, without_blanks
from miner.layout.paragraphs import FORM_LINE, TERMINAL
from miner.model import FlowTable, FlowText, Grid, GridCell, Page, Paragraph, PlacedText, Run
from miner.numbering import numbering

_FULL = 4
"""Half-width columns that a wrapped line may be shorter than the usual longest one and still be full."""
_LONG = 36
"""Half-width columns from which a line without a final stop is a torn sentence rather than a heading."""
_FIRST_INDENT = 5
"""Half-width columns by which the first line of a paragraph is shorter: two characters of indent and some."""
_MOST = 0.6
"""Share of the width from which an unfinished line of wrapped text goes on."""
_TITLE = re.compile(r"(?:说明|情况|概况|解释|构成|事项|报告|措施|分析|职责|职能|设置|表)$")
_TABLE_TITLE = re.compile(r"[^，。；、：,;:]{4,40}表")
_PUNCTUATION = re.compile(r"[，。；、：,;:]")


def lay_out_flow(pages: Sequence[Page]) -> list[Paragraph | Grid]:
    """Paragraphs and grids of all pages, sentences joined over wrapped lines and page marks."""
    width = _wrapped_width([item.text for page in pages for item in page.flow if isinstance(item, FlowText)])
    blocks: list[Paragraph | Grid] = []
    open_lines: list[str] = []

    def close() -> None:
        if open_lines:
            blocks.append(_paragraph(open_lines))
            open_lines.clear()

    for page in pages:
        for item in page.flow:
            if isinstance(item, FlowTable):
                close()
                blocks.append(_grid(item))
            elif not is_blank(item.text):
                if open_lines and not _continues(open_lines, item.text, width, item.whole):
                    close()
                open_lines.append(item.text.strip())
    close()
    return blocks


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def _wrapped_width(lines: Sequence[str]) -> int:
    """The width at which a text was wrapped, in half-width columns, or 0 where each line is a paragraph."""
    widths = sorted(_columns(line.strip()) for line in lines if not is_blank(line))
    if len(widths) < 20:
        return 0
    full = widths[int(0.97 * (len(widths) - 1))]
    near = sum(1 for width in widths if full - 2 * _FULL <= width <= full + _FULL)
    return full if full <= 130 and near >= 0.3 * len(widths) else 0


def _continues(lines: Sequence[str], text: str, wrapped: int, whole: bool) -> bool:
    """True where the text goes on with the sentence of the lines before it; a whole paragraph seldom does."""
    last = lines[-1].rstrip()
    if numbering(text.strip()) or FORM_LINE.match(text.strip()) or _TABLE_TITLE.fullmatch(text.strip()):
        return False
    if whole:
        return last[-1] in "，、"
    so_far = "".join(lines).strip()
    number = numbering(so_far)
    punctuated = _PUNCTUATION.search(so_far, number.length if number else 0) is not None
    if not punctuated and _TITLE.search(so_far):
        return False
    unfinished = last[-1] not in TERMINAL + "”）)"
    if wrapped:
        # The first line of a paragraph is indented by two characters, which plain text has lost.
        full = wrapped - _FULL - (_FIRST_INDENT if len(lines) == 1 else 0)
        return _columns(last) >= full or (unfinished and _columns(last) >= _MOST * wrapped)
    # A line without any punctuation is a title, however long.
    return unfinished and punctuated and (_columns(last) >= _LONG or last[-1] in "，、,")


def _paragraph(lines: Sequence[str]) -> Paragraph:
    parts: list[PlacedText] = []
    for line in lines:
        text, index = _squeeze(fold(line))
        run = Run(0, len(text), None, 0.0, 0.0, (), (), line, tuple(index))
        parts.append(PlacedText(text, (run,)))
    return Paragraph(PlacedText.join("", parts), 0.0, False, 0.0)


def _squeeze(text: str) -> tuple[str, list[int]]:
    """The text without blanks but those between two ASCII words, and where each character stood."""
    kept: list[str] = []
    index: list[int] = []
    for i, character in enumerate(text):
        if is_blank(character):
            after = next((c for c in text[i + 1 :] if not is_blank(c)), "")
            before = kept[-1] if kept else ""
            if not (before.isascii() and after.isascii() and before.isalnum() and after.isalnum()):
                continue
            character = " "
        kept.append(character)
        index.append(i)
    return "".join(kept), index


def _grid(table: FlowTable) -> Grid:
    """The table with each cell at the column where HTML's rules put it."""
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    columns = 0
    for row, cells_of_row in enumerate(table.rows):
        column = 0
        for cell in cells_of_row:
            while (row, column) in taken:
                column += 1
            row_span, column_span = max(1, cell.row_span), max(1, cell.column_span)
            taken.update((row + r, column + c) for r in range(row_span) for c in range(column_span))
            cells.append(GridCell(without_blanks(fold(cell.text)), row, column, row_span, column_span, None, None))
            column += column_span
        columns = max(columns, column)
    return Grid(tuple(cells), len(table.rows), columns, None, None, (), table.spans_known)
