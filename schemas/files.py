"""The kinds of file that editors write, and the record that each holds (annexes: registers)."""

from dataclasses import dataclass

from schemas.area import Agency, Area
from schemas.base import Record
from schemas.correction import Correction
from schemas.directive import Directive
from schemas.document import AuthoredPage, Document
from schemas.indicator import Indicator
from schemas.report import ReportHead
from schemas.schedule import ScheduleRule
from schemas.settings import Settings
from schemas.team import Member, Team, TeamArea


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: its path below `content/` in words, its title, one record of it."""

    name: str  # ASCII, for names of files and anchors
    path: str
    title: str
    record: type[Record]

    @property
    def is_table(self) -> bool:
        """Whether the file is CSV with a record a row; else the record heads the file (YAML)."""
        return self.path.endswith(".csv")


FILE_KINDS = (
    FileKind("settings", "settings.yml", "Thiết lập của tỉnh", Settings),
    FileKind("areas", "catalogue/areas.csv", "Danh mục xã, phường, đặc khu", Area),
    FileKind("agencies", "catalogue/agencies.csv", "Danh mục cơ quan", Agency),
    FileKind("indicators", "catalogue/indicators.csv", "Danh mục chỉ tiêu", Indicator),
    FileKind("directives", "catalogue/directives.csv", "Danh mục văn bản chỉ đạo", Directive),
    FileKind("schedule", "catalogue/schedule.csv", "Lịch báo cáo", ScheduleRule),
    FileKind("team", "teams/to-NN/team.md", "Tổ", Team),
    FileKind(
        "team-members", "teams/to-NN/members.csv", "Thành viên Tổ và Bộ phận giúp việc", Member
    ),
    FileKind("team-areas", "teams/to-NN/areas.csv", "Địa bàn của Tổ", TeamArea),
    FileKind("document", "documents/*.md", "Văn bản", Document),
    FileKind("page", "index.md, huong-dan/*.md", "Trang soạn sẵn", AuthoredPage),
    FileKind("corrections", "reports/KỲ/corrections.csv", "Đính chính báo cáo của kỳ", Correction),
    FileKind("report", "reports/KỲ/to-NN/report.md", "Phần đầu của báo cáo", ReportHead),
)
