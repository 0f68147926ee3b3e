"""What a document explains its differences by (原因构成): the share of each cause, and how many causes that comes to."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from miner.model import Explanation, Measure

PREFIX = "cause_"


def cause_measures(
    explanations: Iterable[Explanation], main: Mapping[str, str], causes: Sequence[str]
) -> tuple[Measure, ...]:
    """The mix of causes of each document that explains something, in order of document.

    * ``cause_NAME``, for every cause: explanations that give it first / explanations, 0 to 1. They add up to 1. Those that were
      counted are listed;
    * ``cause_diversity``: exp(-Σ p ln p) over these shares, the effective number of causes: 1 where all explanations give one
      cause, n where n causes are given equally often. The exponential of Shannon's entropy is Hill's (1973) number of order 1.

    A document that explains nothing has none of them. An explanation whose cause is not clear counts as ``cause_unsure``: the
    shares are of all explanations, not of those that are clear.

    Args:
        explanations: of any documents; no document changes another's mix.
        main: the cause that each explanation gives first, by its id.
        causes: all causes there are, in the order that is wanted.
    """
    of_document: dict[str, list[Explanation]] = defaultdict(list)
    for one in explanations:
        of_document[one.doc_id].append(one)
    return tuple(
        measure
        for doc_id in sorted(of_document)
        for measure in _mix(
            doc_id, [(one.explanation_id, main[one.explanation_id]) for one in of_document[doc_id]], causes
        )
    )


def _mix(doc_id: str, named: Sequence[tuple[str, str]], causes: Sequence[str]) -> list[Measure]:
    counts = Counter(cause for _, cause in named)
    listed: dict[str, list[str]] = defaultdict(list)
    for name, cause in named:
        listed[cause].append(name)
    mix = [
        Measure(doc_id, f"{PREFIX}{cause}", counts[cause] / len(named), counted=tuple(sorted(listed[cause])))
        for cause in causes
    ]
    shares = [counts[cause] / len(named) for cause in sorted(counts)]
    diversity = math.exp(-sum(share * math.log(share) for share in shares))
    return [*mix, Measure(doc_id, f"{PREFIX}diversity", diversity)]
