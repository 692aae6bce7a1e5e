"""What follows from one report by itself, worked out once for each state of the report."""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TypeVar, cast

from build_tools.diagnostics import Diagnostic
from build_tools.memo import AnyMemo
from build_tools.validation.inputs import REPORTS, unit_of
from schemas.catalogue import Catalogue, Report
from schemas.report import Annex

T = TypeVar("T")
Findings = tuple[Diagnostic, ...]
OfReport = Callable[[Catalogue, Report], T]


class KeptByReport:
    """Keeps in a memo what functions of one report return, for one catalogue.

    Such a function is given the catalogue without anything under `reports/`, so that it can use no
    more than what its key holds: the report's files and all files outside `reports/`. It stands at
    the top of its module, asks for no day, and returns nothing that is changed later.

    `together`: the facts that are worked out at once, as nearly all of them are asked for.
    `sight`, with `whole`: for whose eyes the catalogue was narrowed, and from what. What they see
    of a report follows from its files as they are in the whole, and from which matters of other
    reports its recommendations may still name. What follows from a report by itself is the same
    for all who see all of it.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        memo: AnyMemo,
        together: Sequence[OfReport[object]] = (),
        *,
        sight: str | None = None,
        whole: Catalogue | None = None,
    ) -> None:
        digests = (whole or catalogue).digests
        self._whole = whole.reports if whole else {}
        self._memo = memo
        self._together = {make: at for at, make in enumerate(together)}
        self._told: dict[str, Sequence[object]] = {}
        self._sight = sight
        self._ground = without_reports(catalogue)
        self._files = digests
        self._folders = _digests_by_unit(digests)
        self._states: dict[tuple[str, tuple[Annex, ...]], Hashable] = {}

    def of(self, report: Report, make: OfReport[T], annex: Annex | None = None) -> T:
        """Return what `make` returns for the report; of one `annex` where it uses no more of it."""
        key = make, self._alone(report, annex), self._folders[""]
        return self._memo.get(key, lambda: make(self._ground, report))

    def facts(self, report: Report, make: OfReport[T]) -> T:
        """Return what `make` says of the report; unlike its rows it may be kept for other runs.

        It is made of findings, texts, numbers and members of enumerations.
        """
        if make in self._together:
            return cast("T", self.all_facts(report, self._memo)[self._together[make]])
        key = "facts", *self._alone(report, None), _name(make), self._folders[""]
        return self._memo.get(key, lambda: make(self._ground, report))

    def all_facts(self, report: Report, memo: AnyMemo) -> Sequence[object]:
        """Return what all those `together` say of the report, which that memo keeps as one."""
        folder = unit_of(report.head.source.path)
        if memo is self._memo and folder in self._told:
            return self._told[folder]
        key = "facts", *self._alone(report, None), self._folders[""]
        makers = self._together
        told = memo.get(key, lambda: tuple(make(self._ground, report) for make in makers))
        if memo is self._memo:  # which may remember nothing
            self._told[folder] = told
        return told

    def across(
        self, name: str, states: Iterable[Hashable], make: Callable[[], Iterable[Diagnostic]]
    ) -> Findings:
        """Return what `make` finds, which uses no more than what `states` tell, and the ground."""
        told = hashlib.sha256(repr(tuple(states)).encode()).hexdigest()
        return self._memo.get(("across", name, told, self._folders[""]), lambda: tuple(make()))

    def state(self, report: Report, annexes: tuple[Annex, ...]) -> Hashable:
        """Return what tells of the report's head and of these annexes of it."""
        folder = unit_of(report.head.source.path)
        known = self._states.get((folder, annexes))
        if known is None:
            there = filter(report.annexes.__contains__, annexes)
            files = tuple(self._state(report, annex) for annex in there)
            known = self._states[folder, annexes] = self.facts(report, head_state), files
        return folder, known

    def over(
        self,
        name: Hashable,
        reports: Iterable[Report],
        make: Callable[[], T],
        annex: Annex | None = None,
    ) -> T:
        """Return what `make` returns, which uses no more than these reports and the ground.

        With an `annex` no more of them than its rows, their periods and their teams.
        """
        states = tuple(self._state(report, annex) for report in reports)
        return self._memo.get((name, states, self._folders[""]), make)

    def _state(self, report: Report, annex: Annex | None) -> tuple[Hashable, ...]:
        folder = unit_of(report.head.source.path)
        seen: tuple[Hashable, ...] = ()
        if self._sight is not None:
            seen = (self._sight, *_matters_named(report, annex))
        return *self._read(folder, annex), *seen

    def _alone(self, report: Report, annex: Annex | None) -> tuple[Hashable, ...]:
        if self._whole.get((report.period, report.team_id)) is report:
            return self._read(unit_of(report.head.source.path), annex)
        return self._state(report, annex)

    def _read(self, folder: str, annex: Annex | None) -> tuple[str, str | None]:
        if annex is None:
            return folder, self._folders[folder]
        path = f"{folder}/{annex.file_name}"
        return path, self._files.get(path)


def without_reports(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue with nothing that follows from a file of a report or of a period."""
    return replace(
        catalogue,
        reports={},
        corrections={},
        locks={},
        digests={},
        attachments={},
        narrowed_files={},
        withheld={},
        withheld_figures=frozenset(),
    )


def each_report(
    catalogue: Catalogue,
    make: OfReport[T],
    kept: KeptByReport | None,
    annex: Annex | None = None,
) -> Iterator[tuple[Report, T]]:
    """Yield every report with what `make` returns for it, kept where there is something to keep."""
    for report in catalogue.reports.values():
        yield report, (kept.of(report, make, annex) if kept else make(catalogue, report))


def each_fact(
    catalogue: Catalogue, make: OfReport[T], kept: KeptByReport | None
) -> Iterator[tuple[Report, T]]:
    """Yield every report with what `make` says of it by itself (`KeptByReport.facts`)."""
    for report in catalogue.reports.values():
        yield report, (kept.facts(report, make) if kept else make(catalogue, report))


def each_finding(
    catalogue: Catalogue, make: OfReport[Findings], kept: KeptByReport | None
) -> Iterator[Diagnostic]:
    """Yield what `make` finds in each report by itself."""
    for _, findings in each_fact(catalogue, make, kept):
        yield from findings


@cache
def _name(function: OfReport[object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def head_state(catalogue: Catalogue, report: Report) -> str:
    """Return the digest of what a report declares, and of where."""
    del catalogue
    source = report.head.source
    told = report.head.record, source.line, dict(source.fields), source.known_places()
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _matters_named(report: Report, annex: Annex | None) -> Iterator[str | None]:
    """Yield the matters that the recommendations name, where these are looked at."""
    if annex in {None, Annex.RECOMMENDATIONS}:
        for row in report.recommendations:
            yield row.record.issue_id


def _digests_by_unit(digests: Mapping[str, str]) -> Mapping[str, str]:
    """Return folder of a report → digest of its files; "" → that of the files outside of all."""
    found = {"": hashlib.sha256()}
    for path, digest in digests.items():
        unit = unit_of(path) if path.startswith(f"{REPORTS}/") else ""
        found.setdefault(unit, hashlib.sha256()).update(f"{path}\0{digest}\0".encode())
    return {unit: each.hexdigest() for unit, each in found.items()}
