"""From the files under `content/` to the Catalogue: the only place that knows the order.

Settings, catalogues, teams, reports, documents, pages; then the rules that look across them. The
gate of secrecy runs on every text that could be read, whatever else is wrong.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

from build_tools.diagnostics import Diagnostic, Diagnostics, Severity
from build_tools.diagnostics.wording import severity
from build_tools.memo import AnyMemo
from build_tools.project import Project
from build_tools.reading.snapshot import Snapshot
from build_tools.validation.beside_reports import read_beside_reports
from build_tools.validation.drafts import leave_out, softened, stops_draft, without_drafts
from build_tools.validation.foundations import Foundations
from build_tools.validation.gate import check_gate, keep_no_refused, not_told_by_gate
from build_tools.validation.inputs import REPORTS, SETTINGS, Inputs, unit_of
from build_tools.validation.kept import KeptByReport
from build_tools.validation.later import narrowed_annexes
from build_tools.validation.period_files import digests_by_folder, files_of
from build_tools.validation.readings import Readings
from build_tools.validation.references import KnownReferences
from build_tools.validation.report_folders import read_report_folders
from build_tools.validation.rules.audience import check_audiences
from build_tools.validation.rules.completeness import check_completeness
from build_tools.validation.rules.continuity import check_continuity
from build_tools.validation.rules.corrections import check_corrections
from build_tools.validation.rules.dates import check_dates
from build_tools.validation.rules.exceptions import apply_exceptions
from build_tools.validation.rules.facts import FACTS
from build_tools.validation.rules.locks import check_lock
from build_tools.validation.rules.numbers import check_numbers
from build_tools.validation.rules.prose_figures import check_prose_figures
from build_tools.validation.rules.signoff import check_first_commits, check_signoff
from build_tools.validation.rules.structure import check_reports
from build_tools.validation.rules.wording import folder_of, period_text
from build_tools.validation.settings_file import read_settings
from schemas.catalogue import Catalogue, Located, Report
from schemas.period import Period
from schemas.settings import Settings


@dataclass(frozen=True, slots=True)
class Judged:
    """All findings, and the catalogue of what could be read (None without settings).

    `drafts` are the folders of the reports that say so, `digests` path → SHA-256 of every file that
    could be read. Unless `is_sound`, the catalogue lacks what
    was faulty, and says nothing of what else may be wrong: nobody builds a site from it.
    """

    catalogue: Catalogue | None
    findings: tuple[Diagnostic, ...]
    drafts: frozenset[str]
    digests: Mapping[str, str]

    @property
    def is_sound(self) -> bool:
        """Whether there is no error."""
        return self.catalogue is not None and not any(
            severity(one) is Severity.ERROR for one in self.findings
        )


@dataclass(frozen=True, slots=True)
class _Read:
    """All that could be read; `kept` keeps what is told of its reports by themselves."""

    catalogue: Catalogue
    kept: KeptByReport
    foundations: Foundations


def load_catalogue(  # noqa: PLR0913  each is a choice of its own, named by the caller
    project: Project,
    *,
    today: dt.date,
    found: Diagnostics,
    first_commits: Mapping[str, dt.date] | None = None,
    memo: AnyMemo | None = None,
    workers: int = 1,
    readings: Readings | None = None,
) -> Catalogue | None:
    """Read, validate and judge everything; None when there is an error.

    `found` gets every finding; where one fault would bring others with it, the first alone.
    `first_commits`: path of a report → day on which git first had it; None where nobody asked git.
    `memo`: products of earlier turns; without one, `workers` processes share the reading.
    `readings`: products of earlier runs. The findings and the catalogue are the same whichever way.
    """
    judged = judge_content(project, today, first_commits, memo, workers, readings)
    found.extend(judged.findings)
    return judged.catalogue if judged.is_sound else None


def judge_content(  # noqa: PLR0913, PLR0917  as above
    project: Project,
    today: dt.date,
    first_commits: Mapping[str, dt.date] | None = None,
    memo: AnyMemo | None = None,
    workers: int = 1,
    readings: Readings | None = None,
    snapshot: Snapshot | None = None,
) -> Judged:
    """Read, validate and judge everything; a draft that is not finished is left out.

    `snapshot`: the content, if it was looked at before.
    """
    noted = Diagnostics()
    inputs = Inputs(project, noted, memo, workers, readings, snapshot)
    settings = _settings_of(inputs)
    gate = check_gate(inputs, settings)
    read = _read_all(inputs, settings, today) if settings else None
    keep_no_refused(readings, [*gate, *map(inputs.softened, noted)])  # before anything is kept
    catalogue = read.catalogue if read else None
    if read:
        noted.extend(_judge(inputs, read, today))
        noted.extend(check_first_commits(read.catalogue, first_commits or {}))
    findings = _accept(catalogue, noted) if catalogue else list(noted)
    findings = list(map(inputs.softened, findings))
    findings = [*gate, *not_told_by_gate(findings, gate, inputs)]
    keep_no_refused(readings, findings)
    if catalogue:
        stopped = (inputs.drafts_named(one) for one in findings if stops_draft(one))
        catalogue = leave_out(catalogue, chain.from_iterable(stopped))
    return Judged(catalogue, tuple(findings), inputs.drafts, inputs.digests())


def _settings_of(inputs: Inputs) -> Located[Settings] | None:
    if not inputs.require(SETTINGS):
        return None
    found = Diagnostics()
    settings = read_settings(inputs.sources[SETTINGS], found)
    inputs.take(found)
    return settings


def _read_all(inputs: Inputs, settings: Located[Settings], today: dt.date) -> _Read:
    """Read all else before the reports, so that who reads a report may also ask what it is told."""
    references = KnownReferences()
    ground = read_beside_reports(inputs, settings, references)
    foundations = Foundations.of(inputs, ground, today, settings.source)
    kept = KeptByReport(ground, inputs.memo, FACTS)

    def tell(report: Report, memo: AnyMemo) -> None:
        if foundations.hold:
            kept.all_facts(report, memo)

    reports = read_report_folders(inputs, references, tell)
    narrowed = _narrowed_files(inputs, reports.values())
    catalogue = replace(ground, reports=reports, narrowed_files=narrowed)
    return _Read(catalogue, kept, foundations)


def _narrowed_files(inputs: Inputs, reports: Iterable[Report]) -> Mapping[str, str]:
    """Return the text of the annexes that have a row with an audience of its own."""
    paths = {
        f"{folder_of(report)}{annex.file_name}"
        for report in reports
        for annex in narrowed_annexes(report.annexes)
    }
    return {path: inputs.sources[path].text for path in sorted(paths)}


def _judge(inputs: Inputs, read: _Read, today: dt.date) -> Iterator[Diagnostic]:
    """Yield what the rules across files find, but nothing that may follow from earlier errors."""
    yield from read.foundations.findings
    if not read.foundations.hold:
        return
    catalogue, kept = read.catalogue, read.kept
    came = without_drafts(catalogue)
    told = Diagnostics()
    told.extend(
        one
        for one in chain(
            _check_closed(inputs, catalogue, kept), _judge_reports(inputs, came, today, kept)
        )
        if not inputs.touches_unsound(one) and not _misses_faulty(inputs, one)
    )
    yield from told
    if came is not catalogue:
        yield from _judge_drafts(inputs, catalogue, today, told, kept)


def _judge_drafts(
    inputs: Inputs,
    catalogue: Catalogue,
    today: dt.date,
    told: Diagnostics,
    kept: KeptByReport,
) -> Iterator[Diagnostic]:
    """Yield what is found with the drafts and was not without them: it stops no other report."""
    known = {one.identity() for one in told}
    for one in _judge_reports(inputs, catalogue, today, kept, drafts=True):
        is_new = one.identity() not in known and one.code != "completeness.missing-report"
        if is_new and inputs.drafts_named(one) and not inputs.touches_unsound(one):
            yield softened(one)


def _misses_faulty(inputs: Inputs, finding: Diagnostic) -> bool:
    """Say whether a report is called missing that may be there, faulty or under another name."""
    if finding.code != "completeness.missing-report" or not inputs.unsound_below(REPORTS):
        return False
    team = unit_of(finding.place.path)
    periods = {str(period_text(Period.parse(one))): one for one in inputs.names_below(REPORTS)}
    folder = f"{REPORTS}/{periods.get(finding.value or '', '')}"
    unsound = inputs.unsound_below(folder)
    misnamed = unsound - inputs.names_below(folder)
    return bool(
        team.rpartition("/")[2] in unsound
        or misnamed
        or inputs.unsound_below(REPORTS) - inputs.names_below(REPORTS)
    )


def _judge_reports(
    inputs: Inputs,
    catalogue: Catalogue,
    today: dt.date,
    kept: KeptByReport,
    *,
    drafts: bool = False,
) -> Iterator[Diagnostic]:
    are_all_sound = inputs.is_sound(REPORTS)

    def check_matters() -> Iterator[Diagnostic]:  # one process unpacks the rows for both
        yield from check_reports(catalogue, are_all_sound=are_all_sound, kept=kept)
        if are_all_sound:
            yield from check_continuity(catalogue, kept, drafts=drafts)

    checks: list[Callable[[], Iterable[Diagnostic]]] = [
        check_matters,
        partial(check_completeness, catalogue, today, kept),
        partial(check_numbers, catalogue, kept),
        partial(check_dates, catalogue, kept),
        partial(check_signoff, catalogue, kept),
        partial(check_prose_figures, catalogue, kept),
        partial(check_audiences, catalogue, kept),
    ]
    return inputs.ahead.each(checks, len(inputs.sources))


def _check_closed(inputs: Inputs, catalogue: Catalogue, kept: KeptByReport) -> Iterator[Diagnostic]:
    """Check the corrections, then the closed periods but those with a correction at fault.

    A report that differs from its lock is unsound: what else the rules say of it follows from that.
    """
    if not inputs.is_sound(REPORTS):
        return
    corrections = list(check_corrections(catalogue))
    yield from corrections
    faulty = {one.place.path for one in corrections}
    folders = digests_by_folder(inputs.digests())
    for period in catalogue.locks:
        files = folders[f"{REPORTS}/{period.id}"]
        if faulty.isdisjoint(files):
            check = partial(_check_lock, inputs, catalogue, period)
            inputs.take(kept.across(f"lock of {period.id}", files.items(), check))


def _check_lock(inputs: Inputs, catalogue: Catalogue, period: Period) -> Iterable[Diagnostic]:
    return check_lock(catalogue, files_of(inputs, period))


def _accept(catalogue: Catalogue, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Apply the exceptions of the reports; whether one is stale asks for all findings."""
    accepted = apply_exceptions(catalogue, findings)
    if any(severity(one) is Severity.ERROR for one in accepted):
        return [one for one in accepted if one.code != "exception.stale"]
    return accepted
