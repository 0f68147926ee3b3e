"""What the prose states of a department's books: each quantity with its name, what it is compared with, and its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import partial

from miner.county.books import Books, Entry, ThreePublic, account_name
from miner.county.marked import Marked
from miner.county.notes import CellKey, Stated
from miner.county.statutory import ABROAD, CAR, HOSPITALITY, PURCHASE, RUNNING
from miner.county.table_forms import in_unit
from miner.model import Direction, FigureKind, TableKind, Verdict

ONE, FOUR = TableKind.INCOME_EXPENDITURE_SUMMARY, TableKind.FISCAL_APPROPRIATION_SUMMARY
TWO, THREE_TABLE, FIVE = TableKind.INCOME, TableKind.EXPENDITURE, TableKind.GENERAL_BUDGET_EXPENDITURE
SIX, PUBLIC = TableKind.GENERAL_BUDGET_BASIC_EXPENDITURE, TableKind.THREE_PUBLIC
SEVEN, EIGHT = TableKind.GOVERNMENT_FUND, TableKind.STATE_CAPITAL


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of the year, in 分, and what the prose may compare it with."""

    name: str
    """As the prose calls it."""
    part: str
    """What reasons may be given for it: a subject class of the explanations (``pay``, ``project``, ``hospitality`` …)."""
    now: int
    cells: tuple[CellKey, ...] = ()
    before: int | None = None
    budget: int | None = None
    budget_cells: tuple[CellKey, ...] = ()
    whole: int | None = None
    """What its share is of."""
    parts: tuple[int, ...] = ()
    """What it is the sum of, where these stand beside it."""
    measure: str = "支出决算"
    code: str = ""


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a drafter writes numbers."""

    unit: str
    """万元 or 元."""
    separators: bool
    """1,234.56"""
    trimmed: bool
    """19.8 and 424 for 19.80 and 424.00"""

    def value(self, amount: int) -> Decimal:
        """分 as printed."""
        return in_unit(amount, self.unit)

    def text(self, value: Decimal) -> str:
        """The digits of an amount."""
        printed = f"{value:,f}" if self.separators else f"{value:f}"
        return _trimmed(printed) if self.trimmed else printed

    def rate(self, value: Decimal) -> str:
        """The digits of a percentage."""
        return _trimmed(f"{value:f}") if self.trimmed else f"{value:f}"


def _trimmed(printed: str) -> str:
    return printed.rstrip("0").rstrip(".") if "." in printed else printed


def as_printed(text: str) -> Decimal:
    """The value of printed digits, with the decimals that they show."""
    return Decimal(text.replace(",", ""))


def half(value: Decimal) -> Decimal:
    """Half a unit of the last printed decimal: a printed number stands for every value that rounds to it."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal("0.5").scaleb(exponent)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Part of the whole in percent to two decimals."""
    return (part * 100 / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def direction(now: Decimal, then: Decimal) -> Direction:
    """Which way a difference goes."""
    return Direction.FLAT if now == then else Direction.UP if now > then else Direction.DOWN


class Speaker:
    """Puts numbers into words, each with the note that says what backs it."""

    def __init__(self, style: NumberStyle, year: int) -> None:
        self.style, self.year = style, year

    def printed(self, amount: int) -> Decimal:
        """An amount as this drafter prints it."""
        return as_printed(self.style.text(self.style.value(amount)))

    def amount(
        self, amount: int, cells: tuple[CellKey, ...], measure: str, *, period: str = "", parts: Sequence[int] = ()
    ) -> Marked:
        """An amount with its unit.

        Args:
            amount: in 分.
            cells: that hold it; what they say is judged when the document is whole (`miner.county.truth`).
            measure: what it is.
            period: the year, where it is not the document's.
            parts: amounts that it is the sum of and that are printed, too.
        """
        text = self.style.text(self.style.value(amount))
        value = as_printed(text)
        verdict, formula, computed = Verdict.NO_TABLE_COUNTERPART, "", None
        if parts and not cells:
            terms = [self.printed(part) for part in parts]
            formula, computed = " + ".join(map(str, terms)), sum(terms, Decimal(0))
            verdict = Verdict.ARITHMETIC_OK if computed == value else Verdict.ROUNDING
        return Marked(text + self.style.unit).noted(
            Stated(
                value, self.style.unit, FigureKind.AMOUNT, measure, period or str(self.year), verdict, cells, formula, computed
            )
        )  # fmt: skip

    def budget(self, quantity: Quantity, measure: str) -> Marked:
        """What was budgeted; ``measure`` is what it is where no cell holds it."""
        cells = quantity.budget_cells
        return self.amount(quantity.budget or 0, cells, "预算数" if cells else measure)

    def difference(self, now: int, then: int, measure: str, operands: tuple[CellKey, ...] = ()) -> Marked:
        """How far two amounts are apart, as printed."""
        a, b = self.printed(now), self.printed(then)
        text = self.style.text(abs(a - b))
        value = as_printed(text)
        return Marked(text + self.style.unit).noted(
            Stated(value, self.style.unit, FigureKind.DELTA, measure, str(self.year), Verdict.ARITHMETIC_OK, (),
                   f"|{a} - {b}| = {abs(a - b)}", abs(a - b), operands)
        )  # fmt: skip

    def rate(self, part: Decimal, whole: Decimal, measure: str, operands: tuple[CellKey, ...] = ()) -> Marked:
        """A percentage of two printed amounts; the whole must not be nought."""
        text = self.style.rate(percent(part, whole))
        return Marked(f"{text}%").noted(
            Stated(as_printed(text), "%", FigureKind.PERCENT, measure, str(self.year), Verdict.ARITHMETIC_OK, (),
                   f"{part} ÷ {whole} × 100", part * 100 / whole, operands)
        )  # fmt: skip

    def count(self, number: int, unit: str, measure: str, formula: str = "") -> Marked:
        """A number of things."""
        verdict = Verdict.ARITHMETIC_OK if formula else Verdict.NO_TABLE_COUNTERPART
        return Marked(f"{number}{unit}").noted(
            Stated(Decimal(number), unit, FigureKind.COUNT, measure, str(self.year), verdict, (), formula,
                   Decimal(number) if formula else None)
        )  # fmt: skip


# ------------------------------------------------------------------------------------------------------ of the books


def cell(table: TableKind, *keys: str) -> tuple[CellKey, ...]:
    """Cells of one table."""
    return tuple(CellKey(table, key) for key in keys)


def quantities(books: Books, names: Mapping[str, str]) -> dict[str, Quantity]:
    """Everything that the prose may speak of, by the slot's name.

    Args:
        books: the department's year.
        names: how the form calls some of them, by slot.
    """
    found = dict(_all(books))
    for key, name in names.items():
        if key in found:
            found[key] = replace(found[key], name=name)
    return found


def _all(books: Books) -> Iterator[tuple[str, Quantity]]:
    last = books.before

    def past(amount: Callable[[Books], int]) -> int | None:
        """The same of the year before."""
        return None if last is None else amount(last)

    spending, general = books.spending, books.general
    yield "turnover", Quantity(
        "收、支总计", "total", books.turnover, cell(ONE, "turnover|final", "turnover|final.out"), past(lambda b: b.turnover),
        measure="总计",
    )  # fmt: skip
    yield "income", Quantity(
        "本年收入合计", "total", books.income,
        (*cell(TWO, "total|本年收入合计"), *cell(ONE, "income|final")), past(lambda b: b.income), measure="收入合计",
    )  # fmt: skip
    appropriated = books.appropriated()
    yield "appropriated", Quantity(
        "财政拨款收入", "total", appropriated, (*cell(TWO, "total|财政拨款收入"), *cell(FOUR, "income|final")),
        past(lambda b: b.appropriated()), whole=books.income, measure="收入决算",
    )  # fmt: skip
    for source, key in (("上级补助收入", "superior"), ("事业收入", "business"), ("其他收入", "other")):
        yield key, Quantity(
            source, "total", books.own_income(source), (*cell(TWO, f"total|{source}"), *cell(ONE, f"收入:{source}|final")),
            past(partial(Books.own_income, source=source)), whole=books.income, measure="收入决算",
        )  # fmt: skip
    yield "spending", Quantity(
        "本年支出合计", "total", spending, (*cell(THREE_TABLE, "total|total"), *cell(ONE, "spending|final")),
        past(lambda b: b.spending), measure="支出合计",
    )  # fmt: skip
    for key, name, amount, before in (
        ("basic", "基本支出", books.basic, past(lambda b: b.basic)),
        ("project", "项目支出", books.project, past(lambda b: b.project)),
    ):
        part = "basic" if key == "basic" else "project_total"
        yield key, Quantity(name, part, amount, cell(THREE_TABLE, f"total|{key}"), before, whole=spending)
    yield (
        "carried_in",
        Quantity(
            "年初结转和结余",
            "total",
            books.carried_in(),
            (*cell(ONE, "carried_in|final"), *cell(FOUR, "carried_in|final")),
            measure="结转结余",
        ),
    )
    yield "carried_out", Quantity("年末结转和结余", "carried", books.carried_out(),
                                  (*cell(ONE, "carried_out|final"), *cell(FOUR, "carried_out|all")),
                                  past(lambda b: b.carried_out()), measure="结转结余")  # fmt: skip
    yield (
        "from_surplus",
        Quantity(
            "使用非财政拨款结余", "total", books.from_surplus, cell(ONE, "from_surplus|final"), measure="结转结余"
        ),
    )
    yield (
        "distributed",
        Quantity("结余分配", "total", books.distributed, cell(ONE, "distributed|final"), measure="结转结余"),
    )
    yield "appropriation_turnover", Quantity(
        "财政拨款收、支总计", "total", books.appropriation_turnover, cell(FOUR, "turnover|final", "turnover|all"),
        past(lambda b: b.appropriation_turnover), measure="总计",
    )  # fmt: skip
    yield "general", Quantity(
        "一般公共预算财政拨款支出", "total", general, (*cell(FIVE, "total|total"), *cell(FOUR, "spending|general")),
        past(lambda b: b.general), books.budget, whole=spending,
    )  # fmt: skip
    yield "general_basic", Quantity(
        "一般公共预算财政拨款基本支出", "basic", sum(e.basic for e in books.general_entries), cell(FIVE, "total|basic"),
        past(lambda b: sum(e.basic for e in b.general_entries)), whole=general,
    )  # fmt: skip
    base = books.personnel + books.running_costs
    yield (
        "personnel",
        Quantity(
            "人员经费", "pay", books.personnel, cell(SIX, "personnel|final"), past(lambda b: b.personnel), whole=base
        ),
    )
    costs = cell(SIX, "running_costs|final")
    yield (
        "public",
        Quantity("公用经费", "running_costs", books.running_costs, costs, past(lambda b: b.running_costs), whole=base),
    )
    yield (
        "running_costs",
        Quantity("机关运行经费", "running_costs", books.running_costs, costs, past(lambda b: b.running_costs)),
    )
    yield "fund_income", Quantity(
        "政府性基金预算财政拨款收入", "fund", books.appropriated(books.fund_entries),
        (*cell(SEVEN, "total|income"), *cell(FOUR, "收入:政府性基金预算财政拨款|final")),
        past(lambda b: b.appropriated(b.fund_entries)), measure="收入决算",
    )  # fmt: skip
    yield "fund", Quantity(
        "政府性基金预算财政拨款支出", "fund", books.fund, (*cell(SEVEN, "total|total"), *cell(FOUR, "spending|fund")),
        past(lambda b: b.fund), sum(e.budget for e in books.fund_entries),
    )  # fmt: skip
    yield "capital", Quantity(
        "国有资本经营预算财政拨款支出", "fund", books.capital, (*cell(EIGHT, "total|total"), *cell(FOUR, "spending|capital")),
        past(lambda b: b.capital), sum(e.budget for e in books.capital_entries),
    )  # fmt: skip
    for key, name, part in (
        ("all", "“三公”经费财政拨款支出", "three_all"), ("abroad", ABROAD, "abroad"), ("car", CAR, "car_running"),
        ("purchase", PURCHASE, "car_purchase"), ("car_running", RUNNING, "car_running"), ("hospitality", HOSPITALITY, "hospitality"),
    ):  # fmt: skip
        field = "running" if key == "car_running" else key
        before = None if last is None else _three(last.three, field)
        yield f"three_{key}", Quantity(
            name, part, _three(books.three, field), cell(PUBLIC, f"final|{field}"), before,
            _three(books.three_budget, field), cell(PUBLIC, f"budget|{field}"), whole=books.three.all,
        )  # fmt: skip
    for code, key, name, part in (
        ("30215", "meeting", "会议费", "meeting"),
        ("30216", "training", "培训费", "training"),
    ):
        yield (
            key,
            Quantity(
                name, part, books.economic.get(code, 0), cell(SIX, f"{code}|final"), past(partial(_economic, code=code))
            ),
        )
    goods, works, services = books.procurement
    yield (
        "purchases",
        Quantity(
            "政府采购支出总额",
            "procurement",
            books.purchases,
            measure="政府采购",
            before=past(lambda b: b.purchases),
            parts=(goods, works, services),
        ),
    )
    for key, name, amount in (
        ("goods", "政府采购货物支出", goods),
        ("works", "政府采购工程支出", works),
        ("services", "政府采购服务支出", services),
    ):
        yield key, Quantity(name, "procurement", amount, whole=books.purchases, measure="政府采购")
    yield (
        "small",
        Quantity("授予中小企业合同金额", "procurement", books.small, whole=books.purchases, measure="政府采购"),
    )
    yield "micro", Quantity("授予小微企业合同金额", "procurement", books.micro, whole=books.small, measure="政府采购")
    yield (
        "projects",
        Quantity(
            "项目支出",
            "project",
            sum(amount for _, amount, _ in books.project_list),
            cell(THREE_TABLE, "total|project"),
            whole=books.project,
        ),
    )


def _economic(books: Books, code: str) -> int:
    return books.economic.get(code, 0)


def _three(items: ThreePublic, field: str) -> int:
    amount: int = getattr(items, field)
    return amount


def item_quantity(books: Books, entry: Entry, name: str, part: str) -> Quantity:
    """An account as the prose explains it, against its budget and against last year."""
    table = FIVE if entry.general else SEVEN if entry.fund else EIGHT
    before = 0
    if books.before is not None:
        before = sum(e.final for e in books.before.entries if e.code == entry.code)
    cells = cell(table, f"{entry.code}|total") if entry.final else ()
    if entry.general and entry.spent == entry.final and cells:
        cells = (*cells, *cell(THREE_TABLE, f"{entry.code}|total"))
    return Quantity(name, part, entry.final, cells, before, entry.budget, whole=books.general, code=entry.code)


def kind_quantity(books: Books, code: str) -> Quantity:
    """A 类 of the general budget's spending."""
    amount = sum(e.final for e in books.general_entries if e.code.startswith(code))
    cells = (*cell(FOUR, f"{code}|general"), *cell(FIVE, f"{code}|total"))
    return Quantity(account_name(code, books.year), "total", amount, cells, whole=books.general, code=code)
