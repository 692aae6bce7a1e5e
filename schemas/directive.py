"""Directives: resolutions, directives, programmes, plans of higher levels and of communes."""

from typing import Annotated

from pydantic import Field

from schemas.base import AreaRef, Day, DocumentNumber, Record, ShortText, Text, well_formed
from schemas.labelled import LabelledEnum


class DirectiveKind(LabelledEnum):
    """Kinds of directing document (văn bản chỉ đạo)."""

    RESOLUTION = "nghi_quyet", "Nghị quyết"
    DIRECTIVE = "chi_thi", "Chỉ thị"
    CONCLUSION = "ket_luan", "Kết luận"
    PROGRAMME = "chuong_trinh", "Chương trình"
    PLAN = "ke_hoach", "Kế hoạch"
    DECISION = "quyet_dinh", "Quyết định"
    NOTICE = "thong_bao", "Thông báo"
    OFFICIAL_LETTER = "cong_van", "Công văn"


class IssuerLevel(LabelledEnum):
    """Who issued it; sections follow higher levels' and the commune's own (Article 2.1)."""

    CENTRAL = "trung_uong", "Trung ương"
    PROVINCE = "tinh", "Tỉnh"
    COMMUNE = "xa", "Xã, phường, đặc khu"


class Directive(Record):
    """One row of `catalogue/directives.csv`."""

    directive_id: Annotated[str, well_formed(r"CD-\d{4}-\d{3,5}", "CD-2026-001")] = Field(
        title="Mã", description="CD-năm-số, ví dụ CD-2026-001."
    )
    doc_ref: DocumentNumber = Field(title="Số, ký hiệu văn bản", description="Ví dụ 57-NQ/TW.")
    doc_type: DirectiveKind = Field(title="Loại văn bản", description="Nghị quyết, chỉ thị, …")
    issuer: ShortText = Field(title="Cơ quan ban hành", description="Tên đầy đủ.")
    issuer_level: IssuerLevel = Field(title="Cấp ban hành", description="Trung ương, tỉnh, xã.")
    unit_code: AreaRef | None = Field(
        None, title="Địa bàn", description="Chỉ ghi khi là văn bản của chính cấp xã."
    )
    issued_on: Day = Field(title="Ngày ban hành", description="Ngày của văn bản.")
    subject: Text = Field(title="Trích yếu", description="Nội dung chính, một câu.")
    due_date: Day | None = Field(
        None, title="Thời hạn", description="Trống là thực hiện thường xuyên."
    )
