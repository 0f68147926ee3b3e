from __future__ import annotations

import re

import pytest

from miner.county.errors import KINDS
from miner.county.truth import Truth
from miner.county.truth_json import from_json, to_json
from miner.model import CellRef, CellState, Narrative, NarrativeKind, TableKind
from tests.county.making import FORMS, county

TRUTHS = {form: [document.truth() for document in county(3, form, years=(2024,))] for form in FORMS}
EVERY = [pytest.param(truth, id=truth.file) for truths in TRUTHS.values() for truth in truths]


def own_words(truth: Truth, one: Narrative) -> str:
    return truth.sections[one.section].text.text[one.char_start : one.char_end]


@pytest.mark.parametrize("form", FORMS)
def test_json_gives_the_same_back(form: str) -> None:
    spoilt = next(county(1, form, years=(2024,), errors=dict.fromkeys(KINDS, 1))).truth()
    assert from_json(to_json(spoilt)) == spoilt
    assert all(from_json(to_json(truth)) == truth for truth in TRUTHS[form])


def test_what_is_no_truth_is_said_to_be_none() -> None:
    with pytest.raises(ValueError, match="truth"):
        from_json('{"file": "x"}')


@pytest.mark.parametrize("truth", EVERY)
def test_everything_stands_where_it_is_said_to_stand(truth: Truth) -> None:
    for one in truth.narratives:
        assert own_words(truth, one) == one.text
        if one.reason_start is not None and one.reason_end is not None:
            assert truth.sections[one.section].text.text[one.reason_start : one.reason_end] == one.reason
    for figure in truth.figures:
        assert truth.sections[figure.section].text.text[figure.char_start : figure.char_end] == figure.text
        assert figure.text.endswith(figure.unit)


@pytest.mark.parametrize("truth", EVERY)
def test_a_figure_is_in_the_cells_that_back_it(truth: Truth) -> None:
    cells = {CellRef(t.ordinal, c.row_index, c.column_index): c for t in truth.tables for c in t.cells}
    linked = 0
    for link in truth.links:
        for ref in link.cells:
            cell = cells[ref]
            linked += 1
            if cell.state is CellState.NUMBER and link.verdict == "match":
                figure, value = truth.figures[link.figure], cell.value
                assert value is not None
                unit = truth.tables[ref.table].unit
                factor = 1 if unit == figure.unit else 10_000 if figure.unit == "万元" else 1 / 10_000
                assert float(figure.value) * factor == pytest.approx(float(value))
    assert linked > 30


@pytest.mark.parametrize("truth", EVERY)
def test_every_document_has_what_a_disclosure_has(truth: Truth) -> None:
    kinds = {table.kind for table in truth.tables}
    assert len({kind for kind in TableKind if kind.statutory} - kinds) <= 1  # Xinjiang prints eight
    counted = {kind: sum(1 for one in truth.narratives if one.kind is kind) for kind in NarrativeKind}
    assert counted[NarrativeKind.VARIANCE] >= 8
    assert counted[NarrativeKind.PROBLEM] >= 2
    assert counted[NarrativeKind.MEASURE] >= 2


@pytest.mark.parametrize("truth", EVERY)
def test_the_prose_has_no_seams(truth: Truth) -> None:
    prose = "\n".join(section.text.text for section in truth.sections)
    for seam in (
        "{",
        "}",
        "<",
        ">",
        "。。",
        "，，",
        "，。",
        "；。",
        "：。",
        "、。",
        "万元万元",
        "%%",
        "元元",
        "None",
        "（）",
        "增加0万元",
        "减少0万元",
    ):
        assert seam not in prose, prose[max(0, prose.find(seam) - 40) : prose.find(seam) + 20]
    assert not re.search(r"[\u4e00-\u9fff]-\d|\d-\d+[个项人]", prose)
