"""A table as a plain grid of texts, and the lines above it."""

from __future__ import annotations

from miner.county.blocks import PrintedTable, placed
from miner.county.renderings.texts import clean


def texts(table: PrintedTable) -> list[list[str]]:
    """The grid's texts, head and body; that of a box over several places stands in the first of them."""
    rows = (*table.head, *table.body)
    grid = [[""] * len(table.widths) for _ in rows]
    for row, column, box in placed(rows):
        grid[row][column] = clean(box.text)
    return grid


def title_lines(table: PrintedTable) -> tuple[str, str, str, str]:
    """The title, the number, the owner and the unit as they are printed above a table; each may be empty."""
    unit = f"单位：{table.unit}" if table.unit else ""
    return clean(table.title), clean(table.number), clean(table.owner), clean(unit)
