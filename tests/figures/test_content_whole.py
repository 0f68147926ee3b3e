"""The whole of a disclosure: years, names of units and of accounts, lists, one thing in two places, what is not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from miner.model import (
    CellState,
    CheckVerdict,
    Disclosure,
    DisclosureKind,
    HealthVerdict,
    IdentityEvidence,
    PageHealth,
    SectionRole,
    StatutoryTable,
)
from tests.figures.content import broken, checks, verdicts
from tests.figures.qinghe import BASIC, GENERAL, TABLES, THREE_PUBLIC, qinghe, with_amount

SUMMARY_TITLE = "一、收入支出决算总体情况说明"
GENERAL_TITLE = "五、一般公共预算财政拨款支出决算情况说明"
BASIC_TITLE = "六、一般公共预算财政拨款基本支出决算情况说明"
THREE = "九、“三公”经费财政拨款支出决算情况说明"
ASSETS = "十三、国有资产占用情况说明"
ITEMS = "（三）一般公共预算财政拨款支出决算具体情况"
ABOUT = "一、部门基本情况"
FORESTS = "农林水支出（类）林业和草原（款）森林资源培育（项）"
OFFICE = "农林水支出（类）林业和草原（款）行政运行（项）"
MATTERS = (
    "机关运行经费支出70万元。政府采购支出0万元。年末共有车辆5辆。绩效自评项目3个。“三公”经费支出9.50万元。"
    "财政拨款收入：指本级财政当年拨付的资金。"
)


def said(text: str, rule: str, title: str) -> list[list[str]]:
    return broken(qinghe((2, title, text)), rule)


# ---------------------------------------------------------------------------------------------------------------- years


@pytest.mark.parametrize(
    "text",
    [
        "2023年度收入总计530万元，支出总计530万元。",
        "2023年度收入、支出总计均为530.00万元。",
        "本说明所称2023年度部门决算编制范围包括局机关。",
        "2022年度政府采购支出0万元。",
        "（一）2023年度“三公”经费财政拨款支出决算为9.50万元。",
    ],
)
def test_the_year_before_where_this_one_belongs_is_shown(text: str) -> None:
    year = "2022" if "2022" in text else "2023"
    assert said(text, "YEAR", SUMMARY_TITLE) == [[year]]


@pytest.mark.parametrize(
    "text",
    [
        "2024年度收入总计530万元，2023年度收入总计500万元。",
        "2023年度收入总计500万元，2024年度收入总计530万元，增长6%。",
        "与2023年度收入总计相比，增加30万元。",
        "2023年度收入总计较2022年度增加20万元。",
        "2023年度部门决算审计发现的问题已整改到位。",
        "2023年度财政拨款结转资金30万元已全部使用。",
        "2018年度本部门财政拨款支出口径与现行口径不同。",
        "2025年度部门预算收入已经批复。",
    ],
)
def test_a_year_that_is_compared_with_or_told_of_may_be_another(text: str) -> None:
    assert said(text, "YEAR", SUMMARY_TITLE) == []


def test_results_of_work_are_told_of_any_year() -> None:
    text = "2023年度财政拨款造林项目成活率为92%。"
    assert broken(qinghe((2, "十四、预算绩效情况说明", text, SectionRole.PERFORMANCE)), "YEAR") == []
    assert broken(qinghe((2, SUMMARY_TITLE, text)), "YEAR") == [["2023"]]


OWN_AMOUNT = [with_amount(t, "合计", "本年支出 / 小计", "485.37") if t is GENERAL else t for t in TABLES]


def test_this_years_amount_under_another_year_is_shown_with_its_cell() -> None:
    text = "2023年，本部门一般公共预算财政拨款支出485.37万元。"
    cell = "一般公共预算财政拨款支出决算表·合计·本年支出 / 小计：485.37"
    assert broken(qinghe((2, GENERAL_TITLE, text), tables=OWN_AMOUNT), "YEAR") == [["2023", "485.37万元", cell]]


@pytest.mark.parametrize(
    "text",
    [
        "2024年一般公共预算财政拨款支出485.37万元，2023年一般公共预算财政拨款支出485.37万元。",
        "与2023年一般公共预算财政拨款支出485.37万元持平。",
        "2023年，本部门一般公共预算财政拨款支出485.73万元。",
        "2023年，本部门一般公共预算财政拨款支出485万元。",
    ],
)
def test_the_same_amount_in_both_years_and_an_amount_of_few_digits_tell_no_year(text: str) -> None:
    assert broken(qinghe((2, GENERAL_TITLE, text), tables=OWN_AMOUNT), "YEAR") == []


# ------------------------------------------------------------------------------------------------------- names of units


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青河县水利局主要职责是贯彻执行水利工作方针政策。", "青河县水利局"),
        ("青河县教育局共有预算单位12个。", "青河县教育局"),
        ("纳入青河县水利局2024年度部门决算编制范围的单位共3个。", "青河县水利局"),
        ("青河县农业农村局内设5个股室。", "青河县农业农村局"),
    ],
)
def test_another_unit_that_speaks_of_itself_is_shown(text: str, name: str) -> None:
    assert said(text, "WHOSE", ABOUT) == [[name]]


@pytest.mark.parametrize(
    "text",
    [
        "青河县林业局主要职责是贯彻执行林业工作方针政策。",
        "青河县林业局机关内设办公室、造林股。",
        "青河县林业和草原局共有预算单位3个。",
        "配合青河县水利局开展河岸林管护。",
        "由青河县财政局2024年度统一拨付造林资金。",
        "根据青河县财政局2024年度部门决算公开工作要求编制。",
        "青河县自然资源局、青河县水利局派员参加造林验收。",
        "白石县水利局主要职责是贯彻执行水利工作方针政策。",
    ],
)
def test_this_unit_and_units_that_it_deals_with_are_no_other_units_text(text: str) -> None:
    assert said(text, "WHOSE", ABOUT) == []


def test_a_unit_below_this_one_may_speak_of_itself() -> None:
    text = "青河县苗圃管理站主要职责是培育良种壮苗。"
    listed = (2, "二、部门决算单位构成", "本部门所属单位包括：\n1.青河县苗圃管理站\n2.青河县护林站")
    assert broken(qinghe((2, ABOUT, text)), "WHOSE") == [["青河县苗圃管理站"]]
    assert broken(qinghe((2, ABOUT, text), listed), "WHOSE") == []


def named(own: str, other: str) -> Disclosure:
    document = qinghe((2, THREE, "公务接待费支出3.00万元。"))
    evidence = tuple(
        IdentityEvidence("department", value, origin, f"单位名称：{value}", page)
        for page, (value, origin) in enumerate(((own, "cover"), (other, "table_head")), 1)
    )
    return replace(document, identity=replace(document.identity, evidence=evidence))


@pytest.mark.parametrize("other", ["青河县林业居", "清河县林业局", "青河林业局"])
def test_the_units_name_with_a_slip_is_shown_beside_the_right_one(other: str) -> None:
    assert broken(named("青河县林业局", other), "WHOSE-NAME") == [[f"单位名称：{other}", "单位名称：青河县林业局"]]


@pytest.mark.parametrize(
    "other", ["青河县林业局", "青河县林业局（本级）", "青河县林业局机关", "林业局", "青河县财政国库支付中心"]
)
def test_a_longer_a_shorter_and_another_name_are_no_slip(other: str) -> None:
    assert broken(named("青河县林业局", other), "WHOSE-NAME") == []


# ---------------------------------------------------------------------------------------------------- names of accounts


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("农林水支出（类）林业和草原（款）森林资源培养（项）", "森林资源培育·本年支出 / 小计：135.00"),
        (
            "社会保障和就业支出（类）养老支出（款）机关事业单位基本养老保险缴费支出（项）",
            "机关事业单位基本养老保险缴费支出·本年支出 / 小计：40.00",
        ),
    ],
)
def test_an_account_that_is_not_classified_so_is_shown_with_its_row(path: str, row: str) -> None:
    cell = f"一般公共预算财政拨款支出决算表·{row}"
    assert said(f"1.{path}支出决算为135万元。", "NAME", ITEMS) == [[path, cell]]
    assert said(f"1.{path}支出决算为135万元。", "NAME-OLD", ITEMS) == []


@pytest.mark.parametrize(
    "path", ["农林水支出（类）林业和草原（款）森林培育（项）", "农林水支出（类）林业（款）森林资源培育（项）"]
)
def test_an_account_with_a_name_of_former_years_is_shown_with_its_row(path: str) -> None:
    cell = "一般公共预算财政拨款支出决算表·森林资源培育·本年支出 / 小计：135.00"
    assert said(f"1.{path}支出决算为135万元。", "NAME-OLD", ITEMS) == [[path, cell]]
    assert said(f"1.{path}支出决算为135万元。", "NAME", ITEMS) == []


@pytest.mark.parametrize(
    "path",
    [
        FORESTS,
        OFFICE,
        "农林水（类）林业和草原（款）行政运行（项）",
        "农林水支出（类）森林资源培育（项）",
        "一般公共服务支出（类）政府办公厅(室)及相关机构事务（款）行政运行（项）",
        "农林水支出（类）",
    ],
)
@pytest.mark.parametrize("rule", ["NAME", "NAME-OLD"])
def test_an_account_named_as_classified_or_in_short_is_right(path: str, rule: str) -> None:
    assert said(f"1.{path}支出决算为135万元。", rule, ITEMS) == []


def test_an_old_name_was_right_in_its_year() -> None:
    text = "1.农林水支出（类）林业和草原（款）森林培育（项）支出决算为135万元。"
    document = qinghe((2, ITEMS, text))
    of_2019 = replace(document, identity=replace(document.identity, fiscal_year=2019))
    assert [len(broken(one, "NAME-OLD")) for one in (document, of_2019)] == [1, 0]


# ---------------------------------------------------------------------------------------------------------------- lists


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("公用经费70万元，主要包括：办公费、印刷费、会议费等。", "印刷费"),
        ("人员经费和公用经费350万元，主要包括基本工资、津贴补贴、退休费、资本性支出。", "资本性支出"),
    ],
)
def test_an_account_that_is_listed_though_it_is_blank_is_shown_with_its_cell(text: str, name: str) -> None:
    cell = f"一般公共预算财政拨款基本支出决算表·{name}·决算数：—"
    assert said(text, "LIST", BASIC_TITLE) == [[name, cell]]


@pytest.mark.parametrize(
    "text",
    [
        "人员经费280万元，主要包括：基本工资、津贴补贴、退休费。",
        "公用经费70万元，主要包括：办公费、印刷、会议费等。",
        "公用经费支出中没有印刷费，有办公费。",
        "公用经费70万元，其中印刷费、维修费由上级单位负担。",
        "局机关举办了办公费、会议费、印刷费报销知识讲座。",
    ],
)
def test_lists_of_what_was_spent_and_other_runs_of_names_are_right(text: str) -> None:
    assert said(text, "LIST", BASIC_TITLE) == []


def test_an_account_that_the_list_leaves_out_is_shown() -> None:
    text = "人员经费280万元，主要包括：基本工资、退休费、工资福利支出。"
    cell = "一般公共预算财政拨款基本支出决算表·津贴补贴·决算数：110.00"
    assert said(text, "LIST-SHORT", BASIC_TITLE) == [["基本工资、退休费、工资福利支出", cell]]


@pytest.mark.parametrize(
    "text",
    [
        "人员经费280万元，主要包括：基本工资、津贴补贴、退休费。",
        "基本支出350万元，主要包括：基本工资、退休费、办公费。",
        "人员经费280万元，主要包括基本工资等。",
    ],
)
def test_a_whole_list_a_mixed_one_and_a_single_name_leave_nothing_out(text: str) -> None:
    assert said(text, "LIST-SHORT", BASIC_TITLE) == []


# ----------------------------------------------------------------------------------------------- one thing in two places


def cars(kept: str, owned: str) -> Disclosure:
    return qinghe((2, THREE, kept), (2, ASSETS, owned))


@pytest.mark.parametrize(
    ("kept", "owned", "rule"), [("6辆", "5辆", "CARS"), ("3辆", "5辆", "CARS-FEWER"), ("1辆", "10辆", "CARS-FEWER")]
)
def test_cars_kept_that_are_not_the_cars_owned_are_shown_with_these(kept: str, owned: str, rule: str) -> None:
    text = f"年末公务用车保有量为{kept}。"
    document = cars(text, f"年末共有车辆{owned}，其中：机要通信用车1辆、应急保障用车4辆。")
    assert broken(document, rule) == [[kept, owned]]
    assert broken(document, "CARS" if rule == "CARS-FEWER" else "CARS-FEWER") == []


@pytest.mark.parametrize(
    ("kept", "owned"),
    [
        ("年末公务用车保有量为5辆。", "年末共有车辆5辆，其中：机要通信用车1辆、应急保障用车4辆。"),
        ("购置公务用车6辆，年末公务用车保有量5辆。", "年末共有车辆5辆，其中：其他用车5辆；新增车辆6辆。"),
        ("2023年末公务用车保有量7辆，年末公务用车保有量5辆。", "年末共有车辆5辆。"),
        ("年末公务用车保有量为5辆。", "单价100万元以上设备3台，年末没有其他车辆。"),
    ],
)
@pytest.mark.parametrize("rule", ["CARS", "CARS-FEWER"])
def test_cars_bought_cars_of_another_year_and_machines_are_not_compared(kept: str, owned: str, rule: str) -> None:
    assert broken(cars(kept, owned), rule) == []


def stated(one: str, other: str) -> Disclosure:
    return qinghe((2, ITEMS, one), (2, "（四）一般公共预算财政拨款支出决算补充说明", other))


def test_one_budget_with_two_amounts_is_shown() -> None:
    document = stated(f"1.{FORESTS}年初预算为120万元。", f"1.{FORESTS}年初预算为150万元。")
    assert broken(document, "TWICE") == [["120万元", "150万元"]]


def test_last_years_amount_of_an_item_stated_twice_is_shown() -> None:
    text = "公务接待费2023年决算数为{}万元。"
    document = qinghe((2, THREE, text.format("4.00")), (2, "十、“三公”经费增减变动情况说明", text.format("5.00")))
    assert broken(document, "TWICE") == [["4.00万元", "5.00万元"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"1.{FORESTS}年初预算为120万元。", f"1.{FORESTS}年初预算为120.00万元。"),
        (f"1.{FORESTS}年初预算为120万元。", f"1.{FORESTS}年初预算为120.4万元。"),
        (f"1.{FORESTS}年初预算为120万元。", f"1.{FORESTS}年初预算为1200000元。"),
        (f"1.{FORESTS}年初预算为120万元。", f"1.{FORESTS}全年预算为150万元。"),
        (f"1.{FORESTS}年初预算为120万元。", f"1.{OFFICE}年初预算为150万元。"),
        (f"1.{FORESTS}2023年决算数为120万元。", f"1.{FORESTS}2022年决算数为150万元。"),
    ],
)
def test_an_amount_rounded_of_another_unit_budget_account_or_year_is_not_a_second_one(one: str, other: str) -> None:
    assert broken(stated(one, other), "TWICE") == []


def test_one_purpose_of_two_accounts_is_shown_at_both() -> None:
    purpose = "全县造林绿化、苗木采购和抚育管护"
    text = f"1.{FORESTS}支出决算为135万元，主要用于{purpose}。\n2.{OFFICE}支出决算为250万元，主要用于：{purpose}。"
    assert said(text, "PURPOSE", ITEMS) == [[purpose, purpose]]


@pytest.mark.parametrize(
    ("account", "one", "other"),
    [
        (OFFICE, "全县造林绿化、苗木采购和抚育管护", "全县造林绿化、苗木采购和抚育检查"),
        (OFFICE, "人员工资", "人员工资"),
        (FORESTS, "全县造林绿化、苗木采购和抚育管护", "全县造林绿化、苗木采购和抚育管护"),
    ],
)
def test_another_purpose_a_short_one_and_one_said_again_of_its_account_are_right(
    account: str, one: str, other: str
) -> None:
    text = f"1.{FORESTS}支出决算为135万元，主要用于{one}。\n2.{account}支出决算为250万元，主要用于{other}。"
    assert said(text, "PURPOSE", ITEMS) == []


# -------------------------------------------------------------------------------------------------------- what is missing


def whole(tables: Sequence[StatutoryTable] = TABLES, text: str = MATTERS) -> Disclosure:
    return qinghe((2, "第二部分 决算情况说明", text), tables=tables)


def without(*left: StatutoryTable) -> list[StatutoryTable]:
    return [table for table in TABLES if table not in left]


def blanked(table: StatutoryTable, *, declared: bool = False) -> list[StatutoryTable]:
    """The tables with one printed without any number."""
    cells = tuple(replace(cell, raw="", value=None, state=CellState.BLANK) for cell in table.cells)
    blank = replace(table, cells=cells, empty=True, declared_empty=declared)
    return [blank if one is table else one for one in TABLES]


def test_a_table_that_is_not_there_is_shown_with_the_one_before_its_place() -> None:
    assert broken(whole(without(THREE_PUBLIC)), "TABLE-MISSING") == [
        ["“三公”经费支出决算表", "一般公共预算财政拨款基本支出决算表"]
    ]


def test_a_missing_table_that_the_contents_announce_is_quoted_from_these() -> None:
    line = "六、一般公共预算财政拨款基本支出决算表"
    document = replace(whole(without(BASIC)), contents=("五、收入决算表", line))
    assert broken(document, "TABLE-MISSING") == [[line, "一般公共预算财政拨款支出决算表"]]
    (check,) = (one for one in checks(document) if one.rule == "TABLE-MISSING")
    assert [evidence.role for evidence in check.evidence] == [BASIC.kind.value, "before"]


def test_tables_that_are_all_there_miss_nothing_and_need_no_state_capital() -> None:
    assert verdicts(whole(), "TABLE-MISSING") == [CheckVerdict.PASS]


def test_a_table_printed_without_its_amounts_is_shown() -> None:
    assert broken(whole(blanked(BASIC)), "TABLE-BLANK") == [["一般公共预算财政拨款基本支出决算表"]]


@pytest.mark.parametrize("tables", [TABLES, blanked(BASIC, declared=True), blanked(THREE_PUBLIC)])
def test_a_table_said_to_be_empty_and_one_of_three_public_money_may_be_blank(tables: list[StatutoryTable]) -> None:
    assert verdicts(whole(tables), "TABLE-BLANK") == [CheckVerdict.PASS]


@pytest.mark.parametrize(
    ("left_out", "name"),
    [
        ("机关运行经费支出70万元。", "机关运行经费"),
        ("政府采购支出0万元。", "政府采购"),
        ("年末共有车辆5辆。", "国有资产占用"),
        ("绩效自评项目3个。", "预算绩效"),
        ("“三公”经费支出9.50万元。", "“三公”经费"),
        ("财政拨款收入：指本级财政当年拨付的资金。", "名词解释"),
    ],
)
def test_a_matter_that_is_spoken_of_nowhere_is_named(left_out: str, name: str) -> None:
    assert broken(whole(text=MATTERS.replace(left_out, "")), "MATTER") == [[name]]


@pytest.mark.parametrize(
    "text", [MATTERS, MATTERS.replace("车辆5辆", "公务用车0辆"), MATTERS.replace("年末共有车辆5辆", "国有资产占用为零")]
)
def test_matters_are_found_in_other_words_too(text: str) -> None:
    assert broken(whole(text=text), "MATTER") == []


def test_a_matter_may_be_spoken_of_beside_the_prose() -> None:
    text = MATTERS.replace("财政拨款收入：指本级财政当年拨付的资金。", "")
    terms = (2, "第四部分 名词解释", "事业收入：指事业单位取得的收入。", SectionRole.TERMS)
    assert broken(qinghe((2, "第二部分 决算情况说明", text), terms), "MATTER") == []


_SICK = PageHealth(HealthVerdict.SCANNED, 0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("rule", ["TABLE-MISSING", "TABLE-BLANK", "MATTER"])
@pytest.mark.parametrize(
    "document",
    [
        whole(TABLES[:4], ""),
        qinghe((2, "第二部分 预算情况说明", ""), tables=without(BASIC), kind=DisclosureKind.BUDGET),
        replace(whole(without(BASIC), ""), health=(_SICK,)),
        whole([replace(table, unread=table is GENERAL) for table in without(BASIC)], ""),
    ],
    ids=["few tables", "a budget", "a scanned page", "a table that was not read"],
)
def test_nothing_is_called_missing_where_not_all_was_read(document: Disclosure, rule: str) -> None:
    assert verdicts(document, rule) == [CheckVerdict.NOT_APPLICABLE]


def test_no_matter_is_called_missing_without_the_explanation() -> None:
    document = qinghe((2, "第一部分 部门概况", "本部门负责造林绿化。", SectionRole.OVERVIEW))
    assert verdicts(document, "MATTER") == [CheckVerdict.NOT_APPLICABLE]
    assert verdicts(document, "TABLE-MISSING") == [CheckVerdict.PASS]
