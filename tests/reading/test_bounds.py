"""Bounds of reading, to the one: lower ones than the real, which the examples of rules go past."""

from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.reading import tables, tree
from build_tools.reading.tables import read_table
from build_tools.reading.text import SourceText, read_text
from build_tools.reading.tree import list_files

InWords = Callable[[Diagnostics], list[str]]


def write(root: Path, path: str, data: bytes = b"x") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data)


def test_too_many_files(tmp_path: Path, said: InWords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_FILES", 1)
    write(tmp_path, "content/index.md")
    write(tmp_path, "content/settings.yml")
    found = Diagnostics()
    list_files(tmp_path / "content", tmp_path, found)
    assert said(found) == ["content:1:1: [file.too-many] Thư mục nội dung có hơn 1 tệp."]


def test_too_much_text(tmp_path: Path, said: InWords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_TOTAL_TEXT", 1024)
    write(tmp_path, "content/index.md", b"x" * 1000)
    write(tmp_path, "content/settings.yml", b"x" * 25)
    found = Diagnostics()
    list_files(tmp_path / "content", tmp_path, found)
    assert said(found) == [
        "content:1:1: [file.too-much] Các tệp văn bản và bảng cộng lại vượt quá 1 KB."
    ]


def test_lines_that_end_in_two_ways(tmp_path: Path, said: InWords) -> None:
    (tmp_path / "f.csv").write_bytes(b'a,b\r\n"1\n1",2\r\n3,4\n5,6\r\n')
    found = Diagnostics()
    assert read_text(tmp_path, "f.csv", found) is None
    assert said(found) == [
        (
            "f.csv:4:1: [csv.line-ends] Các dòng kết thúc theo hai kiểu khác nhau (CR LF và LF), "
            "bắt đầu từ dòng này."
        )
    ]


def test_too_many_rows(said: InWords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 2)
    found = Diagnostics()
    assert read_table(SourceText("f", "a\n1\n2\n", ""), found) is not None
    assert read_table(SourceText("f", "a\n1\n2\n3\n", ""), found) is None
    assert said(found) == ["f:1:1: [csv.too-many-rows] Bảng có hơn 2 dòng."]


def test_too_many_cells(said: InWords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_CELLS", 4)
    found = Diagnostics()
    assert read_table(SourceText("f", "a,b\n1,2\n", ""), found) is not None
    assert read_table(SourceText("f", "a,b\n1,2\n3,4\n", ""), found) is None
    assert said(found) == ["f:3:1: [csv.too-many-cells] Bảng có hơn 4 ô."]
