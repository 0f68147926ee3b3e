"""What recomputing works with: operands that show where they come from, and outcomes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from miner.bilingual import say
from miner.figures.intervals import Agreement, Printed, cut_off, percentage, percentage_agreement
from miner.figures.lookup import Bench, Candidate, three_public_cell
from miner.figures.statements import Statement
from miner.model import Verdict

_BEYOND = Decimal(10) ** 18
_FOUR = Decimal("0.0001")
_LESS_CERTAIN = 0.8
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
    operands: tuple[Operand, ...] = ()


@dataclass(frozen=True, slots=True)
class Operand:
    """An amount in 元, how to show it, and where it comes from."""

    value: Printed
    shown: str
    source: Statement | Candidate


def stated_before(bench: Bench, statement: Statement) -> list[Statement]:
    """The figures of the same section before one, in order; of very many the nearest.

    Not those in brackets that are closed before it: 决算为4806.99万元（其中基本支出4280.62万元），完成预算的101.81%.
    """
    inside, place = bench.by_section[statement.figure.section], bench.place[statement.figure.ordinal]
    return [
        other
        for other in inside[max(0, place - _NEARBY) : place]
        if other.phrase.bracket in (-1, statement.phrase.bracket)
    ]


def stated_after(bench: Bench, statement: Statement) -> list[Statement]:
    """The figures of the same section after one, in order; of very many the nearest."""
    place = bench.place[statement.figure.ordinal]
    return bench.by_section[statement.figure.section][place + 1 : place + 1 + _NEARBY]


def same_sentence(one: Statement, other: Statement) -> bool:
    """True where two figures of a section stand in one sentence."""
    return one.phrase.sentence_start == other.phrase.sentence_start


def same_paragraph(one: Statement, other: Statement) -> bool:
    """True where two figures of a section stand in one paragraph."""
    return one.phrase.paragraph_start == other.phrase.paragraph_start


_REASON = re.compile(r"(?:主要(?:是|系|为了?|由于|因)|原因(?:是|为|在于|：)|由于)[^；。]*$")


def in_reason(statement: Statement) -> bool:
    """True for an amount that a reason mentions (主要是追加生均经费131.45万元): what follows is not compared with it."""
    return _REASON.search(statement.phrase.before) is not None


def operand(statement: Statement) -> Operand | None:
    """A stated amount as an operand, or none where it is no money."""
    value = statement.yuan
    return None if value is None else Operand(value, str(statement.figure.value), statement)


def three_public(bench: Bench, item: str, basis: str) -> Operand | None:
    """The printed amount of a “三公” item as an operand, or none."""
    candidate = three_public_cell(bench, item, basis)
    value = bench.yuan(candidate) if candidate else None
    if candidate is None or value is None:
        return None
    return Operand(value, f"{candidate.cell.raw}（{candidate.view.table.title}）", candidate)


_VERDICTS = {
    Agreement.EQUAL: Verdict.ARITHMETIC_OK,
    Agreement.MEETING: Verdict.ROUNDING,
    Agreement.APART: Verdict.ARITHMETIC_MISMATCH,
}


def outcome_of(
    agreement: Agreement, formula: str, computed: Decimal | None, operands: Sequence[Operand], cut: bool = False
) -> Outcome:
    """The outcome of a recomputation; ``cut`` where the stated number drops decimals instead of rounding them."""
    shown = "" if computed is None else short(computed)
    if agreement is Agreement.EQUAL:
        why = say(f"复算为{shown}，相符", f"recomputed as {shown}: agrees")
    elif agreement is Agreement.APART:
        why = say(f"复算为{shown}，不符", f"recomputed as {shown}: does not agree")
    elif cut and computed is not None:
        exact = f"{computed.quantize(_FOUR):f}"
        why = say(f"复算为{exact}，文中截去了尾数，没有四舍五入", f"recomputed as {exact}: cut off, not rounded")
    else:
        why = say(
            f"复算为{shown}，与文中仅有尾差，在各数四舍五入的范围内",
            f"recomputed as {shown}: differs by no more than the rounding of the numbers",
        )
    stored = None if computed is None else rounded(computed)
    return Outcome(_VERDICTS[agreement], formula, stored, why, 1.0, {"operands": 1.0}, tuple(operands))


def quotient(stated: Decimal, part: Operand, whole: Operand) -> Outcome:
    """The outcome of a stated percentage against one amount over another."""
    return ratio(stated, part.value, whole.value, f"{part.shown} ÷ {whole.shown}", (part, whole))


def ratio(stated: Decimal, part: Printed, whole: Printed, formula: str, operands: Sequence[Operand]) -> Outcome:
    """The outcome of a stated percentage against part over whole."""
    if whole.value == 0:
        why = say("分母为0，百分比没有意义", "the denominator is nought")
        return Outcome(Verdict.NOT_CHECKED, formula, None, why, 0.0, operands=tuple(operands))
    computed = percentage(part, whole)
    cut = computed is not None and cut_off(stated, computed)
    return outcome_of(percentage_agreement(stated, part, whole), formula, computed, operands, cut)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a figure, and what it gives. Only a certain reading can call a figure wrong."""

    outcome: Outcome
    certain: bool


def decide(readings: Sequence[Reading]) -> Outcome | None:
    """The outcome of a figure that may be understood in several ways.

    A certain reading that agrees goes first, then any other that agrees exactly: words that fit two things are never a
    mismatch where one of them holds. Where nothing agrees, a certain reading makes a mismatch; without one the figure
    is not checked. None where there is no reading at all.
    """
    certain = [reading.outcome for reading in readings if reading.certain]
    other = [reading.outcome for reading in readings if not reading.certain]
    for outcomes, verdict in (
        (certain, Verdict.ARITHMETIC_OK),
        (other, Verdict.ARITHMETIC_OK),
        (certain, Verdict.ROUNDING),
    ):
        found = next((outcome for outcome in outcomes if outcome.verdict is verdict), None)
        if found is not None:
            return found if outcomes is certain else replace(found, score=_LESS_CERTAIN)
    if certain:
        return certain[0]
    if not other:
        return None
    why = say(
        "文中没有写明与哪个数相比，附近的数都不能复算出它",
        "the text does not name what it is measured against, and no amount nearby gives it",
    )
    return Outcome(Verdict.NOT_CHECKED, "", None, why, 0.0)


def rounded(value: Decimal) -> Decimal:
    """A computed value as it is stored, with four decimals; one beyond all amounts as it is."""
    return value.quantize(_FOUR) if abs(value) < _BEYOND else value


def short(value: Decimal) -> str:
    """A computed value as it is shown, with two decimals."""
    return f"{value.quantize(Decimal('0.01')):f}" if abs(value) < _BEYOND else f"{value:.2e}"
