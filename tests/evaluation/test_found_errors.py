"""The errors planted in a small county are found as well as they were, and nobody is accused more often."""

from __future__ import annotations

import json

from tests.evaluation.found_errors import FLOORS, fallen, floors_of, small_county


def test_planted_errors_are_found_and_clean_documents_are_let_be() -> None:
    now = floors_of(small_county())
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    assert now["data"] == floors["data"], (
        "the county has changed: look at the figures and run the command with --update"
    )
    assert fallen(now, floors) == []
    assert now["false_errors"] == 0


def test_a_floor_does_not_fall_in_silence() -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    worse = {**floors, "linked": floors["linked"] - 1, "false_errors": 1, "found": {**floors["found"], "wrong_sum": 0}}
    assert len(fallen(worse, floors)) == 3
