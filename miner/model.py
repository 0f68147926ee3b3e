"""The nouns of the miner: what a disclosure is made of and what is said about it.

Every record is immutable and typed, and every record that states something carries where it stands. Coordinates are PDF
points of the page as it is read (upright), origin at the top left, ``(x0, y0, x1, y1)``; pages count from 1; money is
``Decimal`` in the unit that the document prints. Text inputs have no page and no box: there both are ``None``.

This module imports nothing of ours, so that every stage can speak of the same things.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

BBox = tuple[float, float, float, float]


def record_id(doc_id: str, letter: str, ordinal: int) -> str:
    """The stable id of a record.

    The letter says what it is: ``s`` section, ``t`` table, ``n`` narrative, ``f`` figure, ``k`` check, ``g`` finding,
    ``e`` explanation.
    """
    return f"{doc_id}-{letter}{ordinal}"


def cell_id(doc_id: str, cell: CellRef) -> str:
    """The stable id of a cell."""
    return f"{doc_id}-t{cell.table}-r{cell.row_index}-c{cell.column_index}"


# -------------------------------------------------------------------------------------------------------------- reading


class Glyph(NamedTuple):
    """One drawn character, in upright coordinates of its page. A tuple, because a document has tens of thousands."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    baseline: float
    """Distance of the writing line from the page's top; lines are built on it, never on ``y0`` (fonts differ there)."""
    size: float
    font: str
    angle: float
    """Degrees that the writing is turned against the upright page; 0 for body text, about 45 for watermarks."""
    pale: bool
    """Drawn so light that it cannot be body text (a watermark's grey)."""


