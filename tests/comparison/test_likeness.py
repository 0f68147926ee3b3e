"""Likeness to the year before and informative content, against values worked out by hand."""

from __future__ import annotations

from math import exp, sqrt

import numpy as np
import pytest

from miner.comparison import Prose, likeness, published_measures
from miner.comparison.likeness import Told, longest_common, modification


def prose(doc: str, words: str, department: str = "甲局", year: int | None = 2024) -> Prose:
    return Prose(doc, department, year, (tuple(words.split()),) if words else (), 0, 0, 0, 0)


def values(
    proses: list[Prose], doc: str, mandated: frozenset[tuple[str, ...]] = frozenset()
) -> dict[str, float | None]:
    return {m.measure: m.value for m in published_measures(proses, mandated) if m.doc_id == doc}


def test_a_year_is_compared_with_the_year_before() -> None:
    proses = [prose("now", "a a b"), prose("then", "a b c", year=2023), prose("long ago", "a a b", year=2022)]
    found = values(proses, "now")
    assert found["year_on_year_cosine"] == pytest.approx(3 / sqrt(15))
    assert found["year_on_year_jaccard"] == pytest.approx(2 / 3)
    assert found["year_on_year_edit"] == pytest.approx(4 / 6)
    assert values(proses, "long ago")["year_on_year_cosine"] is None


def test_the_edit_distance_counts_words_to_delete_and_to_insert() -> None:
    proses = [prose("now", "we expect weakness in sales"), prose("then", "we expect demand to increase", year=2023)]
    assert values(proses, "now")["year_on_year_edit"] == pytest.approx(1 - 6 / 10)


def test_only_the_edit_distance_sees_the_order() -> None:
    found = values([prose("now", "a b"), prose("then", "b a", year=2023)], "now")
    assert found["year_on_year_cosine"] == pytest.approx(1)
    assert found["year_on_year_cosine"] is not None
    assert found["year_on_year_cosine"] <= 1
    assert (found["year_on_year_jaccard"], found["year_on_year_edit"]) == (1, 0.5)


def test_the_mandated_form_is_not_compared() -> None:
    form = frozenset([("f", "g", "h", "i")])
    proses = [prose("now", "f g h i a"), prose("then", "f g h i b", year=2023)]
    assert values(proses, "now")["year_on_year_cosine"] == pytest.approx(4 / 5)
    assert values(proses, "now", form)["year_on_year_cosine"] == 0
    assert values(proses, "now", form)["year_on_year_jaccard"] == 0
    nothing_else = [prose("now", "f g h i"), prose("then", "f g h i b", year=2023)]
    assert values(nothing_else, "now", form)["year_on_year_edit"] is None
    assert values(nothing_else, "now", form)["hanley_hoberg_informative"] is None


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [("", "", 0), ("abc", "", 0), ("abc", "abc", 3), ("abcbdab", "bdcaba", 4), ("aaaa", "aa", 2), ("abc", "xyz", 0)],
)
def test_the_longest_common_subsequence(one: str, other: str, common: int) -> None:
    assert longest_common(list(map(ord, one)), list(map(ord, other))) == common
    assert longest_common(list(map(ord, other)), list(map(ord, one))) == common


def test_very_long_prose_is_not_compared_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "LONGEST", 3)
    proses = [prose("now", "a b c d"), prose("then", "a b c", year=2023), prose("before", "a b", year=2022)]
    assert values(proses, "now")["year_on_year_edit"] is None
    assert values(proses, "now")["year_on_year_jaccard"] == 0.75
    assert values(proses, "then")["year_on_year_edit"] == pytest.approx(4 / 5)


def test_modification_is_what_length_does_not_explain() -> None:
    # Two lengths: the line goes through the mean of each.
    short, long = [0.5, 0.6, 0.7, 0.8, 0.9], [0.1, 0.2, 0.3, 0.4, 0.5]
    cosines: list[Told] = [*short, "没有", *long]
    sizes = [*[exp(2)] * 5, 1.0, *[exp(5)] * 5]
    found = modification(cosines, sizes)
    assert found[5] == "没有"
    assert found[:5] == pytest.approx([0.2, 0.1, 0, -0.1, -0.2])
    assert found[6:] == pytest.approx([0.2, 0.1, 0, -0.1, -0.2])


