"""A closed period stays as it was: reports, files, and what stands in them.

Nothing here can see that a lock was removed or written anew: the history of the repository does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic
from build_tools.validation.corrected import find_corrected
from build_tools.validation.locked_units import corrections_digest, text_digest
from build_tools.validation.period_files import PeriodFiles
from build_tools.validation.rules.locked_file import LockedReportFile
from build_tools.validation.rules.wording import day_text
from schemas.catalogue import Catalogue, Located
from schemas.correction import Correction
from schemas.period_lock import LockedFile, PeriodLock
from schemas.place import Place


def check_lock(catalogue: Catalogue, files: PeriodFiles) -> Iterator[Diagnostic]:
    """Yield `lock.*` of the closed period of which the files are given; asks for its reports."""
    return _Closed(catalogue, catalogue.locks[files.period], files).findings()


@dataclass(frozen=True, slots=True)
class _Closed:
    """A closed period: its lock, and what stands in its folder now."""

    catalogue: Catalogue
    lock: PeriodLock
    files: PeriodFiles

    def findings(self) -> Iterator[Diagnostic]:
        """Yield what differs; a whole report that is gone or new is told once."""
        yield from self._check_corrections()
        locked, present = set(self.lock.files), self.files.names
        gone, new = _teams(locked) - _teams(present), _teams(present) - _teams(locked)
        for team in sorted(gone):
            yield self._finding("lock.report-removed", Place(self.files.lock), team)
        for team in sorted(new):
            path = f"{self.files.folder}/{team}/report.md"
            yield self._finding("lock.report-added", Place(path), team)
        for name in sorted(name for name in locked - present if _team(name) not in gone):
            path = f"{self.files.folder}/{name}"
            yield self._finding("lock.file-removed", Place(path), name)
        for name in sorted(name for name in present - locked if _team(name) not in new):
            path = f"{self.files.folder}/{name}"
            yield self._finding("lock.file-added", Place(path), name)
        for name in sorted(locked & present):
            yield from self._check_file(name, self.lock.files[name])

    def _finding(self, code: str, place: Place, value: str | None, **params: str) -> Diagnostic:
        params["day"] = day_text(self.lock.closed_on)
        return Diagnostic(code=code, place=place, value=value, params=params)

    def _later(self) -> Sequence[Located[Correction]]:
        """Return the corrections that were written after the closing."""
        return self.catalogue.corrections.get(self.lock.period, ())[self.lock.corrections :]

    def _check_corrections(self) -> Iterator[Diagnostic]:
        """Those of before the closing stay as they were; the others are not older than it."""
        source, count = self.files.corrections, self.lock.corrections
        if corrections_digest(source, count) != self.lock.corrections_sha256:
            place = Place(source.path if source else self.files.lock)
            yield self._finding("lock.corrections-changed", place, None, count=str(count))
        for row in self._later():
            if row.record.date < self.lock.closed_on:
                value = day_text(row.record.date)
                yield self._finding("lock.correction-before", row.source.at("date"), value)

    def _check_file(self, name: str, locked: LockedFile) -> Iterator[Diagnostic]:
        source = self.files.texts.get(name)
        if source is None:
            if self.files.attachments[name] != locked.sha256:
                place = Place(f"{self.files.folder}/{name}")
                yield self._finding("lock.file-changed", place, name)
            return
        corrected = tuple(
            found
            for row in self._later()
            if row.record.file == name
            and (found := find_corrected(self.catalogue, self.lock.period, row))
        )
        if not corrected and text_digest(source) == locked.sha256:
            return
        report = self.catalogue.reports[self.lock.period, _team(name)]
        file = LockedReportFile(name, locked, report, source, corrected)
        for code, place, value, params in file.differences():
            yield self._finding(code, place, value, **params)


def _team(name: str) -> str:
    return name.partition("/")[0]


def _teams(names: set[str] | frozenset[str]) -> set[str]:
    return {_team(name) for name in names}
