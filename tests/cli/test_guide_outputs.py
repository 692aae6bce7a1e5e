"""What the guide shows of a command is what the command prints, of the sample itself.

The blocks of the guide that begin with `$ diaban` are acted out one after another in a copy of the
sample's first team; a line `…` stands for lines that the guide leaves out.
"""

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from build_tools.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("nop-bao-cao.md", "soan-trong-vscode.md")
BOOK = "to-01-2026-07.xlsx"
_BLOCK = re.compile(r"^```\n\$ diaban (?P<command>.*)\n(?P<shown>(?s:.*?))^```$", re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """A block of the guide: the words of the command, and the lines below it."""

    command: str
    lines: tuple[str, ...]

    def fits(self, printed: str) -> bool:
        """Say whether the lines are those printed, but for what is left out."""
        pieces = "".join(f"{line}\n" for line in self.lines).split("…\n")
        return re.fullmatch(r"(?s:.*)".join(map(re.escape, pieces)), printed) is not None


def _blocks() -> Iterator[Shown]:
    for page in PAGES:
        text = (ROOT / "content/huong-dan" / page).read_text("utf-8")
        for match in _BLOCK.finditer(text):
            yield Shown(match["command"], tuple(match["shown"].splitlines()))


def _of_others(folder: str, names: list[str]) -> list[str]:
    """Name what takes no part: other teams' reports, seals. Without them a command is quick."""
    is_period = Path(folder).parent.name == "reports"
    return [name for name in names if is_period and name != "to-01"]


def _spoil() -> None:
    """Make the three mistakes that the guide tells of."""
    shutil.copy(BOOK, "form.xlsx")
    book = openpyxl.load_workbook(BOOK)
    figures, meetings = book["Số liệu chỉ tiêu"], book["Họp, làm việc"]
    assert (figures["H3"].value, figures["A44"].value) == ("Thực hiện trong kỳ", "Xã Lạc Dương")
    figures["H4"], figures["A44"] = "1.250", "Thị trấn Lạc Dương"
    meetings["B4"] = "7/15/2026"
    book.save(BOOK)


def _mend() -> None:
    shutil.copy("form.xlsx", BOOK)


def _nothing() -> None:
    """Go on."""


# What the official does at the desk before each command.
BEFORE: tuple[Callable[[], None], ...] = (_nothing, _spoil, _mend, _nothing)


@pytest.mark.slow
def test_the_guide_shows_what_the_commands_print(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(question: str) -> str:
        sys.stdout.write(f"{question}c\n")
        return "c"

    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=_of_others)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1784116800")  # 15/07/2026
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    for act, shown in zip(BEFORE, _blocks(), strict=True):
        act()
        main(shown.command.split())
        printed = capsys.readouterr()
        assert shown.fits(printed.out), f"$ diaban {shown.command}\n{printed.out}{printed.err}"


def test_a_line_left_out_stands_for_any_lines_and_nothing_else_does() -> None:
    shown = Shown("x", ("a", "…", "c"))
    assert shown.fits("a\nb\nb\nc\n")
    assert shown.fits("a\nc\n")
    assert not shown.fits("a\nb\nc\nd\n")
    assert not shown.fits("a.\nc\n")
