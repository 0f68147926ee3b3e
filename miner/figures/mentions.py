"""The figures that the prose states: what sort of number each is, what it measures and which year it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from miner.figures.context import ELIGIBLE, Phrase, basis_of, falls, fold, is_change, noun_of, phrases, year_of
from miner.language.numbers import NumberMention, find_numbers
from miner.model import Disclosure, Figure, FigureKind, Narrative

SHARE = "占比"
GROWTH = "增长率"
FALL = "下降率"
COMPLETION = "完成率"
DEVIATION = "差异率"
"""预决算差异率: how far final accounts are from the budget, in percent of it, without a sign."""
_COMPLETES = re.compile(
    r"(?:完成|占|为|是|达到?)(?:了)?(?:当年|本年|年初|全年|调整后?|年度)?(?:部门)?预算(?:数|安排)?的?(?:比例为)?$|(?:预算)?完成率为?$|完成了?$|(?:决算|支出|收入)数?[为是](?:当年|本年|年初|全年|调整后?|年度)?预算数?的$|完成(?:全年|年初)?预算.{0,12}的$|执行率为?$"
)
_SHARES = re.compile(r"占(?:比)?(?:为)?(?:[^，。；]{0,40}的)?(?:比例|比重)?(?:为|约|达)?$|比重为?$|占[^，。；]{0,40}$")
_DEVIATES = re.compile(r"差异率(?:为|是|达)?$")
_GROWS = re.compile(r"增|上升|提高|升|多|超")
_FALLS = re.compile(r"减|下降|降|压|节约|少|低|回落")
RESIDUE = re.compile(r"(增长|增加|上升|下降|减少|降低)[（/](?:增长|增加|上升|下降|减少|降低)[）]?")
"""A template's alternatives left standing: 增长（下降）. The words say nothing then about the direction."""
_LONGEST_MEASURE = 30


def find_figures(disclosure: Disclosure, narratives: Sequence[Narrative]) -> tuple[Figure, ...]:
    """Every number that the prose states, in document order; a number inside a narrative carries its ordinal."""
    year = disclosure.identity.fiscal_year
    figures: list[Figure] = []
    for section in disclosure.sections:
        if section.role not in ELIGIBLE:
            continue
        text = section.text.text
        mentions = find_numbers(text)
        if not mentions:
            continue
        inside = [narrative for narrative in narratives if narrative.section == section.ordinal]
        around = phrases(fold(text), [(mention.start, mention.end) for mention in mentions])
        for mention, phrase in zip(mentions, around, strict=True):
            kind = _kind(mention, phrase)
            figures.append(
                Figure(
                    ordinal=len(figures),
                    section=section.ordinal,
                    narrative=_narrative(inside, mention),
                    text=mention.text,
                    value=mention.value,
                    unit=mention.unit,
                    kind=kind,
                    measure=_measure(kind, mention, phrase, disclosure.identity.department),
                    period=year_of(phrase, year),
                    char_start=mention.start,
                    char_end=mention.end,
                )
            )
    return tuple(figures)


def _narrative(inside: Iterable[Narrative], mention: NumberMention) -> int | None:
    """The narrowest narrative that holds the number."""
    holding = [n for n in inside if n.char_start <= mention.start and mention.end <= n.char_end]
    return min(holding, key=lambda n: n.char_end - n.char_start).ordinal if holding else None


def _kind(mention: NumberMention, phrase: Phrase) -> FigureKind:
    """The sort of number, by its unit; without a unit, by what the words call for."""
    if mention.unit.endswith("百分点"):
        return FigureKind.PERCENTAGE_POINT
    if mention.is_percent or mention.unit == "‰":
        return FigureKind.PERCENT
    if mention.missing_unit and re.search(
        r"(?:增长|下降|上升|降低|提高|增幅|降幅|率|为[^，。；]{0,8}预算的|占[^，。；]{0,40}|完成[^，。；]{0,20}的)[为约了]?$",
        phrase.lead,
    ):
        return FigureKind.PERCENT
    if mention.is_amount or mention.missing_unit:
        return FigureKind.DELTA if is_change(phrase.lead) else FigureKind.AMOUNT
    return FigureKind.COUNT


def _measure(kind: FigureKind, mention: NumberMention, phrase: Phrase, department: str) -> str:
    """What is measured, in the field's words."""
    lead = phrase.lead
    if kind is FigureKind.DELTA:
        return "减少额" if falls(lead) else "增加额"
    if kind is FigureKind.PERCENT:
        return percent_measure(lead)
    noun = noun_of(lead, department)[-_LONGEST_MEASURE:]
    if kind is FigureKind.PERCENTAGE_POINT:
        return noun or "百分点"
    if kind is FigureKind.COUNT:
        return noun or mention.unit
    basis = {"budget": "预算", "adjusted_budget": "全年预算", "final": "决算"}.get(basis_of(lead), "")
    if basis == "预算" and "年初" in lead:
        basis = "年初预算"
    if noun in {"", "支出", "收入"}:
        return {"年初预算": basis, "全年预算": basis}.get(basis, noun + basis) or "金额"
    return noun + basis


def percent_measure(lead: str) -> str:
    """占比, 完成率, 差异率, 增长率, 下降率, or what the lead ends with."""
    if _DEVIATES.search(lead):
        return DEVIATION
    if _COMPLETES.search(lead):
        return COMPLETION
    if _SHARES.search(lead):
        return SHARE
    tail = RESIDUE.sub(r"\1", lead)[-12:]
    grows = max((match.start() for match in _GROWS.finditer(tail)), default=-1)
    shrinks = max((match.start() for match in _FALLS.finditer(tail)), default=-1)
    if max(grows, shrinks) >= 0:
        return GROWTH if grows > shrinks else FALL
    return noun_of(lead)[-_LONGEST_MEASURE:] or "百分比"
