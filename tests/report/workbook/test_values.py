from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from miner.report.workbook.values import decimals_of, number_of


@pytest.mark.parametrize("text", ["0", "0.00", "120.50", "-3.7", "999999999999999", "0.0000000001", "1E+3"])
def test_numbers_without_loss(text: str) -> None:
    assert number_of(Decimal(text)) == float(text)


@pytest.mark.parametrize(
    "text", ["1234567890123456", "0.12345678901234567", "-0.00", "NaN", "Infinity", "1E+400", "0.00000000001"]
)
def test_what_a_cell_would_lose_is_no_number(text: str) -> None:
    assert number_of(Decimal(text)) is None


@given(st.decimals(allow_nan=True))
def test_a_number_says_every_digit_within_fifteen(value: Decimal) -> None:
    number = number_of(value)
    if number is not None:
        written = float(f"{number:.16G}")  # as the file holds it
        assert Decimal(f"{written:.15g}") == value


def test_digits_after_the_point_as_stated() -> None:
    assert [decimals_of(Decimal(text)) for text in ("120.50", "3", "1E+3", "NaN")] == [2, 0, 0, 0]
