"""The mix of causes, against values worked out by hand."""

from __future__ import annotations

import pytest

from miner.comparison import cause_measures
from miner.model import Direction, Explanation

CAUSES = ("personnel", "policy", "austerity", "unsure")


def told(main: dict[str, str]) -> dict[tuple[str, str], float | None]:
    """Explanations by id, the document's first letter, with their causes."""
    held = [Explanation(name, "n", name[0], "甲局", 2024, "", "", Direction.UP) for name in main]
    return {(m.doc_id, m.measure): m.value for m in cause_measures(held, main, CAUSES)}


def test_shares_add_up_and_causes_that_are_not_given_are_nought() -> None:
    found = told({"a1": "personnel", "a2": "personnel", "a3": "policy", "a4": "unsure", "b1": "policy"})
    mix = [found["a", f"cause_{name}"] for name in CAUSES]
    assert mix == [0.5, 0.25, 0, 0.25]
    # Shannon: 0.5 × 1 bit + 2 × 0.25 × 2 bits = 1.5 bits; 2 to the power of 1.5 causes.
    assert found["a", "cause_diversity"] == pytest.approx(2**1.5)
    assert found["b", "cause_policy"] == found["b", "cause_diversity"] == 1


def test_as_many_causes_as_are_given_equally_often() -> None:
    assert told({"a1": "personnel", "a2": "policy", "a3": "austerity"})["a", "cause_diversity"] == pytest.approx(3)


def test_what_was_counted_is_listed_and_no_document_without_explanations_has_a_mix() -> None:
    held = [Explanation(name, "n", "a", "甲局", 2024, "", "", Direction.UP) for name in ("y", "x")]
    found = {m.measure: m for m in cause_measures(held, {"x": "policy", "y": "policy"}, CAUSES)}
    assert found["cause_policy"].counted == ("x", "y")
    assert found["cause_personnel"].counted == ()
    assert cause_measures([], {}, CAUSES) == ()
