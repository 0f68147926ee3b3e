"""The measures of a small county rank it as it was planted; the command does it with a large one."""

from __future__ import annotations

import json

from tests.evaluation.measures import FLOORS, fallen, floors


def test_a_small_county_is_ranked_as_well_as_it_was() -> None:
    now = floors()
    kept = json.loads(FLOORS.read_text("utf-8"))
    assert now["truth"] == kept["truth"], (
        "the county has changed: look at the figures and run the command with --update"
    )
    assert fallen(kept, now) == []
