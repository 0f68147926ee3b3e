"""The same thing stated in several places: cars kept and cars owned, one amount in two sections, one purpose for two accounts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from miner.bilingual import say
from miner.figures.content.rule import Examined, Issue
from miner.figures.context import Topic
from miner.figures.evidence import of_figure, of_text
from miner.figures.intervals import Agreement, compare
from miner.figures.statements import Statement
from miner.model import Verdict

_OWNED = re.compile(
    r"(?:公务用车|车辆)(?:共|总数|合计|共计|实有|保有|总|账面)?(?:数量?|量)?$|(?:共有|占有|实有|拥有|现有)车$"
)
_PURPOSE = re.compile(r"主要用于[：:]?([^。；\n]{12,})")
_UNBACKED = (
    Verdict.NO_TABLE_COUNTERPART,
    Verdict.NOT_CHECKED,
    Verdict.AMBIGUOUS,
    Verdict.ARITHMETIC_OK,
    Verdict.ROUNDING,
)


def more_cars_kept(examined: Examined) -> Iterator[Issue]:
    """More cars kept (公务用车保有量 of the “三公” section) than the section on state assets has."""
    return _cars(examined, too_many=True)


def fewer_cars_kept(examined: Examined) -> Iterator[Issue]:
    """Fewer cars kept than owned: others may be paid from other money, or be no 公务用车."""
    return _cars(examined, too_many=False)


def _cars(examined: Examined, too_many: bool) -> Iterator[Issue]:
    statements = [s for s in examined.bench.statements if s.figure.unit == "辆" and s.current]
    kept = [
        s for s in statements
        if s.topic is Topic.THREE_PUBLIC and re.search(r"保有", s.phrase.before[-40:]) and not re.search(r"购置|更新", s.phrase.lead)
    ]  # fmt: skip
    owned = [
        s for s in statements
        if s.topic is Topic.ASSETS and _OWNED.search(s.noun) and "其中" not in s.phrase.lead and not re.search(r"购置|新增|报废|单价", s.phrase.lead)
    ][:1]  # fmt: skip
    for own in owned:
        for one in kept[:1]:
            if (one.figure.value > own.figure.value) if too_many else (one.figure.value < own.figure.value):
                message = say(
                    f"公务用车保有量{one.figure.text}，国有资产占用中车辆{own.figure.text}",
                    f"{one.figure.text} cars kept, {own.figure.text} owned",
                )
                yield Issue(
                    message, (of_figure(examined.disclosure, one), of_figure(examined.disclosure, own, "other"))
                )


def stated_twice(examined: Examined) -> Iterator[Issue]:
    """One quantity of one year stated in two sections with two amounts that no table holds."""
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for statement in examined.bench.statements:
        link = examined.by_figure.get(statement.figure.ordinal)
        if not statement.amount or link is None or link.cell is not None or link.verdict not in _UNBACKED:
            continue
        key = _subject(statement)
        if key is not None:
            groups[key].append(statement)
    for same in groups.values():
        first = same[0]
        other = next((s for s in same[1:] if _apart(first, s)), None)
        if other is not None:
            message = say(
                f"同一数在两处不同：{first.figure.measure}{first.figure.text}，{other.figure.text}",
                f"one quantity with two amounts: {first.figure.measure} {first.figure.text}, {other.figure.text}",
            )
            yield Issue(
                message, (of_figure(examined.disclosure, first), of_figure(examined.disclosure, other, "other"))
            )


def _subject(statement: Statement) -> tuple[object, ...] | None:
    """What a budget or last year's amount is of, where that is certain."""
    if statement.code and len(statement.code) == 7 and statement.path is not None and not statement.noun:
        return (statement.code, statement.topic, statement.basis, statement.figure.period)
    if statement.item and statement.item_alone and statement.topic is Topic.THREE_PUBLIC and statement.basis:
        return (statement.item, statement.basis, statement.figure.period)
    return None


def _apart(one: Statement, other: Statement) -> bool:
    a, b = one.yuan, other.yuan
    return a is not None and b is not None and compare(a, b) is Agreement.APART


def same_purpose(examined: Examined) -> Iterator[Issue]:
    """主要用于 … of two accounts in the same words."""
    found: dict[str, list[tuple[str, Statement, int, int]]] = defaultdict(list)
    for section in examined.prose:
        inside = [s for s in examined.bench.by_section.get(section.ordinal, ()) if s.code and s.path is not None]
        for match in _PURPOSE.finditer(section.text.text):
            before = [s for s in inside if s.phrase.start < match.start()]
            if before and before[-1].path is not None and before[-1].phrase.paragraph_start >= match.start() - 400:
                found[re.sub(r"\s", "", match[1])].append((before[-1].code, before[-1], *match.span(1)))
    for words, places in found.items():
        codes = {code for code, *_ in places}
        if len(codes) > 1:
            sections = examined.disclosure.sections
            message = say(
                f"{len(codes)}个科目的用途是同一句话：“{words[:40]}”",
                f"{len(codes)} accounts with one purpose: {words[:40]}",
            )
            yield Issue(message, tuple(of_text(sections[s.figure.section], a, b) for _, s, a, b in places))
