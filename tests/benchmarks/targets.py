"""What the builds should reach, beside what they did: pure arithmetic on measured jobs."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from tests.benchmarks.annex_rows import READING
from tests.benchmarks.measuring import Measured
from tests.benchmarks.peer_programs import FRAMES_KEPT, HUGO, PRESS, STOCK
from tests.benchmarks.warm_edit import TO_ALL, TO_PAGE
from tests.benchmarks.whole_builds import (
    AGAIN,
    CHECK,
    CHECK_EDITED,
    COLD,
    EDITED,
    HELP,
    ROWS,
    TERM,
    WARM,
)

DOCUMENTS = "Làm tài liệu"  # a stage of a build, by the name that it prints
SMALLEST, TERM_PAGES, LARGER, LARGEST = SIZES = (300, 1_160, 4_544, 38_414)
_GROWTH = 1.2
Results = Mapping[str, Measured]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A row: what was asked, the bound, what was measured (None: it was not), both in `unit`."""

    what: str
    bound: float | None  # None: only noted
    measured: float | None
    unit: str
    at_least: bool = False

    @property
    def says(self) -> str:
        """Whether it holds, or by how much it is missed."""
        if self.measured is None:
            return "not measured"
        if self.bound is None:
            return "noted"
        better = self.bound / self.measured if self.at_least else self.measured / self.bound
        return "holds" if better <= 1 else f"missed: {better:.1f} times the target"

    def as_json(self) -> dict[str, object]:
        """Return it for a machine."""
        return {**asdict(self), "says": self.says}


def verdicts(results: Results) -> Iterator[Verdict]:
    """Yield every target in the order of the table of targets."""
    yield from _against_peers(results)
    yield from _whole_builds(results)
    yield from _rows(results)
    yield from growth(results, PRESS)


def _against_peers(results: Results) -> Iterator[Verdict]:
    def times_hugo(pages: int, program: str = PRESS, *, memory: bool = False) -> float | None:
        ours, hugo = (results.get(f"{name}, {pages} pages") for name in (program, HUGO))
        return _part(_memory(ours), _memory(hugo)) if memory else _ratio(ours, hugo)

    press, stock = (results.get(f"{name}, {TERM_PAGES} pages") for name in (PRESS, STOCK))
    yield _most("HTML and navigation, 1,160 pages", 1.0, times_hugo(TERM_PAGES), "× Hugo")
    yield Verdict(
        what="the same, beside stock Material",
        bound=40,
        measured=_ratio(stock, press),
        unit="× faster",
        at_least=True,
    )
    kept = times_hugo(TERM_PAGES, FRAMES_KEPT)
    yield _most("the same with Material's frames kept", 0.4, kept, "× Hugo")
    yield _most("4,544 pages", 0.8, times_hugo(LARGER), "× Hugo")
    yield _most("38,414 pages", 0.5, times_hugo(LARGEST), "× Hugo")
    yield _most("38,414 pages, memory", 0.1, times_hugo(LARGEST, memory=True), "× Hugo")
    everything = results.get(f"{TERM}: {COLD}")
    yield _most("a term with all that only we do", 3, _ratio(everything, press), "× the press")


def _whole_builds(results: Results) -> Iterator[Verdict]:
    def of_term(what: str, stage: str | None = None) -> float | None:
        found = results.get(f"{TERM}: {what}")
        if found is None or stage is None:
            return found.median if found else None
        return found.stages.get(stage)

    yield _most("one report edited, cold", 0.4, of_term(EDITED), "s")
    yield _most("one report edited, warm, its page", 0.2, of_term(WARM, TO_PAGE), "s")
    page, rest = of_term(WARM, TO_PAGE), of_term(WARM, TO_ALL)
    whole = None if page is None or rest is None else page + rest
    yield _most("one report edited, warm, all outputs", 0.2, whole, "s")
    yield _most("nothing changed", 0.2, of_term(AGAIN), "s")
    yield _most("check of a term, cold", 5, of_term(CHECK), "s")
    yield _most("check of one report of a term, edited", 0.5, of_term(CHECK_EDITED), "s")
    yield Verdict(
        what="documents of a term, of a build from nothing",
        bound=None,
        measured=of_term(COLD, DOCUMENTS),
        unit="s",
    )
    start = results.get(HELP)
    yield _most("diaban --help", 0.15, start.median if start else None, "s")


def _rows(results: Results) -> Iterator[Verdict]:
    name, found = next(
        ((name, each) for name, each in results.items() if name.startswith(ROWS)), ("", None)
    )
    seconds = found.stages.get(READING) if found else None
    rows = int(name.rpartition(" ")[2]) if name else 0
    yield Verdict(
        what=f"{name or ROWS}, a second",
        bound=250_000,
        measured=rows / seconds if seconds else None,
        unit="rows/s",
        at_least=True,
    )
    yield _most(f"{name or ROWS}, memory", 1500, _memory(found), "MB")


def growth(results: Results, peer: str) -> Iterator[Verdict]:
    """Yield time a page and bytes a report at each size beside those at the smallest.

    Of all pages there are more that are short, teams and areas, where there are fewer reports.
    """
    least = results.get(f"{peer}, {SMALLEST} pages")
    for pages in SIZES[1:]:
        found = results.get(f"{peer}, {pages} pages")
        if found is None or least is None:
            continue
        time = _ratio(found, least)
        a_page = None if time is None else time * SMALLEST / pages
        a_report = _part(found.of_a_report, least.of_a_report)
        for what, measured in (("time a page", a_page), ("bytes a report", a_report)):
            yield Verdict(
                what=f"{peer}: {what}, {pages:,} beside {SMALLEST}",
                bound=_GROWTH,
                measured=measured,
                unit="×",
            )


def _most(what: str, bound: float, measured: float | None, unit: str) -> Verdict:
    return Verdict(what=what, bound=bound, measured=measured, unit=unit)


def _ratio(one: Measured | None, other: Measured | None) -> float | None:
    return _part(one.median if one else None, other.median if other else None)


def _part(one: float | None, other: float | None) -> float | None:
    return one / other if one is not None and other else None


def _memory(measured: Measured | None) -> float | None:
    return measured.megabytes if measured and measured.seconds else None
