"""What the pages need of who compares: the report reads the store alone, so that it is handed to them."""

from __future__ import annotations

from typing import Protocol

from miner.model.comparing import Comparison
from miner.model.overview import Choices, Overview
from miner.store import Reader


class Comparing(Protocol):
    """Compares what is in a store; `miner.comparing.answering.Comparer` does."""

    def prepare(self) -> None:
        """Load what the first comparison would wait for."""

    def version(self) -> tuple[object, ...]:
        """Comparisons are the same while this and the store are."""

    def compare(self, reader: Reader, a: str, b: str, peers: str = "auto") -> Comparison:
        """Two sides.

        Raises:
            UsageError: a side is not understood, fits nothing or several things, or both are the same.
        """

    def choices(self, reader: Reader) -> Choices:
        """What can be put side by side."""

    def overview(self, reader: Reader) -> Overview:
        """All departments at once.

        Raises:
            UsageError: there is nothing to look at.
        """
