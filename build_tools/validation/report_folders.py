"""`reports/<period>/<team>/` to Report."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from build_tools.diagnostics import Diagnostic
from build_tools.memo import AnyMemo
from build_tools.validation.findings import folder_mismatch
from build_tools.validation.inputs import REPORTS, Inputs
from build_tools.validation.later import Body, Outline, body_of
from build_tools.validation.references import KnownReferences, ReferencesOn
from schemas.annex_row import AnnexRow
from schemas.catalogue import Located, Report
from schemas.period import Period
from schemas.registers import ANNEX_ROWS
from schemas.report import Annex, ReportHead

Tell = Callable[[Report, AnyMemo], None]


def read_report_folders(
    inputs: Inputs, references: KnownReferences, tell: Tell
) -> Mapping[tuple[Period, str], Report]:
    """Read every sound report, by period and then by team.

    `tell` has a memo remember what will be asked of a report that was read anew, by itself: that
    is cheaper for the process which has just read it than for one that must unpack its rows first.
    """
    folders = [
        (folder, period)
        for parent in inputs.folders(REPORTS)
        for period in [Period.parse(parent.rpartition("/")[2])]
        for folder in inputs.folders(parent)
    ]
    inputs.ahead.prepare_new(
        {each: _key(inputs, references.on(each[1].last_day), each[0]) for each in folders},
        lambda some, memo: list(_reports(inputs.apart(memo), references, some, tell)),
        count=sum(path.startswith(f"{REPORTS}/") for path in inputs.sources),
    )
    reports = _reports(inputs, references, folders, tell)
    by_key = {report.key: report for report in reports if report}
    return dict(sorted(by_key.items()))


def _reports(
    inputs: Inputs, references: KnownReferences, folders: Iterable[tuple[str, Period]], tell: Tell
) -> Iterator[Report | None]:
    for folder, period in folders:
        yield _report(inputs, references.on(period.last_day), folder, period, tell)


def _report(
    inputs: Inputs, references: ReferencesOn, folder: str, period: Period, tell: Tell
) -> Report | None:
    """Return the report, as it was read before where none of its files changed since."""
    if inputs.state(folder) is None:
        return _read(inputs, references, folder, period)
    own = inputs.apart(inputs.memo)  # as it is now: what is found later may be of this report

    @cache
    def read() -> Report | None:
        return _read(own, references, folder, period)

    def make() -> tuple[Outline | None, tuple[Diagnostic, ...]]:
        report = read()
        return Outline.of(report) if report else None, tuple(own.found)

    @cache
    def body() -> Body:
        return inputs.memo.get(("body", *key[1:]), make_body)

    def make_body() -> Body:
        report = read()
        if report is None:
            raise ValueError(folder)  # an outline is of a sound report
        return body_of(report)

    key = _key(inputs, references, folder)
    was_kept = inputs.ahead.has(key)
    outline, noted = inputs.memo.get(key, make)
    inputs.take(noted)
    if outline is None:
        return None
    report = outline.report(body)
    if not was_kept:
        body()
        tell(report, inputs.memo)
    return report


def _key(inputs: Inputs, references: ReferencesOn, folder: str) -> tuple[str | None, ...]:
    return "report", folder, inputs.state(folder), references.digest


def _read(inputs: Inputs, references: ReferencesOn, folder: str, period: Period) -> Report | None:
    annexes: dict[Annex, Sequence[Located[AnnexRow]]] = {
        annex: inputs.rows(f"{folder}/{annex.file_name}", row, references)
        for annex, row in ANNEX_ROWS.items()
        if f"{folder}/{annex.file_name}" in inputs.sources
    }
    path = f"{folder}/report.md"
    front_matter = inputs.front_matter(path) if inputs.require(path) else None
    if front_matter is None:
        return None
    prose = inputs.prose(front_matter)
    head = inputs.head(front_matter, ReportHead, references)
    if prose.tokens or not prose.source.strip():  # of what was not read no heading is missing
        inputs.headings(prose)
    if head is None:
        return None
    inputs.take(tuple(_check_folder(folder, period, head)))
    if not inputs.is_sound(folder):
        return None
    attachments = inputs.files(f"{folder}/attachments")
    return Report(head, prose, annexes, attachments)


def _check_folder(folder: str, period: Period, head: Located[ReportHead]) -> Iterator[Diagnostic]:
    team = folder.rpartition("/")[2]
    if head.record.team != team:
        yield folder_mismatch(head, "team", head.record.team, team)
    if head.record.period != period:
        yield folder_mismatch(head, "period", head.record.period.id, period.id)
