"""Names in reports are names of the team's members (decision, Article 2.4)."""

from collections.abc import Callable, Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.validation.kept import KeptByReport, each_finding
from build_tools.validation.nearest import nearest
from build_tools.validation.rows import rows_where
from schemas.base import Record
from schemas.catalogue import Catalogue, Located, Report
from schemas.report import Annex
from schemas.text import exact_key

_MUST_BE_MEMBER = "structure.unknown-member"
_SHOULD_BE_MEMBER = "structure.not-member"
_NAMING = (
    (Annex.TASKS, "assignee", _MUST_BE_MEMBER),
    (Annex.TASKS, "assigned_by", _SHOULD_BE_MEMBER),
    (Annex.MEETINGS, "attendees", _SHOULD_BE_MEMBER),
    (Annex.ORIENTATION, "by", _SHOULD_BE_MEMBER),
)


def check_people(catalogue: Catalogue, kept: KeptByReport | None = None) -> Iterator[Diagnostic]:
    """Check who wrote, checked, was given a task, attended; members of any time count."""
    yield from each_finding(catalogue, _of_report, kept)


def _of_report(catalogue: Catalogue, report: Report) -> tuple[Diagnostic, ...]:
    return tuple(_check_report(catalogue, report))


def _check_report(catalogue: Catalogue, report: Report) -> Iterator[Diagnostic]:
    rows = catalogue.teams[report.team_id].members
    members = tuple(dict.fromkeys(row.record.full_name for row in rows))
    keys = {exact_key(member) for member in members}

    def strangers(value: object) -> list[str]:
        return [name for name in _names(value) if exact_key(name) not in keys]

    for code, row, field in _naming(report, lambda values: bool(strangers(values[0]))):
        for name in strangers(getattr(row.record, field)):
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


def _naming(
    report: Report, holds: Callable[[tuple[object, ...]], bool]
) -> Iterator[tuple[str, Located[Record], str]]:
    """Yield the rule, the record and the field of those of whose values it holds."""
    for field in ("prepared_by", "checked_by"):
        if holds((getattr(report.head.record, field),)):
            yield _MUST_BE_MEMBER, report.head, field
    for annex, field, code in _NAMING:
        rows = report.annexes.get(annex, ())
        for at in rows_where(rows, (field,), holds):
            yield code, rows[at], field


def _names(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return value if isinstance(value, tuple) else ()


FACTS = (_of_report,)
