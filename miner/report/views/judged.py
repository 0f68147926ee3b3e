"""All judgements: on what, by whom, when, and whether what they are on is still there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from miner.model.judging import MEMBERSHIP, JudgedKind, JudgedVerdict
from miner.report.paths import page_name
from miner.store import Reader
from miner.store.keys import current, document_of, explanation_keys, key_and_cluster, link_keys
from miner.store.stored import StoredDocument, StoredJudgement

ON_A_PAGE = 100
STATES = ("standing", "withdrawn", "orphans")


@dataclass(frozen=True, slots=True)
class Target:
    """What a judgement is on."""

    words: str
    address: str
    document: StoredDocument | None


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """A judgement in the list of all."""

    judgement: StoredJudgement
    target: Target | None
    """None where it is not there, or not in its cluster, any more."""
    note: str
    """Of a merger the other cluster's label."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which judgements a reader wants to see."""

    state: str = "standing"
    kind: str = ""
    verdict: str = ""
    reviewer: str = ""
    page: int = 1

    def address(self, page: int) -> str:
        """The address of another page of the same list."""
        named = {"state": self.state, "kind": self.kind, "verdict": self.verdict, "reviewer": self.reviewer}
        asked = {**named, "page": page if page > 1 else None}
        return "review.html?" + urlencode({name: value for name, value in asked.items() if value})


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """One page of judgements, the latest first."""

    wanted: Wanted
    rows: Sequence[JudgedRow]
    total: int
    pages: int
    counts: Mapping[str, int]
    """Standing and withdrawn ones."""
    reviewers: Sequence[str]


def review_view(reader: Reader, documents: Mapping[str, StoredDocument], wanted: Wanted) -> ReviewPage:
    """The judgements that a reader wants to see."""
    every = reader.judgements()
    targets = Targets(reader, documents)
    some = [one for one in reversed(every) if _fits(one, wanted)]
    if wanted.state == "orphans":
        some = [one for one in some if targets.of(one) is None]
    shown = some[ON_A_PAGE * (wanted.page - 1) :][:ON_A_PAGE]
    return ReviewPage(
        wanted,
        [JudgedRow(one, targets.of(one), targets.note(one)) for one in shown],
        len(some),
        max(1, -(-len(some) // ON_A_PAGE)),
        Counter("standing" if one.withdrawn_at is None else "withdrawn" for one in every),
        sorted({one.reviewer for one in every}),
    )


class Targets:
    """What judgements are on; a document is read when the first judgement on it asks for it."""

    def __init__(self, reader: Reader, documents: Mapping[str, StoredDocument]) -> None:
        self._reader = reader
        self._documents = documents
        self._known: dict[tuple[str, str], Mapping[str, tuple[str, str, str]]] = {}

    def of(self, one: StoredJudgement) -> Target | None:
        """What a judgement is on, if it is there."""
        if one.target_kind == JudgedKind.CLUSTER:
            return self._cluster(one.target_key)
        key, cluster_id = key_and_cluster(one.target_key)
        doc_id = document_of(key)
        document = self._documents.get(doc_id)
        found = self._records(one.target_kind, doc_id).get(key) if document else None
        if found is None:
            return None
        words, anchor, home = found
        if one.verdict in MEMBERSHIP and current(cluster_id, self._aliases) != home:
            return None
        return Target(words, f"doc/{page_name(doc_id)}.html#{anchor}", document)

    def note(self, one: StoredJudgement) -> str:
        """What a judgement says, in words."""
        if one.verdict == JudgedVerdict.MERGED and (other := self._cluster(one.note)):
            return other.words
        return one.note

    def _records(self, kind: str, doc_id: str) -> Mapping[str, tuple[str, str, str]]:
        """Words, anchor and cluster of what is judged in a document, by key."""
        if (kind, doc_id) not in self._known:
            self._known[kind, doc_id] = dict(self._read(kind, doc_id))
        return self._known[kind, doc_id]

    def _read(self, kind: str, doc_id: str) -> Iterable[tuple[str, tuple[str, str, str]]]:
        start = len(doc_id) + 1
        if kind == JudgedKind.FINDING:
            for finding in self._reader.findings(doc_id):
                yield finding.finding_id, (finding.message, finding.finding_id[start:], "")
        elif kind == JudgedKind.LINK:
            figures = self._reader.figures(doc_id)
            keys = link_keys(self._reader.sections(doc_id), figures)
            for figure in figures:
                words = " · ".join(filter(None, (figure.measure, figure.text, figure.why)))
                yield keys[figure.figure_id], (words, figure.figure_id[start:], "")
        else:
            explanations = self._reader.explanations(doc_id)
            keys = explanation_keys(explanations)
            for said in explanations:
                words = " · ".join(filter(None, (said.subject, said.text)))
                yield keys[said.explanation_id], (words, said.narrative_id[start:], said.cluster_id or "")

    def _cluster(self, cluster_id: str) -> Target | None:
        today = current(cluster_id, self._aliases)
        base = today.partition("~")[0]
        found = self._reader.some_clusters([base]).get(base)
        if found is None:
            return None
        return Target(found.label or found.template, f"cluster/{page_name(today)}.html", None)

    @cached_property
    def _aliases(self) -> Mapping[str, str]:
        return self._reader.aliases()


def _fits(one: StoredJudgement, wanted: Wanted) -> bool:
    return (
        (one.withdrawn_at is not None) == (wanted.state == "withdrawn")
        and wanted.kind in ("", one.target_kind)
        and wanted.verdict in ("", one.verdict)
        and wanted.reviewer in ("", one.reviewer)
    )
