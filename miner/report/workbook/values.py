"""What a cell of the workbook may hold besides text and numbers, and which amounts are numbers without loss."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

DIGITS = 15
"""Significant digits that a spreadsheet keeps of a number."""
MOST_DECIMALS = 10
"""Digits after the point that a number is shown with; one with more is text."""


class Tone(StrEnum):
    """What the colour behind a cell says."""

    BAD = "bad"
    DOUBTFUL = "doubtful"
    MILD = "mild"
    GOOD = "good"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Toned:
    """A value with a colour behind it."""

    value: str | int | None
    tone: Tone | None


@dataclass(frozen=True, slots=True)
class Linked:
    """Words, or a number, that lead somewhere: an address, percent-encoded, relative to the workbook or a ``file:`` URI.

    An address that begins with ``#`` is a cell of the workbook itself.
    """

    words: str | int
    address: str
    """Empty where there is nowhere to go; then only the words are shown."""
    plain: str = ""
    """What is shown where the sheet cannot hold the link; the words, if empty."""
    weighty: bool = True
    """False where it is the first to go, if a sheet has more links than it may hold."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A field that the reviewer fills in, perhaps filled already."""

    value: str | date | None = None


Value = str | int | float | Decimal | date | Toned | Linked | Answer | None

TONES: dict[str, Tone] = {
    "error": Tone.BAD,
    "warning": Tone.DOUBTFUL,
    "hint": Tone.MILD,
    "match": Tone.GOOD,
    "arithmetic_ok": Tone.GOOD,
    "rounding": Tone.MILD,
    "mismatch": Tone.BAD,
    "arithmetic_mismatch": Tone.BAD,
    "ambiguous": Tone.DOUBTFUL,
    "no_table_counterpart": Tone.QUIET,
    "not_checked": Tone.QUIET,
    "complete": Tone.GOOD,
    "partial": Tone.DOUBTFUL,
    "failed": Tone.BAD,
    "confirmed": Tone.BAD,
    "dismissed": Tone.QUIET,
}
"""The colour of each severity, verdict, outcome and judgement."""


def number_of(value: Decimal) -> float | None:
    """A decimal as the number of a cell, or ``None`` where a digit would be lost (the cell then holds text)."""
    if not value.is_finite() or (value.is_zero() and value.is_signed()):
        return None
    if len(value.as_tuple().digits) > DIGITS and len(value.normalize().as_tuple().digits) > DIGITS:
        return None
    if not 0 <= decimals_of(value) <= MOST_DECIMALS:
        return None
    number = float(value)
    return number if math.isfinite(number) and Decimal(format(number, f".{DIGITS}g")) == value else None


def decimals_of(value: Decimal) -> int:
    """Digits after the point, as stated."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
