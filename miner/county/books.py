"""The books of an invented department, year after year.

All amounts are whole 分 (0.01 元): what is printed in 万元 is rounded only when it is printed, so that the tables have the
rounding tails of real ones and tie all the same.

Drawn are only the entries: what each account was given and spent, from which money. Everything else follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from miner.county.departments import Department
from miner.county.dice import Dice
from miner.county.material import RETIRED, Project, Spending
from miner.language.accounts import Classification

WAN = 1_000_000
"""分 of one 万元."""
PENSION, ANNUITY, HOUSING = "2080505", "2080506", "2210201"
MEDICAL = {"institution": "2101102"}
SUBSIDY = "2101103"
BEREAVED = "2080801"
STATE_CAPITAL = "223"


@dataclass(frozen=True, slots=True)
class Entry:
    """A 项 in one year."""

    code: str
    budget: int
    """年初预算, of appropriations."""
    basic: int
    project: int
    """Spent of appropriations."""
    carried_in: int = 0
    carried_out: int = 0
    own_basic: int = 0
    own_project: int = 0
    """Spent of other money."""
    own_income: Mapping[str, int] = field(default_factory=dict)
    """Other money that came in for it, by source: 事业收入, 其他收入, 上级补助收入."""
    projects: tuple[tuple[str, int], ...] = ()
    """Names of projects and what each spent, of all money."""

    @property
    def fund(self) -> bool:
        """True where a government fund pays."""
        return is_fund(self.code)

    @property
    def capital(self) -> bool:
        """True where the state capital budget pays."""
        return self.code.startswith(STATE_CAPITAL)

    @property
    def general(self) -> bool:
        """True where the general budget pays."""
        return not (self.fund or self.capital)

    @property
    def final(self) -> int:
        """支出决算, of appropriations."""
        return self.basic + self.project

    @property
    def appropriated(self) -> int:
        """财政拨款收入."""
        return self.final + self.carried_out - self.carried_in

    @property
    def all_basic(self) -> int:
        """基本支出, of all money."""
        return self.basic + self.own_basic

    @property
    def all_project(self) -> int:
        """项目支出, of all money."""
        return self.project + self.own_project

    @property
    def spent(self) -> int:
        """本年支出."""
        return self.all_basic + self.all_project

    @property
    def moved(self) -> bool:
        """Appropriations came, went or were kept."""
        return bool(self.final or self.appropriated or self.carried_in or self.carried_out)

    @property
    def income(self) -> int:
        """本年收入."""
        return self.appropriated + sum(self.own_income.values())


def is_fund(code: str) -> bool:
    """True for the accounts of government funds."""
    return code[:5] in FUND_GROUPS


FUND_GROUPS = frozenset(
    f"{kind}{group}"
    for kind, groups in {
        "206": "10", "207": "07 09 10", "208": "22 23 29", "211": "60 61", "212": "08 10 11 13 14 15 16 17 18 19",
        "213": "66 67 69 70 71 72 73 74", "214": "60 62 63 64 68 69 70 71 72 73", "215": "62", "229": "04 08 60",
    }.items()
    for group in groups.split()
)  # fmt: skip
"""款 whose money is a government fund's."""


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """The “三公” items."""

    abroad: int = 0
    purchase: int = 0
    running: int = 0
    hospitality: int = 0

    @property
    def car(self) -> int:
        """公务用车购置及运行维护费."""
        return self.purchase + self.running

    @property
    def all(self) -> int:
        """The three together."""
        return self.abroad + self.car + self.hospitality


