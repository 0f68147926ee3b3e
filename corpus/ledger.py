"""The books of an invented department for one year: what is entered by hand, and everything that follows from it.

All amounts are 万元 with two decimals. Only the entries of ``Books`` are written down (``corpus.departments``); totals,
shares and balances are computed here, so that every identity of a disclosure holds exactly unless an error is planted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ZERO = Decimal("0.00")


def money(value: Decimal | str) -> Decimal:
    """An amount with two decimals."""
    return Decimal(value).quantize(CENT, ROUND_HALF_UP)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Part of the whole in percent, two decimals; the whole must not be 0."""
    return (part * 100 / whole).quantize(CENT, ROUND_HALF_UP)


def total(values: Iterable[Decimal]) -> Decimal:
    """The sum, 0.00 where there is nothing."""
    return sum(values, ZERO)


@dataclass(frozen=True, slots=True)
class Account:
    """Spending on one 项 of the functional classification."""

    code: str
    path: str
    """类/款/项"""
    budget: Decimal
    basic: Decimal
    project: Decimal
    reason: str = ""
    """Why the final amount differs from the budget."""
    purpose: str = ""
    """主要用于 …"""
    other: Decimal = ZERO
    """Project spending on the same 项 paid from other income than appropriations."""
    fund: bool = False
    """Paid from a government fund instead of the general budget."""
    carried: Decimal = ZERO
    """Appropriated income minus spending: what was carried to the next year, or from the last where it is negative."""

    @property
    def final(self) -> Decimal:
        """Appropriated spending, in the year."""
        return self.basic + self.project

    @property
    def whole(self) -> Decimal:
        """All spending, in the year."""
        return self.final + self.other

    @property
    def whole_project(self) -> Decimal:
        """项目支出, whatever paid for it."""
        return self.project + self.other

    @property
    def appropriated(self) -> Decimal:
        """财政拨款收入 for it."""
        return self.final + self.carried

    @property
    def income(self) -> Decimal:
        """All income for it."""
        return self.appropriated + self.other

    @property
    def step(self) -> tuple[str, str, str]:
        """类, 款, 项."""
        kind, group, item = self.path.split("/")
        return kind, group, item


@dataclass(frozen=True, slots=True)
class ThreePublic:
    """The “三公” items: 因公出国（境）费, 公务用车购置费, 公务用车运行维护费, 公务接待费."""

    abroad: Decimal
    purchase: Decimal
    running: Decimal
    hospitality: Decimal

    @property
    def car(self) -> Decimal:
        """公务用车购置及运行维护费."""
        return self.purchase + self.running

    @property
    def all(self) -> Decimal:
        """The three together."""
        return self.abroad + self.car + self.hospitality


@dataclass(frozen=True, slots=True)
class Before:
    """The year before, as far as this year's disclosure compares with it."""

    turnover: Decimal
    """收、支总计"""
    appropriation_turnover: Decimal
    general: Decimal
    """一般公共预算财政拨款支出"""
    three: ThreePublic
    running_costs: Decimal
    """机关运行经费"""


@dataclass(frozen=True, slots=True)
class Project:
    """A performance project with its self-evaluation."""

    name: str
    spending: Decimal
    purpose: str
    done: str


@dataclass(frozen=True, slots=True)
class Books:
    """A department's year."""

    slug: str
    department: str
    year: int
    duties: tuple[str, ...]
    offices: tuple[str, ...]
    accounts: tuple[Account, ...]
    economy: Mapping[str, str]
    """Economic classification of the basic spending without 30101 基本工资, which takes the rest."""
    three_budget: ThreePublic
    three: ThreePublic
    vehicles: int
    visits: tuple[int, int]
    """公务接待批次, 人次"""
    before: Before
    reasons: Mapping[str, str]
    """Reasons of the comparisons that are not accounts, by subject."""
    procurement: tuple[Decimal, Decimal, Decimal, Decimal]
    """货物, 工程, 服务, 授予中小企业"""
    projects: tuple[Project, ...] = ()
    problems: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()

    @property
    def general(self) -> tuple[Account, ...]:
        """Accounts of the general budget, by code."""
        return tuple(account for account in self.accounts if not account.fund)

    @property
    def fund(self) -> tuple[Account, ...]:
        """Accounts of government funds."""
        return tuple(account for account in self.accounts if account.fund)

    @property
    def general_spending(self) -> Decimal:
        """一般公共预算财政拨款支出."""
        return total(account.final for account in self.general)

    @property
    def fund_spending(self) -> Decimal:
        """政府性基金预算财政拨款支出; the same amount came in."""
        return total(account.final for account in self.fund)

    @property
    def other_income(self) -> Decimal:
        """其他收入, spent in the year."""
        return total(account.other for account in self.accounts)

    @property
    def carried_in(self) -> Decimal:
        """年初结转和结余, of the general budget."""
        return -total(account.carried for account in self.accounts if account.carried < 0)

    @property
    def carried_out(self) -> Decimal:
        """年末结转和结余, of the general budget."""
        return total(account.carried for account in self.accounts if account.carried > 0)

    @property
    def basic(self) -> Decimal:
        """基本支出."""
        return total(account.basic for account in self.accounts)

    @property
    def project(self) -> Decimal:
        """项目支出, whatever paid for it."""
        return total(account.whole_project for account in self.accounts)

    @property
    def general_income(self) -> Decimal:
        """一般公共预算财政拨款收入."""
        return self.general_spending + self.carried_out - self.carried_in

    @property
    def appropriations(self) -> Decimal:
        """财政拨款收入."""
        return self.general_income + self.fund_spending

    @property
    def income(self) -> Decimal:
        """本年收入合计."""
        return self.appropriations + self.other_income

    @property
    def spending(self) -> Decimal:
        """本年支出合计."""
        return self.basic + self.project

    @property
    def turnover(self) -> Decimal:
        """收入总计, which is 支出总计."""
        return self.income + self.carried_in

    @property
    def appropriation_turnover(self) -> Decimal:
        """财政拨款收入总计, which is 财政拨款支出总计."""
        return self.appropriations + self.carried_in

    @property
    def budget(self) -> Decimal:
        """年初预算 of the general budget."""
        return total(account.budget for account in self.general)

    @property
    def economic(self) -> dict[str, Decimal]:
        """基本支出 by 款 of the economic classification."""
        entries = {code: money(value) for code, value in self.economy.items()}
        rest = total(account.basic for account in self.general) - total(entries.values())
        if rest <= 0:
            raise ValueError(f"{self.slug}: nothing is left for 30101 基本工资: {rest}")
        return dict(sorted({"30101": rest, **entries}.items()))

    def economic_sum(self, *kinds: str) -> Decimal:
        """The sum of some 类 of the economic classification."""
        return total(value for code, value in self.economic.items() if code[:3] in kinds)

    @property
    def personnel(self) -> Decimal:
        """人员经费."""
        return self.economic_sum("301", "303")

    @property
    def running_costs(self) -> Decimal:
        """公用经费; for an administrative body also 机关运行经费."""
        return self.economic_sum("302", "310")

    def as_before(self) -> Before:
        """These books as the year before of the next."""
        return Before(self.turnover, self.appropriation_turnover, self.general_spending, self.three, self.running_costs)

    def by_kind(self, accounts: Iterable[Account] | None = None) -> dict[str, Decimal]:
        """All spending by 类 name, in the order of codes."""
        sums: dict[str, Decimal] = {}
        for account in sorted(self.accounts if accounts is None else accounts, key=lambda one: one.code):
            sums[account.step[0]] = sums.get(account.step[0], ZERO) + account.whole
        return sums
