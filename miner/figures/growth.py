"""Growth rates and differences: from what to what, and which way.

The base of a growth rate is what the amount was before: the amount less its increase, or plus its decrease. The amount
is the one that the words before 增加 name, the “三公” item's, or the last one stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from miner.bilingual import say
from miner.figures.amounts import alike, printed_amount
from miner.figures.comparisons import changed_noun, compared
from miner.figures.context import Topic, falls
from miner.figures.intervals import Printed
from miner.figures.lookup import Bench
from miner.figures.mentions import FALL, RESIDUE
from miner.figures.operands import (
    Operand,
    Outcome,
    Reading,
    decide,
    in_reason,
    operand,
    ratio,
    same_paragraph,
    same_sentence,
    stated_after,
    stated_before,
    three_public,
)
from miner.figures.statements import Statement
from miner.model import FigureKind, Verdict

_NEXT_TO = re.compile(r"[，、（]?(?:即|也就是|计|共计?)?(?:增加|减少|增长|下降)(?:了|额)?")


def growth(bench: Bench, statement: Statement) -> Outcome | None:
    """增长率, 下降率: the difference over what it was before, or two amounts against each other."""
    before = stated_before(bench, statement)
    delta = change_before(bench, statement)
    if delta is not None:
        return _by_difference(bench, statement, delta)
    amounts = [s for s in before if s.amount and same_sentence(s, statement)]
    then = next((s for s in reversed(amounts) if not s.current), None)
    now = next((s for s in reversed(amounts) if s.current), None)
    if then is None:
        delta = _change_after(bench, statement)
        return None if delta is None else _by_difference(bench, statement, delta)
    if not _compared_with(statement, then):
        return None
    # 本年收入合计较2022年度决算数866.43万元增长6.80%: what has grown is named, and stands in a table.
    base = operand(then)
    value = operand(now) if now is not None else printed_amount(bench, changed_noun(bench, then), then.topic)
    if base is None or value is None:
        return None
    change = Printed(value.value.value - base.value.value, value.value.half + base.value.half)
    return _rate(statement, change, base.value, f"({value.shown} − {base.shown}) ÷ {base.shown}", (value, base))


def change_before(bench: Bench, statement: Statement) -> Statement | None:
    """The difference that a growth rate belongs to: the figure right before it, in its sentence."""
    before = stated_before(bench, statement)
    last = before[-1] if before else None
    return last if last and last.figure.kind is FigureKind.DELTA and same_sentence(last, statement) else None


def _change_after(bench: Bench, statement: Statement) -> Statement | None:
    """The difference that stands right behind its rate: 增长9.36%，即增加51.26万元."""
    following = next(iter(stated_after(bench, statement)), None)
    if following is None or following.figure.kind is not FigureKind.DELTA or not same_sentence(following, statement):
        return None
    between = following.phrase.before[len(following.phrase.before) - (following.phrase.start - statement.phrase.end) :]
    return following if _NEXT_TO.fullmatch(between) else None


def _by_difference(bench: Bench, statement: Statement, delta: Statement) -> Outcome | None:
    change = operand(delta)
    if change is None:
        return None
    fell = falls(delta.phrase.lead)
    pair = compared(bench, delta)
    if pair is not None and pair.then.value.value > 0:
        base = pair.then
        sides = (
            (change.value.times(Decimal(-1) if fell else Decimal(1)), f"{change.shown} ÷ {base.shown}", (change, base)),
            (pair.change, f"({pair.now.shown} − {base.shown}) ÷ {base.shown}", (pair.now, base)),
        )
        return decide(
            [Reading(_rate(statement, part, base.value, formula, shown), True) for part, formula, shown in sides]
        )
    readings = [
        Reading(outcome, certain)
        for value, certain in amounts_changed(bench, delta)
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
    return _rate(statement, change.value.times(-sign), base, formula, (change, value))


def _the_other_way(bench: Bench, statement: Statement, delta: Statement, wrong: Outcome) -> Outcome:
    """A rate that holds if the difference were the other way: one word is wrong, and that is said.

    Where rate and difference contradict each other in their words (增加…，下降…), the contradiction is what is reported.
    """
    change, fell = operand(delta), falls(delta.phrase.lead)
    down = statement.figure.measure == FALL
    for value, _ in amounts_changed(bench, delta):
        if change is None:
            break
        sign = Decimal(-1) if fell else Decimal(1)
        base = Printed(value.value.value + sign * change.value.value, value.value.half + change.value.half)
        if base.value <= 0:
            continue
        formula = f"{change.shown} ÷ ({value.shown} {'−' if fell else '+'} {change.shown})"
        outcome = ratio(abs(statement.figure.value), change.value, base, formula, (change, value))
        if outcome.verdict is Verdict.ARITHMETIC_MISMATCH:
            continue
        if down != fell:
            return outcome
        why = say(
            f"{wrong.why}；若为{'增加' if fell else '减少'}则相符",
            f"{wrong.why}; it would agree with {'an increase' if fell else 'a decrease'}",
        )
        return replace(wrong, why=why)
    return wrong


def amounts_changed(bench: Bench, delta: Statement) -> Iterator[tuple[Operand, bool]]:
    """The amounts that may have changed, the likeliest first, and whether each is certain."""
    if delta.topic is Topic.THREE_PUBLIC and delta.item != "part":
        printed = three_public(bench, delta.item, "budget" if bench.budget else "final")
        if printed:
            yield printed, True
    amounts = [
        s for s in stated_before(bench, delta) if s.amount and s.current and (bench.budget or "budget" not in s.basis)
    ]
    noun = changed_noun(bench, delta)
    named = [s for s in amounts if alike(s.noun, noun)]
    if noun and not named:
        found = printed_amount(bench, noun, delta.topic)
        if found is not None:
            yield found, True
        return
    close = named or [s for s in amounts if same_paragraph(s, delta)]
    sure = delta.topic is not Topic.THREE_PUBLIC
    close = sorted(close, key=lambda s: not in_reason(s))
    for place, s in enumerate(reversed(close)):
        value = operand(s)
        if value is not None:
            yield value, sure and place == 0
    for s in amounts:
        value = operand(s)
        if s not in close and value is not None:
            yield value, False


def _rate(statement: Statement, change: Printed, base: Printed, formula: str, operands: Sequence[Operand]) -> Outcome:
    if base.value == 0:
        why = say("基数为0，增长率不可比", "growth from zero is not defined")
        return Outcome(Verdict.NOT_CHECKED, formula, None, why, 0.0, operands=tuple(operands))
    down = statement.figure.measure == FALL
    signed = -statement.figure.value if down and statement.figure.value > 0 else statement.figure.value
    if RESIDUE.search(statement.phrase.lead):
        signed = abs(signed) if change.value >= 0 else -abs(signed)
    return ratio(signed, change, base, formula, operands)


def _compared_with(statement: Statement, then: Statement) -> bool:
    """True where the growth is against the year of the other amount, as its lead says."""
    years = re.findall(r"20\d\d", statement.phrase.lead)
    return not years or years[-1] == then.figure.period
