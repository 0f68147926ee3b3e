"""Tables bound by the kind of their title, the labels and codes of their rows and the headings of their columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from miner.model import Cell, CellState, StatutoryTable
from tests.identities.terms import UNITS, WAN, Amount, blank, half_of, missing, places_of, printed

_FOLD = str.maketrans("()[]〔〕【】：，％", "（）（）（）（）:,%")
_LABEL_COLUMN = re.compile(
    r"项目(（.*)?|行次|栏次|序号|备注|类|款|项|.*(编码|代码|科目名称|项目名称|分类科目|单位名称).*|科目|名称"
)
_DASH = re.compile(r"[-—–－/\s]*")
_ORDINAL = re.compile(r"^(其中[:、]?)?([一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[.、．])")
TOTAL_LABEL = re.compile(r"(本年)?(支出|收入)?(合计|总计)")
_EMPTY_NOTE = re.compile(r"无数据|空表|为空|(没有|未发生|未安排|无)[^，,。；;]{0,24}(收入|支出|收支|安排)")

FUNDS = {"general": r"一般公共预算", "fund": r"政府性基金", "capital": r"国有资本经营"}
FUND_NAMES = {"general": "一般公共预算", "fund": "政府性基金", "capital": "国有资本经营"}


def clean(text: str) -> str:
    """A label or heading without blanks and quotes, with one sort of brackets."""
    return re.sub(r"[\s“”\"'「」]", "", text).translate(_FOLD)


def plain(label: str) -> str:
    """A label without its ordinal."""
    return _ORDINAL.sub("", clean(label))


def path_of(column: str) -> tuple[str, ...]:
    return tuple(clean(part) for part in column.split(" / "))


@dataclass(frozen=True, slots=True)
class Row:
    """A row, or one half of one."""

    index: int
    label: str
    code: str
    amounts: Mapping[int, Amount]
    """By column."""


class Book:
    """A table with its amounts bound. ``places`` are the decimals that the document's tables of that unit print."""

    def __init__(self, table: StatutoryTable, unit: str, places: int) -> None:
        self.table = table
        self.unit = UNITS.get(unit, WAN)
        self.places = own_places(table) or places
        self.paths: dict[int, tuple[str, ...]] = {cell.column_index: path_of(cell.column) for cell in table.cells}
        names = {cell.column_index for cell in table.cells if cell.raw and cell.raw in (cell.row_label, cell.row_code)}
        heads = {index for index, path in self.paths.items() if _LABEL_COLUMN.fullmatch(path[-1])}
        self.columns = sorted(self.paths.keys() - names - heads)

    @cached_property
    def cells(self) -> tuple[tuple[Cell, Amount], ...]:
        """The cells where amounts may stand."""
        wanted = set(self.columns)
        body = (cell for cell in self.table.cells if cell.column_index in wanted and clean(cell.row_label) != "栏次")
        return tuple((cell, self._amount(cell)) for cell in body)

    @property
    def empty(self) -> bool:
        """True where not one amount is printed."""
        return not any(amount.state == "printed" for _, amount in self.cells)

    @property
    def money(self) -> bool:
        """True where an amount other than 0 is printed."""
        return any(amount.nonzero for _, amount in self.cells)

    @property
    def declared(self) -> bool:
        """True where the table says that it holds no data."""
        return self.table.declared_empty or bool(_EMPTY_NOTE.search(clean(self.table.note)))

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of a table with one label for each row."""
        return self._rows(self.columns)

    def _rows(self, columns: Iterable[int]) -> tuple[Row, ...]:
        wanted = set(columns)
        found: dict[int, tuple[str, str, dict[int, Amount]]] = {}
        for cell, amount in self.cells:
            if cell.column_index in wanted:
                row = found.setdefault(cell.row_index, (cell.row_label, cell.row_code, {}))
                row[2][cell.column_index] = amount
        return tuple(Row(i, clean(label), clean(code), cells) for i, (label, code, cells) in sorted(found.items()))

    def amount(self, row: Row | None, column: int | None, what: str) -> Amount:
        """What stands at a row and a column; ``what`` names the place where there is none."""
        if row is None or column is None:
            return missing(f"{self.name}·{what}")
        return row.amounts.get(column, blank(f"{self.name}·{what}"))

    @property
    def name(self) -> str:
        return self.table.title or self.table.kind.value

    def _amount(self, cell: Cell) -> Amount:
        where = f"{self.name}·{clean(cell.row_code) or clean(cell.row_label)}·{cell.column}"
        if cell.state is CellState.NUMBER and cell.value is not None:
            return printed(cell.value, half_of(cell.value, self.places), self.unit, where)
        if cell.state is CellState.BLANK or _DASH.fullmatch(cell.raw):
            return blank(where)
        return Amount("unreadable", where)


def own_places(table: StatutoryTable) -> int:
    """The decimals that most amounts of a table print, where any prints one.

    0 among 2.85 is 0.00, and 424 is 424.00: else a column of zeros would forgive a difference of several 万元.
    """
    printed_places = Counter(
        places_of(cell.value) for cell in table.cells if cell.state is CellState.NUMBER and cell.value
    )
    printed_places.pop(0, None)
    return max(printed_places, key=lambda places: (printed_places[places], places), default=0)


class Coded(Book):
    """Tables 02, 03, 05, 07, 08: a row for each account of the functional classification, and a total."""

    @cached_property
    def total(self) -> Row | None:
        found = [row for row in self.rows if not row.code and TOTAL_LABEL.fullmatch(row.label)]
        return next((row for row in found if any(a.state == "printed" for a in row.amounts.values())), None) or next(
            iter(found), None
        )

    @cached_property
    def accounts(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.code.isdigit())

    @cached_property
    def leaves(self) -> tuple[Row, ...]:
        """Rows below which no other row stands: 项, or 款 and 类 that are not broken down."""
        codes = {row.code for row in self.accounts}
        return tuple(row for row in self.accounts if not any(c != row.code and c.startswith(row.code) for c in codes))

    def level(self, digits: int) -> tuple[Row, ...] | None:
        """The rows of 类 (3) or 款 (5), where every 项 stands below one of them."""
        rows = tuple(row for row in self.accounts if len(row.code) == digits)
        codes = {row.code for row in rows}
        complete = rows and all(row.code[:digits] in codes for row in self.leaves)
        return rows if complete else None

    def below(self, prefix: str) -> tuple[Row, ...]:
        return tuple(row for row in self.leaves if row.code.startswith(prefix))

    def by_code(self, code: str) -> Row | None:
        return next((row for row in self.accounts if row.code == code), None)

    def column(self, pattern: str, inside: str = "", outside: str = "") -> int | None:
        """The column one of whose headings is ``pattern``, with only 小计, 合计 … below it."""
        for index in self.columns:
            path = self.paths[index]
            if inside and not any(re.fullmatch(inside, part) for part in path[:-1]):
                continue
            if outside and any(re.fullmatch(outside, part) for part in path):
                continue
            hit = next((i for i, part in enumerate(path) if re.fullmatch(pattern, part)), None)
            if hit is not None and all(re.fullmatch("小计|合计|决算数|金额", part) for part in path[hit + 1 :]):
                return index
        return None

    @cached_property
    def _inside(self) -> str:
        grouped = any(re.fullmatch("本年支出.*", part) for path in self.paths.values() for part in path[:-1])
        return "本年支出.*" if grouped else ""

    @cached_property
    def spending(self) -> dict[str, int | None]:
        """The columns of the year's expenditure by name."""
        others = "基本支出|项目支出|年初.*|年末.*|本年收入.*|上缴上级支出|.*经营支出|对附属单位补助支出"
        whole = "小计|合计|本年支出(小计|合计)?|支出(小计|合计)?|决算数|金额"
        total = self.column(whole, self._inside, others)
        return {
            "total": self.column("本年支出", "", others) if total is None else total,
            "basic": self.column("基本支出", self._inside, "年初.*|年末.*|本年收入.*"),
            "project": self.column("项目支出", self._inside, "年初.*|年末.*|本年收入.*"),
            "upward": self.column("上缴上级支出"),
            "business": self.column("(事业单位)?经营支出"),
            "downward": self.column("对附属单位补助支出"),
        }

    @cached_property
    def flows(self) -> dict[str, int | None]:
        """The columns of what the year began with, took in and ended with."""
        return {
            "opening": self.column("(年初|上年).*"),
            "income": self.column("本年收入(合计)?"),
            "closing": self.column("年末.*"),
        }

    @cached_property
    def income(self) -> dict[str, int | None]:
        """The columns of table 02."""
        return {
            "total": self.column("本年收入(合计|小计)?|合计|收入合计", "", "事业收入|财政拨款收入|其他收入"),
            "fiscal": self.column("财政拨款收入"),
            "superior": self.column("上级补助收入"),
            "service": self.column("事业收入"),
            "business": self.column("经营收入"),
            "subordinate": self.column("附属单位(上缴|缴款)收入"),
            "other": self.column("其他收入"),
        }


