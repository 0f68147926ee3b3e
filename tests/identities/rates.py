"""Percentages of the prose: shares, completion rates and growth."""

from __future__ import annotations

from tests.identities.books import Books
from tests.identities.prose import Growth, money, percent
from tests.identities.terms import Amount, Result, Term, ratio, stated, unchecked


def share(identity: str, where: str, words: str, part: Amount, whole: Amount) -> Result:
    """A printed percentage of what is printed elsewhere."""
    if part.term is None or whole.term is None:
        return unchecked(identity, f"no base: {whole.where if part.term else part.where}", where)
    return ratio(identity, where, percent(words), part.term, whole.term)


def grown(identity: str, where: str, base: Term, growth: Growth, books: Books) -> Result:
    """增长 p% ≈ Δ / (本年 ∓ Δ), and both words point the same way."""
    delta = money(growth.delta, books).term
    if growth.up != growth.rate_up:
        return stated(identity, where, False, "the difference and its rate go opposite ways")
    if delta is None:
        return unchecked(identity, "the difference cannot be read", where)
    change = delta.within(base.unit)
    before = Term(base.value + (-change.value if growth.up else change.value), base.half + change.half, base.unit)
    return ratio(identity, where, percent(growth.rate), change, before, "no % is printed" if growth.bare else "")
