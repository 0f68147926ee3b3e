"""The findings of all documents: by rule, and as one list that a reader can narrow down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from miner.report.paths import page_name
from miner.report.views.review import Review
from miner.store import Reader
from miner.store.stored import StoredDocument, StoredFinding

SEVERITIES = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class RulePage:
    """All findings of one rule."""

    rule: str
    severity: str
    page: str
    findings: Sequence[tuple[StoredDocument, StoredFinding, str]]
    """With the document and the anchor in its page."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding in the list of all."""

    document: StoredDocument
    finding: StoredFinding
    anchor: str
    pages: Sequence[int]
    """Pages of its evidence."""
    state: str
    """How far its review is: ``open``, ``confirmed`` or ``dismissed``."""


def rule_order(severity: str, rule: str) -> tuple[int, str]:
    """The order of rules: the gravest first, then by name."""
    return (SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES), rule)


def rule_pages(reader: Reader) -> list[tuple[str, str, str]]:
    """Severity, rule and page of each rule that found something."""
    found = {(severity, rule) for _, rule, severity, _ in reader.finding_counts()}
    return [
        (severity, rule, page_name(f"{severity}-{rule}"))
        for severity, rule in sorted(found, key=lambda one: rule_order(*one))
    ]


def rule_view(reader: Reader, severity: str, rule: str, documents: Mapping[str, StoredDocument]) -> RulePage:
    """The page of a rule and severity."""
    rows = [
        (documents[finding.doc_id], finding, finding.finding_id[len(finding.doc_id) + 1 :])
        for finding in reader.findings()
        if (finding.severity, finding.rule) == (severity, rule) and finding.doc_id in documents
    ]
    return RulePage(rule, severity, page_name(f"{severity}-{rule}"), rows)


def finding_rows(reader: Reader, documents: Mapping[str, StoredDocument], review: Review) -> list[FindingRow]:
    """All findings, the gravest first."""
    return [
        FindingRow(
            documents[finding.doc_id],
            finding,
            finding.finding_id[len(finding.doc_id) + 1 :],
            sorted({item["page"] for item in finding.evidence if item.get("page") is not None}),
            review.state("finding", finding.finding_id),
        )
        for finding in reader.findings()
        if finding.doc_id in documents
    ]
