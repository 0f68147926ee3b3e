"""Differences and what they are the differences of: 决算为B，比年初预算A减少C.

A difference (增加额, 减少额) has two sides: what it is now and what it was, or was to be. Either may be stated in the
sentence or before it in the paragraph, or stand in a table. It is called wrong only where both sides are certain, and
where no other two amounts of the sentence differ by just as much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from miner.figures.amounts import alike, printed_amount
from miner.figures.context import Topic, noun_of
from miner.figures.intervals import Agreement, Printed, compare
from miner.figures.lookup import Bench
from miner.figures.operands import (
    Operand,
    Outcome,
    Reading,
    decide,
    in_reason,
    operand,
    outcome_of,
    same_paragraph,
    same_sentence,
    stated_before,
    three_public,
)
from miner.figures.slips import is_slip
from miner.figures.statements import Statement
from miner.language.numbers import YUAN

_COMPARISON = re.compile(
    r"[与比较同](?=上|去|前|20\d\d|年初|全年|预算|当年|本年|调整).*$"
    r"|^(?=上|去|前|年初|全年|预算|调整|(?:当年|本年|20\d\d年)\S{0,8}(?:预算|执行|相比|比较|增|减|下降|上升)).*$"
)
_CHANGES = re.compile(
    r"(?:增加|减少|增长|下降|上升|降低|提高|压减|压缩|节约|高于|低于|多于|少于|大于|小于|超过|超出|超|增|减).*$"
)
_COMPARING = re.compile(r"[与比较同于过超][^，。；：]*$")
_RIGHT_BEFORE = re.compile(
    r"(?:相比|相较|比较|同比|对比)?[，、]?(?:总体|共|共计|合计|各|均|约|也|相应)*(?:增|减|下降|上升|提高|降低|压|多|少|节)"
)
_BUDGET = re.compile(r"预算")
_BASIS = re.compile(
    r"(?P<budget>(?:年初|全年|当年|本年|年度|调整后?|部门|20\d\d年?度?)?的?预算(?!财政拨款|管理|绩效|单位|执行|调整|追加|编制|拨款|支出决算|收入)(?:数|额)?"
    r"|年初数)"
    r"|(?P<year>上(?:一)?年|去年|前年|同期|同比|20\d\d年)"
)
"""What a change is measured against; the last one before it counts."""
_ADJUSTED = re.compile(r"(?:调整|全年|变更|追加)后?的?(?:预算|指标)|预算调整数")


_FOR_EACH = re.compile(r"每(?:人|月|年|天|户|亩|个|名|生|件|次|学期)")
_TELLS = re.compile(r".*(?:主要(?:是|系|由于)|原因(?:是|为|在于|：)|由于)([^；。]*)$", re.S)
_COMPARES = re.compile(r"[比较]|同期|上年|去年|预算|年初|决算")


@dataclass(frozen=True, slots=True)
class Compared:
    """The two sides of a difference: what it is, and what it is compared with."""

    now: Operand
    then: Operand

    @property
    def change(self) -> Printed:
        """What it is less what it is compared with, in 元."""
        a, b = self.now.value, self.then.value
        return Printed(a.value - b.value, a.half + b.half)

    @property
    def stated(self) -> tuple[Statement, ...]:
        """Those of both sides that the prose states."""
        return tuple(s for s in (self.now.source, self.then.source) if isinstance(s, Statement))

    def is_size(self, delta: Statement) -> bool:
        """True where a stated difference is as large as theirs."""
        change, own = self.change, delta.yuan
        if own is None:
            return False
        return (
            compare(Printed(abs(own.value), own.half), Printed(abs(change.value), change.half)) is not Agreement.APART
        )

    def is_misprint(self, delta: Statement) -> bool:
        """True where a stated difference is theirs but for a slip of the hand."""
        own = delta.yuan
        if own is None:
            return False
        return is_slip(delta.figure.value, abs(self.change.value) / YUAN[delta.unit])


def changed_noun(bench: Bench, delta: Statement) -> str:
    """The noun before 增加, without what it is compared with."""
    words = re.sub(r"^(?:相比|相较|比较|对比|同比)", "", _CHANGES.sub("", _COMPARISON.sub("", delta.phrase.lead)))
    return noun_of(re.sub(r"[均各]+$", "", words), bench.disclosure.identity.department)


def compared(bench: Bench, delta: Statement) -> Compared | None:
    """The two sides of a difference where they are certain, else none."""
    return next((pair for pair, certain in _pairs(bench, delta) if certain), None)


def difference(bench: Bench, statement: Statement) -> Outcome | None:
    """增加额, 减少额: the size of the difference of two amounts."""
    own = statement.yuan
    if own is None:
        return None
    unit = YUAN[statement.unit]
    readings = []
    for pair, certain in _pairs(bench, statement):
        change = pair.change
        agreement = compare(Printed(abs(own.value), own.half), Printed(abs(change.value), change.half))
        shown = change.value if agreement is Agreement.APART else abs(change.value)
        formula = f"{pair.now.shown} − {pair.then.shown}"
        readings.append(Reading(outcome_of(agreement, formula, shown / unit, (pair.now, pair.then)), certain))
    outcome = decide(readings)
    return outcome if outcome is not None and outcome.formula else None


def _pairs(bench: Bench, delta: Statement) -> Iterator[tuple[Compared, bool]]:
    """What a difference may be the difference of, the likeliest first, and whether that is certain."""
    if bench.budget or _of_something_else(delta):
        return
    before = [s for s in stated_before(bench, delta) if s.amount and same_paragraph(s, delta)]
    inside = [s for s in before if same_sentence(s, delta)]
    then = _then(bench, delta, before, inside)
    now = _now(bench, delta, before, then) if then is not None else None
    if then is not None and now is not None:
        pair = Compared(now, then)
        near = isinstance(now.source, Statement) and same_sentence(now.source, delta)
        if near or pair.is_size(delta) or pair.is_misprint(delta):
            yield pair, True
    for one in inside:
        for other in inside:
            if one is not other and one.phrase.start > other.phrase.start:
                a, b = operand(one), operand(other)
                if a is not None and b is not None:
                    yield Compared(a, b), False


def _of_something_else(delta: Statement) -> bool:
    """True for a change that only a reason tells (主要原因是工作经费提高五万元), or of a rate for each (每人每月提高八十元)."""
    if _FOR_EACH.search(delta.phrase.lead):
        return True
    told = _TELLS.search(delta.phrase.before)
    return told is not None and not _COMPARES.search(told[1])


def _then(bench: Bench, delta: Statement, before: list[Statement], inside: list[Statement]) -> Operand | None:
    """What a difference is compared with: the amount right before it (较上年的A增加), or the budget last stated."""
    last = inside[-1] if inside else None
    lead = delta.phrase.lead
    if (
        last is not None
        and _RIGHT_BEFORE.match(lead)
        and _COMPARING.search(last.phrase.before)
        and not _BUDGET.search(lead)
    ):
        return operand(last) if not last.current or "budget" in last.basis else None
    since = delta.phrase.before[-(delta.phrase.start - last.phrase.end) :] if last is not None else delta.phrase.before
    said = [*_BASIS.finditer(since)]
    if not said or said[-1].lastgroup != "budget":
        return None
    wanted = "adjusted_budget" if _ADJUSTED.search(since) else "budget" if "年初" in said[-1][0] else ""
    budgets = [s for s in reversed(before) if s.current and "budget" in s.basis and s.item == delta.item]
    chosen = next((s for s in budgets if s.basis == wanted), None) or next(iter(budgets), None)
    if chosen is not None:
        return operand(chosen)
    if delta.topic is Topic.THREE_PUBLIC and delta.item and delta.item != "part":
        return three_public(bench, delta.item, "budget")
    return None


def _now(bench: Bench, delta: Statement, before: list[Statement], then: Operand) -> Operand | None:
    """What has changed: the amount that the words before the change name, else the last one of this year."""
    finals = [s for s in reversed(before) if s.current and "budget" not in s.basis and s is not then.source]
    finals = [s for s in finals if not in_reason(s)]
    noun = changed_noun(bench, delta)
    if not noun and not any(same_sentence(s, delta) for s in finals) and isinstance(then.source, Statement):
        # 基本支出较上年决算数443.69万元增加30.57万元
        noun = "" if then.source.current else changed_noun(bench, then.source)
        noun = noun if any(alike(s.noun, noun) for s in finals) or printed_amount(bench, noun, delta.topic) else ""
    if noun:
        named = next((s for s in finals if alike(s.noun, noun)), None)
        if named is None:
            return printed_amount(bench, noun, delta.topic) if not delta.item else _item(bench, delta)
        finals = [named]
    if not finals:
        return _item(bench, delta)
    now = finals[0]
    if isinstance(then.source, Statement) and (then.source.item, then.source.code) != (now.item, now.code):
        return None
    return operand(now)


def _item(bench: Bench, delta: Statement) -> Operand | None:
    if delta.topic is Topic.THREE_PUBLIC and delta.item and delta.item != "part":
        return three_public(bench, delta.item, "final")
    return None
