"""A changed digit of a linked figure is flagged, in a small county; ``python -m tests.evaluation.mutation`` measures more."""

from __future__ import annotations

import random
from pathlib import Path

from miner.runs.mining import mine
from tests.evaluation.mutation import mutate

SAMPLE = Path(__file__).resolve().parent.parent.parent / "corpus" / "sample"


def test_changed_digits_are_flagged_and_accuse_nothing_else() -> None:
    made = flagged = 0
    for path in sorted(SAMPLE.glob("*_2024_*.html")) + sorted(SAMPLE.glob("*_2024_*.docx"))[:2]:
        result = mutate(mine(path), 25, random.Random(path.name), path.name)
        made += result.made.total()
        flagged += result.flagged.total()
        assert result.beyond == 0, result.strange
    assert made >= 50
    assert flagged >= 0.97 * made
