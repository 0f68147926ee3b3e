"""How alike two templates are, and which known ones are alike enough to a new one.

Similarity is the weighted Jaccard measure of character bigrams: the weight of the shared ones over the weight of all; a
slot counts as one character; rare bigrams weigh more (idf = 1 + ln((n + 1) / (df + 1))). `LeaderIndex` finds candidates
without comparing all pairs, by prefix filtering: two sets whose similarity reaches t share one of each set's rarest
bigrams, those that hold more than 1 - t of its weight (Chaudhuri, Ganti and Kaushik 2006).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

_TOKEN = re.compile(r"\{[^{}]*\}|.", re.DOTALL)


def bigrams(template: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a template, its two edges included, punctuation left out."""
    tokens = ["^", *(token for token in _TOKEN.findall(template) if token not in ",()"), "$"]
    return frozenset(a + b for a, b in pairwise(tokens))


def weights_of(templates: Iterable[str]) -> dict[str, int]:
    """The weight of each bigram, from how many of the templates hold it.

    In thousandths, because whole numbers add up exactly, in whatever order a set is walked.
    """
    sets = [bigrams(template) for template in templates]
    counted = Counter(bigram for held in sets for bigram in held)
    return {bigram: round(1000 * (1 + math.log((len(sets) + 1) / (count + 1)))) for bigram, count in counted.items()}


def similarity(a: frozenset[str], b: frozenset[str], weights: Mapping[str, int]) -> float:
    """0 (nothing shared) to 1 (the same bigrams)."""
    return _jaccard(_weight(a & b, weights), _weight(a, weights), _weight(b, weights))


class LeaderIndex:
    """The leaders of clusters, searchable by what is similar to them."""

    def __init__(self, weights: Mapping[str, int], threshold: float) -> None:
        self._weights = weights
        self._threshold = threshold
        self._leaders: list[tuple[frozenset[str], int]] = []
        self._holders: dict[tuple[object, str], list[int]] = defaultdict(list)

    def add(self, held: frozenset[str], kind: object) -> int:
        """Take in a leader; only texts of the same ``kind`` will find it. Returns its number, counted from 0."""
        number = len(self._leaders)
        self._leaders.append((held, _weight(held, self._weights)))
        for bigram in self._prefix(held):
            self._holders[kind, bigram].append(number)
        return number

    def best(self, held: frozenset[str], kind: object) -> int | None:
        """The most similar leader of the kind, where one reaches the threshold; of equals the first taken in."""
        weight = _weight(held, self._weights)
        candidates = {number for bigram in self._prefix(held) for number in self._holders.get((kind, bigram), ())}
        best, best_score = None, 0.0
        for number in sorted(candidates):
            leader, leader_weight = self._leaders[number]
            # No more can be shared than the lighter of the two holds.
            if min(weight, leader_weight) < self._threshold * max(weight, leader_weight):
                continue
            score = _jaccard(_weight(held & leader, self._weights), weight, leader_weight)
            if score >= self._threshold and score > best_score:
                best, best_score = number, score
        return best

    def _prefix(self, held: frozenset[str]) -> list[str]:
        """The rarest bigrams of a set; the others alone weigh less than the threshold's share of it."""
        ordered = sorted(held, key=lambda bigram: (-self._weights[bigram], bigram))
        rest = _weight(held, self._weights)
        least = self._threshold * rest
        for count, bigram in enumerate(ordered):
            if rest < least:
                return ordered[:count]
            rest -= self._weights[bigram]
        return ordered


def _weight(held: Iterable[str], weights: Mapping[str, int]) -> int:
    return sum(map(weights.__getitem__, held))


def _jaccard(shared: int, a: int, b: int) -> float:
    united = a + b - shared
    return shared / united if united else 1.0
