import pytest

from miner.report.views.ranking import MONEY, SHARE, lower_bound, ranking
from miner.store.stored import StoredDocument, StoredMeasure


def document(doc_id: str) -> StoredDocument:
    return StoredDocument(
        doc_id,
        f"{doc_id}.pdf",
        doc_id,
        f"{doc_id}局",
        "青河县",
        2024,
        "final_accounts",
        1,
        "complete",
        [],
        0.0,
        "pdf",
        "unit",
    )


def measure(doc_id: str, name: str, value: float | None) -> StoredMeasure:
    return StoredMeasure(doc_id, name, value, "document", "")


@pytest.mark.parametrize(
    ("share", "counted", "expected"),
    [  # Worked out by hand: (p + z²/2n − z√(p(1−p)/n + z²/4n²)) / (1 + z²/n), z = 1.959964.
        (0.5, 10, 0.2366),
        (1.0, 1, 0.2065),
        (1.0, 20, 0.8389),
        (0.0, 20, 0.0),
    ],
)
def test_the_lower_end_of_wilsons_interval(share: float, counted: int, expected: float) -> None:
    assert lower_bound(share, counted) == pytest.approx(expected, abs=5e-5)


def test_few_explanations_do_not_lead() -> None:
    documents = {one: document(one) for one in ("few", "many", "none", "undefined")}
    measures = [
        measure("few", SHARE, 1.0),
        measure("many", SHARE, 0.8),
        measure("many", MONEY, None),
        measure("undefined", SHARE, None),
        measure("gone", SHARE, 1.0),
    ]
    found = ranking(documents, measures, {"few": 2, "many": 40, "undefined": 3, "gone": 9})
    assert [(one.document.doc_id, one.explanations, one.share, one.low) for one in found] == [
        ("many", 40, 0.8, None),
        ("few", 2, 1.0, None),
    ]


def test_the_documented_bounds() -> None:
    assert round(lower_bound(1.0, 2), 2) == 0.34
    assert round(lower_bound(1.0, 20), 2) == 0.84
