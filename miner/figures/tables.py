"""Looking cells up by what they are: table kind, row and column words, never by position or by value."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from miner.figures.intervals import Printed, places, printed
from miner.language.numbers import YUAN
from miner.model import Cell, CellRef, CellState, Disclosure, DisclosureKind, StatutoryTable, TableKind

_BLANKS = re.compile(r"\s+")
_NUMBERED = re.compile(r"^(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.．]|[（(]?\d{1,2}[)）、.．])\s*")
_BRACKETS = str.maketrans('()“”"', "（）   ")
_NOT_AMOUNTS = re.compile(
    r".*(?:编码|代码|名称|行次|栏次)|[类款项]|项目|科目|序号|备注|.*(?:%|％|比例|比重|占比|增减率|增长率|增幅|完成率|执行率).*"
)
_SCALE = re.compile(r"（[类款项]）")


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """A label without blanks, quotation marks and numbering, brackets full width."""
    return _NUMBERED.sub("", _BLANKS.sub("", text.translate(_BRACKETS)))


def account_name(text: str) -> str:
    """An account's name for comparing: 一般公共服务（类）支出, 一般公共服务支出 and 一般公共服务 are one."""
    name = _SCALE.sub("", plain(text))
    return name.removesuffix("支出") or name


@dataclass(frozen=True)
class TableView:
    """One table with its amounts at hand."""

    table: StatutoryTable
    year: int | None = None
    """The fiscal year: columns of other years are not looked up."""

    @cached_property
    def amounts(self) -> tuple[Cell, ...]:
        """The cells of columns that hold amounts: numbers, blanks and unreadable ones."""
        return tuple(
            cell
            for cell in self.table.cells
            if cell.state is not CellState.TEXT and not _NOT_AMOUNTS.fullmatch(parts(cell)[-1])
        )

    @cached_property
    def decimals(self) -> int:
        """The decimal places that this table prints: a cell that shows fewer (19.8, 0) has lost its noughts."""
        return max((places(cell.value) for cell in self.amounts if cell.value is not None), default=0)

    @cached_property
    def by_row(self) -> dict[int, tuple[Cell, ...]]:
        """Amount cells by row, in column order."""
        rows: dict[int, list[Cell]] = defaultdict(list)
        for cell in self.amounts:
            rows[cell.row_index].append(cell)
        return {row: tuple(cells) for row, cells in rows.items()}

    @cached_property
    def codes(self) -> frozenset[str]:
        """All account codes of the table."""
        return frozenset(cell.row_code for cell in self.amounts if cell.row_code)

    @cached_property
    def names(self) -> dict[str, str]:
        """Account code → name as this table prints it."""
        return {cell.row_code: cell.row_label for cell in self.amounts if cell.row_code and cell.row_label}

    @cached_property
    def coded(self) -> bool:
        """True where every account code has the length of a 类, 款 or 项: only then codes tell parents from children."""
        return all(len(code) in (3, 5, 7) for code in self.codes)

    def leaf(self, code: str) -> bool:
        """True for a code below which the table has no other: only such rows are ever added up."""
        return not any(other != code and other.startswith(code) for other in self.codes)

    def children(self, code: str) -> tuple[str, ...]:
        """The codes one level below a code that the table prints."""
        below = [other for other in self.codes if other != code and other.startswith(code)]
        return tuple(sorted(o for o in below if not any(o != p and o.startswith(p) for p in below)))

    def find(self, row: str = "", column: Sequence[str] = (), side: str = "", code: str = "") -> tuple[Cell, ...]:
        """The cells of a row and a column.

        Args:
            row: pattern for the whole label, without numbering.
            column: patterns for parts of the header path; the last one is for its innermost part.
            side: 收入 or 支出, the half of a two-sided table.
            code: full account code instead of a label.
        """
        label = re.compile(row) if row else None
        found = [
            cell
            for cell in self.amounts
            if (not code or cell.row_code == code)
            and (label is None or label.fullmatch(plain(cell.row_label)))
            and column_fits(cell, column)
            and self.current(cell)
        ]
        return _printed_once(_one_column(self._half(found, side) if side else tuple(found)))

    def current(self, cell: Cell) -> bool:
        """False for a cell in a column of another year only (上年决算数, 2023年预算数 in the accounts of 2024)."""
        years = re.findall(r"20\d\d", cell.column)
        return not years or self.year is None or str(self.year) in years

    def _half(self, found: Sequence[Cell], side: str) -> tuple[Cell, ...]:
        """The cells of the income or the expenditure half where the head names the halves."""
        named = tuple(cell for cell in found if side in parts(cell)[0])
        spoken = any(word in parts(cell)[0] for cell in found for word in ("收入", "支出"))
        return named if spoken else tuple(found)

    def value(self, cell: Cell) -> Printed | None:
        """A cell as a printed number in the table's unit; blank and unreadable cells are none."""
        return None if cell.value is None else printed(cell.value, self.decimals or None)

    def ref(self, cell: Cell) -> CellRef:
        """The cell's reference."""
        return CellRef(self.table.ordinal, cell.row_index, cell.column_index)


