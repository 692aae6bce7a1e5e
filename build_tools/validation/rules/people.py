"""Names in reports are names of the team's members (decision, Article 2.4)."""

from collections.abc import Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.validation.kept import KeptByReport, each_finding
from build_tools.validation.nearest import nearest
from schemas.base import Record
from schemas.catalogue import Catalogue, Located, Report
from schemas.text import exact_key

_MUST_BE_MEMBER = "structure.unknown-member"
_SHOULD_BE_MEMBER = "structure.not-member"


def check_people(catalogue: Catalogue, kept: KeptByReport | None = None) -> Iterator[Diagnostic]:
    """Check who wrote, checked, was given a task, attended; members of any time count."""
    yield from each_finding(catalogue, _of_report, kept)


def _of_report(catalogue: Catalogue, report: Report) -> tuple[Diagnostic, ...]:
    return tuple(_check_report(catalogue, report))


def _check_report(catalogue: Catalogue, report: Report) -> Iterator[Diagnostic]:
    rows = catalogue.teams[report.team_id].members
    members = tuple(dict.fromkeys(row.record.full_name for row in rows))
    keys = {exact_key(member) for member in members}
    for code, row, field, name in _named(report):
        if exact_key(name) not in keys:
            yield Diagnostic(
                code=code,
                place=row.source.at(field),
                value=name,
                nearest=nearest(name, members),
                params={
                    "field": str(type(row.record).model_fields[field].title),
                    "team": catalogue.teams[report.team_id].team.record.name,
                },
            )


def _named(report: Report) -> Iterator[tuple[str, Located[Record], str, str]]:
    """Yield the rule, the record, the field and each name in it."""
    head = report.head
    yield _MUST_BE_MEMBER, head, "prepared_by", head.record.prepared_by
    if head.record.checked_by is not None:
        yield _MUST_BE_MEMBER, head, "checked_by", head.record.checked_by
    for task in report.tasks:
        yield _MUST_BE_MEMBER, task, "assignee", task.record.assignee
        if task.record.assigned_by is not None:
            yield _SHOULD_BE_MEMBER, task, "assigned_by", task.record.assigned_by
    for meeting in report.meetings:
        for name in meeting.record.attendees:
            yield _SHOULD_BE_MEMBER, meeting, "attendees", name
    for note in report.orientation:
        if note.record.by is not None:
            yield _SHOULD_BE_MEMBER, note, "by", note.record.by