@dataclass(frozen=True)
class Books:
    """A department's year."""

    department: Department
    year: int
    entries: tuple[Entry, ...]
    """In the order of codes."""
    economic: Mapping[str, int]
    """基本支出 of the general budget by 款 of the economic classification."""
    three: ThreePublic
    three_budget: ThreePublic
    trips: tuple[int, int]
    """团组, 人次"""
    vehicles: tuple[int, ...]
    """By the kinds of 国有资产, in the order that they are printed."""
    bought: int
    """Cars bought in the year."""
    visits: tuple[int, int]
    """公务接待批次, 人次"""
    machines: int
    """单价100万元以上设备 (台/套)"""
    procurement: tuple[int, int, int]
    """货物, 工程, 服务"""
    small_parts: tuple[int, int, int]
    """授予中小企业合同金额, of 货物, 工程, 服务"""
    micro: int
    """其中：授予小微企业合同金额"""
    staff: int
    before: Books | None = None
    """The year before."""

    def where(self, prefix: str = "", *, general: bool = False, fund: bool = False) -> tuple[Entry, ...]:
        """Entries whose code begins so, of one kind of money if asked."""
        return tuple(
            e for e in self.entries if e.code.startswith(prefix) and (not general or e.general) and (not fund or e.fund)
        )

    @cached_property
    def general_entries(self) -> tuple[Entry, ...]:
        """Entries of the general budget."""
        return self.where(general=True)

    @cached_property
    def fund_entries(self) -> tuple[Entry, ...]:
        """Entries of government funds."""
        return self.where(fund=True)

    @cached_property
    def capital_entries(self) -> tuple[Entry, ...]:
        """Entries of the state capital budget."""
        return tuple(e for e in self.entries if e.capital)

    @cached_property
    def general(self) -> int:
        """一般公共预算财政拨款支出."""
        return sum(e.final for e in self.general_entries)

    @cached_property
    def budget(self) -> int:
        """年初预算 of the general budget."""
        return sum(e.budget for e in self.general_entries)

    @cached_property
    def fund(self) -> int:
        """政府性基金预算财政拨款支出."""
        return sum(e.final for e in self.fund_entries)

    @cached_property
    def capital(self) -> int:
        """国有资本经营预算财政拨款支出."""
        return sum(e.final for e in self.capital_entries)

    @cached_property
    def basic(self) -> int:
        """基本支出."""
        return sum(e.all_basic for e in self.entries)

    @cached_property
    def project(self) -> int:
        """项目支出."""
        return sum(e.all_project for e in self.entries)

    @cached_property
    def spending(self) -> int:
        """本年支出合计."""
        return self.basic + self.project

    def appropriated(self, entries: Iterable[Entry] | None = None) -> int:
        """财政拨款收入, of all or some entries."""
        return sum(e.appropriated for e in (self.entries if entries is None else entries))

    def carried_in(self, entries: Iterable[Entry] | None = None) -> int:
        """年初财政拨款结转和结余."""
        return sum(e.carried_in for e in (self.entries if entries is None else entries))

    def carried_out(self, entries: Iterable[Entry] | None = None) -> int:
        """年末财政拨款结转和结余."""
        return sum(e.carried_out for e in (self.entries if entries is None else entries))

    def own_income(self, source: str = "") -> int:
        """Income that is no appropriation, from one source or all."""
        return sum(
            amount for e in self.entries for name, amount in e.own_income.items() if not source or name == source
        )

    @cached_property
    def income(self) -> int:
        """本年收入合计."""
        return sum(e.income for e in self.entries)

    @cached_property
    def _own_rest(self) -> int:
        return self.own_income() - sum(e.own_basic + e.own_project for e in self.entries)

    @property
    def from_surplus(self) -> int:
        """使用非财政拨款结余."""
        return max(0, -self._own_rest)

    @property
    def distributed(self) -> int:
        """结余分配: what an institution kept of its own income."""
        return max(0, self._own_rest)

    @cached_property
    def turnover(self) -> int:
        """收入总计, which is 支出总计."""
        return self.income + self.from_surplus + self.carried_in()

    @cached_property
    def appropriation_turnover(self) -> int:
        """财政拨款收入总计, which is 财政拨款支出总计."""
        return self.appropriated() + self.carried_in()

    def economic_sum(self, *kinds: str) -> int:
        """The sum of some 类 of the economic classification."""
        return sum(amount for code, amount in self.economic.items() if code[:3] in kinds)

    @cached_property
    def personnel(self) -> int:
        """人员经费."""
        return self.economic_sum("301", "303")

    @cached_property
    def running_costs(self) -> int:
        """公用经费."""
        return self.economic_sum("302", "307", "310", "399")

    @cached_property
    def project_list(self) -> tuple[tuple[str, int, str], ...]:
        """Every project with what it spent, and the code that it was booked on."""
        return tuple((name, amount, e.code) for e in self.entries for name, amount in e.projects if amount)

    @cached_property
    def small(self) -> int:
        """授予中小企业合同金额."""
        return sum(self.small_parts)

    @cached_property
    def purchases(self) -> int:
        """政府采购支出总额."""
        return sum(self.procurement)


