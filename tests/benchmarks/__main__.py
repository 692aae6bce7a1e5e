"""`make bench`: our builds beside every peer on equal pages, and every command on a whole term.

Each job is a process of its own, the rounds go in turn, medians count; what is a ratio says more
than a second does. Peers are installed once into a folder of their own; one that cannot be is named
in the table. `--all` adds 4,544 and 38,414 pages, where stock MkDocs + Material would take hours
and is left out.
"""

import argparse
import compileall
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.validation.loading import load_catalogue
from schemas.catalogue import Catalogue
from tests.benchmarks.equal_pages import equal_pages
from tests.benchmarks.measuring import Job, Measured, interleaved
from tests.benchmarks.peer_programs import ROOT, STOCK, Peer, find_peers
from tests.benchmarks.report import (
    absent_table,
    measured_table,
    stage_table,
    target_table,
    write_json,
)
from tests.benchmarks.targets import SIZES, TERM_PAGES, verdicts
from tests.benchmarks.term import write_term
from tests.benchmarks.whole_builds import (
    SAMPLE,
    TERM,
    copy_sample,
    rows_job,
    start_up,
    whole_builds,
)

TERM_YEARS = 5
PARTS = ("peers", "start", "term", "rows", "sample")


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; print as it goes and sum up at the end."""
    given = _parser().parse_args(arguments)
    sizes = given.pages or (SIZES if given.all else [size for size in SIZES if size <= TERM_PAGES])
    peers, absent = find_peers(given.peers.absolute()) if "peers" in given.parts else ([], {})
    if given.only:
        peers = [peer for peer in peers if peer.name.startswith(tuple(given.only))]
    absent |= {
        f"{STOCK}, {size} pages": "left out: its time grows with the square"
        for size in sizes
        if size > TERM_PAGES
    }
    _compile_ours()
    about = _about(given.rounds, peers)
    measured: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="diaban-bench-") as folder:
        for jobs in _groups(given, sizes, peers, Path(folder)):
            done = interleaved(jobs, lambda said: print(said, file=sys.stderr, flush=True))
            measured += done
            _print(measured_table(done))
            rows = list(verdicts({each.name: each for each in measured}))
            if given.json:  # each time: what comes later may be stopped
                write_json(given.json, about, measured, absent, rows)
    _print(absent_table(absent))
    _print(stage_table(measured))
    _print(target_table(rows))
    return 1 if any(each.trouble for each in measured) else 0


def _compile_ours() -> None:
    """Compile our modules once, as an installation does, also where Python may not by itself."""
    for package in ("build_tools", "schemas", "tests/benchmarks"):
        compileall.compile_dir(ROOT / package, quiet=1)


def _print(lines: Iterable[str]) -> None:
    print("\n".join(lines), end="\n\n", flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("--pages", type=int, nargs="+", metavar="N", help="numbers of equal pages")
    parser.add_argument("--all", action="store_true", help=f"all of {SIZES}")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="only these")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only programs that begin so")
    parser.add_argument("--rounds", type=int, default=3, help="of all but the term's builds")
    parser.add_argument("--term-rounds", type=int, default=1, help="of the term's builds")
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of annexes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="for machines")
    parser.add_argument("--peers", type=Path, default=ROOT / "build/peers", help="where they stay")
    return parser


def _sample() -> Catalogue:
    project = Project(root=ROOT)
    today = options_from_environment(project).today
    sample = load_catalogue(project, today=today, found=Diagnostics())
    if sample is None:
        raise SystemExit("The sample content has errors; run `make check`.")
    return sample


def _groups(
    given: argparse.Namespace, sizes: Sequence[int], peers: Sequence[Peer], work: Path
) -> Iterator[list[Job]]:
    """Yield the jobs of each part when their inputs are written; the jobs of one take turns."""
    sample = _sample()
    if "peers" in given.parts:
        for size in sizes:
            yield _peer_jobs(peers, sample, size, work, given.rounds)
    if "start" in given.parts:
        yield [start_up()]
    if "term" in given.parts:
        write_term(ROOT, sample, work / TERM, TERM_YEARS)
        for job in whole_builds(TERM, work / TERM, work, given.term_rounds):
            yield [job]  # each is long, and told when it is done
    if "rows" in given.parts:
        yield [rows_job(ROOT, given.rows)]
    if "sample" in given.parts:
        copy_sample(work / SAMPLE)
        yield list(whole_builds(SAMPLE, work / SAMPLE, work, given.rounds))


def _peer_jobs(
    peers: Sequence[Peer], sample: Catalogue, size: int, work: Path, rounds: int
) -> list[Job]:
    pages = equal_pages(sample, size)
    jobs: list[Job] = []
    for peer in peers:
        if peer.name != STOCK or size <= TERM_PAGES:
            project = work / f"{size}-{len(jobs)}"
            peer.write(pages, project)
            jobs.append(peer.job(project, len(pages), rounds))
    return jobs


def _about(rounds: int, peers: Sequence[Peer]) -> dict[str, object]:
    return {
        "versions": {peer.name: peer.version for peer in peers},
        "cores": len(os.sched_getaffinity(0)),
        "python": platform.python_version(),
        "rounds": rounds,
        "load_at_the_start": os.getloadavg()[0],
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