class Ruling(NamedTuple):
    """A straight horizontal or vertical line of a table, from a path, a thin rectangle or a rectangle's edge."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """True where it is wider than high."""
        return self.x1 - self.x0 >= self.y1 - self.y0


class HealthVerdict(StrEnum):
    """What may be done with a page."""

    GOOD = "good"
    REPAIRED = "repaired"
    """Mojibake that was turned back; mined, and marked."""
    SCANNED = "scanned"
    """An image without a text layer."""
    UNREADABLE = "unreadable"
    """Too many characters without meaning (``(cid:N)``, mojibake that stays); never mined."""
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class PageHealth:
    """How far a page's text can be trusted. Shares are of the page's visible characters, 0 to 1."""

    verdict: HealthVerdict
    characters: int
    han_share: float
    cid_share: float
    mojibake_share: float
    note: str = ""

    @property
    def minable(self) -> bool:
        """True where later stages may read the page."""
        return self.verdict in (HealthVerdict.GOOD, HealthVerdict.REPAIRED)


@dataclass(frozen=True, slots=True)
class FlowText:
    """A line or paragraph of a text-born document (txt, md, docx, html), as written."""

    text: str
    whole: bool = False
    """True where the source says that this is a whole paragraph (docx, html, md), False for a line, maybe wrapped."""


@dataclass(frozen=True, slots=True)
class FlowCell:
    """A cell of a text-born table with the number of rows and columns that it covers."""

    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class FlowTable:
    """A table of a text-born document: rows of cells; a cell stands where HTML would put it.

    ``spans_known`` is False for tab-separated text, whose merged cells are just blank.
    """

    rows: tuple[tuple[FlowCell, ...], ...]
    spans_known: bool = True


FlowItem = FlowText | FlowTable


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read. PDF pages have glyphs and rulings; text-born documents have one page with ``flow`` instead."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    health: PageHealth
    flow: tuple[FlowItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file as read: its pages and what could not be read of it."""

    name: str
    """The file's name without its folder."""
    sha256: str
    format: str
    """``pdf``, ``txt``, ``md``, ``docx`` or ``html``."""
    pages: tuple[Page, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be done: in which component, on which page if any, and what it means for the reader."""

    component: str
    message: str
    page: int | None = None


# ----------------------------------------------------------------------------------------------------- text with places


class Place(NamedTuple):
    """Where something stands on paper."""

    page: int
    bbox: BBox


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters of a text that stand on one line of one page.

    ``lefts`` and ``rights`` hold the horizontal extent of each character; ``raw`` is the line as drawn, before blanks
    were dropped and radicals folded, and ``raw_index[i]`` is where character ``i`` of the run stands in it. Runs of
    text-born documents have no page and no extents.
    """

    start: int
    end: int
    page: int | None
    top: float
    bottom: float
    lefts: tuple[float, ...]
    rights: tuple[float, ...]
    raw: str
    raw_index: tuple[int, ...]

    def moved(self, offset: int) -> Run:
        """The same run, standing ``offset`` characters later in a longer text."""
        if not offset:
            return self
        return Run(
            self.start + offset,
            self.end + offset,
            self.page,
            self.top,
            self.bottom,
            self.lefts,
            self.rights,
            self.raw,
            self.raw_index,
        )

    def part(self, start: int, end: int) -> Run:
        """The piece of this run between two offsets of the text (both inside the run), shifted to begin at 0."""
        a, b = start - self.start, end - self.start
        return Run(
            0, b - a, self.page, self.top, self.bottom, self.lefts[a:b], self.rights[a:b], self.raw, self.raw_index[a:b]
        )


@dataclass(frozen=True)
class PlacedText:
    """A string that knows where each of its characters stands. Characters outside every run (joins) stand nowhere."""

    text: str
    runs: tuple[Run, ...] = ()

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    def __add__(self, other: PlacedText) -> PlacedText:
        return PlacedText.join("", (self, other))

    @staticmethod
    def join(separator: str, parts: tuple[PlacedText, ...] | list[PlacedText]) -> PlacedText:
        """Concatenate texts, keeping every character's place."""
        runs: list[Run] = []
        offset = 0
        for part in parts:
            runs.extend(run.moved(offset) for run in part.runs)
            offset += len(part.text) + len(separator)
        return PlacedText(separator.join(part.text for part in parts), tuple(runs))

    def slice(self, start: int, end: int) -> PlacedText:
        """The characters from ``start`` up to ``end`` with their places."""
        runs = tuple(
            run.part(max(start, run.start), min(end, run.end)).moved(max(start, run.start) - start)
            for run in self._runs_over(start, end)
        )
        return PlacedText(self.text[start:end], runs)

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """The boxes of the characters from ``start`` up to ``end``, one for each line that they touch."""
        found: list[Place] = []
        for run in self._runs_over(start, end):
            a, b = max(start, run.start) - run.start, min(end, run.end) - run.start
            if run.page is not None and b > a:
                box = (min(run.lefts[a:b]), run.top, max(run.rights[a:b]), run.bottom)
                found.append(Place(run.page, box))
        return tuple(found)

    def place(self, start: int, end: int) -> Place | None:
        """The first box of the characters, where they have one."""
        return next(iter(self.places(start, end)), None)

    def raw(self, start: int, end: int) -> str:
        """The characters as drawn, before any normalisation; line breaks stay as they were."""
        pieces = []
        for run in self._runs_over(start, end):
            a, b = max(start, run.start) - run.start, min(end, run.end) - run.start
            if b > a:
                pieces.append(run.raw[run.raw_index[a] : run.raw_index[b - 1] + 1])
        return "\n".join(pieces)

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages that the text touches, in order."""
        return tuple(sorted({run.page for run in self.runs if run.page is not None}))

    @cached_property
    def _starts(self) -> list[int]:
        return [run.start for run in self.runs]

    def _runs_over(self, start: int, end: int) -> Iterator[Run]:
        for run in self.runs[max(0, bisect_right(self._starts, start) - 1) :]:
            if run.start >= end:
                return
            if run.end > start:
                yield run


# --------------------------------------------------------------------------------------------------------------- layout


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in reading order, normalised, with the places of its characters."""

    text: PlacedText
    page: int
    bbox: BBox
    size: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, also over a page break."""

    text: PlacedText
    indent: float
    """Points from the left edge of the text area to the first character; 0 for text-born documents."""
    centred: bool
    size: float
    """Median glyph size in points; 0 for text-born documents."""

    @property
    def page(self) -> int | None:
        """The page on which the paragraph begins."""
        return next((run.page for run in self.text.runs), None)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a grid: its text without blanks and line breaks, its place in the grid and how far it spans."""

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    page: int | None
    bbox: BBox | None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as laid out, before anybody knows what it says. Merged cells stand once, at their top left."""

    cells: tuple[GridCell, ...]
    rows: int
    columns: int
    page: int | None
    bbox: BBox | None
    edges: tuple[float, ...]
    """The x positions of the column boundaries (``columns + 1`` of them); empty for text-born documents."""
    spans_known: bool = True
    inferred: bool = False
    """True where no ruling parts the columns: they were inferred from what stands in them and need proof."""


Block = Paragraph | Grid


# ----------------------------------------------------------------------------------------------------------- disclosure


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


# ----------------------------------------------------------------------------------------------------------- narratives


class NarrativeKind(StrEnum):
    """The parts of the prose that are mined."""

    VARIANCE = "variance"
    """A stated difference (决算 against 年初预算, against 上年 …) with its reason, if one is given."""
    PROJECT = "project"
    PROBLEM = "problem"
    MEASURE = "measure"


class Direction(StrEnum):
    """Which way a difference goes, as the words say it (not as the numbers do)."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    """持平"""
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True)
class Project:
    """What a project description states beyond its text."""

    name: str
    spending: Decimal | None
    unit: str
    purpose: str
    """主要用于 …"""
    done: str
    """项目实施及绩效情况 …"""


@dataclass(frozen=True, slots=True)
class Narrative:
    """One mined piece of prose. Offsets count in the text of its section."""

    ordinal: int
    section: int
    kind: NarrativeKind
    subject: str
    """The account path as printed (类/款/项), the “三公” item, the project's name, or the section's title."""
    account_code: str
    """The account's code where the classification knows the subject, else empty."""
    text: str
    reason: str
    """The clause that explains, without its lead-in; empty where none is given."""
    direction: Direction
    char_start: int
    char_end: int
    basis: str = ""
    """What it is compared with: ``budget`` (年初预算), ``adjusted_budget``, ``last_year``, or empty."""
    reason_start: int | None = None
    """Where the reason stands in the section's text, where there is one."""
    reason_end: int | None = None
    project: Project | None = None


# -------------------------------------------------------------------------------------------------------------- figures


class FigureKind(StrEnum):
    """What sort of number it is."""

    AMOUNT = "amount"
    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
    """百分点, which is not %"""
    COUNT = "count"
    DELTA = "delta"
    """A difference with its direction: 增加 338.92 万元"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that the prose states. Offsets count in its section's text; ``value`` is as printed, in ``unit``."""

    ordinal: int
    section: int
    narrative: int | None
    text: str
    value: Decimal
    unit: str
    kind: FigureKind
    measure: str
    period: str
    char_start: int
    char_end: int


class Verdict(StrEnum):
    """What came of comparing a figure with what should back it."""

    MATCH = "match"
    ROUNDING = "rounding"
    MISMATCH = "mismatch"
    ARITHMETIC_OK = "arithmetic_ok"
    ARITHMETIC_MISMATCH = "arithmetic_mismatch"
    NO_TABLE_COUNTERPART = "no_table_counterpart"
    AMBIGUOUS = "ambiguous"
    NOT_CHECKED = "not_checked"


class CellRef(NamedTuple):
    """A cell by its table's ordinal and its place in it."""

    table: int
    row_index: int
    column_index: int


@dataclass(frozen=True, slots=True)
class Link:
    """What backs a figure: one cell, or a formula over other figures and cells, or nothing; and the verdict."""

    figure: int
    cell: CellRef | None
    formula: str
    computed: Decimal | None
    verdict: Verdict
    score: float
    features: Mapping[str, float]
    why: str


class CheckVerdict(StrEnum):
    """How an identity or a content rule came out. “Not found” is never “pass”."""

    PASS = "pass"
    ROUNDING = "rounding"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True, slots=True)
