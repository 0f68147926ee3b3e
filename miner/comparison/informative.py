"""What a document says that neither its year nor its department would lead one to expect (信息含量).

After Hanley and Hoberg (2010) and 孟庆斌 et al. (2017), both from memory: a firm's word vector is regressed on the mean
vectors of its market and of its industry; what they explain is standard content, what is left is informative. Government
departments have no industry, so that here

* the market is the mean vector of all other documents of the same fiscal year: what everybody writes this year;
* the industry is the mean vector of the department's other documents, of any year: what this department always writes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

import numpy as np

from miner.bilingual import say
from miner.comparison.likeness import Bags, Told
from miner.comparison.usage import Floats

K = TypeVar("K", bound=Hashable)

FEWEST_OF_THE_YEAR = 3
"""Other documents of the year, without which their mean says nothing about the year."""
_COLLINEAR = 1e-12
"""The share of the industry's squared length that must be left of it beside the market's."""


def informative_content(
    bags: Bags, vocabulary: int, departments: Sequence[str], years: Sequence[int | None]
) -> list[Told]:
    """``hanley_hoberg_informative`` of each document: sum |e| of v = a1 market + a2 industry + e over all words.

    Vectors are of the words outside the mandated form and add up to 1; the regression is least squares without a
    constant. 0 where year and department say it all. No value without department or year, without another document of
    the department, or with fewer than three others of the year.
    """
    empty = [not bags.size(document) for document in range(len(departments))]
    of_year = _together(years, empty)
    of_department = _together(departments, empty)
    told: list[Told] = []
    sums: dict[int, Floats] = {year: _sum(bags, vocabulary, held) for year, held in of_year.items()}
    for document, (department, year) in enumerate(zip(departments, years, strict=True)):
        if empty[document]:
            told.append(say("除规定格式外没有正文", "there is no prose beside the mandated form"))
        elif year is None or not department:
            told.append(say("部门或年度不明", "the department or the year is unknown"))
        elif len(of_year[year]) <= FEWEST_OF_THE_YEAR:
            told.append(
                say(
                    f"该年度其他文件不足{FEWEST_OF_THE_YEAR}份",
                    f"there are fewer than {FEWEST_OF_THE_YEAR} other documents of the year",
                )
            )
        elif len(of_department[department]) < 2:
            told.append(say("没有该部门的其他文件", "there is no other document of the department"))
        else:
            vector = _sum(bags, vocabulary, [document])
            market = (sums[year] - vector) / (len(of_year[year]) - 1)
            own = [other for other in of_department[department] if other != document]
            told.append(_left_over(vector, market, _sum(bags, vocabulary, own) / len(own)))
    return told


def _together(keys: Sequence[K | None], empty: Sequence[bool]) -> Mapping[K, list[int]]:
    """The documents that say something, by year or department."""
    found: dict[K, list[int]] = defaultdict(list)
    for document, key in enumerate(keys):
        if key is not None and not empty[document]:
            found[key].append(document)
    return found


def _sum(bags: Bags, vocabulary: int, documents: Sequence[int]) -> Floats:
    """The sum of the documents' vectors, each of which adds up to 1."""
    total = np.zeros(vocabulary)
    for document in documents:
        words, counts = bags.of(document)
        total[words] += counts / counts.sum()
    return total


def _left_over(vector: Floats, market: Floats, industry: Floats) -> float:
    """Sum |e| of the regression, by taking away what lies along the market, and along what of the industry is not market."""
    own = industry - _along(industry, market)
    error = vector - _along(vector, market)
    if _times(own, own) > _COLLINEAR * _times(industry, industry):
        error = error - _along(error, own)
    return float(np.abs(error).sum())


def _along(vector: Floats, direction: Floats) -> Floats:
    """The part of a vector that lies along another."""
    return direction * (_times(vector, direction) / _times(direction, direction))


def _times(one: Floats, other: Floats) -> float:
    # numpy's dot product runs in threads, whose number would change the last digit.
    return float((one * other).sum())
