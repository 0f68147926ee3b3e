"""Rules on what a disclosure says, beyond the figures themselves: words, reasons, years, names, lists, what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from miner.bilingual import say
from miner.figures.content.accounts import misnamed, renamed
from miner.figures.content.directions import against_numbers
from miner.figures.content.lists import listed_but_blank, spent_but_not_listed
from miner.figures.content.names import other_names, own_name_otherwise
from miner.figures.content.noughts import growth_from_nought, impossible_increases, shares_over_the_whole
from miner.figures.content.reasons import contradicting, empty, half_explained, missing
from miner.figures.content.repeated import fewer_cars_kept, more_cars_kept, same_purpose, stated_twice
from miner.figures.content.rule import ContentRule, Examined, Issue
from miner.figures.content.slots import alternatives, blank_form, blank_slots, instructions
from miner.figures.content.tables_there import (
    blank_tables,
    incomplete,
    missing_matters,
    missing_tables,
    no_explanation,
)
from miner.figures.content.units import missing_units
from miner.figures.content.years import wrong_years
from miner.figures.lookup import Bench
from miner.model import Check, CheckVerdict, Link, Narrative, Severity

__all__ = ["RULES", "ContentRule", "Examined", "Issue", "check_content"]

_WARNING, _HINT = Severity.WARNING, Severity.HINT

RULES: tuple[ContentRule, ...] = (
    ContentRule("DIRECTION", "表示增减的词语与数字一致", "words of direction agree with the numbers", _WARNING, against_numbers),
    ContentRule("NOUGHT", "基数为0时不计算增长率", "no rate of growth from nought", _WARNING, growth_from_nought),
    ContentRule("INCREASE", "增加额不大于增加后的数", "no increase is larger than what it came to", _WARNING, impossible_increases),
    ContentRule("SHARE", "占比不超过100%", "no share is more than the whole", _WARNING, shares_over_the_whole),
    ContentRule("UNIT", "每个数都有单位", "every number has its unit", _WARNING, missing_units),
    ContentRule("TEMPLATE", "模板的选项已经删去", "no alternatives of the template are left", _WARNING, alternatives, blank_form),
    ContentRule("SLOT", "模板的空都已填写", "no slot of the template is left empty", _WARNING, blank_slots, blank_form),
    ContentRule("INSTRUCTION", "模板的填写说明已经删去", "no instruction of the template is left", _WARNING, instructions, blank_form),
    ContentRule("YEAR", "年份没有沿用其他年度", "no other year stands where this one belongs", _WARNING, wrong_years),
    ContentRule("WHOSE", "单位名称没有沿用其他单位", "no other unit stands where this one belongs", _WARNING, other_names),
    ContentRule("WHOSE-NAME", "单位名称写法一致", "the unit's name is written in one way", _WARNING, own_name_otherwise),
    ContentRule("NAME", "科目名称与分类科目一致", "accounts are named as classified", _WARNING, misnamed),
    ContentRule("NAME-OLD", "科目名称是当年的", "accounts have the names of the year", _HINT, renamed),
    ContentRule("LIST", "列举的科目在表中有数字", "the accounts listed have amounts", _WARNING, listed_but_blank),
    ContentRule("LIST-SHORT", "有数字的科目都已列举", "the accounts with amounts are listed", _HINT, spent_but_not_listed),
    ContentRule("REASON-MISSING", "有差异的都说明了原因", "every difference has its reason", _WARNING, missing),
    ContentRule("REASON-HALF", "同一科目的每个差异都说明了原因", "each difference of one subject has its reason", _HINT, half_explained),
    ContentRule("REASON-EMPTY", "原因不只是重复增减", "reasons say more than the difference", _WARNING, empty),
    ContentRule("REASON-AGAINST", "原因与增减方向一致", "reasons speak for the difference", _WARNING, contradicting),
    ContentRule("CARS", "公务用车保有量不多于国有资产中的车辆数", "no more cars are kept than owned", _WARNING, more_cars_kept),
    ContentRule("CARS-FEWER", "公务用车保有量＝国有资产中的车辆数", "cars kept = cars owned", _HINT, fewer_cars_kept),
    ContentRule("TWICE", "同一数在各处一致", "one quantity has one amount", _WARNING, stated_twice),
    ContentRule("PURPOSE", "各科目的用途各不相同", "each account has a purpose of its own", _HINT, same_purpose),
    ContentRule("TABLE-MISSING", "法定的表齐全", "the statutory tables are all there", _WARNING, missing_tables, incomplete),
    ContentRule("TABLE-BLANK", "没有漏印数字的表", "no table is printed without its amounts", _WARNING, blank_tables, incomplete),
    ContentRule("MATTER", "必须公开的内容都有说明", "what must be disclosed is spoken of", _HINT, missing_matters, no_explanation),
)  # fmt: skip
"""Every rule on content. The order is that in which a reader finds them useful."""

SEVERITY = {rule.name: rule.severity for rule in RULES}


def check_content(bench: Bench, narratives: Sequence[Narrative], links: Sequence[Link]) -> tuple[Check, ...]:
    """One check for each rule that holds or does not apply, one for each place where it is broken."""
    examined = Examined(bench, narratives, links)
    return tuple(check for rule in RULES for check in _check(rule, examined))


def _check(rule: ContentRule, examined: Examined) -> list[Check]:
    why = rule.unless(examined)
    if why:
        return [_result(rule, CheckVerdict.NOT_APPLICABLE, why)]
    issues = list(rule.find(examined))
    if not issues:
        return [_result(rule, CheckVerdict.PASS, "")]
    return [_result(rule, CheckVerdict.FAIL, issue.message, issue) for issue in issues]


def _result(rule: ContentRule, verdict: CheckVerdict, why: str, issue: Issue | None = None) -> Check:
    evidence = issue.evidence if issue else ()
    return Check(rule.name, say(rule.zh, rule.en), None, None, None, None, verdict, why, evidence)
