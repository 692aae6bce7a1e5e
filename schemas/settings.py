"""`settings.yml`: what differs from one province to another, so that no code has to."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from schemas.base import Day, Names, Number, Record, ShortText, Text, WholeNumber, split_list
from schemas.layout import DocumentLayout
from schemas.period_field import PeriodField

Periods = Annotated[tuple[PeriodField, ...], BeforeValidator(split_list)]


class Settings(Record):
    """Settings of one province's site."""

    site_name: ShortText = Field(title="Tên trang", description="Tên hiện ở đầu mọi trang.")
    province: ShortText = Field(title="Tỉnh", description="Tên tỉnh, thành phố.")
    committee: ShortText = Field(title="Cấp ủy", description="Tên đầy đủ của Tỉnh ủy.")
    term_from: WholeNumber = Field(
        title="Nhiệm kỳ từ năm", description="Năm đầu của nhiệm kỳ.", ge=2000, le=2100
    )
    term_to: WholeNumber = Field(
        title="Nhiệm kỳ đến năm", description="Năm cuối của nhiệm kỳ.", ge=2000, le=2100
    )
    teams: WholeNumber = Field(
        title="Số Tổ", description="Số Tổ theo dõi địa bàn theo quyết định.", ge=1, le=99
    )
    areas: WholeNumber = Field(
        title="Số địa bàn", description="Số xã, phường, đặc khu của tỉnh.", ge=1, le=999
    )
    illustrative: bool = Field(
        title="Dữ liệu minh họa", description="true: mọi trang ghi rõ đây là dữ liệu minh họa."
    )
    as_of: Day | None = Field(
        None,
        title="Ngày tính",
        description="Ngày lấy làm hôm nay khi dựng trang; để trống là ngày dựng thật.",
    )
    time_zone: ShortText = Field(
        "Asia/Ho_Chi_Minh", title="Múi giờ", description="Múi giờ để biết hôm nay là ngày nào."
    )
    expected_from: Periods = Field(
        title="Báo cáo bắt buộc từ kỳ",
        description="Kỳ đầu tiên phải có báo cáo, mỗi loại kỳ một giá trị, ví dụ 2026-01, 2026-Q1.",
    )
    change_threshold: Number = Field(
        title="Ngưỡng biến động (%)",
        description="Số liệu đổi quá ngưỡng này so với kỳ trước thì phải có ghi chú.",
        ge=0,
    )
    official_email_domains: Names = Field(
        title="Tên miền thư công vụ", description="Chỉ các tên miền này được hiện trên trang."
    )
    public_phones: Names = Field(
        (), title="Số điện thoại được phép", description="Số di động của cơ quan được phép đăng."
    )
    members_owner: ShortText | None = Field(
        None,
        title="Nơi phụ trách danh sách",
        description="Cơ quan lập và sửa danh sách Tổ, Bộ phận và thành viên (phần xét đề nghị).",
    )
    the_thuc: DocumentLayout = Field(
        default_factory=DocumentLayout,
        title="Thể thức văn bản",
        description="Chữ và cỡ của bản PDF, Word; khóa nào không ghi thì theo quy định của Đảng.",
    )
    secrecy_contact: Text = Field(
        title="Nơi báo khi thấy tin không được đăng",
        description="Cơ quan, chức danh và số máy cơ quan tiếp nhận.",
    )
