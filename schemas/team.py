"""Teams (Tổ theo dõi địa bàn), their sections, members and areas (Articles 1 and 2)."""

from pydantic import Field

from schemas.base import (
    AgencyRef,
    AreaRef,
    AreaRefs,
    Day,
    DocumentNumber,
    EmailAddress,
    Fields,
    OfficePhone,
    Record,
    ShortText,
    TeamId,
    WholeNumber,
)
from schemas.labelled import LabelledEnum


class Role(LabelledEnum):
    """Roles in a team and in its section; exactly one section head at any time."""

    TEAM_LEADER = "to_truong", "Tổ trưởng"
    TEAM_DEPUTY = "to_pho", "Tổ phó"
    TEAM_MEMBER = "thanh_vien_to", "Thành viên Tổ"
    SECTION_HEAD = "truong_bo_phan", "Trưởng Bộ phận"
    SECTION_DEPUTY = "pho_truong_bo_phan", "Phó Trưởng Bộ phận"
    SECTION_MEMBER = "thanh_vien_bo_phan", "Thành viên Bộ phận"

    @property
    def in_section(self) -> bool:
        """Whether the role belongs to the support section rather than to the team."""
        return self in {Role.SECTION_HEAD, Role.SECTION_DEPUTY, Role.SECTION_MEMBER}


class Team(Record):
    """Front matter of `teams/to-NN/team.md`."""

    team_id: TeamId = Field(title="Mã Tổ", description="Trùng tên thư mục, ví dụ to-01.")
    number: WholeNumber = Field(title="Số thứ tự", description="Số của Tổ.", ge=1, le=99)
    name: ShortText = Field(title="Tên Tổ", description="Ví dụ: Tổ theo dõi địa bàn số 1.")
    seal_agency: AgencyRef | None = Field(
        None,
        title="Cơ quan sử dụng con dấu",
        description="Cơ quan Trưởng Bộ phận đang công tác (Điều 2 khoản 4); trống thì theo "
        "cơ quan của Trưởng Bộ phận.",
    )
    work_phone: OfficePhone | None = Field(
        None, title="Điện thoại cơ quan", description="Chỉ số máy cơ quan."
    )
    work_email: EmailAddress | None = Field(
        None, title="Thư công vụ", description="Chỉ hộp thư công vụ."
    )
    legal_basis: DocumentNumber = Field(
        title="Căn cứ", description="Văn bản phân công, ví dụ 66-TB/TU."
    )
    valid_from: Day = Field(title="Có hiệu lực từ", description="Ngày Tổ bắt đầu hoạt động.")
    valid_to: Day | None = Field(None, title="Đến ngày", description="Trống là hiện hành.")


class Member(Record):
    """One row of `teams/to-NN/members.csv`; what is assigned to whom is Article 2.4."""

    member_id: ShortText = Field(title="Mã", description="Mã thành viên, ví dụ TV-01-01.")
    full_name: ShortText = Field(title="Họ và tên", description="Họ và tên đầy đủ.")
    role: Role = Field(title="Vai trò", description="Vai trò trong Tổ hoặc trong Bộ phận.")
    post: ShortText | None = Field(None, title="Chức vụ", description="Chức vụ tại cơ quan.")
    agency: AgencyRef | None = Field(
        None, title="Cơ quan công tác", description="Mã hoặc tên trong danh mục cơ quan."
    )
    assigned_units: AreaRefs = Field(
        (), title="Địa bàn được phân công", description="Các địa bàn, ngăn bằng dấu |."
    )
    assigned_fields: Fields = Field(
        (), title="Lĩnh vực được phân công", description="Các lĩnh vực, ngăn bằng dấu |."
    )
    valid_from: Day = Field(title="Từ ngày", description="Ngày bắt đầu.")
    valid_to: Day | None = Field(None, title="Đến ngày", description="Trống là hiện hành.")


class TeamArea(Record):
    """One row of `teams/to-NN/areas.csv`: an area that the team follows, from when to when."""

    unit_code: AreaRef = Field(title="Địa bàn", description="Mã hoặc tên xã, phường, đặc khu.")
    party_org_name: ShortText = Field(title="Cấp ủy", description="Tên đảng bộ, cấp ủy.")
    office_phone: OfficePhone | None = Field(
        None, title="Điện thoại cơ quan", description="Chỉ số máy cơ quan."
    )
    office_email: EmailAddress | None = Field(
        None, title="Thư công vụ", description="Chỉ hộp thư công vụ."
    )
    valid_from: Day = Field(title="Từ ngày", description="Ngày Tổ bắt đầu theo dõi.")
    valid_to: Day | None = Field(None, title="Đến ngày", description="Trống là hiện hành.")
