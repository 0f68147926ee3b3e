"""Where the boxes of a table lie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from miner.county.blocks import Box, PrintedTable, Row
from miner.county.renderings.texts import clean

Placed = tuple[int, int, Box]
"""Row, column, box."""


def placed(rows: Sequence[Row]) -> Iterator[Placed]:
    """Each box with its row and column, as HTML places them."""
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        column = 0
        for box in row:
            while (index, column) in taken:
                column += 1
            yield index, column, box
            taken |= {(index + i, column + j) for i in range(box.rows) for j in range(box.columns)}


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
