"""The process ends without clearing its memory up, but nothing else is left undone."""

import subprocess
import sys
from pathlib import Path

import pytest

_PROGRAM = """
import atexit, sys, tempfile
from build_tools.cli import program
kept = tempfile.TemporaryDirectory(dir={folder!r})
atexit.register(print, "làm nốt")
sys.argv = ["diaban", *{arguments!r}]
program()
"""


def _end(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    code = _PROGRAM.format(folder=str(folder), arguments=arguments)
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_what_was_to_be_done_at_the_end_is_done_and_all_is_printed(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    done = _end(tmp_path, "--root", str(tmp_path), "releases", "--to", str(tmp_path / "none"))
    assert done.stdout.endswith("làm nốt\n")
    assert list(tmp_path.iterdir()) == [tmp_path / "content"]


@pytest.mark.parametrize(
    ("arguments", "code"), [((), 2), (("--help",), 0), (("chek",), 2), (("check",), 2)]
)
def test_the_exit_code_is_that_of_the_command(
    tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    assert _end(tmp_path, "--root", str(tmp_path), *arguments).returncode == code


def test_words_that_cannot_be_written_are_an_error(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device that is always full")
    code = _PROGRAM.format(folder=str(tmp_path), arguments=["--root", str(tmp_path), "check"])
    with full.open("w") as nowhere:
        done = subprocess.run([sys.executable, "-c", code], stdout=nowhere, check=False)
    assert done.returncode != 0
