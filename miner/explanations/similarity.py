"""How alike two reasons are, and which leader each of very many belongs to.

Similarity is the weighted Jaccard measure over what two reasons hold: the weight of what they share over the weight of all.
A reason holds the bigrams of its bare words, their two edges included (a slot counts as one character), and the concepts
that it speaks of. A `Scale` says how much each counts. Weights are whole numbers, so that they add up to the same in any
order, and come from frozen tables (`models/weights`), so that more data moves nothing.

`follow_leaders` is exact: it gives what comparing each reason with every leader before it would give. It finds candidates by
prefix filtering: two sets whose similarity reaches t share one of each set's heaviest members, those that hold more than
1 - t of its weight (Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007). All of it is sparse matrix algebra
in blocks, so that memory stays bounded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from miner.explanations.parts import Parts
from miner.explanations.polarity import Polarity
from miner.language.masking import SlotKind
from miner.language.resources import models_path

Ints = NDArray[np.int64]
Matrix = Any
"""A scipy.sparse.csr_array; scipy ships no types."""

BIGRAMS, CONCEPTS = "weights/bigrams.tsv", "weights/concepts.tsv"
_PRIVATE = 0xF000
_BLOCK = 16384
_SLICE = 1024
"""So many reasons look for candidates at once: few, because frequent words give very many."""
_PAIRS = 200_000
"""So many candidate pairs are compared at once: about 50 MB."""
_ROUNDING = 1e-6
"""Weights are whole numbers; their products with a threshold are not, and must not cost a candidate."""
_SHIFT = 21
"""A character takes so many bits in the code of a bigram."""


@dataclass(frozen=True, slots=True)
class Scale:
    """What similarity counts, and from where on two reasons belong together."""

    threshold: float
    """Least similarity of two reasons that speak of the same concepts."""
    bigrams: float
    concepts: float
    """How much a bigram and a concept count beside each other."""
    one_more: float = 0.0
    """Least similarity where one speaks of a concept that the other leaves out; only what is above the threshold counts."""
    exchanged: float = 0.0
    """Least similarity where each speaks of a concept that the other leaves out."""
    longer: float = 0.0
    """Least similarity where one says of more things that they happened, and so gives a reason more."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The frozen weights, in thousandths. A bigram that is not in the table is somebody's own word and weighs ``rare``."""

    codes: Ints
    """Of bigrams, sorted."""
    values: Ints
    rare: int
    concepts: Mapping[str, int]

    def of(self, codes: Ints) -> Ints:
        """The weights of bigrams by their codes."""
        if not len(self.codes):
            return np.full(len(codes), self.rare, dtype=np.int64)
        at = np.minimum(np.searchsorted(self.codes, codes), len(self.codes) - 1)
        return np.where(self.codes[at] == codes, self.values[at], self.rare)


@lru_cache(maxsize=1)
def frozen_weights() -> Weights:
    """The tables of ``models/weights``.

    Raises:
        MinerError: one is missing.
    """
    (_, rare), *lines = _pairs(BIGRAMS)
    pairs = sorted((_code(bigram), weight) for bigram, weight in lines)
    codes, values = zip(*pairs, strict=True)
    return Weights(np.array(codes, dtype=np.int64), np.array(values, dtype=np.int64), rare, dict(_pairs(CONCEPTS)))


def _pairs(name: str) -> list[tuple[str, int]]:
    lines = models_path(name).read_text(encoding="utf-8").splitlines()
    return [(key, int(weight)) for key, weight in (line.split("\t") for line in lines)]


def _code(bigram: str) -> int:
    """The code of a bigram that is written as two hexadecimal code points."""
    first, second = bigram.split(" ")
    return int(first, 16) << _SHIFT | int(second, 16)


def in_hexadecimal(code: int) -> str:
    """A code as the table of weights writes it."""
    return f"{code >> _SHIFT:x} {code & (1 << _SHIFT) - 1:x}"