class TwoSided(Book):
    """Tables 01 and 04: income on one side, expenditure on the other."""

    @cached_property
    def _sides(self) -> dict[str, list[int]]:
        sides: dict[str, list[int]] = {"收入": [], "支出": []}
        labels = sorted(i for i, path in self.paths.items() if re.match("项目", path[-1]))
        for index in self.columns:
            head = self.paths[index][0]
            if head not in sides and len(labels) == 2:
                head = "收入" if index < labels[1] else "支出"
            if head in sides:
                sides[head].append(index)
        return sides

    def side(self, side: str) -> tuple[Row, ...]:
        return self._rows(self._sides[side])

    @cached_property
    def income_column(self) -> int | None:
        return next(iter(self._sides["收入"]), None)

    @cached_property
    def funds(self) -> dict[str, int | None]:
        """The expenditure columns by fund; ``total`` is the one that is of no fund."""
        named = {index: "".join(self.paths[index][1:]) for index in self._sides["支出"]}
        found: dict[str, int | None] = {
            fund: next((i for i, name in named.items() if re.search(pattern, name)), None)
            for fund, pattern in FUNDS.items()
        }
        rest = (i for i, name in named.items() if not any(re.search(pattern, name) for pattern in FUNDS.values()))
        return {"total": next(rest, None), **found}

    def find(self, side: str, pattern: str, after: Row | None = None) -> Row | None:
        """The first row of a side whose label without its ordinal matches."""
        rows = (row for row in self.side(side) if after is None or row.index > after.index)
        return next((row for row in rows if re.match(pattern, plain(row.label))), None)

    def year(self, side: str) -> Row | None:
        return self.find(side, rf"(本年)?{side}合计$|本年{side}$")

    def grand(self, side: str) -> Row | None:
        return self.find(side, rf"({side})?总计$")

    def listed(self, side: str) -> tuple[Row, ...]:
        """The rows above the year's total that add up to it: those with 一、 二、 where the form numbers them."""
        last = self.year(side)
        above = [row for row in self.side(side) if row.label and (last is None or row.index < last.index)]
        numbered = [row for row in above if re.match("[一二三四五六七八九十]+、", row.label)]
        return tuple(numbered or [row for row in above if not row.label.startswith("其中")])
