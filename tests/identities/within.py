"""Section 1 of identities.md: what must tie within each table."""

from __future__ import annotations

from collections.abc import Iterator

from miner.model import TableKind
from tests.identities.books import Books, Economic, ThreePublic
from tests.identities.tables import FUND_NAMES, FUNDS, Book, Coded, Row, TwoSided
from tests.identities.terms import Amount, Result, inapplicable, tie, unchecked

WITHIN = (
    "T01-1",
    "T01-2",
    "T01-3",
    "T01-4",
    "T01-5",
    "T02-1",
    "T02-2",
    "T03-1",
    "T03-2",
    "T04-1",
    "T04-2",
    "T04-3",
    "T04-4",
    "T04-5",
    "T04-6",
    "T04-7",
    "T05-1",
    "T05-2",
    "T06-1",
    "T06-2",
    "T06-3",
    "T07-1",
    "T08-1",
    "T09-1",
    "T09-2",
)

_KINDS = {
    "T01": TableKind.INCOME_EXPENDITURE_SUMMARY,
    "T02": TableKind.INCOME,
    "T03": TableKind.EXPENDITURE,
    "T04": TableKind.FISCAL_APPROPRIATION_SUMMARY,
    "T05": TableKind.GENERAL_BUDGET_EXPENDITURE,
    "T06": TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE,
    "T07": TableKind.GOVERNMENT_FUND,
    "T08": TableKind.STATE_CAPITAL,
    "T09": TableKind.THREE_PUBLIC,
}

_INCOME = ("fiscal", "superior", "service", "business", "subordinate", "other")
_SPENDING = ("basic", "project", "upward", "business", "downward")
_PUBLIC_CODES = ("302", "307", "310", "399", "309", "311", "312", "313")


def within(books: Books) -> Iterator[Result]:
    """Every identity of section 1, at least one result for each."""
    for prefix, kind in _KINDS.items():
        mine = [identity for identity in WITHIN if identity.startswith(prefix)]
        found = list(books.of(kind))
        if not found:
            yield from (unchecked(identity, books.why_not(kind)) for identity in mine)
        for book in found:
            if book.empty and any(amount.state == "unreadable" for _, amount in book.cells):
                yield from (unchecked(identity, "no amount of the table can be read", book.name) for identity in mine)
                continue
            results = [] if book.empty else list(_results(prefix, book))
            yield from results
            why = "the table holds no amount" if book.empty else "nothing that it speaks of is printed"
            done = {result.identity for result in results}
            yield from (inapplicable(identity, why, book.name) for identity in mine if identity not in done)


def _results(prefix: str, book: Book) -> Iterator[Result]:
    if isinstance(book, TwoSided):
        yield from _summary(book) if prefix == "T01" else _fiscal_summary(book)
    elif isinstance(book, Coded):
        yield from _coded(prefix, book)
    elif isinstance(book, ThreePublic):
        yield from _three_public(book)
    elif isinstance(book, Economic):
        yield from _economic(book)


def _summary(book: TwoSided) -> Iterator[Result]:
    income, spending = book.income_column, book.funds["total"]
    for identity, side, column in (("T01-1", "收入", income), ("T01-2", "支出", spending)):
        listed = [book.amount(row, column, row.label) for row in book.listed(side)]
        year = book.amount(book.year(side), column, f"本年{side}合计")
        yield tie(identity, f"{book.name}·{side}", listed, [year])
    for identity, side, column, used, carried in (
        ("T01-3", "收入", income, "使用|用事业基金", "年初|上年结转"),
        ("T01-4", "支出", spending, "结余分配", "年末|结转下年"),
    ):
        parts = [
            book.amount(book.year(side), column, f"本年{side}合计"),
            book.amount(book.find(side, used), column, used).optional,
            book.amount(book.find(side, carried), column, carried).optional,
        ]
        yield tie(identity, f"{book.name}·{side}", parts, [book.amount(book.grand(side), column, f"{side}总计")])
    yield _grand(book, "T01-5")


