"""The wordings that recur: the list of all, and pages for each with its wordings side by side."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from miner.report.aligning import Part, beside, values_of, with_values
from miner.report.filters import script_json
from miner.report.views.groups import Group, Groups
from miner.report.views.review import Review
from miner.report.views.spots import Spot
from miner.store.keys import explanation_keys
from miner.store.stored import StoredExplanation, StoredJudgement

MOST_MEMBERS = 250
"""Explanations on one page of a cluster; further ones have further pages."""
MOST_SHOWN = 4
"""Explanations of a wording that are shown at once."""
MOST_VALUES = 8
"""Values of a slot that are named."""
MOST_YEARS = 12
"""Years that have a column of their own beside a wording."""


@dataclass(frozen=True, slots=True)
class Member:
    """An explanation of a cluster."""

    explanation: StoredExplanation
    parts: Sequence[Part]
    """Its text, the values of its slots apart."""
    spot: Spot
    key: str
    """By which reviewers judge it."""
    member_key: str
    """By which they judge its place here."""


@dataclass(frozen=True, slots=True)
class Values:
    """What a slot holds: the values with how often, the commonest first, and how many others there are."""

    slot: str
    common: Sequence[tuple[str, int]]
    others: int


@dataclass(frozen=True, slots=True)
class Wording:
    """Explanations of a cluster that are the same but for what the slots hold."""

    template: str
    parts: Sequence[Part]
    """Beside the cluster's template."""
    same: bool
    """True where it is the cluster's template itself."""
    count: int
    departments: int
    first: StoredExplanation | None
    """An explanation of the earliest year; none where no year is known."""
    by_year: Mapping[int, int]
    values: Sequence[Values]
    members: Sequence[Member]
    """Those that stand on this page."""
    continued: bool = False
    """True where others of it stand on the page before."""

    @property
    def shown(self) -> Sequence[Member]:
        """The members that are shown at once."""
        return self.members[:MOST_SHOWN]

    @property
    def more(self) -> Sequence[Member]:
        """Those that are shown on demand."""
        return self.members[MOST_SHOWN:]


@dataclass(frozen=True, slots=True)
class Excluded:
    """An explanation that a reviewer took out of the cluster."""

    member: Member
    judgement: StoredJudgement


@dataclass(frozen=True, slots=True)
class ClusterPage:
    """A cluster with its wordings; one of several pages where they are many."""

    group: Group
    number: int
    """Which of its pages, from 1."""
    pages: int
    wordings: Sequence[Wording]
    variants: int
    """Wordings on all pages."""
    years: Sequence[int]
    spread: Sequence[tuple[str, int, Mapping[int, int]]]
    """Departments with their explanations, all and by year; those that use it most first."""
    by_year: Mapping[int, tuple[int, int]]
    """Explanations and departments of each year."""
    excluded: Sequence[Excluded]
    parts: Sequence[Group]
    """Groups that were split off."""
    kin: Sequence[Group]
    """Recurring clusters that give the same reason in other words."""


# ------------------------------------------------------------------------------------------------------------- the list


def listed_clusters(groups: Sequence[Group], spread: Mapping[str, Mapping[int, int]]) -> str:
    """The clusters for the script that lists them: page, title, template, cause, sizes, years.

    The sizes are explanations, departments and documents; the template is empty where it is the title.

    Args:
        groups: in the order in which they are listed.
        spread: the years in which each was said, where that is known.
    """
    rows = [
        [
            one.page,
            one.title,
            one.template if one.template != one.title else "",
            one.cause,
            one.size,
            one.departments,
            one.documents,
            sorted(spread.get(one.cluster_id, ())),
        ]
        for one in groups
    ]
    return f"const minerClusters = {script_json(rows)};\n"


# ------------------------------------------------------------------------------------------------------------ one of it


