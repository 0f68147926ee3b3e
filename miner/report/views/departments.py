"""The page of a department: its documents over the years, what they measure, what was found, and what it says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from miner.report.paths import department_page
from miner.report.views.findings import rule_order
from miner.report.views.groups import Group, Groups
from miner.report.views.index import DocumentRow
from miner.store import Reader
from miner.store.stored import StoredDocument, StoredExplanation, StoredMeasure

MOST_GROUPS = 20
"""Wordings that are shown at once."""
_CAUSE = "cause_"
"""What the measures of the cause mix begin with."""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure across the documents of a department."""

    measure: str
    values: Sequence[StoredMeasure | None]
    """By document; none where the document has no such measure."""
    notes: Sequence[int]
    """By document: the number of the note that says why it is undefined, or how far it holds; 0 where there is none."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """The findings of a rule and severity across the documents of a department."""

    severity: str
    rule: str
    counts: Sequence[int]
    """By document."""


@dataclass(frozen=True, slots=True)
class UsedGroup:
    """A recurring wording of a department."""

    group: Group
    counts: Sequence[int]
    """By document."""
    others: int
    """Other departments that use it."""

    @property
    def count(self) -> int:
        """How often it is said in all documents together."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class DepartmentPage:
    """The page of a department."""

    department: str
    region: str
    rows: Sequence[DocumentRow]
    explanations: Sequence[int]
    """By document."""
    measures: Sequence[MeasureRow]
    notes: Sequence[str]
    """The notes of the measures, each once; the first has the number 1."""
    rules: Sequence[RuleRow]
    groups: Sequence[UsedGroup]
    """Those of most other departments first."""


def departments_of(rows: Iterable[DocumentRow]) -> dict[str, list[DocumentRow]]:
    """The documents of each department by year, by the name of its page."""
    found: dict[str, list[DocumentRow]] = defaultdict(list)
    for row in sorted(
        rows, key=lambda row: (row.document.fiscal_year or 0, row.document.kind or "", row.document.doc_id)
    ):
        if page := department_page(row.document.region, row.document.department):
            found[page].append(row)
    return dict(found)


def department_view(reader: Reader, groups: Groups, rows: Sequence[DocumentRow]) -> DepartmentPage:
    """The page of a department.

    Args:
        reader: the store.
        groups: what reviewers made of the clusters.
        rows: its documents of `departments_of`, at least one.
    """
    documents = [row.document for row in rows]
    explanations = [reader.explanations(document.doc_id) for document in documents]
    measures, notes = _measures([reader.measures(document.doc_id) for document in documents])
    return DepartmentPage(
        documents[0].department,
        documents[0].region,
        rows,
        [len(some) for some in explanations],
        measures,
        notes,
        _rules(reader, documents),
        _groups(groups, explanations),
    )


def shown_measures(measures: Iterable[StoredMeasure]) -> list[StoredMeasure]:
    """The measures without the causes that nobody gives: most of the two dozen are nought in any document."""
    return [one for one in measures if one.value != 0 or not one.measure.startswith(_CAUSE)]


def _measures(by_document: Sequence[Sequence[StoredMeasure]]) -> tuple[list[MeasureRow], list[str]]:
    names = list(dict.fromkeys(one.measure for some in by_document for one in shown_measures(some)))
    held = [{one.measure: one for one in some} for some in by_document]
    notes: dict[str, int] = {}
    rows: list[MeasureRow] = []
    for name in names:
        values = [some.get(name) for some in held]
        numbers = [notes.setdefault(one.note, len(notes) + 1) if one and one.note else 0 for one in values]
        rows.append(MeasureRow(name, values, numbers))
    return rows, list(notes)


def _rules(reader: Reader, documents: Sequence[StoredDocument]) -> list[RuleRow]:
    counted = [Counter((one.severity, one.rule) for one in reader.findings(d.doc_id)) for d in documents]
    every = sorted({both for counts in counted for both in counts}, key=lambda both: rule_order(*both))
    return [RuleRow(severity, rule, [counts[severity, rule] for counts in counted]) for severity, rule in every]


def _groups(groups: Groups, by_document: Sequence[Sequence[StoredExplanation]]) -> list[UsedGroup]:
    homes: Mapping[str, Group] = groups.of(one for some in by_document for one in some)
    counted = [
        Counter(homes[one.explanation_id].cluster_id for one in some if one.explanation_id in homes)
        for some in by_document
    ]
    every = {group.cluster_id: group for group in homes.values()}
    used = [
        UsedGroup(group, [counts[cluster_id] for counts in counted], max(0, group.departments - 1))
        for cluster_id, group in every.items()
    ]
    return sorted(used, key=lambda one: (-one.others, -one.count, one.group.template, one.group.cluster_id))
