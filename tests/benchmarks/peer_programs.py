"""Finds or installs the peers, each in a folder of its own, never among our own dependencies."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.measuring import Job, set_aside
from tests.benchmarks.peer_projects import (
    Write,
    write_eleventy,
    write_hugo,
    write_press,
    write_press_rows,
    write_stock,
    write_zensical,
)

HUGO, ELEVENTY, ZENSICAL = "Hugo", "Eleventy", "Zensical"
STOCK, PRESS = "stock MkDocs + Material", "our press, no frames kept"
PRESS_ROWS = "the same, tables from CSV"
FRAMES_KEPT = "our press, frames kept"
BIN = Path(sys.executable).parent
ROOT = Path(__file__).resolve().parents[2]
_MINUTES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A program and how it prints a project: `out` and `caches` are folders in the project."""

    name: str
    write: Write
    command: Sequence[str]
    out: str
    version: str
    is_ours: bool = False
    caches: tuple[str, ...] = ()
    runs_before: bool = False  # once, untimed: what that leaves beside `out` and `caches` is used

    def job(self, project: Path, pages: int, rounds: int) -> Job:
        """Return the job of building, with nothing kept but what a run before left."""
        folders = [project / name for name in (self.out, *self.caches)]
        here = ROOT if self.is_ours else project
        command = [part.replace("@PROJECT@", str(project)) for part in self.command]
        aside = set_aside(*folders)

        def prepare(number: int) -> None:
            if self.runs_before and number == 0:
                subprocess.run(command, check=True, capture_output=True, cwd=here)
            aside(number)

        return Job(
            name=f"{self.name}, {pages} pages",
            command=command,
            rounds=rounds,
            folder=here,
            prepare=prepare,
            out=project / self.out,
            pages=pages,
        )


def _press(name: str, write: Write, *, frames_kept: bool = False) -> Peer:
    places = ["@PROJECT@/docs", "@PROJECT@/site", *(["@PROJECT@/kept"] if frames_kept else [])]
    return Peer(
        name=name,
        write=write,
        command=[sys.executable, "-m", "tests.benchmarks.press_command", *places],
        out="site",
        version=version("diaban"),
        is_ours=True,
        runs_before=frames_kept,
    )


OURS = (
    _press(PRESS, write_press),
    _press(PRESS_ROWS, write_press_rows),
    _press(FRAMES_KEPT, write_press, frames_kept=True),
)
STOCK_PEER = Peer(
    name=STOCK,
    write=write_stock,
    command=[str(BIN / "mkdocs"), "build", "-q"],
    out="site",
    version=f"{version('mkdocs')} + {version('mkdocs-material')}",
)


def find_peers(folder: Path) -> tuple[list[Peer], dict[str, str]]:
    """Return the peers that can be run, and why each of the others cannot.

    What is in `folder` from an earlier time is used as it is.
    """
    makers: dict[str, Callable[[Path], Peer]] = {
        HUGO: _hugo,
        ELEVENTY: _eleventy,
        ZENSICAL: _zensical,
    }
    peers = [*OURS]
    absent: dict[str, str] = {}
    for name, make in makers.items():
        try:
            peers.append(make(folder / name.lower()))
        except (OSError, subprocess.SubprocessError) as error:
            absent[name] = f"not installed: {str(error)[:200]}"
    return [*peers, STOCK_PEER], absent


def _hugo(folder: Path) -> Peer:
    packages = _python_packages(folder, "hugo")
    # The program itself: the package's own starter is one of Python's and takes its time.
    program = next(packages.glob("hugo/binaries/hugo*"), None)
    if program is None:
        raise FileNotFoundError("the package has no program")
    return Peer(
        name=HUGO,
        write=write_hugo,
        command=[str(program), "--quiet"],
        out="public",
        version=_version_in(packages, "hugo"),
    )


def _zensical(folder: Path) -> Peer:
    packages = _python_packages(folder, "zensical")
    return Peer(
        name=ZENSICAL,
        write=write_zensical,
        command=[str(folder / "bin/zensical"), "build"],
        out="site",
        version=_version_in(packages, "zensical"),
        caches=(".cache",),
    )


def _eleventy(folder: Path) -> Peer:
    program = folder / "node_modules/.bin/eleventy"
    if not program.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise FileNotFoundError("npm is not here")
        _run(npm, "install", "--no-fund", "--no-audit", "--prefix", str(folder), "@11ty/eleventy")
    package = folder / "node_modules/@11ty/eleventy/package.json"
    return Peer(
        name=ELEVENTY,
        write=write_eleventy,
        command=[str(program), "--quiet"],
        out="out",
        version=json.loads(package.read_text(encoding="utf-8"))["version"],
    )


def _python_packages(folder: Path, package: str) -> Path:
    """Return the folder of packages of an environment that has `package`."""
    packages = next(folder.glob("lib/python*/site-packages"), None)
    if packages is None or not any(packages.glob(f"{package}*")):
        _run(sys.executable, "-m", "venv", "--clear", str(folder))
        _run(str(folder / "bin/pip"), "install", "-q", "--disable-pip-version-check", package)
        packages = next(folder.glob("lib/python*/site-packages"))
    return packages


def _version_in(packages: Path, package: str) -> str:
    found = next(packages.glob(f"{package}-*.dist-info"))
    return found.name.removesuffix(".dist-info").partition("-")[2]


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=60 * _MINUTES)
