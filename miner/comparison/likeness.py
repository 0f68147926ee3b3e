"""How much a document is like the department's of the year before (年度间相似度).

Compared are the words that stand in no phrase of the mandated form, as masked words: new figures alone change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from miner.bilingual import say
from miner.comparison.phrases import Corpus
from miner.comparison.usage import Floats, Ints

Told = float | str
"""A value, or why there is none."""

LONGEST = 50_000
"""Words of a document up to which word orders are compared; about a second for two such documents."""
FEWEST_PAIRS = 10
"""Pairs of years from which on an expectation is fitted to them."""


@dataclass(frozen=True, slots=True)
class Bags:
    """How often each document uses each word outside the mandated form."""

    starts: Ints
    """Where each document's words begin, and where the last ones end."""
    words: Ints
    """Numbers of words, sorted within a document."""
    counts: Floats

    def of(self, document: int) -> tuple[Ints, Floats]:
        """A document's words and how often it uses each."""
        here = slice(self.starts[document], self.starts[document + 1])
        return self.words[here], self.counts[here]

    def size(self, document: int) -> float:
        """How many words a document has outside the mandated form."""
        return float(self.of(document)[1].sum())


def bags_of(corpus: Corpus) -> Bags:
    """The bags of words of all documents."""
    width = max(corpus.vocabulary, 1)
    codes, counts = np.unique(corpus.document[corpus.free] * width + corpus.words[corpus.free], return_counts=True)
    starts = np.searchsorted(codes, np.arange(corpus.documents + 1) * width)
    return Bags(starts, codes % width, counts.astype(np.float64))


def year_on_year(corpus: Corpus, bags: Bags, before: Sequence[int | None]) -> dict[str, list[Told]]:
    """``year_on_year_cosine``, ``_jaccard`` and ``_edit``; see the functions.

    Args:
        corpus: the documents.
        bags: their words.
        before: the number of the department's document of the year before, of each document.
    """
    names = ("year_on_year_cosine", "year_on_year_jaccard", "year_on_year_edit")
    columns: dict[str, list[Told]] = {name: [] for name in names}
    for document, earlier in enumerate(before):
        told = _compared(corpus, bags, document, earlier)
        for name, value in zip(names, told, strict=True):
            columns[name].append(value)
    return columns


def _compared(corpus: Corpus, bags: Bags, document: int, earlier: int | None) -> tuple[Told, Told, Told]:
    if earlier is None:
        nothing = say("没有该部门上年的文件可比", "there is no document of the department's year before")
        return nothing, nothing, nothing
    now, then = bags.of(document), bags.of(earlier)
    if not len(now[0]) or not len(then[0]):
        nothing = say("两年之一除规定格式外没有正文", "one of the two years has no prose beside the mandated form")
        return nothing, nothing, nothing
    common, at_now, at_then = np.intersect1d(now[0], then[0], assume_unique=True, return_indices=True)
    lengths = float(np.sqrt((now[1] ** 2).sum() * (then[1] ** 2).sum()))
    # A computed cosine may exceed 1 in its last digit.
    cosine = min(float((now[1][at_now] * then[1][at_then]).sum()) / lengths, 1.0)
    jaccard = len(common) / (len(now[0]) + len(then[0]) - len(common))
    return cosine, jaccard, _edit(_in_order(corpus, document), _in_order(corpus, earlier))


def _in_order(corpus: Corpus, document: int) -> list[int]:
    here = corpus.of(document)
    words: list[int] = corpus.words[here][corpus.free[here]].tolist()
    return words


def _edit(now: Sequence[int], then: Sequence[int]) -> Told:
    """One minus the words to delete and to insert / the words of both documents."""
    if max(len(now), len(then)) > LONGEST:
        return say(f"正文超过{LONGEST}个词", f"the prose has more than {LONGEST} words")
    return 2 * longest_common(now, then) / (len(now) + len(then))


def longest_common(first: Sequence[int], second: Sequence[int]) -> int:
    """The length of the longest common subsequence, exactly.

    Bit-parallel (Hyyrö 2004): a row of the table is one whole number with a bit for each word of ``first``, and a word of
    ``second`` takes four operations on it. The cost is bounded by the product of the lengths, / 30 bits at a time.
    """
    places: dict[int, int] = {}
    for at, word in enumerate(first):
        places[word] = places.get(word, 0) | 1 << at
    whole = (1 << len(first)) - 1
    row = whole
    for word in second:
        match = row & places.get(word, 0)
        if match:
            row = ((row + match) | (row - match)) & whole
    return len(first) - row.bit_count()


def modification(cosines: Sequence[Told], sizes: Sequence[float]) -> list[Told]:
    """Brown and Tucker's score: 1 - cosine with the year before, minus what is expected of documents so long.

    The longer two documents are, the more alike they are by chance. Expected is what a least-squares line says that is
    fitted to all pairs at hand: 1 - cosine = a + b ln(words). The paper (from memory) fits the first five powers of the
    number of words to thousands of pairs; to some tens of pairs they would fit the very scores that they are to explain.

    Args:
        cosines: with the year before, or why there is none.
        sizes: words of the later document.
    """
    pairs = [(at, 1 - cosine) for at, cosine in enumerate(cosines) if isinstance(cosine, float)]
    few = say(
        f"可比的年度对不足{FEWEST_PAIRS}个: {len(pairs)}",
        f"there are fewer than {FEWEST_PAIRS} pairs of years: {len(pairs)}",
    )
    told: list[Told] = [few if isinstance(cosine, float) else cosine for cosine in cosines]
    if len(pairs) < FEWEST_PAIRS:
        return told
    lengths = np.log([sizes[at] for at, _ in pairs])
    changes = np.array([change for _, change in pairs])
    centred = lengths - lengths.mean()
    spread = float((centred**2).sum())
    # All of one length: the expectation is the mean.
    slope = float((centred * changes).sum()) / spread if spread > 1e-12 else 0.0
    scores = changes - (changes.mean() + slope * centred)
    for (at, _), score in zip(pairs, scores.tolist(), strict=True):
        told[at] = score
    return told
