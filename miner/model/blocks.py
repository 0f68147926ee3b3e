"""Paragraphs and grids: what layout makes of pages, before anybody knows what they say."""

from __future__ import annotations

from dataclasses import dataclass

from miner.model.pages import BBox
from miner.model.text import PlacedText


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in reading order, normalised, with the places of its characters."""

    text: PlacedText
    page: int
    bbox: BBox
    size: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, also over a page break."""

    text: PlacedText
    indent: float
    """Points from the left edge of the text area to the first character; 0 for text-born documents."""
    centred: bool
    size: float
    """Median glyph size in points; 0 for text-born documents."""

    @property
    def page(self) -> int | None:
        """The page on which the paragraph begins."""
        return next((run.page for run in self.text.runs), None)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: its text without blanks and line breaks, its place in the grid and how far it spans."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    page: int | None
    bbox: BBox | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as laid out, before anybody knows what it says. Merged cells stand once, at their top left."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    page: int | None
    bbox: BBox | None
    edges: tuple[float, ...]
    """The x positions of the column boundaries (``columns + 1`` of them); empty for text-born documents."""
    spans_known: bool = True
    inferred: bool = False
    """True where no ruling parts the columns: they were inferred from what stands in them and need proof."""


Block = Paragraph | Grid
