"""How a disclosure is printed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Rules(StrEnum):
    """The lines of a table."""

    RULED = "ruled"
    """Lines from end to end."""
    PIECES = "pieces"
    """The same, each cell drawing its own edges as word processors write them, where the renderer can."""
    GREY = "grey"
    """Ruled in light grey, hairlines."""
    DASHED = "dashed"
    UNRULED = "unruled"
    """No line at all; columns stand apart by their alignment."""
    THREE_LINE = "three_line"
    """Above the head, below it, and below the body."""


class Wide(StrEnum):
    """How a table is printed that is too wide for a page."""

    LANDSCAPE = "landscape"
    """A page whose MediaBox is wider than high."""
    ROTATED = "rotated"
    """A page that is turned: /Rotate 90 where the renderer can, glyphs drawn sideways where it cannot."""
    PORTRAIT = "portrait"
    """As the others, in smaller type."""


class PageNumbers(StrEnum):
    """What stands at the foot of a page."""

    NONE = "none"
    PLAIN = "plain"
    DASHED = "dashed"
    """— 3 —"""
    OF = "of"
    """第 3 页 共 25 页"""


@dataclass(frozen=True, slots=True)
class Layout:
    """The look of one document."""

    rules: Rules = Rules.RULED
    wide: Wide = Wide.LANDSCAPE
    repeat_head: bool = True
    """The head of a table stands on each page that the table runs over."""
    split_rows: bool = False
    """A row may be split by a page break."""
    page_numbers: PageNumbers = PageNumbers.DASHED
    running_head: str = ""
    """Printed at the top of each page."""
    watermark: str = ""
    """Printed obliquely across each page, light."""
    font: Literal["serif", "sans"] = "serif"
    size: float = 15.0
    """Of the prose, in points; tables are smaller."""
    table_size: float = 9.0
    crowded: bool = False
    """Rows of tables are low, so that more of them stand on a page."""
