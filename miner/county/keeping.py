"""Draws the books of a department: what each account was given and spent, from which money, year after year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from miner.county.books import (
    ANNUITY,
    BEREAVED,
    HOUSING,
    PENSION,
    SUBSIDY,
    VEHICLE_KINDS,
    WAN,
    Books,
    Entry,
    ThreePublic,
    account_name,
    is_fund,
)
from miner.county.departments import Department
from miner.county.dice import Dice
from miner.county.material import RETIRED, Project, Spending


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
