"""The accounts of an invented department, 青河县林业局, whose tables tie to the last digit, and its prose mined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from miner.figures import Bench, find_figures, link_figures
from miner.model import (
    Cell,
    Disclosure,
    DisclosureKind,
    Figure,
    Link,
    SectionRole,
    StatutoryTable,
    TableKind,
    Verdict,
)
from tests.factories import disclosure, sections, table, two_sided

SUMMARY = two_sided(
    TableKind.INCOME_EXPENDITURE_SUMMARY,
    (
        ("一、一般公共预算财政拨款收入", "480.00"),
        ("二、政府性基金预算财政拨款收入", ""),
        ("三、国有资本经营预算财政拨款收入", ""),
        ("五、事业收入", ""),
        ("八、其他收入", "20.00"),
        ("本年收入合计", "500.00"),
        ("年初结转和结余", "30.00"),
        ("总计", "530.00"),
    ),
    (
        ("一、一般公共服务支出", "60.00"),
        ("八、社会保障和就业支出", "40.00"),
        ("十二、农林水支出", "410.00"),
        ("本年支出合计", "510.00"),
        ("结余分配", ""),
        ("年末结转和结余", "20.00"),
        ("总计", "530.00"),
    ),
    title="收入支出决算总表",
)
INCOME = table(
    TableKind.INCOME,
    ("本年收入合计", "财政拨款收入", "上级补助收入", "事业收入", "经营收入", "附属单位上缴收入", "其他收入"),
    (
        ("", "合计", ("500.00", "480.00", "", "", "", "", "20.00")),
        ("2010301", "行政运行", ("60.00", "60.00", "", "", "", "", "")),
        ("2080505", "机关事业单位基本养老保险缴费支出", ("40.00", "40.00", "", "", "", "", "")),
        ("2130201", "行政运行", ("250.00", "250.00", "", "", "", "", "")),
        ("2130205", "森林资源培育", ("150.00", "130.00", "", "", "", "", "20.00")),
    ),
    title="收入决算表",
)
EXPENDITURE = table(
    TableKind.EXPENDITURE,
    ("本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出", "对附属单位补助支出"),
    (
        ("", "合计", ("510.00", "350.00", "160.00", "", "", "")),
        ("2010301", "行政运行", ("60.00", "60.00", "", "", "", "")),
        ("2080505", "机关事业单位基本养老保险缴费支出", ("40.00", "40.00", "", "", "", "")),
        ("2130201", "行政运行", ("250.00", "250.00", "", "", "", "")),
        ("2130205", "森林资源培育", ("160.00", "", "160.00", "", "", "")),
    ),
    title="支出决算表",
)
FISCAL = two_sided(
    TableKind.FISCAL_APPROPRIATION_SUMMARY,
    (
        ("一、一般公共预算财政拨款", "480.00"),
        ("二、政府性基金预算财政拨款", ""),
        ("三、国有资本经营预算财政拨款", ""),
        ("本年收入合计", "480.00"),
        ("年初财政拨款结转和结余", "10.00"),
        ("总计", "490.00"),
    ),
    (
        ("一、一般公共服务支出", "60.00", "60.00", "", ""),
        ("八、社会保障和就业支出", "40.00", "40.00", "", ""),
        ("十二、农林水支出", "385.00", "385.00", "", ""),
        ("本年支出合计", "485.00", "485.00", "", ""),
        ("年末财政拨款结转和结余", "5.00", "5.00", "", ""),
        ("总计", "490.00", "490.00", "", ""),
    ),
    ("合计", "一般公共预算财政拨款", "政府性基金预算财政拨款", "国有资本经营预算财政拨款"),
    title="财政拨款收入支出决算总表",
)
GENERAL = table(
    TableKind.GENERAL_BUDGET_EXPENDITURE,
    ("本年支出 / 小计", "本年支出 / 基本支出", "本年支出 / 项目支出"),
    (
        ("", "合计", ("485.00", "350.00", "135.00")),
        ("2010301", "行政运行", ("60.00", "60.00", "")),
        ("2080505", "机关事业单位基本养老保险缴费支出", ("40.00", "40.00", "")),
        ("2130201", "行政运行", ("250.00", "250.00", "")),
        ("2130205", "森林资源培育", ("135.00", "", "135.00")),
    ),
    title="一般公共预算财政拨款支出决算表",
)
BASIC = table(
    TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE,
    ("决算数",),
    (
        ("301", "工资福利支出", ("260.00",)),
        ("30101", "基本工资", ("150.00",)),
        ("30102", "津贴补贴", ("110.00",)),
        ("302", "商品和服务支出", ("70.00",)),
        ("30201", "办公费", ("40.00",)),
        ("30202", "印刷费", ("",)),
        ("30215", "会议费", ("30.00",)),
        ("303", "对个人和家庭的补助", ("20.00",)),
        ("30302", "退休费", ("20.00",)),
        ("310", "资本性支出", ("",)),
        ("", "人员经费合计", ("280.00",)),
        ("", "公用经费合计", ("70.00",)),
    ),
    title="一般公共预算财政拨款基本支出决算表",
)
_ITEMS = (
    "合计",
    "因公出国（境）费",
    "公务用车购置及运行维护费 / 小计",
    "公务用车购置及运行维护费 / 公务用车购置费",
    "公务用车购置及运行维护费 / 公务用车运行维护费",
    "公务接待费",
)
THREE_PUBLIC = table(
    TableKind.THREE_PUBLIC,
    (*(f"预算数 / {item}" for item in _ITEMS), *(f"决算数 / {item}" for item in _ITEMS)),
    (("", "", ("12.00", "0.00", "8.00", "0.00", "8.00", "4.00", "9.50", "0.00", "6.50", "0.00", "6.50", "3.00")),),
    title="财政拨款“三公”经费支出决算表",
)
FUND = table(
    TableKind.GOVERNMENT_FUND,
    ("年初结转和结余", "本年收入", "本年支出 / 小计", "本年支出 / 基本支出", "本年支出 / 项目支出", "年末结转和结余"),
    (("", "合计", ("", "", "", "", "", "")),),
    title="政府性基金预算财政拨款收入支出决算表",
    note="说明：本单位没有政府性基金收支，故本表无数据。",
    declared_empty=True,
)
TABLES = (SUMMARY, INCOME, EXPENDITURE, FISCAL, GENERAL, BASIC, FUND, THREE_PUBLIC)


def qinghe(
    *given: tuple[int, str, str] | tuple[int, str, str, SectionRole],
    tables: Sequence[StatutoryTable] = TABLES,
    kind: DisclosureKind = DisclosureKind.FINAL_ACCOUNTS,
) -> Disclosure:
    """The department's disclosure with these sections."""
    return disclosure(sections(*given), tables, kind)


def linked(document: Disclosure) -> list[tuple[Figure, Link]]:
    """The figures of a document with their links."""
    figures = find_figures(document, ())
    return list(zip(figures, link_figures(Bench.read(document, figures), ()), strict=True))


def judged(document: Disclosure) -> list[tuple[str, Verdict]]:
    """The figures' texts and verdicts."""
    return [(figure.text, link.verdict) for figure, link in linked(document)]


def cell_of(document: Disclosure, link: Link) -> Cell:
    """The cell of a link."""
    assert link.cell is not None
    cells = document.tables[link.cell.table].cells
    return next(cell for cell in cells if (cell.row_index, cell.column_index) == link.cell[1:])


def with_amount(made: StatutoryTable, label: str, column: str, raw: str, code: str = "") -> StatutoryTable:
    """A table with one cell printed otherwise."""
    from miner.language.numbers import parse_cell

    state, value = parse_cell(raw)
    cells = tuple(
        replace(cell, raw=raw, value=value, state=state)
        if cell.row_label == label and cell.column == column and cell.row_code == code
        else cell
        for cell in made.cells
    )
    assert cells != made.cells, f"no cell {label} / {column}"
    return replace(made, cells=cells)
