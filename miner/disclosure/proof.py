"""Does a table's own arithmetic prove that its columns were read right?

Where no ruling parts the columns, a number may have been put into its neighbour's. The table is then used only if its totals
and sums hold in the columns as read: 合计 = 基本支出 + 项目支出 in each row, the items add up to 本年支出合计, and so on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from miner.model import Cell, CellState, TableKind

_TOTAL_COLUMN = re.compile(r"(?:^|/ )(?:本年)?(?:收入|支出)?(?:合计|小计)$|决算数合计$")
_ENUMERATED = re.compile(r"[一二三四五六七八九十]{1,3}、")
_BY_ACCOUNT = (
    TableKind.INCOME,
    TableKind.EXPENDITURE,
    TableKind.GENERAL_BUDGET_EXPENDITURE,
    TableKind.GOVERNMENT_FUND,
    TableKind.STATE_CAPITAL,
)
_SUMMARIES = (TableKind.INCOME_EXPENDITURE_SUMMARY, TableKind.FISCAL_APPROPRIATION_SUMMARY)


def ties(total: Decimal, parts: Sequence[Decimal]) -> bool:
    """|Σ − T| ≤ (n + 1) · ½ · 10^-d: the display intervals of the parts' sum and of the total meet."""
    decimals = max((-int(value.as_tuple().exponent) for value in (total, *parts)), default=0)
    return abs(sum(parts, Decimal(0)) - total) <= (len(parts) + 1) * Decimal(5).scaleb(-decimals - 1)


def proves(kind: TableKind, cells: Sequence[Cell]) -> bool:
    """True where the kind's own sums hold; a table without any number says nothing that could be wrong."""
    rows = _rows(cells)
    if not rows:
        return True
    if any(not cell.column for row in rows for cell in row):
        return False  # numbers in a column that no word of the head names
    if kind in _BY_ACCOUNT:
        return _by_account(rows)
    if kind in _SUMMARIES:
        return _summary(cells)
    if kind is TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE:
        return _basic(cells)
    if kind is TableKind.THREE_PUBLIC:
        return all(_three_public(row) for row in rows)
    return False


def _rows(cells: Iterable[Cell]) -> list[list[Cell]]:
    rows: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.state is CellState.NUMBER:
            rows[cell.row_index].append(cell)
    return list(rows.values())


def _value(cell: Cell) -> Decimal:
    return cell.value if cell.value is not None else Decimal(0)


def _by_account(rows: Sequence[Sequence[Cell]]) -> bool:
    """Each row adds up, and the highest accounts add up to the total row, column by column."""
    if not all(_row_ties(row) for row in rows):
        return False
    coded = [row for row in rows if row[0].row_code]
    totals = [row for row in rows if not row[0].row_code]
    if not coded or len(totals) != 1:
        return False
    shortest = min(len(row[0].row_code) for row in coded)
    top = [cell for row in coded if len(row[0].row_code) == shortest for cell in row]
    return all(
        ties(_value(total), [_value(cell) for cell in top if cell.column_index == total.column_index])
        for total in totals[0]
    )


def _row_ties(row: Sequence[Cell]) -> bool:
    """合计 = its parts, and where the table carries over: 年初结转 + 本年收入 = 合计 + 年末结转."""
    total = [cell for cell in row if _TOTAL_COLUMN.search(cell.column)]
    if len(total) != 1:
        return False
    opening = [_value(cell) for cell in row if "年初" in cell.column]
    closing = [_value(cell) for cell in row if "年末" in cell.column]
    income = [_value(cell) for cell in row if cell.column.endswith("本年收入")]
    apart = [cell for cell in row if re.search(r"年初|年末|本年收入$", cell.column)] if opening or closing else []
    parts = [_value(cell) for cell in row if cell is not total[0] and cell not in apart]
    if not ties(_value(total[0]), parts):
        return False
    return not apart or ties(sum(opening + income, Decimal(0)), [_value(total[0]), *closing])


def _summary(cells: Sequence[Cell]) -> bool:
    """In each amount column the enumerated items above 本年…合计 (or 总计) add up to it."""
    columns: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.state is CellState.NUMBER:
            columns[cell.column_index].append(cell)
    proved = 0
    for column in columns.values():
        total = next(
            (cell for cell in column if re.search(r"本年(?:收入|支出)合计|(?:收入|支出)总计", cell.row_label)), None
        )
        if total is None:
            return False
        items = [_value(c) for c in column if c.row_index < total.row_index and _ENUMERATED.match(c.row_label)]
        if not items or not ties(_value(total), items):
            return False
        proved += 1
    return proved >= 2


def _basic(cells: Sequence[Cell]) -> bool:
    """The 款 of each economic 类 add up to it, and there are at least two such 类."""
    amounts = {cell.row_code: _value(cell) for cell in cells if cell.state is CellState.NUMBER and cell.row_code}
    proved = 0
    for code, amount in amounts.items():
        below = [value for other, value in amounts.items() if len(other) == 5 and other[:3] == code]
        if len(code) == 3 and below:
            if not ties(amount, below):
                return False
            proved += 1
    return proved >= 2


def _three_public(row: Sequence[Cell]) -> bool:
    """合计 = 因公出国 + 用车小计 + 公务接待, and 小计 = 购置 + 运行, for the budget and for the final accounts."""

    def find(half: Sequence[Cell], word: str) -> list[Decimal]:
        return [_value(cell) for cell in half if re.search(word, cell.column.rpartition(" / ")[2])]

    halves = [[c for c in row if "预算数" in c.column], [c for c in row if "决算数" in c.column]]
    for half in halves if all(halves) else [row]:
        total, cars = find(half, r"^合计$"), find(half, r"^小计$")
        if len(total) != 1 or len(cars) > 1:
            return False
        if not ties(total[0], find(half, "出国") + cars + find(half, "接待")):
            return False
        if cars and not ties(cars[0], find(half, "购置") + find(half, "运行")):
            return False
    return True
