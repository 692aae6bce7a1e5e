"""The ledger of submissions for other programs, and its deadlines for calendars."""

from collections.abc import Iterable

from build_tools.aggregation.figures import Figures, Submission
from build_tools.aggregation.timeliness import Deadline, coming_deadlines, whole_ledger
from build_tools.exports.calendar import DayEvent, calendar_file
from build_tools.exports.data import Record, csv_file, json_file
from build_tools.site_model import SiteFile
from build_tools.views.addresses import report_uri
from build_tools.views.formatting import format_day, in_sentence
from build_tools.views.timeliness import CALENDAR_FILE, CSV_FILE, JSON_FILE
from schemas.catalogue import Catalogue
from schemas.text import slug

FIELDS = (
    "period",
    "period_kind",
    "team",
    "team_name",
    "cut_off",
    "due",
    "submitted_on",
    "state",
    "days_late",
    "nothing_to_report",
    "document_number",
    "page",
)


def ledger_files(catalogue: Catalogue, figures: Figures) -> tuple[SiteFile, ...]:
    """Return the ledger as CSV and JSON, and the deadlines of the next twelve months."""
    records = [_record(catalogue, figures, each) for each in whole_ledger(catalogue, figures)]
    deadlines = coming_deadlines(catalogue, figures.today)
    return (
        SiteFile(uri=CSV_FILE, content=csv_file(FIELDS, records)),
        SiteFile(uri=JSON_FILE, content=json_file(figures.today, records)),
        SiteFile(
            uri=CALENDAR_FILE,
            content=calendar_file(
                f"Hạn báo cáo, {catalogue.settings.province}",
                _events(catalogue, deadlines),
                figures.today,
            ),
        ),
    )


def _record(catalogue: Catalogue, figures: Figures, submission: Submission) -> Record:
    """Return one line; `page` is the report's address from the site's root, None without one.

    `nothing_to_report` is None of a report that came and is not on this site.
    """
    key = submission.period, submission.team_id
    report = figures.reports.get(key)
    return {
        "period": submission.period.id,
        "period_kind": submission.period.kind.value,
        "team": submission.team_id,
        "team_name": catalogue.teams[submission.team_id].team.record.name,
        "cut_off": submission.cut_off,
        "due": submission.due,
        "submitted_on": submission.submitted_on,
        "state": submission.state.value,
        "days_late": submission.days_late,
        "nothing_to_report": None if key in catalogue.withheld else submission.nothing_to_report,
        "document_number": report.head.record.document_number if report else None,
        "page": report_uri(*key) if report else None,
    }


def _events(catalogue: Catalogue, deadlines: Iterable[Deadline]) -> tuple[DayEvent, ...]:
    province = slug(catalogue.settings.province)
    return tuple(
        DayEvent(
            uid=f"han-{each.period.id.lower()}@{province}.diaban",
            day=each.due,
            summary=f"Hạn gửi báo cáo {in_sentence(each.period)}",
            description=(
                f"Gửi Tổ trưởng báo cáo {in_sentence(each.period)}, "
                f"số liệu chốt ngày {format_day(each.cut_off)}."
            ),
        )
        for each in deadlines
    )
