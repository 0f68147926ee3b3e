"""Which table cell a stated amount is, as data: topic and noun of the figure → table, row and column.

The nouns are those of `miner.figures.context.noun_of` (一般公共预算 is shortened to 一般公共 there). Several targets
of one binding are one identity printed in several places (收入总计 and 支出总计): the first that the document has is
linked. Adding a binding is adding a line. The source is the table section → cells of the field's forms (财政部 and
Hunan, Shanghai).
"""

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


def _topics(*topics: Topic) -> frozenset[Topic]:
    return frozenset(topics)


_BOTH = (
    r"(?:总)?收(?:入)?[、和与及]?(?:总)?支(?:出)?(?:总计|总额|总数|合计|总?规模)"
    r"|收入(?:总计|总额)[、和与及]支出(?:总计|总额)|总收入[、和与及]总支出"
)
_BASIC_TOPICS = _topics(Topic.BASIC, Topic.EXPENDITURE, Topic.GENERAL, Topic.APPROPRIATION, Topic.OPERATING)
_ALL_MONEY = _topics(Topic.SUMMARY, Topic.INCOME, Topic.EXPENDITURE, Topic.NONE)
"""Sections that speak of all the money of the unit."""

BINDINGS: tuple[Binding, ...] = (
    # 一 收入支出总体
    Binding(
        "收支总计",
        _BOTH,
        (Target(T01, "总计|收入总计", (AMOUNT,), "收入"), Target(T01, "总计|支出总计", (AMOUNT,), "支出")),
        _topics(Topic.SUMMARY, Topic.NONE),
    ),
    Binding(
        "收入总计",
        "收入总计|总收入|收入总额",
        (Target(T01, "总计|收入总计", (AMOUNT,), "收入"),),
        _topics(Topic.SUMMARY, Topic.NONE),
    ),
    Binding(
        "支出总计",
        "支出总计|总支出|支出总额",
        (Target(T01, "总计|支出总计", (AMOUNT,), "支出"),),
        _topics(Topic.SUMMARY, Topic.NONE),
    ),
    Binding(
        "年初结转和结余",
        "(?:使用|动用|上年末)?(?:上年|年初)结转(?:和|及|、)?结余(?:资金)?(?:转入)?",
        (Target(T01, "(?:年初|上年)结转(?:和|及)?结余", (AMOUNT,), "收入"),),
        _ALL_MONEY,
    ),
    Binding(
        "年末结转和结余",
        "年末结转(?:和|及|、)?结余(?:资金)?|结转下年(?:资金|支出)?",
        (Target(T01, "(?:年末)?结转(?:和|及)?结余|结转下年.*", (AMOUNT,), "支出"),),
        _ALL_MONEY,
    ),
    Binding(
        "年末结转和结余",
        "结转(?:和|及|、)?结余(?:资金)?",
        (Target(T01, "年末结转和结余", (AMOUNT,), "支出"),),
        _topics(Topic.SUMMARY),
    ),
    Binding(
        "年初结转和结余",
        "各类资金年初结转(?:和|及|、)?结余(?:资金)?",
        (Target(T01, "(?:年初|上年)结转(?:和|及)?结余", (AMOUNT,), "收入"),),
    ),
    Binding(
        "年末结转和结余",
        "各类资金年末结转(?:和|及|、)?结余(?:资金)?",
        (Target(T01, "(?:年末)?结转(?:和|及)?结余|结转下年.*", (AMOUNT,), "支出"),),
    ),
    Binding(
        "使用非财政拨款结余",
        "(?:.*弥补收支差额)?(?:使用|动用)(?:以前年度)?非财政拨款(?:专用)?结余(?:（含专用结余）)?",
        (
            Target(
                T01,
                "(?:.*弥补收支差额)?(?:使用|动用)(?:以前年度)?非财政拨款结余.*|用事业基金弥补收支差额",
                (AMOUNT,),
                "收入",
            ),
        ),
        _ALL_MONEY,
    ),
    Binding(
        "结余分配",
        "(?:提取.*)?结余分配",
        (Target(T01, "结余分配", (AMOUNT,), "支出"),),
        _ALL_MONEY,
    ),
    *(
        Binding(
            f"{when}财政拨款结转和结余",
            f"(?:使用)?{words}(?:财政拨款)?结转(?:下年(?:继续使用)?|(?:和|及|、)?结余)?(?:资金)?",
            (Target(T04, f"{words}财政拨款结转(?:和|及)?结余", (amount,), side),),
            _topics(Topic.FISCAL),
        )
        for when, words, amount, side in (
            ("年初", "(?:年初|上年)", AMOUNT, "收入"),
            ("年末", "年末", TOTAL, "支出"),
        )
    ),
    Binding(
        "年初财政拨款结转和结余",
        "(?:年初|上年)财政拨款结转(?:和|及|、)?结余(?:资金)?",
        (Target(T04, "(?:年初|上年)财政拨款结转(?:和|及)?结余", (AMOUNT,), "收入"),),
    ),
    Binding(
        "年末财政拨款结转和结余",
        "年末财政拨款结转(?:和|及|、)?结余(?:资金)?",
        (Target(T04, "年末财政拨款结转(?:和|及)?结余", (TOTAL,), "支出"),),
    ),
    # 二 收入
    Binding(
        "收入合计",
        "收入(?:合计|总额)?",
        (Target(T02, TOTAL_ROW, (INCOME_TOTAL,)), Target(T01, "本年收入合计", (AMOUNT,), "收入")),
        _topics(Topic.INCOME),
    ),
    Binding(
        "收入总计",
        "总收入|收入总计",
        (Target(T01, "总计|收入总计", (AMOUNT,), "收入"), Target(T02, TOTAL_ROW, (INCOME_TOTAL,))),
        _topics(Topic.INCOME),
    ),
    Binding(
        "收入合计",
        "收入合计|收入",
        (Target(T01, "本年收入合计", (AMOUNT,), "收入"), Target(T02, TOTAL_ROW, (INCOME_TOTAL,))),
        _topics(Topic.SUMMARY, Topic.NONE),
    ),
    Binding(
        "财政拨款收入",
        "财政拨款(?:预算)?收入",
        (Target(T02, TOTAL_ROW, ("财政拨款收入|财政拨款",)), Target(T01, "财政拨款收入", (AMOUNT,), "收入")),
        _topics(Topic.INCOME, Topic.SUMMARY, Topic.NONE),
    ),
    Binding(
        "财政拨款收入",
        "财政拨款(?:预算)?收入(?:合计)?",
        (
            Target(T04, "本年收入合计", (AMOUNT,), "收入"),
            Target(T02, TOTAL_ROW, ("财政拨款收入|财政拨款",)),
        ),
        _topics(Topic.FISCAL, Topic.GENERAL, Topic.APPROPRIATION),
    ),
    Binding(
        "政府性基金收入",
        "政府性基金(?:财政拨款|拨款)收入",
        (
            Target(T04, FUND, (AMOUNT,), "收入"),
            Target(T01, "政府性基金预算财政拨款收入", (AMOUNT,), "收入"),
        ),
    ),
    Binding(
        "国有资本经营收入",
        "国有资本经营(?:财政拨款|拨款)收入",
        (
            Target(T04, STATE, (AMOUNT,), "收入"),
            Target(T01, "国有资本经营预算财政拨款收入", (AMOUNT,), "收入"),
        ),
    ),
    Binding(
        "一般公共预算收入",
        "一般公共(?:财政)?拨款收入",
        (Target(T01, r"一般公共预算财政拨款收入", (AMOUNT,), "收入"), Target(T04, GENERAL_FUND, (AMOUNT,), "收入")),
    ),
    *(
        Binding(
            f"{name}收入",
            f"{words}(?:财政)?拨款(?:收入)?",
            (
                Target(T01, f"{name}(?:预算)?财政拨款(?:收入)?", (AMOUNT,), "收入"),
                Target(T04, fund, (AMOUNT,), "收入"),
            ),
            _topics(Topic.INCOME),
        )
        for name, words, fund in (
            ("一般公共预算", "一般公共", GENERAL_FUND),
            ("政府性基金", "政府性基金", FUND),
            ("国有资本经营", "国有资本经营", STATE),
        )
    ),
    *(
        # 资金来源 or 支出: the words do not say which side of the appropriation summary is meant.
        Binding(
            f"财政拨款{name}",
            f"{name}(?:财政)?(?:拨款|资金)",
            (Target(T04, fund, (AMOUNT,), "收入"), Target(T04, SPENT, (fund,), "支出")),
            _topics(Topic.FISCAL),
            soft=True,
        )
        for name, fund in (("一般公共", GENERAL_FUND), ("政府性基金", FUND), ("国有资本经营", STATE))
    ),
    *(
        Binding(
            word,
            word,
            (Target(T02, TOTAL_ROW, (word,)), Target(T01, word, (AMOUNT,), "收入")),
            _topics(Topic.INCOME, Topic.SUMMARY, Topic.NONE),
        )
        for word in ("上级补助收入", "事业收入", "经营收入", "事业单位经营收入", "附属单位上缴收入", "其他收入")
    ),
    # 三 支出
    Binding(
        "支出合计",
        "支出(?:合计|总额)?",
        (Target(T03, TOTAL_ROW, (TOTAL,)), Target(T01, "本年支出合计", (AMOUNT,), "支出")),
        _topics(Topic.EXPENDITURE),
    ),
    Binding(
        "支出总计",
        "总支出|支出总计",
        (Target(T01, "总计|支出总计", (AMOUNT,), "支出"), Target(T03, TOTAL_ROW, (TOTAL,))),
        _topics(Topic.EXPENDITURE),
    ),
    Binding(
        "支出合计",
        "支出合计",
        (Target(T01, "本年支出合计", (AMOUNT,), "支出"), Target(T03, TOTAL_ROW, (TOTAL,))),
        _topics(Topic.SUMMARY, Topic.NONE),
    ),
    Binding(
        "基本支出",
        "基本支出(?:合计)?|.*机构正常运转的日常支出",
        (Target(T03, TOTAL_ROW, (BASIC,)),),
        _topics(Topic.EXPENDITURE),
    ),
    Binding("项目支出", "项目支出(?:合计)?", (Target(T03, TOTAL_ROW, (PROJECT,)),), _topics(Topic.EXPENDITURE)),
    *(
        Binding(
            name,
            f"{name}(?:合计)?",
            (Target(T03, TOTAL_ROW, (column,)), Target(T05, TOTAL_ROW, (column,))),
            _topics(Topic.SUMMARY, Topic.NONE, Topic.PERFORMANCE),
            soft=True,
        )
        for name, column in (("基本支出", BASIC), ("项目支出", PROJECT))
    ),
    Binding(
        "自评项目支出",
        "",
        (
            Target(T03, TOTAL_ROW, (PROJECT,)),
            Target(T05, TOTAL_ROW, (PROJECT,)),
            Target(T07, TOTAL_ROW, (PROJECT,)),
            Target(T08, TOTAL_ROW, (PROJECT,)),
        ),
        _topics(Topic.PERFORMANCE, Topic.NONE, Topic.SUMMARY),
        soft=True,
        lead=r"(?:(?:自评|评价|涉及|覆盖)[^，。；]{0,8}(?:资金|金额|项目支出)|^项目(?:支出|资金)|^资金|项目合计支出|^合计支出)[为达共计]*$",
    ),
    Binding(
        "全年支出",
        "支出",
        (Target(T03, TOTAL_ROW, (TOTAL,)), Target(T05, TOTAL_ROW, (TOTAL,))),
        _topics(Topic.PERFORMANCE, Topic.NONE),
        soft=True,
    ),
    Binding("上缴上级支出", "上缴上级支出", (Target(T03, TOTAL_ROW, ("上缴上级支出",)),), _topics(Topic.EXPENDITURE)),
    Binding("经营支出", "经营支出", (Target(T03, TOTAL_ROW, ("经营支出",)),), _topics(Topic.EXPENDITURE)),
    Binding(
        "对附属单位补助支出",
        "对附属单位补助支出",
        (Target(T03, TOTAL_ROW, ("对附属单位补助支出",)),),
        _topics(Topic.EXPENDITURE),
    ),
    # 四 财政拨款收入支出总体
    Binding(
        "财政拨款收支总计",
        f"财政拨款(?:{_BOTH})",
        (Target(T04, "总计|收入总计", (AMOUNT,), "收入"), Target(T04, "总计|支出总计", (TOTAL,), "支出")),
    ),
    Binding(
        "财政拨款收支总计",
        _BOTH,
        (Target(T04, "总计|收入总计", (AMOUNT,), "收入"), Target(T04, "总计|支出总计", (TOTAL,), "支出")),
        _topics(Topic.FISCAL),
    ),
    Binding(
        "财政拨款收入总计",
        "(?:财政拨款)?(?:收入总计|总收入)",
        (Target(T04, "总计|收入总计", (AMOUNT,), "收入"),),
        _topics(Topic.FISCAL),
    ),
    Binding(
        "财政拨款支出总计",
        "(?:财政拨款)?(?:支出总计|总支出)",
        (Target(T04, "总计|支出总计", (TOTAL,), "支出"),),
        _topics(Topic.FISCAL),
    ),
    Binding(
        "财政拨款本年支出",
        "(?:财政拨款)?支出(?:合计)?",
        (Target(T04, SPENT, ("合计|小计|金额",), "支出"),),
        _topics(Topic.FISCAL),
    ),
    Binding(
        "财政拨款本年收入",
        "收入(?:合计)?",
        (Target(T04, "本年收入合计", (AMOUNT,), "收入"),),
        _topics(Topic.FISCAL),
    ),
    # 五 一般公共预算财政拨款支出
    Binding(
        "一般公共预算支出",
        "(?:一般公共)?财政拨款支出(?:合计|总计|总额)?|支出",
        (Target(T05, TOTAL_ROW, (TOTAL,)), Target(T04, "本年支出合计", (GENERAL_FUND,), "支出")),
        _topics(Topic.GENERAL),
    ),
    Binding(
        "一般公共预算支出",
        "一般公共(?:(?:财政)?拨款)?总?支出",
        (Target(T05, TOTAL_ROW, (TOTAL,)), Target(T04, "本年支出合计", (GENERAL_FUND,), "支出")),
    ),
    Binding(
        "一般公共预算基本支出",
        "(?:一般公共)?(?:财政拨款)?基本支出",
        (Target(T05, TOTAL_ROW, (BASIC,)),),
        _topics(Topic.BASIC, Topic.GENERAL),
    ),
    Binding("一般公共预算基本支出", "一般公共(?:财政拨款)?基本支出", (Target(T05, TOTAL_ROW, (BASIC,)),)),
    Binding(
        "一般公共预算项目支出",
        "(?:一般公共)?(?:财政拨款)?项目支出",
        (Target(T05, TOTAL_ROW, (PROJECT,)),),
        _topics(Topic.GENERAL),
    ),
    Binding("一般公共预算项目支出", "一般公共(?:财政拨款)?项目支出", (Target(T05, TOTAL_ROW, (PROJECT,)),)),
    # 财政拨款支出 beside other funds: all of them, or loosely the general budget's
    *(
        Binding(
            "财政拨款支出",
            "财政拨款支出(?:合计|总计|总额)?|支出(?:合计)?",
            (target,),
            _topics(Topic.APPROPRIATION),
        )
        for target in (Target(T04, SPENT, ("合计|小计|金额",), "支出"), Target(T05, TOTAL_ROW, (TOTAL,)))
    ),
    # 六 基本支出
    Binding(
        "人员经费",
        "(?:基本支出)?人员经费(?:支出|合计)?",
        (Target(T06, "人员经费(?:支出)?(?:合计|小计)?", (AMOUNT,)), Target(T06, TOTAL_ROW, ("人员经费",))),
        _BASIC_TOPICS,
    ),
    Binding(
        "公用经费",
        "(?:日常)?公用经费(?:支出|合计)?",
        (
            Target(T06, "(?:日常)?公用经费(?:支出)?(?:合计|小计)?", (AMOUNT,)),
            Target(T06, TOTAL_ROW, ("(?:日常)?公用经费",)),
        ),
        _BASIC_TOPICS,
    ),
    # 七 八 政府性基金, 国有资本经营
    Binding(
        "基金支出",
        "(?:政府性基金)?(?:财政)?(?:拨款)?支出(?:合计|总计)?",
        (
            Target(T07, TOTAL_ROW, ("本年支出", "小计|合计")),
            Target(T07, TOTAL_ROW, (TOTAL,)),
            Target(T04, "本年支出合计", (FUND,), "支出"),
        ),
        _topics(Topic.FUND),
    ),
    Binding(
        "基金收入",
        "(?:政府性基金)?(?:财政)?(?:拨款)?收入(?:合计|总计)?",
        (Target(T07, TOTAL_ROW, ("本年收入.*",)), Target(T04, FUND, (AMOUNT,), "收入")),
        _topics(Topic.FUND),
    ),
    *(
        Binding(
            f"{when}结转和结余",
            f"(?:政府性基金|国有资本经营)?(?:财政)?(?:拨款)?(?:动用)?{words}(?:财政拨款)?结转"
            "(?:下年(?:继续使用)?|(?:和|及|、)?结余)?(?:资金)?",
            (
                Target(kind, TOTAL_ROW, (f"{column}结转(?:和|及)?结余",)),
                Target(kind, TOTAL_ROW, (f".*{column}.*结转.*",)),
            ),
            _topics(topic),
        )
        for kind, topic in ((T07, Topic.FUND), (T08, Topic.STATE))
        for when, words, column in (("年初", "(?:年初|上年)", "(?:年初|上年)"), ("年末", "(?:年末)?", "年末"))
    ),
    Binding(
        "基金支出",
        "政府性基金(?:(?:财政)?拨款)?支出",
        (Target(T07, TOTAL_ROW, ("本年支出", "小计|合计")), Target(T07, TOTAL_ROW, (TOTAL,))),
    ),
    Binding(
        "国资支出",
        "(?:国有资本经营)?(?:财政)?(?:拨款)?支出(?:合计|总计)?",
        (
            Target(T08, TOTAL_ROW, ("本年支出", "小计|合计")),
            Target(T08, TOTAL_ROW, (TOTAL,)),
            Target(T04, "本年支出合计", (STATE,), "支出"),
        ),
        _topics(Topic.STATE),
    ),
    Binding(
        "国资支出",
        "国有资本经营(?:(?:财政)?拨款)?支出",
        (Target(T08, TOTAL_ROW, ("本年支出", "小计|合计")), Target(T08, TOTAL_ROW, (TOTAL,))),
    ),
    # 十 十一: other scopes than the tables'
    Binding(
        "机关运行经费",
        "(?:财政拨款的?)?机关运行经费(?:财政拨款)?(?:支出)?(?:合计|总额)?",
        (Target(T09, "机关运行经费(?:支出)?(?:合计)?", ("决算.*数|.*年决算数",)),),
        optional=True,
    ),
    Binding(
        "机关运行经费",
        "(?:日常公用经费，?即)?(?:财政拨款的?)?机关运行经费(?:财政拨款)?(?:支出)?(?:合计|总额)?",
        (Target(T06, "(?:日常)?公用经费(?:支出)?(?:合计|小计)?", (AMOUNT,)),),
        soft=True,
    ),
    Binding("会议费", "(?:开支|支出)?会议费(?:支出)?", (Target(T06, "会议费", (AMOUNT,)),), soft=True),
    Binding("培训费", "(?:开支|支出)?培训费(?:支出)?", (Target(T06, "培训费", (AMOUNT,)),), soft=True),
)

BUDGET_BINDINGS: tuple[Binding, ...] = (
    Binding(
        "收入预算",
        "收入",
        (Target(T02, TOTAL_ROW, (INCOME_TOTAL,)), Target(T01, "收入总计", (AMOUNT,))),
        _topics(Topic.NONE, Topic.SUMMARY, Topic.INCOME),
    ),
    Binding(
        "支出预算",
        "支出",
        (Target(T03, TOTAL_ROW, (TOTAL,)), Target(T01, "支出总计", (AMOUNT,))),
        _topics(Topic.NONE, Topic.SUMMARY, Topic.EXPENDITURE),
    ),
    Binding("机关运行经费", ".*机关运行经费", (Target(T09, "", (".*机关运行经费.*",)),)),
    Binding(
        "财政拨款支出预算",
        "财政拨款支出",
        (Target(T04, "支出总计|总计", (TOTAL,)),),
        _topics(Topic.NONE, Topic.SUMMARY, Topic.FISCAL),
    ),
)

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
