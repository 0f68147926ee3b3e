"""Every kind of error is there, alone, at the place that its record names."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice

import pytest

from miner.county.building import Document
from miner.county.errors import KINDS
from miner.county.truth import PlantedError, Truth
from miner.model import Verdict
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
