"""What the clusters are after a review: members taken out or set apart, clusters merged and named.

The judgements are laid over what the last run found, whenever that is; nothing of it is written back. Of several
judgements on the same thing, the last one that stands decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from miner.model.judging import MEMBERSHIP, JudgedKind, JudgedVerdict
from miner.store.keys import current, document_of, explanation_keys, group_id, key_and_cluster, link_keys
from miner.store.reading import Reader
from miner.store.stored import StoredCluster, StoredExplanation, StoredJudgement, StoredMember

Target = tuple[str, str]
"""Kind and key of what is judged: of an explanation its key without the cluster, of a cluster its id of today."""


@dataclass(frozen=True, slots=True)
class ReviewedCluster:
    """A cluster as the reviewers want it."""

    cluster_id: str
    """Its own, or ``CLUSTER~HASH`` of a group that was split off a cluster."""
    name: str
    """The reviewer's; empty where none was given."""
    template: str
    label: str
    cause: str
    members: tuple[str, ...]
    """Explanation ids, its own first."""
    merged_from: tuple[str, ...]
    """The clusters that were merged into it."""
    split_from: str
    """The cluster that it was split off; empty for the clusters of the run."""
    excluded: Mapping[str, StoredJudgement]
    """Explanations that were taken out of it, with the judgement that says so."""
    departments: int
    documents: int
    first_year: int | None
    last_year: int | None

    @property
    def size(self) -> int:
        """How many explanations it holds."""
        return len(self.members)

    @property
    def title(self) -> str:
        """What it is called in front of a reader."""
        return self.name or self.label


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The clusters after a review, and what was judged."""

    clusters: tuple[ReviewedCluster, ...]
    """Those of most departments first. A cluster without members is left out, unless all were taken out of it."""
    judged: Mapping[Target, tuple[StoredJudgement, ...]]
    """The standing judgements of each target that is there, the last one last."""
    orphans: tuple[StoredJudgement, ...]
    """Standing judgements whose target is not there (any more), or whose explanation is in another cluster now."""
    circular: tuple[StoredJudgement, ...]
    """Mergers that would close a circle; they have no effect."""
    homes: Mapping[str, str]
    """Of each explanation that is in a cluster after the review: the cluster's id."""
    merged_into: Mapping[str, str]
    """Of each cluster that was merged: the cluster that it is part of now."""

    def of(self, kind: str, key: str) -> tuple[StoredJudgement, ...]:
        """The standing judgements of a target, the last one last."""
        return self.judged.get((kind, key), ())


def review_of(reader: Reader) -> Reviewed:
    """The clusters of a database after its standing judgements."""
    judgements = reader.judgements(standing=True)
    documents = {document_of(one.target_key) for one in judgements if one.target_kind == JudgedKind.EXPLANATION}
    keys: dict[str, str] = {}
    for doc in documents:
        keys.update(explanation_keys(reader.explanations(doc)))
    present = _present(reader, judgements)
    return reviewed(reader.clusters(), reader.members(), judgements, reader.aliases(), keys, present)


def _present(reader: Reader, judgements: Iterable[StoredJudgement]) -> set[Target]:
    """The findings and links of the documents that a judgement on a finding or a link names."""
    documents: dict[str, set[str]] = defaultdict(set)
    for one in judgements:
        documents[one.target_kind].add(document_of(one.target_key))
    found = {(JudgedKind.FINDING.value, f.finding_id) for doc in documents["finding"] for f in reader.findings(doc)}
    for doc in documents["link"]:
        keys = link_keys(reader.sections(doc), reader.figures(doc))
        found.update((JudgedKind.LINK.value, key) for key in keys.values())
    return found


def reviewed(
    clusters: Sequence[StoredCluster],
    explanations: Sequence[StoredMember] | Sequence[StoredExplanation],
    judgements: Iterable[StoredJudgement],
    aliases: Mapping[str, str],
    keys: Mapping[str, str],
    present: Collection[Target] = (),
) -> Reviewed:
    """Lay judgements over clusters.

    Args:
        clusters: of the last run.
        explanations: all of them, each with its cluster and its document.
        judgements: standing or not, in any order.
        aliases: earlier ids of clusters.
        keys: of `explanation_keys`, at least of the documents whose explanations are judged.
        present: the findings and links that are there, by kind and key; explanations and clusters are known anyway.
    """
    laying = _Laying(clusters, explanations, aliases, keys, present)
    standing = (one for one in judgements if one.withdrawn_at is None)
    in_order = sorted(standing, key=lambda one: (one.made_at, one.judgement_id))
    for one in in_order:  # places first: they make groups, which the others may be about
        if one.target_kind == JudgedKind.EXPLANATION:
            laying.explanation(one)
    groups = laying.groups()
    for one in in_order:
        if one.target_kind != JudgedKind.EXPLANATION:
            laying.other(one)
    return laying.done(groups)


