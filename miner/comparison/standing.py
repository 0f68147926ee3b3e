"""Where a value stands among those of its peers, and which values stand out (离群)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import erfc, sqrt

OUTLYING = 3.5
"""The modified z score from which a value is called an outlier (Iglewicz and Hoaglin 1993)."""
FEWEST = 5
"""Fewer peers than this tell nothing of a distribution: a percentile is still given, a z score is not."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a value stands among others, itself not counted."""

    peers: int
    """How many of them have the measure."""
    median: float | None
    """Of the peers; none where there are none."""
    percentile: float | None
    """0 to 100: the peers below, and half of those that are equal / peers; none where there are none."""
    z: float | None
    """Modified z score; none with fewer than `FEWEST` peers, or where the peers hardly differ from each other."""


def standing(value: float, peers: Sequence[float]) -> Standing:
    """Where a value stands among its peers.

    The modified z score is 0.6745 (x - median) / MAD, where MAD is the median of the peers' distances from their median; where
    more than half of the peers are equal (MAD 0), (x - median) / (1.2533 x mean distance) (Iglewicz and Hoaglin 1993).
    """
    if not peers:
        return Standing(0, None, None, None)
    held = sorted(peers)
    below, not_above = bisect_left(held, value), bisect_right(held, value)
    median = _median(held)
    percentile = 100 * (below + not_above) / 2 / len(held)
    return Standing(len(held), median, percentile, None if len(held) < FEWEST else robust_z(value, held, median))


def robust_z(value: float, peers: Sequence[float], median: float) -> float | None:
    """The modified z score of `standing`; none where all peers are equal."""
    distances = sorted(abs(peer - median) for peer in peers)
    spread = _median(distances) / 0.6745 or 1.2533 * sum(distances) / len(distances)
    # What differs by less than rounding does not differ.
    return (value - median) / spread if spread > 1e-12 * max(1.0, abs(median)) else None


def _median(ordered: Sequence[float]) -> float:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


@dataclass(frozen=True, slots=True)
class Tested:
    """A value that was looked at for standing out."""

    doc_id: str
    measure: str
    value: float
    standing: Standing
    p: float
    """Two-sided, of |z| under the normal distribution: only for ranking, since measures are not normal."""
    q: float
    """p after Benjamini and Hochberg (1995) over everything that was looked at: the share of false alarms to expect among
    what is called an outlier down to here."""


def tested(values: Iterable[tuple[str, str, float, Sequence[float]]]) -> list[Tested]:
    """Everything that has a z score, what stands out most first; `len` says how much was looked at.

    Args:
        values: document, measure, value, and the values of its peers.
    """
    found = [(doc, measure, value, standing(value, peers)) for doc, measure, value, peers in values]
    scored = [(one, erfc(abs(one[3].z) / sqrt(2))) for one in found if one[3].z is not None]
    scored.sort(key=lambda item: (item[1], -abs(item[0][3].z or 0), item[0][0], item[0][1]))
    qs = adjusted([p for _, p in scored])
    return [Tested(*one, p, q) for (one, p), q in zip(scored, qs, strict=True)]


def adjusted(ps: Sequence[float]) -> list[float]:
    """Rising p values after Benjamini and Hochberg: q_i = min over j >= i of p_j m / j."""
    found: list[float] = []
    least = 1.0
    for rank in range(len(ps), 0, -1):
        least = min(least, ps[rank - 1] * len(ps) / rank)
        found.append(least)
    return found[::-1]


def cliffs_delta(a: Sequence[float], b: Sequence[float]) -> float | None:
    """Cliff's delta (1993): (pairs with b above a - pairs with b below a) / all pairs, -1 to 1; none where a side is empty."""
    if not a or not b:
        return None
    ordered = sorted(a)
    below = sum(bisect_left(ordered, value) for value in b)
    above = sum(len(a) - bisect_right(ordered, value) for value in b)
    return (below - above) / (len(a) * len(b))
