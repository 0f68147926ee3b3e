"""Where a value stands among those of its peers, and which values stand out (离群)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import erfc, sqrt

OUTLYING = 3.5
"""The modified z score from which a value is called an outlier (Iglewicz and Hoaglin 1993)."""
RARE = 0.01
"""Where most peers are equal, a value stands out if the share of peers as far from them is no more than this."""
FEWEST = 5
"""Fewer peers than this say little: whoever has fewer of its kind is measured against all departments."""
ENOUGH = 20
"""Fewer peers than this do not tell how far apart peers usually are: there is no z score then, and nothing stands out."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a value stands among others, itself not counted."""

    peers: int
    """How many of them have the measure."""
    below: int
    """How many of these are lower."""
    above: int
    median: float | None
    """Of the peers; none where there are none."""
    percentile: float | None
    """0 to 100: the peers below, and half of those that are equal / peers; none where there are none."""
    z: float | None
    """Modified z score; none with fewer than `ENOUGH` peers, or where more than half of them are equal."""

    @property
    def as_far(self) -> int:
        """How many peers are at least as far from the median, on the same side; all of them where the value is the median."""
        if self.median is None or self.percentile is None:
            return self.peers
        beyond = self.peers - self.below, self.peers - self.above
        return min(beyond)


def standing(value: float, peers: Sequence[float]) -> Standing:
    """Where a value stands among its peers.

    The modified z score is 0.6745 (x - median) / MAD, where MAD is the median of the peers' distances from their median (Iglewicz
    and Hoaglin 1993). Where more than half of the peers are equal, MAD is 0 and there is no such score: a measure that is mostly
    0 has no usual distance from 0.
    """
    if not peers:
        return Standing(0, 0, 0, None, None, None)
    held = sorted(peers)
    below, not_above = bisect_left(held, value), bisect_right(held, value)
    median = _median(held)
    percentile = 100 * (below + not_above) / 2 / len(held)
    z = None if len(held) < ENOUGH else robust_z(value, held, median)
    return Standing(len(held), below, len(held) - not_above, median, percentile, z)


def robust_z(value: float, peers: Sequence[float], median: float) -> float | None:
    """The modified z score of `standing`."""
    distance = _median(sorted(abs(peer - median) for peer in peers))
    # What differs by less than rounding does not differ.
    return 0.6745 * (value - median) / distance if distance > 1e-12 * max(1.0, abs(median)) else None


def _median(ordered: Sequence[float]) -> float:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


@dataclass(frozen=True, slots=True)
class Ranked:
    """A value that was looked at for standing out."""

    doc_id: str
    measure: str
    value: float
    standing: Standing
    p: float
    """Two-sided, of |z| under the normal distribution; without z, (peers that are as far + 1) / (peers + 1). Only for ranking: measures
    are not normal."""
    q: float
    """p after Benjamini and Hochberg (1995) over everything that was looked at: the share of false alarms to expect among
    what is called an outlier down to here."""

    @property
    def outlying(self) -> bool:
        """Whether it stands out: |z| of `OUTLYING` or more; without z, at most one in a hundred is as far (`RARE`)."""
        return self.p <= RARE if self.standing.z is None else abs(self.standing.z) >= OUTLYING


def ranked(values: Iterable[tuple[str, str, float, Sequence[float]]]) -> list[Ranked]:
    """Everything that has at least `ENOUGH` peers, what stands out most first; `len` says how much was looked at.

    Args:
        values: document, measure, value, and the values of its peers.
    """
    found = [(doc, measure, value, standing(value, peers)) for doc, measure, value, peers in values]
    scored = [(one, _p(one[3])) for one in found if one[3].peers >= ENOUGH]
    scored.sort(key=lambda item: (item[1], -abs(item[0][3].z or 0), item[0][0], item[0][1]))
    qs = adjusted([p for _, p in scored])
    return [Ranked(*one, p, q) for (one, p), q in zip(scored, qs, strict=True)]


def _p(where: Standing) -> float:
    return (where.as_far + 1) / (where.peers + 1) if where.z is None else erfc(abs(where.z) / sqrt(2))


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
