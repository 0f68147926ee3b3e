"""Which table cell a stated amount is, as data: topic and noun of the figure → table, row and column.

The nouns are those of `miner.figures.context.noun_of` (一般公共预算 is shortened to 一般公共 there). Several targets
of one binding are one identity printed in several places (收入总计 and 支出总计): the first that the document has is
linked. Adding a binding is adding a line. The source is the table section → cells of the field's forms (财政部 and
Hunan, Shanghai).
"""

from __future__ import annotations

from miner.figures.appropriation_bindings import APPROPRIATION_BINDINGS
from miner.figures.context import Topic
from miner.figures.targets import (
    ALL_MONEY,
    AMOUNT,
    BASIC,
    BOTH,
    FUND,
    GENERAL_FUND,
    INCOME_TOTAL,
    PROJECT,
    SPENT,
    STATE,
    T01,
    T02,
    T03,
    T04,
    T05,
    T07,
    T08,
    T09,
    TOTAL,
    TOTAL_ROW,
    Binding,
    Target,
    topics,
)

BINDINGS: tuple[Binding, ...] = (
    # 一 收入支出总体
    Binding(
        "收支总计",
        BOTH,
        (Target(T01, "总计|收入总计", (AMOUNT,), "收入"), Target(T01, "总计|支出总计", (AMOUNT,), "支出")),
        topics(Topic.SUMMARY, Topic.NONE),
    ),
    Binding(
        "收入总计",
        "收入总计|总收入|收入总额",
        (Target(T01, "总计|收入总计", (AMOUNT,), "收入"),),
        topics(Topic.SUMMARY, Topic.NONE),
    ),
    Binding(
        "支出总计",
        "支出总计|总支出|支出总额",
        (Target(T01, "总计|支出总计", (AMOUNT,), "支出"),),
        topics(Topic.SUMMARY, Topic.NONE),
    ),
    Binding(
        "年初结转和结余",
        "(?:使用|动用|上年末)?(?:上年|年初)结转(?:和|及|、)?结余(?:资金)?(?:转入)?",
        (Target(T01, "(?:年初|上年)结转(?:和|及)?结余", (AMOUNT,), "收入"),),
        ALL_MONEY,
    ),
    Binding(
        "年末结转和结余",
        r"(?:20\d\d)?年末结转(?:和|及|、)?结余(?:资金)?|结转下年(?:资金|支出)?",
        (Target(T01, "(?:年末)?结转(?:和|及)?结余|结转下年.*", (AMOUNT,), "支出"),),
        ALL_MONEY,
    ),
    Binding(
        "年末结转和结余",
        "结转(?:和|及|、)?结余(?:资金)?",
        (Target(T01, "年末结转和结余", (AMOUNT,), "支出"),),
        topics(Topic.SUMMARY),
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
        ALL_MONEY,
    ),
    Binding(
        "结余分配",
        "(?:提取.*)?结余分配",
        (Target(T01, "结余分配", (AMOUNT,), "支出"),),
        ALL_MONEY,
    ),
    *(
        Binding(
            f"{when}财政拨款结转和结余",
            f"(?:使用)?{words}(?:财政拨款)?结转(?:下年(?:继续使用)?|(?:和|及|、)?结余)?(?:资金)?",
            (Target(T04, f"{words}财政拨款结转(?:和|及)?结余", (amount,), side),),
            topics(Topic.FISCAL),
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
        topics(Topic.INCOME),
    ),
    Binding(
        "收入总计",
        "总收入|收入总计",
        (Target(T01, "总计|收入总计", (AMOUNT,), "收入"), Target(T02, TOTAL_ROW, (INCOME_TOTAL,))),
        topics(Topic.INCOME),
    ),
    Binding(
        "收入合计",
        "收入合计|收入",
        (Target(T01, "本年收入合计", (AMOUNT,), "收入"), Target(T02, TOTAL_ROW, (INCOME_TOTAL,))),
        topics(Topic.SUMMARY, Topic.NONE),
    ),
    Binding(
        "财政拨款收入",
        "财政拨款(?:预算)?收入",
        (Target(T02, TOTAL_ROW, ("财政拨款收入|财政拨款",)), Target(T01, "财政拨款收入", (AMOUNT,), "收入")),
        topics(Topic.INCOME, Topic.SUMMARY, Topic.NONE),
    ),
    Binding(
        "财政拨款收入",
        "财政拨款(?:预算)?收入(?:合计)?",
        (
            Target(T04, "本年收入合计", (AMOUNT,), "收入"),
            Target(T02, TOTAL_ROW, ("财政拨款收入|财政拨款",)),
        ),
        topics(Topic.FISCAL, Topic.GENERAL, Topic.APPROPRIATION),
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
            topics(Topic.INCOME),
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
            topics(Topic.FISCAL),
            soft=True,
        )
        for name, fund in (("一般公共", GENERAL_FUND), ("政府性基金", FUND), ("国有资本经营", STATE))
    ),
    *(
        Binding(
            word,
            word,
            (Target(T02, TOTAL_ROW, (word,)), Target(T01, word, (AMOUNT,), "收入")),
            topics(Topic.INCOME, Topic.SUMMARY, Topic.NONE),
        )
        for word in ("上级补助收入", "事业收入", "经营收入", "事业单位经营收入", "附属单位上缴收入", "其他收入")
    ),
    # 三 支出
    Binding(
        "支出合计",
        "支出(?:合计|总额)?",
        (Target(T03, TOTAL_ROW, (TOTAL,)), Target(T01, "本年支出合计", (AMOUNT,), "支出")),
        topics(Topic.EXPENDITURE),
    ),
    Binding(
        "支出总计",
        "总支出|支出总计",
        (Target(T01, "总计|支出总计", (AMOUNT,), "支出"), Target(T03, TOTAL_ROW, (TOTAL,))),
        topics(Topic.EXPENDITURE),
    ),
    Binding(
        "支出合计",
        "支出合计",
        (Target(T01, "本年支出合计", (AMOUNT,), "支出"), Target(T03, TOTAL_ROW, (TOTAL,))),
        topics(Topic.SUMMARY, Topic.NONE),
    ),
    Binding(
        "基本支出",
        "基本支出(?:合计)?|.*机构正常运转的日常支出",
        (Target(T03, TOTAL_ROW, (BASIC,)),),
        topics(Topic.EXPENDITURE),
    ),
    Binding("项目支出", "项目支出(?:合计)?", (Target(T03, TOTAL_ROW, (PROJECT,)),), topics(Topic.EXPENDITURE)),
    *(
        Binding(
            name,
            f"{name}(?:合计)?",
            (Target(T03, TOTAL_ROW, (column,)), Target(T05, TOTAL_ROW, (column,))),
            topics(Topic.SUMMARY, Topic.NONE, Topic.PERFORMANCE),
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
        topics(Topic.PERFORMANCE, Topic.NONE, Topic.SUMMARY),
        soft=True,
        lead=r"(?:(?:自评|评价|涉及|覆盖)[^，。；]{0,8}(?:资金|金额|项目支出)|^项目(?:支出|资金)|^资金|项目合计支出|^合计支出)[为达共计]*$",
    ),
    Binding(
        "全年支出",
        "支出",
        (Target(T03, TOTAL_ROW, (TOTAL,)), Target(T05, TOTAL_ROW, (TOTAL,))),
        topics(Topic.PERFORMANCE, Topic.NONE),
        soft=True,
    ),
    Binding("上缴上级支出", "上缴上级支出", (Target(T03, TOTAL_ROW, ("上缴上级支出",)),), topics(Topic.EXPENDITURE)),
    Binding("经营支出", "经营支出", (Target(T03, TOTAL_ROW, ("经营支出",)),), topics(Topic.EXPENDITURE)),
    Binding(
        "对附属单位补助支出",
        "对附属单位补助支出",
        (Target(T03, TOTAL_ROW, ("对附属单位补助支出",)),),
        topics(Topic.EXPENDITURE),
    ),
    *APPROPRIATION_BINDINGS,
)

BUDGET_BINDINGS: tuple[Binding, ...] = (
    Binding(
        "收入预算",
        "收入",
        (Target(T02, TOTAL_ROW, (INCOME_TOTAL,)), Target(T01, "收入总计", (AMOUNT,))),
        topics(Topic.NONE, Topic.SUMMARY, Topic.INCOME),
    ),
    Binding(
        "支出预算",
        "支出",
        (Target(T03, TOTAL_ROW, (TOTAL,)), Target(T01, "支出总计", (AMOUNT,))),
        topics(Topic.NONE, Topic.SUMMARY, Topic.EXPENDITURE),
    ),
    Binding("机关运行经费", ".*机关运行经费", (Target(T09, "", (".*机关运行经费.*",)),)),
    Binding(
        "财政拨款支出预算",
        "财政拨款支出",
        (Target(T04, "支出总计|总计", (TOTAL,)),),
        topics(Topic.NONE, Topic.SUMMARY, Topic.FISCAL),
    ),
)
