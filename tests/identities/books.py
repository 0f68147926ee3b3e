"""Tables 06 and 09, whose forms differ most, and all the statutory tables of a document together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from miner.model import StatutoryTable, TableKind
from tests.identities.tables import TOTAL_LABEL, Book, Coded, TwoSided, clean, own_places, path_of, plain
from tests.identities.terms import UNITS, Amount, blank, missing


class Economic(Book):
    """Table 06: accounts of the economic classification, in one group of columns or in several side by side."""

    @cached_property
    def _three_columns(self) -> bool:
        return any(re.fullmatch("人员经费|公用经费", self.paths[index][-1]) for index in self.columns)

    @cached_property
    def _amounts(self) -> tuple[tuple[str, str, Amount, str], ...]:
        """Code, label, amount and last heading."""
        return tuple(
            (clean(cell.row_code), clean(cell.row_label), amount, self.paths[cell.column_index][-1])
            for cell, amount in self.cells
        )

    @cached_property
    def accounts(self) -> dict[str, Amount]:
        """Every account by its code."""
        found: dict[str, Amount] = {}
        for code, _, amount, heading in self._amounts:
            whole = not self._three_columns or heading in ("合计", "小计", "决算数", "金额")
            if re.fullmatch(r"\d{3}|\d{5}", code) and whole:
                found.setdefault(code, amount)
        return found

    @cached_property
    def labels(self) -> dict[str, str]:
        return {code: label for code, label, _, _ in self._amounts if code in self.accounts}

    def subtotal(self, name: str) -> Amount:
        """人员经费合计 or 公用经费合计."""
        for _, label, amount, _ in self._amounts:
            if name in label and "合计" in label and amount.state != "blank":
                return amount
        if self._three_columns:
            for code, label, amount, heading in self._amounts:
                if not code and TOTAL_LABEL.fullmatch(label) and heading == name:
                    return amount
        labels = any(name in label and "合计" in label for _, label, _, _ in self._amounts)
        return blank(f"{self.name}·{name}合计") if labels else missing(f"{self.name}·{name}合计")

    def children(self, code: str) -> list[Amount]:
        return [amount for other, amount in self.accounts.items() if len(other) > 3 and other.startswith(code)]

    def heading(self, code: str) -> list[Amount]:
        """What a 类 amounts to: its row, or its 款 where the form prints none."""
        own = self.accounts.get(code)
        return self.children(code) if own is None else [own]


_ITEMS = (
    ("fleet", r"公务用车购置费?(用)?(及|和|与)运行(维护)?费?(支出)?"),
    ("bought", r"公务用车购置(费|费用|支出)?"),
    ("run", r"公务用车运行(维护)?(费|费用|支出)?"),
    ("abroad", r"因公出国（境）(费|费用|支出)?"),
    ("reception", r"公务接待(费|费用|支出)?"),
    ("all", r"合计|小计|支出合计|总计|三公经费(合计|支出|支出合计)?"),
)


class ThreePublic(Book):
    """Table 09 in any of its forms: six and six columns, pairs of columns, or a row for each item."""

    @cached_property
    def items(self) -> dict[str, dict[str, Amount]]:
        """The six amounts by item, for each 预算数 and 决算数 that the table prints."""
        found: dict[str, dict[str, Amount]] = {}
        for cell, amount in self.cells:
            parts = [re.sub("^其中:?", "", plain(part)) for part in (*path_of(cell.column), cell.row_label)]
            period = next((part for part in parts if re.search("(?<!预)决算|预算", part)), None)
            item = self._item([part for part in parts if part != period])
            if period is None or item is None:
                continue
            items = found.setdefault(period, {})
            if item not in items or items[item].state == "blank":
                items[item] = amount
        return found

    @staticmethod
    def _item(parts: Sequence[str]) -> str | None:
        names = [name for part in parts for name, pattern in _ITEMS if re.fullmatch(pattern, part)]
        specific = [name for name in names if name != "all"]
        if len(specific) > 1 and specific[0] == "fleet":
            return specific[1]
        unknown = any(part and not any(re.fullmatch(p, part) for _, p in _ITEMS) for part in parts[-1:])
        if specific:
            return specific[0]
        return "all" if names and not unknown else None

    def of(self, period: str, item: str) -> Amount:
        """An item's amount in the first period whose heading contains ``period``."""
        for name, items in self.items.items():
            if period in name and not ("上年" in name or "增减" in name):
                return items.get(item, missing(f"{self.name}·{name}·{item}"))
        return missing(f"{self.name}·{period}·{item}")


_CLASSES: Mapping[TableKind, type[Book]] = {
    TableKind.INCOME_EXPENDITURE_SUMMARY: TwoSided,
    TableKind.FISCAL_APPROPRIATION_SUMMARY: TwoSided,
    TableKind.INCOME: Coded,
    TableKind.EXPENDITURE: Coded,
    TableKind.GENERAL_BUDGET_EXPENDITURE: Coded,
    TableKind.GOVERNMENT_FUND: Coded,
    TableKind.STATE_CAPITAL: Coded,
    TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE: Economic,
    TableKind.THREE_PUBLIC: ThreePublic,
}


class Books:
    """The statutory tables of a document by kind."""

    def __init__(self, tables: Sequence[StatutoryTable]) -> None:
        units = Counter(table.unit for table in tables if table.kind.statutory and table.unit in UNITS)
        usual = max(units, key=lambda unit: units[unit], default="万元")
        self.usual = UNITS[usual]
        self._places: dict[str, int] = {}
        for unit in {*units, usual}:
            votes = Counter(own_places(t) for t in tables if t.kind.statutory and (t.unit or usual) == unit)
            votes.pop(0, None)
            self._places[unit] = max(votes, key=lambda places: votes[places], default=0)
        self.places = self._places[usual]
        self.all: list[Book] = []
        self.unread = {table.kind for table in tables if table.unread}
        for table in tables:
            if table.kind in _CLASSES and not table.unread:
                unit = table.unit if table.unit in UNITS else usual
                self.all.append(_CLASSES[table.kind](table, unit, self._places.get(unit, 0)))

    def of(self, kind: TableKind) -> Iterator[Book]:
        return (book for book in self.all if book.table.kind is kind)

    def why_not(self, kind: TableKind) -> str:
        return f"the table {kind.value} " + ("could not be read" if kind in self.unread else "is missing")

    def coded(self, kind: TableKind) -> Coded | None:
        """The fullest table of a kind."""
        books = [book for book in self.of(kind) if isinstance(book, Coded)]
        return max(books, key=lambda book: len(book.accounts), default=None)

    def two_sided(self, kind: TableKind) -> TwoSided | None:
        return next((book for book in self.of(kind) if isinstance(book, TwoSided)), None)

    @property
    def economic(self) -> Economic | None:
        return next((book for book in self.all if isinstance(book, Economic)), None)

    @property
    def three_public(self) -> ThreePublic | None:
        return next((book for book in self.all if isinstance(book, ThreePublic)), None)
