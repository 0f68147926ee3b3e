"""Identities of whole tables, row by row and level by level, as data: totals of rows, balances, parts, trees of accounts."""

from __future__ import annotations

from dataclasses import dataclass

from miner.figures.rules import Term
from miner.figures.targets import (
    AMOUNT,
    BASIC,
    FUND,
    GENERAL_FUND,
    INCOME_TOTAL,
    PROJECT,
    STATE,
    T01,
    T02,
    T03,
    T04,
    T05,
    T06,
    T07,
    T08,
    TOTAL,
)
from miner.model import TableKind


@dataclass(frozen=True, slots=True)
class RowRule:
    """In each row, the total column is the sum of the others of its block."""

    rule: str
    zh: str
    en: str
    kind: TableKind
    whole: str
    """Pattern for the innermost header of the total column."""
    parts: tuple[str, ...] = ()
    """Patterns for the innermost headers of the parts beside it; none: all other columns."""
    side: str = ""


ROW_RULES: tuple[RowRule, ...] = (
    RowRule(
        "T02-1",
        "收入表每行：合计＝各项收入之和",
        "income table: each row's total is the sum of its columns",
        T02,
        INCOME_TOTAL,
    ),
    RowRule(
        "T03-1",
        "支出表每行：合计＝各项支出之和",
        "expenditure table: each row's total is the sum of its columns",
        T03,
        TOTAL,
    ),
    RowRule(
        "T04-2",
        "财政拨款总表每行：合计＝三类资金之和",
        "appropriation summary: each row's total is the sum of the three funds",
        T04,
        "合计|小计",
        (GENERAL_FUND, FUND, STATE),
        "支出",
    ),
    RowRule(
        "T05-1",
        "一般公共预算支出表每行：合计＝基本＋项目",
        "general budget: total = basic + project",
        T05,
        TOTAL,
        (BASIC, PROJECT),
    ),
    RowRule(
        "T07-1",
        "政府性基金表每行：支出小计＝基本＋项目",
        "funds: expenditure = basic + project",
        TableKind.GOVERNMENT_FUND,
        "小计|合计",
        (BASIC, PROJECT),
    ),
    RowRule(
        "T08-1",
        "国有资本表每行：支出合计＝基本＋项目",
        "state capital: expenditure = basic + project",
        TableKind.STATE_CAPITAL,
        "小计|合计",
        (BASIC, PROJECT),
    ),
)


@dataclass(frozen=True, slots=True)
class BalanceRule:
    """In each row, what there was and came in is what was spent and is left."""

    rule: str
    zh: str
    en: str
    kind: TableKind
    left: tuple[tuple[str, ...], ...]
    """Column patterns (see `miner.figures.tables.TableView.find`) of the left side."""
    right: tuple[tuple[str, ...], ...]


BALANCES: tuple[BalanceRule, ...] = tuple(
    BalanceRule(
        rule,
        f"{title}每行：年初结转＋本年收入＝本年支出＋年末结转",
        f"{title}: in each row carried over + income = expenditure + left",
        kind,
        (("年初结转.*",), ("本年收入.*",)),
        (("本年支出", "小计|合计"), ("年末结转.*",)),
    )
    for rule, title, kind in (("T07-1", "政府性基金表", T07), ("T08-1", "国有资本表", T08))
)

PART_OF: tuple[tuple[str, str, str, TableKind, TableKind], ...] = (
    (
        "X9",
        "一般公共预算支出表各项≤支出表同一科目",
        "each account of the general budget is no more than the same of all expenditure",
        T05,
        T03,
    ),
)
"""Tables whose accounts are a part of the same accounts in another table, column by column."""

TREES: tuple[tuple[str, TableKind], ...] = (
    ("T02-2", T02),
    ("T03-2", T03),
    ("T05-2", T05),
    ("T06-1", T06),
    ("T07-2", TableKind.GOVERNMENT_FUND),
    ("T08-2", TableKind.STATE_CAPITAL),
)
"""Tables whose total row is the sum of the innermost accounts, and each account the sum of those below it."""

CLASS_RULES: tuple[tuple[str, str, str, Term, TableKind], ...] = (
    (
        "X6",
        "总表各类支出＝支出表同类各项之和",
        "the summary's functions = the expenditure table's accounts",
        Term(T01, (), (AMOUNT,), "支出"),
        T03,
    ),
    (
        "X7",
        "财政拨款总表各类支出（一般公共预算）＝一般公共预算支出表同类各项之和",
        "the appropriation summary's functions = the general budget table's accounts",
        Term(T04, (), (GENERAL_FUND,), "支出"),
        T05,
    ),
)
"""类 by name in a summary = the accounts of that 类 by code in a table of accounts."""
