"""Shares and completion: what is divided by what.

The part of a share is the amount right before 占, or the one that its words name. The whole is the one that its words
name (占政府采购支出总额); else the total that opens the sentence, the paragraph or the section and introduces the list;
else the total of the section's topic in the tables. A share is called wrong only against a whole that is certain: it is
named, it introduces the list, or other shares of the same list agree with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from miner.figures.amounts import named_amount, printed_amount
from miner.figures.context import Topic, noun_of
from miner.figures.intervals import HUNDRED, Agreement, percentage_agreement
from miner.figures.lookup import Bench
from miner.figures.mentions import SHARE
from miner.figures.operands import (
    Operand,
    Outcome,
    Reading,
    decide,
    operand,
    quotient,
    same_paragraph,
    same_sentence,
    stated_after,
    stated_before,
    three_public,
)
from miner.figures.statements import Statement
from miner.figures.sums import procurement_bound
from miner.figures.tables import three_public_words

_WHOLE_OF = {
    Topic.INCOME: "收入合计",
    Topic.EXPENDITURE: "支出合计",
    Topic.GENERAL: "财政拨款支出",
    Topic.FISCAL: "财政拨款支出",
    Topic.APPROPRIATION: "财政拨款支出",
    Topic.BASIC: "基本支出",
    Topic.FUND: "支出合计",
}
"""What a share is of where neither its words nor its section say so."""
_TOTAL_NOUN = re.compile(r".*(?:合计|总计|总额|总支出|总收入)")
_OPENS_LIST = re.compile(r"其中|包括|主要用于|用于以下|具体(?:情况)?如下|分别|构成|按[^，。；]{0,12}分类|组成")
_EVERYTHING = re.compile(r"(?:本年|当年|本部门|本单位|全部|所有|总|20\d\d年度?)*(支出|收入)(?:合计|总计|总额)?")
"""占本年支出合计 in a section on one fund may be a share of all the money."""
_ALL_MONEY = {"支出": Topic.EXPENDITURE, "收入": Topic.INCOME}
_SPEAK_OF_FUNDS = frozenset({*_WHOLE_OF, Topic.STATE, Topic.SUMMARY, Topic.NONE})
"""Elsewhere 支出总额 is that of the section: 政府采购支出总额."""
_MOST_SIBLINGS = 40


def share(bench: Bench, statement: Statement) -> Outcome | None:
    """占比: part over whole."""
    subject, _, named = statement.phrase.lead.partition("占")
    named = re.sub(r"^比(?:为)?$|(?:的)?(?:比例|比重)?[为约]?$", "", named).removesuffix("的")
    parts = _parts(bench, statement, subject)
    if not parts:
        return procurement_bound(bench, statement, subject, named)
    wholes = _named_wholes(bench, statement, named) if named else _open_wholes(bench, statement)
    readings = [
        Reading(
            quotient(statement.figure.value, part, whole),
            sure_part and sure_whole,
        )
        for part, sure_part in parts
        for whole, sure_whole in wholes
        if part is not whole and not (whole.value == part.value and statement.figure.value < HUNDRED)  # of itself
    ]
    return decide(readings)


def _parts(bench: Bench, statement: Statement, subject: str) -> list[tuple[Operand, bool]]:
    """What a share may be the share of, the likeliest first, and whether that is certain."""
    if subject.strip("，、"):
        found = named_amount(bench, statement, noun_of(subject))
        return [(found, True)] if found else []
    before = [s for s in stated_before(bench, statement) if s.amount and same_sentence(s, statement)]
    # 较上年450万元增加30万元，占96% is no share of last year's amount; 上年结转96万元，占0.09% is.
    sure = before[-1] if before and before[-1].current else None
    parts = [(value, s is sure) for s in reversed(before) if (value := operand(s)) is not None]
    if before and statement.topic is Topic.THREE_PUBLIC and before[-1].item_alone:
        printed = three_public(bench, before[-1].item, "budget" if bench.budget else "final")
        parts += [(printed, False)] if printed else []
    return parts


def _named_wholes(bench: Bench, statement: Statement, named: str) -> list[tuple[Operand, bool]]:
    """The wholes that the words of a share may name."""
    if statement.topic is Topic.PROCUREMENT and named in ("支出总额", "采购总额", "总额", "采购支出总额"):
        named = "政府采购支出总额"
    item = three_public_words(named)
    if item:
        found = three_public(bench, item, "budget" if bench.budget else "final")
    else:
        found = named_amount(bench, statement, noun_of(named, bench.disclosure.identity.department))
    everything = _EVERYTHING.fullmatch(named) if statement.topic in _SPEAK_OF_FUNDS else None
    all_money = printed_amount(bench, everything[1], _ALL_MONEY[everything[1]]) if everything else None
    wholes = [(whole, True) for whole in (all_money, found) if whole is not None]
    if not wholes:
        return []
    return [*wholes, *((whole, False) for whole, _ in _open_wholes(bench, statement))]


def _open_wholes(bench: Bench, statement: Statement) -> list[tuple[Operand, bool]]:
    """The wholes of a share that names none, the likeliest first, and whether each is certain."""
    amounts = [s for s in stated_before(bench, statement) if s.amount and s.current]
    part = next((s for s in reversed(amounts) if same_sentence(s, statement)), None)
    stated = [s for s in amounts if s is not part and (bench.budget or "budget" not in s.basis)]
    groups = (
        [s for s in stated if same_sentence(s, statement)],
        [s for s in stated if same_paragraph(s, statement)],
        stated,
    )
    leading = list(dict.fromkeys(group[0] for group in groups if group))
    if statement.phrase.opening.startswith("其中"):
        leading = leading[1:] + leading[:1] if groups[0] else leading
    total = _topic_total(bench, statement)
    wholes: list[tuple[Operand, bool]] = []
    if total is not None and (statement.topic is Topic.THREE_PUBLIC or not leading):
        item = part is not None and part.item_alone and part.item in ("abroad", "vehicles", "reception")
        wholes.append((total, item and statement.topic is Topic.THREE_PUBLIC))
    wholes += [
        (value, _introduces(bench, s) or bool(_TOTAL_NOUN.fullmatch(s.noun)))
        for s in leading
        if (value := operand(s)) is not None
    ]
    if total is not None:
        wholes.append((total, False))
    wholes += [(value, False) for s in stated if s not in leading and (value := operand(s)) is not None]
    return [
        (whole, certain or (place <= len(leading) and _siblings_agree(bench, statement, whole)))
        for place, (whole, certain) in enumerate(wholes)
    ]


def _topic_total(bench: Bench, statement: Statement) -> Operand | None:
    """The total of the section's topic in the tables."""
    if statement.topic is Topic.THREE_PUBLIC:
        return three_public(bench, "total", "budget" if bench.budget else "final")
    return printed_amount(bench, _WHOLE_OF.get(statement.topic, ""), statement.topic)


