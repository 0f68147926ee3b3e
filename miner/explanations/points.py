"""One reason or several: a variance may give three, 一是…；二是…；三是….

A reason is taken apart only where its writer did: at numbers (一是, （1）, ①) and at full stops and semicolons. What only says what
came of the point before (导致…, 因此…, 支出相应减少) stays with it; so does what reassures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from miner.explanations.parts import says_nothing
from miner.language.masking import normalise

_NUMBER = re.compile(
    r"(?:^|(?<=[。；;，,、：:\n]))\s*(?:[一二三四五六七八九]是|[（(][一二三四五六七八九\d]{1,2}[）)]|\d{1,2}[.、．](?!\d)|[①-⑩]|第[一二三四五六][，,、]|首先|其次|再次)"
)
_STOP = re.compile(r"[。；;\n]+")
_GOES_ON = re.compile(
    r"\s*(?:导致|致使|使|因此|因而|从而|所以|故|相应|由此|同时也|[较比与同](?:上|去|年初|预算)|其中|故而|进而)"
)
_SHORTEST = 3


def points_of(reason: str) -> list[tuple[int, int]]:
    """The spans of the points of a reason, in order; one span over all of it where it makes one point."""
    numbers = [match.start() for match in _NUMBER.finditer(reason)]
    cuts = numbers if len(numbers) > 1 else [match.end() for match in _STOP.finditer(reason)]
    spans: list[tuple[int, int]] = []
    for start, end in _between(cuts, len(reason)):
        piece = reason[start:end]
        plain = normalise(piece)
        if piece.rstrip().endswith(("：", ":")) and end < len(reason):
            continue  # 主要有以下原因：
        if spans and (len(plain) < _SHORTEST or _GOES_ON.match(piece) or says_nothing(plain)):
            spans[-1] = spans[-1][0], end
        elif plain:
            spans.append((start, end))
    return [_trimmed(reason, *span) for span in spans] or [(0, len(reason))]


def _between(cuts: list[int], end: int) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in (*cuts, end):
        if cut > start:
            yield start, cut
        start = cut


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without blanks and stops at its ends."""
    while end > start and text[end - 1] in "，,；;。、 \t\n\u3000":
        end -= 1
    while start < end and text[start] in "，,；;。、 \t\n\u3000":
        start += 1
    return start, end
