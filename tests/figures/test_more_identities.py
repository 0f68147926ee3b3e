"""Identities of funds, carry-overs and parts of a whole, and identities inside the prose.

Each passes on tables that tie, fails when one cell is changed (and shows that cell), and is not checked or does not
apply where a table is missing or empty. Each rule on sentences holds, breaks, and leaves alone what only looks like it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from miner.figures import Bench, check_identities, find_figures, link_figures
from miner.language.numbers import parse_cell
from miner.model import (
    CellRef,
    Check,
    CheckVerdict,
    Disclosure,
    DisclosureKind,
    SectionRole,
    StatutoryTable,
    TableKind,
)
from miner.narratives import find_narratives
from tests.factories import table, two_sided
from tests.figures.qinghe import EXPENDITURE, GENERAL, TABLES, THREE_PUBLIC, qinghe, with_amount
from tests.figures.qinghe import FUND as EMPTY_FUND

PASS, FAIL, ROUNDING = CheckVerdict.PASS, CheckVerdict.FAIL, CheckVerdict.ROUNDING
ABSENT, OPEN = CheckVerdict.NOT_APPLICABLE, CheckVerdict.NOT_CHECKED

FUND_COLUMN = "政府性基金预算财政拨款"
FISCAL = two_sided(
    TableKind.FISCAL_APPROPRIATION_SUMMARY,
    (
        ("一、一般公共预算财政拨款", "480.00"),
        ("二、政府性基金预算财政拨款", "90.00"),
        ("三、国有资本经营预算财政拨款", ""),
        ("本年收入合计", "570.00"),
        ("年初财政拨款结转和结余", "18.00"),
        ("一、一般公共预算财政拨款", "10.00"),
        ("二、政府性基金预算财政拨款", "8.00"),
        ("三、国有资本经营预算财政拨款", ""),
        ("总计", "588.00"),
    ),
    (
        ("一、一般公共服务支出", "60.00", "60.00", "", ""),
        ("八、社会保障和就业支出", "40.00", "40.00", "", ""),
        ("十一、城乡社区支出", "92.00", "", "92.00", ""),
        ("十二、农林水支出", "385.00", "385.00", "", ""),
        ("本年支出合计", "577.00", "485.00", "92.00", ""),
        ("年末财政拨款结转和结余", "11.00", "5.00", "6.00", ""),
        ("总计", "588.00", "490.00", "98.00", ""),
    ),
    ("合计", "一般公共预算财政拨款", FUND_COLUMN, "国有资本经营预算财政拨款"),
    title="财政拨款收入支出决算总表",
)
FUND = table(
    TableKind.GOVERNMENT_FUND,
    ("年初结转和结余", "本年收入", "本年支出 / 小计", "本年支出 / 基本支出", "本年支出 / 项目支出", "年末结转和结余"),
    (
        ("", "合计", ("8.00", "90.00", "92.00", "", "92.00", "6.00")),
        ("2120803", "城市建设支出", ("8.00", "90.00", "92.00", "", "92.00", "6.00")),
    ),
    title="政府性基金预算财政拨款收入支出决算表",
)
BASIC = table(
    TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE,
    ("决算数",),
    (
        ("302", "商品和服务支出", ("68.00",)),
        ("30212", "因公出国（境）费用", ("0.00",)),
        ("30217", "公务接待费", ("2.00",)),
        ("30231", "公务用车运行维护费", ("6.50",)),
        ("30299", "其他商品和服务支出", ("59.50",)),
        ("310", "资本性支出", ("2.00",)),
        ("31013", "公务用车购置", ("0.00",)),
        ("31099", "其他资本性支出", ("2.00",)),
    ),
    title="一般公共预算财政拨款基本支出决算表",
)
TIED = (EXPENDITURE, FISCAL, GENERAL, BASIC, FUND, THREE_PUBLIC)
CARRIED = range(5, 8)
"""Rows of the three funds below 年初财政拨款结转和结余."""
RULES = ("T04-4", "T04-7", "T07-1", "X9", "X10", "X12", "X13")


def checked(tables: Sequence[StatutoryTable], kind: DisclosureKind = DisclosureKind.FINAL_ACCOUNTS) -> list[Check]:
    """The checks of the rules that are tested here."""
    found = check_identities(Bench.read(qinghe(tables=tables, kind=kind), ()), (), ())
    return [check for check in found if check.rule in RULES]


def of_rule(checks: Sequence[Check], rule: str, words: str = "") -> list[CheckVerdict]:
    """The verdicts of a rule whose statements hold some words."""
    return [check.verdict for check in checks if check.rule == rule and words in check.statement]


def reprinted(made: StatutoryTable, row: int, column: str, raw: str) -> tuple[StatutoryTable, CellRef]:
    """A table with the cell of a row (counted from 0) and a column printed otherwise, and that cell."""
    state, value = parse_cell(raw)
    at = next(c.column_index for c in made.cells if (c.row_index, c.column) == (row, column))
    cells = tuple(
        replace(c, raw=raw, value=value, state=state) if (c.row_index, c.column_index) == (row, at) else c
        for c in made.cells
    )
    assert cells != made.cells
    return replace(made, cells=cells), CellRef(TIED.index(made), row, at)


def without(*kinds: TableKind) -> list[StatutoryTable]:
    return [made for made in TIED if made.kind not in kinds]


def instead(*others: StatutoryTable) -> list[StatutoryTable]:
    """The tables that tie, with these in the place of those of their kind."""
    by_kind = {other.kind: other for other in others}
    return [by_kind.get(made.kind, made) for made in TIED]


# --------------------------------------------------------------------------------------------------------------- tables


def test_tables_that_tie_pass() -> None:
    checks = checked(TIED)
    for rule in RULES:
        assert PASS in of_rule(checks, rule), rule
        assert {FAIL, ROUNDING, OPEN}.isdisjoint(of_rule(checks, rule)), rule
    assert of_rule(checks, "T04-7") == [PASS, PASS, ABSENT]  # there is no state capital
    assert of_rule(checks, "X10") == [PASS] * 4
    assert of_rule(checks, "X12") == [PASS] * 4


INCOME, TOTAL = "收入 / 决算数", "支出 / 合计"
SPENT, LEFT = "本年支出 / 小计", "年末结转和结余"
OWN_PARTS, OWN_BALANCE = "小计＝基本＋项目", "年初结转＋本年收入"


@pytest.mark.parametrize(
    ("made", "row", "column", "raw", "expected"),
    [
        pytest.param(FISCAL, 4, INCOME, "19.00", {("T04-4", "总计"), ("T04-4", "三类")}, id="carry-over"),
        pytest.param(FISCAL, 5, INCOME, "11.00", {("T04-4", "三类"), ("T04-7", "一般")}, id="general carry-over"),
        pytest.param(
            FISCAL, 6, INCOME, "9.00", {("T04-4", "三类"), ("T04-7", "基金"), ("X10", "年初")}, id="fund carry-over"
        ),
        pytest.param(FISCAL, 7, INCOME, "1.00", {("T04-4", "三类"), ("T04-7", "国有")}, id="state carry-over"),
        pytest.param(FISCAL, 0, INCOME, "481.00", {("T04-7", "一般")}, id="general income"),
        pytest.param(FISCAL, 1, INCOME, "91.00", {("T04-7", "基金"), ("X10", "本年收入")}, id="fund income"),
        pytest.param(
            FISCAL, 4, f"支出 / {FUND_COLUMN}", "93.00", {("T04-7", "基金"), ("X10", "本年支出")}, id="fund spending"
        ),
        pytest.param(FISCAL, 5, f"支出 / {FUND_COLUMN}", "7.00", {("T04-7", "基金"), ("X10", "年末")}, id="fund left"),
        pytest.param(FISCAL, 5, "支出 / 一般公共预算财政拨款", "4.00", {("T04-7", "一般")}, id="general left"),
        pytest.param(FISCAL, 4, TOTAL, "9.00", {("X13", "")}, id="all spending less than 三公"),
        pytest.param(
            FUND,
            0,
            SPENT,
            "93.00",
            {("T07-1", OWN_PARTS), ("T07-1", OWN_BALANCE), ("X10", "本年支出")},
            id="fund total",
        ),
        pytest.param(FUND, 1, SPENT, "29.00", {("T07-1", OWN_PARTS), ("T07-1", OWN_BALANCE)}, id="an account's total"),
        pytest.param(FUND, 1, "本年支出 / 项目支出", "91.00", {("T07-1", OWN_PARTS)}, id="an account's projects"),
        pytest.param(FUND, 1, LEFT, "5.00", {("T07-1", OWN_BALANCE)}, id="what an account has left"),
        pytest.param(FUND, 0, LEFT, "5.00", {("T07-1", OWN_BALANCE), ("X10", "年末")}, id="what is left"),
        pytest.param(FUND, 0, "年初结转和结余", "7.00", {("T07-1", OWN_BALANCE), ("X10", "年初")}, id="what there was"),
        pytest.param(FUND, 0, "本年收入", "99.00", {("T07-1", OWN_BALANCE), ("X10", "本年收入")}, id="what came in"),
        pytest.param(GENERAL, 4, "本年支出 / 项目支出", "161.00", {("X9", "")}, id="projects above all projects"),
        pytest.param(GENERAL, 1, "本年支出 / 小计", "60.10", {("X9", "")}, id="an account above the same account"),
        pytest.param(EXPENDITURE, 3, "基本支出", "249.00", {("X9", "")}, id="all below a part"),
        pytest.param(BASIC, 1, "决算数", "0.50", {("X12", "出国")}, id="abroad"),
        pytest.param(BASIC, 2, "决算数", "3.20", {("X12", "接待")}, id="reception"),
        pytest.param(BASIC, 3, "决算数", "6.80", {("X12", "运行")}, id="running"),
        pytest.param(BASIC, 6, "决算数", "2.00", {("X12", "用车购置")}, id="purchase"),
        pytest.param(
            THREE_PUBLIC, 0, "决算数 / 公务接待费", "1.00", {("X12", "接待")}, id="reception of the 三公 table"
        ),
        pytest.param(THREE_PUBLIC, 0, "决算数 / 合计", "950.00", {("X13", "")}, id="三公 above all spending"),
    ],
)
def test_one_changed_cell_fails_just_the_identities_it_stands_in_and_is_shown(
    made: StatutoryTable, row: int, column: str, raw: str, expected: set[tuple[str, str]]
) -> None:
    other, ref = reprinted(made, row, column, raw)
    failing = [check for check in checked(instead(other)) if check.verdict is FAIL]
    assert len(failing) == len(expected)
    for rule, words in expected:
        assert [c for c in failing if c.rule == rule and words in c.statement], (rule, words)
    for check in failing:
        assert ref in {evidence.cell for evidence in check.evidence}
        assert {evidence.role for evidence in check.evidence} <= {"left", "right"}
        assert check.difference


@pytest.mark.parametrize(
    ("made", "row", "column", "raw"),
    [
        pytest.param(GENERAL, 4, "本年支出 / 项目支出", "5.00", id="X9"),
        pytest.param(BASIC, 2, "决算数", "0.10", id="X12"),
        pytest.param(THREE_PUBLIC, 0, "决算数 / 合计", "0.00", id="X13"),
    ],
)
def test_a_part_may_be_far_less_than_the_whole(made: StatutoryTable, row: int, column: str, raw: str) -> None:
    other, _ = reprinted(made, row, column, raw)
    assert FAIL not in [check.verdict for check in checked(instead(other))]


@pytest.mark.parametrize(
    ("made", "row", "column", "raw", "rule", "words"),
    [
        (FISCAL, 5, INCOME, "10.01", "T04-4", "三类"),
        (FISCAL, 5, INCOME, "10.01", "T04-7", "一般"),
        (FUND, 1, LEFT, "6.01", "T07-1", OWN_BALANCE),
        (FUND, 0, "本年收入", "90.01", "X10", "本年收入"),
        (GENERAL, 1, "本年支出 / 小计", "60.01", "X9", ""),
        (BASIC, 2, "决算数", "3.01", "X12", "接待"),
    ],
)
def test_a_last_digit_is_rounding(made: StatutoryTable, row: int, column: str, raw: str, rule: str, words: str) -> None:
    other, _ = reprinted(made, row, column, raw)
    assert of_rule(checked(instead(other)), rule, words) == [ROUNDING]


@pytest.mark.parametrize(
    ("kind", "rules"),
    [
        (TableKind.FISCAL_APPROPRIATION_SUMMARY, {"T04-4", "T04-7", "X10", "X13"}),
        (TableKind.GOVERNMENT_FUND, {"T07-1", "X10"}),
        (TableKind.GENERAL_BUDGET_EXPENDITURE, {"X9"}),
        (TableKind.EXPENDITURE, {"X9"}),
        (TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE, {"X12"}),
        (TableKind.THREE_PUBLIC, {"X12", "X13"}),
    ],
)
def test_without_a_table_its_identities_are_not_checked(kind: TableKind, rules: set[str]) -> None:
    checks = checked(without(kind))
    for rule in RULES:
        verdicts = of_rule(checks, rule)
        assert verdicts
        if rule in rules:
            assert set(verdicts) == {OPEN}, rule
        else:
            assert PASS in verdicts, rule
    assert all(check.why and not check.evidence for check in checks if check.verdict is OPEN)


def test_two_tables_of_a_kind_are_not_guessed_between() -> None:
    checks = checked((*TIED, FUND))
    assert set(of_rule(checks, "X10") + of_rule(checks, "T07-1")) == {OPEN}


def test_an_empty_fund_table_has_nothing_to_check() -> None:
    checks = checked(instead(EMPTY_FUND))
    assert set(of_rule(checks, "X10") + of_rule(checks, "T07-1")) == {ABSENT}


@pytest.mark.parametrize(
    ("made", "row", "column", "rules"),
    [
        (FISCAL, 6, INCOME, {("T04-4", "三类"), ("T04-7", "基金"), ("X10", "年初")}),
        (FUND, 0, LEFT, {("T07-1", OWN_BALANCE), ("X10", "年末")}),
        (BASIC, 2, "决算数", {("X12", "接待")}),
        (THREE_PUBLIC, 0, "决算数 / 合计", {("X13", "")}),
    ],
)
def test_an_unreadable_cell_is_not_checked(
    made: StatutoryTable, row: int, column: str, rules: set[tuple[str, str]]
) -> None:
    other, _ = reprinted(made, row, column, "####")
    checks = checked(instead(other))
    for rule, words in rules:
        assert of_rule(checks, rule, words) == [OPEN]
    assert FAIL not in [check.verdict for check in checks]


def test_a_form_without_carry_over_rows_is_not_called_wrong() -> None:
    cells = tuple(c for c in FISCAL.cells if not (c.column == INCOME and c.row_index in CARRIED))
    checks = checked(instead(replace(FISCAL, cells=cells)))
    assert FAIL not in [check.verdict for check in checks]
    assert of_rule(checks, "T04-4", "总计") == [PASS]
    assert of_rule(checks, "T04-4", "三类") == [OPEN]
    assert of_rule(checks, "T04-7", "基金") == [OPEN]


def test_accounts_of_another_table_only_are_no_part() -> None:
    cells = tuple(c for c in EXPENDITURE.cells if c.row_code != "2130205")
    checks = checked(instead(replace(EXPENDITURE, cells=cells)))
    assert of_rule(checks, "X9") == [PASS]
    none = tuple(c for c in EXPENDITURE.cells if not c.row_code)
    assert of_rule(checked(instead(replace(EXPENDITURE, cells=none))), "X9") == [ABSENT]


# ---------------------------------------------------------------------------------------------------------------- prose

STRUCTURE = "（二）一般公共预算财政拨款支出决算结构情况"
DETAIL = "（三）一般公共预算财政拨款支出决算具体情况"
BASIC_SECTION = "六、一般公共预算财政拨款基本支出决算情况说明"
PROCUREMENT = "十二、关于政府采购支出说明"
EVALUATION = "十四、项目支出绩效自评结果"


def said(document: Disclosure, rule: str, words: str = "") -> list[Check]:
    """The checks of a rule on the prose of a document."""
    narratives = find_narratives(document)
    figures = find_figures(document, narratives)
    bench = Bench.read(document, figures)
    links = link_figures(bench, narratives)
    checks = check_identities(bench, narratives, links)
    return [check for check in checks if check.rule == rule and words in check.statement]


def verdict(document: Disclosure, rule: str, words: str = "") -> CheckVerdict:
    (check,) = said(document, rule, words)
    return check.verdict


# N-3


def shares(*given: tuple[str, int, str]) -> Disclosure:
    """A section that lists parts of 485 万元 as (name, amount, share)."""
    listed = "；".join(f"{name}支出{amount}万元，占{share}%" for name, amount, share in given)
    return qinghe((3, STRUCTURE, f"支出485万元，主要用于以下方面：{listed}。"))


SERVICES, SECURITY = ("一般公共服务", 60, "12.37"), ("社会保障和就业", 40, "8.25")


@pytest.mark.parametrize(("last", "expected"), [("79.38", PASS), ("79.39", ROUNDING), ("78.38", FAIL), ("97.38", FAIL)])
def test_shares_of_all_parts_add_up(last: str, expected: CheckVerdict) -> None:
    (check,) = said(shares(SERVICES, SECURITY, ("农林水", 385, last)), "N-3")
    assert check.verdict is expected
    assert [evidence.role for evidence in check.evidence] == ["left"] * 3
    assert any(f"{last}%" in evidence.quote for evidence in check.evidence)


@pytest.mark.parametrize(
    "given",
    [
        pytest.param((SERVICES, SECURITY, ("农林水", 300, "61.86")), id="not all parts"),
        pytest.param((SERVICES, ("农林水", 385, "79.38")), id="two parts"),
        pytest.param((SERVICES, ("农林水", 425, "78.63")), id="two parts that are all"),
    ],
)
def test_shares_of_some_parts_need_not_add_up(given: tuple[tuple[str, int, str], ...]) -> None:
    assert said(shares(*given), "N-3") == []


# N-4


@pytest.mark.parametrize(
    ("personnel", "public", "expected"),
    [
        ("280", "70", PASS),
        ("280.4", "70", ROUNDING),
        ("280", "60", FAIL),
        ("208", "70", FAIL),
        ("70", "280", PASS),
    ],
)
@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算财政拨款基本支出350万元，其中：\n人员经费{}万元，主要包括基本工资。\n公用经费{}万元。",
        "基本支出350万元，其中：人员经费支出{}万元，日常公用经费{}万元。",
        "基本支出350万元，上年人员经费261万元、公用经费75万元。其中：人员经费{}万元，公用经费{}万元。",
    ],
)
def test_basic_expenditure_in_the_text(text: str, personnel: str, public: str, expected: CheckVerdict) -> None:
    (check,) = said(qinghe((2, BASIC_SECTION, text.format(personnel, public))), "N-4")
    assert check.verdict is expected
    assert [evidence.role for evidence in check.evidence] == ["left", "right", "right"]


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param(((2, BASIC_SECTION, "基本支出350万元，其中：人员经费280万元。"),), id="a part is missing"),
        pytest.param(((2, BASIC_SECTION, "人员经费280万元，公用经费60万元。"),), id="the whole is missing"),
        pytest.param(
            ((2, BASIC_SECTION, "基本支出350万元。"), (2, "三、支出决算情况说明", "人员经费280万元，公用经费60万元。")),
            id="in two sections",
        ),
        pytest.param(
            ((2, BASIC_SECTION, "2023年基本支出360万元。人员经费280万元，公用经费60万元。"),), id="of last year"
        ),
        pytest.param(
            ((2, BASIC_SECTION, "基本支出年初预算为360万元。人员经费280万元，公用经费60万元。"),), id="a budget"
        ),
        pytest.param(((2, BASIC_SECTION, ""),), id="nothing is said"),
    ],
)
def test_basic_expenditure_that_the_text_does_not_state_in_full(sections: Sequence[tuple[int, str, str]]) -> None:
    assert verdict(qinghe(*sections), "N-4") is ABSENT


# N-7


def projects(*spent: str, tables: Sequence[StatutoryTable] = TABLES) -> Disclosure:
    names = ("苗圃灌溉改造", "林区防火巡护", "古树复壮")
    text = "\n".join(
        f"{number}.{name}项目支出{amount}，主要用于购置器材。"
        for number, (name, amount) in enumerate(zip(names, spent, strict=False), 1)
    )
    return qinghe((2, EVALUATION, text, SectionRole.PERFORMANCE), tables=tables)


@pytest.mark.parametrize(
    ("spent", "expected"),
    [
        pytest.param(("100.00万元", "60.00万元"), PASS, id="all projects"),
        pytest.param(("100.00万元", "35.00万元"), PASS, id="all of the general budget"),
        pytest.param(("50.00万元", "50.00万元", "60.00万元"), PASS, id="three"),
        pytest.param(("1000000.00元", "60.00万元"), PASS, id="two units"),
        pytest.param(("90.00万元", "70.01万元"), ROUNDING, id="last digit"),
        pytest.param(("100.00万元", "50.00万元"), OPEN, id="perhaps not all"),
        pytest.param(("100.00万元", "90.00万元"), OPEN, id="too much"),
        pytest.param(("160.00万元",), ABSENT, id="one alone is no list"),
    ],
)
def test_projects_described_against_all_project_spending(spent: Sequence[str], expected: CheckVerdict) -> None:
    (check,) = said(projects(*spent), "N-7")
    assert check.verdict is expected
    assert [evidence.role for evidence in check.evidence] == (["right"] if expected in (PASS, ROUNDING) else [])


def test_projects_without_a_table_to_hold_them_against() -> None:
    assert verdict(projects("100.00万元", "60.00万元", tables=()), "N-7") is OPEN


# N-12

SMALL_AND_MEDIUM, SMALL_ONLY = "中小企业合同金额≤政府采购", "小微企业合同金额≤"


@pytest.mark.parametrize(
    ("medium", "small", "of_all", "of_medium"),
    [
        ("81", "54", PASS, PASS),
        ("90", "90", PASS, PASS),
        ("96", "54", FAIL, PASS),
        ("81", "84", PASS, FAIL),
        ("96", "99", FAIL, FAIL),
        ("90.4", "54", ROUNDING, PASS),
        ("0", "0", PASS, PASS),
    ],
)
def test_what_small_firms_were_granted_is_a_part(
    medium: str, small: str, of_all: CheckVerdict, of_medium: CheckVerdict
) -> None:
    text = (
        f"政府采购支出总额90万元，其中：政府采购货物支出90万元。授予中小企业合同金额{medium}万元，"
        f"其中：授予小微企业合同金额{small}万元。"
    )
    document = qinghe((2, PROCUREMENT, text))
    for words, expected in ((SMALL_AND_MEDIUM, of_all), (SMALL_ONLY, of_medium)):
        (check,) = said(document, "N-12", words)
        assert check.verdict is expected
        assert [evidence.role for evidence in check.evidence] == ["left", "right"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("政府采购支出总额90万元。货物采购授予中小企业合同金额96万元。", ABSENT, id="of goods only"),
        pytest.param("政府采购支出总额90万元。上年授予中小企业合同金额96万元。", ABSENT, id="of last year"),
        pytest.param("政府采购预算总额90万元。授予中小企业合同金额96万元。", ABSENT, id="a budget"),
        pytest.param("政府采购支出总额90万元。授予中小企业合同3个。", ABSENT, id="no money"),
        pytest.param(
            "政府采购支出总额90万元。授予中小企业合同金额89万元，预留中小企业份额96万元。", PASS, id="set aside"
        ),
        pytest.param("政府采购支出总额90万元。授予中小企业合同金额900000元。", PASS, id="in 元"),
        pytest.param("本单位没有政府采购支出。", ABSENT, id="none"),
    ],
)
def test_what_only_looks_like_a_part_of_procurement(text: str, expected: CheckVerdict) -> None:
    assert verdict(qinghe((2, PROCUREMENT, text)), "N-12", SMALL_AND_MEDIUM) is expected


# C-3

ACCOUNTS = (
    (4, "1、一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）。", "支出决算为60万元。"),
    (
        4,
        "2、社会保障和就业支出（类）行政事业单位养老支出（款）机关事业单位基本养老保险缴费支出（项）。",
        "支出决算为40万元。",
    ),
    (4, "3、农林水支出（类）林业和草原（款）行政运行（项）。", "支出决算为250万元。"),
    (4, "4、农林水支出（类）林业和草原（款）森林资源培育（项）。", "支出决算为135万元，与预算持平。"),
)


def described(count: int, tables: Sequence[StatutoryTable] = TABLES) -> Check:
    """The check of a document that describes the first accounts of the table."""
    (check,) = said(qinghe((3, DETAIL, ""), *ACCOUNTS[:count], tables=tables), "C-3")
    return check


def test_every_account_is_described() -> None:
    assert described(4).verdict is PASS


def test_an_account_left_out_is_named_and_shown() -> None:
    check = described(3)
    assert check.verdict is FAIL
    assert "2130205 森林资源培育" in check.why
    assert "行政运行" not in check.why
    (evidence,) = check.evidence
    assert evidence.cell is not None
    assert (evidence.cell.table, evidence.cell.row_index) == (TABLES.index(GENERAL), 4)


def test_accounts_of_one_name_are_not_taken_for_each_other() -> None:
    (check,) = said(qinghe((3, DETAIL, ""), *ACCOUNTS[1:]), "C-3")
    assert check.verdict is FAIL
    assert "2010301" in check.why


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_text_that_does_not_describe_accounts_leaves_none_out(count: int) -> None:
    check = described(count)
    assert (check.verdict, check.evidence) == (ABSENT, ())
    assert check.why


@pytest.mark.parametrize("raw", ["", "0.00"])
def test_an_account_without_spending_need_not_be_described(raw: str) -> None:
    empty = with_amount(GENERAL, "森林资源培育", "本年支出 / 小计", raw, "2130205")
    assert described(3, [empty if made is GENERAL else made for made in TABLES]).verdict is PASS


def test_without_the_table_no_account_is_left_out() -> None:
    assert described(3, [made for made in TABLES if made is not GENERAL]).verdict is ABSENT
