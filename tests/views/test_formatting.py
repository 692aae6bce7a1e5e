import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.views import formatting
from build_tools.views.addresses import period_uri, report_uri, row_anchor, source_uri, team_uri
from schemas.numbers import AmbiguousNumberError, parse_day, parse_decimal
from schemas.period import Period
from schemas.place import Place
from schemas.report import Annex


def _read_as_thousands(text: str) -> Decimal:
    try:
        return parse_decimal(text)
    except AmbiguousNumberError as error:
        return parse_decimal(error.as_thousands)


@given(value=st.decimals(-(10**12), 10**12, places=2, allow_nan=False, allow_infinity=False))
def test_a_number_reads_back_as_it_was(value: Decimal) -> None:
    assert parse_decimal(formatting.format_number(value, 2)) == value


@given(value=st.integers(-(10**15), 10**15))
def test_a_whole_number_reads_back_or_is_the_known_ambiguous_form(value: int) -> None:
    assert _read_as_thousands(formatting.format_number(value)) == value


@given(day=st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31)))
def test_a_day_reads_back_as_it_was(day: dt.date) -> None:
    assert parse_day(formatting.format_day(day)) == day


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (Decimal("1234.5"), 1, "1.234,5"),
        (Decimal(1234567), 0, "1.234.567"),
        (Decimal("-1234.25"), 1, "−1.234,3"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal(0), 0, "0"),
        (12, 0, "12"),
        (None, 2, "–"),
    ],
)
def test_numbers_are_written_the_vietnamese_way(
    value: Decimal | int | None, decimals: int, shown: str
) -> None:
    assert formatting.format_number(value, decimals) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1.5"), "+1,5"),
        (Decimal(-3), "−3,0"),
        (Decimal(0), "0,0"),
        (Decimal("0.01"), "0,0"),
        (None, "–"),
    ],
)
def test_a_change_carries_its_sign(value: Decimal | None, shown: str) -> None:
    assert formatting.format_change(value, 1) == shown


def test_a_percentage_never_breaks_before_its_sign() -> None:
    assert formatting.format_percent(Decimal("97.46")) == "97,5\u00a0%"
    assert formatting.format_percent(None) == "–"


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2026-01", "tháng 01/2026"),
        ("2026-Q1", "quý I/2026"),
        ("2026-H1", "6 tháng đầu năm 2026"),
        ("2026", "năm 2026"),
    ],
)
def test_a_period_is_in_lower_case_inside_a_sentence(period: str, words: str) -> None:
    assert formatting.in_sentence(Period.parse(period)) == words


def test_days_and_lists_read_as_words() -> None:
    assert formatting.overdue_by(5) == "quá hạn 5 ngày"
    assert formatting.late_by(1200) == "chậm 1.200 ngày"
    assert formatting.join_words([]) == ""
    assert formatting.join_words(["Tổ 1"]) == "Tổ 1"
    assert formatting.join_words(["Tổ 1", "Tổ 2", "Tổ 9"]) == "Tổ 1, Tổ 2 và Tổ 9"


def test_addresses_are_lower_case_folders() -> None:
    assert period_uri(Period.parse("2026-Q1")) == "bao-cao/2026-q1/"
    assert report_uri(Period.parse("2026-01"), "to-01") == "bao-cao/2026-01/to-01/"
    assert team_uri("to-07") == "to/07/"
    assert row_anchor(Annex.INFORMATION_REQUESTS, 12) == "information-requests-12"


def test_the_source_of_a_figure_is_shown_at_its_row_of_the_report() -> None:
    row = Place("content/reports/2026-01/to-01/information-requests.csv", 3, 1)
    assert formatting.place_label(row) == "reports/2026-01/to-01/information-requests.csv:3"
    assert source_uri(row) == "bao-cao/2026-01/to-01/phu-luc/#information-requests-3"
    head = Place("content/reports/2026-Q1/to-01/report.md", 8)
    assert source_uri(head) == "bao-cao/2026-q1/to-01/"
    assert source_uri(Place("content/catalogue/areas.csv", 2)) is None
