"""Words of a template left standing, missing units, words of direction against numbers, rates from nought, shares."""

from __future__ import annotations

import pytest

from miner.model import CheckVerdict, SectionRole
from tests.figures.content import broken, verdicts
from tests.figures.qinghe import qinghe

THREE = "九、“三公”经费财政拨款支出决算情况说明"
ITEMS = "（三）一般公共预算财政拨款支出决算具体情况"
TRAINING = "十一、培训费支出情况说明"
OTHER = "十五、其他重要事项的情况说明"
FORESTS = "1.农林水支出（类）林业和草原（款）森林资源培育（项）"


def said(text: str, rule: str, title: str = OTHER) -> list[list[str]]:
    return broken(qinghe((2, title, text)), rule)


# ------------------------------------------------------------------------------------------------- left of the template


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("公务接待费支出比上年增加（减少）1.00万元。", "增加（减少）"),
        ("公务接待费支出比上年减少(增加)1.00万元。", "减少(增加)"),
        ("公务接待费支出比上年增长/下降25%。", "增长/下降"),
        ("公务接待费支出比上年增加（或减少）1.00万元。", "增加（或减少）"),
        ("决算数大于（小于）预算数的主要原因是接待批次有变化。", "大于（小于）"),
    ],
)
def test_alternatives_left_standing_are_shown(text: str, left: str) -> None:
    assert said(text, "TEMPLATE", THREE) == [[left]]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出减少（其中国内公务接待减少1.00万元）。",
        "公务接待费支出减少1.00万元（增加的批次为零）。",
        "公务用车燃油费增加/维修费减少的情况已在局务会上通报。",
        "会议次数有增有减，会议费支出总体持平。",
        "各站所苗木支出增加或减少10%以上的，须报局党组研究。",
    ],
)
def test_both_directions_said_on_purpose_are_no_alternatives(text: str) -> None:
    assert said(text, "TEMPLATE", THREE) == []


@pytest.mark.parametrize(
    ("text", "slot"),
    [
        ("公务接待费支出3.00万元，占XX%。", "占XX%"),
        ("公务接待费支出3.00万元，比上年增长%。", "增长%"),
        ("公务接待费支出3.00万元，完成预算的 %。", "的 %"),
        ("公务接待费支出3.00万元，完成预算的__%。", "的__%"),
        ("公务接待费支出决算为 万元。", "决算为 万元"),
        ("公务接待费支出决算为XX万元。", "决算为XX万元"),
        ("由XX单位负责林区巡护。", "XX单位"),
    ],
)
def test_slots_that_nobody_filled_are_shown(text: str, slot: str) -> None:
    assert said(text, "SLOT", THREE) == [[slot]]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出3.00万元，占“三公”经费支出的31.58%，完成率为75 %。",
        "购置XX型号测绘设备，已经验收入库。",
        "对口帮扶困难群众张××同志，发放慰问品一份。",
        "退耕还林补助按户发放，支出3.00万元，增长率为12.5%。",
        "森林防火监控项目（编号XX0123）通过验收。",
    ],
)
def test_filled_slots_and_masked_names_are_no_empty_slots(text: str) -> None:
    assert said(text, "SLOT", THREE) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("政府性基金没有收支。（没有的不列）", "（没有的不列）"),
        ("【请补充说明变动原因】", "【请补充说明变动原因】"),
        ("国有资产占用情况。（此处按单位实际说明）", "（此处按单位实际说明）"),
        ("其他事项。（不涉及的可删除）", "（不涉及的可删除）"),
        ("（三）按上述格式依次说明。", "按上述格式依次说明"),
    ],
)
def test_instructions_left_standing_are_shown(text: str, left: str) -> None:
    assert said(text, "INSTRUCTION") == [[left]]


@pytest.mark.parametrize(
    "text",
    [
        "林权登记申请表（一式两份）由申请人填写并说明理由。",
        "林木采伐办事指南（可自行下载填写）已在门户网站公布。",
        "采伐许可证（由权利人填写姓名）已发放到户。",
        "本部门没有的事项不列示。",
        "请各站所据实填写巡护日志。",
    ],
)
def test_instructions_to_citizens_and_stations_are_not_the_templates(text: str) -> None:
    assert said(text, "INSTRUCTION") == []


@pytest.mark.parametrize("rule", ["TEMPLATE", "SLOT", "INSTRUCTION"])
def test_nothing_is_left_over_in_a_blank_form(rule: str) -> None:
    left = "比上年增加（减少）XX万元，占XX%。（没有的不列）"
    filled = qinghe((2, THREE, left))
    blank = qinghe((2, THREE, "\n".join(["支出决算为XX万元，完成预算的XX%。"] * 6 + [left])))
    assert verdicts(filled, rule) == [CheckVerdict.FAIL] * (2 if rule == "SLOT" else 1)
    assert verdicts(blank, rule) == [CheckVerdict.NOT_APPLICABLE]


