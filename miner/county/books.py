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
from miner.language.accounts import Classification

WAN = 1_000_000
"""分 of one 万元."""
PENSION, ANNUITY, HOUSING = "2080505", "2080506", "2210201"
SUBSIDY = "2101103"
BEREAVED = "2080801"
STATE_CAPITAL = "223"


VEHICLE_KINDS = (
    "副部（省）级及以上领导用车", "主要负责人用车", "机要通信用车", "应急保障用车", "执法执勤用车", "特种专业技术用车",
    "离退休干部服务用车", "其他用车",
)  # fmt: skip
"""The kinds of cars that 国有资产 lists, in the printed order."""


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


def account_name(code: str, year: int | None = None) -> str:
    """The name of an account in a year, of either classification.

    Raises:
        KeyError: the classification has no such code.
    """
    account = Classification.load().by_code(code, year)
    if account is None:
        raise KeyError(code)
    return account.name
