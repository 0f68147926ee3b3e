"""The page of one document: who, what was found, narratives, figures, text and tables, each with where it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from miner.report.grids import Grid, grid_of
from miner.report.marking import CitedSpan, Marked, marked
from miner.report.views.departments import shown_measures
from miner.report.views.dossier import Dossier
from miner.report.views.groups import Group
from miner.report.views.review import Review
from miner.report.views.spots import (
    Spot,
    backing_spots,
    cited_spans,
    explanation_spots,
    figure_spots,
    finding_spots,
    narrative_spots,
)
from miner.store import Reader
from miner.store.stored import (
    StoredCell,
    StoredCheck,
    StoredDocument,
    StoredError,
    StoredEvidence,
    StoredExplanation,
    StoredFigure,
    StoredFinding,
    StoredMeasure,
    StoredNarrative,
    StoredProject,
    StoredSection,
)

MOST_EVIDENCE = 6
"""Pieces of evidence of a finding that are shown at once."""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its text in marked pieces."""

    section: StoredSection
    anchor: str
    shown: Marked


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """A reason of a narrative, with its cluster where it recurs."""

    explanation: StoredExplanation
    cluster: Group | None
    anchor: str
    spots: Sequence[Spot]
    key: str
    """By which reviewers judge it."""


@dataclass(frozen=True, slots=True)
class NarrativeView:
    """A narrative with what else is known of it."""

    narrative: StoredNarrative
    anchor: str
    project: StoredProject | None
    explanations: Sequence[ExplanationView]
    spots: Sequence[Spot]


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure with what backs it."""

    figure: StoredFigure
    anchor: str
    cell: StoredCell | None
    cell_anchor: str
    cell_place: str
    """Table, row and column of the cell, in words."""
    spots: Sequence[Spot]
    backing: Sequence[Spot]
    key: str
    """By which reviewers judge its link."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A finding with its evidence."""

    finding: StoredFinding
    anchor: str
    evidence: Sequence[Sequence[Spot]]
    more: Sequence[Sequence[Spot]]
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
    dossier: Dossier


def document_view(reader: Reader, dossier: Dossier, groups: Mapping[str, Group], review: Review) -> DocumentPage:
    """The page of a document.

    Args:
        reader: the store.
        dossier: the document's records.
        groups: the recurring wordings of its explanations, by explanation id.
        review: what reviewers said.
    """
    doc = dossier.document.doc_id
    checks = reader.checks(doc)
    evidence = [(finding, finding_spots(dossier, finding)) for finding in dossier.findings]
    keys = review.link_keys(dossier)
    return DocumentPage(
        document=dossier.document,
        evidence=_identity(reader.evidence(doc)),
        files=reader.files(doc),
        errors=reader.errors(doc),
        findings=[
            FindingView(finding, dossier.anchor(finding.finding_id), spots[:MOST_EVIDENCE], spots[MOST_EVIDENCE:])
            for finding, spots in evidence
        ],
        sections=_sections(dossier, cited_spans(evidence)),
        narratives=_narratives(reader, dossier, groups, review),
        figures=[_figure(dossier, figure, keys.get(figure.figure_id, "")) for figure in dossier.figures],
        verdicts=Counter(figure.verdict for figure in dossier.figures),
        grids=_grids(dossier),
        checks=checks,
        check_verdicts=Counter(check.verdict for check in checks),
        measures=shown_measures(reader.measures(doc)),
        dossier=dossier,
    )


def _identity(evidence: Sequence[StoredEvidence]) -> list[IdentityView]:
    """The evidence by field and value, in the order of the fields; what says most often comes first in each."""
    by_value: dict[tuple[str, str], list[StoredEvidence]] = defaultdict(list)
    for item in evidence:
        by_value[item.field, item.value].append(item)
    fields = list(dict.fromkeys(item.field for item in evidence))
    ordered = sorted(by_value.values(), key=lambda items: (fields.index(items[0].field), -len(items)))
    return [IdentityView(items[0], items[1:]) for items in ordered]


def _figure(dossier: Dossier, figure: StoredFigure, key: str) -> FigureView:
    cell = dossier.cell.get(figure.cell_id or "")
    return FigureView(
        figure,
        dossier.anchor(figure.figure_id),
        cell,
        dossier.anchor(cell.cell_id) if cell else "",
        dossier.cell_place(cell) if cell else "",
        figure_spots(dossier, figure),
        backing_spots(dossier, figure),
        key,
    )


def _sections(dossier: Dossier, cited: Mapping[str, Sequence[CitedSpan]]) -> list[SectionView]:
    figures: dict[str, list[StoredFigure]] = defaultdict(list)
    narratives: dict[str, list[StoredNarrative]] = defaultdict(list)
    for figure in dossier.figures:
        figures[figure.section_id].append(figure)
    for narrative in dossier.narratives:
        narratives[narrative.section_id].append(narrative)
    views: list[SectionView] = []
    for s in dossier.sections:
        spans = cited.get(s.section_id, ())
        shown = marked(s.title, s.text, figures[s.section_id], narratives[s.section_id], spans)
        views.append(SectionView(s, dossier.anchor(s.section_id), shown))
    return views


def _narratives(reader: Reader, dossier: Dossier, groups: Mapping[str, Group], review: Review) -> list[NarrativeView]:
    projects = {project.narrative_id: project for project in reader.projects(dossier.document.doc_id)}
    keys = review.explanation_keys(dossier.explanations)
    held: dict[str, list[ExplanationView]] = defaultdict(list)
    for one in dossier.explanations:
        cluster = groups.get(one.explanation_id)
        anchor = dossier.anchor(one.explanation_id)
        spots = explanation_spots(dossier, one)
        held[one.narrative_id].append(ExplanationView(one, cluster, anchor, spots, keys[one.explanation_id]))
    return [
        NarrativeView(
            n,
            dossier.anchor(n.narrative_id),
            projects.get(n.narrative_id),
            held[n.narrative_id],
            narrative_spots(dossier, n),
        )
        for n in dossier.narratives
    ]


def _grids(dossier: Dossier) -> list[Grid]:
    by_table: dict[str, list[StoredCell]] = defaultdict(list)
    for cell in dossier.cells:
        by_table[cell.table_id].append(cell)
    linked = {
        cell_id: [(dossier.anchor(figure.figure_id), figure.verdict) for figure in figures]
        for cell_id, figures in dossier.citing.items()
    }
    prefix = len(dossier.document.doc_id) + 1
    return [grid_of(table, by_table[table.table_id], linked, prefix) for table in dossier.tables]
