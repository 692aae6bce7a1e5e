"""Files imported into the small province, and what the editor is told."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from build_tools.cli import main
from build_tools.project import Project

REPORT = "content/reports/2031-02/to-01"


@dataclass(frozen=True)
class Run:
    """The exit code of `diaban import`, what it printed, and the files of the report after it."""

    code: int
    told: str
    files: dict[str, str]

    def rows(self, name: str) -> list[str]:
        """Lines of an annex below its heads."""
        return self.files[name].removeprefix("\ufeff").splitlines()[1:]


@pytest.fixture
def import_file(
    small_province: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Run]:
    """Import bytes as a file of a name into the report of team 1 for February 2031."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1929600000")  # 23/02/2031

    def run(data: bytes | Path, *options: str, name: str = "tep.csv", answer: bool = True) -> Run:
        file = data if isinstance(data, Path) else small_province.root / name
        if isinstance(data, bytes):
            file.write_bytes(data)
        yes = ["--yes"] if answer else []
        where = ["--root", str(small_province.root), "import", str(file)]
        code = main([*where, "--team", "1", "--period", "2031-02", *yes, *options])
        printed = capsys.readouterr()
        folder = small_province.root / REPORT
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        files = {path.name: path.read_bytes().decode() for path in found if path.is_file()}
        return Run(code, printed.out + printed.err, files)

    assert not sys.stdin.isatty()
    return run