def _one_column(found: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Of several columns that fit, those of expenditure before those of carry-overs, the outermost before its parts.

    本年支出 / 合计 and not 年初结转和结余 / 合计; 本年收入合计 and not 事业收入 / 小计.
    """
    paths = {parts(cell) for cell in found}
    if len(paths) < 2:
        return found
    spending = {path for path in paths if any("支出" in part for part in path)}
    if spending and any(re.search(r"结转|收入", " ".join(path)) for path in paths - spending):
        paths = spending
    least = min(len(path) for path in paths)
    return tuple(cell for cell in found if parts(cell) in paths and len(parts(cell)) == least)


def _printed_once(found: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells without the blanks of a label that spans several groups: one of them holds the label's number."""
    filled = {(cell.row_index, cell.row_label, cell.column) for cell in found if cell.state is not CellState.BLANK}
    return tuple(
        cell
        for cell in found
        if cell.state is not CellState.BLANK or (cell.row_index, cell.row_label, cell.column) not in filled
    )


def parts(cell: Cell) -> tuple[str, ...]:
    """The header path of a cell, outermost first, without blanks."""
    return _path(cell.column)


@lru_cache(maxsize=4096)
def _path(column: str) -> tuple[str, ...]:
    return tuple(plain(part) for part in column.split(" / "))


def column_fits(cell: Cell, patterns: Sequence[str]) -> bool:
    """True where the innermost part fits the last pattern, and for each other pattern some part fits.

    The innermost part of 基本支出 / 小计 is 基本支出 as well.
    """
    if not patterns:
        return True
    path = parts(cell)
    innermost = path[-2:] if path[-1] in ("小计", "合计") else path[-1:]
    return any(re.fullmatch(patterns[-1], part) for part in innermost) and all(
        any(re.fullmatch(pattern, part) for part in path) for pattern in patterns[:-1]
    )


class Tables:
    """All tables of a disclosure by kind."""

    def __init__(self, disclosure: Disclosure) -> None:
        self.budget = disclosure.identity.kind is DisclosureKind.BUDGET
        year = disclosure.identity.fiscal_year
        self.views = tuple(TableView(table, year) for table in disclosure.tables)
        self._by_kind: dict[TableKind, list[TableView]] = defaultdict(list)
        for view in self.views:
            self._by_kind[view.table.kind].append(view)
        units = {view.table.unit for view in self.views if view.table.unit in YUAN and view.table.kind.statutory}
        self._common_unit = next(iter(units)) if len(units) == 1 else ""

    def get(self, kind: TableKind) -> TableView | None:
        """The table of a kind where there is exactly one."""
        found = self._by_kind.get(kind, [])
        return found[0] if len(found) == 1 else None

    def count(self, kind: TableKind) -> int:
        """How many tables of a kind there are."""
        return len(self._by_kind.get(kind, []))

    def unit(self, view: TableView) -> str:
        """The unit of a table, its own or the one that all others print; empty where unknown."""
        return view.table.unit if view.table.unit in YUAN else self._common_unit

    def factor(self, view: TableView, unit: str) -> Decimal | None:
        """What a table's amounts are multiplied with to be in another unit of money."""
        own = self.unit(view)
        return YUAN[own] / YUAN[unit] if own in YUAN and unit in YUAN else None

    def statutory(self) -> Iterator[TableView]:
        """The tables of the nine kinds."""
        return (view for view in self.views if view.table.kind.statutory)


# ------------------------------------------------------------------------------------------------------------ “三公”


THREE_PUBLIC_ITEMS: tuple[tuple[str, str], ...] = (
    ("part", r"外宾接待|国内公务接待|国（?境?）?外公务接待|外事接待"),
    ("vehicles", r"公务用?车购置(?:费)?[及和、与]运行(?:维护)?"),
    ("purchase", r"公务用?车(?:辆)?购置"),
    ("running", r"公务用?车运行|公车运行"),
    ("reception", r"公务接待|公务招待"),
    ("abroad", r"因公出国"),
    ("total", r"三公.{0,2}经费"),
)
"""The items of “三公”, the longest wording first. ``part`` is a share of 公务接待费 that no table prints."""


THREE_PUBLIC_PRINTED = ("total", "vehicles", "purchase", "running", "reception", "abroad")
"""The items that the table prints."""


def three_public_words(words: str) -> str:
    """The “三公” item that words name, or empty."""
    return next((name for name, pattern in THREE_PUBLIC_ITEMS if re.search(pattern, words)), "")


def three_public_item(cell: Cell) -> str:
    """Which “三公” item a cell is about, by its header path and its row label; empty where it is none or another."""
    words = [*parts(cell), plain(cell.row_label)]
    text = " ".join(words)
    if re.search(
        r"会议费|培训费|机关运行经费|上年|增减|团组|人次|批次|保有|数量|[数（](?:辆|台|个|人)|采购|资产", text
    ):
        return ""
    if re.search(r"(?:国内|外事|国（?境?）?外)\S{0,4}接待", text):
        return "part"
    inner = " ".join(word for word in words if not re.search(r"购置.*运行", word))
    if re.search(r"(?:用车)?购置", inner):
        return "purchase"
    if re.search(r"运行", inner):
        return "running"
    if re.search(r"购置.*运行", text):
        return "vehicles"
    if "接待" in text:
        return "reception"
    if "出国" in text:
        return "abroad"
    return "total" if re.search(r"合计|总计|小计|三公", text) else ""


def three_public_cells(view: TableView, item: str, basis: str, only_basis: bool) -> tuple[Cell, ...]:
    """The cells of a “三公” item.

    Args:
        view: the “三公” table.
        item: one of `THREE_PUBLIC_ITEMS`.
        basis: ``budget`` or ``final``.
        only_basis: the whole table is of that basis (a budget's), so that no column need say so.
    """
    found = []
    for cell in view.amounts:
        if three_public_item(cell) != item or not view.current(cell):
            continue
        text = " ".join([*parts(cell), plain(cell.row_label)])
        budget = bool(re.search(r"预算(?!财政拨款)", text))
        final = bool(re.search(r"决算|支出数|执行数|实际", text))
        if only_basis or (budget and not final and basis == "budget") or (final and not budget and basis == "final"):
            found.append(cell)
    if len({cell.row_index for cell in found}) > 1:
        # 一、“三公”经费支出 is often a heading without amounts, and （一）支出合计 below it holds them.
        found = [cell for cell in found if cell.state is not CellState.BLANK] or found
        found = [c for c in found if re.fullmatch(r"(?:支出)?(?:合计|总计)", plain(c.row_label))] or found
    return tuple(found)
