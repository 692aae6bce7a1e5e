"""Areas: the communes, wards and special zones of the province (xã, phường, đặc khu)."""

import re
from functools import cached_property
from typing import Self

from pydantic import Field

from schemas.base import AreaCode, Day, Number, Record, ShortText, Text
from schemas.labelled import LabelledEnum
from schemas.text import slug

_IN_PART = re.compile(r"^\s*một phần\s+", re.IGNORECASE)


class AreaKind(LabelledEnum):
    """Kinds of commune-level unit (law on local government 72/2025/QH15)."""

    COMMUNE = "xa", "Xã"
    WARD = "phuong", "Phường"
    SPECIAL_ZONE = "dac_khu", "Đặc khu"


class Area(Record):
    """One row of `catalogue/areas.csv`."""

    code: AreaCode = Field(title="Mã ĐVHC", description="Mã đơn vị hành chính, 5 chữ số.")
    kind: AreaKind = Field(title="Loại", description="Xã, phường hoặc đặc khu.")
    name: ShortText = Field(title="Tên", description="Tên không kèm loại, ví dụ Đạ Tẻh.")
    former_province: ShortText = Field(
        title="Tỉnh cũ", description="Tỉnh trước khi sáp nhập năm 2025."
    )
    former_units: Text | None = Field(
        None, title="Đơn vị cũ", description="Các xã, phường, thị trấn hợp thành."
    )
    latitude: Number = Field(title="Vĩ độ", description="Độ thập phân.", ge=6, le=24)
    longitude: Number = Field(title="Kinh độ", description="Độ thập phân.", ge=102, le=118)
    valid_from: Day = Field(title="Có hiệu lực từ", description="Ngày đơn vị được lập.")
    valid_to: Day | None = Field(
        None, title="Đến ngày", description="Ngày cuối cùng còn hiệu lực; trống là hiện hành."
    )
    successor: AreaCode | None = Field(
        None, title="Nhập vào", description="Mã đơn vị nhận sau khi sắp xếp lại."
    )
    legal_basis: ShortText = Field(title="Căn cứ", description="Văn bản lập đơn vị.")

    @property
    def former_names(self) -> tuple[str, ...]:
        """The full names of the units that it was made of, wholly or in part."""
        return tuple(
            _IN_PART.sub("", name).strip()
            for name in re.split("[;,]", self.former_units or "")
            if name.strip()
        )

    @property
    def full_name(self) -> str:
        """Kind and name: `Xã Đạ Tẻh`."""
        return f"{self.kind.label} {self.name}"

    @cached_property
    def slug(self) -> str:
        """Part of the page's address: `xa-da-teh`; `xa-da-teh-24787` where another has that."""
        return slug(self.full_name)

    def beside_namesake(self) -> Self:
        """Return the same area for a catalogue in which another one has the address of its name."""
        area = self.model_copy()
        area.__dict__["slug"] = f"{slug(self.full_name)}-{self.code}"  # as `cached_property` does
        return area


class Agency(Record):
    """One row of `catalogue/agencies.csv`: where members work, whose seal a section uses."""

    agency_id: ShortText = Field(title="Mã cơ quan", description="Chữ thường, không dấu.")
    name: ShortText = Field(title="Tên cơ quan", description="Tên đầy đủ.")
