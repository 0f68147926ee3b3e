"""The wordings that recur: one page for each, its members beside its template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from miner.report.paths import page_name
from miner.report.views.index import RECURS
from miner.store import Reader
from miner.store.stored import StoredCluster, StoredExplanation


@dataclass(frozen=True, slots=True)
class ClusterPage:
    """A cluster with its members."""

    cluster: StoredCluster
    page: str
    members: Sequence[tuple[StoredExplanation, str]]
    """With the anchor of the narrative in its document's page."""
    kin: Sequence[StoredCluster]
    """Recurring clusters that give the same reason in other words."""


def cluster_view(reader: Reader, cluster: StoredCluster) -> ClusterPage:
    """The page of a cluster."""
    families = reader.families()
    family = families.get(cluster.cluster_id, cluster.cluster_id)
    kin = [
        other
        for other in reader.clusters(RECURS)
        if other.cluster_id != cluster.cluster_id and families.get(other.cluster_id, other.cluster_id) == family
    ]
    members = [(e, e.narrative_id[len(e.doc_id) + 1 :]) for e in reader.explanations(cluster_id=cluster.cluster_id)]
    return ClusterPage(cluster, page_name(cluster.cluster_id), members, kin)
