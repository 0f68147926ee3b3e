"""Paper, margins and type, the same in every format with pages."""

from __future__ import annotations

from dataclasses import dataclass

from miner.county.blocks import PrintedTable, Row, placed
from miner.county.layout import Layout, Rules, Wide
from miner.county.renderings.sheets import turned

UPRIGHT = (595.28, 841.89)
"""A4 in points."""


@dataclass(frozen=True, slots=True)
class Margins:
    """In points."""

    side: float
    top: float
    bottom: float


PROSE = Margins(76.5, 85.0, 76.5)
TABLE = Margins(54.0, 62.0, 57.0)

_NARROWEST = 0.8
"""Of the type of a wide table on a page that is not turned, against that of other tables."""
_SMALLEST = 4.0
_DIGIT, _POINT = 0.57, 0.3
"""Width of a digit, and of a comma or point, in ems of the widest typeface that is used."""


def gap(layout: Layout) -> float:
    """The room between a cell's text and its sides."""
    return {Rules.UNRULED: 5.0, Rules.THREE_LINE: 4.0}.get(layout.rules, 2.5)


def room(table: PrintedTable, layout: Layout) -> float:
    """The width of a table."""
    if turned(table, layout):
        return UPRIGHT[1] - 2 * TABLE.side
    return UPRIGHT[0] - 2 * (TABLE if table.statutory else PROSE).side


def type_size(table: PrintedTable, layout: Layout) -> float:
    """The type of a table in points: small enough that no number runs over the sides of its cell."""
    size = layout.table_size * (_NARROWEST if table.wide and layout.wide is Wide.PORTRAIT else 1.0)
    points = room(table, layout) / sum(table.widths)
    for rows in (table.head, table.body):
        size = min((size, *_fitting(rows, table.widths, points, 2 * gap(layout) + 0.5)))
    return max(round(size, 2), _SMALLEST)


def _fitting(rows: tuple[Row, ...], widths: tuple[float, ...], points: float, gaps: float) -> list[float]:
    """For each number the type in which it just fits; words can break, numbers cannot."""
    fitting = []
    for _, column, box in placed(rows):
        if box.text and box.text.isascii():
            ems = sum(_POINT if c in ",." else _DIGIT for c in max(box.text.split(), key=len, default="0"))
            fitting.append((sum(widths[column : column + box.columns]) * points - gaps) / ems)
    return fitting
