from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from miner.model import Cell, CellState, Direction, Narrative, NarrativeKind, StatutoryTable, TableKind
from tests.identities.checking import IDENTITIES, Result, check
from tests.identities.sample import Form, tables
from tests.identities.sample_prose import projects, sections

K = TableKind
SUMMARY, FISCAL, SPENDING = K.INCOME_EXPENDITURE_SUMMARY, K.FISCAL_APPROPRIATION_SUMMARY, K.EXPENDITURE
GENERAL, ECONOMIC, THREE = K.GENERAL_BUDGET_EXPENDITURE, K.GENERAL_BUDGET_BASIC_EXPENDITURE, K.THREE_PUBLIC
FUND, CAPITAL = K.GOVERNMENT_FUND, K.STATE_CAPITAL

# identity, table, label or code of the row, words of the column's path, what to print instead in 万元 (or another first digit)
CELLS: list[tuple[str, TableKind, str, str, str]] = [
    ("T01-1", SUMMARY, "五、事业收入", "收入", ""),
    ("T01-2", SUMMARY, "八、社会保障和就业支出", "支出", ""),
    ("T01-3", SUMMARY, "使用非财政拨款结余", "收入", ""),
    ("T01-3", SUMMARY, "年初结转和结余", "收入", ""),
    ("T01-4", SUMMARY, "结余分配", "支出", ""),
    ("T01-4", SUMMARY, "年末结转和结余", "支出", ""),
    ("T01-5", SUMMARY, "总计", "收入", "1442.01"),
    ("T02-1", K.INCOME, "2010301", "财政拨款收入", ""),
    ("T02-1", K.INCOME, "2010350", "附属单位上缴收入", ""),
    ("T02-2", K.INCOME, "2210201", "本年收入合计", ""),
    ("T03-1", SPENDING, "2080801", "项目支出", ""),
    ("T03-1", SPENDING, "2010350", "对附属单位补助支出", ""),
    ("T03-2", SPENDING, "2080801", "本年支出合计", ""),
    ("T04-1", FISCAL, "一、一般公共预算财政拨款", "收入", ""),
    ("T04-2", FISCAL, "十九、住房保障支出", "合计", ""),
    ("T04-3", FISCAL, "八、社会保障和就业支出", "一般公共预算", ""),
    ("T04-3", FISCAL, "十一、城乡社区支出", "政府性基金", ""),
    ("T04-4", FISCAL, "年初财政拨款结转和结余", "收入", ""),
    ("T04-4", FISCAL, "国有资本经营预算财政拨款", "收入", ""),
    ("T04-5", FISCAL, "年末财政拨款结转和结余", "合计", ""),
    ("T04-5", FISCAL, "总计", "国有资本", ""),
    ("T04-6", FISCAL, "总计", "收入", "1320.01"),
    ("T04-7", FISCAL, "年末财政拨款结转和结余", "政府性基金", ""),
    ("T04-7", FISCAL, "一般公共预算财政拨款", "收入", ""),
    ("T05-1", GENERAL, "2080801", "项目支出", ""),
    ("T05-2", GENERAL, "2080801", "小计", ""),
    ("T05-2", GENERAL, "合计", "基本支出", ""),
    *[("T06-1", ECONOMIC, code, "决算数", "") for code in ("30102", "30302", "30201", "30701", "31002", "39999")],
    ("T06-2", ECONOMIC, "人员经费合计", "决算数", ""),
    ("T06-3", ECONOMIC, "公用经费合计", "决算数", ""),
    *[
        (f"{prefix}-1", kind, code, column, "")
        for prefix, kind, code in (("T07", FUND, "2120803"), ("T08", CAPITAL, "2230105"))
        for column in ("年初", "小计", "基本支出", "年末")
    ],
    ("T07-1", FUND, "合计", "项目支出", ""),
    ("T08-1", CAPITAL, "合计", "本年收入", ""),
    *[("T09-1", THREE, "", f"{period} 接待", "") for period in ("预算数", "决算数")],
    *[("T09-2", THREE, "", f"{period} 购置费", "") for period in ("预算数", "决算数")],
    ("X1", SUMMARY, "本年收入合计", "收入", "1330.01"),
    ("X2", SUMMARY, "本年支出合计", "支出", "1302.01"),
    ("X3", SUMMARY, "一、一般公共预算财政拨款收入", "收入", ""),
    ("X3", SUMMARY, "六、经营收入", "收入", "20.01"),
    ("X3", K.INCOME, "合计", "其他收入", ""),
    ("X4", K.INCOME, "合计", "财政拨款收入", "1230.01"),
    ("X5", FISCAL, "二、政府性基金预算财政拨款", "收入", "200.01"),
    ("X6", SUMMARY, "十一、城乡社区支出", "支出", ""),
    ("X6", SPENDING, "2010301", "本年支出合计", ""),
    ("X7", FISCAL, "十九、住房保障支出", "一般公共预算", ""),
    ("X7", FISCAL, "本年支出合计", "一般公共预算", "960.01"),
    ("X8", GENERAL, "合计", "基本支出", ""),
    ("X9", GENERAL, "2010302", "项目支出", ""),
    *[("X10", FUND, "合计", column, "") for column in ("年初", "本年收入", "小计", "年末")],
    *[("X11", CAPITAL, "合计", column, "") for column in ("年初", "本年收入", "小计", "年末")],
    *[("X12", ECONOMIC, code, "决算数", raw) for code, raw in (("30212", "9.00"), ("30231", ""), ("30217", "9.00"))],
    ("X12", ECONOMIC, "31013", "决算数", "66.00"),
    ("X13", THREE, "", "决算数 合计", "5200.00"),
]

