"""The words of a comparison: amounts, bases, directions, and the events that they make in a clause.

All patterns are for canonical text (`miner.narratives.prose`) with brackets blotted out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from miner.model import Direction
from miner.narratives.prose import EITHER

BUDGET = "budget"
ADJUSTED_BUDGET = "adjusted_budget"
LAST_YEAR = "last_year"
OTHER_BASIS = ""
"""A comparison with something else, say a year long past."""

AMOUNT = r"-?\d[\d,]{0,20}(?:\.\d{1,8})?□*(?:[万亿千百]?元|万(?!\d|[㐀-鿿]))"
_PERCENT = r"-?\d[\d,]{0,20}(?:\.\d{1,8})?(?:%|个?百分点)"
_NUMBER = r"-?\d[\d,]{0,20}(?:\.\d{1,8})?"

# ----------------------------------------------------------------------------------------------------------- direction

_UP = r"增加|增长|增多|增幅|上升|提高|上涨|净增|超支|大于|高于|多于|超过|超出|增(?=□*(?:了|约|为)?\d)|(?<![许更])多(?:支出|支|收入|收)?(?=□*\d)"
_DOWN = r"减少|下降|降低|压减|缩减|节约|节省|降幅|回落|小于|低于|少于|减(?=□*(?:了|约|为)?\d)|(?<![不至最更])少(?:支出|支|收入|收)?(?=□*\d)"
_FLAT = (
    r"持平|相持平|一致|相同|相等|等于|零增长|无差异|(?:保持|维持)?不变|"
    r"(?:均|都)?(?:无|没有|未发生|未)(?:明显|较大)?(?:增减)?(?:变化|变动|增减|差异)"
)
_NOT_OF = r"(?!的(?!(?:主要|具体)?原因))"  # 持平的不用说明: about what is flat, not that something is
DIRECTION = rf"(?:(?:{_FLAT}){_NOT_OF}|{_UP}|{_DOWN})"
_IS_FLAT, _IS_UP = re.compile(_FLAT), re.compile("净?增|上|提高|超|大于|高于|多")


def direction_of(word: str) -> Direction:
    """What a direction word says."""
    if EITHER in word:
        return Direction.UNSTATED
    if _IS_FLAT.fullmatch(word):
        return Direction.FLAT
    return Direction.UP if _IS_UP.match(word) else Direction.DOWN


# --------------------------------------------------------------------------------------------------------------- bases

_YEAR = r"(?:20\d\d年(?:度)?|上一?年(?:度)?|去年|上一度|上一?年度)"
_PLAN = (
    r"(?:(?:年初|全年|当年|本年|年度|年中|部门|单位|财政|批复|下达|调整后?|追加后|的){1,4}预算"
    r"|(?<!基金)(?<!公共)(?<!经营)预算)"  # 政府性基金预算支出5万元: the name of a budget, no plan
)
_TURN = (
    rf"相比|比较|对比|相较|有所|略|大幅|小幅|基本|均|各|都|总体|净|多支|也|{EITHER}|{DIRECTION}|没有|无|[，；：。\n、]|$"
    r"|的?(?:主要)?原因|差异|存在"
)
_AGAINST = rf"(?:{_YEAR}|20\d\d年(?:年初)?预算|{_PLAN})"
_VERSUS = r"(?:与|同|和|较|比|跟|对比|相比于?|相较于?|相对于?)于?"
COMPARE = re.compile(
    rf"{_VERSUS}(?P<what>{_AGAINST}[^，；：。\n]{{0,26}}?)"
    rf"(?:(?:和|与|及|、|以及)(?P<other>{_AGAINST}[^，；：。\n]{{0,16}}?))?(?={_TURN})|同比"
)
_BESIDE = r"(?:大于|小于|高于|低于|多于|少于|等于|超过|超出|超)"
_PLANNED_SUM = rf"{_AGAINST}(?:执行|决算|支出|安排|批复)*(?:数|额)?"
COMPARES = rf"(?:{_VERSUS}{_AGAINST}[^，；：。\n]{{0,26}}?(?={_TURN})|同比|{_BESIDE}{_PLANNED_SUM})"
"""The opening of a comparison, without groups, to be built into other patterns."""
_BOTH = rf"(?:{_PLAN}数?[与和同](?:支出)?决算数?|预决算数?)(?:基本)?(?:{_FLAT}){_NOT_OF}"
_OLD_YEAR = re.compile(r"20(\d\d)年")


def bases_of(words: str, fiscal_year: int | None) -> str:
    """The basis that the words after 与, 较 or 比 name.

    A year's own budget is a budget, the year before's is last year; a year longer past is another basis.
    """
    year = _OLD_YEAR.search(words)
    if year and fiscal_year is not None:
        stated = 2000 + int(year[1])
        if stated < fiscal_year - 1:
            return OTHER_BASIS
        if stated == fiscal_year - 1 or "预算" not in words:
            return LAST_YEAR if stated < fiscal_year else OTHER_BASIS
    elif re.match(_YEAR, words):
        return LAST_YEAR
    return plan_of(words)


def plan_of(words: str) -> str:
    """年初预算 and 预算 are the budget; 全年预算 and 调整预算 the adjusted one."""
    return ADJUSTED_BUDGET if "调整" in words or "全年" in words or "追加后" in words else BUDGET


# -------------------------------------------------------------------------------------------------------------- events


class Kind(StrEnum):
    """What a piece of a clause states."""

    PLANNED = "planned"
    """年初预算为X"""
    SPENT = "spent"
    """支出决算为Y"""
    RATE = "rate"
    """完成预算的Z%"""
    BEFORE = "before"
    """上年决算数为X"""
    COMPARE = "compare"
    """与上年相比"""
    CHANGE = "change"
    """增加X万元, 持平; with 大于预算数 the basis stands in it."""
    AMOUNT = "amount"
    """A sum without any of these."""


@dataclass(frozen=True, slots=True)
class Event:
    """One statement inside a clause; offsets in the canonical text."""

    kind: Kind
    start: int
    end: int
    bases: tuple[str, ...] = ()
    direction: Direction = Direction.UNSTATED
    figure: bool = False
    """True where a change is given with a figure."""
    other_unit: bool = False
    """True where the change is of vehicles, persons or the like, not of money."""


_SAYS = r"(?:为|是|共计?|合计|：)?□*"
_EVENTS = re.compile(
    rf"(?P<both>{_BOTH})"
    rf"|(?P<rate>(?:完成|占|为|达到?)了?(?P<rated>{_PLAN}(?:支出)?(?:数|指标|安排|额)?)(?:为?{AMOUNT})?的?□*"
    rf"(?:{_NUMBER}%|-+%?|100(?=[，。；\n]|$))|{_PLAN}?(?:支出)?(?:执行率|完成率)(?:为|达到?|是|：)?{_NUMBER}%)"
    rf"|(?P<before>{_YEAR}(?:当年)?(?:预算)?(?:支出)?(?:决算|执行|支出|完成)*(?:数|额)?(?:为|是|共|的|：)?□*{AMOUNT})"
    rf"|(?P<planned>(?P<plan>{_PLAN})(?:支出|收入)?(?:安排|批复|指标|总额|额|数)*{_SAYS}{AMOUNT})"
    r"|(?P<spent>(?<!预算)(?:(?:支出|收入)?决算(?:支出|收入)?|(?:全年|预算|实际)?执行|实际(?:支出|执行|完成))"
    rf"(?:总额|数|额)*{_SAYS}{AMOUNT})"
    rf"|未超过?{_PLANNED_SUM}"
    rf"|(?P<relation>(?P<beside>{_BESIDE})(?P<sum>{_PLANNED_SUM}))"
    rf"|(?P<compare>{COMPARE.pattern})(?:相比|比较|对比|相较)?"
    rf"|(?P<change>(?P<word>{DIRECTION}|{EITHER}+)(?:了|数|额为?|幅度?|率|约|达到?|各|为|到|□)*"
    rf"(?P<figure>{AMOUNT}|{_PERCENT}|-+%|{_NUMBER}(?=[，；。\n]|$))?(?P<count>□*\d[\d,.]{{0,12}}[万亿余多]?(?![万亿千百]?元|年|个?百分点)[\u3400-\u9fff])?)"
    rf"|(?P<amount>{AMOUNT})"
)


def events(text: str, start: int, end: int, fiscal_year: int | None) -> Iterator[Event]:
    """What a clause states, in order; ``text`` is canonical with brackets blotted out."""
    for match in _EVENTS.finditer(text, start, end):
        a, b = match.span()
        if match["both"]:
            yield Event(Kind.CHANGE, a, b, (BUDGET,), Direction.FLAT)
        elif match["rate"]:
            yield Event(Kind.RATE, a, b, (plan_of(match["rated"] or ""),))
        elif match["before"]:
            yield from _dated(match["before"], a, b, fiscal_year)
        elif match["planned"]:
            yield Event(Kind.PLANNED, a, b, (plan_of(match["plan"]),))
        elif match["spent"]:
            yield Event(Kind.SPENT, a, b)
        elif match["relation"]:
            side = Direction.UP if match["beside"] == "超" else direction_of(match["beside"])
            yield Event(Kind.CHANGE, a, b, (bases_of(match["sum"], fiscal_year),), side)
        elif match["compare"]:
            named = [words for words in (match["what"] or "上年", match["other"]) if words]
            yield Event(Kind.COMPARE, a, b, tuple(dict.fromkeys(bases_of(words, fiscal_year) for words in named)))
        elif match["change"]:
            figure, count = match["figure"] is not None, match["count"] is not None
            yield Event(Kind.CHANGE, a, b, (), direction_of(match["word"]), figure, count and not figure)
        elif match["amount"]:
            yield Event(Kind.AMOUNT, a, b)


def _dated(words: str, start: int, end: int, fiscal_year: int | None) -> Iterator[Event]:
    """A sum of a year: of an earlier one it is what a comparison starts from, of this one what it ends with."""
    basis = bases_of(re.sub("预算执行", "执行", words), fiscal_year)
    if basis is LAST_YEAR:
        yield Event(Kind.BEFORE, start, end, (LAST_YEAR,))
    elif "预算" in words and "执行" not in words:
        yield Event(Kind.PLANNED, start, end, (basis or BUDGET,))
    elif "决算" in words or "执行" in words:
        yield Event(Kind.SPENT, start, end)
    else:
        yield Event(Kind.AMOUNT, start, end)
