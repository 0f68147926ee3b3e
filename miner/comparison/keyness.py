"""Which words set one body of text apart from another (主题词): three measures side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log, sqrt


@dataclass(frozen=True, slots=True)
class Keyness:
    """How much a word is a's rather than b's."""

    word: str
    count_a: int
    count_b: int
    g2: float
    """Log-likelihood ratio (Dunning 1993), 0 or more, of either side: how sure it is that the frequencies differ. 3.84 is the 5 %
    point of chi square with one degree of freedom, for one word looked at alone."""
    log_odds_z: float
    """Log-odds with an informative Dirichlet prior, in standard errors (Monroe, Colaresi and Quinn 2008); above 0: a's."""
    simple_maths: float
    """(f + N) / (g + N), f and g per million words (Kilgarriff 2009); above 1: a's."""


def keyness(
    words_a: Counter[str], words_b: Counter[str], *, prior_words: float = 1000.0, smoothing: float = 100.0
) -> list[Keyness]:
    """Every word of either side, from a's keywords to b's: by falling z, then by word. Empty where a side is empty.

    Args:
        words_a: how often each word occurs.
        words_b: the same of what it is compared with.
        prior_words: so many words the prior counts as; they are spread as both sides together are.
        smoothing: Kilgarriff's N, per million words: the larger, the more common the words that stand out.
    """
    total_a, total_b = words_a.total(), words_b.total()
    if not total_a or not total_b:
        return []
    found: list[Keyness] = []
    for word in words_a.keys() | words_b.keys():
        a, b = words_a[word], words_b[word]
        if not a and not b:
            continue
        prior = prior_words * (a + b) / (total_a + total_b)
        z = _log_odds(a, b, total_a, total_b, prior, prior_words)
        ratio = (1e6 * a / total_a + smoothing) / (1e6 * b / total_b + smoothing)
        found.append(Keyness(word, a, b, log_likelihood(a, b, total_a, total_b), z, ratio))
    return sorted(found, key=lambda word: (-word.log_odds_z, word.word))


def log_likelihood(a: int, b: int, total_a: int, total_b: int) -> float:
    """Dunning's G2 = 2 sum O ln(O / E) over the four cells of word and other words, a and b.

    Corpus linguists often leave out the two cells of the other words (Rayson and Garside 2000), which changes little for
    a rare word.
    """
    total = total_a + total_b
    rest = total - a - b
    found = (
        _cell(a, (a + b) * total_a / total)
        + _cell(b, (a + b) * total_b / total)
        + _cell(total_a - a, rest * total_a / total)
        + _cell(total_b - b, rest * total_b / total)
    )
    # Nearly equal frequencies may come out a little below 0.
    return max(2 * found, 0.0)


def _cell(seen: int, expected: float) -> float:
    return seen * log(seen / expected) if seen else 0.0


def _log_odds(a: int, b: int, total_a: int, total_b: int, prior: float, prior_words: float) -> float:
    """The difference of the log-odds of both sides, each with its prior, over its standard error."""
    others_a, others_b = total_a + prior_words - a - prior, total_b + prior_words - b - prior
    if min(others_a, others_b) <= 0:
        return 0.0  # There is no other word: nothing differs.
    difference = log((a + prior) / others_a) - log((b + prior) / others_b)
    return difference / sqrt(1 / (a + prior) + 1 / (b + prior))