# identity, what the prose says, what it says instead
WORDS: list[tuple[str, str, str]] = [
    ("S01-total", "总计1442.00万元", "总计1443.00万元"),
    ("S01-growth", "增长10.92%", "增长10.95%"),
    ("S01-growth", "增加142.00万元", "减少142.00万元"),
    ("S02-amount", "事业收入50.00万元", "事业收入60.00万元"),
    ("S02-amount", "收入合计1330.00", "收入合计1380.00"),
    ("S02-share", "占92.48%", "占92.84%"),
    ("S03-amount", "项目支出499.60", "项目支出496.60"),
    ("S03-share", "占38.37%", "占38.87%"),
    ("S04-total", "总计1320.00万元", "总计1230.00万元"),
    ("S04-growth", "下降5.71%", "下降5.17%"),
    ("S05.1-amount", "支出960.00万元，占", "支出990.00万元，占"),
    ("S05.1-share", "占本年支出合计的73.73%", "占本年支出合计的77.73%"),
    ("S05.1-growth", "增长6.67%", "增长7.67%"),
    ("S05.2-amount", "支出650.30万元", "支出651.30万元"),
    ("S05.2-share", "占67.74%", "占76.74%"),
    ("S05.2-shares", "占19.76%", "占19.96%"),
    ("S05.3-total", "决算数为960.00万元", "决算数为950.00万元"),
    ("S05.3-rate", "的101.05%", "的101.50%"),
    ("S05.3-rate", "的105.29%", "的106.29%"),
    ("S05.3-budgets", "预算为380.00", "预算为390.00"),
    ("S05.3-finals", "决算为250.20", "决算为252.20"),
    ("S05.3-account", "死亡抚恤（项）", "伤残抚恤（项）"),
    ("S05.3-item", "决算为400.10", "决算为400.20"),
    ("S05.3-word", "决算数大于年初预算数", "决算数小于年初预算数"),
    ("S05.3-reason", "数的主要原因是：厉行节约。", "数。"),
    ("S05.3-growth", "增长0.03%", "增长0.30%"),
    ("S05.3-complete", "5、住房保障支出（类）住房改革支出（款）住房公积金（项）", "5、住房公积金"),
    ("S06-amount", "人员经费560.40", "人员经费506.40"),
    ("S06-amount", "基本支出700.40", "基本支出704.40"),
    ("S06-share", "占基本支出的80.01%", "占基本支出的81.01%"),
    ("S06-listed", "、抚恤金。", "、抚恤金、奖励金。"),
    ("S06-unlisted", "、抚恤金。", "。"),
    ("S09-budget", "购置费支出预算为20.00", "购置费支出预算为30.00"),
    ("S09-final", "运行维护费支出预算为24.00万元，支出决算为22.00", "运行维护费支出预算为24.00万元，支出决算为12.00"),
    ("S09-final", "支出决算为52.00", "支出决算为25.00"),
    ("S09-rate", "完成预算的87.50%", "完成预算的78.50%"),
    ("S09-growth", "下降6.67%", "增长6.67%"),
    ("S11-basic", "会议费8.00", "会议费3.00"),
    ("S12-sum", "工程支出50.00", "工程支出55.00"),
    ("S12-sme", "中小企业合同金额270.00", "中小企业合同金额370.00"),
    ("S12-micro", "小微企业合同金额200.00", "小微企业合同金额290.00"),
    ("S12-share", "总额的90.00%", "总额的99.00%"),
    ("S12-components", "的93.33%", "的83.33%"),
    ("S13-vehicles", "车辆6辆", "车辆8辆"),
    ("S14-projects", "实际支出250.00", "实际支出260.00"),
    ("X14", "2024年度收入200.00万元，支出210.00万元", "2024年度无政府性基金收支"),
    ("X15", "经费支出140.00", "经费支出410.00"),
    ("X15-growth", "增长7.69%", "增长7.96%"),
]
PROJECTS = projects("100.00", "150.00")
FORMS = pytest.mark.parametrize("form", Form)


