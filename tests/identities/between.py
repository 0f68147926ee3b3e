"""Section 2 of identities.md: what must tie between the tables. X15 needs prose and stands with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from miner.model import TableKind
from tests.identities.books import Books
from tests.identities.tables import (
    FUND_NAMES,
    FUNDS,
    Book,
    Coded,
    Row,
    TwoSided,
    plain,
)
from tests.identities.terms import Amount, Relation, Result, blank, inapplicable, missing, tie, unchecked
from tests.identities.within import closing_of, opening_of, source_row

BETWEEN = [f"X{number}" for number in range(1, 14)]

CLASSES = {
    "一般公共服务": "201",
    "外交": "202",
    "国防": "203",
    "公共安全": "204",
    "教育": "205",
    "科学技术": "206",
    "文化旅游体育与传媒": "207",
    "文化体育与传媒": "207",
    "社会保障和就业": "208",
    "卫生健康": "210",
    "医疗卫生与计划生育": "210",
    "节能环保": "211",
    "城乡社区": "212",
    "农林水": "213",
    "交通运输": "214",
    "资源勘探工业信息等": "215",
    "资源勘探信息等": "215",
    "商业服务业等": "216",
    "金融": "217",
    "援助其他地区": "219",
    "自然资源海洋气象等": "220",
    "国土海洋气象等": "220",
    "住房保障": "221",
    "粮油物资储备": "222",
    "国有资本经营预算": "223",
    "灾害防治及应急管理": "224",
    "其他": "229",
    "债务还本": "231",
    "债务付息": "232",
    "债务发行费用": "233",
    "抗疫特别国债安排的": "234",
}
_OTHER_INCOME = (
    ("superior", "上级补助收入"),
    ("service", "事业收入"),
    ("business", "经营收入"),
    ("subordinate", "附属单位(上缴|缴款)收入"),
    ("other", "其他收入"),
)
_THREE_PUBLIC = (("30212", "abroad"), ("31013", "bought"), ("30231", "run"), ("30217", "reception"))


def class_of(label: str) -> str | None:
    """The code of a 类 by its name in the summary tables or in prose."""
    return CLASSES.get(re.sub("支出$", "", plain(label)).removesuffix("（类）").removesuffix("支出"))


def between(books: Books) -> Iterator[Result]:
    """Every identity of section 2 that tables alone decide, at least one result for each."""
    results = [*_Between(books).results()]
    yield from results
    done = {result.identity for result in results}
    yield from (inapplicable(name, "nothing that it speaks of is printed") for name in BETWEEN if name not in done)


class _Between:
    def __init__(self, books: Books) -> None:
        self.books = books
        self.summary = books.two_sided(TableKind.INCOME_EXPENDITURE_SUMMARY)
        self.income = books.coded(TableKind.INCOME)
        self.spending = books.coded(TableKind.EXPENDITURE)
        self.fiscal = books.two_sided(TableKind.FISCAL_APPROPRIATION_SUMMARY)
        self.general = books.coded(TableKind.GENERAL_BUDGET_EXPENDITURE)

    def results(self) -> Iterator[Result]:
        yield self._pair("X1", [self.earned(self.summary)], [self.column_total(self.income, "total")])
        yield self._pair("X2", [self.spent(self.summary, "total")], [self.outlay(self.spending, "total")])
        yield from self._x3()
        yield self._pair("X4", [self.column_total(self.income, "fiscal")], [self.earned(self.fiscal)])
        for fund, name in FUND_NAMES.items():
            ours, theirs = self.source(self.summary, fund), self.source(self.fiscal, fund)
            yield self._pair("X5", [ours], [theirs], "=", name)
        yield from self._classes("X6", self.summary, "total", self.spending)
        yield from self._classes("X7", self.fiscal, "general", self.general)
        yield self._pair("X7", [self.spent(self.fiscal, "general")], [self.outlay(self.general, "total")], "=", "合计")
        yield self._x8()
        yield from self._x9()
        yield from self._x10()
        yield from self._x11()
        yield from self._x12()
        yield self._x13()

    def _pair(
        self,
        identity: str,
        left: Sequence[Amount],
        right: Sequence[Amount],
        relation: Relation = "=",
        where: str = "",
    ) -> Result:
        return tie(
            identity, where or " = ".join(amount.where for amount in (*left[:1], *right[:1])), left, right, relation
        )

    def earned(self, book: TwoSided | None) -> Amount:
        if book is None:
            return missing("本年收入合计")
        return book.amount(book.year("收入"), book.income_column, "本年收入合计")

    def spent(self, book: TwoSided | None, column: str) -> Amount:
        if book is None:
            return missing("本年支出合计")
        return book.amount(book.year("支出"), book.funds[column], f"本年支出合计·{column}")

    def source(self, book: TwoSided | None, fund: str) -> Amount:
        if book is None:
            return missing(f"收入·{FUND_NAMES[fund]}")
        return book.amount(source_row(book, fund), book.income_column, FUND_NAMES[fund]).optional

    def column_total(self, book: Coded | None, column: str) -> Amount:
        if book is None:
            return missing("收入决算表")
        return book.amount(book.total, book.income[column], column).optional if book.total else missing("合计")

    def outlay(self, book: Coded | None, column: str) -> Amount:
        if book is None:
            return missing("支出决算表")
        return book.amount(book.total, book.spending[column], column)

    def _x3(self) -> Iterator[Result]:
        sources = [self.source(self.summary, fund) for fund in FUNDS]
        yield self._pair("X3", sources, [self.column_total(self.income, "fiscal")], "=", "财政拨款收入")
        for column, label in _OTHER_INCOME:
            ours = missing(label)
            if self.summary is not None:
                row = next((row for row in self.summary.listed("收入") if re.match(label, plain(row.label))), None)
                ours = self.summary.amount(row, self.summary.income_column, label).optional
            yield self._pair("X3", [ours], [self.column_total(self.income, column)], "=", label)

    def _classes(self, identity: str, summary: TwoSided | None, column: str, detail: Coded | None) -> Iterator[Result]:
        if summary is None or detail is None:
            yield unchecked(identity, "one of the two tables is missing or could not be read")
            return
        known: dict[str, Row] = {}
        for row in summary.listed("支出"):
            code = class_of(row.label)
            if code is not None:
                known.setdefault(code, row)
            elif summary.amount(row, summary.funds[column], "").nonzero:
                yield unchecked(identity, "no 类 of that name", f"{summary.name}·{row.label}")
        for code in sorted({*known, *(row.code[:3] for row in detail.leaves)}):
            found = known.get(code)
            where = f"{summary.name}·{code}{'' if found is None else found.label}"
            ours = blank(where) if found is None else summary.amount(found, summary.funds[column], column)
            theirs = [detail.amount(row, detail.spending["total"], row.code) for row in detail.below(code)]
            result = tie(identity, where, theirs, [ours])
            if result.outcome != "not_applicable":
                yield result

    def _x8(self) -> Result:
        book = self.books.economic
        basic = self.outlay(self.general, "basic")
        if book is None:
            return unchecked("X8", self.books.why_not(TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE))
        return tie("X8", basic.where, [book.subtotal("人员经费"), book.subtotal("公用经费")], [basic])

    @property
    def general_money_only(self) -> bool:
        """True where all the money is of the general budget, so that tables 03 and 05 are the same."""
        if self.summary is not None and self.fiscal is not None:
            whole = self.summary.amount(self.summary.grand("收入"), self.summary.income_column, "总计").term
            parts = [self.source(self.fiscal, "general").term, opening_of(self.fiscal, "general").term]
            if whole is not None and whole.value and whole.value == sum((p.value for p in parts if p), Decimal(0)):
                return True
        ours, theirs = self.outlay(self.general, "total").term, self.outlay(self.spending, "total").term
        return ours is not None and theirs is not None and ours == theirs

    def _x9(self) -> Iterator[Result]:
        part, whole = self.general, self.spending
        if part is None or whole is None:
            yield unchecked("X9", "one of the two tables is missing or could not be read")
            return
        same = self.general_money_only
        codes = {row.code for row in part.leaves} | ({row.code for row in whole.leaves} if same else set())
        for code in sorted(codes):
            for column in ("total", "basic", "project"):
                ours, theirs = (
                    blank(f"{book.name}·{code}") if row is None else book.amount(row, book.spending[column], code)
                    for book, row in ((part, part.by_code(code)), (whole, whole.by_code(code)))
                )
                result = tie("X9", f"{code}·{column}", [ours.optional], [theirs.optional], "=" if same else "≤")
                if result.outcome != "not_applicable":
                    yield result

    def _x10(self) -> Iterator[Result]:
        book = self.books.coded(TableKind.GOVERNMENT_FUND)
        if book is None or self.fiscal is None:
            yield unchecked("X10", self.books.why_not(TableKind.GOVERNMENT_FUND if book is None else _SUMMARY))
            return
        yield from self._fund("X10", book, self.fiscal, "fund")

    def _x11(self) -> Iterator[Result]:
        found = [book for book in self.books.of(TableKind.STATE_CAPITAL) if isinstance(book, Coded)]
        if not found or self.fiscal is None:
            yield unchecked("X11", self.books.why_not(_SUMMARY if found else TableKind.STATE_CAPITAL))
            return
        for book in found:
            yield from self._fund("X11", book, self.fiscal, "capital")

    def _fund(self, identity: str, book: Coded, fiscal: TwoSided, fund: str) -> Iterator[Result]:
        entries = {
            "income": self.source(fiscal, fund),
            "total": self.spent(fiscal, fund).optional,
            "opening": opening_of(fiscal, fund),
            "closing": closing_of(fiscal, fund),
        }
        columns = {**book.flows, "total": book.spending["total"]}
        for name, theirs in entries.items():
            index = columns[name]
            if index is None and (book.paths or name != "total"):
                continue
            ours = blank(f"{book.name}·合计·{name}")
            if not book.empty:
                ours = book.amount(book.total, index, f"合计·{name}")
            yield tie(identity, f"{book.name}·{name}", [ours], [theirs], "=")

    def _x12(self) -> Iterator[Result]:
        basic, table = self.books.economic, self.books.three_public
        if basic is None or table is None:
            kind = TableKind.THREE_PUBLIC if table is None else TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE
            yield unchecked("X12", self.books.why_not(kind))
            return
        for code, item in _THREE_PUBLIC:
            part = basic.accounts.get(code, blank(f"{basic.name}·{code}"))
            whole = blank(table.name) if table.empty else table.of("决算", item)
            yield tie("X12", f"{code} ≤ {item}", [part], [whole], "≤")

    def _x13(self) -> Result:
        table = self.books.three_public
        if table is None:
            return unchecked("X13", self.books.why_not(TableKind.THREE_PUBLIC))
        part = blank(table.name) if table.empty else table.of("决算", "all")
        return tie("X13", part.where, [part], [self.spent(self.fiscal, "total")], "≤")


_SUMMARY = TableKind.FISCAL_APPROPRIATION_SUMMARY


def emptiness(book: Book) -> str:
    """``money``, ``zeros`` (printed, but nothing but 0) or ``blank``."""
    return "money" if book.money else "blank" if book.empty else "zeros"
