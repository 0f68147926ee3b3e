"""The clusters as reviewers left them. What no judgement touches is as the run found it, and is not read for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from miner.model.judging import MEMBERSHIP, JudgedKind, JudgedVerdict
from miner.report.paths import page_name
from miner.store import Reader
from miner.store.keys import current, explanation_keys, key_and_cluster
from miner.store.reviewed import Reviewed, ReviewedCluster, reviewed
from miner.store.stored import StoredCluster, StoredExplanation, StoredJudgement

RECURS = 2
"""Explanations that a cluster needs to be called recurring."""
_SHAPES = frozenset({JudgedVerdict.MERGED, JudgedVerdict.NAMED})


@dataclass(frozen=True, slots=True)
class Group:
    """A cluster, or what reviewers made of several."""

    cluster_id: str
    title: str
    """The reviewers' name for it, else its label."""
    named: bool
    """True where the title is a reviewer's."""
    template: str
    cause: str
    size: int
    departments: int
    documents: int
    first_year: int | None
    last_year: int | None
    touched: bool = False
    """True where a review changed it."""
    members: tuple[str, ...] = ()
    """Of a touched one: its explanations."""
    merged_from: tuple[str, ...] = ()
    split_from: str = ""
    excluded: Mapping[str, StoredJudgement] = field(default_factory=dict)
    """Explanations that were taken out of it, with the judgement that says so."""

    @property
    def page(self) -> str:
        """The name of its page."""
        return page_name(self.cluster_id)


class Groups:
    """The groups of a store. Each part is read when it is first asked for."""

    def __init__(self, reader: Reader, standing: Iterable[StoredJudgement]) -> None:
        """Lay judgements over the clusters.

        Args:
            reader: the store.
            standing: the judgements that stand, in order; those of other matters do not count.
        """
        self._reader = reader
        self._judgements = [one for one in standing if _shapes(one)]

    @property
    def shaped_by(self) -> tuple[int, ...]:
        """The judgements that make the groups other than they were found."""
        return tuple(one.judgement_id for one in self._judgements)

    def listed(self, clusters: Iterable[StoredCluster]) -> list[Group]:
        """All groups that recur or that a review made, those of most departments first.

        Args:
            clusters: the recurring ones as the run found them.
        """
        untouched = [_as_found(one) for one in clusters if one.cluster_id not in self._touched]
        both = [*untouched, *(one for one in self._made.values() if one.size >= RECURS or one.excluded)]
        return sorted(both, key=lambda one: (-one.departments, -one.size, one.template, one.cluster_id))

    def of(self, explanations: Iterable[StoredExplanation]) -> dict[str, Group]:
        """The recurring groups of some explanations, by explanation id."""
        wanted = [one for one in explanations if one.cluster_id]
        there = self._reader.some_clusters({one.cluster_id or "" for one in wanted} - self._touched.keys(), RECURS)
        found = {cluster_id: _as_found(cluster) for cluster_id, cluster in there.items()}
        homes = self._review.homes
        groups = {one.explanation_id: found.get(one.cluster_id or "") for one in wanted}
        groups |= {
            one.explanation_id: self._made.get(homes.get(one.explanation_id, ""))
            for one in wanted
            if one.cluster_id in self._touched
        }
        return {one: group for one, group in groups.items() if group and group.size >= RECURS}

    def called(self, name: str) -> Group | None:
        """The group whose page has a name; of a cluster that was merged, what it is part of now."""
        made = next((one for one in self._made.values() if one.page == name), None)
        merged = next((one for one in self._review.merged_into if page_name(one) == name), None)
        if made or merged:
            return made or self._made.get(self._review.merged_into[merged or ""])
        found = self._reader.some_clusters({name}, RECURS).get(name)
        return _as_found(found) if found and page_name(name) == name and name not in self._touched else None

    def explanations(self, group: Group) -> list[StoredExplanation]:
        """The members of a group, and what was taken out of it."""
        if not group.touched:
            return self._reader.explanations(cluster_id=group.cluster_id)
        return [self._explanation[one] for one in (*group.members, *group.excluded)]

    def parts(self, group: Group) -> list[Group]:
        """The groups that were split off a cluster."""
        return [one for one in self._made.values() if one.split_from == group.cluster_id and one.size]

    def spread(self, groups: Iterable[Group], found: Mapping[str, Mapping[int, int]]) -> dict[str, Mapping[int, int]]:
        """In how many departments each group is said, by year.

        Args:
            groups: which ones.
            found: the same of the clusters as the run found them, by id.
        """
        return {one.cluster_id: self._by_year(one) if one.touched else found.get(one.cluster_id, {}) for one in groups}

    def _by_year(self, group: Group) -> dict[int, int]:
        who: dict[int, set[str]] = defaultdict(set)
        for one in (self._explanation[member] for member in group.members):
            if one.fiscal_year is not None:
                who[one.fiscal_year].add(one.department or one.doc_id)
        return {year: len(departments) for year, departments in sorted(who.items())}

    # ---------------------------------------------------------------------------------------------------------- review

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        return self._reader.aliases()

    @cached_property
    def _touched(self) -> Mapping[str, StoredCluster]:
        """The clusters that a judgement changes."""
        named = {current(key, self._aliases).partition("~")[0] for one in self._judgements for key in _clusters(one)}
        return self._reader.some_clusters(named) if named else {}

    @cached_property
    def _explanation(self) -> Mapping[str, StoredExplanation]:
        """The explanations of the touched clusters: equal ones of a document are in one cluster, so that keys hold."""
        members = (self._reader.explanations(cluster_id=one) for one in sorted(self._touched))
        return {one.explanation_id: one for some in members for one in some}

    @cached_property
    def _review(self) -> Reviewed:
        explanations = list(self._explanation.values())
        keys = explanation_keys(explanations)
        return reviewed(list(self._touched.values()), explanations, self._judgements, self._aliases, keys)

    @cached_property
    def _made(self) -> Mapping[str, Group]:
        return {one.cluster_id: _as_reviewed(one) for one in self._review.clusters} if self._touched else {}


def _shapes(one: StoredJudgement) -> bool:
    """True for a judgement that makes the clusters other than they were found."""
    if one.target_kind == JudgedKind.CLUSTER:
        return one.verdict in _SHAPES
    return one.target_kind == JudgedKind.EXPLANATION and one.verdict in MEMBERSHIP


def _clusters(one: StoredJudgement) -> Sequence[str]:
    if one.target_kind == JudgedKind.EXPLANATION:
        return (key_and_cluster(one.target_key)[1],)
    return (one.target_key, one.note) if one.verdict == JudgedVerdict.MERGED else (one.target_key,)


def _as_found(one: StoredCluster) -> Group:
    return Group(
        one.cluster_id,
        one.label or one.template,
        False,
        one.template,
        one.cause,
        one.size,
        one.departments,
        one.documents,
        one.first_year,
        one.last_year,
    )


def _as_reviewed(one: ReviewedCluster) -> Group:
    return Group(
        one.cluster_id,
        one.title or one.template,
        bool(one.name),
        one.template,
        one.cause,
        one.size,
        one.departments,
        one.documents,
        one.first_year,
        one.last_year,
        True,
        one.members,
        one.merged_from,
        one.split_from,
        one.excluded,
    )
