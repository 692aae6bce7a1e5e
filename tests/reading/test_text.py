import hashlib
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostics
from build_tools.reading import text as reading
from build_tools.reading.characters import find_forbidden, has_suspects
from build_tools.reading.text import LineIndex, SourceText, human_size, read_text

ReadBytes = Callable[[bytes], tuple[SourceText | None, list[str]]]
InWords = Callable[[Diagnostics], list[str]]
SOUND_TEXT = """
Tỉnh ủy hòa hoà thuỷ quốc nghiêng khuỷu ngoằn ngoèo xoong gì giữa yếu ươm quỵt rượu
Đạ Tẻh Đắk R'Lấp Krông Nô K'Să Liêng Srônh Jăn Čư M’Nông Chư Ê Đê Niăng Kră Rơ Ôông
café Müller São Zürich km² m³ °C ±5 µm § « » … – “Xã” ½ ‰ ₫
"""
WORDS = SOUND_TEXT.split()
SENTENCE = "mã,tên\n01,Xã Đạ Tẻh\n"


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        SENTENCE.encode("utf-8-sig"),
        SENTENCE.replace("\n", "\r\n").encode(),
    ],
    ids=["plain", "with a mark", "CRLF"],
)
def test_every_form_of_utf8_gives_the_same_text_without_a_word(
    read_bytes: ReadBytes, data: bytes
) -> None:
    source, said = read_bytes(data)
    assert source.text == SENTENCE
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert said == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_with_a_mark_is_accepted_with_a_note(read_bytes: ReadBytes, encoding: str) -> None:
    source, said = read_bytes(("\ufeff" + SENTENCE).encode(encoding))
    assert source.text == SENTENCE
    assert said == [
        "f.csv:1:1: [text.utf-16] Tệp dùng mã UTF-16; đọc được nhưng không phải dạng chuẩn."
    ]


def test_separated_accents_become_composed_ones_with_one_note(read_bytes: ReadBytes) -> None:
    source, said = read_bytes(unicodedata.normalize("NFD", SENTENCE).encode())
    assert source.text == SENTENCE
    assert said == [
        (
            "f.csv:1:2: [text.not-nfc] Chữ có dấu viết ở dạng tách rời (2 dòng); "
            "đã tự đổi sang dạng dựng sẵn."
        )
    ]


def test_the_same_fault_is_said_once_with_how_often_it_stands(read_bytes: ReadBytes) -> None:
    source, said = read_bytes("mã,tên\n01,A\u200b\n02,B\u200bC\n".encode())
    assert source is None
    assert said == [
        "f.csv:2:5: [text.invisible] Có ký tự ẩn U+200B “dấu cách không bề rộng” (2 chỗ)."
    ]


@pytest.mark.parametrize(
    ("letter", "code"),
    [(chr(point), "text.bidi") for point in (0x200E, 0x200F, 0x061C)]
    + [(chr(point), "text.bidi") for point in range(0x202A, 0x202F)]
    + [(chr(point), "text.bidi") for point in range(0x2066, 0x206A)]
    + [(chr(point), "text.invisible") for point in (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)]
    + [(chr(point), "text.control") for point in (0x00, 0x07, 0x0B, 0x0C, 0x7F, 0x85, 0x2028)]
    + [(chr(point), "text.private-use") for point in (0xE000, 0xF0B7, 0x10FFFF)],
)
def test_what_does_not_show_is_refused_by_its_code_point(
    read_bytes: ReadBytes, letter: str, code: str
) -> None:
    source, said = read_bytes(f"a,b\nĐạ{letter},c\n".encode())
    assert source is None
    assert len(said) == 1
    assert said[0].startswith(f"f.csv:2:3: [{code}] ")
    assert f"U+{ord(letter):04X}" in said[0]


def test_signs_of_science_and_foreign_names_are_ordinary_text(read_bytes: ReadBytes) -> None:
    text = "Diện tích 5 m², ±3 µm, 25°C, Ωm, «Bản», K’Ho, café, Müller Köln, “Xã”\n"
    source, said = read_bytes(text.encode())
    assert source.text == text
    assert said == []


def test_a_link_is_not_followed_even_when_asked_for(tmp_path: Path, said: InWords) -> None:
    (tmp_path / "secret").write_text("bí mật")
    (tmp_path / "f.csv").symlink_to(tmp_path / "secret")
    found = Diagnostics()
    assert read_text(tmp_path, "f.csv", found) is None
    assert said(found) == ["f.csv:1:1: [file.unreadable] Không mở được “f.csv” để đọc."]


