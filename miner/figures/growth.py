"""Growth rates and differences: from what to what, and which way.

The base of a growth rate is what the amount was before: the amount less its increase, or plus its decrease. The amount
is the one that the words before 增加 name, the “三公” item's, or the last one stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from miner.bilingual import say
from miner.figures.context import Topic, falls, noun_of
from miner.figures.intervals import Agreement, Printed, compare
from miner.figures.lookup import Bench
from miner.figures.mentions import FALL, RESIDUE
from miner.figures.operands import (
    Operand,
    Outcome,
    Reading,
    decide,
    operand,
    outcome_of,
    ratio,
    same_paragraph,
    same_sentence,
    stated_before,
    three_public,
)
from miner.figures.statements import Statement
from miner.model import FigureKind, Verdict


def growth(bench: Bench, statement: Statement) -> Outcome | None:
    """增长率, 下降率: the difference over what it was before, or two amounts against each other."""
    before = stated_before(bench, statement)
    delta = change_before(bench, statement)
    if delta is not None:
        return _by_difference(bench, statement, delta)
    amounts = [s for s in before if s.amount and same_sentence(s, statement)]
    then = next((s for s in reversed(amounts) if not s.current), None)
    now = next((s for s in reversed(amounts) if s.current), None)
    if then is None or now is None or not _compared_with(statement, then):
        return None
    base, value = operand(then), operand(now)
    if base is None or value is None:
        return None
    change = Printed(value.value.value - base.value.value, value.value.half + base.value.half)
    return _rate(statement, change, base.value, f"({value.shown} − {base.shown}) ÷ {base.shown}")


def change_before(bench: Bench, statement: Statement) -> Statement | None:
    """The difference that a growth rate belongs to: the figure right before it, in its sentence."""
    before = stated_before(bench, statement)
    last = before[-1] if before else None
    return last if last and last.figure.kind is FigureKind.DELTA and same_sentence(last, statement) else None


def _by_difference(bench: Bench, statement: Statement, delta: Statement) -> Outcome | None:
    change = operand(delta)
    if change is None:
        return None
    fell = falls(delta.phrase.lead)
    readings = [
        Reading(outcome, certain)
        for value, certain in _totals(bench, delta)
        if (outcome := _reading(statement, value, change, fell)) is not None
    ]
    outcome = decide(readings)
    if outcome is None or outcome.verdict is not Verdict.ARITHMETIC_MISMATCH:
        return outcome
    return _the_other_way(bench, statement, delta, outcome)


def _reading(statement: Statement, value: Operand, change: Operand, fell: bool) -> Outcome | None:
    """The rate by one amount; none where it cannot be the amount, because it is less than its own increase."""
    sign = Decimal(1) if fell else Decimal(-1)
    base = Printed(value.value.value + sign * change.value.value, value.value.half + change.value.half)
    if base.value < 0:
        return None
    formula = f"{change.shown} ÷ ({value.shown} {'+' if fell else '−'} {change.shown})"
    return _rate(statement, change.value.times(-sign), base, formula)


def _the_other_way(bench: Bench, statement: Statement, delta: Statement, wrong: Outcome) -> Outcome:
    """A rate that holds if the difference were the other way: one word is wrong, and that is said.

    Where rate and difference contradict each other in their words (增加…，下降…), the contradiction is what is reported.
    """
    change, fell = operand(delta), falls(delta.phrase.lead)
    down = statement.figure.measure == FALL
    for value, _ in _totals(bench, delta):
        if change is None:
            break
        sign = Decimal(-1) if fell else Decimal(1)
        base = Printed(value.value.value + sign * change.value.value, value.value.half + change.value.half)
        if base.value <= 0:
            continue
        formula = f"{change.shown} ÷ ({value.shown} {'−' if fell else '+'} {change.shown})"
        outcome = ratio(abs(statement.figure.value), change.value, base, formula)
        if outcome.verdict is Verdict.ARITHMETIC_MISMATCH:
            continue
        if down != fell:
            return outcome
        why = say(
            f"{wrong.why}；若为{'增加' if fell else '减少'}则相符",
            f"{wrong.why}; it would agree with {'an increase' if fell else 'a decrease'}",
        )
        return Outcome(wrong.verdict, wrong.formula, wrong.computed, why, wrong.score, wrong.features)
    return wrong


def _totals(bench: Bench, delta: Statement) -> Iterator[tuple[Operand, bool]]:
    """The amounts that may have changed, the likeliest first, and whether each is certain."""
    if delta.topic is Topic.THREE_PUBLIC and delta.item != "part":
        printed = three_public(bench, delta.item, "budget" if bench.budget else "final")
        if printed:
            yield printed, True
    amounts = [
        s for s in stated_before(bench, delta) if s.amount and s.current and (bench.budget or "budget" not in s.basis)
    ]
    noun = _changed(bench, delta)
    named = [s for s in amounts if noun and (s.noun == noun or s.noun.endswith(noun) or noun.endswith(s.noun or "\0"))]
    if noun and not named:
        return
    close = named or [s for s in amounts if same_paragraph(s, delta)]
    sure = delta.topic is not Topic.THREE_PUBLIC
    for place, s in enumerate(reversed(close)):
        value = operand(s)
        if value is not None:
            yield value, sure and place == 0
    for s in amounts:
        value = operand(s)
        if s not in close and value is not None:
            yield value, False


_COMPARISON = re.compile(
    r"[与比较同](?=上|去|前|20\d\d|年初|全年|预算|当年|本年|调整).*$"
    r"|^(?=上|去|前|年初|全年|预算|调整|(?:当年|本年|20\d\d年)\S{0,8}(?:预算|执行|相比|比较|增|减|下降|上升)).*$"
)


def _changed(bench: Bench, delta: Statement) -> str:
    """The noun before 增加, without what it is compared with."""
    words = _COMPARISON.sub("", delta.phrase.lead)
    words = re.sub(r"(?:增加|减少|增长|下降|上升|降低|提高|压减|节约).*$", "", words)
    return noun_of(re.sub(r"[均各]+$", "", words), bench.disclosure.identity.department)


def _rate(statement: Statement, change: Printed, base: Printed, formula: str) -> Outcome:
    if base.value == 0:
        why = say("基数为0，增长率不可比", "growth from zero is not defined")
        return Outcome(Verdict.NOT_CHECKED, formula, None, why, 0.0)
    down = statement.figure.measure == FALL
    signed = -statement.figure.value if down and statement.figure.value > 0 else statement.figure.value
    if RESIDUE.search(statement.phrase.lead):
        signed = abs(signed) if change.value >= 0 else -abs(signed)
    return ratio(signed, change, base, formula)


def _compared_with(statement: Statement, then: Statement) -> bool:
    """True where the growth is against the year of the other amount, as its lead says."""
    years = re.findall(r"20\d\d", statement.phrase.lead)
    return not years or years[-1] == then.figure.period


# ---------------------------------------------------------------------------------------------------------- differences


@dataclass(frozen=True, slots=True)
class Compared:
    """Two amounts of one sentence that a difference is the difference of: what it is, and what it is compared with."""

    now: Statement
    then: Statement

    @property
    def change(self) -> Printed | None:
        """What it is less what it is compared with, in 元."""
        a, b = self.now.yuan, self.then.yuan
        return None if a is None or b is None else Printed(a.value - b.value, a.half + b.half)

    def is_size(self, delta: Statement) -> bool:
        """True where a stated difference is as large as theirs."""
        change, own = self.change, delta.yuan
        if change is None or own is None:
            return False
        return (
            compare(Printed(abs(own.value), own.half), Printed(abs(change.value), change.half)) is not Agreement.APART
        )


def compared(bench: Bench, delta: Statement) -> Compared | None:
    """What a difference is the difference of, where the text states both amounts.

    年初预算为A，支出决算为B，比预算增加C, or B，与上年的A相比减少C. Where the sentence states only what is compared with,
    the amount is the last one before it in the paragraph, if the difference is of that size.
    """
    if bench.budget:
        return None
    before = [s for s in stated_before(bench, delta) if s.amount and same_paragraph(s, delta)]
    inside = [s for s in before if same_sentence(s, delta)]
    if not inside:
        return None
    last, then = inside[-1], None
    if _COMPARED_RIGHT_BEFORE.match(delta.phrase.lead) and _COMPARING.search(last.phrase.before):
        then = last if not last.current or "budget" in last.basis else None
    elif re.search(r"[比较]\S{0,8}预算|预算数?相比", delta.phrase.lead):
        then = next((s for s in reversed(inside) if s.current and "budget" in s.basis), None)
    now = next((s for s in reversed(before) if s.current and "budget" not in s.basis), None)
    if then is None or now is None or (then.item, then.code) != (now.item, now.code):
        return None
    pair = Compared(now, then)
    return pair if same_sentence(now, delta) or pair.is_size(delta) else None


_COMPARED_RIGHT_BEFORE = re.compile(r"相比|相较|比较|同比|对比|减少|增加|下降|增长")
_COMPARING = re.compile(r"[与比较同][^，。；：]*$")


def difference(bench: Bench, statement: Statement) -> Outcome | None:
    """增加额, 减少额: the size of the difference of two amounts that the sentence states."""
    pair = compared(bench, statement)
    change = pair.change if pair else None
    own = statement.yuan
    if pair is None or change is None or own is None:
        return None
    size = Printed(abs(change.value), change.half)
    unit = own.value / statement.figure.value if statement.figure.value else Decimal(1)
    formula = f"{pair.now.figure.value} − {pair.then.figure.value}"
    agreement = compare(Printed(abs(own.value), own.half), size)
    return outcome_of(
        agreement, formula, size.value / unit if agreement is not Agreement.APART else change.value / unit
    )
