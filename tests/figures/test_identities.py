"""The identities of the tables: each can fail, each says why it was not checked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from miner.figures import Bench, check_identities, find_figures, link_figures
from miner.model import Check, CheckVerdict, DisclosureKind, StatutoryTable, TableKind
from tests.factories import table
from tests.figures.qinghe import (
    BASIC,
    EXPENDITURE,
    FISCAL,
    FUND,
    GENERAL,
    INCOME,
    SUMMARY,
    TABLES,
    THREE_PUBLIC,
    qinghe,
    with_amount,
)


def checked(
    tables: Sequence[StatutoryTable], kind: DisclosureKind = DisclosureKind.FINAL_ACCOUNTS
) -> tuple[Check, ...]:
    return check_identities(Bench.read(qinghe(tables=tables, kind=kind), ()), (), ())


def failed(tables: Sequence[StatutoryTable]) -> set[str]:
    return {check.rule for check in checked(tables) if check.verdict is CheckVerdict.FAIL}


def changed(made: StatutoryTable, label: str, column: str, raw: str, code: str = "") -> list[StatutoryTable]:
    return [with_amount(t, label, column, raw, code) if t is made else t for t in TABLES]


def test_tables_that_tie_pass_and_none_is_passed_over() -> None:
    verdicts = {check.verdict for check in checked(TABLES)}
    assert CheckVerdict.FAIL not in verdicts
    passed = {check.rule for check in checked(TABLES) if check.verdict is CheckVerdict.PASS}
    assert {"T01-1", "T01-2", "T01-3", "T01-4", "T01-5", "T02-1", "T02-2", "T03-1", "T03-2"} <= passed
    assert {"T04-1", "T04-2", "T04-3", "T04-4", "T04-5", "T04-6", "T05-1", "T05-2"} <= passed
    assert {"T06-1", "T06-2", "T06-3", "T09-1", "T09-2", "X1", "X2", "X3", "X4", "X5", "X7", "X8", "X14"} <= passed


@pytest.mark.parametrize(
    ("made", "label", "column", "raw", "code", "rules"),
    [
        (SUMMARY, "八、其他收入", "收入 / 决算数", "25.00", "", {"T01-1", "X3"}),
        (SUMMARY, "十二、农林水支出", "支出 / 决算数", "400.00", "", {"T01-2", "X6"}),
        (SUMMARY, "年初结转和结余", "收入 / 决算数", "31.00", "", {"T01-3"}),
        (SUMMARY, "年末结转和结余", "支出 / 决算数", "21.00", "", {"T01-4"}),
        (INCOME, "森林资源培育", "财政拨款收入", "131.00", "2130205", {"T02-1", "T02-2"}),
        (INCOME, "合计", "其他收入", "21.00", "", {"T02-1", "T02-2", "X3"}),
        (EXPENDITURE, "森林资源培育", "项目支出", "161.00", "2130205", {"T03-1", "T03-2"}),
        (FISCAL, "一、一般公共预算财政拨款", "收入 / 决算数", "481.00", "", {"T04-1", "X5"}),
        (FISCAL, "十二、农林水支出", "支出 / 一般公共预算财政拨款", "386.00", "", {"T04-2", "T04-3", "X7"}),
        (FISCAL, "年初财政拨款结转和结余", "收入 / 决算数", "11.00", "", {"T04-4"}),
        (FISCAL, "年末财政拨款结转和结余", "支出 / 合计", "6.00", "", {"T04-2", "T04-5"}),
        (GENERAL, "森林资源培育", "本年支出 / 项目支出", "136.00", "2130205", {"T05-1", "T05-2"}),
        (BASIC, "津贴补贴", "决算数", "111.00", "30102", {"T06-1"}),
        (BASIC, "人员经费合计", "决算数", "281.00", "", {"T06-2", "X8"}),
        (BASIC, "公用经费合计", "决算数", "71.00", "", {"T06-3", "X8"}),
        (THREE_PUBLIC, "", "决算数 / 公务接待费", "3.10", "", {"T09-1"}),
        (THREE_PUBLIC, "", "预算数 / 公务用车购置及运行维护费 / 公务用车运行维护费", "8.10", "", {"T09-2"}),
    ],
)
def test_one_changed_cell_fails_just_the_identities_it_stands_in(
    made: StatutoryTable, label: str, column: str, raw: str, code: str, rules: set[str]
) -> None:
    assert failed(changed(made, label, column, raw, code)) == rules


def test_a_last_digit_is_rounding() -> None:
    verdicts = {
        check.rule: check.verdict
        for check in checked(changed(BASIC, "津贴补贴", "决算数", "110.01", "30102"))
        if check.verdict is not CheckVerdict.PASS
    }
    assert verdicts["T06-1"] is CheckVerdict.ROUNDING


def test_parents_are_never_added_to_children() -> None:
    tree = table(
        TableKind.INCOME,
        ("合计", "财政拨款收入"),
        (
            ("213", "农林水支出", ("10.00", "10.00")),
            ("21302", "林业和草原", ("10.00", "10.00")),
            ("2130201", "行政运行", ("7.00", "7.00")),
            ("2130205", "森林资源培育", ("3.00", "3.00")),
            ("", "合计", ("10.00", "10.00")),
        ),
    )
    verdicts = [check.verdict for check in checked((tree,)) if check.rule == "T02-2"]
    assert verdicts == [CheckVerdict.PASS, CheckVerdict.PASS]
    broken = with_amount(tree, "林业和草原", "合计", "10.50", "21302")
    assert [c.verdict for c in checked((broken,)) if c.rule == "T02-2"] == [CheckVerdict.PASS, CheckVerdict.FAIL]


def test_what_is_missing_is_not_checked_and_says_why() -> None:
    for check in checked((INCOME,)):
        if check.verdict is CheckVerdict.NOT_CHECKED:
            assert check.why
    assert {c.rule for c in checked((INCOME,)) if c.verdict is CheckVerdict.PASS} == {"T02-1", "T02-2"}
    unreadable = changed(BASIC, "津贴补贴", "决算数", "####", "30102")
    assert [c.verdict for c in checked(unreadable) if c.rule == "T06-1"] == [CheckVerdict.NOT_CHECKED]


def test_an_empty_table_with_amounts_contradicts_its_note() -> None:
    tables = [with_amount(FUND, "合计", "本年收入", "5.00") if t is FUND else t for t in TABLES]
    tables = [t if t.kind is not TableKind.GOVERNMENT_FUND else _filled(t) for t in tables]
    assert "X14" in failed(tables)


def _filled(made: StatutoryTable) -> StatutoryTable:
    from dataclasses import replace

    return replace(made, empty=False)


def test_every_failed_check_shows_both_sides() -> None:
    (check,) = [
        c
        for c in checked(changed(SUMMARY, "年初结转和结余", "收入 / 决算数", "31.00"))
        if c.verdict is CheckVerdict.FAIL
    ]
    assert [check.left, check.right, check.difference] == [Decimal(530), Decimal(531), Decimal(-1)]
    assert {evidence.role for evidence in check.evidence} == {"left", "right"}
    assert all(evidence.cell for evidence in check.evidence)


def test_shares_that_are_listed_in_full_add_up() -> None:
    def shares(last: str) -> CheckVerdict:
        text = (
            "支出485万元，主要用于以下方面：一般公共服务支出60万元，占12.37%；"
            f"社会保障和就业支出40万元，占8.25%；农林水支出385万元，占{last}。"
        )
        document = qinghe((3, "（二）一般公共预算财政拨款支出决算结构情况", text))
        figures = find_figures(document, ())
        bench = Bench.read(document, figures)
        checks = check_identities(bench, (), link_figures(bench, ()))
        return next(check.verdict for check in checks if check.rule == "N-3")

    assert shares("79.38%") is CheckVerdict.PASS
    assert shares("79.39%") is CheckVerdict.ROUNDING
    assert shares("78.38%") is CheckVerdict.FAIL
