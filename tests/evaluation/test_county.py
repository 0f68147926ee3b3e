"""Floors of what the miner reads of the shipped sample, by regional form and by rendering.

They were measured and may rise, never silently fall: ``python -m tests.evaluation.county --update`` writes them anew and refuses
to lower one. A rebuilt sample changes the fingerprint.
"""

from __future__ import annotations

import json

from miner.county.building import read_truths
from tests.evaluation.clean_county import clean_documents, results
from tests.evaluation.county import FLOORS, SAMPLE, data_fingerprint, evaluate, fallen
from tests.evaluation.planted import main as list_planted


def test_the_sample_is_read_as_well_as_it_was() -> None:
    kept = json.loads(FLOORS.read_text("utf-8"))
    assert kept["truth"] == data_fingerprint(SAMPLE)
    scores = evaluate(SAMPLE)
    assert fallen(scores, kept["floors"]) == []
    assert {f"{by} {name}" for by, found in scores.items() for name in found} == set(kept["floors"])


def test_every_identity_and_every_table_of_the_sample_is_read() -> None:
    kept = json.loads(FLOORS.read_text("utf-8"))["floors"]
    assert all(one["identity"] == [1, 1] for one in kept.values())
    assert len([truth for _, truth in read_truths(SAMPLE)]) == 30


def test_a_clean_county_holds_every_identity() -> None:
    """The whole list over 200 documents: ``python -m tests.evaluation.clean_county``."""
    found = [one for document in clean_documents(20, (2024,)) for one in results(document)]
    assert [one for one in found if one.outcome == "fail"] == []
    assert sum(1 for one in found if one.outcome in ("equal", "rounding")) > 3000


def test_every_kind_of_error_finds_a_place() -> None:
    assert list_planted(["12"]) == 0
