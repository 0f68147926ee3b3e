"""Project descriptions."""

from __future__ import annotations

from decimal import Decimal

import pytest

from miner.model import DisclosureKind, Narrative, NarrativeKind, Project, SectionRole
from miner.narratives import find_narratives
from tests.narratives.building import disclosure, narratives, section


def projects(text: str, title: str = "", role: SectionRole = SectionRole.PERFORMANCE) -> list[Project]:
    return [one.project for one in narratives(text, title, role) if one.project is not None]


def test_a_heading_of_its_own() -> None:
    found = projects(
        "库房恒温改造经费项目支出45.34万元，主要用于更换恒温设备，保障档案安全。延长使用年限。项目实施及绩效情况如下：已完成2间库房改造。",
        title="（1）库房恒温改造经费项目",
    )
    assert found == [
        Project(
            "库房恒温改造经费",
            Decimal("45.34"),
            "万元",
            "更换恒温设备，保障档案安全。延长使用年限",
            "已完成2间库房改造",
        )
    ]


def test_quotation_marks_that_belong_to_the_name() -> None:
    (found,) = projects(
        "“兰台记忆”征集经费项目支出 1,019.80 元，主要用于征集老照片。", title="（9）“兰台记忆”征集经费项目"
    )
    assert (found.name, found.spending, found.unit) == ("“兰台记忆”征集经费", Decimal("1019.80"), "元")


def test_a_heading_whose_sum_stands_in_the_text() -> None:
    (found,) = projects(
        "2024年安排资金50万元，实际支出48万元，主要用于平台开发。绩效情况：平台上线运行。",
        title="（2）智慧档案平台项目",
    )
    assert found == Project("智慧档案平台", Decimal("48"), "万元", "平台开发", "平台上线运行")


def test_paragraphs_of_one_section() -> None:
    text = (
        "1.乡村公路养护经费支出350.5万元，主要用于县乡道日常养护。项目实施情况：完成养护120公里。\n"
        "2.防汛物资储备项目支出20万元，主要用于采购编织袋。"
    )
    assert [(one.name, one.spending) for one in projects(text, title="二、项目支出绩效")] == [
        ("乡村公路养护经费", Decimal("350.5")),
        ("防汛物资储备", Decimal("20")),
    ]


def test_the_template_of_the_ministry() -> None:
    text = (
        "我部门今年在部门决算中反映档案修复项目及数据采集项目等2个项目绩效自评结果。\n"
        "档案修复项目自评综述：根据年初设定的绩效目标，项目自评得分为95分。全年预算数为20万元，执行数为18.5万元，完成预算的92.5%。"
        "项目绩效目标完成情况：一是修复破损档案3000页；二是完成扫描。发现的主要问题及原因：一是指标不够细化；二是进度偏慢。"
        "下一步改进措施：加强培训。\n"
        "数据采集项目绩效自评综述：全年预算数为10万元，执行数为10万元，完成预算的100%。项目绩效目标完成情况：已全部完成。"
    )
    found = narratives(text, "十四、预算绩效情况说明", SectionRole.PERFORMANCE)
    assert [one.project for one in found if one.project] == [
        Project("档案修复", Decimal("18.5"), "万元", "", "一是修复破损档案3000页；二是完成扫描"),
        Project("数据采集", Decimal("10"), "万元", "", "已全部完成"),
    ]
    assert [(str(one.kind), one.text) for one in found if not one.project] == [
        ("problem", "指标不够细化"),
        ("problem", "进度偏慢"),
        ("measure", "加强培训"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "（一）档案修复项目。该项目全年预算20.00万元，实际支出18.50万元，执行率92.5%。主要用于修复破损档案。",
            Project("档案修复", Decimal("18.50"), "万元", "修复破损档案", ""),
        ),
        (
            "1.防汛物资储备项目：2024年预算安排资金20.00万元，实际支出19.00万元，主要用于采购编织袋。取得的成效：储备充足。",
            Project("防汛物资储备", Decimal("19.00"), "万元", "采购编织袋", "储备充足"),
        ),
        (
            "3.老旧管网改造工程：下达资金320.00万元，支出310.00万元，预算执行率96.88%。主要用于更换管网。绩效目标完成情况：更换12公里。",
            Project("老旧管网改造工程", Decimal("310.00"), "万元", "更换管网", "更换12公里"),
        ),
        (
            "项目绩效自评综述：古籍修复项目自评得分95分。全年预算数10.00万元，执行数9.80万元，完成预算的98%。主要产出和效果：修复120册。",
            Project("古籍修复", Decimal("9.80"), "万元", "", ""),
        ),
    ],
)
def test_a_paragraph_that_opens_with_the_name_alone(text: str, expected: Project) -> None:
    assert projects(text, title="（二）部门绩效自评结果") == [expected]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("组织对“乡村振兴”“河道保洁”等2个项目开展了部门评价，涉及一般公共预算支出100万元。", SectionRole.PERFORMANCE),
        (
            "年中追加档案修复、数据采集、库房改造等项目，实际支出263万元。项目实施及绩效情况如下：",
            SectionRole.PERFORMANCE,
        ),
        ("1.项目资金：全年预算20.00万元，实际支出18.50万元，执行率92.5%。", SectionRole.PERFORMANCE),
        ("会议费支出2万元，主要用于召开全县档案工作会议。", SectionRole.PERFORMANCE),
        ("公务接待费支出0.39万元，主要用于接待上级部门。", SectionRole.EXPLANATION),
        ("人员经费300万元，主要用于发放工资。", SectionRole.EXPLANATION),
        ("2.“卫生健康支出”科目467万元，主要用于缴纳医疗保险等支出。", SectionRole.EXPLANATION),
        ("一般公共服务支出年初预算为300万元，支出决算为310万元，完成年初预算的103.33%。", SectionRole.PERFORMANCE),
    ],
)
def test_no_project(text: str, role: SectionRole) -> None:
    assert projects(text, role=role) == []


