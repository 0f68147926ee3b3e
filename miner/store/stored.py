"""The records as they come back from ``miner.db``: one class for each table that is read, its fields the columns.

Decimals, boxes and JSON are decoded; codes (kinds, verdicts) stay the strings that the database holds, because it may
hold codes of another version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from miner.model import BBox


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A row of ``documents`` with its ``document_details``."""

    doc_id: str
    source: str
    sha256: str
    department: str
    region: str
    fiscal_year: int | None
    kind: str | None
    pages: int | None
    outcome: str
    health: list[dict[str, Any]]
    seconds: float
    format: str
    scope: str


@dataclass(frozen=True, slots=True)
class StoredEvidence:
    """A row of ``identity_evidence``."""

    field: str
    value: str
    origin: str
    quote: str
    page: int | None
    bbox: BBox | None


@dataclass(frozen=True, slots=True)
class StoredSection:
    """A row of ``sections`` with its role."""

    section_id: str
    parent_id: str | None
    ordinal: int
    level: int
    title: str
    text: str
    page_first: int | None
    page_last: int | None
    role: str


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A row of ``tables`` with its ``table_details``."""

    table_id: str
    kind: str
    title: str
    number: str
    unit: str
    note: str
    page_first: int | None
    page_last: int | None
    columns: list[str]
    empty: bool
    declared_empty: bool


@dataclass(frozen=True, slots=True)
class StoredCell:
    """A row of ``cells``."""

    cell_id: str
    table_id: str
    row_index: int
    column_index: int
    row_label: str
    row_code: str
    row_number: str
    column_path: str
    raw: str
    value: Decimal | None
    state: str
    page: int | None
    bbox: BBox | None


@dataclass(frozen=True, slots=True)
class StoredNarrative:
    """A row of ``narratives`` with its ``narrative_details``."""

    narrative_id: str
    section_id: str
    kind: str
    subject: str
    account_code: str
    text: str
    reason: str
    direction: str
    page: int | None
    char_start: int
    char_end: int
    basis: str
    reason_start: int | None
    reason_end: int | None


@dataclass(frozen=True, slots=True)
class StoredProject:
    """A row of ``projects``."""

    narrative_id: str
    name: str
    spending: Decimal | None
    unit: str
    purpose: str
    done: str


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """A row of ``figures`` with its row of ``links``; ``verdict`` is ``not_checked`` where there is no such row."""

    figure_id: str
    section_id: str
    narrative_id: str | None
    text: str
    value: Decimal | None
    unit: str
    kind: str
    measure: str
    period: str
    page: int | None
    bbox: BBox | None
    char_start: int
    char_end: int
    cell_id: str | None
    formula: str
    computed: Decimal | None
    verdict: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class StoredCheck:
    """A row of ``checks``."""

    check_id: str
    rule: str
    statement: str
    left_value: Decimal | None
    right_value: Decimal | None
    difference: Decimal | None
    tolerance: Decimal | None
    verdict: str
    why: str


@dataclass(frozen=True, slots=True)
class StoredFinding:
    """A row of ``findings``."""

    finding_id: str
    doc_id: str
    rule: str
    severity: str
    message: str
    evidence: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class StoredHeadline:
    """What a list says of a row of ``findings``."""

    finding_id: str
    doc_id: str
    rule: str
    severity: str
    message: str
    cited: list[int]
    """Pages of its evidence, ascending."""


@dataclass(frozen=True, slots=True)
class StoredExplanation:
    """A row of ``explanations`` with what its narrative and its document say."""

    explanation_id: str
    narrative_id: str
    doc_id: str
    text: str
    template: str
    cause: str
    cluster_id: str | None
    subject: str
    direction: str
    basis: str
    department: str
    fiscal_year: int | None
    source: str
    section_id: str | None
    char_start: int | None
    char_end: int | None
    page: int | None
    bbox: BBox | None
    similarity: float | None
    others: int | None
    years: int | None
    surprisal: float | None
    causes: list[dict[str, Any]]
    marks: list[str]


@dataclass(frozen=True, slots=True)
class StoredMember:
    """Of a row of ``explanations``, its cluster and who gives it when."""

    explanation_id: str
    doc_id: str
    cluster_id: str | None
    department: str
    fiscal_year: int | None


@dataclass(frozen=True, slots=True)
class StoredAmount:
    """What a row of ``figures`` says of the money of its variance."""

    narrative_id: str
    value: Decimal
    unit: str
    kind: str
    """``delta`` or ``amount``."""
    measure: str


@dataclass(frozen=True, slots=True)
class StoredHead:
    """A row of ``cluster_heads``."""

    cluster_id: str
    template: str
    family_id: str
    version: str


@dataclass(frozen=True, slots=True)
class StoredCluster:
    """A row of ``clusters``."""

    cluster_id: str
    template: str
    label: str
    cause: str
    size: int
    departments: int
    documents: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class StoredSpread:
    """How often a department said what is in a cluster, in a year."""

    cluster_id: str
    department: str
    fiscal_year: int | None
    said: int


@dataclass(frozen=True, slots=True)
class StoredMeasure:
    """A row of ``profiles`` with its note."""

    doc_id: str
    measure: str
    value: float | None
    scope: str
    note: str


@dataclass(frozen=True, slots=True)
class StoredError:
    """A row of ``errors``."""

    doc_id: str
    component: str
    page: int | None
    message: str


@dataclass(frozen=True, slots=True)
class StoredJudgement:
    """A row of ``judgements``."""

    judgement_id: int
    """The row's place in the order in which judgements came in."""
    target_kind: str
    target_key: str
    verdict: str
    note: str
    reviewer: str
    made_at: str
    withdrawn_at: str | None


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A row of ``runs``."""

    run_id: int
    started_at: str
    finished_at: str | None
    version: str
    settings: Mapping[str, Any]
    inputs: list[str]
    summary: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Processed:
    """By what a document was mined, and how it came out."""

    doc_id: str
    fingerprint: str
    limits: str | None
    outcome: str
