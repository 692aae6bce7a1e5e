"""`diaban new report`: writes a new report's files, never over ones that stand."""

import datetime as dt
from pathlib import Path

from build_tools.diagnostics import Diagnostics
from build_tools.editing.scaffold import new_report_files
from build_tools.errors import DiabanError, UsageError
from build_tools.project import Project
from build_tools.validation.loading import load_catalogue
from schemas.period import Period


def create_report(
    project: Project, team: int, period_text: str, today: dt.date
) -> tuple[Path, ...]:
    """Write the folder of a new report; return its files. Nothing is written on an error."""
    try:
        period = Period.parse(period_text)
    except ValueError as error:
        raise UsageError(
            f"“{period_text}” không phải là kỳ báo cáo, ví dụ 2026-07, 2026-Q3, 2026."
        ) from error
    catalogue = load_catalogue(project, today=today, found=Diagnostics())
    if catalogue is None:
        raise DiabanError("Nội dung đang có lỗi. Hãy chạy `diaban check` và sửa trước.")
    team_id = f"to-{team:02}"
    if team_id not in catalogue.teams:
        raise UsageError(f"Không có Tổ số {team}; các Tổ: {', '.join(catalogue.teams)}.")
    if catalogue.schedule.rule(period) is None:
        raise UsageError(f"Lịch báo cáo (schedule.csv) không có loại kỳ {period.kind.label}.")
    if period in catalogue.locks:
        raise UsageError(f"{period.label} đã khóa; báo cáo đến sau khi khóa thì phải mở kỳ.")
    files = {
        project.content / path: text
        for path, text in new_report_files(catalogue, team_id, period).items()
    }
    folder = next(iter(files)).parent
    if folder.exists():
        raise UsageError(f"Đã có {folder.relative_to(project.root)}; không ghi đè.")
    folder.mkdir(parents=True)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8", newline="")
    return tuple(files)
