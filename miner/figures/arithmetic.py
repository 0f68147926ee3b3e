"""Recomputing shares, growth, completion and sums from the numbers that the text and the tables give.

Every operand is found by what it is: the amount right before 占, the total that the sentence opens with or the one that
is named (占政府采购支出总额的), the difference right before 增长. What cannot be found is not computed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from miner.bilingual import say
from miner.figures.context import Topic, falls, noun_of
from miner.figures.intervals import Agreement, Printed, compare, percentage, percentage_agrees, places
from miner.figures.lookup import Bench, find_by_words
from miner.figures.mentions import COMPLETION, FALL, GROWTH, RESIDUE, SHARE
from miner.figures.operands import (
    Operand,
    Outcome,
    operand,
    outcome_of,
    same_sentence,
    stated_after,
    stated_before,
    three_public,
)
from miner.figures.statements import Statement
from miner.figures.sums import partition_sum, procurement_bound, sum_of_budgets
from miner.model import FigureKind, Verdict


def recompute(bench: Bench, statement: Statement) -> Outcome | None:
    """Recompute a figure, or none where nothing is there to do it with."""
    figure = statement.figure
    if figure.kind is FigureKind.PERCENT:
        rule = _PERCENT_RULES.get(figure.measure)
        return rule(bench, statement) if rule else None
    if figure.kind is FigureKind.DELTA:
        return _difference(bench, statement)
    if figure.kind in (FigureKind.AMOUNT, FigureKind.COUNT):
        return partition_sum(bench, statement) or (sum_of_budgets(bench, statement) if statement.current else None)
    return None


# --------------------------------------------------------------------------------------------------------------- shares


def _share(bench: Bench, statement: Statement) -> Outcome | None:
    """占比: part over whole."""
    lead = statement.phrase.lead
    subject, _, named = lead.partition("占")
    named = re.sub(r"^比(?:为)?$|(?:的)?(?:比例|比重)?[为约]?$", "", named).removesuffix("的")
    part = _part_before(bench, statement) if not subject.strip("，、") else _named(bench, statement, noun_of(subject))
    if part is None:
        return procurement_bound(bench, statement, subject, named)
    if named:
        whole = _named(bench, statement, noun_of(named, bench.disclosure.identity.department))
        wholes = [whole] if whole else []
    else:
        wholes = _wholes(bench, statement)
    outcomes = [_percent_outcome(statement, part, whole, f"{part.shown} ÷ {whole.shown}") for whole in wholes]
    # Of several wholes that the words leave open, one that agrees is meant.
    return next((o for o in outcomes if o.verdict is Verdict.ARITHMETIC_OK), outcomes[0] if outcomes else None)


def _part_before(bench: Bench, statement: Statement) -> Operand | None:
    """The amount that a share belongs to: the last one before it in its sentence."""
    before = [s for s in stated_before(bench, statement) if s.yuan is not None and s.figure.kind is FigureKind.AMOUNT]
    if not before:
        return None
    last = before[-1]
    return operand(last) if last.phrase.sentence_start == statement.phrase.sentence_start else None


_WHOLE_OF = {
    Topic.INCOME: "收入合计",
    Topic.EXPENDITURE: "支出合计",
    Topic.GENERAL: "财政拨款支出",
    Topic.BASIC: "基本支出",
}
"""What a share is of where neither its words nor its section say so."""


def _wholes(bench: Bench, statement: Statement) -> list[Operand]:
    """The wholes of a share that names none, the likeliest first.

    The “三公” total; else the amount that the sentence opens with, unless that opens with 其中: then, as where it has
    no other amount, the one that the paragraph or the section opens with; else the topic's total in the tables.
    """
    if statement.topic is Topic.THREE_PUBLIC:
        total = three_public(bench, "total", "budget" if bench.budget else "final")
        return [total] if total else []
    amounts = [s for s in stated_before(bench, statement) if s.amount and s.current]
    part = amounts[-1]
    earlier = [s for s in amounts if s is not part]
    groups = [
        [s for s in earlier if s.phrase.paragraph_start == statement.phrase.paragraph_start],
        earlier,
    ]
    if not statement.phrase.opening.startswith("其中"):
        groups.insert(0, [s for s in earlier if same_sentence(s, statement)])
    stated = [operand(group[0]) for group in groups if group]
    found = [whole for whole in dict.fromkeys(stated) if whole is not None]
    candidate = find_by_words(bench, _WHOLE_OF.get(statement.topic, ""), statement.topic) if not found else None
    value = bench.yuan(candidate) if candidate and not candidate.soft else None
    if candidate and value:
        found.append(Operand(value, f"{candidate.cell.raw}（{candidate.view.table.title}·{candidate.cell.row_label}）"))
    return found


def _named(bench: Bench, statement: Statement, noun: str) -> Operand | None:
    """The amount that a noun names: stated in the section (before the figure first), else in a table."""
    if not noun:
        return None
    nearby = [*stated_before(bench, statement), *stated_after(bench, statement)]
    inside = [s for s in nearby if s.amount and s.current]
    fits = [s for s in inside if s.noun == noun] or [
        s for s in inside if s.noun and _same_thing(s.noun, noun, funds=statement.topic is Topic.BASIC)
    ]
    before = [s for s in fits if s.phrase.start < statement.phrase.start]
    if before:
        return operand(before[-1])
    if fits:
        return operand(fits[0])
    candidate = find_by_words(bench, noun, statement.topic) or find_by_words(bench, noun, Topic.NONE)
    value = bench.yuan(candidate) if candidate and not candidate.soft else None
    if candidate is None or value is None:
        return None
    return Operand(value, f"{candidate.cell.raw}（{candidate.view.table.title}·{candidate.cell.row_label}）")


_FILLER = re.compile(r"政府采购|总额|金额|合计|授予|本|年度?|的|支出")
_FUND_WORDS = re.compile(r"财政拨款|一般公共")


def _same_thing(one: str, other: str, funds: bool) -> bool:
    """True where two nouns differ only in words that either may leave out; with ``funds`` in the fund too."""
    a, b = _FILLER.sub("", one), _FILLER.sub("", other)
    if funds:
        a, b = _FUND_WORDS.sub("", a), _FUND_WORDS.sub("", b)
    return bool(a) and a == b


# --------------------------------------------------------------------------------------------------------------- growth


def _growth(bench: Bench, statement: Statement) -> Outcome | None:
    """增长率, 下降率: the difference over what it was before, or two amounts against each other."""
    down = statement.figure.measure == FALL
    before = stated_before(bench, statement)
    last = before[-1] if before else None
    if last is not None and last.figure.kind is FigureKind.DELTA and same_sentence(last, statement):
        return _growth_by_difference(bench, statement, last, down)
    amounts = [s for s in before if s.amount and same_sentence(s, statement)]
    then = next((s for s in reversed(amounts) if not s.current), None)
    now = next((s for s in reversed(amounts) if s.current), None)
    if then is None or now is None or not _compared_with(statement, then):
        return None
    base, value = operand(then), operand(now)
    if base is None or value is None:
        return None
    change = Printed(value.value.value - base.value.value, value.value.half + base.value.half)
    formula = f"({value.shown} − {base.shown}) ÷ {base.shown}"
    return _growth_outcome(statement, change, base.value, formula, down)


def _growth_by_difference(bench: Bench, statement: Statement, delta: Statement, down: bool) -> Outcome | None:
    value = _total_of(bench, delta)
    change = operand(delta)
    if value is None or change is None:
        return None
    fell = falls(delta.phrase.lead)
    sign = Decimal(1) if fell else Decimal(-1)
    base = Printed(value.value.value + sign * change.value.value, value.value.half + change.value.half)
    signed = change.value.times(-sign)
    formula = f"{change.shown} ÷ ({value.shown} {'+' if fell else '−'} {change.shown})"
    return _growth_outcome(statement, signed, base, formula, down)


def _total_of(bench: Bench, delta: Statement) -> Operand | None:
    """The amount that changed: the “三公” item's, the one that the words before 增加 name, or the last one."""
    if delta.topic is Topic.THREE_PUBLIC:
        return three_public(bench, delta.item, "budget" if bench.budget else "final") if delta.item != "part" else None
    amounts = [
        s for s in stated_before(bench, delta) if s.amount and s.current and (bench.budget or "budget" not in s.basis)
    ]
    words = re.sub(r"(?:^|[与比较同])(?=上|去|前|20\d\d|年初|全年|预算|当年|本年|调整).*$", "", delta.phrase.lead)
    words = re.sub(r"(?:增加|减少|增长|下降|上升|降低|提高|压减|节约).*$", "", words)
    noun = noun_of(re.sub(r"[均各]+$", "", words), bench.disclosure.identity.department)
    if noun:
        named = [s for s in amounts if s.noun == noun or s.noun.endswith(noun) or noun.endswith(s.noun or "\0")]
        return operand(named[-1]) if named else None
    close = [s for s in amounts if s.phrase.paragraph_start == delta.phrase.paragraph_start]
    return operand(close[-1]) if close else None


