from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostics
from build_tools.reading.tables import DELIMITERS, Table, _Scanner, read_records, read_table
from build_tools.reading.text import SourceText

InWords = Callable[[Diagnostics], list[str]]


def read(text: str) -> tuple[Table | None, list[str]]:
    found = Diagnostics()
    table = read_table(SourceText("t.csv", text, ""), found)
    return table, [finding.code for finding in found]


def test_quoted_line_breaks_belong_to_the_cell_and_places_stay_right() -> None:
    table, codes = read('Mã,Nội dung,Ngày\n01,"dòng một\ndòng ""hai"", hết",x\n02, đạ ,\n')
    assert codes == []
    assert table.header == ("Mã", "Nội dung", "Ngày")
    assert table.header_places == ((1, 1), (1, 4), (1, 13))
    assert [row.cells for row in table.rows] == [
        ("01", 'dòng một\ndòng "hai", hết', "x"),
        ("02", "đạ", ""),
    ]
    assert [row.line for row in table.rows] == [2, 4]
    assert table.rows[0].places == ((2, 1), (2, 4), (3, 20))
    assert table.rows[1].places == ((4, 1), (4, 5), (4, 9))


def test_a_table_may_have_no_row() -> None:
    table, codes = read("a,b\n")
    assert (table.header, table.rows, codes) == (("a", "b"), (), [])


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n", "\n,\n", '\n"",""\n , \n'])
def test_blank_rows_at_the_end_are_left_out(end: str) -> None:
    table, codes = read(f"a,b\n1,2{end}")
    assert ([row.cells for row in table.rows], codes) == ([("1", "2")], [])


def test_inner_blanks_and_hard_spaces_stay_as_typed() -> None:
    table, _ = read("a\nx  y\u00a0z\n")
    assert table.rows[0].cells == ("x  y\u00a0z",)


@pytest.mark.parametrize(("delimiter", "name"), [(";", "dấu chấm phẩy “;”"), ("\t", "phím Tab")])
def test_other_delimiters_are_found_from_the_header_and_noted(
    said: InWords, delimiter: str, name: str
) -> None:
    found = Diagnostics()
    text = f'"a,b;"{delimiter}c\n1,5{delimiter}"2;\t,3"\n'
    table = read_table(SourceText("t.csv", text, ""), found)
    assert table.header == ("a,b;", "c")
    assert table.rows[0].cells == ("1,5", "2;\t,3")
    assert said(found) == [
        (
            f"t.csv:1:1: [csv.delimiter] Các ô ngăn cách bằng {name}; "
            "đọc được nhưng dạng chuẩn là dấu phẩy."
        )
    ]


def test_a_comma_inside_a_label_does_not_hide_the_semicolon() -> None:
    table, codes = read("Số, ký hiệu;Ngày\n57-NQ/TW;05/02/2026\n")
    assert table.header == ("Số, ký hiệu", "Ngày")
    assert codes == ["csv.delimiter"]


def test_commas_with_blanks_separate_when_nothing_else_does() -> None:
    table, codes = read("a, b\n1, 2\n")
    assert (table.header, table.rows[0].cells, codes) == (("a", "b"), ("1", "2"), [])


def test_headers_that_differ_only_in_case_stand_twice() -> None:
    assert read("Tên,tên\n")[1] == ["csv.duplicate-header"]


def test_each_row_of_another_length_is_its_own_fault() -> None:
    assert read("a,b\n1\n1,2\n1,2,3\n")[1] == ["csv.ragged", "csv.ragged"]


def test_a_broken_header_hides_what_follows_from_it() -> None:
    assert read("Danh sách,,\na,b\n1,2\n")[1] == ["csv.empty-header"]


CLEAN = 'id,name,value\n1,"Xã Đạ Tẻh",10\n2,"Xã Cát Tiên",20\n3,"Xã Đạ Huoai",30\n'


def cells_of(table: Table) -> list[tuple[str, ...]]:
    return [table.header, *(row.cells for row in table.rows)]


@pytest.mark.parametrize("mark", ['"', ",", ";", "\t", "\n", " ", "'", "\\", '""', '","', "\n\n"])
def test_no_stray_mark_anywhere_gives_a_wrong_table_in_silence(mark: str) -> None:
    """Every single insertion is refused, or changes no cell but the one that it stands in."""
    clean = cells_of(read(CLEAN)[0])
    for at in range(len(CLEAN) + 1):
        table, codes = read(CLEAN[:at] + mark + CLEAN[at:])
        if table is None:
            assert codes
            continue
        rows = cells_of(table)
        assert [len(row) for row in rows] == [3] * len(rows)
        changed = [
            (row, column)
            for row, (one, other) in enumerate(zip(clean, rows, strict=True))
            for column in range(3)
            if one[column] != other[column]
        ]
        assert len(changed) <= 1, (at, rows)


CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\r", exclude_categories=("Cc",))
    | st.sampled_from('",;\n\t đ'),
    max_size=12,
).filter(lambda cell: not cell.startswith(("\t", "\n")))  # those are refused


def write(rows: list[list[str]], *, quote_all: bool) -> tuple[str, list[list[int]]]:
    """Write as RFC 4180 says; return the text and the index of each cell in it."""
    text, starts = "", []
    for row in rows:
        starts.append([])
        for number, cell in enumerate(row):
            text += "," if number else ""
            blanks = len(cell) - len(cell.lstrip())
            quoted = quote_all or any(mark in cell for mark in '",;\n\t')
            starts[-1].append(len(text) + (0 if quoted or not cell.strip() else blanks))
            text += f'"{cell.replace(chr(34), chr(34) * 2)}"' if quoted else cell
        text += "\n"
    return text, starts


@given(data=st.data(), quote_all=st.booleans(), columns=st.integers(1, 4))
def test_any_table_written_comes_back_with_the_place_of_every_cell(
    *, data: st.DataObject, quote_all: bool, columns: int
) -> None:
    header = [f"Cột {number}" for number in range(columns)]
    row = st.lists(CELLS, min_size=columns, max_size=columns)
    rows = data.draw(st.lists(row.filter(lambda cells: any(map(str.strip, cells))), max_size=4))
    text, starts = write([header, *rows], quote_all=quote_all)
    table, codes = read(text)
    assert codes == []
    assert cells_of(table) == [tuple(cell.strip() for cell in cells) for cells in [header, *rows]]
    lines = text.split("\n")
    places = [table.header_places, *(row.places for row in table.rows)]
    for expected, found in zip(starts, places, strict=True):
        for index, (line, column) in zip(expected, found, strict=True):
            assert sum(len(part) + 1 for part in lines[: line - 1]) + column - 1 == index


@given(text=st.text(max_size=200) | st.text(st.sampled_from('ab",;\t\n '), max_size=60))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    table, codes = read(text)
    assert (table is None) == any(code != "csv.delimiter" for code in codes)


@given(
    text=st.text(st.sampled_from('ab ,;"\t\n\u00a0\r'), max_size=80),
    delimiter=st.sampled_from(sorted(DELIMITERS)),
)
def test_a_line_taken_apart_at_once_is_what_walking_through_it_gives(
    text: str, delimiter: str
) -> None:
    source = SourceText("a.csv", text, "0" * 64)
    at_once, walked = Diagnostics(), Diagnostics()
    rows = read_records(source, delimiter, at_once)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Scanner, "_plain_row", lambda _: None)
        assert read_records(source, delimiter, walked) == rows
    assert list(walked) == list(at_once)
