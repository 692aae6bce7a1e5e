"""A column in words is each of its values in words."""

import datetime as dt
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from build_tools.datasets.model import Field, Kind, Value
from build_tools.datasets.wording import column_in_words, in_words

PLAIN = Field(name="a", title="A", about="")
CODED = Field(name="b", title="B", about="", labels={"open": "Đang mở", "done": "Xong"})
PERIOD = Field(name="c", title="C", about="", kind=Kind.PERIOD)
CODES = st.sampled_from(["open", "done", "khác", ""])
# Some are equal to others that are written otherwise: True and 1, 1.0 and 1.00.
NUMBERS = st.sampled_from([True, False, 0, 1, Decimal(1), Decimal("1.0"), Decimal("1.00")])
VALUES = st.one_of(
    st.none(), CODES, NUMBERS, st.just(dt.date(2031, 1, 2)), st.lists(CODES, max_size=2).map(tuple)
)
COLUMNS = st.one_of(
    *(st.lists(of, max_size=9) for of in (CODES, st.none() | CODES, NUMBERS, VALUES))
)


@given(COLUMNS, st.sampled_from([PLAIN, CODED]))
def test_a_column_in_words_is_each_value_in_words(column: list[Value], field: Field) -> None:
    expected = [in_words(field, value) for value in column]
    assert list(map(repr, column_in_words(field, column))) == list(map(repr, expected))


def test_periods_are_named_and_what_is_missing_stays_so() -> None:
    periods = ["2031-01", None, "2031-Q1", "2031-01"]
    assert column_in_words(PERIOD, periods) == [
        "Tháng 01/2031",
        None,
        "Quý I/2031",
        "Tháng 01/2031",
    ]
