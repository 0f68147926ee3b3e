"""Forms of several regions, invented, through outline, identity and tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from miner.disclosure.regions import region_of
from miner.model import DisclosureKind, Outcome, Scope, SectionRole, TableKind
from tests.disclosure import forms
from tests.disclosure.forms import understand


def test_sichuan_puts_the_tables_last_and_its_contents_have_leaders(tmp_path: Path) -> None:
    found = understand(forms.SICHUAN, tmp_path)
    assert found.identity.department == "青河县档案馆"
    assert found.identity.region == "青河县"
    assert (found.identity.fiscal_year, found.identity.kind) == (2023, DisclosureKind.FINAL_ACCOUNTS)
    assert found.identity.scope is Scope.UNIT
    assert found.contents[0] == "第一部分单位概况"
    assert found.contents[-1] == "一、收入支出决算总表"
    titles = [section.title for section in found.sections]
    assert titles.count("一、主要职责") == 1, "the contents are not sections"
    assert found.sections[0].title == "第一部分单位概况"
    assert [table.kind for table in found.tables] == [TableKind.INCOME_EXPENDITURE_SUMMARY]
    assert found.outcome is Outcome.COMPLETE, found.problems


def test_chongqing_has_no_parts(tmp_path: Path) -> None:
    found = understand(forms.CHONGQING, tmp_path)
    assert found.identity.department == "重庆市江岭区水务局"
    assert found.identity.region == "重庆市江岭区"
    general = next(section for section in found.sections if section.title == "1.总体情况")
    assert [above.title for above in found.ancestors(general)] == [
        "二、部门决算情况说明",
        "（一）收入支出决算总体情况说明",
    ]
    assert general.role is SectionRole.EXPLANATION
    terms = next(section for section in found.sections if section.title == "（一）财政拨款收入")
    assert terms.role is SectionRole.TERMS


def test_xinjiang_prints_titles_in_angle_brackets(tmp_path: Path) -> None:
    found = understand(forms.XINJIANG, tmp_path)
    (table,) = found.tables
    assert table.kind is TableKind.INCOME
    assert table.unit == "万元"
    cell = next(cell for cell in table.cells if cell.row_code == "2070101" and cell.column == "财政拨款收入")
    assert str(cell.value) == "300.00"
    assert found.identity.department == "临江县文体广电和旅游局"


def test_a_whole_government_is_told_apart(tmp_path: Path) -> None:
    found = understand(forms.GOVERNMENT, tmp_path)
    assert found.identity.kind is DisclosureKind.GOVERNMENT_ACCOUNTS
    assert found.outcome is Outcome.FAILED
    assert "政府" in found.problems[-1].message


def test_a_page_of_links_is_no_disclosure(tmp_path: Path) -> None:
    found = understand(forms.LINKS, tmp_path)
    assert found.identity.kind is DisclosureKind.OTHER
    assert found.outcome is Outcome.FAILED


def test_the_file_name_is_not_believed_but_its_disagreement_is_told(tmp_path: Path) -> None:
    found = understand(forms.SICHUAN, tmp_path, "某局_2019年度决算.txt")
    assert found.identity.fiscal_year == 2023
    assert any("2019" in problem.message for problem in found.problems)


def test_a_missing_part_is_named(tmp_path: Path) -> None:
    found = understand(forms.SICHUAN.replace("第三部分 名词解释\n1.财政拨款收入", "财政拨款收入"), tmp_path)
    (problem,) = [problem for problem in found.problems if problem.component == "outline"]
    assert "名词解释" in problem.message


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("株洲市天元区机关事务服务中心", "株洲市天元区"),
        ("上海市财政局", "上海市"),
        ("青河县市场监督管理局", "青河县"),
        ("临江区城市管理和综合执法局", "临江区"),
        ("重庆市江岭区水务局", "重庆市江岭区"),
        ("四川省人民政府办公厅", "四川省"),
        ("恩施土家族苗族自治州利川市教育局", "恩施土家族苗族自治州利川市"),
        ("新疆维吾尔自治区昌吉回族自治州玛纳斯县审计局", "新疆维吾尔自治区昌吉回族自治州玛纳斯县"),
        ("内蒙古自治区锡林郭勒盟西乌珠穆沁旗林业局", "内蒙古自治区锡林郭勒盟西乌珠穆沁旗"),
        ("岭海市人民检察院", "岭海市"),
        ("青河县民政局", "青河县"),
        ("青河县委办公室", "青河县"),
        ("临江区委组织部", "临江区"),
        ("市民服务中心", ""),
        ("县市场监督管理局", ""),
        ("市政工程管理处", ""),
        ("社区矫正管理局", ""),
        ("档案馆", ""),
    ],
)
def test_region_of_a_name(name: str, region: str) -> None:
    assert region_of(name) == region
