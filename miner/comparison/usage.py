"""Who uses what: explanations as numbers, so that a million of them are counted without comparing each with each.

Every different department, template or document gets a number; what others use follows from how many departments, or
explanations, there are of each pair of numbers. Sorting is the dearest step, so that the cost grows as n log n.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, count, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from miner.model import Explanation, TemplateUse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Held:
    """Explanations document by document, in order of document and id; the arrays run along them."""

    explanations: Sequence[Explanation]
    documents: Sequence[str]
    """The ids of the documents, sorted."""
    starts: Ints
    """Where each document's explanations begin, and where the last ones end."""
    document: Ints
    """The number of the document that each is of."""
    department: Ints
    template: Ints
    years: Ints
    """A number for each department-year."""
    year_before: Ints
    """The number of the department-year before, or -1 where nothing is known of it."""

    @property
    def sizes(self) -> Ints:
        """How many explanations each document holds."""
        return np.diff(self.starts)

    def sums(self, values: NDArray[np.generic]) -> Floats:
        """Added up for each document."""
        sums = np.bincount(self.document, weights=values.astype(np.float64), minlength=len(self.documents))
        return np.asarray(sums, dtype=np.float64)

    def listed(self, flags: Flags) -> list[tuple[str, ...]]:
        """The ids of each document's explanations that bear a flag."""
        chosen = list(compress((explanation.explanation_id for explanation in self.explanations), flags.tolist()))
        passed = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(flags)))[self.starts].tolist()
        return [tuple(chosen[first:last]) for first, last in pairwise(passed)]


def hold(explanations: Iterable[Explanation], scopes: Mapping[str, str] | None = None) -> Held:
    """The explanations in an order that does not depend on the one they come in.

    Args:
        explanations: of all documents.
        scopes: whose accounts each document holds; years of different scopes are not put beside each other.
    """
    ordered = sorted(explanations, key=lambda explanation: (explanation.doc_id, explanation.explanation_id))
    documents = sorted({explanation.doc_id for explanation in ordered})
    document, _ = numbered(explanation.doc_id for explanation in ordered)
    department, _ = numbered(map(department_of, ordered))
    template, _ = numbered(explanation.template for explanation in ordered)
    scope_of = scopes or {}
    years, year_numbers = numbered(
        (department_of(explanation), scope_of.get(explanation.doc_id, ""), explanation.fiscal_year)
        for explanation in ordered
    )
    before = np.array(
        [-1 if year is None else year_numbers.get((whose, scope, year - 1), -1) for whose, scope, year in year_numbers],
        dtype=np.int64,
    )
    starts = np.searchsorted(document, np.arange(len(documents) + 1))
    return Held(ordered, documents, starts, document, department, template, years, before[years])


def department_of(explanation: Explanation) -> str:
    """Whose words it holds: a document of unknown department counts as a department of its own."""
    return explanation.department or explanation.doc_id


def numbered(values: Iterable[T]) -> tuple[Ints, dict[T, int]]:
    """A number for each different value in order of appearance: the row of numbers, and which is whose."""
    numbers: defaultdict[T, int] = defaultdict(count().__next__)
    row = np.fromiter(map(numbers.__getitem__, values), dtype=np.int64)
    return row, dict(numbers)


def other_departments(what: Ints, department: Ints) -> Ints:
    """For each explanation, how many other departments use what it uses (its template, its cluster)."""
    width = how_many(department)
    pairs = distinct(what * width + department)
    return np.bincount(pairs // width)[what] - 1


def other_explanations(what: Ints, department: Ints) -> Ints:
    """For each explanation, how many explanations of other departments use what it uses."""
    return np.bincount(what)[what] - same_pair(what, department)


def same_pair(what: Ints, whose: Ints) -> Ints:
    """For each explanation, how many, itself included, use the same and belong to the same department or document."""
    _, pair, counts = np.unique(what * how_many(whose) + whose, return_inverse=True, return_counts=True)
    return np.asarray(counts[pair], dtype=np.int64)


def distinct(numbers: Ints) -> Ints:
    """Each number once, sorted. numpy.unique puts numbers into a hash table first, which is slower for millions."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), dtype=np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def bits(held: Held) -> Floats:
    """For each explanation -log2((n + 1) / (N + 1)): other departments have N explanations, n of them of its template."""
    same = other_explanations(held.template, held.department)
    elsewhere = len(held.explanations) - np.bincount(held.department)[held.department]
    surprisal: Floats = np.log2((elsewhere + 1) / (same + 1))
    return surprisal


def template_uses(explanations: Iterable[Explanation]) -> dict[str, TemplateUse]:
    """How much the template of each explanation is used elsewhere, by the explanation's id; in any order."""
    held = hold(explanations)
    if not held.explanations:
        return {}
    departments = other_departments(held.template, held.department)
    fiscal, _ = numbered(explanation.fiscal_year for explanation in held.explanations)
    years = other_departments(held.template, fiscal)
    alone = how_many(held.department) < 2
    return {
        one.explanation_id: TemplateUse(others, others_years, None if alone else round(surprisal, 4))
        for one, others, others_years, surprisal in zip(
            held.explanations, departments.tolist(), years.tolist(), bits(held).tolist(), strict=True
        )
    }


def used_before(held: Held) -> Flags:
    """Whether the same department used the template of each explanation in the year before."""
    width = how_many(held.template)
    asked = held.year_before * width + held.template
    return (held.year_before >= 0) & np.isin(asked, held.years * width + held.template)


def how_many(numbers: Ints) -> int:
    """How many different numbers `numbered` gave out."""
    return int(numbers.max(initial=-1)) + 1
