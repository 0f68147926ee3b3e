"""What all documents of a store tell together: clusters of explanations, their causes and marks, and the measures."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from miner.errors import StoreError
from miner.explanations import Standing, cluster
from miner.explanations.causes import cause_title, cause_titles, causes_of
from miner.explanations.clustering import version
from miner.explanations.marks import marks_of
from miner.isolation import unforeseen
from miner.model import UNSURE, Cluster, CorpusTold, Explanation, NamedCause, Problem
from miner.runs.measuring import main_cause, measures_together, uses_of
from miner.runs.mining import harvest
from miner.store import Reader, Store

_UNTOLD = ("cluster_id", "similarity", "others", "years", "surprisal", "page", "bbox", "section_id")
"""What only a corpus or a store tells of an explanation."""


def tell_corpus(store: Store, *, anew: bool = False) -> tuple[int, tuple[Problem, ...]]:
    """Group the explanations of all documents in the store, measure, and store both.

    Documents of earlier runs take part through what the store holds of them; nothing is read again. What they were
    grouped into stands, unless ``anew`` or unless it was grouped by other rules than today's.

    Returns:
        How many clusters there are, and what went wrong.

    Raises:
        StoreError: the database cannot be used.
    """
    reader = store.reader()
    try:
        told = read_corpus(reader, anew=anew)
        store.save_corpus(told)
    except (StoreError, MemoryError):
        raise
    except Exception as error:
        return 0, (Problem("explanations", unforeseen(error)),)
    return len(told.clusters), ()


def read_corpus(reader: Reader, *, anew: bool = False) -> CorpusTold:
    """What the documents of a store tell together.

    Raises:
        StoreError: the database cannot be used.
    """
    explanations = reader.explanation_records()
    heads = reader.heads()
    rules = version()
    anew = anew or any(head.version != rules for head in heads)
    before = reader.clusters_of(one.explanation_id for one in explanations)
    standing = (
        Standing()
        if anew
        else Standing(
            {head.cluster_id: head.template for head in heads},
            {head.cluster_id: head.family_id for head in heads},
            before,
        )
    )
    named = _named(explanations)
    clusters = cluster(explanations, standing, lambda templates: [main_cause(found) for found in causes_of(templates)])
    marks = marks_of(explanations, named, reader.contradicting())
    return CorpusTold(
        clusters,
        measures_together(reader, explanations, clusters, named, marks),
        named,
        {name: cause_title(name) for name in (*cause_titles(), UNSURE)},
        marks,
        uses_of(reader.documents(), explanations),
        rules,
        anew,
        _aliases(before, clusters, reader.aliases()) if anew else {},
    )


def read_alone(path: Path) -> list[dict[str, Any]]:
    """The explanations of a document that is in no store: causes and marks, compared with nothing.

    Raises:
        UnreadableDocument: it cannot be read.
    """
    found = harvest(path).explanations
    named = _named(found)
    marks = marks_of(found, named)
    return [
        {
            **asdict(one),
            "source": str(path),
            "causes": [asdict(cause) for cause in named[one.explanation_id]],
            "marks": list(marks.get(one.explanation_id, ())),
            **dict.fromkeys(_UNTOLD),
        }
        for one in found
    ]


def _named(explanations: Iterable[Explanation]) -> dict[str, tuple[NamedCause, ...]]:
    """The causes that each explanation names, by its id."""
    held = list(explanations)
    templates = list(dict.fromkeys(one.template for one in held))
    found = dict(zip(templates, causes_of(templates), strict=True))
    return {one.explanation_id: found[one.template] for one in held}


def _aliases(before: Mapping[str, str], clusters: Iterable[Cluster], known: Mapping[str, str]) -> dict[str, str]:
    """For each id that a cluster had and none has now, the cluster that most of its members are in."""
    now = {member: one.cluster_id for one in clusters for member in one.members}
    there = set(now.values())
    went: dict[str, Counter[str]] = defaultdict(Counter)
    for explanation, old in before.items():
        if explanation in now:
            went[old][now[explanation]] += 1
    heirs = {old: min(found.items(), key=lambda item: (-item[1], item[0]))[0] for old, found in went.items()}
    chained = {alias: heirs.get(old, old) for alias, old in known.items()}
    return {old: heir for old, heir in {**chained, **heirs}.items() if old not in there and heir in there}
