import pytest

from build_tools.reading.legacy_encodings import find_old_bytes, find_old_text

PROSE = (
    "Tỉnh ủy Lâm Đồng chỉ đạo các địa phương quán triệt nghị quyết, tháo gỡ khó khăn, "
    "vướng mắc; thu ngân sách tháng này tăng so với cùng kỳ."
)
# The same words as their fonts of before Unicode hold them.
TCVN3 = "Tr­ëng Ban Tæ chøc TØnh ñy NguyÔn V¨n ThÞnh b¸o c¸o kÕt qu¶"
TCVN3_FIRST = "Trưởng"
VNI = "Tröôûng Ban Toå chöùc Tænh uûy Nguyeãn Vaên Thònh baùo caùo keát quaû"


def test_right_text_is_not_taken_for_an_old_encoding() -> None:
    assert find_old_text(PROSE) is None
    assert find_old_text(PROSE.upper()) is None


def test_foreign_names_alone_are_not_taken_for_an_old_encoding() -> None:
    assert find_old_text("Müller Köln Zürich José São Paulo Škoda naïve") is None


@pytest.mark.parametrize(
    ("typed", "encoding", "word"),
    [
        (TCVN3, "tcvn3", TCVN3_FIRST),
        (VNI, "vni", "Trưởng"),
        (VNI.upper(), "vni", "TRƯỞNG"),
        (PROSE.encode().decode("cp1252", "replace").replace("\ufffd", "\u0081"), None, None),
        ("Xã Đạ Tẻh".encode().decode("latin-1"), "double-encoded", "Xã"),
        ("Thoò Xuân vaÌ Quaòng Trò".replace("Trò", "Triò"), "windows-1258", "Thọ"),
    ],
    ids=["TCVN3", "VNI", "VNI capitals", "lost in part", "twice encoded", "Windows-1258"],
)
def test_old_text_saved_as_letters_is_recognised(
    typed: str, encoding: str | None, word: str | None
) -> None:
    found = find_old_text(typed)
    if encoding is None:  # where bytes were lost, what is left still shows the cause
        assert found is not None
        assert found.encoding == "double-encoded"
    else:
        assert (found.encoding, found.word) == (encoding, word)


def test_one_old_cell_among_right_ones_is_found_at_its_place() -> None:
    text = f"{PROSE} NguyÔn V¨n ThÞnh, {PROSE}"
    found = find_old_text(text)
    assert found.encoding == "tcvn3"
    assert (found.garbled, found.word) == ("NguyÔn", "Nguyễn")
    assert text[found.index :].startswith("NguyÔn")


@pytest.mark.parametrize(
    ("data", "encoding", "word"),
    [
        (TCVN3.encode("latin-1"), "tcvn3", TCVN3_FIRST),
        (VNI.encode("latin-1"), "vni", "Trưởng"),
        ("Thò Xuân, Đà Lạt".encode().replace(b"\xc3", b"\xff"), None, None),
        (PROSE.encode("cp1252", "replace"), None, None),
        (b"Tho\xf2 Xu\xe2n, Qua\xd2ng X\xfd\xf5ng", "windows-1258", "Thọ"),
    ],
    ids=["TCVN3", "VNI", "broken UTF-8", "Windows-1252", "Windows-1258"],
)
def test_old_bytes_are_recognised(data: bytes, encoding: str | None, word: str | None) -> None:
    found = find_old_bytes(data)
    assert (found and found.encoding, found and found.word) == (encoding, word)
