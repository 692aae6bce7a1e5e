"""Small tables and front matters written as text, and findings as the editor reads them."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from attachment_files import pdf

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.diagnostics.wording import advice, message
from build_tools.project import Project
from build_tools.reading.front_matter import FrontMatter, read_front_matter
from build_tools.reading.tables import Table, read_table
from build_tools.reading.text import SourceText
from build_tools.validation.loading import load_catalogue
from build_tools.validation.references import KnownReferences
from schemas.catalogue import Catalogue
from schemas.report import REPORT_HEADINGS
from tests.validation.random_edits import editable_province


@pytest.fixture
def table() -> Callable[..., Table]:
    def read(text: str, path: str = "content/x.csv") -> Table:
        found = Diagnostics()
        result = read_table(SourceText(path, text, ""), found)
        assert result is not None, list(found)
        return result

    return read


@pytest.fixture
def front_matter() -> Callable[..., FrontMatter]:
    def read(text: str, path: str = "content/x.md") -> FrontMatter:
        found = Diagnostics()
        result = read_front_matter(SourceText(path, f"---\n{text}\n---\n", ""), found)
        assert result is not None, list(found)
        return result

    return read


@pytest.fixture
def told() -> Callable[[Iterable[Diagnostic]], list[str]]:
    """Findings as `line:column [code] message → advice`, sorted."""

    def tell(found: Iterable[Diagnostic]) -> list[str]:
        return [
            f"{one.place.line}:{one.place.column} [{one.code}] {message(one)} → {advice(one)}"
            for one in Diagnostics(found)
        ]

    return tell


@pytest.fixture
def references() -> KnownReferences:
    known = KnownReferences()
    known.add("area", "24781", "Phường Xuân Hương - Đà Lạt", "Xuân Hương - Đà Lạt")
    known.add("area", "25057", "Xã Đạ Tẻh", "Đạ Tẻh")
    known.add("team", "to-01", "Tổ theo dõi địa bàn số 1")
    known.add("team", "to-02", "Tổ theo dõi địa bàn số 2")
    known.add("indicator", "KT01", "Thu ngân sách nhà nước trên địa bàn")
    known.add("directive", "CD-2026-001", "01-CT/TU")
    known.add("agency", "van-phong-tinh-uy", "Văn phòng Tỉnh ủy")
    return known


SETTINGS = """site_name: Theo dõi địa bàn
province: Lâm Đồng
committee: Tỉnh ủy Lâm Đồng
term_from: 2025
term_to: 2030
teams: 2
areas: 3
illustrative: true
expected_from: [2026-01]
change_threshold: 30
official_email_domains: [lamdong.dcs.vn]
secrecy_contact: Văn phòng Tỉnh ủy
"""
TEAM = """---
team_id: to-0{number}
number: {number}
name: Tổ theo dõi địa bàn số {number}
work_email: to{number}@lamdong.dcs.vn
work_phone: 0263 3822 34{number}
legal_basis: 66-TB/TU
valid_from: 19/11/2025
---

Giới thiệu Tổ.
"""
MEMBERS = """member_id,full_name,role,assigned_units,assigned_fields,valid_from,valid_to
TV-0{number}-01,Lê Văn An,Trưởng Bộ phận,,,19/11/2025,
TV-0{number}-02,Trần Thị Bình,Thành viên Bộ phận,{units},{fields},19/11/2025,
"""
FIELDS = "Kinh tế|Văn hóa - xã hội|Quốc phòng - an ninh|Xây dựng Đảng và hệ thống chính trị"
PART_TWO = REPORT_HEADINGS[5].text  # too long for a line here
REPORT = """---
team: to-0{number}
period: 2026-01
place: Lâm Đồng
prepared_by: Trần Thị Bình
status: submitted
submitted_on: 16/01/2026
secrecy: thường
recipients: [Đồng chí Tổ trưởng]
summary: Tình hình ổn định.
nothing_to_report: [indicators, requests, directives, reminders, orientation, {declared}]
data_as_of: 14/01/2026
---

## I. Tình hình địa bàn

### 1. Kinh tế

Sản xuất ổn định.

### 2. Văn hóa - xã hội

Trường lớp đủ giáo viên.

### 3. Quốc phòng - an ninh

An ninh được giữ vững.

### 4. Xây dựng Đảng và hệ thống chính trị

Sinh hoạt chi bộ đều.

## {part_two}

Đã quán triệt.

## III. Vấn đề nổi lên, khó khăn, vướng mắc

Thiếu nước sinh hoạt.

## IV. Đề nghị của cấp ủy địa phương; đề xuất, kiến nghị

Một kiến nghị.

## V. Hoạt động của Bộ phận giúp việc

Dự một cuộc họp.

## VI. Nhiệm vụ trọng tâm kỳ tới

