"""Rows of annexes: one row a matter in a report, one meaning an id through all reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from build_tools.diagnostics import Diagnostic
from build_tools.validation.findings import repeated, written
from build_tools.validation.kept import KeptByReport, each_finding
from build_tools.validation.nearest import nearest
from build_tools.validation.rows import column_of
from build_tools.validation.rules.wording import period_text
from schemas.annex_row import AnnexRow, Item
from schemas.catalogue import Catalogue, Located, Report
from schemas.directive import IssuerLevel
from schemas.period import Period
from schemas.report import Annex

# The field that holds the id of each annex's rows; figures have none (rules/numbers.py).
ID_FIELDS = {
    Annex.ISSUES: "issue_id",
    Annex.REQUESTS: "request_id",
    Annex.RECOMMENDATIONS: "rec_id",
    Annex.DIRECTIVES: "directive_id",
    Annex.REMINDERS: "reminder_id",
    Annex.MEETINGS: "meeting_id",
    Annex.ORIENTATION: "note_id",
    Annex.INFORMATION_REQUESTS: "req_id",
    Annex.TASKS: "task_id",
}
_WITH_IDS = tuple(ID_FIELDS)
_THREAD_ANNEXES = tuple(annex for annex in ID_FIELDS if annex is not Annex.DIRECTIVES)


def check_rows(catalogue: Catalogue, kept: KeptByReport | None = None) -> Iterator[Diagnostic]:
    """No matter stands twice in one annex; files that rows name are there."""
    yield from each_finding(catalogue, _of_report, kept)


def _of_report(catalogue: Catalogue, report: Report) -> tuple[Diagnostic, ...]:
    return (*_check_ids(catalogue, report), *_check_files(report))


def _check_ids(catalogue: Catalogue, report: Report) -> Iterator[Diagnostic]:
    for annex, field in ID_FIELDS.items():
        if not _has_twice(annex, report.annexes.get(annex, ())):
            continue
        firsts: dict[str, Located[AnnexRow]] = {}
        for row in report.annexes.get(annex, ()):
            first = firsts.setdefault(_row_id(row.record, field), row)
            if first is not row and annex is Annex.DIRECTIVES:
                area = catalogue.areas[_area(row.record) or ""].record.full_name
                value = f"{getattr(row.record, field)}, {area}"
                yield _repeated_row(row, first, value, field)
            elif first is not row:
                yield repeated(_row_id(row.record, field), row, first, field)


def _has_twice(annex: Annex, rows: Sequence[Located[AnnexRow]]) -> bool:
    """Say whether an id stands in two rows, of a directive in one area; rows stay as they are."""
    names = [ID_FIELDS[annex], *(["unit_code"] if annex is Annex.DIRECTIVES else [])]
    called = list(zip(*(column_of(rows, name) for name in names), strict=True))
    return len(set(called)) < len(called)


def _repeated_row(
    row: Located[AnnexRow], first: Located[AnnexRow], value: str, field: str
) -> Diagnostic:
    return Diagnostic(
        code="structure.repeated-row",
        place=row.source.at(field),
        value=value,
        related=first.source.at(field),
        params={"first": written(first.source.at(field))},
    )


def _row_id(record: AnnexRow, field: str) -> str:
    return record.item_id if isinstance(record, Item) else str(getattr(record, field))


def _area(record: AnnexRow) -> str | None:
    code: str | None = getattr(record, "unit_code", None)
    return code


def _check_files(report: Report) -> Iterator[Diagnostic]:
    names = tuple(path.rpartition("/")[2] for path in report.attachments)
    if not any(column_of(report.meetings, "file")):
        return
    for row in report.meetings:
        file = row.record.file
        if file is not None and file not in names:
            yield Diagnostic(
                code="structure.missing-attachment",
                place=row.source.at("file"),
                value=file,
                nearest=nearest(file, names),
            )


@dataclass(frozen=True, slots=True)
class _Meaning:
    team_id: str
    unit_code: str | None
    row: Located[AnnexRow]


def check_ids_across(
    catalogue: Catalogue, kept: KeptByReport | None = None
) -> Iterator[Diagnostic]:
    """Check what an id means in all reports together."""
    make = partial(_check_across, catalogue)
    if kept is None:
        yield from make()
    else:
        states = (kept.state(report, _WITH_IDS) for report in catalogue.reports.values())
        yield from kept.across("ids", states, make)


def _check_across(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Compare the rows of all reports: of them no more than heads and the annexes of ID_FIELDS."""
    yield from _check_meanings(catalogue)
    yield from _check_related_issues(catalogue)


