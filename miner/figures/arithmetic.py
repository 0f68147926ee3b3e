"""Recomputing shares, growth, completion and sums from the numbers that the text and the tables give.

Every operand is found by what it is: the amount right before 占, the total that the sentence opens with or the one that
is named (占政府采购支出总额的), the difference right before 增长. What cannot be found is not computed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from miner.bilingual import say
from miner.figures.context import Topic, falls, noun_of
from miner.figures.intervals import (
    HUNDRED,
    Agreement,
    Printed,
    compare,
    percentage,
    percentage_agrees,
    places,
    printed,
    total,
)
from miner.figures.lookup import Bench, find_by_words, find_cell, three_public_cell
from miner.figures.mentions import COMPLETION, FALL, GROWTH, RESIDUE, SHARE
from miner.figures.statements import Statement
from miner.model import FigureKind, Verdict


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


def recompute(bench: Bench, statement: Statement) -> Outcome | None:
    """Recompute a figure, or none where nothing is there to do it with."""
    figure = statement.figure
    if figure.kind is FigureKind.PERCENT:
        rule = _PERCENT_RULES.get(figure.measure)
        return rule(bench, statement) if rule else None
    if figure.kind is FigureKind.DELTA:
        return _difference(bench, statement)
    if figure.kind in (FigureKind.AMOUNT, FigureKind.COUNT) and statement.current:
        return _partition(bench, statement) or _sum_of_budgets(bench, statement)
    return None


# ---------------------------------------------------------------------------------------------------------------- shares


def _share(bench: Bench, statement: Statement) -> Outcome | None:
    """占比: part over whole."""
    lead = statement.phrase.lead
    subject, _, named = lead.partition("占")
    named = re.sub(r"^比(?:为)?$|(?:的)?(?:比例|比重)?[为约]?$", "", named).removesuffix("的")
    part = _part_before(bench, statement) if not subject.strip("，、") else _named(bench, statement, noun_of(subject))
    if part is None:
        return _procurement_bound(bench, statement, subject, named)
    whole = _named(bench, statement, noun_of(named, bench.disclosure.identity.department)) if named else _whole(bench, statement, part)
    if whole is None:
        return None
    return _percent_outcome(statement, part, whole, f"{part.shown} ÷ {whole.shown}")


def _part_before(bench: Bench, statement: Statement) -> Operand | None:
    """The amount that a share belongs to: the last one before it in its sentence, or before it at all."""
    before = [s for s in _before(bench, statement) if s.yuan is not None and s.figure.kind is FigureKind.AMOUNT]
    if not before:
        return None
    last = before[-1]
    return _operand(last) if last.phrase.sentence_start == statement.phrase.sentence_start else None


def _whole(bench: Bench, statement: Statement, part: Operand) -> Operand | None:
    """The whole of a share that names none: the “三公” total, else the amount that the sentence or the section opens with."""
    if statement.topic is Topic.THREE_PUBLIC:
        return _three_public(bench, "total", "budget" if bench.budget else "final")
    amounts = [s for s in _before(bench, statement) if s.amount and s.current]
    in_sentence = [s for s in amounts if s.phrase.sentence_start == statement.phrase.sentence_start]
    for group in (in_sentence, amounts):
        if len(group) > 1:
            return _operand(group[0])
    return None


def _named(bench: Bench, statement: Statement, noun: str) -> Operand | None:
    """The amount that a noun names: stated in the section (before the figure first), else in a table."""
    if not noun:
        return None
    inside = [s for s in bench.by_section[statement.figure.section] if s.amount and s.current and s.figure is not statement.figure]
    fits = [s for s in inside if s.noun == noun] or [s for s in inside if s.noun and _same_thing(s.noun, noun)]
    before = [s for s in fits if s.phrase.start < statement.phrase.start]
    if before:
        return _operand(before[-1])
    if fits:
        return _operand(fits[0])
    candidate = find_by_words(bench, noun, statement.topic) or find_by_words(bench, noun, Topic.NONE)
    value = bench.yuan(candidate) if candidate and not candidate.soft else None
    if candidate is None or value is None:
        return None
    return Operand(value, f"{candidate.cell.raw}（{candidate.view.table.title}·{candidate.cell.row_label}）")


_FILLER = re.compile(r"政府采购|财政拨款|一般公共|总额|金额|合计|授予|本|年度?|的|支出")


def _same_thing(one: str, other: str) -> bool:
    """True where two nouns differ only in words that every such noun may or may not have."""
    a, b = _FILLER.sub("", one), _FILLER.sub("", other)
    return bool(a) and a == b


def _procurement_bound(bench: Bench, statement: Statement, subject: str, named: str) -> Outcome | None:
    """货物采购授予中小企业合同金额占货物支出的x%: the parts are not stated, but the totals leave little room for x.

    What did not go to small and medium firms is total - granted; at most all of that lies in this kind of procurement, and
    so the share is at least (kind - (total - granted)) / kind, and at most granted / kind.
    """
    kind = next((word for word in ("货物", "工程", "服务") if word in subject and word in named), "")
    if not kind or "中小企业" not in subject:
        return None
    inside = [s for s in bench.by_section[statement.figure.section] if s.amount and s.current]
    whole = next((s for s in inside if re.fullmatch(r".*政府采购(?:支出)?(?:总额|金额)?", s.noun)), None)
    granted = next((s for s in inside if "中小企业" in s.noun and "货物" not in s.noun), None)
    of_kind = next((s for s in inside if kind in s.noun and "中小企业" not in s.noun), None)
    if whole is None or granted is None or of_kind is None:
        return None
    t, g, k = whole.yuan, granted.yuan, of_kind.yuan
    if t is None or g is None or k is None or k.value <= 0:
        return None
    width = (t.half + g.half + k.half) / k.value * HUNDRED + printed(statement.figure.value).half
    low = max(Decimal(0), k.value - (t.value - g.value)) / k.value * HUNDRED
    high = min(k.value, g.value) / k.value * HUNDRED
    if low - width <= statement.figure.value <= high + width:
        return None
    formula = f"[{of_kind.figure.value} − ({whole.figure.value} − {granted.figure.value})] ÷ {of_kind.figure.value}"
    why = say(
        f"按总额和授予额推算，该占比只能在{_short(low)}%至{_short(high)}%之间",
        f"by the totals this share can only lie between {_short(low)}% and {_short(high)}%",
    )
    return Outcome(Verdict.ARITHMETIC_MISMATCH, formula, _rounded(low), why, 0.9)


# ---------------------------------------------------------------------------------------------------------------- growth


def _growth(bench: Bench, statement: Statement) -> Outcome | None:
    """增长率, 下降率: the difference over what it was before, or two amounts against each other."""
    down = statement.figure.measure == FALL
    before = _before(bench, statement)
    last = before[-1] if before else None
    if last is not None and last.figure.kind is FigureKind.DELTA and _same_sentence(last, statement):
        return _growth_by_difference(bench, statement, last, down)
    amounts = [s for s in before if s.amount and _same_sentence(s, statement)]
    then = next((s for s in reversed(amounts) if not s.current), None)
    now = next((s for s in reversed(amounts) if s.current), None)
    if then is None or now is None or not _compared_with(statement, then):
        return None
    base, value = _operand(then), _operand(now)
    if base is None or value is None:
        return None
    change = Printed(value.value.value - base.value.value, value.value.half + base.value.half)
    formula = f"({value.shown} − {base.shown}) ÷ {base.shown}"
    return _growth_outcome(statement, change, base.value, formula, down)


def _growth_by_difference(bench: Bench, statement: Statement, delta: Statement, down: bool) -> Outcome | None:
    value = _total_of(bench, delta)
    change = _operand(delta)
    if value is None or change is None:
        return None
    fell = falls(delta.phrase.lead)
    sign = Decimal(1) if fell else Decimal(-1)
    base = Printed(value.value.value + sign * change.value.value, value.value.half + change.value.half)
    signed = change.value.times(-sign)
    formula = f"{change.shown} ÷ ({value.shown} {'+' if fell else '−'} {change.shown})"
    return _growth_outcome(statement, signed, base, formula, down)


def _total_of(bench: Bench, delta: Statement) -> Operand | None:
    """The amount that changed by a difference: the “三公” item's, the one that the words before 增加 name, or the last one."""
    if delta.topic is Topic.THREE_PUBLIC:
        return _three_public(bench, delta.item, "budget" if bench.budget else "final") if delta.item != "part" else None
    amounts = [s for s in _before(bench, delta) if s.amount and s.current and (bench.budget or "budget" not in s.basis)]
    noun = re.sub(r"(?:[与比较同].*)?(?:增加|减少|增长|下降|上升|降低|提高|压减|节约).*$", "", delta.noun)
    if noun:
        named = [s for s in amounts if s.noun == noun or s.noun.endswith(noun) or noun.endswith(s.noun or "\0")]
        return _operand(named[-1]) if named else None
    close = [s for s in amounts if s.phrase.paragraph_start == delta.phrase.paragraph_start]
    return _operand(close[-1]) if close else None


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
    inside = [s for s in _before(bench, statement) if s.amount and s.current and _same_sentence(s, statement)]
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
    return _outcome(agrees, formula, change.value / unit, "")