def explained(title: str, overview: str, plan: str) -> list[Narrative]:
    sections = [
        section(title, title, 0),
        section(overview, "一、项目概况", 1, 0, SectionRole.OVERVIEW),
        section("根据上级建议和文件要求。", "二、立项依据", 2, 0),
        section(plan, "六、年度预算安排", 3, 0),
    ]
    return list(find_narratives(disclosure(sections, 2025, DisclosureKind.BUDGET)))


def test_a_budgets_project_with_its_name_in_the_heading() -> None:
    found = explained("建议提案办理工作经费项目经费情况说明", "主要用于印制材料。", "2025年度预算安排30万元。")
    assert [(one.kind, one.project) for one in found] == [
        (NarrativeKind.PROJECT, Project("建议提案办理工作经费", Decimal("30"), "万元", "印制材料", ""))
    ]


def test_a_budgets_project_with_its_name_in_the_text() -> None:
    found = explained(
        "项目经费情况说明",
        "由青河县档案馆建设的青河县档案馆新馆工程，位于文昌路，建筑面积13459平方米。",
        "第一季度用款计划15万元，第二季度用款计划15万元。",
    )
    assert [one.project for one in found] == [Project("青河县档案馆新馆工程", None, "", "", "")]


def test_a_budgets_project_without_a_name_is_left_alone() -> None:
    assert explained("项目经费情况说明", "详见附件。", "详见附件。") == []


def test_the_description_says_where_it_stands() -> None:
    text = "库房改造项目支出5万元，主要用于更换\n门窗。"
    (one,) = narratives(text, "（1）库房改造项目", SectionRole.PERFORMANCE)
    assert f"（1）库房改造项目\n{text}"[one.char_start : one.char_end] == one.text
    assert one.text.startswith("库房改造项目支出5万元")


DONE = "建成分类收集亭190处，92个村实现垃圾积分兑换。"
TOLD = [
    "1、乡村小规模学校校舍修缮：全年支出241.00万元，主要用于更换破损门窗和屋面。完成情况：" + DONE,
    "（3）乡村小规模学校校舍修缮。全年执行数241.00万元，用于更换破损门窗和屋面。绩效目标完成情况：" + DONE,
    "（2）乡村小规模学校校舍修缮：当年支出241.00万元，主要用于更换破损门窗和屋面。绩效目标完成情况：" + DONE,
    "4.乡村小规模学校校舍修缮。项目支出241.00万元，主要用于更换破损门窗和屋面。取得的成效：" + DONE,
    "4.乡村小规模学校校舍修缮支出241.00万元，资金主要用于更换破损门窗和屋面。绩效目标实现情况：" + DONE,
    "2.乡村小规模学校校舍修缮绩效自评综述：全年执行数为241.00万元，资金用于更换破损门窗和屋面。完成情况：" + DONE,
    "（1）乡村小规模学校校舍修缮自评情况：全年支出241.00万元，主要用于更换破损门窗和屋面。完成情况：" + DONE,
    "（1）乡村小规模学校校舍修缮。该项目支出241.00万元，主要用于更换破损门窗和屋面。完成情况：" + DONE,
    "一是乡村小规模学校校舍修缮，项目支出241.00万元，主要用于更换破损门窗和屋面。取得的成效：" + DONE,
    "（2）乡村小规模学校校舍修缮项目开支241.00万元，主要用于更换破损门窗和屋面。完成情况：" + DONE,
]
BELOW = [
    "该项目全年支出241.00万元，主要用于更换破损门窗和屋面。完成情况：" + DONE,
    "乡村小规模学校校舍修缮全年支出241.00万元，主要用于更换破损门窗和屋面。绩效目标完成情况如下：" + DONE,
    "本年度乡村小规模学校校舍修缮支出241.00万元，资金用于更换破损门窗和屋面。取得的成效：" + DONE,
    "全年支出241.00万元，主要用于更换破损门窗和屋面。完成情况：" + DONE,
    "项目内容：更换破损门窗和屋面。全年支出241.00万元。完成情况：" + DONE,
]
REPAIRS = Project("乡村小规模学校校舍修缮", Decimal("241.00"), "万元", "更换破损门窗和屋面", DONE.rstrip("。"))


@pytest.mark.parametrize("text", TOLD)
def test_a_numbered_item_names_a_project_whatever_it_is_called(text: str) -> None:
    assert projects(text, title="（二）项目绩效自评结果") == [REPAIRS]


@pytest.mark.parametrize("text", BELOW)
def test_a_heading_names_a_project_whatever_it_is_called(text: str) -> None:
    assert projects(text, title="（二）乡村小规模学校校舍修缮") == [REPAIRS]


@pytest.mark.parametrize(
    "text",
    [
        "1.社会保障和就业支出44.12万元，主要用于单位缴纳养老保险。",
        "（2）人员经费：全年支出800万元，主要用于发放工资。",
        "3.“三公”经费：全年支出3万元，主要用于公务用车运行。",
        "2.办公费支出12万元，主要用于购买纸张。",
    ],
)
def test_an_account_with_its_purpose_is_no_project(text: str) -> None:
    assert projects(text, title="二、部门整体支出绩效") == []
