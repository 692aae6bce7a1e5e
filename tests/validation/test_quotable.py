"""Which lines may be shown beside a finding: none of a file in which the gate refuses anything."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostic
from build_tools.project import Project
from build_tools.validation.checking import check_content
from build_tools.validation.quotable import Quotable
from schemas.place import Place

FOLDER = "content/reports/2031-01/to-01"
ISSUES = f"{FOLDER}/issues.csv"
TODAY = dt.date(2031, 2, 10)


def change(project: Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8", newline="")


def quotable(project: Project) -> Quotable:
    return Quotable(project, check_content(project, TODAY))


def test_lines_are_those_of_the_file_whatever_ends_them(small_province: Project) -> None:
    file = small_province.root / ISSUES
    text = file.read_text(encoding="utf-8")
    file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    lines = quotable(small_province)(ISSUES)
    assert lines is not None
    assert [lines.line(number) for number in (1, 2)] == text.split("\n")[:2]
    assert lines.line(99) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Họp ba bên", "TUYỆT MẬT"),
        ("Họp ba bên", "Gọi 0912 345 678"),
        ("Họp ba bên", '"Kế hoạch\nMẬT\nkèm theo"'),
    ],
)
def test_no_line_of_a_file_is_shown_in_which_the_gate_refuses_anything(
    small_province: Project, old: str, new: str
) -> None:
    change(small_province, ISSUES, old, new)
    assert quotable(small_province)(ISSUES) is None
    assert quotable(small_province)(f"{FOLDER}/report.md") is not None


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\x07", "\uf0b7", "\u00ad"])
def test_a_file_that_was_not_read_for_another_fault_is_asked_about_too(
    small_province: Project, hidden: str
) -> None:
    change(small_province, ISSUES, "Họp ba bên", f"T{hidden}UYỆT M{hidden}ẬT")
    found = check_content(small_province, TODAY)
    assert [one.code for one in found if one.code.startswith("secrecy.")] == []
    assert Quotable(small_province, found)(ISSUES) is None
    change(small_province, ISSUES, f"T{hidden}UYỆT M{hidden}ẬT", f"Họp {hidden}ba bên")
    assert quotable(small_province)(ISSUES) is not None


def test_a_telephone_of_the_settings_hides_no_line(small_province: Project) -> None:
    change(small_province, ISSUES, "Họp ba bên", "Gọi 0912 345 678")
    settings = small_province.content / "settings.yml"
    text = settings.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("public_phones")]
    settings.write_text("\n".join([*lines, "public_phones: ['0912 345 678']\n"]), encoding="utf-8")
    assert quotable(small_province)(ISSUES) is not None


def in_tcvn3(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Chậm bàn giao mặt bằng", "ChËm bµn giao mÆt b»ng"), "utf-8")


def binary(path: Path) -> None:
    path.write_bytes(b"\x00\xff\xfe\x01" * 100)


def piled(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "a" + "\u0301" * 50_000, encoding="utf-8")


def linked(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(other)


def twice(path: Path) -> None:
    os.link(path, path.parents[4] / "elsewhere.csv")


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("harm", [in_tcvn3, binary, piled, linked, twice, gone])
def test_what_cannot_be_read_as_it_stands_is_not_shown(
    small_province: Project, harm: Callable[[Path], None]
) -> None:
    assert Quotable(small_province, ())(ISSUES) is not None
    harm(small_province.root / ISSUES)
    assert Quotable(small_province, ())(ISSUES) is None


@pytest.mark.parametrize(
    "path",
    ["mkdocs.yml", "content/../mkdocs.yml", "/etc/passwd", f"{FOLDER}/attachments/a.pdf", ""],
)
def test_only_texts_of_the_content_are_read(small_province: Project, path: str) -> None:
    assert Quotable(small_province, ())(path) is None


def test_a_path_that_a_finding_cuts_short_is_not_read(small_province: Project) -> None:
    place = Place(ISSUES)
    finding = Diagnostic(code="secrecy.name", place=place, params={"shown": "content/…"})
    assert Quotable(small_province, [finding])(ISSUES) is None