def _growth_outcome(statement: Statement, change: Printed, base: Printed, formula: str, down: bool) -> Outcome:
    if base.value == 0:
        why = say("基数为0，增长率不可比", "growth from zero is not defined")
        return Outcome(Verdict.NOT_CHECKED, formula, None, why, 0.0)
    signed = -statement.figure.value if down and statement.figure.value > 0 else statement.figure.value
    if RESIDUE.search(statement.phrase.lead):
        signed = abs(signed) if change.value >= 0 else -abs(signed)
    return _percent_verdict(statement, signed, Operand(change, ""), Operand(base, ""), formula)


def _compared_with(statement: Statement, then: Statement) -> bool:
    """True where the growth is against the year of the other amount, as its lead says."""
    years = re.findall(r"20\d\d", statement.phrase.lead)
    return not years or years[-1] == then.figure.period


def _difference(bench: Bench, statement: Statement) -> Outcome | None:
    """增加额 against the budget: final minus budget, where both stand in the sentence before it."""
    if not re.search(r"[比较]\S{0,8}预算", statement.phrase.lead) or bench.budget:
        return None
    inside = [s for s in stated_before(bench, statement) if s.amount and s.current and same_sentence(s, statement)]
    budget = next((s for s in reversed(inside) if "budget" in s.basis), None)
    final = next((s for s in reversed(inside) if "budget" not in s.basis), None)
    if budget is None or final is None or (budget.item, budget.code) != (final.item, final.code):
        return None
    a, b = final.yuan, budget.yuan
    own = statement.yuan
    if a is None or b is None or own is None:
        return None
    change = Printed(abs(a.value - b.value), a.half + b.half)
    agrees = compare(own, change) is not Agreement.APART
    unit = own.value / statement.figure.value if statement.figure.value else Decimal(1)
    formula = f"{final.figure.value} − {budget.figure.value}"
    return outcome_of(agrees, formula, change.value / unit, "")


