"""The jobs of whole commands: check, build from nothing, again, after an edit, and what is warm."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measuring import Job, Prepare, prepare_nothing, set_aside
from tests.benchmarks.peer_programs import BIN, ROOT

SAMPLE, TERM = "sample", "term"
HELP = "diaban --help"
CHECK, CHECK_AGAIN = "diaban check, nothing kept", "diaban check, nothing changed"
CHECK_ONE, CHECK_EDITED = "diaban check of one report", "diaban check of one report, edited"
COLD, AGAIN, EDITED = "diaban build", "again, nothing changed", "again, one report edited"
WARM = "preview, one report edited"
ROWS = "annex rows"
_HELP_ROUNDS = 10


def copy_sample(root: Path) -> None:
    """Lay the sample out where it may be edited; without git, so no commit is asked for."""
    root.mkdir(parents=True)
    shutil.copytree(ROOT / "content", root / "content")
    for name in ("mkdocs.yml", "site_templates"):
        (root / name).symlink_to(ROOT / name)


def start_up() -> Job:
    """Return the job of asking for help."""
    return Job(name=HELP, command=[str(BIN / "diaban"), "--help"], rounds=_HELP_ROUNDS)


def whole_builds(name: str, project: Path, work: Path, rounds: int) -> Iterator[Job]:
    """Yield the commands on a project, in an order in which each finds what it needs."""
    out, cache = work / f"{name}-site", work / f"{name}-cache"
    diaban = [str(BIN / "diaban"), "--root", str(project)]
    build = [*diaban, "build", "--out", str(out), "--cache", str(cache)]
    report = newest_report(project)

    def job(what: str, command: list[str], prepare: Prepare = prepare_nothing) -> Job:
        return Job(name=f"{name}: {what}", command=command, rounds=rounds, prepare=prepare)

    def edited(number: int) -> None:
        edit(report, f"lần {number}")

    one = [*diaban, "check", str(report)]
    yield job(CHECK, [*diaban, "check"], set_aside(project / ".diaban-cache"))
    yield job(CHECK_AGAIN, [*diaban, "check"])
    yield job(CHECK_ONE, one)
    yield job(CHECK_EDITED, one, edited)
    yield job(COLD, build, set_aside(out, cache))
    yield job(AGAIN, build)
    yield job(EDITED, build, edited)
    warm = [sys.executable, "-m", "tests.benchmarks.warm_edit", str(project)]
    yield Job(name=f"{name}: {WARM}", command=warm, rounds=1, folder=ROOT)


def rows_job(sample: Path, rows: int) -> Job:
    """Return the job of validating so many rows of annexes."""
    command = [sys.executable, "-m", "tests.benchmarks.annex_rows", str(sample), str(rows)]
    return Job(name=f"{ROWS}, {rows}", command=command, rounds=1, folder=ROOT)


def newest_report(project: Path) -> Path:
    """Return the text of the last report of the last period."""
    return max(project.glob("content/reports/*/*/report.md"))


def edit(report: Path, words: str) -> None:
    """Add a sentence to the end of a report."""
    text = report.read_text(encoding="utf-8").rstrip("\n")
    report.write_text(f"{text} Bổ sung {words}.\n", encoding="utf-8")