Theo dõi nước sinh hoạt.
"""
SMALL_CONTENT = {
    "settings.yml": SETTINGS,
    "index.md": "---\ntitle: Giới thiệu\n---\n\nTrang theo dõi.\n",
    "documents/quyet-dinh.md": (
        "---\ntitle: Quyết định\nsubject: Thành lập Bộ phận giúp việc\n"
        "issuer: Ban Thường vụ Tỉnh ủy\nsource: Bản gốc\n---\n\nĐiều 1.\n"
    ),
    "huong-dan/phu-luc.md": "---\ntitle: Phụ lục\n---\n\nCách ghi.\n",
    "catalogue/areas.csv": (
        "code,kind,name,former_province,latitude,longitude,valid_from,valid_to,legal_basis\n"
        '24781,Phường,Xuân Hương,Lâm Đồng,"11,9","108,4",01/07/2025,,1671/NQ\n'
        '25057,Xã,Đạ Tẻh,Lâm Đồng,"11,5","107,5",01/07/2025,,1671/NQ\n'
        '24850,Xã,Lạc Dương,Lâm Đồng,"12,0","108,4",01/07/2025,,1671/NQ\n'
    ),
    "catalogue/agencies.csv": "agency_id,name\nvan-phong,Văn phòng Tỉnh ủy\n",
    "catalogue/indicators.csv": (
        "indicator_id,field,name,unit,direction,aggregation,period_types,decimals,source\n"
        "KT01,Kinh tế,Thu ngân sách,tỷ đồng,Tăng là tốt,Cộng,Tháng,1,Thuế\n"
    ),
    "catalogue/directives.csv": (
        "directive_id,doc_ref,doc_type,issuer,issuer_level,unit_code,issued_on,subject\n"
        "CD-2025-001,57-NQ/TW,Nghị quyết,Bộ Chính trị,Trung ương,,22/12/2024,Về chuyển đổi số\n"
        "CD-2025-002,12-KH/ĐU,Kế hoạch,Đảng ủy xã,xa,25057,22/12/2025,Về nước sinh hoạt\n"
    ),
    "catalogue/schedule.csv": (
        "kind,cut_off_day,due_day,valid_from\nTháng,14,18,19/11/2025\nQuý,14,20,19/11/2025\n"
    ),
    "teams/to-01/team.md": TEAM.format(number=1),
    "teams/to-01/members.csv": MEMBERS.format(number=1, units="24781|25057", fields=FIELDS),
    "teams/to-01/areas.csv": (
        "unit_code,party_org_name,office_phone,office_email,valid_from,valid_to\n"
        "24781,Đảng bộ phường,,,19/11/2025,\n25057,Đảng bộ xã,,,19/11/2025,\n"
    ),
    "teams/to-02/team.md": TEAM.format(number=2),
    "teams/to-02/members.csv": MEMBERS.format(number=2, units="24850", fields=FIELDS),
    "teams/to-02/areas.csv": (
        "unit_code,party_org_name,office_phone,office_email,valid_from,valid_to\n"
        "24850,Đảng bộ xã,,,19/11/2025,\n"
    ),
    "reports/2026-01/to-01/report.md": REPORT.format(
        number=1, part_two=PART_TWO, declared="information-requests"
    ),
    "reports/2026-01/to-01/issues.csv": (
        "issue_id,unit_code,field,kind,title,detected_on,status,handed_over_to\n"
        "VD-2026-01001,25057,Kinh tế,Khó khăn,Thiếu nước,05/01/2026,Mới,\n"
    ),
    "reports/2026-01/to-01/recommendations.csv": (
        "rec_id,issue_id,content,sent_to,status\n"
        "KN-2026-01001,VD-2026-01001,Khoan giếng,Tổ trưởng,Chờ ý kiến\n"
    ),
    "reports/2026-01/to-01/meetings.csv": (
        "meeting_id,date,host,title,attendees,file\n"
        "HN-2026-01001,06/01/2026,Đảng ủy xã,Giao ban,Lê Văn An | Trần Thị Bình,giao-ban.pdf\n"
    ),
    "reports/2026-01/to-01/attachments/giao-ban.pdf": pdf("Biên bản giao ban").decode("ascii"),
    "reports/2026-01/to-01/tasks.csv": (
        "task_id,assignee,assigned_by,content,assigned_on,due_date,status\n"
        "NV-2026-01001,Trần Thị Bình,Lê Văn An,Khảo sát,05/01/2026,20/01/2026,Đang thực hiện\n"
    ),
    "reports/2026-01/to-02/report.md": REPORT.format(
        number=2,
        part_two=PART_TWO,
        declared="recommendations, meetings, tasks, information-requests",
    ),
    "reports/2026-01/to-02/issues.csv": (
        "issue_id,unit_code,field,kind,title,detected_on,status,handed_over_to\n"
        "VD-2026-02001,24850,Kinh tế,Khó khăn,Sạt lở,05/01/2026,Mới,\n"
    ),
}
TODAY = dt.date(2026, 1, 16)


@pytest.fixture
def content(tmp_path: Path) -> dict[str, str]:
    """A small content without fault: two teams, three areas, one report each; written by `load`."""
    assert not any(tmp_path.iterdir())
    return dict(SMALL_CONTENT)


@pytest.fixture
def load(
    tmp_path: Path, content: dict[str, str]
) -> Callable[[], tuple[Catalogue | None, list[str]]]:
    """Write the content and load it: the catalogue, and findings as editors read them."""

    def run() -> tuple[Catalogue | None, list[str]]:
        for path, text in content.items():
            file = tmp_path / "content" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        found = Diagnostics()
        catalogue = load_catalogue(Project(root=tmp_path), today=TODAY, found=found)
        return catalogue, [
            f"{one.place.path.removeprefix('content/')}:{one.place.line}:{one.place.column} "
            f"[{one.code}] {message(one)} → {advice(one)}"
            for one in found
        ]

    return run


@pytest.fixture(scope="module")
def edited_province(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Project:
    """Where a province stands that random edits change; each module has one."""
    return editable_province(tmp_path_factory, request.module.__name__)