# --------------------------------------------------------------------------------------------------------- drawing them


@dataclass(slots=True)
class _Flow:
    """An account over the years."""

    code: str
    part: str
    """``pay``, ``insurance``, ``housing``, ``routine``, ``project``."""
    level: float
    """What it usually costs, in 分."""
    names: tuple[str, ...] = ()
    carried: int = 0
    own: float = 0.0
    """Usual spending of other money."""


def keep_books(seed: object, department: Department, years: Iterable[int]) -> dict[int, Books]:
    """The books of a department for consecutive years, and of the year before the first.

    Args:
        seed: the county's.
        department: whose books.
        years: fiscal years without gaps; each year's carried amounts open the next.
    """
    wanted = sorted(years)
    dice = Dice(seed, department.key, "books")
    flows = _flows(dice.of("flows"), department)
    kept: dict[int, Books] = {}
    before: Books | None = None
    staff = department.staff
    three: ThreePublic | None = None
    for year in range(wanted[0] - 1, wanted[-1] + 1):
        own = dice.of(year)
        staff = max(4, staff + own.weighted((-3, -2, -1, 0, 1, 2, 3), (1, 2, 4, 5, 4, 2, 1)))
        entries = tuple(sorted(_entries(own, department, flows, year), key=lambda e: e.code))
        books = _books(own.of("rest"), department, year, entries, staff, three, before)
        three = books.three
        kept[year] = before = books
    return kept


def _flows(dice: Dice, department: Department) -> list[_Flow]:
    kind = department.kind
    payroll = department.staff * dice.between(11.5, 21.0) * WAN
    own = 0.0
    if kind.own_income:
        own = dice.between(*kind.own_income) * WAN
    admin = kind.body != "institution"
    flows = [
        _Flow(kind.running, "pay", payroll, own=own * 0.7),
        _Flow(PENSION, "insurance", payroll * dice.between(0.085, 0.11)),
        _Flow("2101101" if admin else "2101102", "insurance", payroll * dice.between(0.035, 0.055)),
        _Flow(HOUSING, "housing", payroll * dice.between(0.07, 0.10)),
    ]
    if dice.chance(0.4):
        flows.append(_Flow(ANNUITY, "insurance", payroll * dice.between(0.03, 0.05)))
    if admin and dice.chance(0.5):
        flows.append(_Flow(SUBSIDY, "insurance", payroll * dice.between(0.015, 0.03)))
    if dice.chance(0.45):
        flows.append(_Flow(RETIRED[admin], "insurance", payroll * dice.between(0.02, 0.12)))
    scale = department.scale
    for spending in kind.accounts:
        if dice.chance(0.85):
            level = dice.between(*spending.range) * scale * WAN
            flows.append(_Flow(spending.code, "routine", level, (routine_name(spending),)))
    by_code: dict[str, list[Project]] = {}
    for project in kind.projects:
        if dice.chance(0.8):
            by_code.setdefault(project.code, []).append(project)
    for code, projects in by_code.items():
        level = sum(dice.between(*project.range) for project in projects) * scale * WAN
        names = tuple(department.placed(project.name) for project in projects)
        flow = next((one for one in flows if one.code == code), None)
        if flow is None:
            flows.append(
                _Flow(
                    code,
                    "project",
                    level,
                    names,
                    own=own * 0.1 if own and not is_fund(code) and dice.chance(0.4) else 0.0,
                )
            )
        elif flow.part == "routine":
            flow.level += level
            flow.part, flow.names = "project", (*flow.names, *names)
    return flows


