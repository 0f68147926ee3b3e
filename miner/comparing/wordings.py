"""What both sides say alike, and what only one says: reasons by cluster, and whole documents sentence by sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from miner.comparing.holding import Held
from miner.comparison.sentences import align, sentences_of
from miner.model.comparing import AlignedReasons, OwnWording, Said, Sentence, SentenceAlignment, SharedWording, Wordings
from miner.store import Reader
from miner.store.stored import StoredCluster

_UNLIKE = ("terms", "tables")
"""Roles of sections whose sentences are not aligned: definitions are the form's, tables are no sentences."""
_LIKENESS = ("same", "template", "near")


def reasons(reader: Reader, doc_ids: Iterable[str], held: Held) -> list[tuple[str, Said]]:
    """The reasons of some documents with the cluster that each is in (empty where in none)."""
    return [
        (
            one.cluster_id or "",
            Said(
                one.explanation_id,
                one.doc_id,
                held.document(one.doc_id).department,
                held.document(one.doc_id).year,
                one.subject,
                one.text,
                one.template,
                one.cause,
                one.section_id,
                one.char_start,
                one.char_end,
                one.page,
                one.narrative_id,
                one.bbox,
            ),
        )
        for one in reader.said(doc_ids)
    ]


def compare_wordings(
    reader: Reader, a: Sequence[tuple[str, Said]], b: Sequence[tuple[str, Said]], most_pairs: int = 5
) -> Wordings:
    """The wordings of both sides, those of the fewest departments first, and those of one side."""
    by_a, by_b = _by_cluster(a), _by_cluster(b)
    clusters = reader.some_clusters(key for key, _ in (*a, *b) if key)
    shared = [_shared(key, by_a[key], by_b[key], clusters.get(key), most_pairs) for key in by_a if key in by_b]
    shared.sort(key=lambda one: (one.departments, -min(one.count_a, one.count_b), one.cluster_id))
    templates_a, templates_b = {said.template for _, said in a}, {said.template for _, said in b}
    return Wordings(
        tuple(shared),
        _own(by_a, by_b, clusters),
        _own(by_b, by_a, clusters),
        _share([key in by_b for key in _keys(a)]),
        _share([key in by_a for key in _keys(b)]),
        _share([said.template in templates_b for _, said in a]),
        _share([said.template in templates_a for _, said in b]),
    )


def _keys(said: Sequence[tuple[str, Said]]) -> list[str]:
    """What is in no cluster is told apart by its template."""
    return [key or f"\n{one.template}" for key, one in said]


def _by_cluster(said: Sequence[tuple[str, Said]]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for key, (_, one) in zip(_keys(said), said, strict=True):
        found[key].append(one)
    return dict(found)


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None


def _shared(key: str, a: Sequence[Said], b: Sequence[Said], cluster: StoredCluster | None, most: int) -> SharedWording:
    return SharedWording(
        "" if key.startswith("\n") else key,
        cluster.label if cluster else a[0].template,
        cluster.cause if cluster else a[0].cause,
        len(a),
        len(b),
        cluster.departments if cluster else len({one.department for one in (*a, *b)}),
        tuple(_pairs(a, b, most)),
    )


def _pairs(a: Sequence[Said], b: Sequence[Said], most: int) -> list[AlignedReasons]:
    """Pairs of one subject first, then in order; each reason once."""
    left_b = list(b)
    found: list[AlignedReasons] = []
    unmatched: list[Said] = []
    for one in a:
        same = next((other for other in left_b if other.subject == one.subject), None)
        if same is None:
            unmatched.append(one)
        else:
            left_b.remove(same)
            found.append(AlignedReasons(one, same, _likeness(one, same)))
        if len(found) == most:
            return found
    for one, other in zip(unmatched, left_b, strict=False):
        found.append(AlignedReasons(one, other, _likeness(one, other)))
        if len(found) == most:
            break
    return found


def _likeness(a: Said, b: Said) -> str:
    if "".join(a.text.split()) == "".join(b.text.split()):
        return "same"
    return "template" if a.template == b.template else "near"


def _own(
    mine: dict[str, list[Said]], theirs: dict[str, list[Said]], clusters: dict[str, StoredCluster]
) -> tuple[OwnWording, ...]:
    found = []
    for key, said in mine.items():
        if key in theirs:
            continue
        cluster = clusters.get(key)
        found.append(
            OwnWording(
                "" if key.startswith("\n") else key,
                cluster.label if cluster else said[0].template,
                cluster.cause if cluster else said[0].cause,
                len(said),
                cluster.departments if cluster else 1,
                said[0],
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.count, one.departments, one.label, one.cluster_id)))


def compare_sentences(reader: Reader, a: str, b: str) -> SentenceAlignment:
    """Two documents sentence by sentence, without definitions (名词解释)."""
    return align(_sentences(reader, a), _sentences(reader, b))


def _sentences(reader: Reader, doc_id: str) -> list[Sentence]:
    return [
        sentence
        for section in reader.sections(doc_id)
        if section.role not in _UNLIKE
        for sentence in sentences_of(section.text, doc_id, section.section_id)
    ]
