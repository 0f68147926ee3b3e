"""Which table cell an amount of one fund, of the basic expenditure, of the “三公” items is; read on from `miner.figures.bindings`."""

from __future__ import annotations

from miner.figures.context import Topic
from miner.figures.targets import (
    AMOUNT,
    BASIC,
    BASIC_TOPICS,
    BOTH,
    FUND,
    GENERAL_FUND,
    PROJECT,
    SPENT,
    STATE,
    T04,
    T05,
    T06,
    T07,
    T08,
    T09,
    TOTAL,
    TOTAL_ROW,
    Binding,
    Target,
    topics,
)

APPROPRIATION_BINDINGS: tuple[Binding, ...] = (
    # 四 财政拨款收入支出总体
    Binding(
        "财政拨款收支总计",
        f"财政拨款(?:{BOTH})",
        (Target(T04, "总计|收入总计", (AMOUNT,), "收入"), Target(T04, "总计|支出总计", (TOTAL,), "支出")),
    ),
    Binding(
        "财政拨款收支总计",
        BOTH,
        (Target(T04, "总计|收入总计", (AMOUNT,), "收入"), Target(T04, "总计|支出总计", (TOTAL,), "支出")),
        topics(Topic.FISCAL),
    ),
    Binding(
        "财政拨款收入总计",
        "(?:财政拨款)?(?:收入总计|总收入)",
        (Target(T04, "总计|收入总计", (AMOUNT,), "收入"),),
        topics(Topic.FISCAL),
    ),
    Binding(
        "财政拨款支出总计",
        "(?:财政拨款)?(?:支出总计|总支出)",
        (Target(T04, "总计|支出总计", (TOTAL,), "支出"),),
        topics(Topic.FISCAL),
    ),
    Binding(
        "财政拨款本年支出",
        "(?:财政拨款)?支出(?:合计)?",
        (Target(T04, SPENT, ("合计|小计|金额",), "支出"),),
        topics(Topic.FISCAL),
    ),
    Binding(
        "财政拨款本年收入",
        "收入(?:合计)?",
        (Target(T04, "本年收入合计", (AMOUNT,), "收入"),),
        topics(Topic.FISCAL),
    ),
    # 五 一般公共预算财政拨款支出
    Binding(
        "一般公共预算支出",
        "(?:一般公共)?财政拨款支出(?:合计|总计|总额)?|支出",
        (Target(T05, TOTAL_ROW, (TOTAL,)), Target(T04, "本年支出合计", (GENERAL_FUND,), "支出")),
        topics(Topic.GENERAL),
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
        topics(Topic.BASIC, Topic.GENERAL),
    ),
    Binding("一般公共预算基本支出", "一般公共(?:财政拨款)?基本支出", (Target(T05, TOTAL_ROW, (BASIC,)),)),
    Binding(
        "一般公共预算项目支出",
        "(?:一般公共)?(?:财政拨款)?项目支出",
        (Target(T05, TOTAL_ROW, (PROJECT,)),),
        topics(Topic.GENERAL),
    ),
    Binding("一般公共预算项目支出", "一般公共(?:财政拨款)?项目支出", (Target(T05, TOTAL_ROW, (PROJECT,)),)),
    # 财政拨款支出 beside other funds: all of them, or loosely the general budget's
    *(
        Binding(
            "财政拨款支出",
            "财政拨款支出(?:合计|总计|总额)?|支出(?:合计)?",
            (target,),
            topics(Topic.APPROPRIATION),
        )
        for target in (Target(T04, SPENT, ("合计|小计|金额",), "支出"), Target(T05, TOTAL_ROW, (TOTAL,)))
    ),
    # 六 基本支出
    Binding(
        "人员经费",
        "(?:基本支出)?人员经费(?:支出|合计)?",
        (Target(T06, "人员经费(?:支出)?(?:合计|小计)?", (AMOUNT,)), Target(T06, TOTAL_ROW, ("人员经费",))),
        BASIC_TOPICS,
    ),
    Binding(
        "公用经费",
        "(?:日常)?公用经费(?:支出|合计)?",
        (
            Target(T06, "(?:日常)?公用经费(?:支出)?(?:合计|小计)?", (AMOUNT,)),
            Target(T06, TOTAL_ROW, ("(?:日常)?公用经费",)),
        ),
        BASIC_TOPICS,
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
        topics(Topic.FUND),
    ),
    Binding(
        "基金收入",
        "(?:政府性基金)?(?:财政)?(?:拨款)?收入(?:合计|总计)?",
        (Target(T07, TOTAL_ROW, ("本年收入.*",)), Target(T04, FUND, (AMOUNT,), "收入")),
        topics(Topic.FUND),
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
            topics(topic),
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
        topics(Topic.STATE),
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
