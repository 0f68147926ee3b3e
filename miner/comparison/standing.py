"""Where a value stands among those of its peers, and which values stand out (离群)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from math import erfc, sqrt

from miner.model.comparing import Standing
from miner.model.overview import Ranked

FEWEST = 5
"""Fewer peers than this say little: whoever has fewer of its kind is measured against all departments."""
ENOUGH = 20
"""Fewer peers than this do not tell how far apart peers usually are: there is no z score then, and nothing stands out."""


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
    """The modified z score of `standing`; the peers in rising order."""
    half = len(peers) // 2
    distance = _nearest(peers, median, half + 1)
    if len(peers) % 2 == 0:
        distance = (_nearest(peers, median, half) + distance) / 2
    # What differs by less than rounding does not differ.
    return 0.6745 * (value - median) / distance if distance > 1e-12 * max(1.0, abs(median)) else None


def _nearest(ordered: Sequence[float], middle: float, number: int) -> float:
    """How far the so many nearest to a value are from it at most: they are neighbours, whose first is searched for."""
    low, high = 0, len(ordered) - number
    while low < high:
        at = (low + high) // 2
        if middle - ordered[at] > ordered[at + number] - middle:
            low = at + 1
        else:
            high = at
    return max(middle - ordered[low], ordered[low + number - 1] - middle)


def _median(ordered: Sequence[float]) -> float:
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


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
