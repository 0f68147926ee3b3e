"""The interval rule: a printed number stands for every value that rounds to it.

424 stands for [423.5, 424.5] and 423.99 for [423.985, 423.995]. Two printed numbers agree where their intervals meet;
a sum of printed terms agrees with a printed total where |Σ - T| is at most the sum of all half widths. A tolerance is
never a share of the magnitude. A nought printed without decimals (0万元) says that there was nothing, and stands for
itself alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

HALF = Decimal("0.5")
HUNDRED = Decimal(100)
_BEYOND = Decimal(10) ** 12


class Agreement(StrEnum):
    """How two printed numbers stand to each other."""

    EQUAL = "equal"
    MEETING = "meeting"
    """Unequal, but the intervals meet."""
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed number: its value, and half the width of the interval that it stands for, in the same unit."""

    value: Decimal
    half: Decimal

    def times(self, factor: Decimal) -> Printed:
        """The same number in another unit."""
        return Printed(self.value * factor, self.half * abs(factor))

    @property
    def low(self) -> Decimal:
        """The lower end of the interval."""
        return self.value - self.half

    @property
    def high(self) -> Decimal:
        """The upper end of the interval."""
        return self.value + self.half


def places(value: Decimal) -> int:
    """Decimal places as printed."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def printed(value: Decimal, decimals: int | None = None) -> Printed:
    """A number as printed in prose, with its own decimals unless others are given (those of its table)."""
    if decimals is None:
        decimals = places(value)
        if value == 0 and decimals == 0:
            return Printed(value, Decimal(0))
    return Printed(value, HALF.scaleb(-decimals))


def compare(left: Printed, right: Printed) -> Agreement:
    """Equal, meeting or apart."""
    if left.value == right.value:
        return Agreement.EQUAL
    return Agreement.MEETING if abs(left.value - right.value) <= left.half + right.half else Agreement.APART


def total(terms: Iterable[Printed]) -> Printed:
    """The sum of printed terms; its half width is the sum of theirs."""
    value = half = Decimal(0)
    for term in terms:
        value, half = value + term.value, half + term.half
    return Printed(value, half)


def percentage(part: Printed, whole: Printed) -> Decimal | None:
    """Part of whole in percent, or none where the whole is nought."""
    return None if whole.value == 0 else part.value / whole.value * HUNDRED


def percentage_agreement(stated: Decimal, part: Printed, whole: Printed) -> Agreement:
    """How a stated percentage stands to its operands: rounded half up, otherwise within their intervals, or apart.

    Cut off at its printed decimals (99.868 printed 99.86) is within. The operands are intervals too: 3.1 of 31 may be
    anything from 3.05/31.5 to 3.15/30.5.
    """
    computed = percentage(part, whole)
    if computed is None:
        return Agreement.APART
    step = Decimal(1).scaleb(-places(stated))
    if abs(computed) < _BEYOND:
        if stated == computed.quantize(step, ROUND_HALF_UP):
            return Agreement.EQUAL
        if stated == computed.quantize(step, ROUND_DOWN):
            return Agreement.MEETING
    if whole.low <= 0 <= whole.high:
        return Agreement.APART
    ends = [end / base * HUNDRED for end in (part.low, part.high) for base in (whole.low, whole.high)]
    inside = min(ends) - step / 2 <= stated <= max(ends) + step / 2
    return Agreement.MEETING if inside else Agreement.APART


def cut_off(stated: Decimal, computed: Decimal) -> bool:
    """True where a stated number is the computed one with its further decimals dropped instead of rounded."""
    if abs(computed) >= _BEYOND:
        return False
    step = Decimal(1).scaleb(-places(stated))
    return stated == computed.quantize(step, ROUND_DOWN) != computed.quantize(step, ROUND_HALF_UP)
