"""Lines of text as ReportLab's flowables.

ReportLab's own paragraphs break Chinese text inside numbers (1,23 / 4.56), which no word processor does, and read their
text as markup; these know neither.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from functools import cache
from typing import Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable

Way = Literal["left", "center", "right", "justify", "all"]
"""``all`` stretches the last line too: that of a paragraph which goes on overleaf."""

FONT = "STSong-Light"
"""A font that every viewer brings along, and so is not embedded."""
# A unit is what no line break may split: a word or a Han character with the brackets that open before it and the
# punctuation that closes after it.
_UNIT = re.compile(r"[“‘（《〈【「]*(?:[!-~]+|[^ ])[，。；：、）”’》〉】」！？…％]*| +")

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def width(text: str, size: float) -> float:
    """The width of a text in points."""
    return size * sum(map(_advance, text))


@cache
def _advance(character: str) -> float:
    return float(pdfmetrics.stringWidth(character, FONT, 1))


def wrap(text: str, size: float, room: float, indent: float = 0.0) -> list[str]:
    """A paragraph's lines."""
    lines, line, left = [], "", room - indent
    for unit in _UNIT.findall(text):
        pieces = [unit] if width(unit, size) <= room else list(unit)
        for piece in pieces:
            if line and width(line + piece, size) > left:
                lines.append(line.rstrip())
                line, left = piece.lstrip(), room
            else:
                line += piece
    return [*lines, line]


class _Drawn(Flowable):  # type: ignore[misc]  # ReportLab has no types: the one place where that shows
    """What is drawn here."""


class Lines(_Drawn):
    """A paragraph, which a page break may divide between its lines."""

    def __init__(
        self,
        text: str,
        size: float,
        way: Way = "left",
        indent: float = 0.0,
        leading: float = 1.3,
        space: float = 0.0,
    ) -> None:
        super().__init__()
        self.text, self.size, self.way, self.indent = text, size, way, indent
        self.leading = leading * size
        self.spaceBefore = self.spaceAfter = space
        self.lines: list[str] | None = None
        """Given to the two halves of a divided paragraph."""
        self.room = 0.0

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """The size; called by ReportLab before it draws."""
        if self.lines is None or room != self.room:
            self.lines, self.room = wrap(self.text, self.size, room, self.indent), room
        return room, self.leading * len(self.lines)

    def split(self, room: float, height: float) -> list[Flowable]:
        """Two paragraphs, the first of which fits into the height; none if not even one line does."""
        self.wrap(room, height)
        lines = self.lines or []
        fitting = int(height / self.leading)
        if not 0 < fitting < len(lines):
            return [] if fitting == 0 else [self]
        first, second = self._part(lines[:fitting], self.indent), self._part(lines[fitting:], 0.0)
        if self.way == "justify":
            first.way = "all"
        return [first, second]

    def _part(self, lines: list[str], indent: float) -> Lines:
        part = Lines(self.text, self.size, self.way, indent, self.leading / self.size)
        part.lines, part.room = lines, self.room
        return part

    def draw(self) -> None:
        """Draw it; the origin is the lower left corner."""
        lines = self.lines or []
        self.canv.setFont(FONT, self.size)
        for number, line in enumerate(lines):
            y = self.leading * (len(lines) - number) - (self.leading + self.size) / 2 + 0.15 * self.size
            indent = 0.0 if number else self.indent
            free = self.room - indent - width(line, self.size)
            stretched = self.way == "all" or (self.way == "justify" and number < len(lines) - 1)
            space = free / (len(line) - 1) if stretched and len(line) > 1 and free < 6 * self.size else 0.0
            x = indent + {"center": free / 2, "right": free}.get(self.way, 0.0)
            self.canv.drawString(x, y, line, charSpace=space)


class Beside(_Drawn):
    """Two texts on one line, at its two ends, with dots between them where it is a line of a table of contents."""

    def __init__(self, left: str, right: str, size: float, indent: float = 0.0, dotted: bool = False) -> None:
        super().__init__()
        self.left, self.right, self.size, self.indent, self.dotted = left, right, size, indent, dotted
        self.room = 0.0
        self.lines: list[str] = []

    @property
    def leading(self) -> float:
        """The height of a line."""
        return self.size * (1.7 if self.dotted else 1.4)

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """The size; called by ReportLab before it draws."""
        self.room = room
        free = room - self.indent - width(self.right, self.size) - self.size
        self.lines = wrap(self.left, self.size, free)
        return room, self.leading * len(self.lines)

    def draw(self) -> None:
        """Draw it; the origin is the lower left corner."""
        self.canv.setFont(FONT, self.size)
        for number, line in enumerate(reversed(self.lines)):
            self.canv.drawString(self.indent, number * self.leading + 0.3 * self.size, line)
        start = self.indent + width(self.lines[-1], self.size)
        end = self.room - width(self.right, self.size)
        if self.dotted and self.right:
            dots = "." * int((end - start) / width(".", self.size))
            self.canv.drawRightString(end, 0.3 * self.size, dots)
        self.canv.drawString(end, 0.3 * self.size, self.right)


class Anchor(_Drawn):
    """Nothing to see: it notes on which page it comes to stand."""

    def __init__(self, place: int, pages: MutableMapping[int, int]) -> None:
        super().__init__()
        self.place, self.pages = place, pages

    def wrap(self, _room: float, _height: float) -> tuple[float, float]:
        """It has no size."""
        return 0.0, 0.0

    def draw(self) -> None:
        """Note the page."""
        self.pages[self.place] = int(self.canv.getPageNumber())
