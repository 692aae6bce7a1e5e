"""Indicators (chỉ tiêu) and their values by area, as the annexes of reports give them."""

from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field

from schemas.annex_row import AnnexRow
from schemas.base import (
    AreaRef,
    Day,
    FieldOfWork,
    IndicatorRef,
    Number,
    Record,
    ShortText,
    WholeNumber,
    split_list,
    well_formed,
)
from schemas.labelled import LabelledEnum
from schemas.period import PeriodKind

PERCENT = "%"
PeriodKinds = Annotated[tuple[PeriodKind, ...], BeforeValidator(split_list)]


class Direction(LabelledEnum):
    """Which way is better; only for words and colours."""

    UP = "tang", "Tăng là tốt"
    DOWN = "giam", "Giảm là tốt"
    NEUTRAL = "khong", "Không xét"


class Aggregation(LabelledEnum):
    """How values combine. Over areas: sum and last add up; none never does (percentages).

    Over time: sum adds the months, last takes the last one.
    """

    SUM = "sum", "Cộng"
    LAST = "last", "Giá trị cuối"
    NONE = "none", "Không cộng"


class DataQuality(LabelledEnum):
    """How final a figure is; an estimate is marked `ước` wherever it is shown."""

    FINAL = "chinh_thuc", "Chính thức"
    PROVISIONAL = "so_bo", "Sơ bộ"
    ESTIMATE = "uoc_tinh", "Ước tính"


class Indicator(Record):
    """One row of `catalogue/indicators.csv`."""

    indicator_id: Annotated[str, well_formed(r"[A-Z]{2}\d{2,3}", "KT01")] = Field(
        title="Mã chỉ tiêu", description="Hai chữ hoa và số, ví dụ KT01."
    )
    field: FieldOfWork = Field(title="Lĩnh vực", description="Một trong bốn lĩnh vực.")
    name: ShortText = Field(title="Tên chỉ tiêu", description="Tên đầy đủ.")
    unit: ShortText = Field(title="Đơn vị tính", description="Ví dụ: tỷ đồng, %, hộ.")
    direction: Direction = Field(title="Chiều tốt", description="Tăng, giảm hay không xét.")
    aggregation: Aggregation = Field(
        title="Cách cộng", description="sum: cộng; last: giá trị cuối; none: không cộng (tỷ lệ %)."
    )
    period_types: PeriodKinds = Field(title="Kỳ thu thập", description="Ngăn bằng dấu |.")
    decimals: WholeNumber = Field(title="Số lẻ", description="Số chữ số sau dấu phẩy.", ge=0, le=2)
    minimum: Number | None = Field(
        None, title="Nhỏ nhất", description="Giá trị nhỏ nhất có thể có."
    )
    maximum: Number | None = Field(
        None, title="Lớn nhất", description="Giá trị lớn nhất có thể có."
    )
    leading: bool = Field(
        default=False,
        title="Chỉ tiêu chính",
        description="true: hiện ở trang chủ, mỗi lĩnh vực một.",
    )
    source: ShortText = Field(title="Nguồn số liệu", description="Cơ quan cung cấp thường xuyên.")


class IndicatorValue(AnnexRow):
    """One row of a report's `indicators.csv`: one indicator of one area in the report's period.

    A blank figure is "no data", never 0, and then `note` says why.
    """

    unit_code: AreaRef = Field(title="Địa bàn", description="Mã hoặc tên xã, phường, đặc khu.")
    indicator_id: IndicatorRef = Field(title="Chỉ tiêu", description="Mã hoặc tên chỉ tiêu.")
    plan: Number | None = Field(None, title="Kế hoạch năm", description="Kế hoạch cả năm.", ge=0)
    actual: Number | None = Field(
        None, title="Thực hiện trong kỳ", description="Trống là chưa có số liệu, không phải 0."
    )
    cumulative: Number | None = Field(
        None, title="Lũy kế từ đầu năm", description="Từ đầu năm đến hết kỳ."
    )
    same_period: Number | None = Field(
        None,
        title="Cùng kỳ năm trước",
        description="Cùng kỳ năm trước của số lũy kế; của số trong kỳ nếu chỉ tiêu không lũy kế.",
    )
    data_quality: DataQuality = Field(
        title="Tính chất số liệu", description="Chính thức, sơ bộ hoặc ước tính."
    )
    as_of: Day = Field(title="Số liệu đến ngày", description="Ngày của số liệu.")
    source: ShortText = Field(title="Nguồn", description="Ai cung cấp.")

    @property
    def has_data(self) -> bool:
        """Whether the row states a figure of the period."""
        return self.actual is not None or self.cumulative is not None


def percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return part / whole in percent; None where either is missing or the whole is 0."""
    if part is None or not whole:
        return None
    return part / whole * 100
