"""Who uses boilerplate: the department-years in an order that few explanations cannot lead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt

from miner.store.stored import StoredDocument, StoredMeasure

SHARE = "boilerplate_share"
LOW = "boilerplate_share_low"
HIGH = "boilerplate_share_high"
CHARACTERS = "boilerplate_character_share"
MONEY = "boilerplate_money_share"
RANKED = (SHARE, LOW, HIGH, CHARACTERS, MONEY)
MOST_RANKED = 1_000
"""Documents on the page of the ranking."""
_Z = 1.959964
"""The normal quantile of 97.5 %."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A document with its share of boilerplate."""

    document: StoredDocument
    explanations: int
    share: float
    low: float | None
    """Lower end of its stored 95 % interval; none for a single explanation."""
    high: float | None
    bound: float
    """What it is ranked by: the share that it has at least, as far as so many explanations can tell."""
    characters: float | None
    money: float | None


def ranking(
    documents: Mapping[str, StoredDocument], measures: Iterable[StoredMeasure], explanations: Mapping[str, int]
) -> list[Ranked]:
    """The documents whose share is defined, those that surely have a large one first.

    The stored interval resamples a document's own explanations: where all of them are boilerplate it is a point, however
    few they are. So the order is that of the lower end of Wilson's interval, which knows how many there are.

    Args:
        documents: by id.
        measures: those of `RANKED`, perhaps among others.
        explanations: how many each document has.
    """
    held: dict[str, dict[str, float | None]] = defaultdict(dict)
    for one in measures:
        if one.measure in RANKED:
            held[one.doc_id][one.measure] = one.value
    found: list[Ranked] = []
    for doc_id, values in held.items():
        share, said = values.get(SHARE), explanations.get(doc_id, 0)
        if doc_id in documents and share is not None and said:
            low, high, characters, money = (values.get(name) for name in (LOW, HIGH, CHARACTERS, MONEY))
            bound = lower_bound(share, said)
            found.append(Ranked(documents[doc_id], said, share, low, high, bound, characters, money))
    return sorted(found, key=lambda one: (-one.bound, -one.share, -one.explanations, one.document.doc_id))


def lower_bound(share: float, counted: int) -> float:
    """The lower end of the 95 % interval of a share.

    Args:
        share: 0 to 1.
        counted: of how many, at least 1.

    Source: Wilson 1927, the score interval without correction for continuity.
    """
    square = _Z * _Z
    middle = share + square / (2 * counted)
    half = _Z * sqrt(share * (1 - share) / counted + square / (4 * counted * counted))
    return max(0.0, (middle - half) / (1 + square / counted))
