"""All departments of a store at once: peer groups, outliers, the network of shared wordings, spread, regions, trends.

Final accounts and budgets are never put together: each view is of one of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from miner.bilingual import say
from miner.comparing.holding import Held
from miner.comparison.network import Use, network
from miner.comparison.spreading import diffusion, spreads
from miner.comparison.standing import ENOUGH, FEWEST, ranked
from miner.comparison.trends import Observed, cause_matrix, measure_matrix, trends
from miner.errors import UsageError
from miner.labels import KINDS, name_of
from miner.model.comparing import HeldDocument
from miner.model.overview import (
    Diffusion,
    NetworkTold,
    Outlier,
    Outliers,
    PeerGroupTold,
    Ranked,
    Regions,
    SpreadTold,
    Trend,
)
from miner.store import Reader

BY = ("template", "cluster")
FALSE_ALARMS = 0.05
_BOUNDS = ("_low", "_high")
"""Ends of an interval are no measures of their own."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The documents of one kind that a view is of."""

    kind: str
    documents: tuple[HeldDocument, ...]
    left_out: int
    """Documents of other kinds."""

    @property
    def ids(self) -> frozenset[str]:
        """Of the documents."""
        return frozenset(one.doc_id for one in self.documents)

    @property
    def regions(self) -> dict[str, str]:
        """Of each department."""
        return {one.department: one.region for one in self.documents}


def corpus_of(held: Held, kind: str = "") -> Corpus:
    """The documents of one kind.

    Args:
        held: all documents.
        kind: ``final_accounts`` or ``budget``; by default what there is more of.

    Raises:
        UsageError: there are none.
    """
    counts = Counter(one.kind for one in held.documents if one.kind in ("final_accounts", "budget"))
    kind = kind or min(counts, key=lambda one: (-counts[one], one != "final_accounts"), default="")
    documents = tuple(one for one in held.documents if one.kind == kind)
    if not kind or not documents:
        what = name_of(KINDS, kind) if kind else say("部门预决算公开文件", "department disclosures")
        raise UsageError(
            say(f"没有{what}", f"There are no documents of this kind: {what}"),
            say("先运行 miner run，或换一个 --kind。", "Run miner run first, or ask for another --kind."),
        )
    return Corpus(kind, documents, len(held.documents) - len(documents))


def peer_groups(corpus: Corpus) -> tuple[PeerGroupTold, ...]:
    """The departments by what they do, the largest group first."""
    groups: dict[str, list[HeldDocument]] = defaultdict(list)
    for one in corpus.documents:
        groups[one.function].append(one)
    found = []
    for kind, held in groups.items():
        departments = tuple(sorted({one.department for one in held}))
        years = tuple(sorted({one.year for one in held if one.year is not None}))
        regions = len({one.region for one in held} - {""})
        enough = bool(kind) and len(departments) > FEWEST
        found.append(PeerGroupTold(kind, departments, len(held), regions, years, enough))
    return tuple(sorted(found, key=lambda one: (not one.kind, -len(one.departments), one.kind)))


def outliers(reader: Reader, corpus: Corpus, peers: str = "auto") -> Outliers:
    """Values that stand out among departments of the kind in the same year, or, where these are not `ENOUGH`, among all of the year.

    Args:
        reader: of the store.
        corpus: of one kind of documents.
        peers: ``auto``; ``kind`` or ``all`` whatever their number.
    """
    by_id = {one.doc_id: one for one in corpus.documents}
    groups, labels = _year_groups(corpus, peers)
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for doc_id, measure, value in reader.measure_values(by_id):
        if value is not None and not measure.endswith(_BOUNDS):
            values[measure][doc_id] = value
    asked: list[tuple[str, str, float, Sequence[float]]] = []
    for measure, known in values.items():
        ordered: dict[int, _Ordered] = {}  # the values of each group, sorted once
        for doc_id, value in known.items():
            group = groups[doc_id]
            if id(group) not in ordered:
                ordered[id(group)] = _Ordered((known[one], by_id[one].department) for one in group if one in known)
            asked.append((doc_id, measure, value, ordered[id(group)].without(by_id[doc_id].department)))
    scored = ranked(asked)
    found = tuple(
        Outlier(by_id[one.doc_id], one, labels[one.doc_id], _reason(one, labels[one.doc_id]))
        for one in scored
        if one.outlying
    )
    sure = sum(one.ranked.q <= FALSE_ALARMS for one in found)
    return Outliers(len(scored), len(asked) - len(scored), found, sure)


class _Ordered:
    """Values of a group in rising order, and whose they are."""

    def __init__(self, values: Iterable[tuple[float, str]]) -> None:
        ordered = sorted(values)
        self._values = [value for value, _ in ordered]
        self._places: dict[str, list[int]] = defaultdict(list)
        for at, (_, whose) in enumerate(ordered):
            self._places[whose].append(at)

    def without(self, department: str) -> list[float]:
        """Those of everybody else."""
        found = self._values.copy()
        for at in reversed(self._places[department]):
            del found[at]
        return found


def _year_groups(corpus: Corpus, peers: str) -> tuple[dict[str, list[str]], dict[str, str]]:
    """For each document the ids of its group, itself included, and what the group is called."""
    years: dict[int | None, list[HeldDocument]] = defaultdict(list)
    for one in corpus.documents:
        years[one.year].append(one)
    groups: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for year, held in years.items():
        by_kind: dict[str, list[HeldDocument]] = defaultdict(list)
        for one in held:
            by_kind[one.function].append(one)
        everybody = [one.doc_id for one in held]
        for function, same in by_kind.items():
            few = len({one.department for one in same}) <= ENOUGH or not function
            as_kind = peers == "kind" or (peers == "auto" and not few)
            ids = [one.doc_id for one in same] if as_kind else everybody
            label = (
                say(f"同类部门（{function or '类别不明'}）", f"departments of its kind ({function or 'unknown'})")
                if as_kind
                else say("全部部门", "all departments")
            )
            for one in same:
                groups[one.doc_id] = ids
                labels[one.doc_id] = f"{label} {year or ''}".strip()
    return groups, labels


