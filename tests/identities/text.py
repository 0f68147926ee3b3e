"""Section 3 of identities.md, 一 to 六: what the explanation states of the tables' totals, shares, accounts and rates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from miner.model import Narrative, TableKind
from tests.identities.accounts import Resolution, resolve
from tests.identities.between import CLASSES
from tests.identities.books import Books
from tests.identities.prose import (
    MONEY,
    PERCENT,
    Item,
    Passage,
    Prose,
    first,
    gives_reason,
    growths,
    items,
    money,
    percent,
)
from tests.identities.rates import grown, share
from tests.identities.tables import Coded, TwoSided, clean
from tests.identities.terms import (
    Amount,
    Result,
    Term,
    inapplicable,
    missing,
    printed,
    stated,
    tie,
    unchecked,
)

TEXT = (
    "S01-total",
    "S01-growth",
    "S02-amount",
    "S02-share",
    "S03-amount",
    "S03-share",
    "S04-total",
    "S04-growth",
    "S05.1-amount",
    "S05.1-share",
    "S05.1-growth",
    "S05.2-amount",
    "S05.2-share",
    "S05.2-shares",
    "S05.3-total",
    "S05.3-rate",
    "S05.3-budgets",
    "S05.3-finals",
    "S05.3-account",
    "S05.3-item",
    "S05.3-word",
    "S05.3-reason",
    "S05.3-growth",
    "S05.3-complete",
    "S06-amount",
    "S06-share",
    "S06-listed",
    "S06-unlisted",
)

_TOTAL = re.compile(rf"(?P<lead>[^，。；：\n]{{0,30}}?)总计(?:数)?(?:均|各)?(?:为|是)?(?P<sum>{MONEY})")
_SHARE = rf"[，,]?(?:占[^，。；\d]{{0,24}}?(?P<share>{PERCENT}))?"
_INCOME = {
    "fiscal": "财政拨款收入",
    "superior": "上级补助收入",
    "service": "事业收入",
    "business": "经营收入",
    "subordinate": "附属单位(?:上缴|缴款)收入",
    "other": "其他收入",
}
_SPENDING = {
    "basic": "基本支出",
    "project": "项目支出",
    "upward": "上缴上级支出",
    "business": "经营支出",
    "downward": "对附属单位补助支出",
}


def text(books: Books, prose: Prose, narratives: Sequence[Narrative]) -> Iterator[Result]:
    """What can be had of 一 to 六; every identity that found nothing to check says so."""
    results = [*_Text(books, prose, narratives).results()]
    yield from results
    done = {result.identity for result in results}
    yield from (unchecked(name, "the prose states nothing of the sort") for name in TEXT if name not in done)


@dataclass(frozen=True, slots=True)
class _Stated:
    """What an item of 五（三） states."""

    item: Item
    budget: Amount | None
    final: Amount | None


class _Text:
    def __init__(self, books: Books, prose: Prose, narratives: Sequence[Narrative]) -> None:
        self.books, self.prose, self.narratives = books, prose, narratives
        self.general = books.coded(TableKind.GENERAL_BUDGET_EXPENDITURE)
        self.spending = books.coded(TableKind.EXPENDITURE)

    def results(self) -> Iterator[Result]:
        yield from self._totals()
        income, spending = self.books.coded(TableKind.INCOME), self.spending
        chapter = self.prose.chapter("收入(决算)?(情况|说明|总体)|收入决算", "支出|财政拨款")
        yield from self._parts("S02", chapter, income, income.income if income else {}, _INCOME)
        chapter = self.prose.chapter(
            "支出(决算)?(情况|说明|总体)|支出决算",
            "收入|收支|财政拨款|一般公共|基本支出|项目支出|经费|采购|一般性|基金|国有|整体",
        )
        yield from self._parts("S03", chapter, spending, spending.spending if spending else {}, _SPENDING)
        yield from self._general_total()
        yield from self._classes()
        yield from self._accounts_total()
        yield from self._accounts()
        yield from self._basic()

    def money(self, words: str, where: str) -> Amount:
        return money(words, self.books, f"“{words}” {where}")

    def total(self, book: Coded | None, column: str, income: bool = False) -> Amount:
        if book is None:
            return missing("the table")
        return book.amount(book.total, (book.income if income else book.spending)[column], f"合计·{column}")

    def appropriated(self, passage: Passage, start: int) -> Amount:
        """What 财政拨款支出 is: of the general budget where the title or the sentence says so, else of all funds."""
        if re.search("一般公共", passage.path + re.split("[。\n]", passage.text[: start + 1])[-1]):
            return self.total(self.general, "total")
        book = self.books.two_sided(TableKind.FISCAL_APPROPRIATION_SUMMARY)
        if book is None:
            return missing("04")
        return book.amount(book.year("支出"), book.funds["total"], "本年支出合计")

    def _totals(self) -> Iterator[Result]:
        for passage in self.prose.passages:
            for match in _TOTAL.finditer(passage.text):
                sentence = re.split("[。\n]", passage.text[: match.start()])[-1] + match["lead"]
                if re.search("上年|去年|年初|预算", match["lead"]) or not re.search("[收支]", match["lead"][-8:]):
                    continue
                fiscal = "财政拨款" in sentence or "财政拨款" in passage.titles[-1][:40]
                kind = TableKind.FISCAL_APPROPRIATION_SUMMARY if fiscal else TableKind.INCOME_EXPENDITURE_SUMMARY
                identity = "S04" if fiscal else "S01"
                book = self.books.two_sided(kind)
                ours = self.money(match["sum"], f"{passage.titles[-1]}")
                lead = match["lead"][-6:]
                sides = [side for side in ("收入", "支出") if side[0] in lead or side in lead]
                for side in sides:
                    theirs = missing(kind.value) if book is None else self._grand(book, side)
                    yield tie(f"{identity}-total", f"{passage.titles[-1][:30]}·{side}", [ours], [theirs])
                rest = _TOTAL.split(passage.text[match.end() :].split("\n")[0])[0]
                yield from self._growth(f"{identity}-growth", passage.titles[-1][:30], rest, ours)

    @staticmethod
    def _grand(book: TwoSided, side: str) -> Amount:
        column = book.income_column if side == "收入" else book.funds["total"]
        return book.amount(book.grand(side), column, f"{side}总计")

    def _growth(self, identity: str, where: str, words: str, base: Amount) -> Iterator[Result]:
        """The first 增加 Δ, 增长 p% of some words, for an amount that they speak of."""
        growth = next(growths(words), None)
        if growth is not None and base.term is not None:
            yield grown(identity, where, base.term, growth, self.books)

    def _parts(
        self,
        identity: str,
        chapter: str,
        book: Coded | None,
        columns: Mapping[str, int | None],
        names: Mapping[str, str],
    ) -> Iterator[Result]:
        """财政拨款收入 X, 占 p%: a column of the total row, and its share."""
        income = identity == "S02"
        whole = self.total(book, "total", income)
        for column, name in names.items():
            match = re.search(rf"(?:^|[，。；：、\n）.．]){name}(?:为|共)?(?P<sum>{MONEY}){_SHARE}", chapter)
            if match is None:
                continue
            ours = self.money(match["sum"], name)
            theirs = missing("the table")
            if book is not None:
                theirs = book.amount(book.total, columns[column], f"合计·{column}")
            yield tie(f"{identity}-amount", name, [ours], [theirs])
            if match["share"]:
                yield share(f"{identity}-share", name, match["share"], ours, whole)
        match = re.search(rf"(?:收入|支出)(?:决算)?合计(?:为)?(?P<sum>{MONEY})", chapter)
        if match is not None:
            yield tie(f"{identity}-amount", "合计", [self.money(match["sum"], "合计")], [whole])

    def _general_total(self) -> Iterator[Result]:
        pattern = rf"财政拨款(?:本年)?支出(?:决算)?(?:数|总额|合计|总计)?(?:为)?(?P<sum>{MONEY})[，,]占[^，。；\d]{{0,20}}?(?P<share>{PERCENT})"
        for passage in self.prose.passages:
            for match in re.finditer(pattern, passage.text):
                where = passage.titles[-1][:30]
                ours = self.money(match["sum"], where)
                yield tie("S05.1-amount", where, [ours], [self.appropriated(passage, match.start())])
                yield share("S05.1-share", where, match["share"], ours, self.total(self.spending, "total"))
                yield from self._growth("S05.1-growth", where, passage.text[match.end() :].split("\n")[0], ours)

    def _classes(self) -> Iterator[Result]:
        """五（二）: the 类, their shares, and that the shares are the whole."""
        fiscal = self.books.two_sided(TableKind.FISCAL_APPROPRIATION_SUMMARY)
        chapter = self.prose.chapter("结构")
        general = "\n".join(p.text for p in self.prose.passages if "一般公共" in p.path)
        whole = self.total(self.general, "total")
        shares: list[Term] = []
        for name, code in CLASSES.items():
            pattern = rf"(?:^|[，。；：、\n）.．]){name}(?:支出)?(?:（类）)?(?:支出)?(?:为)?(?P<sum>{MONEY}){_SHARE}"
            match = re.search(pattern, chapter or general)
            if match is None or not (chapter or match["share"]):
                continue
            ours = self.money(match["sum"], name)
            row = None if fiscal is None else fiscal.find("支出", f"{name}(支出)?$")
            if fiscal is not None and row is not None:
                yield tie("S05.2-amount", name, [ours], [fiscal.amount(row, fiscal.funds["general"], name)])
            if self.general is not None:
                rows = self.general.below(code)
                theirs = [self.general.amount(row, self.general.spending["total"], row.code) for row in rows]
                yield tie("S05.2-amount", f"{name}·05", theirs, [ours])
            if match["share"]:
                shares.append(percent(match["share"]))
                yield share("S05.2-share", name, match["share"], ours, whole)
        if len(shares) > 1:
            parts = [printed(term.value, term.half) for term in shares]
            hundred = printed(Decimal(100), min(term.half for term in shares))
            yield tie("S05.2-shares", "Σ占 = 100", parts, [hundred])

    def _accounts_total(self) -> Iterator[Result]:
        pattern = (
            rf"财政拨款支出[^，。；\n]{{0,12}}?预算(?:数)?(?:为)?(?P<budget>{MONEY})[，,]"
            rf"(?:支出)?决算(?:数)?(?:为)?(?P<final>{MONEY})(?:[，,]完成[^，。；\d]{{0,14}}?(?P<rate>{PERCENT}))?"
        )
        for passage in self.prose.passages:
            if re.search("政府性基金|国有资本|三公", passage.path):
                continue
            match = re.search(pattern, passage.text)
            if match is None:
                continue
            budget, final = (self.money(match[name], "五（三）") for name in ("budget", "final"))
            yield tie("S05.3-total", "决算", [final], [self.appropriated(passage, match.start())])
            if match["rate"]:
                yield share("S05.3-rate", "总", match["rate"], final, budget)
            told = [told for told in self._told if told.final is not None]
            budgets = [told.budget for told in told if told.budget is not None]
            if told and len(budgets) == len(told):
                yield tie("S05.3-budgets", "Σ年初预算", budgets, [budget])
            elif told:
                yield inapplicable("S05.3-budgets", "the items state no budgets")
            if told:
                yield tie("S05.3-finals", "Σ支出决算", [told.final for told in told if told.final], [final])
            return

    @property
    def _told(self) -> list[_Stated]:
        return [self._read(item) for item in items(self.prose)]

    def _read(self, item: Item) -> _Stated:
        budget = first(rf"(?:年初|全年)?预算(?:数|安排)?(?:为)?({MONEY})", item.body)
        final = first(rf"(?<!上年)决算(?:数)?(?:为)?({MONEY})", item.body)
        final = final or first(rf"^[^\d。]{{0,12}}支出(?:为)?({MONEY})", item.body)
        return _Stated(
            item,
            None if budget is None else self.money(budget, item.name),
            None if final is None else self.money(final, item.name),
        )

    def _accounts(self) -> Iterator[Result]:
        told = self._told
        seen: set[str] = set()
        for one in told:
            if self.general is None:
                yield unchecked("S05.3-item", self.books.why_not(TableKind.GENERAL_BUDGET_EXPENDITURE), one.item.name)
            else:
                bound = resolve(one.item, self.general, self.narratives)
                nought = one.final is not None and one.final.term is not None and not one.final.term.value
                if not bound.rows and nought:  # nothing was spent: no row is the right row
                    yield inapplicable("S05.3-account", "0 is stated, and table 05 has no row", one.item.name)
                else:
                    yield bound.named(one.item.name)
                seen.update(row.code for row in bound.rows)
                yield self._item(one, bound, self.general)
            yield from self._words(one)
        if told and self.general is not None:
            spent = [
                r for r in self.general.leaves if self.general.amount(r, self.general.spending["total"], "").nonzero
            ]
            lost = [row.code for row in spent if row.code not in seen]
            yield stated("S05.3-complete", "", not lost, f"not explained: {lost}" if lost else f"{len(spent)} accounts")

    @staticmethod
    def _item(one: _Stated, bound: Resolution, book: Coded) -> Result:
        if one.final is None:
            return unchecked("S05.3-item", "no amount is stated", one.item.name)
        if not bound.rows:
            return unchecked("S05.3-item", bound.why, one.item.name)
        theirs = [book.amount(row, book.spending["total"], row.code) for row in bound.rows]
        where = f"{'+'.join(row.code for row in bound.rows)} {one.item.name}"
        return tie("S05.3-item", where, theirs, [one.final])

    def _words(self, one: _Stated) -> Iterator[Result]:
        """大于, 小于 or 持平 against the numbers, the rate, and a reason just where they differ."""
        name, body = one.item.name, one.item.body
        budget = one.budget.term if one.budget else None
        final = one.final.term if one.final else None
        rate = first(rf"完成[^，。；\d]{{0,14}}?({PERCENT})", body)
        if rate and one.final and one.budget:
            yield share("S05.3-rate", name, rate, one.final, one.budget)
        if final is not None and one.final is not None:
            yield from (grown("S05.3-growth", name, final, growth, self.books) for growth in growths(body))
        if final is not None and budget is not None:
            a, b = budget.within(final.unit).value, final.value
        elif rate is not None and percent(rate).value != 100:  # a small difference, too, is printed as 100%
            a, b = Decimal(100), percent(rate).value
        else:
            return
        word = first("(大于|高于|超过|多于|小于|低于|少于|持平|一致|相等|无差异)", re.split("原因|因为", body)[0])
        if word is None:
            yield inapplicable("S05.3-word", "no word compares them", name)
        else:
            holds = b > a if word in "大于高于超过多于" else b < a if word in "小于低于少于" else a == b
            yield stated("S05.3-word", name, holds, f"{b} {word} {a}")
        if a != b:
            yield stated("S05.3-reason", name, gives_reason(body), f"{a} → {b}")
        elif gives_reason(body):
            yield inapplicable("S05.3-reason", "a reason is given although nothing differs; it need not be", name)
        else:
            yield stated("S05.3-reason", name, True, "nothing differs and no reason is given")

    def _basic(self) -> Iterator[Result]:
        """六: the three amounts, the shares, and the accounts that are listed."""
        chapter = self.prose.chapter("基本支出(决算)?(情况|说明|明细)|基本支出决算", "项目支出")
        table = self.books.economic
        whole = self.total(self.general, "basic")
        match = re.search(rf"基本支出(?:决算)?(?:数)?(?:为|共计|合计)?(?P<sum>{MONEY})", chapter)
        if match is not None:
            yield tie("S06-amount", "基本支出", [self.money(match["sum"], "六")], [whole])
        for name, codes in (("人员经费", ("301", "303")), ("公用经费", ("302", "307", "309", "31", "399"))):
            match = re.search(rf"{name}(?:支出)?(?:为|共计|合计)?(?P<sum>{MONEY}){_SHARE}", chapter)
            if match is None:
                continue
            ours = self.money(match["sum"], name)
            theirs = missing("06") if table is None else table.subtotal(name)
            yield tie("S06-amount", name, [ours], [theirs])
            if match["share"]:
                yield share("S06-share", name, match["share"], ours, whole)
            names = first("^[^。；]*?包括：?([^。；\n]*)", chapter[match.end() :])
            if names is None or table is None:
                continue
            spent = {
                code: clean(table.labels[code])
                for code, amount in table.accounts.items()
                if len(code) > 3 and code.startswith(codes)
            }
            yield from _listed(
                name, re.split("[、，]|以及", re.sub("等(支出|费用|方面)?$", "", names)), spent, table.accounts
            )


def _listed(
    name: str, listed: Sequence[str], labels: Mapping[str, str], amounts: Mapping[str, Amount]
) -> Iterator[Result]:
    found: set[str] = set()
    empty, unknown = [], []
    for one in listed:
        same = [code for code, label in labels.items() if same_account(one, label)]
        found.update(same)
        if not same:
            unknown.append(one)
        elif not any(amounts[code].nonzero for code in same):
            empty.append(one)
    if empty or not unknown:
        yield stated(
            "S06-listed", name, not empty, f"listed, but nothing was spent: {empty}" if empty else "all were spent"
        )
    else:
        yield unchecked("S06-listed", f"not in table 06 by that name: {unknown}", name)
    lost = [label for code, label in labels.items() if amounts[code].nonzero and code not in found]
    if lost and unknown:
        yield unchecked("S06-unlisted", f"not listed: {lost}; of unknown name: {unknown}", name)
    else:
        yield stated("S06-unlisted", name, not lost, f"spent, but not listed: {lost}" if lost else "all are listed")


def same_account(one: str, other: str) -> bool:
    """Names of economic accounts, with or without 支出, 费 and brackets, or cut short."""
    a, b = (re.sub("(缴费|缴)?(支出|费用|费)?$", "", re.sub("[（）]", "", clean(name))) for name in (one, other))
    return a == b or (min(len(a), len(b)) >= 6 and (a.startswith(b) or b.startswith(a)))
