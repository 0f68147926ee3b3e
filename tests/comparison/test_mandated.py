"""The distance from the mandated form."""

from __future__ import annotations

import pytest

from miner.comparison import mandated_distances
from miner.comparison.mandated import words_of_the_form

FORM = frozenset((tuple("abcd"), tuple("bcde"), tuple("wxyz")))


@pytest.mark.parametrize(
    ("words", "within"),
    [
        ("abcd", 4),
        ("abcde", 5),
        ("abcdwxyz", 8),
        ("abcdabcd", 8),
        ("abc", 0),
        ("qabcdq", 4),
        ("abcxbcdexwxyz", 8),
        ("", 0),
    ],
)
def test_words_are_counted_once_however_many_phrases_they_lie_in(words: str, within: int) -> None:
    assert words_of_the_form(tuple(words), FORM) == within


def test_the_distance_is_the_share_that_is_not_the_form() -> None:
    found = mandated_distances({"a": tuple("abcdeqqq"), "b": tuple("qqqq"), "c": tuple("wxyz")}, FORM)
    assert {doc: measure.value for doc, measure in found.items()} == {"a": pytest.approx(3 / 8), "b": 1, "c": 0}


def test_without_a_form_or_prose_there_is_none() -> None:
    for found in (mandated_distances({"a": tuple("abcd")}, frozenset()), mandated_distances({"a": tuple("abc")}, FORM)):
        assert found["a"].value is None
        assert found["a"].note
