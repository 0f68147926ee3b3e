"""Rates of completion: final accounts over budget of the same subject.

Both are stated before the rate, or stand in a table (“三公”, the section's own spending), or the budget follows from a
difference that stands beside the rate (完成年初预算的122.61%，比年初预算增加1249.93万元).
"""

from __future__ import annotations

import re
from decimal import Decimal

from miner.figures.amounts import alike, printed_amount
from miner.figures.context import Topic, falls, noun_of
from miner.figures.intervals import Printed
from miner.figures.lookup import Bench
from miner.figures.operands import (
    Operand,
    Outcome,
    Reading,
    decide,
    operand,
    quotient,
    ratio,
    same_paragraph,
    same_sentence,
    stated_after,
    stated_before,
    three_public,
)
from miner.figures.statements import Statement
from miner.model import FigureKind

_BOTH = re.compile(
    r"预算(?:数)?[与和、及].{0,4}(?:决算|支出|执行)(?:数)?(?:均|都|同)?为?$|决算(?:数)?[与和、及].{0,4}预算(?:数)?(?:均|都|同)?为?$"
)
"""年初预算与支出决算均为24.15万元: one amount for both."""
_COMPLETES = re.compile(
    r"(?:占|为|完成|达到?)(?:了)?(?:当年|本年|年初|全年|调整后?|年度)?的?(?:部门)?预算.*$|完成.*$|(?:预算)?(?:完成|执行)率.*$|预决算差异率.*$"
)
_WORDS_BETWEEN = re.compile(r"(?:已|仅|只|总体|实际|约|共|均)+$")
_PART = re.compile(r"(?:其中|包括|含)[^；。]*$")
_AGAINST_BUDGET = re.compile(r"(?:支出|决算|收入)*数?[比较与同](?:年初|全年|当年|调整后?)?的?预算")
_OF_A_BUDGET = re.compile(r"预算|(?:完成|执行|差异)率|预决算")


def completion(bench: Bench, statement: Statement) -> Outcome | None:
    """完成率: final accounts over budget; of several budgets the one that the words name first."""
    sides = _sides(bench, statement)
    if sides is None:
        return None
    parts, wholes = sides
    readings = [
        Reading(quotient(statement.figure.value, part, whole), part is parts[0] and whole is wholes[0])
        for part in parts
        for whole in wholes
    ]
    if parts and not wholes:
        readings += _by_difference(bench, statement, parts[0])
    return decide(readings)


def deviation(bench: Bench, statement: Statement) -> Outcome | None:
    """预决算差异率: the difference of final accounts and budget over the budget, without a sign."""
    sides = _sides(bench, statement)
    if sides is None:
        return None
    parts, wholes = sides
    readings = []
    for part in parts[:1]:
        for whole in wholes[:1]:
            a, b = part.value, whole.value
            change = Printed(abs(a.value - b.value), a.half + b.half)
            formula = f"|{part.shown} − {whole.shown}| ÷ {whole.shown}"
            readings.append(Reading(ratio(abs(statement.figure.value), change, b, formula, (part, whole)), True))
    return decide(readings)


def _sides(bench: Bench, statement: Statement) -> tuple[list[Operand], list[Operand]] | None:
    """Final accounts and budgets that a rate may be of, the likeliest first; none where it is no rate of money."""
    before = [s for s in stated_before(bench, statement) if s.amount and s.current and _same_subject(s, statement)]
    near = [s for s in before if same_paragraph(s, statement)]
    if _OF_A_BUDGET.search(statement.phrase.lead):
        near = near or before
    elif not any(same_sentence(s, statement) for s in near):
        return None  # 规划服务完成92%: work, not money
    own = _completed(bench, statement)
    finals = [s for s in reversed(near) if "budget" not in s.basis or _BOTH.search(s.phrase.lead)]
    finals = _wholes_first(
        [s for s in finals if not own or statement.path is not None or alike(s.noun, own)], statement
    )
    budgets = [s for s in reversed(near) if "budget" in s.basis or _BOTH.search(s.phrase.lead)]
    if own not in ("", "支出", "收入") and statement.path is None and not statement.item:
        budgets = [s for s in budgets if not s.noun or alike(_COMPLETES.sub("", s.noun), own)]
    named = [s for s in budgets if s.basis == statement.basis] or budgets
    parts = [value for s in finals[:1] if (value := operand(s)) is not None] or _printed(bench, statement, own, budgets)
    wholes = [
        value for s in (named[:1] + [s for s in budgets if s not in named[:1]]) if (value := operand(s)) is not None
    ]
    if statement.topic is Topic.THREE_PUBLIC and statement.item:
        parts += [v for v in (three_public(bench, statement.item, "final"),) if v]
        wholes += [v for v in (three_public(bench, statement.item, "budget"),) if v]
    return parts, wholes


def _completed(bench: Bench, statement: Statement) -> str:
    """What the words before a rate say was completed, or empty."""
    words = _WORDS_BETWEEN.sub("", _COMPLETES.sub("", statement.phrase.lead))
    return noun_of(words, bench.disclosure.identity.department)


def _wholes_first(finals: list[Statement], statement: Statement) -> list[Statement]:
    """Where a semicolon ends the list of parts (支出决算A万元，其中项目支出B万元；完成率…), their whole goes first."""
    inside = [s for s in finals if same_sentence(s, statement)]
    parted = bool(inside) and "；" in statement.phrase.before[inside[0].phrase.end - statement.phrase.start :]
    whole = [s for s in inside if parted and not _PART.search(s.phrase.before)]
    return whole + [s for s in finals if s not in whole]


def _printed(bench: Bench, statement: Statement, own: str, budgets: list[Statement]) -> list[Operand]:
    """What the words before the rate, or before the budget, name and a table prints."""
    if statement.path is not None or statement.item:
        return []
    nouns = [noun for noun in (own, *(s.noun for s in budgets[:1])) if noun]
    found = (printed_amount(bench, noun, statement.topic) for noun in nouns)
    return [value for value in found if value is not None][:1]


def _by_difference(bench: Bench, statement: Statement, part: Operand) -> list[Reading]:
    """The rate by the difference from the budget that the sentence states, where it does not state the budget."""
    before = (
        [] if _completed(bench, statement) else stated_before(bench, statement)[-1:]
    )  # a difference of something else, then
    beside = [*before, *stated_after(bench, statement)[:1]]
    for delta in beside:
        value = operand(delta) if delta.figure.kind is FigureKind.DELTA and same_sentence(delta, statement) else None
        if value is None or not _AGAINST_BUDGET.match(delta.phrase.lead):
            continue
        down = falls(delta.phrase.lead)
        sign = Decimal(1) if down else Decimal(-1)
        base = Printed(part.value.value + sign * value.value.value, part.value.half + value.value.half)
        formula = f"{part.shown} ÷ ({part.shown} {'+' if down else '−'} {value.shown})"
        return [Reading(ratio(statement.figure.value, part.value, base, formula, (part, value)), True)]
    return []


def _same_subject(one: Statement, other: Statement) -> bool:
    if other.item or one.item:
        return one.item == other.item and one.item_alone
    first, second = one.path, other.path
    return (first is None) == (second is None) and (first is None or second is None or first.start == second.start)
