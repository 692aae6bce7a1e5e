"""How values stand in messages."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.validation.rules.wording import list_text, number_text
from schemas.numbers import AmbiguousNumberError, parse_decimal


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1234.50", "1.234,5"),
        ("0", "0"),
        ("-12", "-12"),
        ("1200000", "1.200.000"),
        ("5E+3", "5.000"),
    ],
)
def test_a_number_stands_as_officials_write_it(value: str, text: str) -> None:
    assert number_text(Decimal(value)) == text


@given(st.decimals(-(10**9), 10**9, places=2))
def test_a_number_in_a_message_can_be_typed_back(value: Decimal) -> None:
    assert _typed_back(number_text(value)) == value


def _typed_back(text: str) -> Decimal:
    try:
        return parse_decimal(text)
    except AmbiguousNumberError as error:  # `1.234`: a message means thousands
        return Decimal(error.as_thousands)


def test_a_long_list_says_how_many_more_there_are() -> None:
    assert list_text(["một", "hai"]) == "một, hai"
    assert list_text(list("abcdefg")) == "a, b, c, d, e và 2 địa bàn khác"