def test_a_pipe_does_not_hang_the_reader(tmp_path: Path, said: InWords) -> None:
    os.mkfifo(tmp_path / "f.csv")
    found = Diagnostics()
    assert read_text(tmp_path, "f.csv", found) is None
    assert said(found) == [
        "f.csv:1:1: [file.device] “f.csv” không phải là tệp thường nên không được mở."
    ]


def test_a_file_beyond_the_bound_is_not_read(
    tmp_path: Path, said: InWords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MAX_TEXT_BYTES", 2048)
    (tmp_path / "f.csv").write_bytes(b"a" * 2049)
    found = Diagnostics()
    assert read_text(tmp_path, "f.csv", found) is None
    assert said(found) == ["f.csv:1:1: [file.too-large] “f.csv” quá lớn: > 2 KB, tối đa 2 KB."]


@pytest.mark.parametrize(
    ("size", "words"), [(12, "12 byte"), (1024, "1 KB"), (1025, "2 KB"), (3 * 1024**2, "3 MB")]
)
def test_sizes_are_written_for_people_and_rounded_up(size: int, words: str) -> None:
    assert human_size(size) == words


def test_an_index_knows_its_line_and_column() -> None:
    index = LineIndex("ab\n\nc")
    assert [index.locate(at) for at in range(5)] == [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(tmp_path: Path, data: bytes) -> None:
    found = Diagnostics()
    (tmp_path / "f.csv").write_bytes(data)
    source = read_text(tmp_path, "f.csv", found)
    assert (source is None) == bool(_errors(found))
    if source is not None:
        assert unicodedata.is_normalized("NFC", source.text)
        assert "\r" not in source.text


def _errors(found: Diagnostics) -> list[str]:
    notes = {"text.utf-16", "text.not-nfc"}
    return [finding.code for finding in found if finding.code not in notes]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), min_size=1), gap=st.sampled_from([" ", ", ", "\n"]))
def test_right_words_in_any_order_are_read_as_they_stand(
    tmp_path: Path, words: list[str], gap: str
) -> None:
    text = gap.join(words)
    found = Diagnostics()
    (tmp_path / "f.csv").write_bytes(text.encode())
    source = read_text(tmp_path, "f.csv", found)
    assert source is not None
    assert source.text == text
    assert not list(found)


@pytest.mark.parametrize(
    "code",
    [0x01, 0x1B, 0x7F, 0x85, 0xAD, 0x61C, 0x200B, 0x200D, 0x2028, 0x202E, 0x2066, 0x2800, 0x3164,
     0xFE0F, 0xE000, 0x110BD, 0x1D173, 0x1FFFE, 0xE0041, 0xE0100, 0x10FFFF],
)  # fmt: skip
def test_what_does_not_show_is_refused_with_code_point_and_place(
    read_bytes: ReadBytes, code: int
) -> None:
    source, (said,) = read_bytes(f"mã,tên\n01,Xã{chr(code)}Đạ\n".encode())
    assert source is None
    assert said.startswith("f.csv:2:6: [text.")
    assert f"U+{code:04X}" in said


def test_every_character_without_a_shape_has_a_rule() -> None:
    shapeless = {"Cc", "Cf", "Co", "Zl", "Zp"}
    missed = [
        f"{code:04X}"
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in shapeless
        and chr(code) not in "\t\n\r"
        and not (has_suspects(chr(code)) and any(find_forbidden(chr(code))))
    ]
    assert missed == []


def test_a_million_marks_on_one_letter_are_refused_at_once(
    read_bytes: ReadBytes, processor_seconds: Callable[[Callable[[], object]], float]
) -> None:
    data = ("a" + "\u0301\u0323" * 500_000).encode()
    assert processor_seconds(lambda: read_bytes(data)) < 1
    source, said = read_bytes(data)
    assert source is None
    assert said == [
        (
            "f.csv:1:6: [text.piled-marks] Có chữ mang hơn 4 dấu chồng lên nhau; "
            "dấu thừa đầu tiên là U+0301."
        )
    ]


def test_a_cell_of_several_lines_may_end_them_as_excel_does(read_bytes: ReadBytes) -> None:
    source, said = read_bytes('mã,tên\r\n01,"a\nb"\r\n'.encode())
    assert source.text == 'mã,tên\n01,"a\nb"\n'
    assert said == []
