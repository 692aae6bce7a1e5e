"""A report: its front matter, its fixed headings, its annexes (decision, Article 2.1 and 2.2)."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, Field

from schemas.base import (
    Audience,
    Day,
    FieldOfWork,
    Record,
    ShortText,
    TeamRef,
    Text,
    split_list,
    well_formed,
)
from schemas.labelled import LabelledEnum
from schemas.period_field import PeriodField


class ReportStatus(LabelledEnum):
    """Steps of a report; only `issued` ones are on the published site."""

    DRAFT = "draft", "Dự thảo"
    SUBMITTED = "submitted", "Đã gửi"
    APPROVED = "approved", "Đã duyệt"
    ISSUED = "issued", "Đã ban hành"


class Secrecy(LabelledEnum):
    """The only level that may be built; the tool refuses others and never assigns one."""

    ORDINARY = "thuong", "Thường"


class Annex(LabelledEnum):
    """The ten annexes; the value is the file's name without `.csv`, in the order of the report."""

    INDICATORS = "indicators", "Số liệu chỉ tiêu theo địa bàn"
    ISSUES = "issues", "Vấn đề nổi lên, khó khăn, vướng mắc"
    REQUESTS = "requests", "Đề nghị của cấp ủy địa phương"
    RECOMMENDATIONS = "recommendations", "Đề xuất, kiến nghị của Bộ phận giúp việc"
    DIRECTIVES = "directives", "Thực hiện chỉ đạo"
    REMINDERS = "reminders", "Đôn đốc"
    MEETINGS = "meetings", "Dự họp, hội nghị, làm việc với địa bàn"
    ORIENTATION = "orientation", "Trao đổi ý kiến định hướng với cấp ủy"
    INFORMATION_REQUESTS = "information-requests", "Yêu cầu cung cấp thông tin, tài liệu"
    TASKS = "tasks", "Phân công nhiệm vụ và tiến độ"

    @property
    def file_name(self) -> str:
        """Name of the file, such as `issues.csv`."""
        return f"{self.value}.csv"


class Signer(Record):
    """Who signs: a section is set up by decision, so its head signs directly."""

    post: ShortText = Field(title="Chức vụ người ký", description="Ví dụ: Trưởng Bộ phận.")
    name: ShortText = Field(title="Họ và tên người ký", description="Không ghi học hàm, cấp bậc.")


class RuleException(Record):
    """A warning that the section accepts, with its reason; a stale one is itself reported."""

    rule: ShortText = Field(title="Mã quy tắc", description="Mã trong ngoặc vuông của cảnh báo.")
    place: ShortText | None = Field(
        None,
        title="Chỗ",
        description="Tên tệp và dòng, ví dụ indicators.csv:12; trống là cả báo cáo.",
    )
    reason: Text = Field(title="Lý do", description="Vì sao chấp nhận.")


Annexes = Annotated[tuple[Annex, ...], BeforeValidator(split_list)]
Recipients = Annotated[tuple[ShortText, ...], BeforeValidator(split_list)]


class ReportHead(Record):
    """Front matter of `reports/<period>/<team>/report.md`."""

    team: TeamRef = Field(title="Tổ", description="Trùng thư mục, ví dụ to-01.")
    period: PeriodField = Field(title="Kỳ báo cáo", description="2026-01, 2026-Q1 hoặc 2026.")
    number: Annotated[str, well_formed(r"\d{2,}", "05")] | None = Field(
        None, title="Số", description="Ít nhất hai chữ số; trống khi còn dự thảo."
    )
    symbol: Annotated[str, well_formed(r"BC/[^\s/]+", "BC/BPGV01")] | None = Field(
        None, title="Ký hiệu", description="Ví dụ BC/BPGV01."
    )
    issued_on: Day | None = Field(None, title="Ngày ban hành", description="Ngày văn bản.")
    place: ShortText = Field(title="Nơi ban hành", description="Ví dụ: Lâm Đồng.")
    signer: Signer | None = Field(None, title="Người ký", description="Chức vụ và họ tên.")
    prepared_by: ShortText = Field(title="Người soạn", description="Họ tên thành viên Bộ phận.")
    checked_by: ShortText | None = Field(
        None, title="Người soát", description="Họ tên thành viên Bộ phận."
    )
    approved_by: ShortText | None = Field(
        None, title="Người duyệt", description="Trưởng Bộ phận giúp việc."
    )
    approved_on: Day | None = Field(
        None, title="Ngày duyệt", description="Ngày Trưởng Bộ phận duyệt."
    )
    submitted_on: Day | None = Field(
        None, title="Ngày gửi", description="Ngày gửi Tổ trưởng; để xét đúng hạn, ghi một lần."
    )
    status: ReportStatus = Field(
        title="Tình trạng", description="draft, submitted, approved, issued."
    )
    secrecy: Secrecy = Field(title="Độ mật", description="Chỉ nhận: thường.")
    audience: Audience = Field(
        "intranet", title="Người được xem", description="intranet, leadership hoặc to-NN."
    )
    recipients: Recipients = Field(title="Nơi nhận", description="Mỗi nơi nhận một dòng.")
    summary: Text = Field(title="Tóm tắt", description="Một đến ba câu, câu trả lời đứng trước.")
    nothing_to_report: Annexes = Field(
        (), title="Không phát sinh", description="Các phụ lục kỳ này không phát sinh."
    )
    data_as_of: Day = Field(title="Số liệu đến ngày", description="Ngày chốt số liệu của báo cáo.")
    exceptions: tuple[RuleException, ...] = Field(
        (), title="Ngoại lệ", description="Cảnh báo được chấp nhận, kèm lý do."
    )

    @property
    def document_number(self) -> str | None:
        """`12-BC/BPGV01`, None while the number is blank."""
        return f"{self.number}-{self.symbol}" if self.number and self.symbol else None


@dataclass(frozen=True, slots=True)
class FixedHeading:
    """A heading that every report has, in this order; `level` is that of the Markdown heading."""

    level: int
    text: str
    clause: str  # the clause of the decision that asks for it
    field: FieldOfWork | None = None

    @property
    def has_prose(self) -> bool:
        """Whether text must stand directly under it (part I only has its four sub-headings)."""
        return not self.text.startswith("I. ")


REPORT_HEADINGS = (
    FixedHeading(2, "I. Tình hình địa bàn", "Điều 2.1"),
    FixedHeading(3, "1. Kinh tế", "Điều 2.1", FieldOfWork.ECONOMY),
    FixedHeading(3, "2. Văn hóa - xã hội", "Điều 2.1", FieldOfWork.CULTURE_SOCIETY),
    FixedHeading(3, "3. Quốc phòng - an ninh", "Điều 2.1", FieldOfWork.DEFENCE_SECURITY),
    FixedHeading(
        3, "4. Xây dựng Đảng và hệ thống chính trị", "Điều 2.1", FieldOfWork.PARTY_BUILDING
    ),
    FixedHeading(
        2,
        "II. Triển khai, quán triệt, cụ thể hóa chủ trương, nghị quyết, chương trình, "
        "kế hoạch của cấp trên",
        "Điều 2.1",
    ),
    FixedHeading(2, "III. Vấn đề nổi lên, khó khăn, vướng mắc", "Điều 2.1"),
    FixedHeading(2, "IV. Đề nghị của cấp ủy địa phương; đề xuất, kiến nghị", "Điều 2.1"),
    FixedHeading(2, "V. Hoạt động của Bộ phận giúp việc", "Điều 2.1"),
    FixedHeading(2, "VI. Nhiệm vụ trọng tâm kỳ tới", "Điều 2.1"),
)
