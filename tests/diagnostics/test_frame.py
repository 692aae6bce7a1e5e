"""The line beside a finding: what in it is marked, and how much of it is shown."""

import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.frame import Frame, frame_of, related_frame_of
from build_tools.diagnostics.legible import width_of
from build_tools.diagnostics.source_lines import Lines, SourceLines
from schemas.place import Place

TABLE = "content/reports/2031-01/to-01/issues.csv"
REPORT = "content/reports/2031-01/to-01/report.md"
HEAD = "Mã,Địa bàn,Nội dung"


def given_lines(path: str, *lines: str) -> Lines:
    files: Mapping[str, SourceLines] = {path: SourceLines(path, lines)}
    return files.get


def framed(
    path: str,
    lines: tuple[str, ...],
    place: tuple[int, int],
    value: str | None = None,
    code: str = "value.malformed",
) -> Frame | None:
    return frame_of(
        Diagnostic(code=code, place=Place(path, *place), value=value), given_lines(path, *lines)
    )


def marked(frame: Frame | None) -> str | None:
    return None if frame is None else frame.text[frame.start : frame.start + frame.width]


@pytest.mark.parametrize(
    ("line", "column", "value", "expected"),
    [
        ("VD-1,Xa Da Teh,x", 6, "Xa Da Teh", "Xa Da Teh"),
        ('VD-1,"12,50",x', 6, "12,5", '"12,50"'),  # as typed, not as told
        ("VD-1,  Xã Đạ Tẻh  ,x", 8, None, "Xã Đạ Tẻh"),
        ("VD-1,Xã Đạ Tẻh,x", 1, None, "VD-1,Xã Đạ Tẻh,x"),  # no cell: the row
        ("VD-1,Xã Đạ Tẻh,x", 1, "VD-1", "VD-1"),
        ('VD-1,"mở ra', 6, None, '"mở ra'),  # goes on below
        ("VD-1,Xã Hoa-Bình,x", 9, "Hoa-Bình", "Hoa-Bình"),  # inside of a cell
        ("VD-1,Họp ba bên,x", 10, None, "ba"),
    ],
)
def test_of_a_table_the_cell_is_marked(
    line: str, column: int, value: str | None, expected: str
) -> None:
    assert marked(framed(TABLE, (HEAD, line), (2, column), value)) == expected


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_table_may_be_parted_otherwise(delimiter: str) -> None:
    lines = (HEAD.replace(",", delimiter), delimiter.join(["VD-1", "Xã A, B", "x"]))
    assert marked(framed(TABLE, lines, (2, 6))) == "Xã A, B"


def test_a_cell_that_is_empty_has_a_mark_of_one_even_at_the_end_of_the_line() -> None:
    middle, last = framed(TABLE, (HEAD, "VD-1,,"), (2, 6)), framed(TABLE, (HEAD, "VD-1,,"), (2, 7))
    assert middle == Frame(line=2, text="VD-1,,", start=5, width=1)
    assert last == Frame(line=2, text="VD-1,,", start=6, width=1)


def test_a_cell_after_one_of_several_lines_is_found_on_its_own_line() -> None:
    lines = (HEAD, 'VD-1,"một, hai', 'ba ""bốn"", năm",Xa Da Teh', "VD-2,x,y")
    assert marked(framed(TABLE, lines, (3, 18))) == "Xa Da Teh"
    assert marked(framed(TABLE, lines, (3, 1))) == 'ba ""bốn"", năm"'
    assert marked(framed(TABLE, lines, (4, 6))) == "x"


@pytest.mark.parametrize(
    ("line", "column", "value", "expected"),
    [
        ("team: to-02", 7, "to-02", "to-02"),
        ('place: "Đà Lạt" # ghi chú', 8, None, '"Đà Lạt"'),
        ("place: Đà Lạt # ghi chú", 8, None, "Đà Lạt"),
        ("place: số 1#2", 8, None, "số 1#2"),
        ("nothing: [tasks, isues] # x", 10, None, "[tasks, isues]"),
        ("nothing: [tasks, isues]", 18, "isues", "isues"),
        ("nothing: [tasks, isues", 10, None, "["),
        ('title: "Báo cáo', 8, None, '"'),
        ("plase: Đà Lạt", 8, "plase", "plase"),  # the place is that of the value
        ("  plase: Đà Lạt", 10, "plase", "plase"),
        ("team: to-01", 1, None, "team"),
    ],
)
def test_of_front_matter_the_value_or_the_key_is_marked(
    line: str, column: int, value: str | None, expected: str
) -> None:
    for path, lines in ((REPORT, ("---", line, "---")), ("content/settings.yml", ("a: b", line))):
        assert marked(framed(path, lines, (2, column), value)) == expected


