"""Phrases looked for at once stand where looking for each of them finds it."""

from hypothesis import example, given
from hypothesis import strategies as st

from build_tools.validation.rules.phrases import Phrases, lowered

# Each begins, ends or holds another.
PHRASES = ("dân tộc ", "dân tộc:", "tộc", "chính kiến", "chính kiến ", "stk", "kỷ luật", "đ")
LOOKED_FOR = Phrases.of(*PHRASES)
SCRAPS = st.sampled_from(
    [
        *PHRASES,
        *map(str.upper, PHRASES),
        "dân",
        "\n",
        "tộc:",
        " ",
        "k",
        "İ",
        "ẞ",
        "\ud7ff",
        "😀",
        "\0",
    ]
)
TEXTS = st.lists(st.one_of(SCRAPS, st.text(max_size=3))).map("".join)


def one_by_one(text: str) -> list[tuple[str, int]]:
    """Return each phrase at each place at which the text goes on with it."""
    small = lowered(text)
    return sorted(
        (phrase, at)
        for at in range(len(small))
        for phrase in PHRASES
        if small.startswith(phrase, at)
    )


@given(TEXTS)
@example("DÂN\nTỘC: chính kiến")
@example("\udcffdân tộc:\ud800stk")  # what a damaged attachment may give
def test_places_are_those_of_each_phrase(text: str) -> None:
    assert sorted(LOOKED_FOR.places(text)) == one_by_one(text)
    assert LOOKED_FOR.stand_in(text) == bool(one_by_one(text))


def test_many_places_take_time_in_step_with_the_length() -> None:
    places = list(LOOKED_FOR.places("Chính kiến " * 300_000))
    assert len(places) == 600_000
    assert places[-1] == ("chính kiến ", 299_999 * 11)
