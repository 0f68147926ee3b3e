"""What is printed, and whether printed things agree: the interval rule, and nothing about any table.

A printed number stands for every value that rounds to it. A sum of n printed terms against a printed total T agrees when
``|Σ−T| ≤ (n+1)·½·10^-d``: each printed number adds half of its last place to the tolerance; blank adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Literal

Outcome = Literal["equal", "rounding", "fail", "not_applicable", "not_checked"]
Relation = Literal["≈", "=", "≤"]
State = Literal["printed", "blank", "missing", "unreadable"]

ZERO = Decimal(0)
YUAN = Decimal(1)
WAN = Decimal(10000)
UNITS = {"亿元": Decimal(10**8), "万元": WAN, "千元": Decimal(1000), "元": YUAN}


@dataclass(frozen=True, slots=True)
class Result:
    """How one identity came out in one place."""

    identity: str
    where: str
    left: Decimal | None
    right: Decimal | None
    tolerance: Decimal
    outcome: Outcome
    why: str


@dataclass(frozen=True, slots=True)
class Term:
    """A printed number: its value, half of its last printed place, and how many yuan its unit is."""

    value: Decimal
    half: Decimal
    unit: Decimal = WAN

    def within(self, unit: Decimal) -> Term:
        factor = self.unit / unit
        return Term(self.value * factor, self.half * factor, unit)


@dataclass(frozen=True, slots=True)
class Amount:
    """What stands in a place: a printed number, nothing, something unreadable; or the place itself is missing."""

    state: State
    where: str
    term: Term | None = None

    @property
    def optional(self) -> Amount:
        """The same, where a place that a form leaves out counts as blank."""
        return Amount("blank", self.where) if self.state == "missing" else self

    @property
    def nonzero(self) -> bool:
        return self.term is not None and self.term.value != 0


def decimal(text: str) -> Decimal:
    """A number as prose prints it, with or without thousands separators."""
    return Decimal(re.sub("[,，]", "", text))


def half_of(value: Decimal, places: int = 0) -> Decimal:
    """Half of the last printed place of a number that prints at least ``places`` decimals."""
    return Decimal(5).scaleb(-1 - max(places_of(value), places))


def places_of(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def printed(value: Decimal, half: Decimal, unit: Decimal = WAN, where: str = "") -> Amount:
    return Amount("printed", where, Term(value, half, unit))


def exactly(value: int | Decimal, where: str = "") -> Amount:
    """A number that nobody rounded, such as a count."""
    return Amount("printed", where, Term(Decimal(value), ZERO))


def blank(where: str = "") -> Amount:
    return Amount("blank", where)


def missing(where: str) -> Amount:
    return Amount("missing", where)


def terms_of(amounts: Sequence[Amount]) -> list[Term]:
    return [amount.term for amount in amounts if amount.term is not None]


def common_unit(terms: Sequence[Term]) -> Decimal:
    units = {term.unit for term in terms}
    return units.pop() if len(units) == 1 else WAN


def tie(
    identity: str,
    where: str,
    left: Sequence[Amount],
    right: Sequence[Amount],
    relation: Relation = "≈",
    note: str = "",
) -> Result:
    """Compare two sums of what is printed.

    ``≈``: the display intervals meet. ``=``: one number printed twice must be printed the same; where units or decimals
    differ, or a side is a sum, the intervals must meet. ``≤``: part and whole.
    """
    amounts = (*left, *right)
    for state, words in (("unreadable", "cannot be read"), ("missing", "not found")):
        bad = [amount.where for amount in amounts if amount.state == state]
        if bad:
            return Result(identity, where, None, None, ZERO, "not_checked", f"{words}: {'; '.join(bad)}")
    ours, theirs = terms_of(left), terms_of(right)
    if not ours and not theirs:
        return Result(identity, where, None, None, ZERO, "not_applicable", note or "nothing is printed on either side")
    unit = common_unit([*ours, *theirs])
    a = sum((term.within(unit).value for term in ours), ZERO)
    b = sum((term.within(unit).value for term in theirs), ZERO)
    tolerance = sum((term.within(unit).half for term in (*ours, *theirs)), ZERO)
    if relation == "=" and len(ours) == len(theirs) == 1:
        one, other = ours[0], theirs[0]
        if one.unit == other.unit and one.half == other.half:
            tolerance = ZERO
    if not ours or not theirs:
        if a == b:
            return Result(identity, where, a, b, ZERO, "not_applicable", "blank on one side, 0 on the other")
        if relation == "≤" and not ours:
            return Result(identity, where, a, b, ZERO, "not_applicable", "no part is printed")
        note = note or "one side is blank while the other is not 0"
    return Result(identity, where, a, b, tolerance, judge(a, b, tolerance, relation), note or _terms(ours, theirs))


def judge(left: Decimal, right: Decimal, tolerance: Decimal, relation: Relation = "≈") -> Outcome:
    if left == right or (relation == "≤" and left <= right):
        return "equal"
    apart = left - right if relation == "≤" else abs(left - right)
    return "rounding" if apart <= tolerance else "fail"


def ratio(identity: str, where: str, percent: Term, part: Term, whole: Term, note: str = "") -> Result:
    """A printed percentage against part/whole. A truncated percentage is rounding, not a failure."""
    unit = common_unit([part, whole])
    part, whole = part.within(unit), whole.within(unit)
    if whole.value == 0 or abs(whole.value) <= whole.half:
        why = f"the base is {whole.value}: no percentage can be had"
        return Result(identity, where, percent.value, None, ZERO, "not_applicable", why)
    quotients = [
        100 * (part.value + sign * part.half) / (whole.value + other * whole.half)
        for sign in (-1, 1)
        for other in (-1, 1)
    ]
    low, high = min(quotients), max(quotients)
    computed = 100 * part.value / whole.value
    place = Decimal(1).scaleb(-places_of(percent.value))
    tolerance = percent.half + (high - low) / 2
    outcome: Outcome = "fail"
    if computed.quantize(place, ROUND_HALF_UP) == percent.value:
        outcome = "equal"
    elif computed.quantize(place, ROUND_DOWN) == percent.value:
        outcome, note = "rounding", note or "truncated, not rounded"
    elif low <= percent.value + percent.half and high >= percent.value - percent.half:
        outcome = "rounding"
    shown = computed.quantize(Decimal("0.0001"), ROUND_HALF_UP)
    return Result(identity, where, percent.value, shown, tolerance, outcome, note or f"{part.value}/{whole.value}")


def unchecked(identity: str, why: str, where: str = "") -> Result:
    return Result(identity, where, None, None, ZERO, "not_checked", why)


def inapplicable(identity: str, why: str, where: str = "") -> Result:
    return Result(identity, where, None, None, ZERO, "not_applicable", why)


def stated(identity: str, where: str, holds: bool, why: str) -> Result:
    """An identity of words: it holds or it does not."""
    return Result(identity, where, None, None, ZERO, "equal" if holds else "fail", why)


def _terms(left: Sequence[Term], right: Sequence[Term]) -> str:
    return f"{len(left)} printed against {len(right)}"
