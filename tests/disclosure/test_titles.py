"""What the titles of tables and sections mean, in the wordings of many regions."""

from __future__ import annotations

import pytest

from miner.disclosure.titles import UNIT, is_table_title, section_role, table_kind
from miner.model import SectionRole, TableKind

KINDS = {
    "收入支出决算总表": TableKind.INCOME_EXPENDITURE_SUMMARY,
    "2023年度收支决算总表": TableKind.INCOME_EXPENDITURE_SUMMARY,
    "2025年部门财务收支预算总表": TableKind.INCOME_EXPENDITURE_SUMMARY,
    "部门收支总表": TableKind.INCOME_EXPENDITURE_SUMMARY,
    "《收入决算表》": TableKind.INCOME,
    "2025年部门收入预算总表": TableKind.INCOME,
    "支出决算表": TableKind.EXPENDITURE,
    "部门支出总表": TableKind.EXPENDITURE,
    "财政拨款收入支出决算总表": TableKind.FISCAL_APPROPRIATION_SUMMARY,
    "财政拨款收支预算总表": TableKind.FISCAL_APPROPRIATION_SUMMARY,
    "一般公共预算财政拨款支出决算表（按功能分类科目）": TableKind.GENERAL_BUDGET_EXPENDITURE,
    "2025年部门一般公共预算支出功能分类预算表": TableKind.GENERAL_BUDGET_EXPENDITURE,
    "一般公共预算财政拨款基本支出决算明细表": TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE,
    "一般公共预算财政拨款基本支出决算表（按经济分类科目）": TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE,
    "一般公共预算财政拨款收入支出决算表": TableKind.GENERAL_BUDGET_EXPENDITURE,
    "一般公共预算支出表": TableKind.GENERAL_BUDGET_EXPENDITURE,
    "五、一般公共预算基本支出表": TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE,
    "表7.政府性基金预算支出表": TableKind.GOVERNMENT_FUND,
    "机构运行信息表": TableKind.THREE_PUBLIC,
    "财政拨款“三公”经费支出决算表": TableKind.THREE_PUBLIC,
    "财政拨款“三公”经费及会议费、培训费支出决算表": TableKind.THREE_PUBLIC,
    "政府性基金预算财政拨款收入支出决算表": TableKind.GOVERNMENT_FUND,
    "国有资本经营预算财政拨款支出决算表": TableKind.STATE_CAPITAL,
    "政府性基金预算财政拨款“三公”经费支出决算表": TableKind.OTHER,
    "一般公共预算财政拨款项目支出决算表": TableKind.OTHER,
    "财政拨款支出决算明细表": TableKind.OTHER,
    "国有资产使用情况表": TableKind.OTHER,
    "部门整体支出绩效自评表": TableKind.OTHER,
    "政府采购情况表": TableKind.OTHER,
    "一般公共预算机关运行经费支出决算表": TableKind.OTHER,
    "会议费支出决算表": TableKind.OTHER,
    "青河县民政局支出决算表": TableKind.EXPENDITURE,
    "2025年预算单位支出预算总表": TableKind.EXPENDITURE,
}


@pytest.mark.parametrize(("title", "kind"), KINDS.items(), ids=KINDS)
def test_a_title_tells_the_kind(title: str, kind: TableKind) -> None:
    assert is_table_title(title)
    assert table_kind(title) is kind


@pytest.mark.parametrize(
    "text",
    [
        "注：本表反映部门本年度的总收支情况。",
        "具体见附表",
        "全国人大代表",
        "收入决算情况说明",
        "报表",
        "根据决算报表，支出增加。",
    ],
)
def test_other_lines_are_no_titles(text: str) -> None:
    assert not is_table_title(text)


def test_a_unit_of_money_is_no_unit_of_people() -> None:
    unit = UNIT.search("部门：青河县民政局 金额单位：万元")
    assert unit is not None
    assert unit.group(1) == "万元"
    assert UNIT.search("单位：青河县民政局") is None


def test_roles_follow_titles_and_parents() -> None:
    assert section_role("第一部分 部门概况", None) is SectionRole.OVERVIEW
    assert section_role("第三部分 2024年度部门决算情况说明", None) is SectionRole.EXPLANATION
    assert section_role("十二、政府采购支出说明", SectionRole.EXPLANATION) is SectionRole.PROCUREMENT
    assert section_role("三、经营收入", SectionRole.TERMS) is SectionRole.TERMS
    assert section_role("七、存在的问题", SectionRole.PERFORMANCE) is SectionRole.PERFORMANCE
    assert section_role("（一）其他", None) is SectionRole.OTHER
