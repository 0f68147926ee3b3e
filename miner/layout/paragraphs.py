"""Lines → paragraphs, also over page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from miner.model import Line, Paragraph, PlacedText
from miner.numbering import numbering

_INDENT = 1.4
"""First-line indent in glyph sizes (the field writes 2) from which a line begins a paragraph."""
_SHORT = 2.2
"""Glyph sizes that a line must end before the text area's edge to be a paragraph's last: a full line may end 1 earlier,
because punctuation and a number with its unit are not torn apart, and digits make the rest uneven."""
_VERY_SHORT = 6.0
"""Glyph sizes before the edge from which a line ends its paragraph whatever its last character is."""
_GAP = 1.9
"""Line distance in units of the page's usual one from which a new paragraph begins."""
_CENTRED = 1.5
"""Glyph sizes by which left and right margins of a centred line may differ."""
FORM_LINE = re.compile(
    r"(?:公开|附)\s*\d{1,2}\s*表|(?:金额|编制|公开|填报)?(?:单位|部门)(?:名称)?\s*[:：]|(?:备?注|说明)\s*[:：]"
)
"""What stands around tables and never continues a sentence."""
_GOES_ON = "，、（“《"
"""Characters after which a sentence goes on, whatever the page looks like."""
TERMINAL = "。；！？：;!?:…"
"""Characters that may end a paragraph."""


class TextArea(NamedTuple):
    """The horizontal extent of running text on a page, in points."""

    left: float
    right: float


class PageLines(NamedTuple):
    """The lines of one page between two tables (or of the whole page), with what is known of its text area."""

    lines: Sequence[Line]
    area: TextArea
    pitch: float
    """Usual distance of baselines, points; 0 where the page has too few lines to tell."""


def text_area(lines: Sequence[Line], width: float) -> TextArea:
    """Left and right edge of the running text: the commonest edges of long lines, else the page less usual margins."""
    long = [line for line in lines if line.bbox[2] - line.bbox[0] > 0.5 * width]
    if len(long) < 3:
        left = min((line.bbox[0] for line in lines), default=0.1 * width)
        right = max((line.bbox[2] for line in lines), default=0.9 * width)
        return TextArea(min(left, 0.14 * width), max(right, 0.86 * width))
    left = min(edge for edge, n in _commonest([line.bbox[0] for line in long]) if n >= 2 or len(long) < 6)
    right = max(edge for edge, n in _commonest([line.bbox[2] for line in long]) if n >= 2 or len(long) < 6)
    return TextArea(left, right)


def _commonest(edges: Sequence[float]) -> list[tuple[float, int]]:
    """Edges rounded to 4 points with their counts; all of them where none recurs."""
    counts = Counter(round(edge / 4) * 4.0 for edge in edges)
    if max(counts.values()) < 2:
        return [(edge, 2) for edge in counts]
    return list(counts.items())


def pitch(lines: Sequence[Line]) -> float:
    """The usual distance between the lines of a page."""
    distances = [round(b.bbox[3] - a.bbox[3]) for a, b in pairwise(lines)]
    positive = [distance for distance in distances if distance > 2]
    return float(Counter(positive).most_common(1)[0][0]) if len(positive) >= 3 else 0.0


class Joiner:
    """Takes the lines of a document in order and gives back its paragraphs."""

    def __init__(self) -> None:
        self._open: list[Line] = []
        self._area = TextArea(0.0, 0.0)
        self._done: list[Paragraph] = []

    def add(self, page: PageLines) -> None:
        """Continue with the lines of a page (or of the part of it down to the next table)."""
        for line in page.lines:
            if self._open and self._begins(line, page):
                self.close()
            if not self._open:
                self._area = page.area
            self._open.append(line)

    def close(self) -> None:
        """End the paragraph at hand: a table or the document's end follows."""
        if not self._open:
            return
        first = self._open[0]
        text = PlacedText.join("", _with_blanks([line.text for line in self._open]))
        self._done.append(Paragraph(text, first.bbox[0] - self._area.left, self._is_centred(self._open), first.size))
        self._open = []

    def take(self) -> list[Paragraph]:
        """The paragraphs that are complete; they are handed out once."""
        done, self._done = self._done, []
        return done

    def _is_centred(self, lines: Sequence[Line]) -> bool:
        area = self._area
        return all(
            abs((line.bbox[0] - area.left) - (area.right - line.bbox[2])) <= _CENTRED * line.size
            and line.bbox[0] - area.left > 2.5 * line.size
            for line in lines
        )

    def _begins(self, line: Line, page: PageLines) -> bool:
        """True where the line begins a paragraph of its own."""
        last = self._open[-1]
        text, before = line.text.text, last.text.text
        size = line.size
        same_page = line.page == last.page
        indent = line.bbox[0] - page.area.left
        room = self._room(last, page, same_page)
        unfinished = before[-1] not in TERMINAL
        if abs(size - last.size) > 0.2 * max(size, last.size):
            return True
        if FORM_LINE.match(text):
            return True
        if same_page and page.pitch and line.bbox[3] - last.bbox[3] > _GAP * page.pitch:
            return True
        first = numbering(text)
        if first is not None:
            opening = numbering(self._open[0].text.text)
            follows = opening is not None and (opening.level, opening.value + 1) == (first.level, first.value)
            # A line may begin with "2." or "（一）" by chance of wrapping: in mid-sentence, flush left after a full line.
            chance = unfinished and room < _SHORT * size and indent < _INDENT * size
            return follows or first.level <= 2 or not chance
        if before[-1] in _GOES_ON:
            return False
        if self._is_centred([line]) != self._is_centred(self._open) and room > _SHORT * size:
            return True
        if room > _VERY_SHORT * size:
            return True
        if room > _SHORT * size:
            return not (unfinished and indent < _INDENT * size)
        return indent >= _INDENT * size

    def _room(self, last: Line, page: PageLines, same_page: bool) -> float:
        right = page.area.right if same_page else self._area.right
        return right - last.bbox[2]


def _with_blanks(texts: list[PlacedText]) -> list[PlacedText]:
    """A blank between two lines where a Latin word or a number ends one and begins the next."""
    parts = [texts[0]]
    for before, text in pairwise(texts):
        a, b = before.text[-1], text.text[0]
        if a.isascii() and b.isascii() and a.isalpha() and b.isalpha():
            parts.append(PlacedText(" "))
        parts.append(text)
    return parts
