"""Causes are named as well as they were, on the texts of a writer who was never trained on and on real reasons."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from miner.model import UNSURE
from miner.training.texts import HELD_OUT, Labelled, written
from tests.evaluation.causes import FLOORS, SCORES, TEXTS, confusions, f1, labellers, pinned, real_reasons, scored
from tests.evaluation.floors import fingerprint_of
from tests.evaluation.sameness import fallen


def test_causes_of_the_held_out_writer() -> None:
    kept = json.loads(FLOORS.read_text("utf-8"))
    assert kept["labels"] == fingerprint_of([TEXTS]), "the labels have changed: look and run the command with --update"
    found = scored(written(HELD_OUT))
    assert fallen(kept, pinned(found)) == []
    assert found.macro_f1 >= 0.85
    assert found.calibration_error < 0.1
    assert json.loads(SCORES.read_text("utf-8")) == pytest.approx({k: v for k, v in kept.items() if k != "labels"})


def test_the_held_out_texts_are_not_among_those_trained_on() -> None:
    trained = {labelled.text for labelled in written()}
    assert len(trained) + len(written(HELD_OUT)) >= 2000
    assert not trained & {labelled.text for labelled in written(HELD_OUT)}


def test_causes_of_real_reasons(reference: Path) -> None:
    found = scored(real_reasons(reference))
    assert found.main >= 0.85
    assert scored(tuple(dict.fromkeys(real_reasons(reference)))).main >= 0.85


def test_two_readers_agree() -> None:
    count, whole, agreed = labellers()
    assert count >= 600
    assert whole > 0.9
    assert agreed > 0.95


def test_figures_by_hand() -> None:
    assert f1(3, 1, 2) == pytest.approx(6 / 9)
    assert f1(0, 0, 0) == 1
    texts = (Labelled("人员变动", ("personnel",)), Labelled("人员变动", ("price",)), Labelled("人员变动", ()))
    found = scored(texts)
    assert found.by_cause["personnel"] == (1, 2, 0)
    assert found.by_cause["price"] == (0, 0, 1)
    assert found.exact == pytest.approx(1 / 3)
    assert (found.main, found.unsure) == (0.5, 0)
    assert confusions(texts) == {("price", "personnel"): 1}
    assert UNSURE not in found.by_cause
