"""Places in the tables as data: kinds, and patterns of rows and columns in the forms of the field (财政部 and Hunan, Shanghai)."""

from __future__ import annotations

from dataclasses import dataclass

from miner.figures.context import Topic
from miner.model import TableKind

T01 = TableKind.INCOME_EXPENDITURE_SUMMARY
T02 = TableKind.INCOME
T03 = TableKind.EXPENDITURE
T04 = TableKind.FISCAL_APPROPRIATION_SUMMARY
T05 = TableKind.GENERAL_BUDGET_EXPENDITURE
T06 = TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE
T07 = TableKind.GOVERNMENT_FUND
T08 = TableKind.STATE_CAPITAL
T09 = TableKind.THREE_PUBLIC

TOTAL_ROW = r"合计|总计|本年合计"
TOTAL = r"小计|合计|总计|本年支出(?:合计|小计)|支出合计|本年支出|金额|决算数|预算数|.*支出决算数|支出(?:决算|预算)数?"
INCOME_TOTAL = r"本年收入合计|收入合计|合计|小计|本年收入|收入(?:决算|预算)数?"
AMOUNT = r"金额|决算数?|预算数?|.*年(?:决算|预算)数?|合计|小计"
BASIC = r"基本支出(?:合计|小计)?"
PROJECT = r"项目支出(?:合计|小计)?"
SPENT = r"本年支出(?:合计|小计)?|支出合计|合计"
"""The row of the appropriation summary with this year's spending."""
GENERAL_FUND = r"一般公共预算(?:财政拨款|资金|拨款)?"
FUND = r"政府性基金(?:预算)?(?:财政拨款|资金|拨款)?"
STATE = r"国有资本经营(?:预算)?(?:财政拨款|资金|拨款)?"


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the tables: kind, row label pattern (or ``{code}`` / ``{class}``), column patterns, half."""

    kind: TableKind
    row: str
    column: tuple[str, ...]
    side: str = ""


@dataclass(frozen=True, slots=True)
class Binding:
    """Where a figure with such words stands in the tables."""

    name: str
    words: str
    """Pattern for the whole noun."""
    targets: tuple[Target, ...]
    topics: frozenset[Topic] = frozenset()
    """Topics in which it holds; empty: in all."""
    soft: bool = False
    """The cell holds only a part or another scope: equal is a match, unequal says nothing."""
    lead: str = ""
    """Pattern searched in all the words before the figure, where the noun alone says too little."""
    optional: bool = False
    """Few forms print such a cell: where there is none, nothing is missing."""


def topics(*these: Topic) -> frozenset[Topic]:
    """The topics in which a binding holds."""
    return frozenset(these)


BOTH = (
    r"(?:总)?收(?:入)?[、和与及]?(?:总)?支(?:出)?(?:总计|总额|总数|合计|总?规模)"
    r"|收入(?:总计|总额)[、和与及]支出(?:总计|总额)|总收入[、和与及]总支出"
)
BASIC_TOPICS = topics(Topic.BASIC, Topic.EXPENDITURE, Topic.GENERAL, Topic.APPROPRIATION, Topic.OPERATING)
ALL_MONEY = topics(Topic.SUMMARY, Topic.INCOME, Topic.EXPENDITURE, Topic.NONE)
"""Sections that speak of all the money of the unit."""

ACCOUNT_NOUNS = r"(?:一般公共)?(?:财政拨款)?(?:支出)?|当年支出|科目|款级科目|项级科目"
"""What may stand beside an account's name where the figure is the account's spending and nothing narrower."""

ACCOUNT_TABLES: dict[Topic, tuple[TableKind, ...]] = {
    Topic.GENERAL: (T05,),
    Topic.FISCAL: (T05,),
    Topic.APPROPRIATION: (T05, T07, T08),
    Topic.NONE: (T05,),
    Topic.PERFORMANCE: (T05,),
    Topic.EXPENDITURE: (T03,),
    Topic.FUND: (T07,),
    Topic.STATE: (T08,),
}
"""Tables in which a single account's amount is looked up, by topic."""

CLASS_TARGETS: dict[Topic, tuple[Target, ...]] = {
    Topic.GENERAL: (Target(T04, "{class}", (GENERAL_FUND,), "支出"), Target(T05, "{code}", (TOTAL,))),
    Topic.FISCAL: (Target(T04, "{class}", ("合计|小计",), "支出"),),
    Topic.APPROPRIATION: (Target(T04, "{class}", ("合计|小计",), "支出"),),
    Topic.EXPENDITURE: (Target(T01, "{class}", (AMOUNT,), "支出"), Target(T03, "{code}", (TOTAL,))),
}
"""Where a whole 类 stands, by topic."""