class _Laying:
    """Judgements being laid over clusters."""

    def __init__(
        self,
        clusters: Sequence[StoredCluster],
        explanations: Sequence[StoredMember] | Sequence[StoredExplanation],
        aliases: Mapping[str, str],
        keys: Mapping[str, str],
        present: Collection[Target],
    ) -> None:
        self._clusters = {one.cluster_id: one for one in clusters}
        self._explanations = {one.explanation_id: one for one in explanations}
        self._by_key = {keys[one.explanation_id]: one for one in explanations if one.explanation_id in keys}
        self._aliases = aliases
        self._present = frozenset(present)
        self._judged: dict[Target, list[StoredJudgement]] = defaultdict(list)
        self._orphans: list[StoredJudgement] = []
        self._places: dict[str, StoredJudgement] = {}
        self._units: dict[str, StoredCluster] = dict(self._clusters)
        self._names: dict[str, str] = {}
        self._mergers: dict[str, StoredJudgement] = {}

    def explanation(self, one: StoredJudgement) -> None:
        """Lay a judgement on an explanation."""
        key, cluster_id = key_and_cluster(one.target_key)
        found = self._by_key.get(key)
        if found is None:
            self._orphans.append(one)
            return
        if one.verdict in MEMBERSHIP:
            if found.cluster_id is None or current(cluster_id, self._aliases) != found.cluster_id:
                self._orphans.append(one)
                return
            self._places[found.explanation_id] = one
        self._judged[one.target_kind, key].append(one)

    def groups(self) -> dict[str, list[str]]:
        """The explanations of each cluster and of each group that was split off."""
        found: dict[str, list[str]] = {cluster_id: [] for cluster_id in self._clusters}
        for one in self._explanations.values():
            cluster = self._clusters.get(one.cluster_id or "")
            place = self._places.get(one.explanation_id)
            if cluster is None or (place is not None and place.verdict == JudgedVerdict.EXCLUDED):
                continue
            unit = cluster.cluster_id
            if place is not None:
                unit = group_id(unit, place.note)
                self._units[unit] = cluster
                self._names[unit] = place.note
            found.setdefault(unit, []).append(one.explanation_id)
        return found

    def other(self, one: StoredJudgement) -> None:
        """Lay a judgement on something that is no explanation."""
        key = one.target_key
        if one.target_kind == JudgedKind.CLUSTER:
            key = current(key, self._aliases)
            there = key in self._units
            if there and one.verdict == JudgedVerdict.MERGED:
                there = current(one.note, self._aliases) in self._units
                if there:
                    self._mergers[key] = one
            elif there and one.verdict == JudgedVerdict.NAMED:
                self._names[key] = one.note
        else:
            there = (one.target_kind, key) in self._present
        if there:
            self._judged[one.target_kind, key].append(one)
        else:
            self._orphans.append(one)

    def done(self, groups: Mapping[str, Sequence[str]]) -> Reviewed:
        """The clusters as they are now."""
        merged, circular = self._merged()
        parts: dict[str, list[str]] = defaultdict(list)
        for unit in self._units:
            parts[_root(unit, merged)].append(unit)
        excluded: dict[str, dict[str, StoredJudgement]] = defaultdict(dict)
        for explanation_id, place in self._places.items():
            if place.verdict == JudgedVerdict.EXCLUDED:
                home = self._explanations[explanation_id].cluster_id or ""
                excluded[_root(home, merged)][explanation_id] = place
        found = []
        homes: dict[str, str] = {}
        for root, units in parts.items():
            others = sorted(unit for unit in units if unit != root)
            members = [one for unit in (root, *others) for one in groups.get(unit, ())]
            if members or excluded[root]:
                found.append(self._cluster(root, others, members, excluded[root]))
                homes.update(dict.fromkeys(members, root))
        return Reviewed(
            tuple(sorted(found, key=lambda one: (-one.departments, -one.size, one.template, one.cluster_id))),
            {target: tuple(ones) for target, ones in self._judged.items()},
            tuple(sorted(self._orphans, key=lambda one: (one.made_at, one.judgement_id))),
            tuple(circular),
            homes,
            {unit: _root(unit, merged) for unit in merged},
        )

    def _merged(self) -> tuple[dict[str, str], list[StoredJudgement]]:
        """What each merged unit was merged into; in order of time, so that what closes a circle is what came last."""
        into: dict[str, str] = {}
        circular: list[StoredJudgement] = []
        for unit, one in sorted(self._mergers.items(), key=lambda item: (item[1].made_at, item[1].judgement_id)):
            target = current(one.note, self._aliases)
            if target == unit:
                continue  # two clusters of an earlier grouping, which are one by now
            if _root(target, into) == unit:
                circular.append(one)
            else:
                into[unit] = target
        return into, circular

    def _cluster(
        self, root: str, others: Sequence[str], members: Sequence[str], excluded: Mapping[str, StoredJudgement]
    ) -> ReviewedCluster:
        cluster = self._units[root]
        held = [self._explanations[member] for member in members]
        years = [one.fiscal_year for one in held if one.fiscal_year is not None]
        return ReviewedCluster(
            root,
            self._names.get(root, ""),
            cluster.template,
            cluster.label,
            cluster.cause,
            tuple(members),
            tuple(others),
            cluster.cluster_id if cluster.cluster_id != root else "",
            excluded,
            # Documents of an unknown department are one department each, as in the clusters of a run.
            len({one.department or one.doc_id for one in held}),
            len({one.doc_id for one in held}),
            min(years, default=None),
            max(years, default=None),
        )


def _root(unit: str, into: Mapping[str, str]) -> str:
    while unit in into:
        unit = into[unit]
    return unit
