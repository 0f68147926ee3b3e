"""Keywords of one side against another, against values worked out by hand."""

from __future__ import annotations

from collections import Counter
from math import log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.comparison import keyness
from miner.comparison.keyness import log_likelihood

A, B = Counter({"人员": 10, "其他": 90}), Counter({"人员": 5, "其他": 95})


def test_log_likelihood_is_dunnings() -> None:
    expected = 2 * (10 * log(10 / 7.5) + 5 * log(5 / 7.5) + 90 * log(90 / 92.5) + 95 * log(95 / 92.5))
    assert log_likelihood(10, 5, 100, 100) == pytest.approx(expected)
    assert expected == pytest.approx(1.8341, abs=1e-4)
    assert log_likelihood(10, 0, 10, 10) == pytest.approx(2 * 20 * log(2)), "cells of nought add nothing"
    assert log_likelihood(3, 6, 100, 200) == pytest.approx(0)


def test_equal_frequencies_have_no_likelihood_below_nought() -> None:
    # Computed without care it comes out as -9.6e-12.
    assert log_likelihood(94942, 162597, 219257, 375498) == pytest.approx(0, abs=1e-9)
    assert log_likelihood(94942, 162597, 219257, 375498) >= 0


def test_log_odds_have_the_prior_of_both_sides() -> None:
    [found] = [word for word in keyness(A, B, prior_words=200) if word.word == "人员"]
    # 15 of 200 words are 人员, so that 200 words of prior hold 15 of it.
    difference = log(25 / (300 - 25)) - log(20 / (300 - 20))
    assert found.log_odds_z == pytest.approx(difference / sqrt(1 / 25 + 1 / 20))


def test_simple_maths_are_smoothed_frequencies_per_million() -> None:
    [found] = [word for word in keyness(A, B, smoothing=50_000) if word.word == "人员"]
    assert found.simple_maths == pytest.approx((100_000 + 50_000) / (50_000 + 50_000))
    assert (found.count_a, found.count_b) == (10, 5)


def test_the_words_of_a_come_first() -> None:
    found = keyness(Counter("aaab"), Counter("abbb"))
    assert [word.word for word in found] == ["a", "b"]
    assert found[0].log_odds_z > 0 > found[-1].log_odds_z
    assert found[0].simple_maths > 1 > found[-1].simple_maths


def test_with_nothing_to_compare_there_are_no_keywords() -> None:
    assert keyness(A, Counter()) == []
    assert keyness(Counter(), B) == []
    assert [word.word for word in keyness(Counter({"a": 1, "b": 0}), Counter("a"))] == ["a"]


def test_a_single_word_is_nobodys() -> None:
    [found] = keyness(Counter("aa"), Counter("a"))
    assert (found.g2, found.log_odds_z, found.simple_maths) == (0, 0, 1)


COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 1000)).map(Counter)


@given(COUNTS, COUNTS)
def test_exchanging_the_sides_turns_the_signs(one: Counter[str], other: Counter[str]) -> None:
    there = {word.word: word for word in keyness(one, other)}
    back = {word.word: word for word in keyness(other, one)}
    assert there.keys() == back.keys()
    for word, found in there.items():
        assert found.g2 >= 0
        assert back[word].g2 == pytest.approx(found.g2, abs=1e-6)
        assert back[word].log_odds_z == pytest.approx(-found.log_odds_z, abs=1e-9)
        assert back[word].simple_maths == pytest.approx(1 / found.simple_maths)