def routine_name(spending: Spending) -> str:
    """What a self-evaluation calls spending on an account that is no project by name."""
    return f"{account_name(spending.code).removesuffix('支出')}经费"


def _entries(dice: Dice, department: Department, flows: list[_Flow], year: int) -> Iterable[Entry]:
    for flow in flows:
        own = dice.of(flow.code)
        flow.level *= 1 + own.normal(0.015, 0.06 if flow.part in ("pay", "insurance", "housing") else 0.16)
        entry = _basic_entry(own, flow) if flow.part in ("pay", "insurance", "housing") else _project_entry(own, flow)
        if flow.own:
            entry = _with_own_money(own.of("own"), entry, flow, institution=department.kind.body == "institution")
        if entry.budget or entry.spent or entry.income:
            yield entry
    own = dice.of("bereaved")
    if own.chance(0.12):
        amount = round(own.between(4, 38) * WAN)
        yield Entry(BEREAVED, 0, amount, 0)
    if department.capital:
        amount = round(own.between(6, 40) * WAN)
        yield Entry("2230105", amount, 0, amount, projects=(("国有企业退休人员社会化管理补助", amount),))


def _cents(dice: Dice, amount: float, rough: int = 0) -> int:
    """An amount in 分; budgets are often rounded to whole hundreds of 元, ``rough`` 分 or not at all."""
    return max(0, round(amount / rough) * rough if rough else round(amount))


