"""How many differences have their reason, and how much money that is, against values worked out by hand."""

from __future__ import annotations

from decimal import Decimal

from miner.comparison import Difference, difference_measures


def told(*differences: Difference) -> dict[str, float | None]:
    found = difference_measures("d", differences)
    assert all(measure.note for measure in found if measure.value is None)
    return {measure.measure: measure.value for measure in found}


def difference(name: str, explained: bool, amount: str = "") -> Difference:
    return Difference(name, explained, Decimal(amount) if amount else None)


def test_coverage_by_number_and_by_money() -> None:
    held = (difference("a", True, "300"), difference("b", True), difference("c", False, "100"), difference("d", False))
    # 2 of 4 differences; 300 of 300 + 100 元, since two amounts are not stated.
    assert told(*held) == {
        "differences_due": 4,
        "differences_unexplained": 2,
        "reason_coverage": 0.5,
        "explained_money": 300,
        "unexplained_money": 100,
        "explained_money_share": 0.75,
    }
    found = {measure.measure: measure for measure in difference_measures("d", held)}
    assert found["differences_unexplained"].counted == ("c", "d")
    assert "2" in found["explained_money_share"].note
    assert "4" in found["explained_money_share"].note


def test_money_that_is_not_there_is_undefined_and_not_nought() -> None:
    found = told(difference("a", True, "300"))
    assert found["reason_coverage"] == 1
    assert found["differences_unexplained"] == 0
    assert (found["explained_money"], found["unexplained_money"], found["explained_money_share"]) == (300, None, 1)
    found = told(difference("a", False))
    assert found["reason_coverage"] == 0
    assert (found["explained_money"], found["unexplained_money"], found["explained_money_share"]) == (None, None, None)


def test_without_a_difference_that_asks_for_a_reason_there_is_no_coverage() -> None:
    found = told()
    assert found["differences_due"] == 0
    assert found["reason_coverage"] is None
    assert found["explained_money_share"] is None
