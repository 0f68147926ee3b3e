"""Amounts by what they are called: stated in the section, else printed in a table."""

from __future__ import annotations

import re

from miner.figures.context import Topic
from miner.figures.lookup import Bench, find_by_words
from miner.figures.operands import Operand, operand, stated_after, stated_before
from miner.figures.statements import Statement

_FILLER = re.compile(r"政府采购|总额|金额|合计|授予|本|年度?|的|支出")
_FUND_WORDS = re.compile(r"财政拨款|一般公共")


def named_amount(bench: Bench, statement: Statement, noun: str) -> Operand | None:
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
    if statement.topic is Topic.PROCUREMENT:
        return None  # 占支出总额 there is a share of all procurement, which no table prints
    return printed_amount(bench, noun, statement.topic) or printed_amount(bench, noun, Topic.NONE)


def printed_amount(bench: Bench, noun: str, topic: Topic) -> Operand | None:
    """The amount in a table that a noun stands for in a topic."""
    candidate = find_by_words(bench, noun, topic) if noun else None
    value = bench.yuan(candidate) if candidate and not candidate.soft else None
    if candidate is None or value is None:
        return None
    shown = f"{candidate.cell.raw}（{candidate.view.table.title}·{candidate.cell.row_label}）"
    return Operand(value, shown, candidate)


_BOTH_SIDES = re.compile(r"收(?:入)?(?:总计)?[、和与及]?支(?:出)?")


_TOTAL = re.compile(r"(?:总计|合计|总额|规模|总量|额|各|均)+$")


def alike(one: str, other: str) -> bool:
    """True where two nouns name one quantity: 收、支总计 and 收入支出总计; 支出 at the end of 财政拨款支出."""
    a, b = (_TOTAL.sub("", _BOTH_SIDES.sub("收支", noun)) for noun in (one, other))
    return bool(a and b) and (a.endswith(b) or b.endswith(a))


def _same_thing(one: str, other: str, funds: bool) -> bool:
    """True where two nouns differ only in words that either may leave out; with ``funds`` in the fund too."""
    a, b = _FILLER.sub("", one), _FILLER.sub("", other)
    if funds:
        a, b = _FUND_WORDS.sub("", a), _FUND_WORDS.sub("", b)
    return bool(a) and a == b