def _reason(one: Ranked, label: str) -> str:
    where = one.standing
    score = "" if where.z is None else f"z {where.z:+.1f}"
    score = score or say(f"只有 {where.as_far} 个同样远", f"{where.as_far} of them are as far")
    return say(
        f"{one.measure} = {one.value:.4g}；{label} 的中位数是 {where.median:.4g}，高于其中 {where.below} 个、低于 {where.above} 个"
        f"（共 {where.peers} 个），{score}，q {one.q:.2g}",
        f"{one.measure} = {one.value:.4g}; {label}: median {where.median:.4g}, above {where.below} and below {where.above} of "
        f"{where.peers}, {score}, q {one.q:.2g}",
    )


def uses_of(reader: Reader, held: Held, corpus: Corpus, by: str = "template") -> list[Use]:
    """Who says what when: by the very template, or by the cluster.

    Raises:
        UsageError: ``by`` is neither.
    """
    if by not in BY:
        raise UsageError(
            say(f"不知道 “{by}”", f"“{by}” is not known"), say("可以是 template 或 cluster", "template or cluster")
        )
    ids = corpus.ids
    found = []
    for one in reader.uses():
        wording = one.template if by == "template" else one.cluster_id
        if one.doc_id in ids and wording:
            document = held.document(one.doc_id)
            found.append(Use(wording, document.department, document.year))
    return found


def titles_of(reader: Reader, wordings: Iterable[str], by: str) -> dict[str, str]:
    """What wordings are called: templates are their own titles, clusters have labels."""
    if by == "template":
        return {wording: wording for wording in wordings}
    return {key: one.label for key, one in reader.some_clusters(wordings).items()}


def shared_wordings(reader: Reader, held: Held, corpus: Corpus, by: str = "template", limit: int = 100) -> NetworkTold:
    """The network of shared wordings."""
    found = network(uses_of(reader, held, corpus, by), limit=limit)
    return NetworkTold(by, found, titles_of(reader, (key for edge in found.edges for key in edge.rarest), by))


def wordings_spread(
    reader: Reader, held: Held, corpus: Corpus, by: str = "template", limit: int = 50, wording: str = ""
) -> SpreadTold:
    """The spread of the wordings that most departments use, or of one.

    Args:
        reader: of the store.
        held: who is who.
        corpus: of one kind of documents.
        by: ``template`` or ``cluster``.
        limit: how many at most.
        wording: a cluster's id or its beginning (then by cluster), or a part of a template.

    Raises:
        UsageError: no wording fits.
    """
    least = 2
    if wording and by == "cluster":
        wording, least = reader.cluster(wording).cluster_id, 1
    found = spreads(uses_of(reader, held, corpus, by), corpus.regions, least=least)
    if wording:
        found = [one for one in found if (one.wording == wording if by == "cluster" else wording in one.wording)]
        if not found:
            raise UsageError(
                say(
                    f"没有至少两个部门用到的说法含 “{wording}”", f"No wording that two departments use has “{wording}”"
                ),
                say("用 miner clusters 列出说法。", "miner clusters lists wordings."),
            )
    shown = found[:limit]
    return SpreadTold(by, len(found), tuple(shown), titles_of(reader, (one.wording for one in shown), by))


def wordings_pass(reader: Reader, held: Held, corpus: Corpus, by: str = "template", limit: int = 50) -> Diffusion:
    """What passes from one year to the next, and from whom to whom."""
    return diffusion(uses_of(reader, held, corpus, by), limit=limit)


def regions_side_by_side(reader: Reader, held: Held, corpus: Corpus, measures: Sequence[str] = ()) -> Regions:
    """Region by measure and region by cause.

    Args:
        reader: of the store.
        held: who is who.
        corpus: of one kind of documents.
        measures: which; all by default.
    """
    ids = corpus.ids
    causes = ((held.document(one.doc_id).region, one.cause) for one in reader.uses() if one.doc_id in ids)
    return Regions(measure_matrix(observed(reader, corpus, measures)), cause_matrix(causes), reader.causes())


def measures_over_years(reader: Reader, corpus: Corpus, measures: Sequence[str] = ()) -> list[Trend]:
    """The trend of each measure, with the changes of the departments that are at hand in both years."""
    return trends(observed(reader, corpus, measures))


def observed(reader: Reader, corpus: Corpus, measures: Sequence[str] = ()) -> list[Observed]:
    """The measures of a corpus; those named, or all but the ends of intervals.

    Raises:
        UsageError: a measure is not stored.
    """
    by_id = {one.doc_id: one for one in corpus.documents}
    values = reader.measure_values(by_id)
    known = dict.fromkeys(measure for _, measure, _ in values)
    missing = [measure for measure in measures if measure not in known]
    if missing:
        listed = ", ".join(known)
        raise UsageError(
            say(f"没有指标 {'、'.join(missing)}", f"There is no measure {', '.join(missing)}"),
            say(f"有这些：{listed}", f"There are: {listed}"),
        )
    wanted = set(measures) or {measure for measure in known if not measure.endswith(_BOUNDS)}
    return [
        Observed(measure, value, by_id[doc_id].department, by_id[doc_id].region, by_id[doc_id].year)
        for doc_id, measure, value in values
        if measure in wanted
    ]
