"""Matters that go on from report to report: issues, requests, recommendations (Article 2.1, 2.3).

An item keeps its id for ever. While it is open it stands in every next report of its team, until it
is closed with a result or handed over to another team.
"""

from typing import Annotated

from pydantic import Field

from schemas.annex_row import Item, thread_id
from schemas.base import AreaRef, Authority, Day, DocumentNumber, FieldOfWork, ShortText, Text
from schemas.labelled import LabelledEnum


class IssueKind(LabelledEnum):
    """What sort of difficulty it is (Article 2.1)."""

    EMERGING = "van_de_noi_len", "Vấn đề nổi lên"
    DIFFICULTY = "kho_khan", "Khó khăn"
    OBSTACLE = "vuong_mac", "Vướng mắc"
    ARISING = "phat_sinh", "Vấn đề phát sinh"


class Severity(LabelledEnum):
    """How grave an issue is."""

    LOW = "thap", "Thấp"
    MEDIUM = "trung_binh", "Trung bình"
    HIGH = "cao", "Cao"


class IssueStatus(LabelledEnum):
    """State of an issue."""

    NEW = "moi", "Mới"
    IN_PROGRESS = "dang_xu_ly", "Đang xử lý"
    REPORTED = "da_bao_cao", "Đã báo cáo cấp có thẩm quyền"
    RESOLVED = "da_giai_quyet", "Đã giải quyết"
    NOT_COMPETENT = "khong_thuoc_tham_quyen", "Không thuộc thẩm quyền"


class Issue(Item):
    """One row of `issues.csv`."""

    issue_id: Annotated[str, thread_id("VD")] = Field(
        title="Mã", description="VD-năm-số; giữ nguyên qua các kỳ."
    )
    unit_code: AreaRef = Field(title="Địa bàn", description="Mã hoặc tên xã, phường, đặc khu.")
    field: FieldOfWork = Field(title="Lĩnh vực", description="Một trong bốn lĩnh vực.")
    kind: IssueKind = Field(title="Loại", description="Vấn đề nổi lên, khó khăn, vướng mắc.")
    title: ShortText = Field(title="Nội dung tóm tắt", description="Không quá 200 ký tự.")
    detected_on: Day = Field(title="Ngày phát hiện", description="Ngày phát hiện.")
    severity: Severity | None = Field(None, title="Mức độ", description="Thấp, trung bình, cao.")
    cause: Text | None = Field(None, title="Nguyên nhân", description="Vì sao.")
    proposed_measure: Text | None = Field(
        None, title="Biện pháp tháo gỡ đề xuất", description="Đề xuất làm gì."
    )
    responsible: ShortText | None = Field(
        None, title="Cơ quan giải quyết", description="Cơ quan phải giải quyết."
    )
    authority: Authority | None = Field(None, title="Thẩm quyền", description="Cấp có thẩm quyền.")
    due_date: Day | None = Field(None, title="Thời hạn", description="Hạn giải quyết.")
    status: IssueStatus = Field(title="Tình trạng", description="Tình trạng đến cuối kỳ.")
    resolved_on: Day | None = Field(None, title="Ngày giải quyết", description="Khi đã xong.")
    result: Text | None = Field(None, title="Kết quả", description="Bắt buộc khi đã giải quyết.")

    # Open until resolved or found outside the competence.
    CLOSED = frozenset({IssueStatus.RESOLVED, IssueStatus.NOT_COMPETENT})

    @property
    def item_id(self) -> str:
        """The issue's id."""
        return self.issue_id


class RequestAuthority(LabelledEnum):
    """Whose opinion a local committee asks for (Article 2.1)."""

    STANDING_MEMBERS = "thuong_truc_tinh_uy", "Thường trực Tỉnh ủy"
    STANDING_BOARD = "ban_thuong_vu", "Ban Thường vụ Tỉnh ủy"
    OTHER = "khac", "Khác"


class RequestStatus(LabelledEnum):
    """Round trip of a request: received, gathered, reported, answered, told back."""

    RECEIVED = "moi_nhan", "Mới nhận"
    GATHERED = "dang_tong_hop", "Đang tổng hợp"
    REPORTED = "da_bao_cao", "Đã báo cáo Thường trực"
    ANSWERED = "da_co_y_kien", "Đã có ý kiến"
    TOLD_BACK = "da_thong_bao", "Đã thông báo lại"


