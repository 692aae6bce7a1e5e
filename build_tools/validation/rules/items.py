"""Rows of annexes: one row a matter in a report, one meaning an id through all reports."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import repeat
from typing import NamedTuple, cast

from build_tools.diagnostics import Diagnostic
from build_tools.validation.findings import repeated, written
from build_tools.validation.kept import KeptByReport, each_finding
from build_tools.validation.nearest import nearest
from build_tools.validation.rows import column_of, rows_where
from build_tools.validation.rules.wording import period_text
from schemas.annex_row import AnnexRow, Item
from schemas.catalogue import Catalogue, Located, Report
from schemas.directive import IssuerLevel
from schemas.period import Period
from schemas.registers import ANNEX_ROWS, ITEM_ANNEXES
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
_ITEM_THREADS = tuple(annex for annex in _THREAD_ANNEXES if annex in ITEM_ANNEXES)


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


class _First(NamedTuple):
    """The row in which an id stands first, and what the id means by it."""

    report: Report
    annex: Annex
    at: int
    area: str | None

    @property
    def row(self) -> Located[AnnexRow]:
        return self.report.annexes[self.annex][self.at]


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
    firsts: dict[str, _First] = {}
    for report in catalogue.reports.values():
        for annex in _THREAD_ANNEXES:
            for at, (item_id, area) in enumerate(_meanings(catalogue, report, annex)):
                first = firsts.get(item_id)
                if first is None:
                    firsts[item_id] = _First(report, annex, at, area)
                    continue
                if first.report is report and first.annex is annex:
                    continue  # a second row of one annex is told as such
                since = handed_over.get((item_id, report.team_id))
                is_same_team = first.report.team_id == report.team_id or (
                    since is not None and since <= report.period
                )
                if not is_same_team or first.area != area:
                    row = report.annexes[annex][at]
                    yield _changed_meaning(item_id, row, first.row, ID_FIELDS[annex])


def _meanings(
    catalogue: Catalogue, report: Report, annex: Annex
) -> Iterator[tuple[str, str | None]]:
    """Yield the id and the area of each row; of a merged area the one that goes on for it."""
    rows = report.annexes.get(annex, ())
    ids = cast("Sequence[str]", column_of(rows, ID_FIELDS[annex]))
    if "unit_code" not in ANNEX_ROWS[annex].model_fields:
        return zip(ids, repeat(None))
    codes = cast("Sequence[str | None]", column_of(rows, "unit_code"))
    areas = {code: catalogue.successor_of(code) if code else None for code in set(codes)}
    return zip(ids, map(areas.__getitem__, codes), strict=True)


def _hand_overs(catalogue: Catalogue) -> dict[tuple[str, str], Period]:
    """Return, for each item and the team that it was handed to, the first period of that."""
    found: dict[tuple[str, str], Period] = {}
    for report in catalogue.reports.values():
        for annex in _ITEM_THREADS:
            rows = report.annexes.get(annex, ())
            for at in rows_where(rows, ("handed_over_to",), any):
                item = cast("Item", rows[at].record)
                found.setdefault((item.item_id, str(item.handed_over_to)), report.period)
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
        known.update(dict.fromkeys(cast("Sequence[str]", column_of(report.issues, "issue_id"))))
        for at, each in enumerate(column_of(report.recommendations, "issue_id")):
            if each is not None and each not in known:
                row = report.recommendations[at]
                issue_id = str(row.record.issue_id)
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


FACTS = (_of_report,)