def other_digit(raw: str) -> str:
    """The number with another first digit."""
    first = raw[0]
    return ("8" if first == "9" else str(int(first) + 1)) + raw[1:]


def reprinted(cell: Cell, raw: str = "") -> Cell:
    raw = raw or other_digit(cell.raw)
    return replace(cell, raw=raw, value=Decimal(raw.replace(",", "")))


def fits(cell: Cell, row: str, column: str) -> bool:
    words = column.split(" ")
    path = cell.column.split(" / ")
    found = all(word in cell.column for word in words)
    if words[-1] in ("合计", "小计"):
        found = found and words[-1] in path and "用车" not in cell.column
    return cell.value is not None and row in (cell.row_code or cell.row_label, cell.row_label) and found


def changed(made: Sequence[StatutoryTable], kind: TableKind, row: str, column: str, raw: str) -> list[StatutoryTable]:
    """The tables with one cell printed otherwise; ``raw`` is in 万元."""
    table = next(table for table in made if table.kind is kind)
    cell = next(cell for cell in table.cells if fits(cell, row, column))
    if raw and table.unit == "元":
        raw = f"{Decimal(raw) * 10000:.2f}"
    cells = tuple(reprinted(c, raw) if c is cell else c for c in table.cells)
    return [replace(t, cells=cells) if t is table else t for t in made]


def outcomes(results: Sequence[Result], identity: str) -> set[str]:
    return {result.outcome for result in results if result.identity == identity}


@FORMS
def test_every_identity_holds_in_the_sample(form: Form) -> None:
    results = check(tables(form), sections(), PROJECTS)
    assert [r for r in results if r.outcome in ("fail", "not_checked")] == []
    assert {r.identity for r in results if r.outcome in ("equal", "rounding")} == set(IDENTITIES)


def test_every_identity_is_seen_to_fail() -> None:
    assert {identity for identity, *_ in (*CELLS, *WORDS)} == set(IDENTITIES)


