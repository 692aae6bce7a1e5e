"""A new report's files, filled in from the schedule and the catalogue: what `diaban new` writes."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from build_tools.editing.cell_text import table_text
from schemas.catalogue import Catalogue
from schemas.period import Period
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import REPORT_HEADINGS, Annex, ReportStatus, Secrecy


@dataclass(frozen=True, slots=True)
class ReportDates:
    """Days of the schedule for one report."""

    cut_off: dt.date
    due: dt.date


def new_report_files(catalogue: Catalogue, team_id: str, period: Period) -> Mapping[str, str]:
    """Return the new report's files, by path from the content folder; the text as it is written.

    The front matter holds the dates of the schedule and the head of the section; every annex has
    its heads in Vietnamese. Raises KeyError where the kind of period is not reported.
    """
    folder = PurePosixPath("reports", period.id, team_id)
    dates = ReportDates(catalogue.schedule.cut_off(period), catalogue.schedule.due(period))
    files = {str(folder / "report.md"): _report_text(catalogue, team_id, period, dates)}
    for annex in Annex:
        files[str(folder / annex.file_name)] = annex_header(annex)
    return files


def annex_header(annex: Annex) -> str:
    """Return an annex without a row: the Vietnamese heads, as its file holds them."""
    row = ANNEX_ROWS[annex]
    return table_text([[row.model_fields[name].title or name for name in columns(row)]])


def _report_text(catalogue: Catalogue, team_id: str, period: Period, dates: ReportDates) -> str:
    head = catalogue.section_head(team_id, dates.cut_off)
    name = head.full_name if head else ""
    post = head.role.label if head else ""
    front_matter = [
        "---",
        f"team: {team_id}",
        f'period: "{period.id}"',
        "# Số và ngày văn bản: ghi khi ban hành.",
        "number:",
        f"symbol: BC/BPGV{catalogue.teams[team_id].team.record.number:02}",
        "issued_on:",
        f"place: {catalogue.settings.province}",
        "signer:",
        f"  post: {post}",
        f"  name: {name}",
        "prepared_by:",
        "checked_by:",
        f"approved_by: {name}",
        "approved_on:",
        f"# Ngày gửi Tổ trưởng; hạn gửi là ngày {dates.due:%d/%m/%Y}.",
        "submitted_on:",
        f"status: {ReportStatus.DRAFT.label}",
        f"secrecy: {Secrecy.ORDINARY.label}",
        "audience: intranet",
        "recipients:",
        "  - Đồng chí Tổ trưởng",
        "# Một đến ba câu, câu trả lời đứng trước.",
        "summary:",
        "# Phụ lục không phát sinh trong kỳ, ví dụ [meetings, reminders].",
        "nothing_to_report: []",
        f"data_as_of: {dates.cut_off:%d/%m/%Y}",
        "---",
        "",
    ]
    headings = [f"{'#' * heading.level} {heading.text}\n" for heading in REPORT_HEADINGS]
    return "\n".join(front_matter) + "\n" + "\n".join(headings)
