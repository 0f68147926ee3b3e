"""Groups of explanations agree with the labels as well as they did; the floors and how they are measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.evaluation.agreement import agreement
from tests.evaluation.sameness import FLOORS, exact, fallen, floors, labelled, labellers, measured, opposites_merged


def test_groups_are_as_good_as_they_were() -> None:
    now = floors(labelled(None))
    kept = json.loads(FLOORS.read_text("utf-8"))
    assert now["labels"] == kept["labels"], (
        "the labels have changed: look at the figures and run the command with --update"
    )
    assert fallen(kept, now) == []


def test_there_are_enough_labels_and_the_readers_agree() -> None:
    texts = labelled(None)
    assert len([text for text in texts if text.half == "report"]) >= 400
    assert len(texts) >= 1200
    wording, reason = labellers(texts)
    assert wording.f > 0.98
    assert reason.f > 0.95


def test_no_opposites_are_merged_and_the_exact_template_is_beaten() -> None:
    texts = [text for text in labelled(None) if text.half == "report"]
    assert opposites_merged(texts) == 0
    assert measured(texts)[0].f > exact(texts).f + 0.03


def test_real_explanations_are_grouped_as_their_labels_say(reference: Path) -> None:
    """The bars that their figures clear now; the commands print them."""
    real = [text for text in labelled(reference) if text.source == "real"]
    assert len(real) == 119
    for half, least in (("choose", 0.95), ("report", 0.9)):
        wording, _ = measured([text for text in real if text.half == half])
        assert wording.f >= least
        assert wording.pair_precision >= 0.98


def test_agreement_by_hand() -> None:
    found = agreement("aabb", "xxxy")
    assert found.precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4)
    assert found.recall == pytest.approx((1 + 1 + 0.5 + 0.5) / 4)
    assert (found.pair_precision, found.pair_recall) == (1 / 3, 1 / 2)
    # Of 6 pairs 2 are true and 3 found: 1 both, 1 expected by chance.
    assert found.rand == pytest.approx(0)
    assert agreement("abc", "abc").rand == 1
    assert agreement("aabbc", "xxyyz").f == 1


def test_a_floor_does_not_fall_in_silence() -> None:
    kept = json.loads(FLOORS.read_text("utf-8"))
    assert fallen(kept, {**kept, "wording f": kept["wording f"] - 0.01}) != []
    assert fallen(kept, {**kept, "wording f": kept["wording f"] + 0.01}) == []
