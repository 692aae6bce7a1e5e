"""Runs jobs in turn and takes the seconds, the memory and what they wrote.

A job is a process of its own. Memory is that of it and all that it started, shared pages counted
once (Linux' proportional set), looked at so often that looking takes a twentieth of a core at most.
"""

import os
import re
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from tests.benchmarks.sections import REPORTS

_LOOK = 0.02  # seconds between two looks at least
_REST = 20  # times as long as the look took
_STAGE = re.compile(r"([^·]+?) ([0-9]+,[0-9]+) giây")
_ALL = "cả thảy"
REST = "start and end"  # what no stage tells: imports, the shell, the last words
_LAST_WORDS = 500


Prepare = Callable[[int], None]


def prepare_nothing(_: int) -> None:
    """Leave everything as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to run, and how often. `prepare` gets the number of the round; it is not timed.

    `out` is the folder that the job writes; `pages`, how many pages must stand in it.
    """

    name: str
    command: Sequence[str]
    rounds: int
    folder: Path | None = None
    prepare: Prepare = prepare_nothing
    out: Path | None = None
    pages: int | None = None
    allowed: frozenset[int] = frozenset({0})  # exit codes


@dataclass(slots=True, kw_only=True)
class Measured:
    """All rounds of a job; `trouble` says why there are no more of them."""

    name: str
    pages: int | None = None
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)  # seconds of all cores, children's too
    megabytes: float = 0.0
    written: int = 0  # bytes of HTML
    of_a_report: float = 0.0  # bytes of the HTML of a report, the mean
    stages: dict[str, float] = field(default_factory=dict)  # of the last round
    trouble: str = ""

    @property
    def median(self) -> float | None:
        """The middle of the rounds, in seconds; None where none went well."""
        return statistics.median(self.seconds) if self.seconds else None

    @property
    def work(self) -> float | None:
        """The middle of the rounds, in seconds of processor, which other work tells less on."""
        return statistics.median(self.processor) if self.processor else None


def interleaved(jobs: Sequence[Job], tell: Callable[[str], None]) -> list[Measured]:
    """Run all jobs of the first round, then of the second, and so on."""
    measured = {job.name: Measured(name=job.name, pages=job.pages) for job in jobs}
    for number in range(max((job.rounds for job in jobs), default=0)):
        for job in jobs:
            into = measured[job.name]
            if number < job.rounds and not into.trouble:
                tell(f"{job.name}, {number + 1}/{job.rounds}")
                _measure(job, number, into)
    return list(measured.values())


def _measure(job: Job, number: int, into: Measured) -> None:
    job.prepare(number)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            job.command,
            stdout=output,
            stderr=output,
            cwd=job.folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        )
        with _Memory(process.pid) as memory:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        printed = output.read()
    pages = _pages_in(job.out) if job.out and job.pages is not None else None
    if process.returncode not in job.allowed:
        into.trouble = f"ended with {process.returncode}: {printed[-_LAST_WORDS:].strip()}"
    elif pages is not None and len(pages) != job.pages:
        into.trouble = f"wrote {len(pages)} pages, not {job.pages}"
    else:
        into.seconds.append(seconds)
        into.processor.append(usage.ru_utime + usage.ru_stime)
        into.megabytes = max(into.megabytes, memory.megabytes)
        sizes = {page: page.stat().st_size for page in pages or ()}
        reports = [size for page, size in sizes.items() if page.parent.match(f"{REPORTS}*/*")]
        into.written = sum(sizes.values())
        into.of_a_report = statistics.mean(reports) if reports else 0.0
        into.stages = stages_in(printed, seconds)


def _pages_in(out: Path) -> list[Path]:
    return [path for path in out.rglob("*.html") if path.name != "404.html"]


def stages_in(printed: str, seconds: float) -> dict[str, float]:
    """Return the seconds of each stage from the last line that sums them up, and of the rest."""
    lines = [line for line in printed.splitlines() if _ALL in line]
    if not lines:
        return {}
    found = {
        name.strip(): float(text.replace(",", ".")) for name, text in _STAGE.findall(lines[-1])
    }
    return {REST: seconds - found.pop(_ALL, 0.0), **found}


class _Memory:
    """Looks at a process and its descendants until the end."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.megabytes = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        rest = _LOOK
        while not self._over.wait(rest):
            begin = time.thread_time()
            total = sum(map(_kilobytes, _tree(self._pid)))
            self.megabytes = max(self.megabytes, total / 1000)
            rest = max(_LOOK, _REST * (time.thread_time() - begin))


def _tree(pid: int) -> Iterable[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from _tree(int(child))


def _kilobytes(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def set_aside(*folders: Path) -> Prepare:
    """Return a preparation that lays the folders aside, each beside itself.

    They are not deleted: ext4 looks for a minute whether a file's number was used just before, and
    who writes 1,160 pages after as many were deleted takes up to twenty times as long for that.
    """

    def prepare(number: int) -> None:
        for folder in folders:
            with suppress(FileNotFoundError):
                folder.rename(folder.with_name(f"{folder.name}-before-{number}"))

    return prepare