@pytest.mark.parametrize(
    ("line", "column", "value", "expected"),
    [
        ("Bộ phận <b>làm việc</b>.", 9, "<b>", "<b>"),
        ("## III. Khó khăn", 1, "III. Khó khăn", "III. Khó khăn"),
        ("Xem [tại đây](javascript:alert(1)).", 5, "javascript:alert(1)", "javascript:alert(1)"),
        ("Tổ đạt {KT99}.", 8, "KT99", "KT99"),
        ("### 3. An ninh", 1, "2. Văn hóa", "#"),  # what is missing belongs before it
        ("  Đoạn văn này. ", 1, None, "Đoạn văn này."),
        ("Đoạn văn này.", 6, None, "văn"),
        ("Đoạn (văn) này.", 6, None, "("),
    ],
)
def test_of_prose_the_value_the_word_or_the_line_is_marked(
    line: str, column: int, value: str | None, expected: str
) -> None:
    lines = ("---", "team: to-01", "---", line)
    assert marked(framed(REPORT, lines, (4, column), value)) == expected


def test_columns_count_composed_letters_however_the_file_writes_them() -> None:
    line = unicodedata.normalize("NFD", "VD-1,Xã Đạ Tẻh,Kinh tế")
    frame = framed(TABLE, (HEAD, line), (2, 6), "Xã Đạ Tẻh")
    assert frame == Frame(line=2, text="VD-1,Xã Đạ Tẻh,Kinh tế", start=5, width=9)


def test_nothing_in_a_frame_steers_the_console_or_hides() -> None:
    frame = framed(TABLE, (HEAD, "VD-1,\u202ea\x1b[31m\u200b,x"), (2, 6), code="text.bidi")
    assert frame is not None
    assert frame.text == "VD-1,<U+202E>a<U+001B>[31m<U+200B>,x"
    assert marked(frame) == "<U+202E>a<U+001B>[31m<U+200B>"


def test_a_tab_takes_the_width_that_it_is_shown_with() -> None:
    frame = framed(REPORT, ("---", "---", "\tgiá\ttrị này"), (3, 6), "trị")
    assert frame == Frame(line=3, text="    giá    trị này", start=11, width=3)


@pytest.mark.parametrize("place", [(0, 1), (3, 1), (99, 1)])
def test_a_line_that_is_not_there_has_no_frame(place: tuple[int, int]) -> None:
    assert framed(TABLE, (HEAD, "VD-1,a,b"), place) is None


@pytest.mark.parametrize("line", ["", "   ", "---"])
def test_a_line_that_says_nothing_is_not_shown(line: str) -> None:
    assert framed(REPORT, (line, "x"), (1, 1)) is None


def test_a_value_that_the_first_line_does_not_have_is_about_the_whole_file() -> None:
    assert framed(TABLE, (HEAD, "VD-1,a,b"), (1, 1), "VD-2031-01001", "continuity.dropped") is None


@pytest.mark.parametrize(
    "code", ["secrecy.mark", "attachment.mark", "file.empty", "text.utf-16", "csv.delimiter"]
)
def test_what_may_not_be_repeated_or_has_no_line_of_its_own_has_no_frame(code: str) -> None:
    assert framed(TABLE, (HEAD, "VD-1,MẬT,b"), (2, 6), code=code) is None


def test_a_finding_whose_path_is_cut_short_has_no_frame() -> None:
    finding = Diagnostic(
        code="value.malformed", place=Place(TABLE, 1, 1), params={"shown": "content/t…"}
    )
    assert frame_of(finding, given_lines(TABLE, HEAD)) is None


def test_the_related_place_marks_its_cell() -> None:
    finding = Diagnostic(
        code="structure.repeated-id",
        place=Place(TABLE, 3),
        value="VD-1",
        related=Place(TABLE, 2),
    )
    lines = given_lines(TABLE, HEAD, "VD-1,a,b", "VD-1,c,d")
    assert related_frame_of(finding, lines) == Frame(line=2, text="VD-1,a,b", start=0, width=4)


def test_a_long_line_is_cut_around_what_is_marked() -> None:
    cells = [f"ô {number}" for number in range(500)]
    line = ",".join(cells)
    for wanted in ("ô 0", "ô 250", "ô 499"):
        column = line.index(wanted) + 1
        frame = framed(TABLE, (HEAD, line), (2, column), wanted)
        assert marked(frame) == wanted
        assert frame is not None
        assert 60 < width_of(frame.text) <= 96
        assert frame.text.startswith("…") == (wanted != "ô 0")
        assert frame.text.endswith("…") == (wanted != "ô 499")


def test_of_a_value_longer_than_the_frame_the_beginning_is_marked() -> None:
    frame = framed(TABLE, (HEAD, f"VD-1,{'a' * 5000},b"), (2, 6))
    assert frame is not None
    assert width_of(frame.text) <= 96
    assert set(marked(frame) or "") == {"a"}
    assert frame.text.endswith("a…")


@given(
    line=st.text(st.characters(exclude_characters="\r\n"), max_size=300),
    column=st.integers(1, 320),
    value=st.none() | st.text(max_size=20),
    most=st.integers(20, 120),
    path=st.sampled_from([TABLE, REPORT, "content/settings.yml"]),
)
def test_a_mark_stands_within_its_line_whatever_that_is(
    line: str, column: int, value: str | None, most: int, path: str
) -> None:
    finding = Diagnostic(code="value.malformed", place=Place(path, 2, column), value=value)
    frame = frame_of(finding, given_lines(path, "a,b", line), most)
    if frame is not None:
        assert frame.width >= 1
        assert 0 <= frame.start <= len(frame.text)
        assert frame.start + frame.width <= len(frame.text) + 1
        assert width_of(frame.text) <= most
