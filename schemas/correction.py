"""Corrections of reports that were sent: what stood there, what stands there now, and why."""

from typing import Annotated

from pydantic import Field

from schemas.base import Day, Record, ShortText, Text, well_formed


class Correction(Record):
    """One row of `reports/<period>/corrections.csv`, in the order of the days."""

    file: Annotated[str, well_formed(r"to-\d{2}/[a-z-]+\.(?:csv|md)", "to-01/indicators.csv")] = (
        Field(title="Tệp", description="Tệp của kỳ này, ví dụ to-01/indicators.csv.")
    )
    record: ShortText | None = Field(
        None,
        title="Dòng",
        description="Mã của dòng, ví dụ VD-2026-01001; với số liệu và chỉ đạo: mã, dấu @, địa bàn, "
        "ví dụ KT01@Xã Đạ Tẻh. Với report.md: trống, hoặc đề mục có lời văn được sửa.",
    )
    field: ShortText = Field(
        title="Cột, khóa",
        description="Tên cột của phụ lục, khóa ở phần đầu của report.md; với lời văn: Nội dung.",
    )
    old: Text | None = Field(None, title="Giá trị cũ", description="Như đã ghi; trống: để trống.")
    new: Text | None = Field(
        None, title="Giá trị mới", description="Đúng như đang ghi trong tệp; trống: để trống."
    )
    reason: Text = Field(title="Lý do", description="Vì sao sửa.")
    date: Day = Field(title="Ngày sửa", description="Ngày sửa tệp.")
    by: ShortText = Field(title="Người sửa", description="Họ và tên.")
