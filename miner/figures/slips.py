"""Slips of the hand: two printed numbers that differ as a misprint does."""

from __future__ import annotations

from decimal import Decimal

from miner.figures.intervals import places

_FEWEST = 4
"""Digits that a number must have: two short numbers are alike by chance."""
_FEWEST_TELLING = 3
"""And without the noughts at the end of both: 70.00 is no misprint of 80.00."""


def is_slip(stated: Decimal, meant: Decimal) -> bool:
    """True where one number becomes the other by one wrong digit, or by two neighbours that changed places.

    Words that leave open which cell is meant are settled by that: among cells that the words allow, a number of four
    digits or more is a misprint of one cell by chance in fewer than one of a hundred cases.
    """
    decimals = max(places(stated), places(meant))
    one, other = (f"{abs(number):.{decimals}f}".replace(".", "") for number in (stated, meant))
    if max(len(number.lstrip("0")) for number in (one, other)) < _FEWEST:
        return False
    padded = min(len(number) - len(number.rstrip("0")) for number in (one, other))
    one, other = one[: len(one) - padded], other[: len(other) - padded]
    if len(one) != len(other) or max(len(number.lstrip("0")) for number in (one, other)) < _FEWEST_TELLING:
        return False
    apart = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(apart) == 1:
        return True
    if len(apart) != 2 or apart[1] != apart[0] + 1:
        return False
    first, second = apart
    return one[first] == other[second] and one[second] == other[first]
