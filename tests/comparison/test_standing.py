from __future__ import annotations

from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.comparison.standing import ENOUGH, adjusted, cliffs_delta, ranked, standing
from miner.model.comparing import Standing

VALUES = st.lists(st.integers(0, 9).map(float), max_size=40)


def test_where_a_value_stands() -> None:
    assert standing(3.0, [1.0, 2.0, 3.0, 4.0]) == Standing(4, 2, 1, 2.5, 62.5, None)
    assert standing(9.0, [1.0, 2.0]).percentile == 100.0
    assert standing(1.0, []) == Standing(0, 0, 0, None, None, None)


def test_a_z_score_needs_enough_peers_that_differ() -> None:
    peers = [float(at % 5) for at in range(ENOUGH)]  # median 2, distances 0, 1, 2: MAD 1
    assert standing(10.0, peers).z == pytest.approx(0.6745 * 8)
    assert standing(10.0, peers[1:]).z is None
    assert standing(10.0, [0.0] * 11 + [1.0] * 9).z is None  # more than half are equal


@given(st.lists(st.integers(-9, 9).map(lambda one: one / 7), min_size=ENOUGH, max_size=45), st.integers(-20, 20))
def test_the_usual_distance_is_the_median_of_the_distances(peers: list[float], value: float) -> None:
    middle = median(peers)
    usual = median(abs(peer - middle) for peer in peers)
    expected = 0.6745 * (value - middle) / usual if usual > 1e-12 else None
    assert standing(value, peers).z == expected


def test_what_is_rare_among_equals_stands_out() -> None:
    zeros = [0.0] * 199
    (one,) = ranked([("d", "m", 1.0, zeros)])
    assert (one.standing.as_far, one.p, one.outlying) == (0, 1 / 200, True)
    (one,) = ranked([("d", "m", 1.0, [*zeros, 1.0, 2.0])])
    assert (one.standing.as_far, one.outlying) == (2, False)
    (one,) = ranked([("d", "m", 0.0, zeros)])
    assert (one.standing.as_far, one.outlying) == (199, False)
    assert ranked([("d", "m", 1.0, [0.0] * (ENOUGH - 1))]) == []


def test_what_stands_out_most_comes_first() -> None:
    peers = [float(at % 5) for at in range(30)]
    found = ranked([("a", "m", 3.0, peers), ("b", "m", 30.0, peers), ("c", "m", -8.0, peers)])
    assert [one.doc_id for one in found] == ["b", "c", "a"]
    assert [one.outlying for one in found] == [True, True, False]
    assert found[0].q <= found[1].q <= found[2].q


def test_benjamini_and_hochberg_by_hand() -> None:
    # 4 x 0.01 / 1, 4 x 0.02 / 2, 4 x 0.03 / 3, 4 x 0.5 / 4, and no q above a later one.
    assert adjusted([0.01, 0.02, 0.03, 0.5]) == pytest.approx([0.04, 0.04, 0.04, 0.5])
    assert adjusted([]) == []


def test_cliffs_delta_by_hand() -> None:
    assert cliffs_delta([1.0, 2.0], [2.0, 3.0]) == 0.75  # of 4 pairs 3 above, 1 equal
    assert cliffs_delta([1.0], [1.0]) == 0
    assert cliffs_delta([], [1.0]) is None


@given(VALUES, VALUES)
def test_cliffs_delta_counts_pairs(a: list[float], b: list[float]) -> None:
    pairs = [(y > x) - (y < x) for x in a for y in b]
    assert cliffs_delta(a, b) == (pytest.approx(sum(pairs) / len(pairs)) if pairs else None)


@given(st.integers(0, 9).map(float), VALUES)
def test_a_standing_counts_its_peers(value: float, peers: list[float]) -> None:
    found = standing(value, peers)
    equal = sum(peer == value for peer in peers)
    assert found.below + found.above + equal == found.peers == len(peers)
    if peers:
        assert found.percentile == pytest.approx(100 * (found.below + equal / 2) / len(peers))
        if found.median is not None and value > found.median:
            assert found.as_far == sum(peer >= value for peer in peers)
