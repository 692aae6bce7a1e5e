import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.numbers import (
    AmbiguousNumberError,
    HiddenBlankError,
    TooManyDigitsError,
    parse_day,
    parse_decimal,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1234", "1234"),
        ("1234,5", "1234.5"),
        ("1234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,5", "1234.5"),
        ("12.345.678", "12345678"),
        ("12,345,678.9", "12345678.9"),
        ("0,125", "0.125"),
        ("0.125", "0.125"),
        ("-5", "-5"),
        ("−5,5", "-5.5"),
        ("  7 ", "7"),
    ],
)
def test_a_number_is_read_as_officials_type_it(text: str, value: str) -> None:
    assert parse_decimal(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1\u00a0234", "12\u202f345", "5\u00a05"])
def test_a_number_with_a_blank_that_does_not_show_is_refused(text: str) -> None:
    with pytest.raises(HiddenBlankError) as caught:
        parse_decimal(text)
    assert caught.value.letter in text


@pytest.mark.parametrize("text", ["1" * 19, "0," + "1" * 18, "1." * 400 + "5"])
def test_a_number_of_more_digits_than_a_figure_has_is_refused(text: str) -> None:
    with pytest.raises(TooManyDigitsError):
        parse_decimal(text)


@pytest.mark.parametrize("text", ["1.234", "1,234", "-12.345", "999,000"])
def test_a_number_in_two_readings_is_refused(text: str) -> None:
    with pytest.raises(AmbiguousNumberError):
        parse_decimal(text)


@pytest.mark.parametrize(
    ("text", "as_thousands", "as_decimal"),
    [
        ("1.234", "1234", "1,2340"),
        ("1.250", "1250", "1,25"),
        ("-1,200", "-1200", "-1,2"),
        ("12.000", "12000", "12,0"),
        ("1.050", "1050", "1,05"),
        ("1.005", "1005", "1,0050"),
    ],
)
def test_the_refusal_says_both_readings_as_they_are_to_be_written(
    text: str, as_thousands: str, as_decimal: str
) -> None:
    with pytest.raises(AmbiguousNumberError) as caught:
        parse_decimal(text)
    assert (caught.value.as_thousands, caught.value.as_decimal) == (as_thousands, as_decimal)
    assert parse_decimal(as_thousands) == Decimal(text.replace(".", "").replace(",", ""))
    assert parse_decimal(as_decimal) == Decimal(text.replace(",", "."))


@pytest.mark.parametrize(
    "text", ["", "x", "1,2,3", "1.23.456", "1.234.5", "1,234,5", "12 %", "1e5", "٣", "1..2", "5-"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the plain class is the contract
        parse_decimal(text)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9
    )
)
def test_vietnamese_and_plain_forms_of_a_number_agree(number: Decimal) -> None:
    plain = f"{number:.2f}"
    vietnamese = f"{number:,.2f}".translate(str.maketrans(",.", ".,"))
    assert parse_decimal(plain) == number
    assert parse_decimal(vietnamese) == number


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_a_value_error(text: str) -> None:
    try:
        assert isinstance(parse_decimal(text), Decimal)
    except ValueError:
        return


@given(st.dates(min_value=dt.date(1900, 1, 1)))
def test_a_day_reads_the_same_day_first_and_iso(day: dt.date) -> None:
    assert parse_day(f"{day:%d/%m/%Y}") == day == parse_day(day.isoformat())
    assert parse_day(f"{day.day}/{day.month}/{day.year}") == day


@pytest.mark.parametrize(
    "text", ["31/02/2026", "2026-13-01", "5/2/26", "05022026", "Feb 5 2026", ""]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  the plain class is the contract
        parse_day(text)
