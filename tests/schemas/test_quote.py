"""Figures quoted in prose."""

import pytest

from schemas.quote import FigureQuote, Measure


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("KT01", FigureQuote("KT01", None, "thực hiện")),
        (" KT01 | Xã Đạ Tẻh ", FigureQuote("KT01", "Xã Đạ Tẻh", "thực hiện")),
        ("KT01 | | lũy kế", FigureQuote("KT01", None, "lũy kế")),
        ("KT01|24781|đạt kế hoạch", FigureQuote("KT01", "24781", "đạt kế hoạch")),
    ],
)
def test_a_quote_has_an_indicator_and_may_have_an_area_and_a_measure(
    content: str, expected: FigureQuote
) -> None:
    assert FigureQuote.parse(content) == expected


@pytest.mark.parametrize("content", ["", " | Xã Đạ Tẻh", "KT01 | 24781 | lũy kế | 2026"])
def test_a_quote_without_an_indicator_or_with_too_many_parts_is_refused(content: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        FigureQuote.parse(content)


def test_the_measures_are_read_by_their_labels() -> None:
    assert Measure.read("Lũy kế") is Measure.CUMULATIVE
    assert Measure.read("so cùng kỳ") is Measure.PERCENT_OF_SAME_PERIOD