@FORMS
@pytest.mark.parametrize(("identity", "kind", "row", "column", "raw"), CELLS)
def test_an_identity_fails_when_a_digit_changes(
    form: Form, identity: str, kind: TableKind, row: str, column: str, raw: str
) -> None:
    results = check(changed(tables(form), kind, row, column, raw), sections(), PROJECTS)
    assert "fail" in outcomes(results, identity)


@FORMS
@pytest.mark.parametrize(("identity", "before", "after"), WORDS)
def test_an_identity_fails_when_the_prose_says_otherwise(form: Form, identity: str, before: str, after: str) -> None:
    told = sections((before, after))
    assert any(after in section.text.text for section in told)
    assert "fail" in outcomes(check(tables(form), told, PROJECTS), identity)


@FORMS
@pytest.mark.parametrize("kind", [kind for kind in TableKind if kind.statutory])
def test_no_printed_amount_can_change_unnoticed(form: Form, kind: TableKind) -> None:
    made = tables(form)
    index = next(i for i, table in enumerate(made) if table.kind is kind)
    cells = made[index].cells
    unnoticed = []
    for place, cell in enumerate(cells):
        if cell.value is not None:
            table = replace(made[index], cells=(*cells[:place], reprinted(cell), *cells[place + 1 :]))
            results = check([*made[:index], table, *made[index + 1 :]], ())
            if not any(result.outcome == "fail" for result in results):
                unnoticed.append((cell.row_code, cell.row_label, cell.column, cell.raw))
    assert unnoticed == []


@FORMS
@pytest.mark.parametrize("kind", [kind for kind in TableKind if kind.statutory])
def test_no_amount_can_vanish_unnoticed(form: Form, kind: TableKind) -> None:
    made = tables(form)
    index = next(i for i, table in enumerate(made) if table.kind is kind)
    cells = made[index].cells
    unnoticed = []
    for place, cell in enumerate(cells):
        if cell.value is not None:
            nothing = replace(cell, raw="", value=None, state=CellState.BLANK)
            table = replace(made[index], cells=(*cells[:place], nothing, *cells[place + 1 :]))
            if not any(r.outcome == "fail" for r in check([*made[:index], table, *made[index + 1 :]], ())):
                unnoticed.append((cell.row_code, cell.row_label, cell.column))
    assert unnoticed == []


@FORMS
@pytest.mark.parametrize("kind", [kind for kind in TableKind if kind.statutory])
def test_what_needs_a_missing_or_unread_table_is_not_checked(form: Form, kind: TableKind) -> None:
    made = tables(form)
    number = f"T0{[table.kind for table in made].index(kind) + 1}"
    lost = [table for table in made if table.kind is not kind]
    unread = [replace(table, cells=(), unread=True) if table.kind is kind else table for table in made]
    for given in (lost, unread):
        results = check(given, sections(), PROJECTS)
        assert {r.identity for r in results} == set(IDENTITIES)
        assert {o for i in IDENTITIES if i.startswith(number) for o in outcomes(results, i)} == {"not_checked"}
        assert not any(r.outcome == "fail" for r in results if r.identity[0] in "TX")


def test_an_amount_that_cannot_be_read_leaves_its_identities_unchecked() -> None:
    made = tables()
    cells = tuple(
        replace(cell, raw="4?0.10", value=None, state=CellState.UNREADABLE) if cell.raw == "400.10" else cell
        for cell in made[4].cells
    )
    results = check([*made[:4], replace(made[4], cells=cells), *made[5:]], sections(), PROJECTS)
    assert "not_checked" in outcomes(results, "T05-1") & outcomes(results, "T05-2") & outcomes(results, "X7")
    assert "fail" not in {r.outcome for r in results}


def test_nothing_at_all_is_not_checked() -> None:
    results = check((), ())
    assert {r.identity for r in results} == set(IDENTITIES)
    assert not {r.outcome for r in results} & {"equal", "rounding", "fail"}


