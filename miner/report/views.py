"""What each page of the report shows, gathered from the store: one value for each template."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from miner.report.grids import Grid, grid_of
from miner.report.marking import Piece, paragraphs
from miner.report.paths import page_name
from miner.store import Reader
from miner.store.stored import (
    StoredCell,
    StoredCheck,
    StoredCluster,
    StoredDocument,
    StoredError,
    StoredEvidence,
    StoredExplanation,
    StoredFigure,
    StoredFinding,
    StoredMeasure,
    StoredNarrative,
    StoredProject,
    StoredRun,
    StoredSection,
)

SEVERITIES = ("error", "warning", "hint")
BAD_VERDICTS = ("mismatch", "arithmetic_mismatch")
MOST_EVIDENCE = 6
"""Pieces of evidence of a finding that are shown at once."""
MOST_CLUSTERS = 25
"""Clusters on the first page; all of them have a page of their own list."""
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


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its text in marked pieces."""

    section: StoredSection
    anchor: str
    paragraphs: Sequence[Sequence[Piece]]


@dataclass(frozen=True, slots=True)
class NarrativeView:
    """A narrative with what else is known of it."""

    narrative: StoredNarrative
    anchor: str
    project: StoredProject | None
    explanations: Sequence[tuple[StoredExplanation, StoredCluster | None]]
    """Its reasons, each with the cluster where it recurs."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure with the cell that backs it."""

    figure: StoredFigure
    anchor: str
    cell: StoredCell | None
    cell_anchor: str
    cell_place: str
    """Table, row and column of the cell, in words."""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One side of a finding and where it can be seen in the page."""

    role: str
    quote: str
    page: int | None
    anchor: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its evidence."""

    finding: StoredFinding
    anchor: str
    evidence: Sequence[EvidenceView]
    more: Sequence[EvidenceView]
    """What is shown on demand, where there is much."""


@dataclass(frozen=True, slots=True)
class IdentityView:
    """One value that a field of the identity may have, and what says so."""

    first: StoredEvidence
    others: Sequence[StoredEvidence]


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The page of one document."""

    document: StoredDocument
    evidence: Sequence[IdentityView]
    files: Sequence[str]
    errors: Sequence[StoredError]
    findings: Sequence[FindingView]
    sections: Sequence[SectionView]
    narratives: Sequence[NarrativeView]
    figures: Sequence[FigureView]
    verdicts: Mapping[str, int]
    grids: Sequence[Grid]
    checks: Sequence[StoredCheck]
    check_verdicts: Mapping[str, int]
    measures: Sequence[StoredMeasure]
    prefix: int
    """How many characters of an id name the document; the rest is the anchor in the page."""


@dataclass(frozen=True, slots=True)
class RulePage:
    """All findings of one rule."""

    rule: str
    severity: str
    page: str
    findings: Sequence[tuple[StoredDocument, StoredFinding, str]]
    """With the document and the anchor in its page."""


@dataclass(frozen=True, slots=True)
class ClusterPage:
    """A cluster with its members."""

    cluster: StoredCluster
    page: str
    members: Sequence[tuple[StoredExplanation, str]]
    """With the anchor of the narrative in its document's page."""
    kin: Sequence[StoredCluster]
    """Recurring clusters that give the same reason in other words."""


