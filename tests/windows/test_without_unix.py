"""What editors run must work on Windows; what only serves readers says so and stops.

No Windows is at hand: a process without the modules, flags and calls of Unix, with a console of an
old code page and with files whose lines end as there, is as near as this machine comes.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.validation.loading import load_catalogue

RUNNER = Path(__file__).with_name("without_unix.py")
ROOT = Path(__file__).resolve().parents[2]


def diaban(root: Path, *arguments: str, encoding: str = "utf-8") -> tuple[int, str]:
    """Run a command without Unix; return its exit code and all that it printed."""
    done = subprocess.run(
        [sys.executable, RUNNER, "--root", root, *arguments],
        check=False,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)},
    )
    said = (done.stdout + done.stderr).decode(encoding)
    assert "Traceback" not in said, said
    return done.returncode, said


@pytest.mark.parametrize("encoding", ["utf-8", "cp1258", "cp1252", "cp437"])
def test_a_fault_is_told_at_its_place_on_any_console(
    small_province: Project, encoding: str
) -> None:
    path = small_province.content / "settings.yml"
    path.write_text(path.read_text("utf-8").replace("teams: 2", "teams: hai"), encoding="utf-8")
    code, said = diaban(small_province.root, "check", encoding=encoding)
    line = 1 + path.read_text("utf-8").splitlines().index("teams: hai")
    assert code == 1
    assert f"content/settings.yml:{line}:8: " in said
    assert "[number.malformed]" in said


def test_files_whose_lines_end_as_on_windows_say_the_same(small_province: Project) -> None:
    before = _catalogue(small_province)
    for path in small_province.content.rglob("*"):
        if path.suffix in {".md", ".csv", ".yml"}:
            path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
    assert diaban(small_province.root, "check") == (0, "Không có lỗi.\n")
    assert _catalogue(small_province) == before


def _catalogue(project: Project) -> tuple[object, ...]:
    today = options_from_environment(project).today
    catalogue = load_catalogue(project, today=today, found=Diagnostics())
    assert catalogue is not None
    return catalogue.settings, catalogue.areas, catalogue.teams, catalogue.reports


@pytest.mark.parametrize("command", [("build",), ("publish", "--to", "out")])
def test_what_writes_the_site_says_that_it_needs_linux(
    small_province: Project, command: tuple[str, ...]
) -> None:
    code, said = diaban(small_province.root, *command)
    assert code == 3
    assert said == (
        "Dựng và phát hành trang chạy trên máy chủ Linux. Trên Windows hãy dùng `diaban check` "
        "và `diaban preview`.\n"
    )
