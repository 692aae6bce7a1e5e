"""What a section did once and notes once: meetings and orientation exchanges (Article 2.1)."""

from typing import Annotated

from pydantic import Field

from schemas.annex_row import AnnexRow, thread_id
from schemas.base import AreaRef, Day, Names, ShortText, Text
from schemas.labelled import LabelledEnum


class MeetingKind(LabelledEnum):
    """Kinds of meeting a section attends (Article 2.1, 2.3)."""

    COMMITTEE = "hop_cap_uy", "Họp cấp ủy"
    CONFERENCE = "hoi_nghi", "Hội nghị"
    WORKING = "lam_viec", "Làm việc"
    SURVEY = "khao_sat", "Khảo sát"
    CELL = "sinh_hoat_chi_bo", "Sinh hoạt chi bộ"
    CONTACT = "tiep_xuc", "Tiếp xúc"


class Meeting(AnnexRow):
    """One row of `meetings.csv`."""

    meeting_id: Annotated[str, thread_id("HN")] = Field(title="Mã", description="HN-năm-số.")
    date: Day = Field(title="Ngày", description="Ngày họp.")
    unit_code: AreaRef | None = Field(None, title="Địa bàn", description="Trống là cả Tổ.")
    host: ShortText = Field(title="Đơn vị chủ trì", description="Ai chủ trì.")
    title: ShortText = Field(title="Nội dung", description="Về việc gì.")
    kind: MeetingKind | None = Field(None, title="Loại", description="Họp cấp ủy, hội nghị, …")
    assigned: bool = Field(
        default=True, title="Theo phân công", description="false: dự khi cần thiết."
    )
    attendees: Names = Field((), title="Thành viên dự", description="Họ tên, ngăn bằng dấu |.")
    conclusion: Text | None = Field(None, title="Kết luận chính", description="Kết luận.")
    follow_up: Text | None = Field(None, title="Việc cần theo dõi", description="Việc sau họp.")
    file: ShortText | None = Field(
        None, title="Tài liệu", description="Tên tệp trong thư mục attachments của báo cáo."
    )


class OrientationNote(AnnexRow):
    """One row of `orientation.csv`: opinions exchanged with a local committee (Article 2.1)."""

    note_id: Annotated[str, thread_id("DH")] = Field(title="Mã", description="DH-năm-số.")
    date: Day = Field(title="Ngày", description="Ngày trao đổi.")
    unit_code: AreaRef = Field(title="Cấp ủy", description="Địa bàn của cấp ủy.")
    topic: Text = Field(title="Nội dung trao đổi", description="Về việc gì.")
    by: ShortText | None = Field(None, title="Người trao đổi", description="Họ tên thành viên.")
    result: Text | None = Field(None, title="Kết quả tiếp thu", description="Cấp ủy tiếp thu gì.")