# ------------------------------------------------------------------------------------------------------------ completion


def _completion(bench: Bench, statement: Statement) -> Outcome | None:
    """完成率: final accounts over budget of the same subject."""
    before = [s for s in _before(bench, statement) if s.amount and s.current and _same_subject(s, statement)]
    near = [s for s in before if s.phrase.paragraph_start == statement.phrase.paragraph_start] or before
    final = next((s for s in reversed(near) if "budget" not in s.basis), None)
    budget = next((s for s in reversed(near) if "budget" in s.basis), None)
    part = _operand(final) if final else None
    whole = _operand(budget) if budget else None
    if statement.topic is Topic.THREE_PUBLIC and statement.item:
        part = part or _three_public(bench, statement.item, "final")
        whole = whole or _three_public(bench, statement.item, "budget")
    if part is None or whole is None:
        return None
    return _percent_outcome(statement, part, whole, f"{part.shown} ÷ {whole.shown}")


def _same_subject(one: Statement, other: Statement) -> bool:
    if other.item or one.item:
        return one.item == other.item and one.item_alone
    first, second = one.path, other.path
    return (first is None) == (second is None) and (first is None or second is None or first.start == second.start)


# ------------------------------------------------------------------------------------------------------------------ sums


@dataclass(frozen=True, slots=True)
class Partition:
    """A total that is stated together with all of its parts."""

    name: str
    whole: str
    """Pattern for the total's noun."""
    part: str
    """Pattern for a part's noun; where it has a group, each value of the group counts once."""
    at_least: int


