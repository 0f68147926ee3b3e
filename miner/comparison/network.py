"""Who says what others say: the network of shared wordings.

A use is a department saying a wording in a year. Equal words do not prove that anybody copied: both may have a third source,
such as a form, and what was said before the first year at hand is not seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log2

import numpy as np
from scipy.sparse import csr_array

from miner.comparison.usage import Floats, Ints
from miner.model.overview import Edge, Network


@dataclass(frozen=True, slots=True)
class Use:
    """A department says a wording; the year is none where it is not known."""

    wording: str
    department: str
    year: int | None


def network(uses: Iterable[Use], *, limit: int = 100, common: float = 0.5, rarest: int = 3) -> Network:
    """The network of shared wordings.

    Args:
        uses: of everybody.
        limit: how many edges at most.
        common: a wording that more than this share of the departments use is left out.
        rarest: so many wordings are named with each edge.
    """
    first = _first_years(uses)
    departments = sorted({department for using in first.values() for department in using})
    place = {department: at for at, department in enumerate(departments)}
    several = {wording: using for wording, using in first.items() if len(using) > 1}
    kept = sorted(word for word, using in several.items() if len(using) <= max(2, common * len(departments)))
    if not kept:
        return Network(len(departments), 0, len(several), 0, ())
    bits = {wording: log2((len(departments) + 1) / len(first[wording])) for wording in first}
    pairs, weights = _pairs([[place[who] for who in first[word]] for word in kept], [bits[word] for word in kept])
    own = np.zeros(len(departments))
    spoken: dict[int, set[str]] = defaultdict(set)
    left = {word for word in several if len(several[word]) > max(2, common * len(departments))}
    for wording, using in first.items():
        if wording not in left:
            for who in using:
                own[place[who]] += bits[wording]
                spoken[place[who]].add(wording)
    order = np.lexsort((pairs[1], pairs[0], -np.round(weights, 9)))[:limit]
    edges = []
    for at in order.tolist():
        one, other, weight = int(pairs[0][at]), int(pairs[1][at]), float(weights[at])
        shared = sorted(spoken[one] & spoken[other], key=lambda wording: (-bits[wording], wording))
        whole = own[one] + own[other] - weight
        edges.append(_edge(departments[one], departments[other], shared, weight, weight / float(whole), first, rarest))
    return Network(len(departments), len(kept), len(left), len(weights), tuple(edges))


def _first_years(uses: Iterable[Use]) -> dict[str, dict[str, int | None]]:
    """For each wording, who uses it and since when."""
    found: dict[str, dict[str, int | None]] = defaultdict(dict)
    for use in uses:
        before = found[use.wording].get(use.department)
        years = [year for year in (before, use.year) if year is not None]
        found[use.wording][use.department] = min(years, default=None)
    # In order, so that sums come out the same to the last bit whatever the order of the uses.
    return {wording: found[wording] for wording in sorted(found)}


def _pairs(using: list[list[int]], bits: list[float]) -> tuple[tuple[Ints, Ints], Floats]:
    """The pairs of departments with a wording in common, and their weight."""
    rows = np.fromiter((who for users in using for who in users), dtype=np.int64)
    sizes = np.fromiter((len(users) for users in using), dtype=np.int64)
    columns = np.repeat(np.arange(len(using)), sizes)
    incidence = csr_array((np.ones(len(rows)), (rows, columns)))
    weighted = csr_array((np.repeat(np.asarray(bits), sizes), (rows, columns)), shape=incidence.shape)
    product = (weighted @ incidence.T).tocoo()
    upper = product.row < product.col
    return (product.row[upper], product.col[upper]), product.data[upper]


def _edge(
    one: str,
    other: str,
    shared: list[str],
    weight: float,
    likeness: float,
    first: Mapping[str, Mapping[str, int | None]],
    rarest: int,
) -> Edge:
    years = [(first[wording][one], first[wording][other]) for wording in shared]
    known = [(a, b) for a, b in years if a is not None and b is not None]
    return Edge(
        one,
        other,
        len(shared),
        weight,
        likeness,
        min((max(pair) for pair in known), default=None),
        sum(a < b for a, b in known),
        sum(b < a for a, b in known),
        tuple(shared[:rarest]),
    )
