import pytest

from build_tools.validation.usual_forms import meant_day, meant_period, meant_yes_or_no


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("01/2026", "2026-01"),
        ("1/2026", "2026-01"),
        ("2026-1", "2026-01"),
        ("Tháng 1/2026", "2026-01"),
        ("tháng 12 năm 2026", "2026-12"),
        ("T7/2026", "2026-07"),
        ("Kỳ tháng 7/2026", "2026-07"),
        ("Quý I/2026", "2026-Q1"),
        ("quý IV năm 2026", "2026-Q4"),
        ("Q2/2026", "2026-Q2"),
        ("2026Q3", "2026-Q3"),
        ("6 tháng đầu năm 2026", "2026-H1"),
        ("9 tháng 2026", "2026-9T"),
        ("Năm 2026", "2026"),
    ],
)
def test_a_period_is_known_in_the_ways_in_which_officials_write_it(typed: str, meant: str) -> None:
    assert meant_period(typed) == meant


@pytest.mark.parametrize("typed", ["13/2026", "2026-13", "Quý V/2026", "0/2026", "tháng", "x", ""])
def test_what_says_no_period_is_not_guessed(typed: str) -> None:
    assert meant_period(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant"), [("Có", "true"), ("đúng", "true"), ("KHÔNG", "false"), ("có lẽ", None)]
)
def test_yes_and_no_are_known_in_words(typed: str, meant: str | None) -> None:
    assert meant_yes_or_no(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("7/15/2031", "15/07/2031"),
        (" 07-15-2031 ", "15/07/2031"),
        ("2/30/2031", None),
        ("15/2", None),
        ("13/13/2031", None),
        ("ngày mai", None),
    ],
)
def test_a_day_with_its_month_first_is_known(typed: str, meant: str | None) -> None:
    assert meant_day(typed) == meant