PARTITIONS: tuple[Partition, ...] = (
    Partition("采购", r".*政府采购(?:支出)?(?:总额|金额)?(?:（以合同签订为准）)?", r".*(货物|工程|服务).*", 3),
    Partition("车辆", r".*(?:共有|购置)?(?:公务)?车辆(?:共有)?", r".*(?:用车|车辆)", 4),
    Partition("绩效评级", r".*绩效自评的.*项目", r".*绩效评级为.*的项目", 3),
)


def _partition(bench: Bench, statement: Statement) -> Outcome | None:
    """总额 = the parts that follow it in its sentence (其中：…)."""
    figure = statement.figure
    for partition in PARTITIONS:
        if not re.fullmatch(partition.whole, statement.noun) or re.fullmatch(partition.part, statement.noun) and partition.name == "采购":
            continue
        parts: dict[str, Statement] = {}
        for other in _after(bench, statement):
            if other.phrase.sentence_start != statement.phrase.sentence_start:
                break
            match = re.fullmatch(partition.part, other.noun)
            if match is None or other.figure.unit != figure.unit or other.figure.kind is not figure.kind:
                if parts:
                    break
                continue
            parts.setdefault(match[1] if match.re.groups else other.noun, other)
        if len(parts) < partition.at_least:
            continue
        summed = total(part.printed for part in parts.values())
        own = statement.printed if figure.kind is FigureKind.AMOUNT else Printed(figure.value, Decimal(0))
        if figure.kind is FigureKind.COUNT:
            summed = Printed(summed.value, Decimal(0))
        formula = " + ".join(str(part.figure.value) for part in parts.values())
        return _outcome(compare(own, summed) is not Agreement.APART, formula, summed.value, partition.name)
    return None


