"""What the gate passes over after a quick look has nothing in it that a closer look would find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.reading.text import SourceText
from build_tools.validation.rules import personal_numbers, secrecy, secrecy_marks
from build_tools.validation.rules.text_units import LETTERS
from schemas.text import fold_key

GATE = secrecy.Gate(frozenset(), frozenset())
WORDS = (
    *secrecy_marks._JOINED,  # noqa: SLF001  the marks themselves
    *(words for some in secrecy_marks._CIRCULATION.values() for words in some),  # noqa: SLF001
    *("toi mat", "mat", "do mat: tuyet mat", "khong", "thu hoi", "bien", "123456789012"),
    *(
        "1234567890123",
        "001 099 012 345",
        "0912 345 678",
        "МẬТ",
        "Ｍậｔ",
        "ⓜật",
        "𝐌ẬT",
        "СССD",
        "m\nậ\nt",
    ),
)
ACCENTED = {
    base: [each for each in LETTERS if fold_key(each) == base] for base in map(fold_key, LETTERS)
}
PARTS = st.sampled_from(
    [" ", "  ", "\n", "<br>", ",", "-", "*", "\u00a0", "–", "“", "\u0301", "x", "đ", "7"]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw marks with letters accented at random, among what may stand around and in them."""
    parts: list[str] = []
    for word in draw(st.lists(st.sampled_from(WORDS), max_size=4)):
        for letter in word:
            others = ACCENTED.get(letter, [letter, letter.upper()])
            parts.append(letter if draw(st.booleans()) else draw(st.sampled_from(others)))
            parts += draw(st.lists(PARTS, max_size=1)) if draw(st.integers(0, 5)) == 0 else []
        parts.append(draw(PARTS))
    return "".join(parts)


@given(text=texts())
def test_a_quick_look_hides_nothing_from_the_gate(text: str) -> None:
    source = SourceText("content/x.md", text, "")
    found = secrecy.check_text(source, GATE)
    with pytest.MonkeyPatch.context() as patch:
        every = dict.fromkeys(secrecy_marks._NEEDED, b"")  # noqa: SLF001  in every text
        patch.setattr(secrecy_marks, "_NEEDED", every)
        patch.setattr(personal_numbers, "_has_twelve", lambda _: True)
        patch.setattr(secrecy, "_NOT_FOREIGN", b"")
        patch.setattr(secrecy_marks, "_LONE_LINES", (re.compile(""),))
        assert secrecy.check_text(source, GATE) == found