def test_the_line_of_modification_is_that_of_least_squares() -> None:
    generator = np.random.default_rng(7)
    sizes, cosines = generator.uniform(10, 9000, 30), generator.uniform(0, 1, 30)
    slope, constant = np.polyfit(np.log(sizes), 1 - cosines, 1)
    expected = 1 - cosines - (constant + slope * np.log(sizes))
    assert modification(cosines.tolist(), sizes.tolist()) == pytest.approx(expected.tolist())


def test_of_documents_of_one_length_the_mean_is_expected() -> None:
    assert modification([0.5] * 9 + [0.4], [100.0] * 10) == pytest.approx([-0.01] * 9 + [0.09])


def test_nine_pairs_are_too_few_for_an_expectation() -> None:
    found = modification([0.5] * 9, [100.0] * 9)
    assert all(isinstance(value, str) and "9" in value for value in found)


OTHERS = [prose(f"o{n}", "a", f"{n}局") for n in range(3)]


def test_informative_is_what_neither_year_nor_department_explain() -> None:
    # Market (1, 0, 0), industry (0, 0, 1), the document (1/2, 1/2, 0): a1 = 1/2, a2 = 0, e = (0, 1/2, 0).
    proses = [*OTHERS, prose("x", "a b"), prose("y", "c", year=2022)]
    assert values(proses, "x")["hanley_hoberg_informative"] == pytest.approx(0.5)
    # The department explains b and c as one: of (1/3, 1/3, 1/3) nothing is left.
    proses = [*OTHERS, prose("x", "a b c"), prose("y", "b c", year=2022)]
    assert values(proses, "x")["hanley_hoberg_informative"] == pytest.approx(0)
    # Industry (0, 1/2, 1/2), the document (0, 1, 0): a2 = 1, e = (0, 1/2, -1/2).
    proses = [*OTHERS, prose("x", "b"), prose("y", "b c", year=2022)]
    assert values(proses, "x")["hanley_hoberg_informative"] == pytest.approx(1)


def test_a_department_that_writes_what_everybody_writes_adds_nothing_to_the_market() -> None:
    proses = [*OTHERS, prose("x", "a b"), prose("y", "a", year=2022)]
    assert values(proses, "x")["hanley_hoberg_informative"] == pytest.approx(0.5)


def test_informative_content_is_the_residual_of_least_squares() -> None:
    generator = np.random.default_rng(3)

    def text() -> str:
        return " ".join(f"w{n}" for n in generator.integers(0, 12, 30))

    proses = [*(prose(f"o{n}", text(), f"{n}局") for n in range(4)), prose("x", text()), prose("y", text(), year=2022)]
    proses.append(prose("z", text(), year=2023))
    vocabulary = sorted({word for p in proses for word in p.sentences[0]})
    vectors = {p.doc_id: np.array([p.sentences[0].count(word) / 30 for word in vocabulary]) for p in proses}
    market = np.mean([vectors[f"o{n}"] for n in range(4)], axis=0)
    industry = np.mean([vectors["y"], vectors["z"]], axis=0)
    regressors = np.column_stack((market, industry))
    coefficients = np.linalg.lstsq(regressors, vectors["x"])[0]
    expected = float(np.abs(vectors["x"] - regressors @ coefficients).sum())
    assert values(proses, "x")["hanley_hoberg_informative"] == pytest.approx(expected)


@pytest.mark.parametrize(
    "proses",
    [
        [*OTHERS[:2], prose("x", "a b"), prose("y", "c", year=2022)],
        [*OTHERS, prose("x", "a b"), prose("y", "", year=2022)],
        [*OTHERS, prose("x", "a b", ""), prose("y", "c", "", year=2022)],
        [*OTHERS, prose("x", "a b", year=None), prose("y", "c", year=2022)],
    ],
)
def test_with_too_few_to_compare_with_there_is_no_informative_content(proses: list[Prose]) -> None:
    assert values(proses, "x")["hanley_hoberg_informative"] is None