def _introduces(bench: Bench, statement: Statement) -> bool:
    """True where the words after an amount announce its parts (其中：), before any other figure comes."""
    following = next(iter(stated_after(bench, statement)), None)
    end = following.phrase.start if following else None
    text = bench.text(statement.figure.section)
    return bool(_OPENS_LIST.search(text[statement.figure.char_end : end]))


def _siblings_agree(bench: Bench, statement: Statement, whole: Operand) -> bool:
    """True where most of the other shares of the list are just what their amounts give with this whole.

    A share below 1 % fits many wholes, and tells nothing.
    """
    told = [
        percentage_agreement(other.figure.value, part.value, whole.value) is Agreement.EQUAL
        for other in _siblings(bench, statement)
        if other.figure.value >= 1 and (part := _part_right_before(bench, other)) is not None
    ]
    return sum(told) * 2 > len(told)


def _siblings(bench: Bench, statement: Statement) -> Iterator[Statement]:
    """The other shares without a named whole in the section, or beside it where each stands in a section of its own."""
    sections = bench.disclosure.sections
    home = sections[statement.figure.section]
    beside = [s.ordinal for s in sections if s.parent is not None and s.parent == home.parent]
    found = 0
    for ordinal in dict.fromkeys((home.ordinal, *beside)):
        for other in bench.by_section.get(ordinal, ()):
            if (
                other is not statement
                and other.figure.measure == SHARE
                and other.phrase.lead in ("占", "占比", "占比为")
            ):
                yield other
                found += 1
                if found >= _MOST_SIBLINGS:
                    return


def _part_right_before(bench: Bench, statement: Statement) -> Operand | None:
    before = stated_before(bench, statement)
    return operand(before[-1]) if before and before[-1].amount and same_sentence(before[-1], statement) else None
