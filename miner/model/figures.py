"""Stated figures, what backs them, the identities that must hold, and what an auditor reads of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from miner.model.disclosures import CellRef
from miner.model.pages import BBox


class FigureKind(StrEnum):
    """What sort of number it is."""

    AMOUNT = "amount"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    """百分点, which is not %"""
    COUNT = "count"
    DELTA = "delta"
    """A difference with its direction: 增加 338.92 万元"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the prose states. Offsets count in its section's text; ``value`` is as printed, in ``unit``."""

    ordinal: int
    section: int
    narrative: int | None
    text: str
    value: Decimal
    unit: str
    kind: FigureKind
    measure: str
    period: str
    char_start: int
    char_end: int


class Verdict(StrEnum):
    """What came of comparing a figure with what should back it."""

    MATCH = "match"
    ROUNDING = "rounding"
    MISMATCH = "mismatch"
    ARITHMETIC_OK = "arithmetic_ok"
    ARITHMETIC_MISMATCH = "arithmetic_mismatch"
    NO_TABLE_COUNTERPART = "no_table_counterpart"
    AMBIGUOUS = "ambiguous"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class LinkOperand:
    """A number that a formula works with, and where it stands: a figure of the prose or a cell."""

    text: str
    """As the formula shows it."""
    figure: int | None = None
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """What backs a figure: one cell, or a formula over other figures and cells, or nothing; and the verdict."""

    figure: int
    cell: CellRef | None
    formula: str
    computed: Decimal | None
    verdict: Verdict
    score: float
    features: Mapping[str, float]
    why: str
    operands: tuple[LinkOperand, ...] = ()
    """What the formula works with, in the order of the formula."""


class CheckVerdict(StrEnum):
    """How an identity or a content rule came out. “Not found” is never “pass”."""

    PASS = "pass"
    ROUNDING = "rounding"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One identity or content rule, applied once."""

    rule: str
    statement: str
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    tolerance: Decimal | None
    verdict: CheckVerdict
    why: str
    evidence: tuple[Evidence, ...] = ()


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One side of a finding: the words or the cell, and where they stand."""

    role: str
    quote: str
    page: int | None = None
    bbox: BBox | None = None
    section: int | None = None
    char_start: int | None = None
    char_end: int | None = None
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What an auditor reads: one root cause, with both sides shown and neither called right."""

    rule: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]
    key: str = ""
    """The same for the same finding in every run: made of the rule and of what is shown, not of places."""
