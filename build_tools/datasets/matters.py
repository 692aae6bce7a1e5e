"""The six registers of matters that go on from report to report: one row a matter, as of today."""

from collections.abc import Iterator
from dataclasses import replace

from build_tools.aggregation.figures import Figures, Thread
from build_tools.datasets.annexes import annex_name
from build_tools.datasets.from_records import area_columns, schema_field, team_columns
from build_tools.datasets.model import (
    Column,
    Dataset,
    Field,
    Kind,
    Topic,
    count_field,
    dataset,
    day_field,
)
from build_tools.datasets.provenance import PAGE, PERIOD, TEAM, report_column, source_column
from build_tools.views.addresses import thread_uri
from build_tools.views.matters import (
    NOT_FOLLOWED,
    authority_of,
    closed_on,
    responsible_of,
    result_of,
)
from build_tools.views.threads import KIND_LABELS, all_threads, status_of, subject_of, unit_of
from schemas.catalogue import Catalogue
from schemas.items import Issue

OPEN, CLOSED, NOT_KNOWN = "open", "closed", "not_known"
_STATES = {OPEN: "Đang mở", CLOSED: "Đã xong", NOT_KNOWN: "Không rõ tình trạng nay"}
_NONE_STATED = "báo cáo không ghi"
_NOT_OPEN = "không đang mở, hoặc không ghi ngày bắt đầu"


def matters_dataset(catalogue: Catalogue, figures: Figures) -> Dataset:
    """Return every matter once, in the state of its newest report, by register and id."""
    return dataset(
        Topic(
            name="matters",
            title="Các việc theo dõi, tình trạng nay",
            about="Mỗi vấn đề, đề nghị, kiến nghị, nhiệm vụ, yêu cầu thông tin, chỉ đạo ở một địa "
            "bàn là một dòng; quá hạn và số ngày tính đến as_of.",
            source="lập từ các phụ lục của mọi báo cáo",
            key=("register", "item_id"),
        ),
        tuple(_columns(catalogue)),
        all_threads(figures.threads),
    )


def _columns(catalogue: Catalogue) -> Iterator[Column[Thread]]:
    yield from _identity(catalogue)
    yield from team_columns(catalogue, TEAM, lambda thread: thread.team_id)
    yield from _standing()
    yield from _outcome()
    yield Column(count_field("steps", "Số lần báo cáo", "Số báo cáo có dòng của việc này."), _steps)
    yield Column(
        _period("first_period", "Kỳ đầu", "Kỳ đầu tiên có việc này."),
        lambda thread: thread.steps[0].period.id,
    )
    yield Column(
        _period("last_period", "Kỳ gần nhất", "Kỳ gần nhất có việc này."),
        lambda thread: thread.last.period.id,
    )
    yield Column(PAGE, lambda thread: thread_uri(thread.annex, thread.item_id))
    yield report_column(lambda thread: (thread.last.period, thread.last.team_id))
    yield source_column(lambda thread: thread.last.row.source.at())


def _identity(catalogue: Catalogue) -> Iterator[Column[Thread]]:
    registers = {annex_name(annex): label for annex, label in KIND_LABELS.items()}
    yield Column(
        Field(
            name="register",
            title="Sổ",
            about="Tên bảng có mọi dòng của việc này.",
            labels=registers,
            required=True,
        ),
        lambda thread: annex_name(thread.annex),
    )
    yield Column(
        Field(
            name="item_id",
            title="Mã",
            about="Mã của việc, giữ nguyên qua các kỳ; với chỉ đạo: mã văn bản, dấu @, mã địa bàn.",
            required=True,
        ),
        lambda thread: thread.item_id,
    )
    yield Column(
        Field(name="subject", title="Nội dung", about="Việc gì.", required=True),
        lambda thread: subject_of(thread.last.row.record, catalogue),
    )
    area = replace(schema_field(Issue, "unit_code"), required=False)  # a task may be of no area
    yield from area_columns(catalogue, area, lambda thread: unit_of(thread.last.row.record))
    yield Column(
        Field(
            name="field",
            title="Lĩnh vực",
            about="Lĩnh vực của vấn đề.",
            labels=schema_field(Issue, "field").labels,
            blank="chỉ vấn đề có lĩnh vực",
        ),
        _field,
    )


def _field(thread: Thread) -> str | None:
    item = thread.last.row.record
    return str(item.field.value) if isinstance(item, Issue) else None


def _standing() -> Iterator[Column[Thread]]:
    yield Column(
        Field(
            name="state",
            title="Còn mở",
            about=f"Tính từ các báo cáo; {NOT_KNOWN}: {NOT_FOLLOWED}.",
            labels=_STATES,
            required=True,
        ),
        _state,
    )
    yield Column(
        Field(
            name="status",
            title="Tình trạng",
            about="Lời của báo cáo gần nhất.",
            required=True,
        ),
        lambda thread: status_of(thread.last.row.record),
    )
    yield Column(
        day_field("opened_on", "Từ ngày", "Ngày phát hiện, nhận, gửi, giao.", blank=_NONE_STATED),
        lambda thread: thread.opened_on,
    )
    yield Column(
        day_field("due_date", "Thời hạn", "Hạn phải xong.", blank="không ghi thời hạn"),
        lambda thread: thread.due_date,
    )
    yield Column(
        Field(
            name="age_days",
            title="Đã mở (ngày)",
            about="Số ngày từ khi bắt đầu đến as_of.",
            kind=Kind.INTEGER,
            unit="ngày",
            minimum=0,
            blank=_NOT_OPEN,
        ),
        lambda thread: thread.age_days,
    )
    yield Column(
        Field(
            name="overdue",
            title="Quá hạn",
            about="Còn mở và đã qua thời hạn vào as_of.",
            kind=Kind.BOOLEAN,
            required=True,
        ),
        lambda thread: thread.overdue,
    )


def _outcome() -> Iterator[Column[Thread]]:
    yield Column(
        Field(name="authority", title="Thẩm quyền", about="Cấp quyết định, hoặc nơi gửi đến."),
        lambda thread: authority_of(thread.last.row.record),
    )
    yield Column(
        Field(name="responsible", title="Nơi, người phải làm", about="Cơ quan hoặc người."),
        lambda thread: responsible_of(thread.last.row.record),
    )
    yield Column(
        day_field(
            "closed_on", "Ngày xong", "Ngày kết thúc, theo báo cáo.", blank="còn mở, hoặc không ghi"
        ),
        lambda thread: closed_on(thread.last.row.record),
    )
    yield Column(
        Field(name="result", title="Kết quả", about="Kết quả, ý kiến, trả lời."),
        lambda thread: result_of(thread.last.row.record),
    )


def _steps(thread: Thread) -> int:
    return len(thread.steps)


def _state(thread: Thread) -> str:
    if not thread.followed:
        return NOT_KNOWN
    return OPEN if thread.is_open else CLOSED


def _period(name: str, title: str, about: str) -> Field:
    return Field(
        name=name,
        title=title,
        about=about,
        kind=Kind.PERIOD,
        required=True,
        refers_to=PERIOD.refers_to,
    )