def test_a_budget_is_not_checked() -> None:
    made = [replace(table, title=table.title.replace("决算", "预算")) for table in tables()]
    assert {r.outcome for r in check(made, sections())} == {"not_checked"}


# X14


def _emptied(made: Sequence[StatutoryTable], kind: TableKind, note: str, raw: str = "") -> Iterator[StatutoryTable]:
    for table in made:
        if table.kind is kind:
            value = Decimal(raw) if raw else None
            state = CellState.NUMBER if raw else CellState.BLANK
            cells = (replace(c, raw=raw, value=value, state=state) for c in table.cells if c.value is not None)
            yield replace(table, cells=tuple(cells), note=note)
        else:
            yield table


_NOTE = "说明：我单位没有政府性基金收入，也没有使用政府性基金安排的支出，故本表无数据。"
_SAID = ("2024年度收入200.00万元，支出210.00万元", "2024年度本单位无政府性基金收支")


@pytest.mark.parametrize(
    ("note", "raw", "change", "fails"),
    [
        (_NOTE, "", _SAID, False),
        (_NOTE, "0.00", _SAID, False),
        ("", "0.00", _SAID, False),
        ("", "", _SAID, True),
        ("注：本表反映政府性基金预算财政拨款收入、支出情况。", "", _SAID, True),
        (_NOTE, "", None, True),
        (_NOTE, "0.00", None, True),
    ],
)
def test_an_empty_table_says_so_and_so_does_the_text(
    note: str, raw: str, change: tuple[str, str] | None, fails: bool
) -> None:
    results = check(list(_emptied(tables(), FUND, note, raw)), sections(change), PROJECTS)
    assert ("fail" in outcomes(results, "X14")) is fails
    assert outcomes(results, "X10") == {"fail"}  # table 04 still prints the fund's money
    assert outcomes(results, "T07-1") <= {"not_applicable", "equal"}


def test_a_full_table_does_not_say_that_it_is_empty() -> None:
    made = [replace(table, declared_empty=table.kind is FUND) for table in tables()]
    assert "fail" in outcomes(check(made, sections(), PROJECTS), "X14")


# X9, X15, names


def _only_general(made: list[StatutoryTable]) -> list[StatutoryTable]:
    """Tables 03 and 05 of a unit that has money of the general budget alone."""
    general = next(table for table in made if table.kind is GENERAL)
    renamed = {"本年支出 / 小计": "本年支出合计", "本年支出 / 基本支出": "基本支出", "本年支出 / 项目支出": "项目支出"}
    cells = tuple(replace(cell, column=renamed.get(cell.column, cell.column)) for cell in general.cells)
    return [replace(general, kind=SPENDING, title="支出决算表", cells=cells), general]


@FORMS
def test_tables_03_and_05_are_the_same_where_all_money_is_of_the_general_budget(form: Form) -> None:
    made = _only_general(tables(form))
    assert outcomes(check(made, ()), "X9") == {"equal"}
    less = changed(made, GENERAL, "2010302", "项目支出", "250.19")
    assert "fail" in outcomes(check(less, ()), "X9")


def test_running_expenses_are_a_part_where_institutions_are_within() -> None:
    less = ("经费支出140.00", "经费支出100.00")
    assert outcomes(check(tables(), sections(less)), "X15") == {"fail"}
    made = [
        replace(t, cells=tuple(replace(c, row_label=c.row_label.replace("行政运行", "事业运行")) for c in t.cells))
        for t in tables()
    ]
    assert outcomes(check(made, sections(less)), "X15") == {"equal"}
    assert outcomes(check(made, sections(("经费支出140.00", "经费支出150.00"))), "X15") == {"fail"}