class Request(Item):
    """One row of `requests.csv`: a local committee's request, not a recommendation."""

    request_id: Annotated[str, thread_id("DN")] = Field(
        title="Mã", description="DN-năm-số; giữ nguyên qua các kỳ."
    )
    unit_code: AreaRef = Field(title="Cấp ủy đề nghị", description="Địa bàn của cấp ủy.")
    doc_ref: DocumentNumber | None = Field(
        None, title="Văn bản đề nghị", description="Số, ký hiệu."
    )
    received_on: Day = Field(title="Ngày nhận", description="Ngày Bộ phận nhận.")
    content: Text = Field(title="Nội dung đề nghị", description="Đề nghị việc gì.")
    authority: RequestAuthority = Field(
        title="Thẩm quyền cho ý kiến", description="Thường trực, Ban Thường vụ hoặc khác."
    )
    forwarded_on: Day | None = Field(
        None, title="Ngày báo cáo Thường trực", description="Ngày báo cáo lên."
    )
    opinion: Text | None = Field(
        None, title="Ý kiến của Thường trực, Ban Thường vụ", description="Chỉ khi không mật."
    )
    opinion_ref: DocumentNumber | None = Field(
        None, title="Văn bản cho ý kiến", description="Ví dụ 123-TB/TU."
    )
    notified_on: Day | None = Field(
        None, title="Ngày thông báo lại", description="Ngày báo lại cho cấp ủy."
    )
    status: RequestStatus = Field(title="Tình trạng", description="Tình trạng đến cuối kỳ.")

    # Open until the committee has been told the opinion.
    CLOSED = frozenset({RequestStatus.TOLD_BACK})

    @property
    def item_id(self) -> str:
        """The request's id."""
        return self.request_id


class Addressee(LabelledEnum):
    """To whom a recommendation goes; the team leader first (Article 2.3)."""

    TEAM_LEADER = "to_truong", "Tổ trưởng"
    STANDING_MEMBERS = "thuong_truc_tinh_uy", "Thường trực Tỉnh ủy"
    STANDING_BOARD = "ban_thuong_vu", "Ban Thường vụ Tỉnh ủy"
    OTHER = "khac", "Khác"


class RecommendationStatus(LabelledEnum):
    """State of a recommendation."""

    WAITING = "cho_y_kien", "Chờ ý kiến"
    AGREED = "dong_y", "Đồng ý"
    PARTLY_AGREED = "dong_y_mot_phan", "Đồng ý một phần"
    REFUSED = "khong_dong_y", "Không đồng ý"
    DONE = "da_thuc_hien", "Đã thực hiện"


class Recommendation(Item):
    """One row of `recommendations.csv`: the section's own, to the team leader."""

    rec_id: Annotated[str, thread_id("KN")] = Field(
        title="Mã", description="KN-năm-số; giữ nguyên qua các kỳ."
    )
    issue_id: ShortText | None = Field(
        None, title="Vấn đề liên quan", description="Mã vấn đề, ví dụ VD-2026-01001."
    )
    unit_code: AreaRef | None = Field(None, title="Địa bàn", description="Trống là cả Tổ.")
    content: Text = Field(title="Nội dung kiến nghị", description="Kiến nghị việc gì.")
    sent_to: Addressee = Field(title="Gửi đến", description="Trước hết là Tổ trưởng.")
    sent_on: Day | None = Field(None, title="Ngày gửi", description="Ngày gửi kiến nghị.")
    response: Text | None = Field(None, title="Ý kiến trả lời", description="Trả lời thế nào.")
    response_ref: DocumentNumber | None = Field(
        None, title="Văn bản trả lời", description="Số, ký hiệu."
    )
    response_on: Day | None = Field(None, title="Ngày trả lời", description="Ngày trả lời.")
    status: RecommendationStatus = Field(title="Tình trạng", description="Đến cuối kỳ.")

    # Open while it waits, or is agreed to and not yet carried out.
    CLOSED = frozenset({RecommendationStatus.REFUSED, RecommendationStatus.DONE})

    @property
    def item_id(self) -> str:
        """The recommendation's id."""
        return self.rec_id
