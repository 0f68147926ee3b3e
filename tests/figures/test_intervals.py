"""The interval rule."""

from __future__ import annotations

from decimal import Decimal

import pytest

from miner.figures.intervals import Agreement, Printed, compare, percentage_agreement, printed, total


@pytest.mark.parametrize(
    ("left", "right", "agreement"),
    [
        ("424", "423.99", Agreement.MEETING),
        ("424", "423.50", Agreement.MEETING),
        ("424", "423.49", Agreement.APART),
        ("19.8", "19.80", Agreement.EQUAL),
        ("236.63", "236.64", Agreement.MEETING),
        ("236.63", "236.65", Agreement.APART),
        ("0", "0.39", Agreement.APART),
        ("0.00", "0.01", Agreement.MEETING),
    ],
)
def test_printed_numbers(left: str, right: str, agreement: Agreement) -> None:
    assert compare(printed(Decimal(left)), printed(Decimal(right))) is agreement


def test_the_tolerance_of_a_sum_grows_with_its_terms_and_not_with_its_size() -> None:
    terms = [printed(Decimal("1000000.01")) for _ in range(3)]
    assert total(terms).half == Decimal("0.015")
    assert compare(total(terms), printed(Decimal("3000000.05"))) is Agreement.MEETING
    assert compare(total(terms), printed(Decimal("3000000.06"))) is Agreement.APART


@pytest.mark.parametrize(
    ("stated", "part", "whole", "agreement"),
    [
        ("99.87", "9746.50", "9759.38", Agreement.EQUAL),
        ("99.86", "9746.50", "9759.38", Agreement.MEETING),  # cut off
        ("99.85", "9746.50", "9759.38", Agreement.APART),
        ("13", "338.92", "2606.98", Agreement.EQUAL),
        ("99.66", "813.13", "813.6", Agreement.APART),
        ("99.27", "7.79", "7.85", Agreement.MEETING),  # 99.24, but 7.79 and 7.85 are rounded themselves
        ("10", "3.1", "31", Agreement.EQUAL),
        ("10.3", "3.1", "31", Agreement.MEETING),
        ("10.4", "3.1", "31", Agreement.APART),
        ("5", "1", "0", Agreement.APART),
    ],
)
def test_percentages(stated: str, part: str, whole: str, agreement: Agreement) -> None:
    assert percentage_agreement(Decimal(stated), printed(Decimal(part)), printed(Decimal(whole))) is agreement


def test_conversion_keeps_the_interval() -> None:
    assert printed(Decimal("15621.11")).times(Decimal(10_000)) == Printed(Decimal("156211100"), Decimal("50"))
