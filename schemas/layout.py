"""`the_thuc` of `settings.yml`: how a Party document is set, as far as a province may differ.

The defaults follow Quy định 399-QĐ/TW and Hướng dẫn 05-HD/VPTW. State documents (Nghị định 30/2020)
are set otherwise in almost every item; the two are not mixed.
"""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from schemas.base import Names, Number, Record, ShortText, WholeNumber

Margin = Annotated[Number, Field(ge=5, le=60)]
Letters = Annotated[Number, Field(ge=6, le=24)]


class DocumentLayout(Record):
    """Words and measures of the PDF documents; the Word ones take their look from their template.

    Lengths in millimetres, sizes of letters and spaces between lines in points.
    """

    margin_top: Margin = Field(
        Decimal(20), title="Lề trên (mm)", description="Lề trên của trang A4."
    )
    margin_bottom: Margin = Field(
        Decimal(20), title="Lề dưới (mm)", description="Lề dưới của trang A4."
    )
    margin_left: Margin = Field(
        Decimal(30), title="Lề trái (mm)", description="Lề trái của trang A4."
    )
    margin_right: Margin = Field(
        Decimal(15), title="Lề phải (mm)", description="Lề phải của trang A4."
    )
    page_number_top: Margin = Field(
        Decimal(10), title="Số trang cách mép trên (mm)", description="Giữa trang, từ trang 2."
    )
    page_number_size: Letters = Field(
        Decimal(14), title="Cỡ chữ số trang", description="Điểm (pt)."
    )
    party_name: ShortText = Field(
        "Đảng Cộng sản Việt Nam", title="Tiêu đề", description="In hoa, góc phải trang 1."
    )
    party_size: Letters = Field(
        Decimal(15), title="Cỡ chữ tiêu đề", description="Điểm (pt), chữ đậm."
    )
    superior: ShortText | None = Field(
        None,
        title="Cơ quan cấp trên",
        description="In hoa trên tên cơ quan ban hành; để trống là cấp ủy (committee).",
    )
    section: ShortText = Field(
        "Bộ phận giúp việc",
        title="Cơ quan ban hành báo cáo",
        description="Đứng trước tên Tổ, ví dụ Bộ phận giúp việc Tổ theo dõi địa bàn số 1.",
    )
    body_size: Letters = Field(
        Decimal(14), title="Cỡ chữ tên cơ quan, số, địa danh", description="Điểm (pt)."
    )
    heading: ShortText = Field("Báo cáo", title="Tên loại văn bản", description="In hoa, đậm.")
    heading_size: Letters = Field(Decimal(16), title="Cỡ chữ tên loại", description="Điểm (pt).")
    subject: ShortText = Field(
        "kết quả hoạt động của địa bàn",
        title="Trích yếu báo cáo",
        description="Tên kỳ được viết tiếp sau, ví dụ … tháng 06/2026.",
    )
    subject_size: Letters = Field(
        Decimal(15), title="Cỡ chữ trích yếu", description="Điểm (pt), đậm."
    )
    text_size: Letters = Field(Decimal(14), title="Cỡ chữ nội dung", description="Điểm (pt).")
    first_line: Number = Field(
        Decimal(10), title="Lùi đầu dòng (mm)", description="Dòng đầu của mỗi đoạn.", ge=0, le=30
    )
    line_spacing: Number = Field(
        Decimal(18),
        title="Khoảng cách dòng (pt)",
        description="Đúng bằng, 18 đến 22.",
        ge=12,
        le=40,
    )
    paragraph_spacing: Number = Field(
        Decimal(6),
        title="Khoảng cách đoạn (pt)",
        description="Thêm vào giữa hai đoạn.",
        ge=0,
        le=30,
    )
    table_size: Letters = Field(Decimal(11), title="Cỡ chữ bảng", description="Phụ lục, điểm (pt).")
    small_table_size: Letters = Field(
        Decimal(9), title="Cỡ chữ bảng nhiều cột", description="Khi cỡ trên không vừa trang ngang."
    )
    head_post: ShortText = Field(
        "Trưởng Bộ phận",
        title="Chức vụ người đứng đầu",
        description="Cấp phó ký thì ghi K/T chức vụ này ở dòng trên.",
    )
    signature_lines: WholeNumber = Field(
        4, title="Số dòng trống để ký", description="Giữa chức vụ và họ tên.", ge=2, le=8
    )
    recipients_size: Letters = Field(
        Decimal(12), title="Cỡ chữ danh sách nơi nhận", description="Điểm (pt)."
    )
    period_issuer: ShortText | None = Field(
        None,
        title="Cơ quan ban hành bản tổng hợp",
        description="Của bản tổng hợp theo kỳ; để trống là cấp ủy, không có cơ quan cấp trên.",
    )
    period_subject: ShortText = Field(
        "tổng hợp kết quả hoạt động của các địa bàn",
        title="Trích yếu bản tổng hợp",
        description="Tên kỳ được viết tiếp sau.",
    )
    period_signer: ShortText | None = Field(
        None,
        title="Chức vụ ký bản tổng hợp",
        description="Để trống thì chừa chỗ cho người ký tự ghi.",
    )
    period_recipients: Names = Field(
        ("Thường trực Tỉnh ủy", "Các Tổ theo dõi địa bàn", "Lưu"),
        title="Nơi nhận bản tổng hợp",
        description="Mỗi nơi một mục.",
    )
    copy_note: ShortText = Field(
        "Bản chép từ trang báo cáo nội bộ, không phải bản chính đã ký, đóng dấu.",
        title="Câu ghi ở chân trang",
        description="In ở mọi trang của bản PDF và Word.",
    )
