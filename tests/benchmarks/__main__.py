"""`make bench`: whole builds, in turn, as seconds, memory and ratios.

The sample; a generated term of five years (about 1,160 pages); and stock MkDocs + Material on the
same term's pages. Each command is a process of its own; medians of the rounds are given.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.validation.loading import load_catalogue
from tests.benchmarks.stock import write_stock_project
from tests.benchmarks.term import write_term

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
TERM_YEARS = 5
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Run:
    """One process: wall seconds, peak memory of its largest process, and what it printed."""

    seconds: float
    megabytes: float
    printed: str


def main() -> int:
    """Run everything and print the table."""
    with tempfile.TemporaryDirectory(prefix="diaban-bench-") as folder:
        work = Path(folder)
        sample_project = Project(root=ROOT)
        today = options_from_environment(sample_project).today
        sample = load_catalogue(sample_project, today=today, found=Diagnostics())
        if sample is None:
            print("The sample content has errors; run `make check`.")
            return 1
        reports = write_term(ROOT, sample, work / "term", TERM_YEARS)
        pages = write_stock_project(work / "term", sample, work / "stock")
        print(f"term: {reports} reports, {pages} stock pages")
        diaban, mkdocs = str(BIN / "diaban"), str(BIN / "mkdocs")
        runs = _interleaved(
            {
                "sample, diaban check": [diaban, "--root", str(ROOT), "check"],
                "sample, diaban build": [
                    diaban,
                    "--root",
                    str(ROOT),
                    "build",
                    "--out",
                    f"{work}/sample-site",
                ],
                "term, diaban check": [diaban, "--root", f"{work}/term", "check"],
                "term, diaban build": [
                    diaban,
                    "--root",
                    f"{work}/term",
                    "build",
                    "--out",
                    f"{work}/term-site",
                ],
                "term, stock MkDocs + Material": [
                    mkdocs,
                    "build",
                    "-q",
                    "-f",
                    f"{work}/stock/mkdocs.yml",
                ],
            }
        )
        _print_table(runs)
    return 0


def _interleaved(commands: Mapping[str, Sequence[str]]) -> dict[str, list[Run]]:
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            runs[name].append(_run(command))
    return runs


def _run(command: Sequence[str]) -> Run:
    begin = time.perf_counter()
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begin
        output.seek(0)
        printed = output.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}:\n{printed[-2000:]}")
    return Run(seconds, usage.ru_maxrss / 1000, printed)


def _print_table(runs: Mapping[str, Sequence[Run]]) -> None:
    stock = statistics.median(run.seconds for run in runs["term, stock MkDocs + Material"])
    print(f"{'':<32}{'seconds':>9}{'min':>8}{'max':>8}{'MB':>7}{'stock / it':>12}")
    for name, done in runs.items():
        seconds = sorted(run.seconds for run in done)
        middle = statistics.median(seconds)
        memory = max(run.megabytes for run in done)
        ratio = f"{stock / middle:.1f}" if name.startswith("term") else ""
        print(
            f"{name:<32}{middle:>9.2f}{seconds[0]:>8.2f}{seconds[-1]:>8.2f}{memory:>7.0f}{ratio:>12}"
        )
    for name in ("sample, diaban build", "term, diaban build"):
        stages = [line for line in runs[name][-1].printed.splitlines() if "cả thảy" in line]
        print(f"{name}, stages: {stages[-1] if stages else 'not printed'}")


if __name__ == "__main__":
    sys.exit(main())