def page_count(group: Group) -> int:
    """Of how many pages a cluster's account is."""
    return max(1, -(-group.size // MOST_MEMBERS))


def cluster_view(
    groups: Groups, group: Group, recurring: Sequence[Group], families: Mapping[str, str], number: int
) -> ClusterPage:
    """A page of a cluster.

    Args:
        groups: what reviewers made of the clusters.
        group: the cluster.
        recurring: all groups.
        families: of `Reader.families`.
        number: which of its pages, from 1.
    """
    explanations = groups.explanations(group)
    keys = explanation_keys(explanations)
    held = [one for one in explanations if one.explanation_id not in group.excluded]
    wordings = _wordings(group.template, held)
    pages = max(1, -(-len(held) // MOST_MEMBERS))
    place = slice((number - 1) * MOST_MEMBERS, number * MOST_MEMBERS)
    by_year = {
        year: (len(said), len({one.department or one.doc_id for one in said}))
        for year, said in sorted(_by_year(held).items())
    }
    return ClusterPage(
        group,
        number,
        pages,
        _on_page(wordings, keys, place),
        len(wordings),
        list(by_year)[-MOST_YEARS:],
        _spread(held),
        by_year,
        [
            Excluded(_member(one, keys), group.excluded[one.explanation_id])
            for one in explanations
            if one.explanation_id in group.excluded
        ],
        groups.parts(group),
        _kin(families, group, recurring),
    )


def _wordings(template: str, held: Sequence[StoredExplanation]) -> list[tuple[Wording, list[StoredExplanation]]]:
    """The distinct wordings with who uses them, the commonest first."""
    by_template: dict[str, list[StoredExplanation]] = defaultdict(list)
    for one in held:
        by_template[one.template].append(one)
    found: list[tuple[Wording, list[StoredExplanation]]] = []
    for wording, said in sorted(by_template.items(), key=lambda item: (-len(item[1]), item[0] != template, item[0])):
        parts = beside(template, wording)
        dated = [one for one in said if one.fiscal_year is not None]
        first = min(dated, key=lambda one: (one.fiscal_year or 0, one.department, one.explanation_id), default=None)
        by_year = {year: len(some) for year, some in _by_year(said).items()}
        departments = len({one.department or one.doc_id for one in said})
        same = wording == template
        found.append((Wording(wording, parts, same, len(said), departments, first, by_year, _values(said), ()), said))
    return found


def _by_year(explanations: Iterable[StoredExplanation]) -> dict[int, list[StoredExplanation]]:
    found: dict[int, list[StoredExplanation]] = defaultdict(list)
    for one in explanations:
        if one.fiscal_year is not None:
            found[one.fiscal_year].append(one)
    return found


def _values(said: Sequence[StoredExplanation]) -> list[Values]:
    """What the slots of a wording hold, slot by slot in the order in which they stand."""
    counted: dict[int, tuple[str, Counter[str]]] = {}
    for text, times in Counter(one.text for one in said).items():
        for place, (slot, value) in enumerate(values_of(with_values(said[0].template, text))):
            counted.setdefault(place, (slot, Counter()))[1][value] += times
    found: list[Values] = []
    for _, (slot, values) in sorted(counted.items()):
        common = sorted(values.items(), key=lambda item: (-item[1], item[0]))
        found.append(Values(slot, common[:MOST_VALUES], max(0, len(common) - MOST_VALUES)))
    return found


def _on_page(
    wordings: Sequence[tuple[Wording, Sequence[StoredExplanation]]], keys: Mapping[str, str], place: slice
) -> list[Wording]:
    """The wordings with those of their explanations that stand on one page."""
    found: list[Wording] = []
    at = 0
    for wording, said in wordings:
        start, end = max(place.start - at, 0), min(place.stop - at, len(said))
        if start < end:
            members = [_member(one, keys) for one in said[start:end]]
            found.append(replace(wording, members=members, continued=start > 0))
        at += len(said)
    return found


def _member(one: StoredExplanation, keys: Mapping[str, str]) -> Member:
    prefix = len(one.doc_id) + 1
    spot = Spot(
        "",
        one.text,
        one.page,
        (one.bbox,) if one.bbox else (),
        one.explanation_id[prefix:],
        one.narrative_id[prefix:],
    )
    key = keys[one.explanation_id]
    return Member(one, with_values(one.template, one.text), spot, key, Review.member_key(key, one.cluster_id or ""))


def _spread(held: Sequence[StoredExplanation]) -> list[tuple[str, int, Mapping[int, int]]]:
    by_department: dict[str, Counter[int]] = defaultdict(Counter)
    counted: Counter[str] = Counter()
    for one in held:
        counted[one.department] += 1
        if one.fiscal_year is not None:
            by_department[one.department][one.fiscal_year] += 1
    in_order = sorted(counted.items(), key=lambda item: (-item[1], item[0]))
    return [(department, count, by_department[department]) for department, count in in_order]


def _kin(families: Mapping[str, str], group: Group, recurring: Sequence[Group]) -> list[Group]:
    """Other groups of the same family."""

    def family(one: Group) -> str:
        base = one.split_from or one.cluster_id
        return families.get(base, base)

    return [one for one in recurring if one.cluster_id != group.cluster_id and family(one) == family(group)]
