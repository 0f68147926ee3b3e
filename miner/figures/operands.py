"""What recomputing works with: operands that show where they come from, and outcomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from miner.bilingual import say
from miner.figures.intervals import Printed
from miner.figures.lookup import Bench, three_public_cell
from miner.figures.statements import Statement
from miner.model import Verdict

_BEYOND = Decimal(10) ** 18
_NEARBY = 600
"""Figures that are looked through for operands; no section of the field has as many."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a recomputation: the formula with its operands, the computed value and the verdict."""

    verdict: Verdict
    formula: str
    computed: Decimal | None
    why: str
    score: float = 1.0
    features: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Operand:
    """An amount in 元 and how to show it."""

    value: Printed
    shown: str


def stated_before(bench: Bench, statement: Statement) -> list[Statement]:
    """The figures of the same section before one, in order; of very many the nearest."""
    inside, place = bench.by_section[statement.figure.section], bench.place[statement.figure.ordinal]
    return inside[max(0, place - _NEARBY) : place]


def stated_after(bench: Bench, statement: Statement) -> list[Statement]:
    """The figures of the same section after one, in order; of very many the nearest."""
    place = bench.place[statement.figure.ordinal]
    return bench.by_section[statement.figure.section][place + 1 : place + 1 + _NEARBY]


def same_sentence(one: Statement, other: Statement) -> bool:
    """True where two figures of a section stand in one sentence."""
    return one.phrase.sentence_start == other.phrase.sentence_start


def operand(statement: Statement) -> Operand | None:
    """A stated amount as an operand, or none where it is no money."""
    value = statement.yuan
    return None if value is None else Operand(value, str(statement.figure.value))


def three_public(bench: Bench, item: str, basis: str) -> Operand | None:
    """The printed amount of a “三公” item as an operand, or none."""
    candidate = three_public_cell(bench, item, basis)
    value = bench.yuan(candidate) if candidate else None
    return Operand(value, f"{candidate.cell.raw}（{candidate.view.table.title}）") if candidate and value else None


def outcome_of(agrees: bool, formula: str, computed: Decimal | None, name: str) -> Outcome:
    """The outcome of a recomputation; a partition's name marks a sum of parts."""
    verdict = Verdict.ARITHMETIC_OK if agrees else Verdict.ARITHMETIC_MISMATCH
    shown = "" if computed is None else short(computed)
    why = (
        say(f"复算为{shown}，相符", f"recomputed as {shown}: agrees")
        if agrees
        else say(f"复算为{shown}，不符", f"recomputed as {shown}: does not agree")
    )
    features = {"operands": 1.0} | ({"partition": 1.0} if name else {})
    return Outcome(verdict, formula, None if computed is None else rounded(computed), why, 1.0, features)


def rounded(value: Decimal) -> Decimal:
    """A computed value as it is stored, with four decimals; one beyond all amounts as it is."""
    return value.quantize(Decimal("0.0001")) if abs(value) < _BEYOND else value


def short(value: Decimal) -> str:
    """A computed value as it is shown, with two decimals."""
    return f"{value.quantize(Decimal('0.01')):f}" if abs(value) < _BEYOND else f"{value:.2e}"
