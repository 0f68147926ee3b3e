"""How well one grouping agrees with another: B-cubed, pairs, adjusted Rand index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Agreement:
    """A grouping against the truth; all 0 to 1 but the Rand index, which is 0 for chance and 1 for the same groups."""

    precision: float
    """B-cubed (Bagga and Baldwin 1998): of an item's group, the share that belongs there; the mean over items."""
    recall: float
    """B-cubed: of an item's true group, the share that is in its group; the mean over items."""
    pair_precision: float
    pair_recall: float
    rand: float
    """Adjusted for chance (Hubert and Arabie 1985)."""

    @property
    def f(self) -> float:
        """The harmonic mean of B-cubed precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def row(self) -> str:
        """Its figures, as the tables of the commands print them."""
        figures = (self.f, self.precision, self.recall, self.pair_precision, self.pair_recall, self.rand)
        return " | ".join(f"{figure:.3f}" for figure in figures)


ROW = "B³ F | B³ precision | B³ recall | pair precision | pair recall | ARI"


def agreement(truth: Sequence[Hashable], found: Sequence[Hashable]) -> Agreement:
    """Compare a grouping with the truth; both give an item's group by its place. There must be items."""
    of_truth, of_found, of_both = Counter(truth), Counter(found), Counter(zip(truth, found, strict=True))
    count = len(truth)
    true_pairs, found_pairs, both_pairs = (_pairs(counts.values()) for counts in (of_truth, of_found, of_both))
    expected = true_pairs * found_pairs / max(1, count * (count - 1) // 2)
    most = (true_pairs + found_pairs) / 2
    return Agreement(
        sum(n * n / of_found[group] for (_, group), n in of_both.items()) / count,
        sum(n * n / of_truth[group] for (group, _), n in of_both.items()) / count,
        both_pairs / found_pairs if found_pairs else 1.0,
        both_pairs / true_pairs if true_pairs else 1.0,
        (both_pairs - expected) / (most - expected) if most != expected else 1.0,
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)