def bigram_codes(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """All bigrams of all texts: their codes, each once for a text, and the number of the text that each is of; sorted by text."""
    if not texts:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    joined = "\n" + "\n".join(text.replace("\n", " ") for text in texts) + "\n"
    for number, kind in enumerate(SlotKind):
        joined = joined.replace(kind.mark, chr(_PRIVATE + number))
    joined = joined.replace(",", "").replace("(", "").replace(")", "")
    characters = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    codes = characters[:-1] << _SHIFT | characters[1:]
    owners = np.cumsum(characters[:-1] == ord("\n")) - 1
    order = np.lexsort((codes, owners))
    codes, owners = codes[order], owners[order]
    first = np.ones(len(codes), dtype=bool)
    first[1:] = (codes[1:] != codes[:-1]) | (owners[1:] != owners[:-1])
    return codes[first], owners[first]


@dataclass(frozen=True, slots=True)
class Sets:
    """Reasons as weighted sets, each a row. What reasons of different polarity hold are different columns."""

    scale: Scale
    whole: Matrix
    """0 and 1: what a reason holds."""
    prefix: Matrix
    """The same for the heaviest members of each, those that matter for finding candidates."""
    weights: Ints
    """The weight of each column."""
    totals: Ints
    """The weight of each reason."""
    rests: Ints
    """The weight of each reason without its prefix."""
    lasts: Ints
    """Where the last member of each prefix stands in the order in which members are taken, the heaviest first."""
    concepts: Matrix
    """0 and 1: of which concepts a reason speaks."""
    spoken: Ints
    """Of how many."""
    points: Ints
    """How many clauses of each say that something happened."""


def sets_of(parts: Sequence[Parts], scale: Scale, weights: Weights | None = None) -> Sets:
    """Prepare reasons for comparing; only reasons of one polarity will ever be compared with each other.

    Args:
        parts: the reasons.
        scale: what counts.
        weights: the frozen ones, if none are given.
    """
    weights = weights or frozen_weights()
    kinds: dict[Polarity, int] = {}
    kind_of = np.array([kinds.setdefault(one.polarity, len(kinds)) for one in parts], dtype=np.int64)
    spoken, spoken_owners, spoken_columns, names = _spoken(parts)
    codes, owners = _in_blocks([one.bare for one in parts])
    distinct, columns = np.unique(codes, return_inverse=True)
    of_concepts = np.array([weights.concepts.get(name, weights.rare) for name in names], dtype=np.int64)
    column_weights = np.concatenate(
        (np.rint(weights.of(distinct) * scale.bigrams), np.rint(of_concepts * scale.concepts))
    ).astype(np.int64)
    owners = np.concatenate((owners, spoken_owners))
    columns = np.concatenate((columns, spoken_columns + len(distinct)))
    counted = column_weights[columns] > 0
    owners, columns = owners[counted], columns[counted]
    # What reasons of another polarity hold is another column, so that they share nothing.
    used, columns = np.unique(columns * max(1, len(kinds)) + kind_of[owners], return_inverse=True)
    column_weights = column_weights[used // max(1, len(kinds))]
    shape = (len(parts), len(used))
    totals = np.bincount(owners, weights=column_weights[columns], minlength=len(parts)).astype(np.int64)
    kept = _heaviest(owners, columns, column_weights[columns], totals, scale.threshold)
    places = np.empty(len(used), dtype=np.int64)
    places[np.lexsort((np.arange(len(used)), -column_weights))] = np.arange(len(used))
    lasts = np.full(len(parts), -1, dtype=np.int64)
    np.maximum.at(lasts, owners[kept], places[columns[kept]])
    taken = np.bincount(owners[kept], weights=column_weights[columns[kept]], minlength=len(parts)).astype(np.int64)
    return Sets(
        scale,
        _rows(owners, columns, shape),
        _rows(owners[kept], columns[kept], shape),
        column_weights,
        totals,
        totals - taken,
        lasts,
        _rows(spoken_owners, spoken_columns, (len(parts), max(1, len(names)))),
        spoken,
        np.array([one.points for one in parts], dtype=np.int64),
    )


def _spoken(parts: Sequence[Parts]) -> tuple[Ints, Ints, Ints, list[str]]:
    """How many concepts each reason speaks of; then for each of them the reason and the concept, by number; their names."""
    known: dict[str, int] = {}
    owners: list[int] = []
    columns: list[int] = []
    for number, one in enumerate(parts):
        for concept in sorted(one.concepts):
            owners.append(number)
            columns.append(known.setdefault(concept, len(known)))
    counts = np.array([len(one.concepts) for one in parts], dtype=np.int64)
    return counts, np.array(owners, dtype=np.int64), np.array(columns, dtype=np.int64), list(known)


def _heaviest(owners: Ints, columns: Ints, held: Ints, totals: Ints, threshold: float) -> Ints:
    """The prefix of each set: its heaviest members, as long as what is left could still make up the threshold's share."""
    order = np.lexsort((columns, -held, owners))
    owners, held = owners[order], held[order]
    before = np.cumsum(held) - held
    starts = np.searchsorted(owners, np.arange(len(totals)))
    if len(owners):
        before = before - before[starts[owners]]
    return order[(totals[owners] - before) >= threshold * totals[owners] - _ROUNDING]


def _in_blocks(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """`bigram_codes` of many texts, in blocks to bound what is held at once."""
    codes, owners = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for start in range(0, len(texts), 8 * _BLOCK):
        some_codes, some_owners = bigram_codes(texts[start : start + 8 * _BLOCK])
        codes.append(some_codes)
        owners.append(some_owners + start)
    return np.concatenate(codes), np.concatenate(owners)


def _rows(owners: Ints, columns: Ints, shape: tuple[int, int]) -> Matrix:
    ones = np.ones(len(owners), dtype=np.int32)
    return sparse.csr_array((ones, (owners.astype(np.int32), columns.astype(np.int32))), shape=shape)


def follow_leaders(sets: Sets, known: int = 0) -> tuple[Ints, NDArray[np.float64]]:
    """For each text its leader, and how similar it is to it.

    A text follows the most similar of the leaders before it that reach the threshold (of equals the first), or else leads.

    Args:
        sets: the texts in the order in which they may lead.
        known: so many texts at the beginning lead whatever they look like.

    Returns:
        The number of each text's leader (its own where it leads), and the similarity, 1 for leaders.
    """
    count = len(sets.totals)
    leader_of = np.arange(count, dtype=np.int64)
    similarity = np.ones(count)
    leaders: list[tuple[Ints, Matrix]] = []
    if known:
        numbers = np.arange(known, dtype=np.int64)
        leaders.append((numbers, sparse.csc_array(sets.prefix[:known].T)))
    for start in range(known, count, _BLOCK):
        block = np.arange(start, min(start + _BLOCK, count), dtype=np.int64)
        best, score = np.full(len(block), -1, dtype=np.int64), np.zeros(len(block))
        for numbers, columns in leaders:
            _improve(best, score, *_similar(sets, block, numbers, columns))
        alone = block[best < 0]
        left, right, close = _similar(sets, block, alone, sparse.csc_array(sets.prefix[alone].T))
        _settle(block, best, score, left, right, close)
        led = best >= 0
        leader_of[block[led]], similarity[block[led]] = best[led], score[led]
        new = block[~led]
        if len(new):
            leaders.append((new, sparse.csc_array(sets.prefix[new].T)))
            leaders = _merged(leaders, sets)
    return leader_of, similarity


def _similar(sets: Sets, rows: Ints, others: Ints, columns: Matrix) -> tuple[Ints, Ints, NDArray[np.float64]]:
    """The pairs of a row and an earlier one of ``others`` that are as similar as they need to be, and how similar.

    Rows are numbered by their place in ``rows``; ``columns`` are the prefixes of the others.
    """
    found: list[tuple[Ints, Ints, NDArray[np.float64]]] = []
    for start in range(0, len(rows), _SLICE):
        some = rows[start : start + _SLICE]
        rows_of = sets.prefix[some]
        weighted = sparse.csr_array(
            (sets.weights[rows_of.indices], rows_of.indices, rows_of.indptr), shape=rows_of.shape
        )
        shared = sparse.coo_array(weighted @ columns)
        left, right = shared.coords[0].astype(np.int64), others[shared.coords[1]]
        possible = _may_reach(sets, some[left], right, shared.data)
        left, right = left[possible], right[possible]
        for at in range(0, len(left), _PAIRS):
            some_left, some_right = left[at : at + _PAIRS], right[at : at + _PAIRS]
            score = likeness(sets, some[some_left], some_right)
            close = score >= _needed(sets, some[some_left], some_right)
            found.append((some_left[close] + start, some_right[close], score[close]))
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    lefts, rights, scores = zip(*found, strict=True)
    return np.concatenate(lefts), np.concatenate(rights), np.concatenate(scores)


def _may_reach(sets: Sets, left: Ints, right: Ints, shared: Ints) -> NDArray[np.bool_]:
    """Which pairs may reach the threshold, by the weight that their prefixes share; ``right`` must come before ``left``.

    What two share beside that lies behind the prefix that ends first (all members are taken in one order), and the whole
    of it is at most the rest of that one (positional filter, Xiao et al. 2011).
    """
    a, b = sets.totals[left], sets.totals[right]
    most = shared + np.where(sets.lasts[left] <= sets.lasts[right], sets.rests[left], sets.rests[right])
    threshold = sets.scale.threshold
    enough: NDArray[np.bool_] = (right < left) & (most >= threshold / (1 + threshold) * (a + b) - _ROUNDING)
    return enough


def likeness(sets: Sets, left: Ints, right: Ints) -> NDArray[np.float64]:
    """How similar the reasons of each pair are, 0 to 1."""
    shared = sets.whole[left].multiply(sets.whole[right]) @ sets.weights
    united = sets.totals[left] + sets.totals[right] - shared
    alike: NDArray[np.float64] = np.where(united > 0, shared / np.maximum(united, 1), 1.0)
    return alike


def _needed(sets: Sets, left: Ints, right: Ints) -> NDArray[np.float64]:
    """How similar pairs have to be.

    More where one speaks of something that the other leaves out, where both do, and where one gives a reason more.
    """
    scale = sets.scale
    shared = sets.concepts[left].multiply(sets.concepts[right]).sum(axis=1)
    more = (sets.spoken[left] > shared).astype(np.int64) + (sets.spoken[right] > shared)
    bars = np.maximum(scale.threshold, np.array((scale.threshold, scale.one_more, scale.exchanged)))
    longer = (sets.points[left] != sets.points[right]) & (more > 0)
    needed: NDArray[np.float64] = np.maximum(bars[more], np.where(longer, scale.longer, 0.0))
    return needed


def _improve(best: Ints, score: NDArray[np.float64], left: Ints, right: Ints, close: NDArray[np.float64]) -> None:
    """Let each row follow the most similar leader, of equals the first."""
    order = np.lexsort((right, -close, left))
    left, right, close = left[order], right[order], close[order]
    first = np.ones(len(left), dtype=bool)
    first[1:] = left[1:] != left[:-1]
    left, right, close = left[first], right[first], close[first]
    better = (close > score[left]) | ((close == score[left]) & (right < best[left]))
    best[left[better]], score[left[better]] = right[better], close[better]


def _settle(
    block: Ints, best: Ints, score: NDArray[np.float64], left: Ints, right: Ints, close: NDArray[np.float64]
) -> None:
    """Who of a block leads, in order: a text that follows somebody leads nobody."""
    order = np.lexsort((right, -close, left))
    start = int(block[0]) if len(block) else 0
    follows = best >= 0
    for place in order.tolist():
        row, other, likeness = int(left[place]), int(right[place]), float(close[place])
        if follows[other - start]:
            continue  # somebody of this block who leads nobody
        if best[row] < 0 or likeness > score[row]:
            best[row], score[row] = other, likeness
            follows[row] = True


def _merged(leaders: list[tuple[Ints, Matrix]], sets: Sets) -> list[tuple[Ints, Matrix]]:
    """Small neighbouring groups of leaders as one, so that there are never many."""
    while len(leaders) > 1 and len(leaders[-2][0]) <= 2 * len(leaders[-1][0]):
        numbers = np.concatenate((leaders[-2][0], leaders[-1][0]))
        leaders[-2:] = [(numbers, sparse.csc_array(sets.prefix[numbers].T))]
    return leaders
