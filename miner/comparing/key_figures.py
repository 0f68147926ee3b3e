"""The key figures of the statutory tables: totals of income and spending, their parts, the three public expenses (“三公”).

They are read from stored cells by the kind of the table, the row and the column. A document that has a figure twice with
different amounts, or in a unit that is not known, has none: nothing is guessed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from miner.model.comparing import HeldDocument
from miner.store import Reader

_SUMMARY = "income_expenditure_summary"
_APPROPRIATION = "fiscal_appropriation_summary"
_SUMS = (_SUMMARY, _APPROPRIATION, "income", "expenditure")
_WHOLE = ("three_public",)
_FACTORS = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_UNIT = re.compile(r"[千万亿]?元")
_EARLIER = re.compile(r"上年|去年|上一年|增减|比较|差异|完成|调整")


@dataclass(frozen=True, slots=True)
class FigureOf:
    """Where a key figure stands."""

    name: str
    """As in `NAMES`."""
    table: str
    row: str
    """A pattern of the row's label without blanks."""
    column: str
    """A pattern of the last part of the column's path."""
    side: str = ""
    """Of a table of two halves, a pattern of the first part of the path."""


_TOTAL = r"(?:决算数|预算数|金额|合计|小计|决算|预算)$"
_INCOME, _SPENDING = r"收入", r"支出"
FIGURES = (
    FigureOf("income_total", _SUMMARY, r"^(?:收入)?总计$", _TOTAL, _INCOME),
    FigureOf("income_of_year", _SUMMARY, r"^本年收入合计$", _TOTAL, _INCOME),
    FigureOf("spending_total", _SUMMARY, r"^(?:支出)?总计$", _TOTAL, _SPENDING),
    FigureOf("spending_of_year", _SUMMARY, r"^本年支出合计$", _TOTAL, _SPENDING),
    FigureOf("carried_in", _SUMMARY, r"^(?:年初|上年)结转(?:和|与)?结余$", _TOTAL, _INCOME),
    FigureOf("carried_out", _SUMMARY, r"^(?:年末|结转下年).*结余$|^年末结转(?:和|与)?结余$", _TOTAL, _SPENDING),
    FigureOf("appropriation_income", "income", r"^合计$", r"财政拨款收入$"),
    FigureOf("basic_spending", "expenditure", r"^合计$", r"基本支出$"),
    FigureOf("project_spending", "expenditure", r"^合计$", r"项目支出$"),
    FigureOf("appropriation_spending", _APPROPRIATION, r"^(?:本年支出合计|支出总计)$", r"^合计$|小计$", _SPENDING),
    FigureOf("general_budget_spending", _APPROPRIATION, r"^(?:本年支出合计|支出总计)$", r"一般公共预算", _SPENDING),
    FigureOf("government_fund_spending", _APPROPRIATION, r"^(?:本年支出合计|支出总计)$", r"政府性基金", _SPENDING),
)
PUBLIC_ITEMS = (
    ("three_public_total", r"合计"),
    ("three_public_abroad", r"因公出国"),
    ("three_public_purchase", r"购置费"),
    ("three_public_running", r"运行(?:维护)?费"),
    ("three_public_reception", r"接待费"),
)
NAMES: Mapping[str, tuple[str, str]] = {
    "income_total": ("收入总计", "total income"),
    "income_of_year": ("本年收入合计", "income of the year"),
    "spending_total": ("支出总计", "total spending"),
    "spending_of_year": ("本年支出合计", "spending of the year"),
    "carried_in": ("年初结转和结余", "carried over from last year"),
    "carried_out": ("年末结转和结余", "carried over to next year"),
    "appropriation_income": ("财政拨款收入", "income from appropriations"),
    "basic_spending": ("基本支出", "basic spending"),
    "project_spending": ("项目支出", "project spending"),
    "appropriation_spending": ("财政拨款支出", "spending of appropriations"),
    "general_budget_spending": ("一般公共预算财政拨款支出", "spending of the general public budget"),
    "government_fund_spending": ("政府性基金预算财政拨款支出", "spending of government funds"),
    **{
        f"{item}_{basis}": (f"“三公”{name}（{printed}）", f"three public: {english} ({english_basis})")
        for item, name, english in (
            ("three_public_total", "合计", "total"),
            ("three_public_abroad", "因公出国（境）费", "abroad"),
            ("three_public_purchase", "公务用车购置费", "vehicles bought"),
            ("three_public_running", "公务用车运行维护费", "vehicles run"),
            ("three_public_reception", "公务接待费", "reception"),
        )
        for basis, printed, english_basis in (("budget", "预算数", "budget"), ("final", "决算数", "final"))
    },
}
"""What the key figures are called."""


