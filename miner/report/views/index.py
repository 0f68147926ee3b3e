"""The first page: what was read and what was not, what was found, what recurs, and all documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from miner.report.paths import department_page, page_name
from miner.report.views.findings import rule_order
from miner.report.views.groups import Group
from miner.report.views.ranking import Ranked
from miner.store import Reader
from miner.store.stored import StoredDocument, StoredError, StoredRun

BAD_VERDICTS = ("mismatch", "arithmetic_mismatch")
MOST_CLUSTERS = 25
"""Clusters on the first page; all of them have a page of their own list."""
MOST_DOCUMENTS = 100
"""Documents on the first page; all of them have a page of their own list."""
MOST_DEPARTMENTS = 10
"""Departments with most errors, and documents of the ranking, on the first page."""
MOST_TROUBLES = 100
"""Documents that could not be read, or only in part, on the first page."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document in the list."""

    document: StoredDocument
    narratives: int
    figures: int
    mismatches: int
    findings: Mapping[str, int]
    """By severity."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A document that could not be read, or only in part, and why."""

    document: StoredDocument
    errors: Sequence[StoredError]
    files: Sequence[str]
    """All files with its bytes, where there are several."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """The findings of one rule and severity."""

    rule: str
    severity: str
    page: str
    findings: int
    documents: int


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """The findings of a department in all its documents."""

    department: str
    region: str
    page: str
    documents: int
    findings: Mapping[str, int]
    """By severity."""


@dataclass(frozen=True, slots=True)
class Index:
    """The first page."""

    rows: Sequence[DocumentRow]
    failed: Sequence[Trouble]
    partial: Sequence[Trouble]
    rules: Sequence[RuleRow]
    departments: Sequence[DepartmentRow]
    """Those with most errors; none without errors."""
    ranked: Sequence[Ranked]
    """Those that lead the ranking by boilerplate."""
    clusters: Sequence[Group]
    recurring: int
    outcomes: Mapping[str, int]
    totals: Mapping[str, int]
    run: StoredRun | None
    run_problems: Sequence[str]
    """What went wrong with the corpus as a whole in the last run."""


def index_view(reader: Reader, rows: Sequence[DocumentRow], groups: Sequence[Group], ranked: Sequence[Ranked]) -> Index:
    """The first page of a store.

    Args:
        reader: the store.
        rows: all its documents.
        groups: the recurring wordings.
        ranked: the documents by boilerplate.
    """
    documents = [row.document for row in rows]
    errors: dict[str, list[StoredError]] = defaultdict(list)
    for error in reader.errors():
        errors[error.doc_id].append(error)
    runs = reader.runs()
    return Index(
        rows=rows,
        failed=[_trouble(reader, d, errors[d.doc_id]) for d in documents if d.outcome == "failed"],
        partial=[_trouble(reader, d, errors[d.doc_id]) for d in documents if d.outcome == "partial"],
        rules=rule_rows(reader),
        departments=_most_errors(rows),
        ranked=[one for one in ranked[:MOST_DEPARTMENTS] if one.share],
        clusters=groups[:MOST_CLUSTERS],
        recurring=len(groups),
        outcomes=Counter(d.outcome for d in documents),
        totals={
            "documents": len(documents),
            "narratives": sum(row.narratives for row in rows),
            "figures": sum(row.figures for row in rows),
            "mismatches": sum(row.mismatches for row in rows),
            "findings": sum(sum(row.findings.values()) for row in rows),
        },
        run=runs[0] if runs else None,
        run_problems=[str(problem["message"]) for problem in runs[0].summary.get("problems", ())] if runs else [],
    )


def rule_rows(reader: Reader) -> list[RuleRow]:
    """The rules that found something, the gravest first."""
    rules: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc_id, rule, severity, count in reader.finding_counts():
        rules[severity, rule][doc_id] += count
    return [
        RuleRow(rule, severity, page_name(f"{severity}-{rule}"), sum(counts.values()), len(counts))
        for (severity, rule), counts in sorted(rules.items(), key=lambda item: rule_order(*item[0]))
    ]


def document_rows(reader: Reader, documents: Iterable[StoredDocument]) -> list[DocumentRow]:
    """Documents with what was found in each."""
    narratives = reader.counts("narratives", "doc_id")
    figures = reader.counts("figures", "doc_id")
    mismatches = reader.verdict_counts(BAD_VERDICTS)
    findings: dict[str, Counter[str]] = defaultdict(Counter)
    for doc_id, _, severity, count in reader.finding_counts():
        findings[doc_id][severity] += count
    return [
        DocumentRow(
            d,
            narratives.get(d.doc_id, 0),
            figures.get(d.doc_id, 0),
            mismatches.get(d.doc_id, 0),
            findings[d.doc_id],
        )
        for d in documents
    ]


def _most_errors(rows: Iterable[DocumentRow]) -> list[DepartmentRow]:
    """The departments with most errors, then warnings."""
    held: dict[tuple[str, str], list[DocumentRow]] = defaultdict(list)
    for row in rows:
        if row.document.department:
            held[row.document.region, row.document.department].append(row)
    found: list[DepartmentRow] = []
    for (region, department), some in held.items():
        findings: Counter[str] = Counter()
        for row in some:
            findings.update(row.findings)
        if findings["error"]:
            page = department_page(region, department)
            found.append(DepartmentRow(department, region, page, len(some), findings))
    found.sort(key=lambda one: (-one.findings["error"], -one.findings["warning"], one.region, one.department))
    return found[:MOST_DEPARTMENTS]


def _trouble(reader: Reader, document: StoredDocument, errors: Sequence[StoredError]) -> Trouble:
    files = reader.files(document.doc_id)
    return Trouble(document, errors, files if len(files) > 1 else ())
