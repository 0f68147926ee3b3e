"""The keys are whole, hold no sentence, belong to the documents at hand, and number what their guide says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.evaluation.narratives import documents, keys
from tests.evaluation.scoring import comparable

FOLDER = Path(__file__).resolve().parent
LONGEST_NAME = 80
"""Characters of the longest account path; a longer string would be a sentence."""


def strings(value: Any) -> list[str]:
    """All strings in a JSON value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in strings(item)]
    return [text for item in value for text in strings(item)] if isinstance(value, list) else []


@pytest.mark.parametrize("path", sorted((FOLDER / "narratives").glob("*.json")), ids=lambda path: path.stem)
def test_no_sentence_stands_in_a_key(path: Path) -> None:
    for text in strings(json.loads(path.read_text("utf-8"))):
        assert "。" not in text
        assert "，" not in text
        assert len(text) <= LONGEST_NAME


def test_each_comparison_is_keyed_once() -> None:
    for key in keys():
        names = [(comparable(entry.subject), entry.basis) for entry in key.variances]
        assert len(names) == len(set(names)), key.slug


def test_reasons_have_length_and_ends_exactly_where_they_have_a_hash() -> None:
    for key in keys():
        for entry in key.variances:
            assert re.fullmatch("[0-9a-f]{16}|", entry.reason_sha)
            assert bool(entry.reason_sha) == bool(entry.reason_length) == bool(entry.reason_ends)


def test_the_guide_counts_what_the_keys_hold() -> None:
    guide = (FOLDER / "README.md").read_text("utf-8")
    for key in keys():
        counts = (
            len(key.variances),
            sum(1 for entry in key.variances if entry.reason_sha),
            sum(1 for entry in key.variances if entry.account_code),
            sum(1 for entry in key.projects if not entry.optional),
            len(key.problems),
            len(key.measures),
        )
        assert f"| {key.slug} | " + " | ".join(map(str, counts)) + " |" in guide


def test_keys_belong_to_the_reference_documents(reference: Path) -> None:
    for _, _, path in documents(reference):
        assert path.is_file()
