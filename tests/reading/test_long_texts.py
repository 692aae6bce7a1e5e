"""Looking at a long text by its different lines says what looking at all of it does."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.reading import long_texts
from build_tools.reading import text as reading
from build_tools.reading.long_texts import sound_text
from build_tools.reading.text import SourceText, text_of

TCVN3 = "Tr­ëng Ban Tæ chøc TØnh ñy NguyÔn V¨n ThÞnh b¸o c¸o kÕt qu¶"
VNI = "Tröôûng Ban Toå chöùc Tænh uûy Nguyeãn Vaên Thònh baùo caùo keát quaû"
RIGHT = ["Xã Đạ Tẻh", "Phường 2", "12,5", "14/06/2026", "Thu ngân sách", "café", "m²", "Ủy ban", ""]
ODD = [
    *(TCVN3, VNI, "NguyÔn", "Tröôûng", "Xã Đạ Tẻh".encode().decode("latin-1")),
    *(unicodedata.normalize("NFD", "Đạ Tẻh"), "\u0301", "=\u0338", "a" + "\u0301" * 5, "\u212b"),
    *("a\u200bb", "\u202e", "\ufeff", "\ufffd", "Хã", "Xа", "A\x07", "\x0b", "\x1c", "\x7f"),
    *("\u1112\u1161\u11ab", "\u1112", "\u1161", "\u0915\u093c", "\U0001f600", "\ue000", "\xa0"),
]
CELLS = st.sampled_from([*RIGHT * 3, *ODD]) | st.text(max_size=3)
LINES = st.lists(st.lists(CELLS, max_size=3).map(";".join), max_size=6)
ENDS = st.sampled_from(["\n", "\n", "\r\n", "\r"])
FORMS = st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1"])


def told(data: bytes) -> tuple[SourceText | None, list[Diagnostic]]:
    found = Diagnostics()
    return text_of(data, "content/x.csv", "0" * 64, found), [*found]


def told_as_a_whole(data: bytes) -> tuple[SourceText | None, list[Diagnostic]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "sound_text", lambda _: None)
        return told(data)


@given(lines=LINES, end=ENDS, other=ENDS | st.just(""), form=FORMS)
def test_a_text_is_told_by_its_different_lines_as_it_is_as_a_whole(
    lines: list[str], end: str, other: str, form: str
) -> None:
    data = (end.join([*lines, *lines, ""]) + other.join([*lines, ""])).encode(form, "ignore")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_texts, "_LONG", 3)  # bytes, as a mark has
        assert told(data) == told_as_a_whole(data)


def test_no_character_beside_any_other_is_overlooked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of each character after a letter, a figure and a mark of comparison."""
    monkeypatch.setattr(long_texts, "_LONG", 0)
    letters = map(chr, [*range(0xD800), *range(0xE000, 0x10400)])
    texts = [f"a{letter}\n1{letter}\n<{letter}\n".encode() for letter in letters if letter != "\r"]
    taken = list(filter(sound_text, texts))
    assert len(taken) > 3000
    assert [data for data in taken if told_as_a_whole(data)[1]] == []


def test_sound_tables_are_told_by_their_lines_and_faulty_ones_are_not() -> None:
    rows = "".join(f"{n};Xã Đạ Tẻh;{n * 7},5;Dòng {n}\n" for n in range(5000))
    assert sound_text(rows.encode()) == rows
    assert sound_text(rows.encode("utf-8-sig")) == rows
    assert sound_text(rows.replace("\n", "\r\n").encode()) == rows
    assert sound_text(rows.replace("\n", "\r\n", 4999).encode()) is None
    assert sound_text(f"{rows}\n".replace("\n", "\r\n", 5000).encode()) is None
    assert sound_text((" " * 200_000).encode()) is None
    for fault in ("a\u200b", TCVN3, VNI, unicodedata.normalize("NFD", "Tẻh")):
        assert sound_text((rows + fault).encode()) is None


def test_a_last_line_without_an_end_is_told_by_itself() -> None:
    rows = "".join(f"{letter}ã Đạ Tẻh {n}\n" for letter in "XLM" for n in range(5000))
    assert sound_text(f"{rows}Xã".encode()) == f"{rows}Xã"
    assert sound_text(f"{rows}chøc Tæ".encode()) is None
    assert sound_text(f"{rows}Xã Đạ e\u0301".encode()) is None