def _grand(book: TwoSided, identity: str) -> Result:
    ours = book.amount(book.grand("收入"), book.income_column, "收入总计")
    theirs = book.amount(book.grand("支出"), book.funds["total"], "支出总计")
    return tie(identity, book.name, [ours], [theirs], "=")


def _fiscal_summary(book: TwoSided) -> Iterator[Result]:
    column, total = book.income_column, book.funds["total"]
    year = book.year("收入")
    sources = {fund: source_row(book, fund) for fund in FUNDS}
    taken = {fund: book.amount(row, column, f"收入·{FUND_NAMES[fund]}").optional for fund, row in sources.items()}
    yield tie("T04-1", book.name, list(taken.values()), [book.amount(year, column, "本年收入合计")])
    for row in book.side("支出"):
        parts = [book.amount(row, book.funds[fund], fund).optional for fund in FUNDS]
        whole = book.amount(row, total, "支出合计")
        if whole.state != "blank" or any(part.state != "blank" for part in parts):
            yield tie("T04-2", f"{book.name}·支出·{row.label}", parts, [whole])
    for fund, index in book.funds.items():
        if index is not None:
            listed = [book.amount(row, index, row.label) for row in book.listed("支出")]
            spent = book.amount(book.year("支出"), index, "本年支出合计")
            yield tie("T04-3", f"{book.name}·支出·{fund}", listed, [spent])
    opening = book.find("收入", "年初")
    carried = book.amount(opening, column, "年初").optional
    parts = [book.amount(year, column, "本年收入合计"), carried]
    yield tie("T04-4", f"{book.name}·收入总计", parts, [book.amount(book.grand("收入"), column, "收入总计")])
    begun = {fund: opening_of(book, fund) for fund in FUNDS}
    yield tie("T04-4", f"{book.name}·年初", list(begun.values()), [carried])
    for fund, index in book.funds.items():
        if index is not None:
            ends = [book.amount(book.year("支出"), index, "本年支出合计"), closing_of(book, fund)]
            grand = book.amount(book.grand("支出"), index, "支出总计")
            yield tie("T04-5", f"{book.name}·支出总计·{fund}", ends, [grand])
    yield _grand(book, "T04-6")
    for fund in FUNDS:
        spent = book.amount(book.year("支出"), book.funds[fund], "本年支出合计").optional
        had, left = [taken[fund], begun[fund]], [spent, closing_of(book, fund)]
        yield tie("T04-7", f"{book.name}·{FUND_NAMES[fund]}", had, left)


def source_row(book: TwoSided, fund: str) -> Row | None:
    """The row of table 01 or 04 that says what a fund brought in."""
    year = book.year("收入")
    row = book.find("收入", FUNDS[fund])
    return row if row is None or year is None or row.index < year.index else None


def opening_of(book: TwoSided, fund: str) -> Amount:
    """What a fund had left at the year's beginning, in table 04: the row below 年初 that bears its name."""
    opening = book.find("收入", "年初")
    row = None if opening is None else book.find("收入", FUNDS[fund], opening)
    return book.amount(row, book.income_column, f"年初·{FUND_NAMES[fund]}").optional


def closing_of(book: TwoSided, fund: str) -> Amount:
    """What a fund had left at the year's end, in table 04."""
    return book.amount(book.find("支出", "年末"), book.funds[fund], f"年末·{fund}").optional