# ----------------------------------------------------------------------------------------------------------- completion


def _completion(bench: Bench, statement: Statement) -> Outcome | None:
    """完成率: final accounts over budget of the same subject."""
    before = [s for s in stated_before(bench, statement) if s.amount and s.current and _same_subject(s, statement)]
    near = [s for s in before if s.phrase.paragraph_start == statement.phrase.paragraph_start] or before
    final = next((s for s in reversed(near) if "budget" not in s.basis), None)
    budget = next((s for s in reversed(near) if "budget" in s.basis), None)
    part = operand(final) if final else None
    whole = operand(budget) if budget else None
    if statement.topic is Topic.THREE_PUBLIC and statement.item:
        part = part or three_public(bench, statement.item, "final")
        whole = whole or three_public(bench, statement.item, "budget")
    if part is None or whole is None:
        return None
    return _percent_outcome(statement, part, whole, f"{part.shown} ÷ {whole.shown}")


def _same_subject(one: Statement, other: Statement) -> bool:
    if other.item or one.item:
        return one.item == other.item and one.item_alone
    first, second = one.path, other.path
    return (first is None) == (second is None) and (first is None or second is None or first.start == second.start)


def _percent_outcome(statement: Statement, part: Operand, whole: Operand, formula: str) -> Outcome:
    if whole.value.value == 0:
        why = say("分母为0，百分比没有意义", "the denominator is nought")
        return Outcome(Verdict.NOT_CHECKED, formula, None, why, 0.0)
    return _percent_verdict(statement, statement.figure.value, part, whole, formula)


def _percent_verdict(statement: Statement, stated: Decimal, part: Operand, whole: Operand, formula: str) -> Outcome:
    computed = percentage(part.value, whole.value)
    agrees = percentage_agrees(stated, part.value, whole.value)
    outcome = outcome_of(agrees, formula, computed, "")
    if not agrees or computed is None:
        return outcome
    step = Decimal(1).scaleb(-places(stated))
    exact = abs(abs(computed) - abs(stated)) <= step / 2
    return outcome if exact else Outcome(outcome.verdict, formula, outcome.computed, outcome.why, 0.9, {"cut_off": 1.0})


_PERCENT_RULES: dict[str, Callable[[Bench, Statement], Outcome | None]] = {
    SHARE: _share,
    GROWTH: _growth,
    FALL: _growth,
    COMPLETION: _completion,
}
