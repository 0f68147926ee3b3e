"""Identity, statutory tables and announced headings of every real document."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluation.documents import FACTS, faults


@pytest.mark.parametrize("name", FACTS)
def test_the_document_is_read_as_a_person_reads_it(reference: Path, name: str) -> None:
    assert faults(reference / "real" / name, FACTS[name]) == []


def test_every_real_document_has_its_facts(reference: Path) -> None:
    assert {path.name for path in (reference / "real").iterdir()} == set(FACTS)