@pytest.mark.parametrize("role", [SectionRole.FRONT, SectionRole.TABLES, SectionRole.TERMS])
def test_templates_are_not_looked_for_beside_the_prose(role: SectionRole) -> None:
    text = "本年增加（减少）数按决算口径填列。"
    assert broken(qinghe((2, OTHER, text)), "TEMPLATE") == [["增加（减少）"]]
    assert broken(qinghe((2, OTHER, text, role)), "TEMPLATE") == []


# ---------------------------------------------------------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("公务接待费支出3.00万元，比上年增长13.95，主要原因是批次增加。", "13.95"),
        ("公务接待费支出决算3.00，完成预算的75%。", "3.00"),
        ("公务接待费支出决算3.00万元，完成预算的75.0。", "75.0"),
        ("公务接待费支出决算3.00万元，占“三公”经费支出的31.58。", "31.58"),
    ],
)
def test_a_number_without_its_unit_is_shown(text: str, number: str) -> None:
    assert said(text, "UNIT", THREE) == [[number]]


@pytest.mark.parametrize(
    "text",
    [
        "因公出国（境）费支出决算为0，全年未安排出国团组。",
        "公务接待费支出比上年增长0，与上年一致。",
        "全年国内公务接待12批次，86人次。",
        "新造林3.2万亩，森林覆盖率58.6%，比上年提高0.3个百分点。",
        "依照《林业工作条例》（2019年修订）第12.5条开展巡护。",
    ],
)
def test_noughts_counts_and_numbers_of_articles_need_no_unit_of_money(text: str) -> None:
    assert said(text, "UNIT", THREE) == []


# ----------------------------------------------------------------------------------------------------------- directions


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "年初预算为150万元，支出决算为135万元，完成年初预算的90%，决算数大于年初预算数的主要原因是苗木款结转。",
            ["90%", "决算数大于年初预算"],
        ),
        ("年初预算为150万元，支出决算为135万元，决算数大于预算数。", ["150万元", "135万元", "决算数大于预算"]),
        ("年初预算为120万元，支出决算为135万元，决算数低于年初预算数。", ["120万元", "135万元", "决算数低于年初预算"]),
        (
            "年初预算为150万元，支出决算为135万元，比年初预算增加15万元。",
            ["135万元", "150万元", "15万元", "比年初预算增加15万元"],
        ),
    ],
)
def test_words_against_the_budget_stated_beside_them_are_shown(text: str, shown: list[str]) -> None:
    assert said(f"{FORESTS}{text}", "DIRECTION", ITEMS) == [shown]


@pytest.mark.parametrize("words_between", ["，", "（"])
@pytest.mark.parametrize("grows", ["增长", "增幅", "升幅"])
def test_a_rate_that_goes_the_other_way_than_its_difference_is_shown(words_between: str, grows: str) -> None:
    text = f"“三公”经费支出9.50万元，比上年减少0.50万元{words_between}{grows}5.00%"
    assert said(text, "DIRECTION", THREE) == [["0.50万元", "5.00%"]]


@pytest.mark.parametrize(
    "text",
    [
        "年初预算为150万元，支出决算为135万元，完成年初预算的90%，决算数小于年初预算数的主要原因是苗木款结转。",
        "年初预算为120万元，支出决算为135万元，完成年初预算的112.5%，决算数超过年初预算的主要原因是追加资金。",
        "年初预算为150万元，支出决算为135万元，完成年初预算的90%。各站所决算数不得大于年初预算数。",
        "年初预算为150万元，支出决算为135万元，比年初预算减少15万元。",
        "年初预算为150万元，支出决算为135万元。上年结转资金增加15万元。",
        "支出决算为135.00万元，完成年初预算的100%，决算数大于年初预算数系四舍五入所致。",
    ],
)
def test_words_that_agree_or_speak_of_something_else_are_no_contradiction(text: str) -> None:
    assert said(f"{FORESTS}{text}", "DIRECTION", ITEMS) == []


@pytest.mark.parametrize(
    "text",
    [
        "“三公”经费支出9.50万元，比上年减少0.50万元，其中公务接待费增长4.00%。",
        "“三公”经费支出9.50万元，比上年减少0.50万元；公务接待费支出增长4.00%。",
        "“三公”经费支出9.50万元，比上年减少0.00万元，增长0.00%。",
    ],
)
def test_the_rate_of_a_part_may_go_the_other_way(text: str) -> None:
    assert said(text, "DIRECTION", THREE) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "年初预算为150万元，支出决算为135万元，完成年初预算的90%，决算数与年初预算数持平。",
            ["90%", "决算数与年初预算数持平"],
        ),
        (
            "年初预算为150万元，支出决算为135万元，决算数与预算数持平。",
            ["150万元", "135万元", "决算数与预算数持平"],
        ),
    ],
)
def test_flat_beside_numbers_that_differ_is_shown(text: str, shown: list[str]) -> None:
    assert said(f"{FORESTS}{text}", "DIRECTION", ITEMS) == [shown]


