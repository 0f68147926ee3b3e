"""The account classification (政府收支分类科目) as data: codes, names, the years in which a name was in force.

The functional classification (支出功能分类) has 类 (3 digits), 款 (5) and 项 (7); the economic one of departments
(部门预算支出经济分类) has 类 and 款. The same 项 name stands below many 款 (行政运行, 机关服务, 其他支出), so a printed
path is resolved as a whole. The data is in ``models/accounts/`` with a card that says how complete it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache

from miner.bilingual import Language, current_language
from miner.language.account_names import loose_key, name_key
from miner.language.account_paths import AccountPath, Level, PathPart, find_dashed, find_marked, parse_path
from miner.language.resources import read_table

__all__ = [
    "Account",
    "AccountKind",
    "AccountPath",
    "Classification",
    "Level",
    "PathPart",
    "Resolution",
    "Status",
    "find_paths",
]


class AccountKind(StrEnum):
    """Which classification."""

    FUNCTIONAL = "functional"
    """支出功能分类"""
    ECONOMIC = "economic"
    """部门预算支出经济分类"""


@dataclass(frozen=True, slots=True)
class Account:
    """A code with a name that it had, and the fiscal years of that name (both included; none: open)."""

    code: str
    name: str
    level: Level
    kind: AccountKind
    valid_from: int | None = None
    valid_to: int | None = None
    note: str = ""

    def in_force(self, year: int | None) -> bool:
        """Whether code and name were in force in a fiscal year; without a year, whether they still are."""
        if year is None:
            return self.valid_to is None
        return (self.valid_from or 0) <= year <= (self.valid_to or 9999)

    def years_away(self, year: int | None) -> int:
        """How many years the name is away from being in force; 0 where it is."""
        if self.in_force(year):
            return 0
        if year is None:
            return 9999 - (self.valid_to or 0)
        return min(abs(year - edge) for edge in (self.valid_from, self.valid_to) if edge is not None)

    @property
    def parent_code(self) -> str:
        """The code one level up; empty for 类."""
        return self.code[:-2] if len(self.code) > 3 else ""


class Status(StrEnum):
    """How a printed path was resolved."""

    EXACT = "exact"
    """Every printed name is the account's name, in force in the year."""
    ALIAS = "alias"
    """A name of another year, or with a slip that names no other account (支出 left out, 和 for 与)."""
    FUZZY = "fuzzy"
    """One name differs (cut off, misspelt), and the rest of the path leaves just one account."""
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a printed path stands for: one account, or none with the accounts that it may be.

    ``why`` is a message to a reader: what differs, or why there is no account.
    """

    status: Status
    account: Account | None
    candidates: tuple[Account, ...] = ()
    why: str = ""
    note: str = ""
    """Set where the name is of another year than the document's."""

    @property
    def code(self) -> str:
        """The account's code, or empty."""
        return self.account.code if self.account else ""


class Classification:
    """Both classifications, by code and by name. Use `load`: the data never changes within a process."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self.accounts = tuple(accounts)
        self._by_code: dict[str, list[Account]] = defaultdict(list)
        self._by_name: dict[str, list[Account]] = defaultdict(list)
        self._by_loose: dict[str, list[Account]] = defaultdict(list)
        self._children: dict[str, list[Account]] = defaultdict(list)
        for account in self.accounts:
            self._by_code[account.code].append(account)
            self._by_name[name_key(account.name)].append(account)
            self._by_loose[loose_key(account.name)].append(account)
            self._children[account.parent_code].append(account)
        self._resolved: dict[tuple[AccountPath | str, int | None, AccountKind, Language], Resolution] = {}

    @staticmethod
    def load() -> Classification:
        """The classification of ``models/accounts``.

        Raises:
            MinerError: the files are missing.
        """
        return _load()

    def by_code(self, code: str, year: int | None = None) -> Account | None:
        """The account of a code with the name of that fiscal year (without a year: its latest name), or none.

        Where the code was not in force in the year, the account of the nearest year: ask `Account.in_force`.
        """
        named = self._by_code.get(code)
        return min(named, key=lambda account: account.years_away(year)) if named else None

    def by_name(
        self, name: str, level: Level | None = None, year: int | None = None, kind: AccountKind | None = None
    ) -> tuple[Account, ...]:
        """All accounts of that name, one for each code, in order of code.

        With a year only those in force in it. A name with a slip (支出 left out …) finds what the right one finds.
        """
        for index, key in ((self._by_name, name_key(name)), (self._by_loose, loose_key(name))):
            found = {
                account.code: account
                for account in index.get(key, ())
                if (level is None or account.level is level)
                and (kind is None or account.kind == kind)
                and (year is None or account.in_force(year))
            }
            if found:
                return tuple(found[code] for code in sorted(found))
        return ()

    def children(self, code: str, kind: AccountKind) -> tuple[Account, ...]:
        """The accounts one level below a code, in all their names; below the empty code, the 类."""
        return tuple(account for account in self._children.get(code, ()) if account.kind is kind)

    def knows(self, name: str, level: Level | None = None) -> bool:
        """Whether some account (at that level) has or had this name, slips forgiven."""
        return any(level is None or account.level is level for account in self._by_loose.get(loose_key(name), ()))

    def named(self, part: str, level: Level, kind: AccountKind) -> dict[str, Account]:
        """The accounts of a name at a level, all years, by code; of two names of a code the one printed exactly so."""
        exact = name_key(part)
        found: dict[str, Account] = {}
        for account in self._by_loose.get(loose_key(part), ()):
            if account.level is level and account.kind is kind:
                kept = found.get(account.code)
                if kept is None or (name_key(account.name) == exact and name_key(kept.name) != exact):
                    found[account.code] = account
        return found

    def resolve(
        self,
        path: AccountPath | str,
        year: int | None = None,
        kind: AccountKind = AccountKind.FUNCTIONAL,
    ) -> Resolution:
        """The account that a printed path, a single name or a code with a name stands for in a fiscal year."""
        from miner.language.account_resolution import resolve_path

        kind = AccountKind(kind)
        key = (path, year, kind, current_language())
        resolution = self._resolved.get(key)
        if resolution is None:
            parsed = parse_path(path) if isinstance(path, str) else path
            resolution = resolve_path(self, parsed, year, kind)
            if len(self._resolved) > 20_000:
                self._resolved.clear()
            self._resolved[key] = resolution
        return resolution

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Every name once, as the classification prints it, longest first."""
        return tuple(sorted({account.name for account in self.accounts}, key=lambda name: (-len(name), name)))


def find_paths(text: str) -> tuple[AccountPath, ...]:
    """The account paths in running prose, in order: with （类）（款）（项), or with dashes between known names."""
    known = Classification.load().knows
    marked = find_marked(text, known)
    taken = [(path.start, path.end) for path in marked]
    dashed = [
        path
        for path in find_dashed(text, known)
        if not any(path.start < end and start < path.end for start, end in taken)
    ]
    return tuple(sorted([*marked, *dashed], key=lambda path: path.start))


_LEVEL_OF_LENGTH = {level.digits: level for level in Level}


@lru_cache(maxsize=1)
def _load() -> Classification:
    return Classification(
        Account(
            row["code"],
            row["name"],
            _LEVEL_OF_LENGTH[len(row["code"])],
            kind,
            int(row["valid_from"]) if row["valid_from"] else None,
            int(row["valid_to"]) if row["valid_to"] else None,
            row["note"],
        )
        for kind in AccountKind
        for row in read_table(f"accounts/{kind}.tsv")
    )
