"""One document in every format, and a blank one; `tests/evaluation/test_narratives.py` measures them all."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluation import narratives as evaluation
from tests.evaluation.scoring import Score, score

SAME_RECORDS = ("variance", "reason", "direction", "code", "project", "amount", "purpose", "problem", "measure")
TIANYUAN = {"variance": 21, "reason": 13, "code": 12, "project": 14, "amount": 14, "problem": 3, "measure": 2}


@pytest.fixture(scope="module")
def scores(reference: Path) -> dict[str, Score]:
    return {
        label: score(key, evaluation.narratives_of(path))
        for label, key, path in evaluation.documents(reference)
        if not label.startswith("sample/")
    }


def test_all_records_of_one_document_whatever_its_format(scores: dict[str, Score]) -> None:
    labels = ["tianyuan_2024", *(label for label in scores if label.startswith("rendered/"))]
    assert len(labels) == 6
    for label in labels:
        for aspect in SAME_RECORDS:
            tally = scores[label].tallies[aspect]
            assert tally.expected == tally.mined == tally.right, (label, aspect, scores[label].differences)
        assert {aspect: scores[label].tallies[aspect].right for aspect in TIANYUAN} == TIANYUAN


def test_a_blank_form_states_nothing(scores: dict[str, Score]) -> None:
    assert all(tally.mined == 0 for tally in scores["template_2024"].tallies.values())
