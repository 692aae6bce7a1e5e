"""Follow-up: directives by area, reminders, information requests, tasks (Article 2.1, 2.3, 2.4)."""

from typing import Annotated

from pydantic import Field

from schemas.annex_row import AnnexRow, Item, thread_id
from schemas.base import AreaRef, Day, DirectiveRef, DocumentNumber, ShortText, Text, WholeNumber
from schemas.labelled import LabelledEnum


class DirectiveStatus(LabelledEnum):
    """How far an area is with a directive; lateness is worked out from dates, never written."""

    NOT_STARTED = "chua_trien_khai", "Chưa triển khai"
    IN_PROGRESS = "dang_thuc_hien", "Đang thực hiện"
    DONE = "hoan_thanh", "Hoàn thành"


class DirectiveStep(Item):
    """One row of `directives.csv`: one directive in one area, with its three steps."""

    directive_id: DirectiveRef = Field(title="Mã", description="Mã trong danh mục chỉ đạo.")
    unit_code: AreaRef = Field(title="Địa bàn thực hiện", description="Mỗi địa bàn một dòng.")
    task: Text | None = Field(None, title="Nhiệm vụ cụ thể", description="Việc địa bàn phải làm.")
    due_date: Day | None = Field(None, title="Thời hạn", description="Trống: theo văn bản.")
    disseminated_on: Day | None = Field(
        None, title="Ngày quán triệt", description="Bước 1: quán triệt."
    )
    local_plan_ref: DocumentNumber | None = Field(
        None, title="Văn bản cụ thể hóa", description="Bước 2: kế hoạch của địa bàn."
    )
    progress_pct: WholeNumber | None = Field(
        None, title="Tiến độ (%)", description="Bước 3: triển khai, 0 đến 100.", ge=0, le=100
    )
    status: DirectiveStatus = Field(title="Tình trạng", description="Đến cuối kỳ.")
    completed_on: Day | None = Field(None, title="Ngày hoàn thành", description="Khi hoàn thành.")
    evidence: Text | None = Field(None, title="Minh chứng", description="Văn bản, kết quả.")

    # Open until done.
    CLOSED = frozenset({DirectiveStatus.DONE})

    @property
    def item_id(self) -> str:
        """The directive's id and the area's code."""
        return f"{self.directive_id}@{self.unit_code}"


class ReminderForm(LabelledEnum):
    """How a section reminds."""

    LETTER = "van_ban", "Văn bản"
    PHONE = "dien_thoai", "Điện thoại"
    VISIT = "truc_tiep", "Trực tiếp"
    MEETING = "cuoc_hop", "Cuộc họp"


class Reminder(AnnexRow):
    """One row of `reminders.csv`: a section reminds a commune of a directive (đôn đốc)."""

    reminder_id: Annotated[str, thread_id("DD")] = Field(title="Mã", description="DD-năm-số.")
    directive_id: DirectiveRef = Field(title="Văn bản chỉ đạo", description="Mã trong danh mục.")
    unit_code: AreaRef = Field(title="Địa bàn", description="Mã hoặc tên.")
    reminded_on: Day = Field(title="Ngày đôn đốc", description="Ngày đôn đốc.")
    form: ReminderForm = Field(title="Hình thức", description="Văn bản, điện thoại, …")
    content: Text = Field(title="Nội dung đôn đốc", description="Đôn đốc việc gì.")
    result: Text | None = Field(None, title="Kết quả", description="Địa bàn trả lời thế nào.")


class InformationRequestStatus(LabelledEnum):
    """State of an information request; lateness is worked out from dates, never written."""

    WAITING = "cho", "Chờ cung cấp"
    PARTIAL = "thieu", "Đã nhận, còn thiếu"
    RECEIVED = "da_nhan", "Đã nhận đủ"


class InformationRequest(Item):
    """One row of `information-requests.csv` (Article 2.3: the right to ask for information)."""

    req_id: Annotated[str, thread_id("YC")] = Field(
        title="Mã", description="YC-năm-số; giữ nguyên qua các kỳ."
    )
    unit_code: AreaRef | None = Field(
        None, title="Địa bàn", description="Trống nếu hỏi cơ quan khác."
    )
    asked: ShortText = Field(title="Nơi được yêu cầu", description="Cơ quan, tổ chức đảng.")
    content: Text = Field(title="Nội dung yêu cầu", description="Yêu cầu thông tin gì.")
    sent_on: Day = Field(title="Ngày yêu cầu", description="Ngày gửi yêu cầu.")
    due_date: Day | None = Field(None, title="Hạn cung cấp", description="Hạn trả lời.")
    received_on: Day | None = Field(None, title="Ngày nhận", description="Ngày nhận đủ.")
    status: InformationRequestStatus = Field(title="Tình trạng", description="Đến cuối kỳ.")

    # Open until everything was received.
    CLOSED = frozenset({InformationRequestStatus.RECEIVED})

    @property
    def item_id(self) -> str:
        """The information request's id."""
        return self.req_id


class TaskStatus(LabelledEnum):
    """State of a task; on time or overdue is worked out from dates."""

    NOT_STARTED = "chua_thuc_hien", "Chưa thực hiện"
    IN_PROGRESS = "dang_thuc_hien", "Đang thực hiện"
    DONE = "hoan_thanh", "Hoàn thành"


class Task(Item):
    """One row of `tasks.csv`: work that the head gives a member (Article 2.4)."""

    task_id: Annotated[str, thread_id("NV")] = Field(
        title="Mã", description="NV-năm-số; giữ nguyên qua các kỳ."
    )
    assignee: ShortText = Field(title="Người thực hiện", description="Họ tên thành viên.")
    assigned_by: ShortText | None = Field(None, title="Người giao", description="Trưởng Bộ phận.")
    content: Text = Field(title="Nhiệm vụ", description="Việc được giao.")
    assigned_on: Day = Field(title="Ngày giao", description="Ngày giao.")
    due_date: Day = Field(title="Thời hạn", description="Hạn hoàn thành.")
    completed_on: Day | None = Field(None, title="Ngày hoàn thành", description="Khi xong.")
    status: TaskStatus = Field(title="Tình trạng", description="Đến cuối kỳ.")

    # Open until done.
    CLOSED = frozenset({TaskStatus.DONE})

    @property
    def item_id(self) -> str:
        """The task's id."""
        return self.task_id
