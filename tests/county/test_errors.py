"""Every kind of error is there, alone, at the place that its record names."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice

import pytest

from miner.county.building import Document
from miner.county.errors import KINDS
from miner.county.truth import PlantedError, Truth
from miner.model import CellRef, Verdict
from tests.county.making import county

MANY = 20
IN_PROSE = sorted(
    kind for kind in KINDS if kind not in ("row_against_total", "table_against_table", "economic_sum", "table_missing", "table_blank")
)  # fmt: skip


@lru_cache(maxsize=1)
def clean_county() -> list[Document]:
    return list(county(24, years=(2024,)))


@cache
def pairs(kind: str) -> list[tuple[Document, Document]]:
    """Documents of a clean county beside the same with the error in them, where it found a place."""
    spoilt = county(24, errors={kind: 1}, years=(2024,))
    both = ((a, b) for a, b in zip(clean_county(), spoilt, strict=True) if b.manuscript.touched or b.manuscript.whole)
    return list(islice(both, 3))


@pytest.fixture(scope="module", params=sorted(KINDS))
def planted(request: pytest.FixtureRequest) -> tuple[str, list[tuple[Document, Document]]]:
    kind: str = request.param
    return kind, pairs(kind)


def words(document: Document) -> str:
    return "\n".join(section.text.text for section in document.truth().sections)


def printed_cells(truth: Truth) -> list[str]:
    return [cell.raw for table in truth.tables for cell in table.cells]


def test_there_are_more_than_twenty_kinds() -> None:
    assert len(KINDS) > MANY


def test_a_clean_county_has_none() -> None:
    assert not any(document.truth().errors for document in clean_county())


def test_it_is_planted_and_named(planted: tuple[str, list[tuple[Document, Document]]]) -> None:
    kind, found = planted
    assert found, kind
    for _, spoilt in found:
        assert [error.kind for error in spoilt.truth().errors] == [kind]


def test_nothing_else_changes(planted: tuple[str, list[tuple[Document, Document]]]) -> None:
    kind, found = planted
    for clean, spoilt in found:
        before, after = words(clean).split("\n"), words(spoilt).split("\n")
        prose = sum(1 for a, b in zip(before, after, strict=True) if a != b)
        if kind in IN_PROSE:
            assert prose == 1, kind
            assert printed_cells(clean.truth()) == printed_cells(spoilt.truth())
        else:
            assert prose == 0, kind
            assert printed_cells(clean.truth()) != printed_cells(spoilt.truth())


def test_it_stands_where_it_is_said_to_stand(planted: tuple[str, list[tuple[Document, Document]]]) -> None:
    for clean, spoilt in planted[1]:
        truth = spoilt.truth()
        (error,) = truth.errors
        if error.section is None:
            _seen_in_a_table(error, clean.truth(), truth)
            continue
        assert error.char_start is not None
        text = truth.sections[error.section].text.text
        assert text[error.char_start : error.char_end] == error.quote
        assert error.quote != error.right


def _seen_in_a_table(error: PlantedError, clean: Truth, spoilt: Truth) -> None:
    assert error.table is not None
    kinds = [table.kind for table in spoilt.tables]
    if error.kind == "table_missing":
        assert error.table not in kinds
    elif error.kind == "table_blank":
        blank = next(table for table in spoilt.tables if table.kind is error.table)
        assert blank.empty
        assert not blank.declared_empty
    else:
        (ref,) = error.cells
        raw = {(c.row_index, c.column_index): c.raw for c in spoilt.tables[ref.table].cells}
        right = {(c.row_index, c.column_index): c.raw for c in clean.tables[ref.table].cells}
        assert raw[ref.row_index, ref.column_index] == error.quote
        assert right[ref.row_index, ref.column_index] == error.right


@pytest.mark.parametrize("kind", ["figure_against_table", "last_years_figure", "wrong_unit"])
def test_the_link_of_a_wrong_amount_is_a_mismatch(kind: str) -> None:
    for _, spoilt in pairs(kind):
        truth = spoilt.truth()
        figure = truth.errors[0].figure
        assert figure is not None
        assert truth.links[figure].verdict is Verdict.MISMATCH


@pytest.mark.parametrize(
    "kind", ["wrong_share", "wrong_growth", "wrong_completion", "wrong_difference", "swapped_denominator"]
)
def test_the_link_of_a_wrong_rate_is_an_arithmetic_mismatch(kind: str) -> None:
    for _, spoilt in pairs(kind):
        truth = spoilt.truth()
        figure = truth.errors[0].figure
        assert figure is not None
        link, value = truth.links[figure], truth.figures[figure].value
        assert link.verdict is Verdict.ARITHMETIC_MISMATCH
        assert link.computed is not None
        assert abs(link.computed - value) > 2 * 10 ** int(value.as_tuple().exponent) / 2


def test_rates_are_kept() -> None:
    documents = list(county(40, errors={"any": 1.5}))
    errors = sum(len(document.truth().errors) for document in documents)
    assert 1.1 < errors / len(documents) < 1.9  # some draws find no place


MANY_ERRORS = [document.truth() for document in county(30, errors={"any": 8}, years=(2024,))]


def test_many_errors_in_one_document_do_not_disturb_each_other() -> None:
    planted = [(truth, error) for truth in MANY_ERRORS for error in truth.errors]
    assert len(planted) > 150
    for truth, error in planted:
        if error.section is not None:
            text = truth.sections[error.section].text.text
            assert text[error.char_start : error.char_end] == error.quote


def test_a_figure_is_called_a_match_only_where_a_cell_holds_it() -> None:
    """Whatever was planted in the tables: the verdict is what the printed document says."""
    checked = 0
    for truth in MANY_ERRORS:
        cells = {CellRef(t.ordinal, c.row_index, c.column_index): c for t in truth.tables for c in t.cells}
        for link in truth.links:
            if link.verdict is Verdict.MATCH:
                figure = truth.figures[link.figure]
                held = {(cells[ref].value, truth.tables[ref.table].unit) for ref in link.cells}
                yuan = {value * (10_000 if unit == "万元" else 1) for value, unit in held if value is not None}
                unit = figure.unit or ("元" if {unit for _, unit in held} == {"元"} else "万元")
                assert figure.value * (10_000 if unit == "万元" else 1) in yuan or not figure.unit
                checked += 1
    assert checked > 800


def test_only_the_wrong_figure_is_named() -> None:
    of_words = {"reason_missing", "wrong_direction", "wrong_year", "wrong_name", "template_residue", "empty_reason"}
    for truth in MANY_ERRORS:
        for error in truth.errors:
            if error.kind in of_words:
                assert error.figure is None
            elif error.kind.startswith(("wrong_", "figure_", "missing_", "swapped", "last_years", "growth_")):
                assert error.figure is not None
                assert truth.figures[error.figure].text in error.quote