def _basic_entry(dice: Dice, flow: _Flow) -> Entry:
    budget = _cents(dice, flow.level, dice.weighted((0, 10_000, WAN // 100), (2, 5, 4)))
    flat = {"pay": 0.08, "insurance": 0.28, "housing": 0.4}[flow.part]
    final = budget if dice.chance(flat) else _cents(dice, budget * (1 + dice.normal(0.02, 0.09)))
    if abs(final - budget) < 10_000:
        final = budget
    project = 0
    if flow.part == "pay" and dice.chance(0.1):
        project = _cents(dice, final * dice.between(0.02, 0.15))
    names = (("履职保障经费", project),) if project else ()
    return Entry(flow.code, budget, final, project, projects=names)


def _project_entry(dice: Dice, flow: _Flow) -> Entry:
    budget = _cents(dice, flow.level, dice.weighted((0, WAN // 100, WAN // 10, WAN), (1, 3, 4, 5)))
    fate = dice.weighted(("flat", "changed", "new", "cancelled", "absent"), (12, 62, 14, 3, 9))
    carried = flow.carried
    flow.carried = 0
    if fate == "absent" and not carried:
        return Entry(flow.code, 0, 0, 0)
    if fate == "new":
        budget, final = 0, _cents(dice, flow.level * dice.between(0.3, 1.2))
    elif fate == "cancelled":
        final = 0
    elif fate == "flat":
        final = budget
    else:
        final = _cents(dice, budget * max(0.05, 1 + dice.normal(0.03, 0.3)))
    final = max(final, carried)
    out = _cents(dice, final * dice.between(0.02, 0.3)) if final and dice.chance(0.12) else 0
    flow.carried = out
    projects: list[tuple[str, int]] = []
    rest = final
    for name in flow.names[:-1]:
        part = min(rest, round(final * dice.between(0.6, 1.4) / len(flow.names)))
        projects.append((name, part))
        rest -= part
    projects.append((flow.names[-1], rest))
    return Entry(flow.code, budget, 0, final, carried, out, projects=tuple(projects))


def _with_own_money(dice: Dice, entry: Entry, flow: _Flow, *, institution: bool) -> Entry:
    income = _cents(dice, flow.own * (1 + dice.normal(0.03, 0.1)))
    spent = income if dice.chance(0.5) else _cents(dice, income * (1 + dice.normal(0, 0.03)))
    basic = _cents(dice, spent * dice.between(0.4, 1)) if flow.part == "pay" else 0
    source = "事业收入" if institution and flow.part == "pay" else "其他收入"
    projects = entry.projects
    if spent - basic:
        extra = "业务发展支出" if flow.part == "pay" else ""
        projects = (
            (*projects, (extra, spent - basic))
            if extra
            else (*projects[:-1], (projects[-1][0], projects[-1][1] + spent - basic))
            if projects
            else (("其他资金安排项目", spent - basic),)
        )
    return Entry(
        entry.code, entry.budget, entry.basic, entry.project, entry.carried_in, entry.carried_out,
        basic, spent - basic, {source: income}, projects,
    )  # fmt: skip


VEHICLE_KINDS = (
    "副部（省）级及以上领导用车", "主要负责人用车", "机要通信用车", "应急保障用车", "执法执勤用车", "特种专业技术用车",
    "离退休干部服务用车", "其他用车",
)  # fmt: skip


def _books(
    dice: Dice, department: Department, year: int, entries: tuple[Entry, ...], staff: int,
    last: ThreePublic | None, before: Books | None,
) -> Books:  # fmt: skip
    three, three_budget, bought = _three_public(dice.of("three"), department, last)
    economic = _economic(dice.of("economic"), department, entries, three)
    vehicles = before.vehicles if before else _vehicles(dice.of("vehicles"), department)
    if bought:
        vehicles = (*vehicles[:-1], vehicles[-1] + bought)
    visits = (0, 0)
    if three.hospitality:
        people = max(6, round(three.hospitality / WAN * dice.between(55, 140)))
        visits = (max(1, round(people / dice.between(5, 11))), people)
    groups = dice.whole(1, 2)
    trips = (groups, groups + dice.whole(0, 4)) if three.abroad else (0, 0)
    spent = sum(e.final for e in entries)
    goods, services = (round(spent * dice.between(0.005, 0.09)) for _ in range(2))
    works = round(spent * dice.between(0.02, 0.25)) if dice.chance(0.4) else 0
    small_parts = tuple(
        part if dice.chance(0.55) else round(part * dice.between(0.4, 1.0)) for part in (goods, works, services)
    )
    small = sum(small_parts)
    micro = round(small * dice.between(0.3, 1.0))
    machines = dice.whole(1, 14) if department.kind.key in ("hospital", "cdc", "police") else 0
    return Books(
        department, year, entries, economic, three, three_budget, trips, vehicles, bought, visits, machines,
        (goods, works, services), (small_parts[0], small_parts[1], small_parts[2]), micro, staff, before,
    )  # fmt: skip


def _vehicles(dice: Dice, department: Department) -> tuple[int, ...]:
    fleet = max(0, round(department.staff / dice.between(9, 40)))
    cars = [0] * len(VEHICLE_KINDS)
    for _ in range(fleet):
        cars[dice.weighted((2, 3, 4, 5, 7), (2, 3, 3, 1, 4))] += 1
    return tuple(cars)


def _three_public(dice: Dice, department: Department, last: ThreePublic | None) -> tuple[ThreePublic, ThreePublic, int]:
    abroad_budget = round(dice.between(2, 9), 1) if dice.chance(0.08) else 0
    abroad = abroad_budget * dice.between(0.6, 1) if abroad_budget and dice.chance(0.6) else 0
    bought = dice.whole(1, 2) if dice.chance(0.06) else 0
    purchase_budget = bought * 18.0
    purchase = bought * dice.between(15.2, 17.98)
    has_cars = last is None or last.running or bought
    running_budget = round(dice.between(1.6, 22), 1) if has_cars and dice.chance(0.85) else 0
    if last and last.running:
        running_budget = round(last.running / WAN * dice.between(0.9, 1.2), 1)
    running = running_budget * (1 if dice.chance(0.1) else dice.between(0.7, 1.0))
    guests_budget = round(dice.between(0.3, 8), 1) if dice.chance(0.8) else 0
    if last and last.hospitality:
        guests_budget = round(last.hospitality / WAN * dice.between(0.9, 1.15), 1)
    guests = guests_budget * dice.between(0.3, 1.0) if guests_budget and dice.chance(0.9) else 0

    def fen(*amounts: float) -> ThreePublic:
        return ThreePublic(
            *(round(amount * 100) * WAN // 100 + dice.whole(-4000, 4999) * (amount > 0.5) for amount in amounts)
        )

    budget = ThreePublic(
        *(round(a * 100) * WAN // 100 for a in (abroad_budget, purchase_budget, running_budget, guests_budget))
    )
    final = fen(abroad, purchase, running, guests)
    capped = ThreePublic(
        min(final.abroad, budget.abroad), min(final.purchase, budget.purchase), min(final.running, budget.running),
        min(final.hospitality, budget.hospitality),
    )  # fmt: skip
    return capped, budget, bought


_PAY = (("30101", 30), ("30102", 22), ("30103", 18), ("30107", 12), ("30112", 1.2), ("30199", 4), ("30106", 2))
_HELP = (("30302", 3), ("30305", 1.6), ("30309", 0.06), ("30399", 0.4), ("30307", 0.3), ("30301", 0.5))
_COSTS = (
    ("30201", 12), ("30202", 3), ("30203", 1), ("30205", 1), ("30206", 4), ("30207", 3), ("30209", 4), ("30211", 7),
    ("30213", 4), ("30214", 1), ("30215", 1), ("30216", 2), ("30226", 6), ("30227", 4), ("30228", 6), ("30229", 5),
    ("30239", 16), ("30299", 8), ("31002", 2), ("31003", 1), ("31007", 0.7),
)  # fmt: skip


def _economic(dice: Dice, department: Department, entries: tuple[Entry, ...], three: ThreePublic) -> dict[str, int]:
    """Basic spending of the general budget by economic 款; 30101 基本工资 takes what rounding leaves."""
    basic = {e.code: e.basic for e in entries if e.general}
    whole = sum(basic.values())
    found: dict[str, int] = {}
    fixed = {
        "30108": basic.get(PENSION, 0), "30109": basic.get(ANNUITY, 0), "30111": basic.get(SUBSIDY, 0),
        "30110": basic.get("2101101", 0) + basic.get("2101102", 0), "30113": basic.get(HOUSING, 0),
        "30304": basic.get(BEREAVED, 0),
        "30231": round(three.running * (1 if dice.chance(0.7) else dice.between(0.4, 0.95))),
        "30217": round(three.hospitality * (1 if dice.chance(0.7) else dice.between(0.3, 0.95))),
        "30212": three.abroad,
    }  # fmt: skip
    found.update({code: amount for code, amount in fixed.items() if amount})
    rest = whole - sum(found.values())
    costs = rest * dice.between(0.1, 0.26)
    if rest < whole * 0.3:  # a small payroll with a big fleet: keep the pay positive
        for code in ("30231", "30217", "30212"):
            found.pop(code, None)
        rest = whole - sum(found.values())
        costs = rest * 0.1
    admin = department.kind.body != "institution"
    pay = [
        (code, weight)
        for code, weight in _PAY
        if (code != "30107" or not admin) and (code == "30101" or dice.chance(0.8))
    ]
    helped = [(code, weight) for code, weight in _HELP if dice.chance(0.45)]
    parts = [(code, weight * dice.between(0.5, 1.6)) for code, weight in pay + helped]
    shares = sum(weight for _, weight in parts)
    for code, weight in parts:
        found[code] = found.get(code, 0) + round((rest - costs) * weight / shares)
    goods = [(code, weight * dice.between(0.4, 1.8)) for code, weight in _COSTS if dice.chance(0.72)]
    shares = sum(weight for _, weight in goods) or 1
    for code, weight in goods:
        amount = round(costs * weight / shares)
        found[code] = found.get(code, 0) + amount
    found["30101"] = found.get("30101", 0) + whole - sum(found.values())
    return dict(sorted((code, amount) for code, amount in found.items() if amount))


def account_name(code: str, year: int | None = None) -> str:
    """The name of an account in a year, of either classification.

    Raises:
        KeyError: the classification has no such code.
    """
    account = Classification.load().by_code(code, year)
    if account is None:
        raise KeyError(code)
    return account.name