@dataclass(frozen=True, slots=True)
class KeyAmount:
    """A key figure of one document, in 元."""

    doc_id: str
    name: str
    amount: Decimal
    cell_id: str


def key_amounts(reader: Reader, documents: Iterable[HeldDocument]) -> list[KeyAmount]:
    """The key figures of some documents, in the order of `NAMES`.

    Raises:
        StoreError: the database cannot be used.
    """
    held = {document.doc_id: document for document in documents}
    found: dict[tuple[str, str], list[KeyAmount]] = defaultdict(list)
    for cell in reader.key_cells(held, _SUMS, _WHOLE):
        factor = _factor(cell.unit)
        if factor is None:
            continue
        of = held[cell.doc_id]
        for name in names_of_cell(cell.kind, cell.row_label, cell.column_path, of.kind, of.year):
            amount = KeyAmount(cell.doc_id, name, cell.value * factor, cell.cell_id)
            found[cell.doc_id, name].append(amount)
    order = {name: at for at, name in enumerate(NAMES)}
    single = [amounts[0] for amounts in found.values() if len({one.amount for one in amounts}) == 1]
    return sorted(single, key=lambda one: (order[one.name], one.doc_id))


@lru_cache(maxsize=1024)
def _factor(unit: str) -> Decimal | None:
    """How many 元 a unit is; none where it is not known."""
    found = _UNIT.search(unit)
    return None if found is None else _FACTORS[found[0]]


@lru_cache(maxsize=65536)
def names_of_cell(table: str, row_label: str, column_path: str, kind: str, year: int | None) -> tuple[str, ...]:
    """Which key figures a cell holds: none or one, as a rule.

    Args:
        table: its kind.
        row_label: as stored.
        column_path: as stored.
        kind: of the document; the summary of final accounts may have a column of the budget beside that of the accounts.
        year: of the document; a column that names only another year is not its own.
    """
    path = "".join(column_path.split())
    parts = path.split("/")
    years = set(re.findall(r"20\d\d", path))
    if _EARLIER.search(path) or (years and year is not None and str(year) not in years):
        return ()
    label = "".join(row_label.split())
    if table == "three_public":
        return _public(label, path, kind)
    if kind == "final_accounts" and "预算数" in path and "决算" not in path:
        return ()
    return tuple(
        figure.name
        for figure in FIGURES
        if figure.table == table
        and re.search(figure.row, label)
        and re.search(figure.column, parts[-1])
        and (not figure.side or re.search(figure.side, parts[0]))
        # A total is not of 基本支出 or 项目支出 alone.
        and not (figure.column == _TOTAL and re.search(r"基本支出|项目支出", path))
    )


def _public(label: str, path: str, kind: str) -> tuple[str, ...]:
    words = f"{label}/{path}"
    if "决算" in path.rpartition("决算数")[1] or re.search(r"决算数?(?:/|$)", words):
        basis = "final"
    elif "预算" in words or kind == "budget":
        basis = "budget"
    else:
        return ()
    items = [name for name, pattern in PUBLIC_ITEMS if re.search(pattern, _item(words))]
    return (f"{items[0]}_{basis}",) if len(items) == 1 else ()


def _item(words: str) -> str:
    """The part of a path, or of a row, that names the item: the innermost that is not 预算数 or 决算数 alone.

    公务用车购置及运行维护费 with its 小计 is the sum of two items, which is not asked for.
    """
    parts = [
        re.sub(r"^\d{4}年(?:度)?|[（(].*?[）)]|^[一二三四五六\d]+[、.．]|^其中[:：]", "", part)
        for part in words.split("/")
    ]
    parts = [part for part in parts if part and not re.search(r"^[“\"]?(?:三公[”\"]?经费)?(?:预算|决算)数?$", part)]
    if any("购置" in part and "运行" in part for part in parts) and not re.fullmatch(
        r"(?:公务用车)?(?:购置费|运行(?:维护)?费)", parts[-1]
    ):
        return ""
    return parts[-1] if parts else ""