def _sum_of_budgets(bench: Bench, statement: Statement) -> Outcome | None:
    """The opening total 年初预算 = the sum of the accounts' 年初预算, where the accounts listed are all there are.

    They are all there are where their final accounts add up to the stated final accounts.
    """
    if statement.topic is not Topic.GENERAL or statement.path is not None or "budget" not in statement.basis or bench.budget:
        return None
    finals = [s for s in _after(bench, statement) if _same_sentence(s, statement) and s.amount and s.basis == "final"]
    if not finals:
        return None
    own_final = finals[0]
    budgets: dict[tuple[int, int], Statement] = {}
    spent: dict[tuple[int, int], Statement] = {}
    for other in _below(bench, statement):
        if other.path is None or not other.amount or not other.current or len(other.path.parts) < 2:
            continue
        place = (other.figure.section, other.path.start)
        if "budget" in other.basis:
            budgets.setdefault(place, other)
        elif other.basis == "final" and other.noun in {"", "支出"}:
            spent.setdefault(place, other)
    if len(budgets) < 2 or budgets.keys() != spent.keys():
        return None
    all_spent = total(s.yuan for s in spent.values() if s.yuan is not None)
    target = own_final.yuan
    if target is None or compare(all_spent, target) is Agreement.APART:
        return None
    summed = total(s.yuan for s in budgets.values() if s.yuan is not None)
    own = statement.yuan
    if own is None:
        return None
    unit = own.value / statement.figure.value if statement.figure.value else Decimal(1)
    formula = " + ".join(str(s.figure.value) for s in budgets.values())
    return _outcome(compare(own, summed) is not Agreement.APART, formula, summed.value / unit, "年初预算")


def _below(bench: Bench, statement: Statement) -> list[Statement]:
    """The statements of a section after one of its figures, and those of all sections below it."""
    home = bench.disclosure.sections[statement.figure.section]
    found = _after(bench, statement)
    for section in bench.disclosure.sections[home.ordinal + 1 :]:
        if section.level <= home.level:
            break
        found += bench.by_section.get(section.ordinal, [])
    return found


# --------------------------------------------------------------------------------------------------------------- helpers


def _before(bench: Bench, statement: Statement) -> list[Statement]:
    return [s for s in bench.by_section[statement.figure.section] if s.phrase.start < statement.phrase.start]


def _after(bench: Bench, statement: Statement) -> list[Statement]:
    return [s for s in bench.by_section[statement.figure.section] if s.phrase.start > statement.phrase.start]


def _same_sentence(one: Statement, other: Statement) -> bool:
    return one.phrase.sentence_start == other.phrase.sentence_start


def _operand(statement: Statement) -> Operand | None:
    value = statement.yuan
    return None if value is None else Operand(value, str(statement.figure.value))


def _three_public(bench: Bench, item: str, basis: str) -> Operand | None:
    candidate = three_public_cell(bench, item, basis)
    value = bench.yuan(candidate) if candidate else None
    return Operand(value, f"{candidate.cell.raw}（{candidate.view.table.title}）") if candidate and value else None


def _percent_outcome(statement: Statement, part: Operand, whole: Operand, formula: str) -> Outcome:
    if whole.value.value == 0:
        why = say("分母为0，百分比没有意义", "the denominator is nought")
        return Outcome(Verdict.NOT_CHECKED, formula, None, why, 0.0)
    return _percent_verdict(statement, statement.figure.value, part, whole, formula)


def _percent_verdict(statement: Statement, stated: Decimal, part: Operand, whole: Operand, formula: str) -> Outcome:
    computed = percentage(part.value, whole.value)
    agrees = percentage_agrees(stated, part.value, whole.value)
    outcome = _outcome(agrees, formula, computed, "")
    if not agrees or computed is None:
        return outcome
    step = Decimal(1).scaleb(-places(stated))
    exact = abs(abs(computed) - abs(stated)) <= step / 2
    return outcome if exact else Outcome(outcome.verdict, formula, outcome.computed, outcome.why, 0.9, {"cut_off": 1.0})


def _outcome(agrees: bool, formula: str, computed: Decimal | None, name: str) -> Outcome:
    verdict = Verdict.ARITHMETIC_OK if agrees else Verdict.ARITHMETIC_MISMATCH
    shown = "" if computed is None else _short(computed)
    why = (
        say(f"复算为{shown}，相符", f"recomputed as {shown}: agrees")
        if agrees
        else say(f"复算为{shown}，不符", f"recomputed as {shown}: does not agree")
    )
    features = {"operands": 1.0} | ({"partition": 1.0} if name else {})
    return Outcome(verdict, formula, None if computed is None else _rounded(computed), why, 1.0, features)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.0001"))


def _short(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01')):f}"


_PERCENT_RULES: dict[str, Callable[[Bench, Statement], Outcome | None]] = {
    SHARE: _share,
    GROWTH: _growth,
    FALL: _growth,
    COMPLETION: _completion,
}
