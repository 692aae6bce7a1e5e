"""`diaban new report`: writes a new report's files, never over ones that stand."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from build_tools.diagnostics import Severity
from build_tools.diagnostics.wording import severity
from build_tools.editing.carry_over import CarryOver, carry_over
from build_tools.editing.scaffold import new_report_files
from build_tools.editing.usable import is_taken_from, usable_catalogue
from build_tools.editing.writing import write_files
from build_tools.errors import UsageError
from build_tools.project import Project
from build_tools.validation.drafts import stops_draft
from build_tools.validation.inputs import REPORTS
from build_tools.validation.loading import Judged, judge_content
from build_tools.validation.usual_forms import asked_period
from schemas.catalogue import Catalogue
from schemas.period import Period


@dataclass(frozen=True, slots=True)
class NewReport:
    """A report that may be begun: what is known of it, and what the section must know."""

    catalogue: Catalogue
    carried: CarryOver
    remarks: tuple[str, ...]
    drafts: frozenset[str]

    @property
    def folder(self) -> str:
        """Its folder, from the project's root."""
        return f"{REPORTS}/{self.carried.period.id}/{self.carried.team_id}"


def begin_report(project: Project, team: int, period_text: str, today: dt.date) -> NewReport:
    """Read the content and work out the new report; UsageError for one that nobody awaits.

    An error stops it only where it may be in what is taken over: settings, catalogues and teams,
    and the team's own reports. Whatever else others are working on does not.
    """
    period = asked_period(period_text)
    team_id = f"to-{team:02}"
    judged = judge_content(project, today)
    catalogue = usable_catalogue(judged, lambda path: is_taken_from(path, team_id, period))
    if team_id not in catalogue.teams:
        raise UsageError(f"Không có Tổ số {team}; các Tổ: {', '.join(catalogue.teams)}.")
    if catalogue.schedule.rule(period) is None:
        raise UsageError(f"Lịch báo cáo (schedule.csv) không có loại kỳ {period.kind.label}.")
    if period in catalogue.locks:
        raise UsageError(f"{period.label} đã khóa; báo cáo đến sau khi khóa thì phải mở kỳ.")
    carried = carry_over(catalogue, team_id, period)
    remarks = (*carried.remarks, *_left_out(judged, team_id, period))
    return NewReport(catalogue, carried, remarks, judged.drafts)


def _left_out(judged: Judged, team_id: str, period: Period) -> Iterator[str]:
    """Say which reports nothing could be taken from: unfinished drafts, faulty ones of others."""
    folders: dict[str, bool] = {}
    for one in judged.findings:
        if stops_draft(one) or severity(one) is Severity.ERROR:
            parts = one.place.path.split("/")
            folders.setdefault("/".join(parts[:4]), one.of_draft)
    for folder, is_draft in sorted(folders.items()):
        is_own = folder.endswith(f"/{team_id}")
        if is_own and folder.split("/")[2] != period.id:
            yield f"Dự thảo {folder} chưa xong nên chưa lấy được việc gì từ đó."
        elif not is_own and not is_draft:
            yield f"{folder} đang có lỗi: việc bàn giao từ đó, nếu có, chưa được lấy sang."


def create_report(project: Project, new: NewReport) -> tuple[Path, ...]:
    """Write the report's files, all or none; in the folder of a draft those that are missing.

    UsageError where none is missing, or where a report stands that is no draft any more.
    """
    files = new_report_files(new.catalogue, new.carried)
    missing = {
        f"{new.folder}/{name}": text.encode()
        for name, text in files.items()
        if not (project.root / new.folder / name).exists()
    }
    stands = (project.root / new.folder / "report.md").exists()
    if stands and not (new.folder in new.drafts and missing):
        how = (
            "sửa thẳng trong đó, hoặc điền Word, Excel rồi `diaban import … --replace`."
            if new.folder in new.drafts
            else "báo cáo đã gửi."
        )
        raise UsageError(f"Đã có {new.folder}; không ghi đè: {how}")
    write_files(project.root, missing)
    return tuple(project.root / path for path in missing)
