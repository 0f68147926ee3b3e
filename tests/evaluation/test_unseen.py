"""Invented disclosures of other regions are read as well as they were, and nobody in them is accused wrongly."""

from __future__ import annotations

import json

from tests.evaluation.unseen import FLOORS, evaluate, fallen, floors_of, slugs


def test_other_regions_are_read_as_well_as_they_were() -> None:
    now = floors_of(evaluate(slugs()))
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert now["data"] == floors["data"], "the documents have changed: look at the table and run it with --update"
    assert fallen(now, floors) == []
    assert all(one["false_errors"] == 0 for one in now["floors"].values())


def test_a_false_error_more_is_a_fall() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    name = next(iter(floors["floors"]))
    worse = {
        **floors,
        "floors": {**floors["floors"], name: {**floors["floors"][name], "false_errors": -1, "linked": 0}},
    }
    assert len(fallen(worse, floors)) == 2
