"""What reviewers said, beside what they said it of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from miner.report.views.dossier import Dossier
from miner.store import Reader
from miner.store.judging import StoredJudgement, state_of
from miner.store.keys import current, explanation_keys, key_and_cluster, link_keys, member_key
from miner.store.stored import StoredExplanation


@dataclass(frozen=True, slots=True)
class Review:
    """The standing judgements by what they are on, the earliest first."""

    judged: Mapping[tuple[str, str], Sequence[StoredJudgement]]
    """By kind and key; clusters by the ids that they have today."""
    standing: Sequence[StoredJudgement] = ()
    """All of them."""

    @classmethod
    def read(cls, reader: Reader) -> Review:
        """Read them from the store."""
        standing = reader.judgements(standing=True)
        about_clusters = any(one.target_kind == "cluster" or "@" in one.target_key for one in standing)
        aliases = reader.aliases() if about_clusters else {}
        judged: dict[tuple[str, str], list[StoredJudgement]] = defaultdict(list)
        for one in standing:
            judged[one.target_kind, _key_of_today(one, aliases)].append(one)
        return cls(dict(judged), standing)

    def of(self, kind: str, key: str) -> Sequence[StoredJudgement]:
        """What was said of one thing."""
        return self.judged.get((kind, key), ())

    def findings(self, among: Container[str]) -> list[str]:
        """The findings that something was said of, of those that are there."""
        return [key for kind, key in self.judged if kind == "finding" and key in among]

    def state(self, kind: str, key: str) -> str:
        """How far the review of one thing is: ``confirmed``, ``dismissed`` or ``open``."""
        return state_of(self.of(kind, key))

    @staticmethod
    def link_keys(dossier: Dossier) -> dict[str, str]:
        """The keys of a document's links, by figure id."""
        return link_keys(dossier.sections, dossier.figures)

    @staticmethod
    def explanation_keys(explanations: Iterable[StoredExplanation]) -> dict[str, str]:
        """The keys of explanations, by explanation id."""
        return explanation_keys(explanations)

    @staticmethod
    def member_key(key: str, cluster_id: str) -> str:
        """The key of an explanation's place in a cluster."""
        return member_key(key, cluster_id)


def _key_of_today(one: StoredJudgement, aliases: Mapping[str, str]) -> str:
    """The key of what is judged, with the id that its cluster has today."""
    if one.target_kind == "cluster":
        return current(one.target_key, aliases)
    key, cluster_id = key_and_cluster(one.target_key)
    return member_key(key, current(cluster_id, aliases)) if cluster_id else key
