"""What stands between the wide gaps of a line: the raw material of a table without rulings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from miner.model import BBox, Line

_GAP = 0.9
"""Glyph sizes from which a gap parts two cells; names justified inside a cell stay below it, columns stand wider apart."""
_CHANGE_GAP = 0.25
"""Glyph sizes from which a gap between a number and a Han character parts two cells."""
HEAD_GAP = 0.45
"""Glyph sizes from which a gap parts two words of a head, whose words stand closer than the numbers below them."""
_CODE_AND_NAME = re.compile(r"(\d{3}(?:\d{2}){0,2})(?=[\u4e00-\u9fff])")
_JUSTIFIED = {("项", "目"), ("合", "计"), ("收", "入"), ("支", "出"), ("小", "计"), ("金", "额")}
"""Words of two characters that heads spread over their cell."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with its box."""

    text: str
    box: BBox

    @property
    def x0(self) -> float:
        """Left end."""
        return self.box[0]

    @property
    def x1(self) -> float:
        """Right end."""
        return self.box[2]

    @property
    def middle(self) -> float:
        """The middle between both."""
        return (self.box[0] + self.box[2]) / 2

    def overlap(self, other: Piece) -> float:
        """Points of width that both share; negative where they stand apart."""
        return min(self.x1, other.x1) - max(self.x0, other.x0)


def cut(line: Line, gap: float = _GAP) -> list[Piece]:
    """The line cut at gaps of so many glyph sizes; a code is cut from the name that follows it."""
    (run,) = line.text.runs
    text = line.text.text
    pieces: list[Piece] = []
    start = 0
    for i in range(1, len(text) + 1):
        if i < len(text) and text[i] != " ":
            least = gap if text[i - 1].isascii() == text[i].isascii() else min(gap, _CHANGE_GAP)
            if run.lefts[i] - run.rights[i - 1] <= least * line.size:
                continue
        code = _CODE_AND_NAME.match(text[start:i])
        for a, b in ((start, start + code.end()), (start + code.end(), i)) if code else ((start, i),):
            if b > a:
                pieces.append(Piece(text[a:b], (run.lefts[a], run.top, run.rights[b - 1], run.bottom)))
        start = i + 1 if i < len(text) and text[i] == " " else i
    return _rejoin(pieces)


def _rejoin(pieces: Sequence[Piece]) -> list[Piece]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and (joined[-1].text, piece.text) in _JUSTIFIED:
            joined[-1] = together([joined[-1], piece])
        else:
            joined.append(piece)
    return joined


def together(pieces: Sequence[Piece], between: str = "") -> Piece:
    """Several pieces as one, in the order given."""
    boxes = [piece.box for piece in pieces]
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    return Piece(between.join(piece.text for piece in pieces), box)