class Check:
    """One identity or content rule, applied once."""

    rule: str
    statement: str
    left: Decimal | None
    right: Decimal | None
    difference: Decimal | None
    tolerance: Decimal | None
    verdict: CheckVerdict
    why: str
    evidence: tuple[Evidence, ...] = ()


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One side of a finding: the words or the cell, and where they stand."""

    role: str
    quote: str
    page: int | None = None
    bbox: BBox | None = None
    section: int | None = None
    char_start: int | None = None
    char_end: int | None = None
    cell: CellRef | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What an auditor reads: one root cause, with both sides shown and neither called right."""

    rule: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]


# --------------------------------------------------------------------------------------------- explanations, comparison


@dataclass(frozen=True, slots=True)
class Explanation:
    """A variance's reason, masked: figures, years, accounts and names are slots."""

    explanation_id: str
    narrative_id: str
    doc_id: str
    department: str
    fiscal_year: int | None
    text: str
    template: str
    direction: Direction


@dataclass(frozen=True, slots=True)
class Cluster:
    """Explanations that say the same. The id depends on the template only, so that it is stable across runs."""

    cluster_id: str
    template: str
    label: str
    cause: str
    members: tuple[str, ...]
    """Explanation ids."""
    departments: int
    documents: int
    first_year: int | None
    last_year: int | None

    @property
    def size(self) -> int:
        """How many explanations it holds."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a document; ``value`` is empty, with a reason in ``note``, where the measure is undefined."""

    doc_id: str
    measure: str
    value: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Mined:
    """Everything that was mined from one document: what a worker hands back."""

    disclosure: Disclosure
    narratives: tuple[Narrative, ...] = ()
    figures: tuple[Figure, ...] = ()
    links: tuple[Link, ...] = ()
    checks: tuple[Check, ...] = ()
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0
    problems: tuple[Problem, ...] = field(default=())
    """What failed after the disclosure was understood, by component; the rest of the record still stands."""