@pytest.mark.parametrize(
    "text",
    [
        "年初预算为135万元，支出决算为135万元，完成年初预算的100%，决算数与年初预算数持平。",
        "年初预算为134.40万元，支出决算为135万元，完成年初预算的100.45%，决算数与年初预算数持平。",
        "年初预算为150万元，支出决算为135万元，完成年初预算的90%，决算数与上年持平。",
        "年初预算为150万元，支出决算为135万元，完成年初预算的90%。\n其余科目决算数与年初预算数持平。",
    ],
)
def test_flat_within_a_percent_or_against_something_else_is_no_contradiction(text: str) -> None:
    assert said(f"{FORESTS}{text}", "DIRECTION", ITEMS) == []


def test_flat_is_held_against_the_budget_of_its_own_item() -> None:
    others = "公务用车运行维护费支出6.50万元，完成预算的81.25%。公务用车购置费支出与年初预算持平。"
    own = "公务接待费支出决算为3.00万元，完成预算的75%，决算数与预算持平。"
    assert said(others, "DIRECTION", THREE) == []
    assert said(own, "DIRECTION", THREE) == [["75%", "决算数与预算持平"]]


# -------------------------------------------------------------------------------------------- rates and sizes that cannot be


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("培训费支出4.00万元，比上年增加4.00万元，增长100%。", ["100%", "4.00万元", "4.00万元"]),
        (
            "培训费支出4.00万元，比上年增加4.00万元，增长100%，主要原因是上年无支出。",
            ["100%", "4.00万元", "4.00万元"],
        ),
        (
            "培训费年初预算为0万元，支出决算为4.00万元，比年初预算增加4.00万元，增长100%。",
            ["100%", "4.00万元", "0万元", "4.00万元"],
        ),
    ],
)
def test_growth_from_nought_is_shown_with_its_numbers(text: str, shown: list[str]) -> None:
    assert said(text, "NOUGHT", TRAINING) == [shown]


@pytest.mark.parametrize(
    "text",
    [
        "培训费支出4.00万元，比上年增加2.00万元，增长100%，主要原因是培训班次增加。",
        "培训费支出0万元，比上年减少4.00万元，下降100%，主要原因是未举办培训班。",
        "培训费支出4.00万元，比上年增加4.00万元，上年基数为零，不计算增长率。",
        "培训费支出0万元，比上年增加0万元，增长0%。",
        "培训费年初预算为2.00万元，支出决算为4.00万元，比年初预算增加2.00万元，增长100%。",
    ],
)
def test_doubling_falling_to_nought_and_no_rate_at_all_are_no_growth_from_nought(text: str) -> None:
    assert said(text, "NOUGHT", TRAINING) == []


@pytest.mark.parametrize(
    ("text", "title", "shown"),
    [
        ("培训费支出0万元，比上年增加14.25万元。", TRAINING, ["比上年增加14.25万元", "0万元"]),
        ("培训费支出4.00万元，比上年增长6.00万元。", TRAINING, ["比上年增长6.00万元", "4.00万元"]),
        (
            "公务接待费支出3.00万元，比上年增加4.00万元。",
            THREE,
            ["比上年增加4.00万元", "财政拨款“三公”经费支出决算表·—·决算数 / 公务接待费：3.00"],
        ),
    ],
)
def test_an_increase_beyond_what_it_came_to_is_shown(text: str, title: str, shown: list[str]) -> None:
    assert said(text, "INCREASE", title) == [shown]


@pytest.mark.parametrize(
    "text",
    [
        "培训费支出4.00万元，比上年减少6.00万元，下降60%。",
        "培训费支出4.00万元，比上年增加4.00万元。",
        "培训费支出4.00万元，由2.00万元增加到4.00万元。",
        "培训费支出4.00万元。全县林业总产值比上年增加80.00万元。",
        "培训费支出4.00万元，带动林农人均增收0.60万元，经济林产值增加80.00万元。",
    ],
)
def test_a_decrease_and_the_increase_of_something_else_may_be_larger(text: str) -> None:
    assert said(text, "INCREASE", TRAINING) == []


@pytest.mark.parametrize("share", ["131.58%", "100.01%"])
def test_a_share_over_the_whole_is_shown(share: str) -> None:
    assert said(f"公务接待费支出3.00万元，占“三公”经费支出的{share}。", "SHARE", THREE) == [[share]]


@pytest.mark.parametrize(
    "text",
    [
        "公务接待费支出3.00万元，占“三公”经费支出的100%。",
        "公务接待费支出3.00万元，完成预算的175%。",
        "公务接待费支出3.00万元，比上年增长131.58%，占“三公”经费支出的31.58%。",
    ],
)
def test_the_whole_and_rates_of_completion_and_growth_are_no_share_over_it(text: str) -> None:
    assert said(text, "SHARE", THREE) == []