def test_rows_of_the_same_name_are_told_apart_by_code_and_not_by_amount() -> None:
    made = [
        replace(
            t, cells=tuple(replace(c, row_label=c.row_label.replace("一般行政管理事务", "行政运行")) for c in t.cells)
        )
        for t in tables()
    ]
    told = sections(("一般行政管理事务（项）", "行政运行（项）"))
    assert outcomes(check(made, told), "S05.3-item") == {"equal", "not_checked"}
    subject = "一般公共服务支出（类）政府办公厅（室）及相关机构事务（款）行政运行（项）"
    narrative = Narrative(0, 9, NarrativeKind.VARIANCE, subject, "2010301", "", "", Direction.UP, 0, 1)
    results = [r for r in check(made, told, [narrative]) if r.identity == "S05.3-item" and "2010301" in r.where]
    assert [r.outcome for r in results] == ["equal", "fail"]


# Other forms of tables 06 and 09


def _row_form(rows: Sequence[tuple[str, str, str]]) -> StatutoryTable:
    cells = [
        Cell(index, place, label, "", "", column, raw, Decimal(raw), CellState.NUMBER)
        for index, (label, *amounts) in enumerate(rows)
        for place, (column, raw) in enumerate(zip(("年初预算数", "决算统计数"), amounts, strict=True), 1)
    ]
    return StatutoryTable(0, THREE, "“三公”经费支出决算表", "", "万元", "", (), tuple(cells), 1, 1)


_ROWS = [
    ("（一）支出合计", "58.00", "52.00"),
    ("1．因公出国（境）费", "6.00", "5.00"),
    ("2．公务用车购置及运行维护费", "44.00", "40.00"),
    ("其中：（1）公务用车购置费", "20.00", "18.00"),
    ("（2）公务用车运行维护费", "24.00", "22.00"),
    ("3．公务接待费", "8.00", "7.00"),
    ("（1）国内接待费", "8.00", "7.00"),
]


def test_table_09_with_a_row_for_each_item() -> None:
    results = check([_row_form(_ROWS)], ())
    assert outcomes(results, "T09-1") == outcomes(results, "T09-2") == {"equal"}
    for index, identity in ((0, "T09-1"), (1, "T09-1"), (2, "T09-2"), (3, "T09-2"), (4, "T09-2"), (5, "T09-1")):
        label, planned, spent = _ROWS[index]
        rows = [*_ROWS[:index], (label, planned, other_digit(spent)), *_ROWS[index + 1 :]]
        assert "fail" in outcomes(check([_row_form(rows)], ()), identity)


def test_table_06_with_columns_for_staff_and_office() -> None:
    rows = (
        ("", "合计", "9.00", "6.00", "3.00"),
        ("301", "工资福利支出", "6.00", "6.00", ""),
        ("30101", "基本工资", "6.00", "6.00", ""),
        ("302", "商品和服务支出", "3.00", "", "3.00"),
    )
    cells = [
        Cell(
            i,
            p,
            label,
            code,
            "",
            column,
            raw,
            Decimal(raw) if raw else None,
            CellState.NUMBER if raw else CellState.BLANK,
        )
        for i, (code, label, *amounts) in enumerate(rows)
        for p, (column, raw) in enumerate(zip(("合计", "人员经费", "公用经费"), amounts, strict=True), 2)
    ]
    made = StatutoryTable(0, ECONOMIC, "基本支出决算表", "", "万元", "", (), tuple(cells), 1, 1)
    results = check([made], ())
    assert [outcomes(results, identity) for identity in ("T06-2", "T06-3")] == [{"equal"}, {"equal"}]
    assert outcomes(check(changed([made], ECONOMIC, "301", "合计", ""), ()), "T06-2") == {"fail"}


def test_a_bare_zero_is_as_precise_as_its_table() -> None:
    made = [replace(t, cells=tuple(_bare(c) for c in t.cells)) if t.kind is THREE else t for t in tables()]
    assert "fail" in outcomes(check(made, ()), "T09-1")


def _bare(cell: Cell) -> Cell:
    raw = "1" if re.search("决算数 / 合计", cell.column) else "0"
    return replace(cell, raw=raw, value=Decimal(raw))
