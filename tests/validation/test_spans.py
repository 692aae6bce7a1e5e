import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from build_tools.validation.spans import OPEN_END, Span, cover

DAY = dt.timedelta(days=1)
FIRST = dt.date(2026, 1, 1)
SPANS = st.builds(
    lambda start, length: Span(FIRST + start * DAY, FIRST + (start + length) * DAY),
    st.integers(-5, 25),
    st.integers(0, 20),
)
WINDOW = Span(FIRST, FIRST + 20 * DAY)


@given(st.lists(SPANS, max_size=5))
def test_the_parts_fill_the_window_and_each_day_has_its_spans(spans: list[Span]) -> None:
    parts = list(cover(WINDOW, spans))
    days = {
        part.first + offset * DAY: covering
        for part, covering in parts
        for offset in range((part.last - part.first).days + 1)
    }
    assert sorted(days) == [FIRST + offset * DAY for offset in range(21)]
    assert sum((part.last - part.first).days + 1 for part, _ in parts) == 21
    for day, covering in days.items():
        assert list(covering) == [
            index for index, span in enumerate(spans) if span.first <= day <= span.last
        ]


def test_an_open_end_reaches_the_last_day_there_is() -> None:
    open_span = Span.of(FIRST, None)
    assert list(cover(open_span, [Span.of(FIRST + DAY, None)])) == [
        (Span(FIRST, FIRST), ()),
        (Span(FIRST + DAY, OPEN_END), (0,)),
    ]


def test_spans_are_written_as_officials_say_them() -> None:
    assert Span(FIRST, FIRST).in_words() == "ngày 01/01/2026"
    assert Span(FIRST, FIRST + DAY).in_words() == "từ 01/01/2026 đến 02/01/2026"
    assert Span.of(FIRST, None).in_words() == "từ 01/01/2026 trở đi"
    assert Span(FIRST, FIRST).meet(Span(FIRST + DAY, OPEN_END)) is None
