"""The floors of table reading on the reference documents. They may rise, never fall."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluation import ruled_tables, tables, unruled_tables

KEYED_CELLS = 145
"""Numbers in the hand-made key: the fingerprint of what the floors stand for."""
RULED_CELLS = 12_165
"""Cells that pdfplumber reads in the ruled tables of the real PDFs."""


def test_every_form_of_the_keyed_document_reads_without_a_fault(reference: Path) -> None:
    scores = {path.name: tables.score(path, reference) for path in tables.documents(reference)}
    assert len(scores) == 8
    for name, score in scores.items():
        assert (score["precision"], score["recall"], score["cells"]) == (1.0, 1.0, KEYED_CELLS), name


def test_ruled_tables_equal_pdfplumber_cell_for_cell(reference: Path) -> None:
    results = [ruled_tables.compare(path) for path in sorted((reference / "real").glob("*.pdf"))]
    assert [difference for result in results for difference in result.differences] == []
    assert sum(result.cells for result in results) == RULED_CELLS


@pytest.mark.parametrize(
    ("name", "recall"),
    [
        ("上海市普陀区规划和自然资源局_2024_部门决算.pdf", 0.67),
        ("上海市财政局_2025_预算.pdf", 0.90),
        ("普陀区人民政府办公室_2025_部门预算.pdf", 0.72),
    ],
)
def test_without_rulings_little_is_lost_and_nothing_is_misplaced(reference: Path, name: str, recall: float) -> None:
    loss = unruled_tables.compare(reference / "real" / name)
    assert loss.precision == 1.0
    assert loss.recall >= recall
