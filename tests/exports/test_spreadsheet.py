"""No cell of a download is run by a spreadsheet, and none loses what was typed."""

import ast
import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import texts

from build_tools.datasets.model import Dataset
from build_tools.exports.data import csv_file, excel_csv_file
from build_tools.exports.spreadsheet import as_typed, inert

ROOT = Path(__file__).resolve().parents[2]
BLANKS_AND_QUOTES = " \u00a0\u3000\u2003\ufeff\"'“”"
MARKS = "=+-@＝＋－＠"
# As a spreadsheet sees a cell: blanks before the mark are dropped, an apostrophe makes it text.
RUN = re.compile(rf"[\s\ufeff\"“”]*[{re.escape(MARKS)}]|[\t\r\n]")
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)*")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-1+1", "'-1+1"),
        ("- còn lại", "'- còn lại"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("  =1", "'  =1"),
        ('"=1', "'\"=1"),
        ("'=1", "''=1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("＝1", "'＝1"),
        ("一\n=1", "一\n'=1"),
        ("một;=1", "một;'=1"),
        ("một\t=1", "một\t'=1"),
        ("-1,5", "-1,5"),
        ("+84", "+84"),
        ("-1.234,5", "-1.234,5"),
        ("-5 %", "'-5 %"),
        ("Tổ 1", "Tổ 1"),
        ("a=b", "a=b"),
        ("a, -b", "a,' -b"),
        ("a,=1", "a,'=1"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_is_made_inert(text: str, shown: str) -> None:
    assert inert(text) == shown
    assert as_typed(shown) == text


def read_back(made: bytes, delimiter: str = ",") -> list[list[str]]:
    text = made.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


CELL = st.text(st.sampled_from([*MARKS, *BLANKS_AND_QUOTES, *"\t\r\n;,.015aố"]), max_size=12)


@pytest.mark.parametrize(("write", "mark"), [(csv_file, ","), (excel_csv_file, ";")])
@given(cells=st.lists(CELL, min_size=1, max_size=4))
def test_no_cell_of_a_download_is_run_and_every_text_comes_back(
    write: Callable[[Dataset], bytes], mark: str, cells: list[str]
) -> None:
    _, row = read_back(write(texts(*cells)), mark)
    for cell in row:
        for line in (cell, *cell.split("\n")[1:]):
            assert NUMBER.fullmatch(line) or not RUN.match(line) or line.startswith(("\r", "\n"))
        assert NUMBER.fullmatch(cell) or not RUN.match(cell)
    assert [as_typed(cell) for cell in row] == cells


@pytest.mark.parametrize("mark", [";", "\t"])
@given(text=CELL)
def test_a_spreadsheet_that_parts_cells_at_another_mark_finds_no_formula_either(
    mark: str, text: str
) -> None:
    made = csv_file(texts(f"x{text}"))
    for row in read_back(made, mark):
        assert not any(RUN.match(cell) and not NUMBER.fullmatch(cell) for cell in row[1:])


def test_csv_is_written_in_one_place_only() -> None:
    """Other writers would forget to make texts inert.

    The journal writes a log that is never served, `cell_text` the files that editors keep: there a
    cell that a spreadsheet would run is refused when it is read, and an apostrophe would change it.
    """
    download = "build_tools/exports/data.py"
    others = {"build_tools/editing/cell_text.py", "build_tools/publishing/journal.py"}
    writers = {
        path.relative_to(ROOT).as_posix()
        for room in ("build_tools", "schemas")
        for path in (ROOT / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Import) and any(name.name == "csv" for name in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "csv")
        or (isinstance(node, ast.Attribute) and node.attr in {"to_csv", "to_excel"})
    }
    assert download in writers
    assert writers - {download} == others


def test_the_one_writer_of_csv_makes_every_text_inert() -> None:
    source = (ROOT / "build_tools/exports/data.py").read_text(encoding="utf-8")
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    writerows = [call for call in calls if ast.unparse(call.func).startswith("writer.writerow")]
    assert [ast.unparse(call) for call in writerows] == [
        "writer.writerow([inert(head) for head in heads])",
        "writer.writerows(([inert(text) for text in row] for row in rows))",
    ]
