from __future__ import annotations

from decimal import Decimal

import pytest

from tests.identities.terms import UNITS, WAN, Amount, Term, blank, half_of, missing, printed, ratio, tie


def _amounts(*raws: str, unit: str = "万元") -> list[Amount]:
    return [printed(Decimal(raw), half_of(Decimal(raw)), UNITS[unit]) if raw else blank() for raw in raws]


@pytest.mark.parametrize(
    ("terms", "total", "outcome"),
    [
        (["1.00", "2.00"], "3.00", "equal"),
        (["1.00", "2.00"], "3.01", "rounding"),
        (["1.00", "2.00"], "3.02", "fail"),
        (["1.00", "2.00", "3.00"], "6.02", "rounding"),
        (["1.00", "2.00", ""], "3.02", "fail"),
        (["1.00", "2.00", "0.00"], "3.02", "rounding"),
        (["423.99"], "424", "rounding"),
        (["423.48"], "424", "fail"),
        (["", ""], "", "not_applicable"),
        (["", ""], "0.00", "not_applicable"),
        (["", ""], "0.01", "fail"),
        (["0.01"], "", "fail"),
    ],
)
def test_the_interval_rule(terms: list[str], total: str, outcome: str) -> None:
    assert tie("x", "", _amounts(*terms), _amounts(total)).outcome == outcome


def test_a_number_printed_twice_must_be_printed_the_same() -> None:
    assert tie("x", "", _amounts("3.00"), _amounts("3.01"), "=").outcome == "fail"
    assert tie("x", "", _amounts("1.00", "2.00"), _amounts("3.01"), "=").outcome == "rounding"
    yuan = _amounts("30050.01", unit="元")
    assert tie("x", "", _amounts("3.00"), yuan, "=").outcome == "fail"
    assert tie("x", "", _amounts("3.01"), yuan, "=").outcome == "rounding"
    assert tie("x", "", _amounts("3.00"), _amounts("30000.00", unit="元"), "=").outcome == "equal"


def test_a_part_is_not_more_than_the_whole() -> None:
    found = [
        tie("x", "", _amounts(part), _amounts("3.00"), "≤").outcome for part in ("2.00", "3.00", "3.01", "3.02", "")
    ]
    assert found == ["equal", "equal", "rounding", "fail", "not_applicable"]
    assert tie("x", "", _amounts("1.00"), _amounts(""), "≤").outcome == "fail"


def test_not_found_is_never_equal() -> None:
    assert tie("x", "", [missing("there")], _amounts("3.00")).outcome == "not_checked"


@pytest.mark.parametrize(
    ("percent", "part", "whole", "outcome"),
    [
        ("99.87", "9746.50", "9759.38", "equal"),
        ("99.86", "9746.50", "9759.38", "rounding"),
        ("99.85", "9746.50", "9759.38", "fail"),
        ("99.88", "9746.50", "9759.38", "fail"),
        ("13", "338.92", "2606.98", "equal"),
        ("33.4", "0.1", "0.3", "rounding"),
        ("100", "0", "0", "not_applicable"),
    ],
)
def test_percentages(percent: str, part: str, whole: str, outcome: str) -> None:
    rate, a, b = (Term(Decimal(raw), half_of(Decimal(raw)), WAN) for raw in (percent, part, whole))
    assert ratio("x", "", rate, a, b).outcome == outcome