def _coded(prefix: str, book: Coded) -> Iterator[Result]:
    rows = [row for row in (book.total, *book.accounts) if row is not None]
    if prefix in ("T02", "T03"):
        columns = book.income if prefix == "T02" else book.spending
        parts = _INCOME if prefix == "T02" else _SPENDING
        yield from _across(f"{prefix}-1", book, rows, columns, parts)
        yield from _down(f"{prefix}-2", book, columns)
        return
    yield from _across(f"{prefix}-1", book, rows, book.spending, ("basic", "project"))
    columns = {name: book.spending[name] for name in ("total", "basic", "project")}
    if prefix == "T05":
        yield from _down("T05-2", book, columns)
        return
    flows = book.flows
    yield from _down(f"{prefix}-1", book, columns | flows)
    if None in (flows["opening"], flows["income"], flows["closing"]):
        return
    for row in rows:
        had = [book.amount(row, flows["opening"], "年初"), book.amount(row, flows["income"], "本年收入")]
        left = [book.amount(row, columns["total"], "本年支出"), book.amount(row, flows["closing"], "年末")]
        if any(amount.state != "blank" for amount in (*had, *left)):
            yield tie(f"{prefix}-1", f"{_place(book, row)}·年初+收入=支出+年末", had, left)


def _across(
    identity: str, book: Coded, rows: list[Row], columns: dict[str, int | None], parts: tuple[str, ...]
) -> Iterator[Result]:
    for row in rows:
        whole = book.amount(row, columns["total"], "合计")
        terms = [book.amount(row, columns[part], part).optional for part in parts]
        if whole.state != "blank" or any(term.state != "blank" for term in terms):
            yield tie(identity, _place(book, row), terms, [whole])


def _down(identity: str, book: Coded, columns: dict[str, int | None]) -> Iterator[Result]:
    """The total against 项, 款 and 类, and every 类 and 款 against the rows right below it."""
    levels = {"项": book.leaves, "款": book.level(5), "类": book.level(3)}
    for name, index in columns.items():
        if index is None:
            continue
        total = book.amount(book.total, index, "合计")
        for level, rows in levels.items():
            if rows is not None:
                terms = [book.amount(row, index, row.code) for row in rows]
                yield tie(identity, f"{book.name}·{name}·Σ{level}", terms, [total])
        for row in book.accounts:
            children = [r for r in book.accounts if len(r.code) == len(row.code) + 2 and r.code.startswith(row.code)]
            if children:
                terms = [book.amount(child, index, child.code) for child in children]
                yield tie(identity, f"{_place(book, row)}·{name}", terms, [book.amount(row, index, row.code)])


def _place(book: Coded, row: Row) -> str:
    return f"{book.name}·{row.code}{row.label}"


def _economic(book: Economic) -> Iterator[Result]:
    classes = {"301", "302", "303", "307", "310", "399", *(code for code in book.accounts if len(code) == 3)}
    for code in sorted(classes):
        children, own = book.children(code), book.accounts.get(code)
        where = f"{book.name}·{code}"
        if own is None and any(child.nonzero for child in children):
            yield unchecked("T06-1", f"no row {code}", where)
        elif own is None or not children:
            yield inapplicable("T06-1", f"the form does not break {code} down", where)
        else:
            yield tie("T06-1", where, children, [own])
    staff = [*book.heading("301"), *book.heading("303")]
    yield tie("T06-2", f"{book.name}·人员经费合计", staff, [book.subtotal("人员经费")])
    office = [amount for code in _PUBLIC_CODES for amount in book.heading(code)]
    yield tie("T06-3", f"{book.name}·公用经费合计", office, [book.subtotal("公用经费")])


def _three_public(book: ThreePublic) -> Iterator[Result]:
    if not book.items:
        why = f"no heading says 预算 or 决算: {sorted(book.paths.values())}"
        yield from (unchecked(identity, why, book.name) for identity in ("T09-1", "T09-2"))
    for period, items in book.items.items():
        spent = [items.get(name, _lost(book, period, name)) for name in ("abroad", "fleet", "reception")]
        where = f"{book.name}·{period}"
        yield tie("T09-1", where, spent, [items.get("all", _lost(book, period, "all"))])
        parts = [items.get(name, _lost(book, period, name)) for name in ("bought", "run")]
        yield tie("T09-2", where, parts, [items.get("fleet", _lost(book, period, "fleet"))])


def _lost(book: ThreePublic, period: str, item: str) -> Amount:
    return Amount("missing", f"{book.name}·{period}·{item}")
