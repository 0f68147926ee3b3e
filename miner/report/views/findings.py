"""The findings of all documents: by rule, and as one list that a reader can narrow down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from miner.report.filters import script_json
from miner.report.paths import department_page, page_name
from miner.store import Reader
from miner.store.stored import StoredDocument, StoredHeadline

SEVERITIES = ("error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class RulePage:
    """All findings of one rule."""

    rule: str
    severity: str
    page: str
    findings: Sequence[tuple[StoredDocument, StoredHeadline, str]]
    """With the document and the anchor in its page."""


@dataclass(frozen=True, slots=True)
class ListedFindings:
    """All findings as data of the script that lists them."""

    script: str
    """The keys ``documents`` and ``findings`` of an object, without its braces."""
    rows: Mapping[str, int]
    """The place of each finding in the list, by its id."""


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
        for finding in reader.headlines(severity, rule)
        if finding.doc_id in documents
    ]
    return RulePage(rule, severity, page_name(f"{severity}-{rule}"), rows)


def listed_findings(reader: Reader, documents: Mapping[str, StoredDocument]) -> ListedFindings:
    """All findings, the gravest first: number of the document, severity, rule, message, anchor, pages."""
    found = [finding for finding in reader.headlines() if finding.doc_id in documents]
    numbers = {doc_id: number for number, doc_id in enumerate(dict.fromkeys(one.doc_id for one in found))}
    rows = [
        [
            numbers[one.doc_id],
            one.severity,
            one.rule,
            one.message,
            one.finding_id[len(one.doc_id) + 1 :],
            one.cited,
        ]
        for one in found
    ]
    heads = [
        [
            page_name(d.doc_id),
            d.department or d.source,
            d.fiscal_year,
            d.region,
            department_page(d.region, d.department),
        ]
        for d in map(documents.get, numbers)
        if d
    ]
    script = f'"documents":{script_json(heads)},"findings":{script_json(rows)}'
    return ListedFindings(script, {one.finding_id: row for row, one in enumerate(found)})
