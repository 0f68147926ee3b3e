"""The first page: what was read and what was not, what was found, what recurs, and all documents."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from miner.report.paths import page_name
from miner.report.views.findings import rule_order
from miner.store import Reader
from miner.store.stored import StoredCluster, StoredDocument, StoredError, StoredRun

BAD_VERDICTS = ("mismatch", "arithmetic_mismatch")
MOST_CLUSTERS = 25
"""Clusters on the first page; all of them have a page of their own list."""
MOST_DOCUMENTS = 100
"""Documents on the first page; all of them have a page of their own list."""
RECURS = 2
"""Explanations that a cluster needs to be called recurring."""


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
class Index:
    """The first page."""

    rows: Sequence[DocumentRow]
    failed: Sequence[Trouble]
    partial: Sequence[Trouble]
    rules: Sequence[RuleRow]
    clusters: Sequence[StoredCluster]
    recurring: int
    outcomes: Mapping[str, int]
    totals: Mapping[str, int]
    run: StoredRun | None
    run_problems: Sequence[str]
    """What went wrong with the corpus as a whole in the last run."""


def index_view(reader: Reader, rows: Sequence[DocumentRow]) -> Index:
    """The first page of a store, whose documents are known."""
    documents = [row.document for row in rows]
    rules: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc_id, rule, severity, count in reader.finding_counts():
        rules[severity, rule][doc_id] += count
    errors: dict[str, list[StoredError]] = defaultdict(list)
    for error in reader.errors():
        errors[error.doc_id].append(error)
    clusters = reader.clusters(RECURS)
    runs = reader.runs()
    return Index(
        rows=rows,
        failed=[_trouble(reader, d, errors[d.doc_id]) for d in documents if d.outcome == "failed"],
        partial=[_trouble(reader, d, errors[d.doc_id]) for d in documents if d.outcome == "partial"],
        rules=[
            RuleRow(rule, severity, page_name(f"{severity}-{rule}"), sum(counts.values()), len(counts))
            for (severity, rule), counts in sorted(rules.items(), key=lambda item: rule_order(*item[0]))
        ],
        clusters=clusters[:MOST_CLUSTERS],
        recurring=len(clusters),
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


def _trouble(reader: Reader, document: StoredDocument, errors: Sequence[StoredError]) -> Trouble:
    files = reader.files(document.doc_id)
    return Trouble(document, errors, files if len(files) > 1 else ())
