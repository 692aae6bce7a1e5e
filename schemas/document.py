"""Documents of the legal basis (văn bản), kept article by article in `documents/*.md`."""

from pydantic import Field

from schemas.base import Day, DocumentNumber, Record, ShortText, Text, WholeNumber


class Document(Record):
    """Front matter of `documents/*.md`. What the source does not state stays blank on the page."""

    title: ShortText = Field(title="Tên văn bản", description="Ví dụ: Quyết định.")
    subject: Text = Field(title="Trích yếu", description="Về việc gì.")
    number: DocumentNumber | None = Field(
        None, title="Số, ký hiệu", description="Trống nếu nguồn không ghi."
    )
    issuer: ShortText = Field(title="Cơ quan ban hành", description="Tên đầy đủ.")
    issued_on: Day | None = Field(
        None, title="Ngày ban hành", description="Trống nếu nguồn không ghi."
    )
    signer: ShortText | None = Field(None, title="Người ký", description="Họ và tên.")
    source: Text = Field(title="Nguồn", description="Lấy từ đâu.")
    order: WholeNumber = Field(9, title="Thứ tự", description="Thứ tự trong danh sách.")


class AuthoredPage(Record):
    """Front matter of `index.md` and `huong-dan/*.md`."""

    title: ShortText = Field(title="Tiêu đề", description="Tiêu đề trang.")
    summary: Text | None = Field(None, title="Tóm tắt", description="Một câu nói trước.")
    order: WholeNumber = Field(9, title="Thứ tự", description="Thứ tự trong danh sách.")
