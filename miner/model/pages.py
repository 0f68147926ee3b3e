"""A file as read: pages with glyphs and rulings, or with the flow of a text, and how healthy each is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

BBox = tuple[float, float, float, float]


class Glyph(NamedTuple):
    """One drawn character, in upright coordinates of its page. A tuple, because a document has tens of thousands."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    """Distance of the writing line from the page's top; lines are built on it, never on ``y0`` (fonts differ there)."""
    size: float
    font: str
    angle: float
    """Degrees that the writing is turned against the upright page; 0 for body text, about 45 for watermarks."""
    pale: bool
    """Drawn so light that it cannot be body text (a watermark's grey)."""


class Ruling(NamedTuple):
    """A straight horizontal or vertical line of a table, from a path, a thin rectangle or a rectangle's edge."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """True where it is wider than high."""
        return self.x1 - self.x0 >= self.y1 - self.y0


class HealthVerdict(StrEnum):
    """What may be done with a page."""

    GOOD = "good"
    REPAIRED = "repaired"
    """Mojibake that was turned back; mined, and marked."""
    SCANNED = "scanned"
    """An image without a text layer."""
    UNREADABLE = "unreadable"
    """Too many characters without meaning (``(cid:N)``, mojibake that stays); never mined."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class PageHealth:
    """How far a page's text can be trusted. Shares are of the page's visible characters, 0 to 1."""

    verdict: HealthVerdict
    characters: int
    han_share: float
    cid_share: float
    mojibake_share: float
    note: str = ""

    @property
    def minable(self) -> bool:
        """True where later stages may read the page."""
        return self.verdict in (HealthVerdict.GOOD, HealthVerdict.REPAIRED)


@dataclass(frozen=True, slots=True)
class FlowText:
    """A line or paragraph of a text-born document (txt, md, docx, html), as written."""

    text: str
    whole: bool = False
    """True where the source says that this is a whole paragraph (docx, html, md), False for a line, maybe wrapped."""


@dataclass(frozen=True, slots=True)
class FlowCell:
    """A cell of a text-born table with the number of rows and columns that it covers."""

    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class FlowTable:
    """A table of a text-born document: rows of cells; a cell stands where HTML would put it.

    ``spans_known`` is False for tab-separated text, whose merged cells are just blank.
    """

    rows: tuple[tuple[FlowCell, ...], ...]
    spans_known: bool = True


FlowItem = FlowText | FlowTable


class PageSize(NamedTuple):
    """A page of a PDF as it is read, and how it was turned for that: what drawing the page again needs to know."""

    width: float
    """Points, after turning."""
    height: float
    turned: int
    """Quarter turn clockwise (0, 90, 180, 270 degrees) from the page as displayed, because most of it was written so."""
    skew: float
    """Degrees clockwise about its centre by which the page was straightened after that; 0 but for scans."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read. PDF pages have glyphs and rulings; text-born documents have one page with ``flow`` instead."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    health: PageHealth
    flow: tuple[FlowItem, ...] = ()
    turned: int = 0
    """As in `PageSize`."""
    skew: float = 0.0

    @property
    def size(self) -> PageSize:
        """Its size, and how it was turned."""
        return PageSize(self.width, self.height, self.turned, self.skew)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its pages and what could not be read of it."""

    name: str
    """The file's name without its folder."""
    sha256: str
    format: str
    """``pdf``, ``txt``, ``md``, ``docx`` or ``html``."""
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be done: in which component, on which page if any, and what it means for the reader."""

    component: str
    message: str
    page: int | None = None
