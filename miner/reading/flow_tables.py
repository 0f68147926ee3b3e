"""Tables of text-born documents: spans brought within bounds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from miner.bilingual import say
from miner.errors import DocumentTooLarge
from miner.model import FlowCell, FlowTable
from miner.reading.limits import MOST_TABLE_CELLS

_WIDEST: Final = 200
"""Columns that one cell may span; the widest statutory table has 20."""


def table_of(rows: Sequence[Sequence[FlowCell]]) -> FlowTable | None:
    """A table whose cells span no more rows than there are; None where it has no text at all.

    A row span of 0 means "to the last row", as in HTML.

    Raises:
        DocumentTooLarge: the spans would make more cells than a document may have.
    """
    total = 0
    kept: list[tuple[FlowCell, ...]] = []
    for index, row in enumerate(rows):
        left = len(rows) - index
        cells = tuple(
            FlowCell(cell.text, min(cell.row_span, left) or left, max(1, min(cell.column_span, _WIDEST)))
            for cell in row
        )
        total += sum(cell.row_span * cell.column_span for cell in cells)
        if total > MOST_TABLE_CELLS:
            raise DocumentTooLarge(
                say("表格过大", "a table is too large"), say("文件可能被恶意构造", "the file may be hostile")
            )
        kept.append(cells)
    if not any(cell.text for row in kept for cell in row):
        return None
    return FlowTable(tuple(kept))
