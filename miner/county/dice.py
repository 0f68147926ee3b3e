"""Chance that can be repeated: the same names give the same draws, on every machine and version of Python.

Only `random.Random.random` is used, whose sequence Python promises to keep; its other methods may change.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, log, pi, sqrt
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """Draws for one purpose, named by a path: a seed and whatever tells this purpose from others."""

    def __init__(self, *path: object) -> None:
        self._path = path
        self._random = Random("/".join(map(str, path))).random

    def of(self, *path: object) -> Dice:
        """Dice of their own for a part of the purpose; drawing from them moves nothing here."""
        return Dice(*self._path, *path)

    def chance(self, probability: float) -> bool:
        """True with a probability."""
        return self._random() < probability

    def between(self, low: float, high: float) -> float:
        """A number from ``low`` up to ``high``."""
        return low + (high - low) * self._random()

    def whole(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self._random() * (high - low + 1))

    def normal(self, mean: float, deviation: float) -> float:
        """A number of the normal distribution (Box and Muller)."""
        return mean + deviation * sqrt(-2 * log(1 - self._random())) * cos(2 * pi * self._random())

    def choice(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[int(self._random() * len(items))]

    def weighted(self, items: Sequence[T], weights: Sequence[float]) -> T:
        """One of the items, by weight."""
        at = self._random() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            at -= weight
            if at < 0:
                return item
        return items[-1]

    def sample(self, items: Sequence[T], count: int) -> list[T]:
        """Some of the items, each at most once, in their own order."""
        keys = sorted(range(len(items)), key=lambda _: self._random())
        return [items[index] for index in sorted(keys[:count])]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        return sorted(items, key=lambda _: self._random())
