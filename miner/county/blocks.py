"""What a disclosure of the county is made of before it is printed: headings, paragraphs with marks, tables.

A renderer needs only this module and `miner.county.layout`; it prints the words and knows nothing of the marks, which
are how the truth is written down (`miner.county.truth`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from miner.county.marked import Marked
from miner.model import TableKind

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Box:
    """A cell as it is printed, and how many columns and rows it covers."""

    text: str = ""
    columns: int = 1
    rows: int = 1
    align: Align = "center"
    key: str = ""
    """In a table's body: the key of the quantity that stands here (``row|column``), or empty."""


Row = tuple[Box, ...]


def placed(rows: Sequence[Row]) -> Iterator[tuple[int, int, Box]]:
    """Each box with its row and its first column, as HTML places them."""
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        column = 0
        for box in row:
            while (index, column) in taken:
                column += 1
            yield index, column, box
            taken |= {(index + i, column + j) for i in range(box.rows) for j in range(box.columns)}


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table as it is printed. Boxes stand where HTML would put them: a box covered from above or left is left out."""

    kind: TableKind
    title: str
    number: str
    """公开01表, printed above the table on the right; may be empty."""
    owner: str
    """部门：…, printed above the table on the left; may be empty."""
    unit: str
    """万元 or 元, printed above the table on the right as 单位：万元; may be empty."""
    widths: tuple[float, ...]
    """Relative widths of the columns."""
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    """Printed below the table."""
    wide: bool = False
    """True for a table that `Layout.wide` may turn to landscape."""

    @property
    def statutory(self) -> bool:
        """False for indicator grids and the small tables inside the text."""
        return self.kind is not TableKind.OTHER


@dataclass(frozen=True, slots=True)
class Cover:
    """A line of the cover; the cover fills a page of its own."""

    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents, which fills pages of its own. The first is 目录, at level 0."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 for 第一部分 (on a new page), 2 for 一、, 3 for （一）, 4 for 1、."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its first line set in by two characters."""

    text: Marked


Block = Cover | Entry | Heading | Paragraph | PrintedTable