def _check_meanings(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that an id means one matter for ever: of one team unless handed over, of one area.

    Asks for all reports: a hand-over may stand in any of them.
    """
    handed_over = _hand_overs(catalogue)
    meanings: dict[str, _Meaning] = {}
    for report in catalogue.reports.values():
        for annex in _THREAD_ANNEXES:
            for row in report.annexes.get(annex, ()):
                field = ID_FIELDS[annex]
                item_id = _row_id(row.record, field)
                meaning = _Meaning(report.team_id, _place_of(catalogue, row.record), row)
                first = meanings.setdefault(item_id, meaning)
                if first.row.source.path == row.source.path:
                    continue  # a second row of one annex is told as such
                since = handed_over.get((item_id, report.team_id))
                is_same_team = first.team_id == report.team_id or (
                    since is not None and since <= report.period
                )
                if not is_same_team or first.unit_code != meaning.unit_code:
                    yield _changed_meaning(item_id, row, first.row, field)


def _place_of(catalogue: Catalogue, record: AnnexRow) -> str | None:
    """Return the area; of one that was merged its successor, under whose name matters go on."""
    code = _area(record)
    return catalogue.successor_of(code) if code is not None else None


def _hand_overs(catalogue: Catalogue) -> dict[tuple[str, str], Period]:
    """Return, for each item and the team that it was handed to, the first period of that."""
    found: dict[tuple[str, str], Period] = {}
    for report in catalogue.reports.values():
        for annex in _THREAD_ANNEXES:
            for record in (row.record for row in report.annexes.get(annex, ())):
                if isinstance(record, Item) and record.handed_over_to is not None:
                    found.setdefault((record.item_id, record.handed_over_to), report.period)
    return found


def _changed_meaning(
    item_id: str, row: Located[AnnexRow], first: Located[AnnexRow], field: str
) -> Diagnostic:
    return Diagnostic(
        code="structure.changed-meaning",
        place=row.source.at(field),
        value=item_id,
        related=first.source.at(field),
        params={"first": written(first.source.at(field))},
    )


def _check_related_issues(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that the issue of a recommendation stands in a report up to its own; asks for all."""
    known: dict[str, None] = {}
    for report in catalogue.reports.values():
        for issue in report.issues:
            known[issue.record.issue_id] = None
        for row in report.recommendations:
            issue_id = row.record.issue_id
            if issue_id is not None and issue_id not in known:
                yield Diagnostic(
                    code="structure.unknown-issue",
                    place=row.source.at("issue_id"),
                    value=issue_id,
                    nearest=nearest(issue_id, tuple(known)),
                    params={"period": period_text(report.period)},
                )


def check_issuers(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that a commune's own directive names it, and one of a higher level no commune."""
    for row in catalogue.directives.values():
        is_of_commune = row.record.issuer_level is IssuerLevel.COMMUNE
        if is_of_commune and row.record.unit_code is None:
            yield Diagnostic(
                code="structure.directive-without-area",
                place=row.source.at("unit_code"),
                params={"directive": row.record.directive_id},
            )
        elif not is_of_commune and row.record.unit_code is not None:
            yield Diagnostic(
                code="structure.directive-with-area",
                place=row.source.at("unit_code"),
                value=catalogue.areas[row.record.unit_code].record.full_name,
                params={"directive": row.record.directive_id},
            )
