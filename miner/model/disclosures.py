"""A document understood: who and when, the outline, the tables, and how their parts are named."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from miner.model.pages import BBox, PageHealth, PageSize, Problem
from miner.model.text import PlacedText


def record_id(doc_id: str, letter: str, ordinal: int | str) -> str:
    """The stable id of a record.

    The letter says what it is: ``s`` section, ``t`` table, ``n`` narrative, ``f`` figure, ``k`` check, ``g`` finding,
    ``e`` explanation.
    A finding has its key for an ordinal, so that it is known again when others come or go.
    """
    return f"{doc_id}-{letter}{ordinal}"


def cell_id(doc_id: str, cell: CellRef) -> str:
    """The stable id of a cell."""
    return f"{doc_id}-t{cell.table}-r{cell.row_index}-c{cell.column_index}"


class CellRef(NamedTuple):
    """A cell by its table's ordinal and its place in it."""

    table: int
    row_index: int
    column_index: int


class DisclosureKind(StrEnum):
    """What a document is."""

    FINAL_ACCOUNTS = "final_accounts"
    """决算公开"""
    BUDGET = "budget"
    """预算公开"""
    GOVERNMENT_ACCOUNTS = "government_accounts"
    """政府决算: the accounts of a whole government, not of a department"""
    OTHER = "other"


class Scope(StrEnum):
    """Whose accounts: one unit's (单位) or a department's with the units below it (部门)."""

    UNIT = "unit"
    DEPARTMENT = "department"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """How far a document was mined."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    FAILED = "failed"


class TableKind(StrEnum):
    """The nine statutory tables, and everything else."""

    INCOME_EXPENDITURE_SUMMARY = "income_expenditure_summary"
    """收入支出决算总表"""
    INCOME = "income"
    """收入决算表"""
    EXPENDITURE = "expenditure"
    """支出决算表"""
    FISCAL_APPROPRIATION_SUMMARY = "fiscal_appropriation_summary"
    """财政拨款收入支出决算总表"""
    GENERAL_BUDGET_EXPENDITURE = "general_budget_expenditure"
    """一般公共预算财政拨款支出决算表"""
    GENERAL_BUDGET_BASIC_EXPENDITURE = "general_budget_basic_expenditure"
    """一般公共预算财政拨款基本支出决算表"""
    THREE_PUBLIC = "three_public"
    """财政拨款“三公”经费支出决算表"""
    GOVERNMENT_FUND = "government_fund"
    """政府性基金预算财政拨款收入支出决算表"""
    STATE_CAPITAL = "state_capital"
    """国有资本经营预算财政拨款支出决算表"""
    OTHER = "other"

    @property
    def statutory(self) -> bool:
        """True for the nine."""
        return self is not TableKind.OTHER


class CellState(StrEnum):
    """What stands in a cell. 0 is a number; blank is not 0; unreadable is neither."""

    NUMBER = "number"
    BLANK = "blank"
    TEXT = "text"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table's body (合计 and 栏次 rows included), bound to its row and its column."""

    row_index: int
    column_index: int
    row_label: str
    row_code: str
    """The full account code of the row (201|06|01 joined to 2010601), or empty."""
    row_number: str
    """行次 of the row in this half of the table, or empty."""
    column: str
    """Header path, outermost first, joined with `` / ``."""
    raw: str
    value: Decimal | None
    state: CellState
    page: int | None = None
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class StatutoryTable:
    """A table of the disclosure. One that runs over several pages is one table."""

    ordinal: int
    kind: TableKind
    title: str
    number: str
    """As printed, 公开01表, or empty."""
    unit: str
    """万元, 元 …, as printed in the table's head, or empty."""
    note: str
    """注 and 说明 below the table, joined."""
    columns: tuple[str, ...]
    """The header path of each column."""
    cells: tuple[Cell, ...]
    page_first: int | None
    page_last: int | None
    empty: bool = False
    """True where the table was read and no cell holds an amount."""
    declared_empty: bool = False
    """True where the table itself says so (故本表无数据)."""
    unread: bool = False
    """True where the table is there but its cells could not be read; a problem says why. Nothing may be concluded from it."""


class SectionRole(StrEnum):
    """What a section is about, by its title or its parents'. A help for later stages; what is stored is the title."""

    FRONT = "front"
    OVERVIEW = "overview"
    """部门概况: duties and organisation"""
    TABLES = "tables"
    EXPLANATION = "explanation"
    """决算情况说明"""
    PERFORMANCE = "performance"
    """预算绩效, in the explanation or as a self-evaluation report in the annex"""
    PROCUREMENT = "procurement"
    ASSETS = "assets"
    TERMS = "terms"
    """名词解释"""
    ANNEX = "annex"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the paragraphs below it, up to the next heading. ``text`` begins with the heading itself.

    The texts of all sections in order are the whole prose of the document.
    """

    ordinal: int
    parent: int | None
    """Ordinal of the section above, or none."""
    level: int
    """1 for 第一部分, 2 for 一、, 3 for （一）, 4 for 1、, 5 for （1）."""
    title: str
    text: PlacedText
    role: SectionRole

    @property
    def page_first(self) -> int | None:
        """The page of the heading."""
        return self.text.pages[0] if self.text.pages else None

    @property
    def page_last(self) -> int | None:
        """The page of the last character."""
        return self.text.pages[-1] if self.text.pages else None


@dataclass(frozen=True, slots=True)
class IdentityEvidence:
    """One reason to believe a field of a document's identity: where it was read and what it says."""

    field: str
    """``department``, ``region``, ``fiscal_year``, ``kind`` or ``scope``."""
    value: str
    origin: str
    """``cover``, ``heading``, ``table_head``, ``prose`` or ``file_name``."""
    quote: str
    page: int | None = None
    bbox: BBox | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """Who published it, where, for which year, and what it is. Unknown stays empty: never a guess."""

    department: str
    region: str
    fiscal_year: int | None
    kind: DisclosureKind
    scope: Scope
    evidence: tuple[IdentityEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A document understood: identity, outline and tables."""

    source: str
    sha256: str
    identity: Identity
    sections: tuple[Section, ...]
    tables: tuple[StatutoryTable, ...]
    health: tuple[PageHealth, ...]
    """One verdict for each page, in order."""
    contents: tuple[str, ...] = ()
    """The headings that the document's own table of contents announces."""
    problems: tuple[Problem, ...] = ()
    page_sizes: tuple[PageSize, ...] = ()
    """Of each page of a PDF, in order; none for text-born documents."""

    @property
    def doc_id(self) -> str:
        """The same for the same bytes in every run."""
        return self.sha256[:16]

    @property
    def outcome(self) -> Outcome:
        """Complete, or partial where something could not be read, or failed where no department disclosed it."""
        if self.identity.kind not in (DisclosureKind.FINAL_ACCOUNTS, DisclosureKind.BUDGET):
            return Outcome.FAILED
        return Outcome.PARTIAL if self.problems else Outcome.COMPLETE

    def ancestors(self, section: Section) -> tuple[Section, ...]:
        """The sections above, outermost first."""
        chain: list[Section] = []
        parent = section.parent
        while parent is not None:
            chain.append(self.sections[parent])
            parent = self.sections[parent].parent
        return tuple(reversed(chain))

    def table(self, kind: TableKind) -> StatutoryTable | None:
        """The table of a kind, where the document has just one and it could be read."""
        found = [table for table in self.tables if table.kind is kind and not table.unread]
        return found[0] if len(found) == 1 else None