def index_view(reader: Reader) -> Index:
    """The first page of a store."""
    documents = reader.documents()
    narratives = reader.counts("narratives", "doc_id")
    figures = reader.counts("figures", "doc_id")
    mismatches = reader.verdict_counts(BAD_VERDICTS)
    findings: dict[str, Counter[str]] = defaultdict(Counter)
    rules: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for doc_id, rule, severity, count in reader.finding_counts():
        findings[doc_id][severity] += count
        rules[severity, rule][doc_id] += count
    errors: dict[str, list[StoredError]] = defaultdict(list)
    for error in reader.errors():
        errors[error.doc_id].append(error)
    clusters = reader.clusters(RECURS)
    runs = reader.runs()
    return Index(
        rows=[
            DocumentRow(
                d,
                narratives.get(d.doc_id, 0),
                figures.get(d.doc_id, 0),
                mismatches.get(d.doc_id, 0),
                findings[d.doc_id],
            )
            for d in documents
        ],
        failed=[_trouble(reader, d, errors[d.doc_id]) for d in documents if d.outcome == "failed"],
        partial=[_trouble(reader, d, errors[d.doc_id]) for d in documents if d.outcome == "partial"],
        rules=[
            RuleRow(rule, severity, page_name(f"{severity}-{rule}"), sum(counts.values()), len(counts))
            for (severity, rule), counts in sorted(rules.items(), key=lambda item: (_rank(item[0][0]), item[0][1]))
        ],
        clusters=clusters[:MOST_CLUSTERS],
        recurring=len(clusters),
        outcomes=Counter(d.outcome for d in documents),
        totals={
            "documents": len(documents),
            "narratives": sum(narratives.values()),
            "figures": sum(figures.values()),
            "mismatches": sum(mismatches.values()),
            "findings": sum(sum(counts.values()) for counts in findings.values()),
        },
        run=runs[0] if runs else None,
        run_problems=[str(problem["message"]) for problem in runs[0].summary.get("problems", ())] if runs else [],
    )


def document_view(reader: Reader, document: StoredDocument, clusters: Mapping[str, StoredCluster]) -> DocumentPage:
    """The page of a document.

    Args:
        reader: the store.
        document: the document.
        clusters: the recurring clusters by id.
    """
    doc = document.doc_id
    prefix = len(doc) + 1
    figures = reader.figures(doc)
    narratives = reader.narratives(doc)
    cells = reader.cells(doc)
    tables = reader.tables(doc)
    by_table: dict[str, list[StoredCell]] = defaultdict(list)
    for cell in cells:
        by_table[cell.table_id].append(cell)
    linked: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for figure in figures:
        if figure.cell_id is not None:
            linked[figure.cell_id].append((figure.figure_id[prefix:], figure.verdict))
    by_id = {cell.cell_id: cell for cell in cells}
    titles = {table.table_id: table.title for table in tables}
    checks = reader.checks(doc)
    return DocumentPage(
        document=document,
        evidence=_identity(reader.evidence(doc)),
        files=reader.files(doc),
        errors=reader.errors(doc),
        findings=[_finding(finding, prefix) for finding in reader.findings(doc)],
        sections=_sections(reader.sections(doc), figures, narratives, prefix),
        narratives=_narratives(reader, doc, narratives, clusters, prefix),
        figures=[_figure(figure, by_id, titles, prefix) for figure in figures],
        verdicts=Counter(figure.verdict for figure in figures),
        grids=[grid_of(table, by_table[table.table_id], linked, prefix) for table in tables],
        checks=checks,
        check_verdicts=Counter(check.verdict for check in checks),
        measures=reader.measures(doc),
        prefix=prefix,
    )


def rule_views(reader: Reader, documents: Mapping[str, StoredDocument]) -> list[RulePage]:
    """A page for each rule and severity that found something."""
    found: dict[tuple[str, str], list[tuple[StoredDocument, StoredFinding, str]]] = defaultdict(list)
    for finding in reader.findings():
        anchor = finding.finding_id[len(finding.doc_id) + 1 :]
        found[finding.severity, finding.rule].append((documents[finding.doc_id], finding, anchor))
    return [RulePage(rule, severity, page_name(f"{severity}-{rule}"), rows) for (severity, rule), rows in found.items()]


