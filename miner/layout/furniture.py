"""What stands on every page and belongs to none: running heads, running feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from miner.model import Line

_PAGE_NUMBER = re.compile(
    r"[-–—―·.•\s第]*(?:\d{1,4}|[ivxIVX]{1,5})(?:\s*[/／]\s*\d{1,4})?[-–—―·.•\s页]*|第\d+页共\d+页"
)
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.12
"""Share of the page's height at its top and bottom in which running heads and page numbers stand."""
_RUNNING = 0.5
"""Share of the pages on which a line in the margin must recur to be a running head."""
_FEW = 3
"""Fewer pages than this show nothing about what recurs."""


def running_lines(pages: Sequence[tuple[float, Sequence[Line]]]) -> set[tuple[int, int]]:
    """``(page index, line index)`` of the lines to leave out; pages are given as (height in points, lines from the top).

    A page number is a line of digits and dashes in the margin, the outermost there. A running head is the outermost line
    that recurs, but for its digits, on at least half of the pages.
    """
    found: set[tuple[int, int]] = set()
    recurring: Counter[tuple[bool, str]] = Counter()
    candidates: list[tuple[int, int, tuple[bool, str]]] = []
    for p, (height, lines) in enumerate(pages):
        for top, i in _outermost(height, lines):
            text = lines[i].text.text
            if _PAGE_NUMBER.fullmatch(text.strip()):
                found.add((p, i))
                continue
            key = (top, _DIGITS.sub("#", text))
            recurring[key] += 1
            candidates.append((p, i, key))
    if len(pages) >= _FEW:
        least = max(_FEW, _RUNNING * len(pages))
        found.update((p, i) for p, i, key in candidates if recurring[key] >= least)
    return found


def _outermost(height: float, lines: Sequence[Line]) -> list[tuple[bool, int]]:
    """The two outermost lines in each margin: a running head may stand above or beside a page number."""
    top = [(True, i) for i in range(min(2, len(lines))) if lines[i].bbox[3] <= _MARGIN * height]
    last = range(max(0, len(lines) - 2), len(lines))
    return top + [(False, i) for i in last if lines[i].bbox[1] >= (1 - _MARGIN) * height]
