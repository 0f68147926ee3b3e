"""The prose of many documents as numbers: words, phrases of four and eight words, and what of them the mandated form says.

All words of all documents stand in one row, each word as a number, and phrases are numbered in the same row: the phrase
of n words that begins at a word has the number at that word's place, so that equal phrases have equal numbers. A phrase
never reaches beyond its sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from miner.comparison.mandated import PHRASE
from miner.comparison.usage import Flags, Floats, Ints, how_many, numbered

NO_PHRASE = -1
"""In place of a phrase that would reach beyond its sentence."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """The words of all documents, document by document."""

    documents: int
    words: Ints
    vocabulary: int
    """How many different words there are."""
    sentence: Ints
    """The number of the sentence that each word stands in."""
    document: Ints
    """The number of the document that each word stands in."""
    four: Ints
    """The number of the phrase of four words that begins at each word, or `NO_PHRASE`."""
    eight: Ints
    """The same of eight words."""
    form_four: Flags
    """Whether the phrase of four words is one of the mandated form."""
    form_eight: Flags
    """Whether the phrase of eight words holds nothing but the mandated form's."""
    free: Flags
    """Whether a word stands in no phrase of the mandated form."""

    def of(self, document: int) -> slice:
        """Where a document's words stand."""
        first, last = np.searchsorted(self.document, (document, document + 1)).tolist()
        return slice(first, last)

    @property
    def lengths(self) -> Ints:
        """How many words each document has."""
        return np.bincount(self.document, minlength=self.documents)

    def share_of_words(self, phrases: Flags) -> Floats:
        """Words in sentences in which a phrase begins that bears a flag / words, of each document; 0 without words."""
        hit = np.zeros(how_many(self.sentence), dtype=np.bool_)
        hit[self.sentence[phrases]] = True
        within = np.bincount(self.document[hit[self.sentence]], minlength=self.documents)
        return np.asarray(within / np.maximum(self.lengths, 1), dtype=np.float64)


def lay_out(documents: Sequence[Sequence[Sequence[str]]], mandated: Iterable[tuple[str, ...]]) -> Corpus:
    """The corpus of these documents, which are sentences of words, beside these phrases of the mandated form."""
    sentences = list(chain.from_iterable(documents))
    spoken = sum(map(len, sentences))
    # The mandated form's phrases stand behind the documents as sentences, so that they are numbered with the rest.
    # Sorted, since sums over the vocabulary should come out the same to the last bit.
    sentences += sorted(mandated)
    lengths = np.fromiter(map(len, sentences), dtype=np.int64, count=len(sentences))
    sentence = np.repeat(np.arange(len(sentences)), lengths)
    ends = np.cumsum(lengths)[sentence]
    words, numbers = numbered(chain.from_iterable(sentences))
    four = _doubled(_doubled(words, 1, ends), 2, ends)
    eight = _doubled(four, PHRASE, ends)
    form_four = _flagged(four, four[spoken:])
    free = ~_reached(form_four, PHRASE)
    sizes = np.fromiter((sum(map(len, document)) for document in documents), dtype=np.int64, count=len(documents))
    return Corpus(
        len(documents),
        words[:spoken],
        len(numbers),
        sentence[:spoken],
        np.repeat(np.arange(len(documents)), sizes),
        four[:spoken],
        eight[:spoken],
        form_four[:spoken],
        _nothing_but(form_four, eight)[:spoken],
        free[:spoken],
    )


def _flagged(phrases: Ints, chosen: Ints) -> Flags:
    """Whether each phrase is one of those chosen."""
    flags = np.zeros(how_many(phrases) + 1, dtype=np.bool_)
    flags[chosen] = True
    flags[NO_PHRASE] = False  # the last place, which no phrase has
    return flags[phrases]


def _doubled(phrases: Ints, size: int, ends: Ints) -> Ints:
    """Phrases of twice as many words, from the numbers of phrases of ``size`` words."""
    places = np.arange(len(phrases))
    begins = places[places + 2 * size <= ends]
    _, codes = np.unique(
        phrases[begins] * how_many(phrases) + phrases[np.asarray(begins + size)],
        return_inverse=True,
    )
    doubled = np.full(len(phrases), NO_PHRASE, dtype=np.int64)
    doubled[begins] = codes
    return doubled


def _reached(begins: Flags, size: int) -> Flags:
    """The words that phrases of ``size`` words reach which begin at the flags."""
    reached = begins.copy()
    for step in range(1, size):
        reached[step:] |= begins[:-step]
    return reached


def _nothing_but(form_four: Flags, eight: Ints) -> Flags:
    """The phrases of eight words whose five phrases of four words are all the mandated form's."""
    whole: Flags = np.logical_and(eight != NO_PHRASE, form_four)
    for step in range(1, PHRASE + 1):
        whole[:-step] &= form_four[step:]
        whole[-step:] = False
    return whole