def cluster_views(reader: Reader) -> list[ClusterPage]:
    """A page for each recurring cluster."""
    members: dict[str, list[tuple[StoredExplanation, str]]] = defaultdict(list)
    for e in reader.explanations():
        if e.cluster_id is not None:
            members[e.cluster_id].append((e, e.narrative_id[len(e.doc_id) + 1 :]))
    families = reader.families()
    recurring = reader.clusters(RECURS)
    of_family: dict[str, list[StoredCluster]] = defaultdict(list)
    for cluster in recurring:
        of_family[families.get(cluster.cluster_id, cluster.cluster_id)].append(cluster)
    return [
        ClusterPage(
            cluster,
            page_name(cluster.cluster_id),
            members[cluster.cluster_id],
            [
                other
                for other in of_family[families.get(cluster.cluster_id, cluster.cluster_id)]
                if other is not cluster
            ],
        )
        for cluster in recurring
    ]


def _trouble(reader: Reader, document: StoredDocument, errors: Sequence[StoredError]) -> Trouble:
    files = reader.files(document.doc_id)
    return Trouble(document, errors, files if len(files) > 1 else ())


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def _identity(evidence: Sequence[StoredEvidence]) -> list[IdentityView]:
    """The evidence by field and value, in the order of the fields; what says most often comes first in each."""
    by_value: dict[tuple[str, str], list[StoredEvidence]] = defaultdict(list)
    for item in evidence:
        by_value[item.field, item.value].append(item)
    fields = list(dict.fromkeys(item.field for item in evidence))
    ordered = sorted(by_value.values(), key=lambda items: (fields.index(items[0].field), -len(items)))
    return [IdentityView(items[0], items[1:]) for items in ordered]


def _finding(finding: StoredFinding, prefix: int) -> FindingView:
    evidence = [_evidence(item, prefix) for item in finding.evidence]
    return FindingView(finding, finding.finding_id[prefix:], evidence[:MOST_EVIDENCE], evidence[MOST_EVIDENCE:])


def _evidence(item: Mapping[str, Any], prefix: int) -> EvidenceView:
    target = item.get("cell_id") or item.get("section_id") or ""
    return EvidenceView(str(item.get("role", "")), str(item.get("quote", "")), item.get("page"), str(target)[prefix:])


def _figure(
    figure: StoredFigure, cells: Mapping[str, StoredCell], titles: Mapping[str, str], prefix: int
) -> FigureView:
    cell = cells.get(figure.cell_id or "")
    place = [titles.get(cell.table_id, ""), cell.row_label, cell.column_path] if cell else []
    anchor = cell.cell_id[prefix:] if cell else ""
    return FigureView(figure, figure.figure_id[prefix:], cell, anchor, " · ".join(filter(None, place)))


def _sections(
    sections: Sequence[StoredSection],
    figures: Sequence[StoredFigure],
    narratives: Sequence[StoredNarrative],
    prefix: int,
) -> list[SectionView]:
    figures_of: dict[str, list[StoredFigure]] = defaultdict(list)
    narratives_of: dict[str, list[StoredNarrative]] = defaultdict(list)
    for figure in figures:
        figures_of[figure.section_id].append(figure)
    for narrative in narratives:
        narratives_of[narrative.section_id].append(narrative)
    return [
        SectionView(
            s, s.section_id[prefix:], paragraphs(s.title, s.text, figures_of[s.section_id], narratives_of[s.section_id])
        )
        for s in sections
    ]


def _narratives(
    reader: Reader,
    doc_id: str,
    narratives: Sequence[StoredNarrative],
    clusters: Mapping[str, StoredCluster],
    prefix: int,
) -> list[NarrativeView]:
    projects = {project.narrative_id: project for project in reader.projects(doc_id)}
    explanations: dict[str, list[tuple[StoredExplanation, StoredCluster | None]]] = defaultdict(list)
    for one in reader.explanations(doc_id):
        explanations[one.narrative_id].append((one, clusters.get(one.cluster_id or "")))
    views: list[NarrativeView] = []
    for n in narratives:
        held = explanations.get(n.narrative_id, [])
        views.append(NarrativeView(n, n.narrative_id[prefix:], projects.get(n.narrative_id), held))
    return views
