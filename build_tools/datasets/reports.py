"""The ledger of expected reports with what their heads say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from build_tools.aggregation.figures import Figures, Submission, SubmissionState
from build_tools.aggregation.timeliness import whole_ledger
from build_tools.datasets.from_records import record_columns
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
from build_tools.datasets.provenance import (
    ROW_SOURCE,
    report_column,
    report_columns,
)
from build_tools.views.formatting import place_label
from build_tools.views.states import absent_reason
from schemas.catalogue import Catalogue, Report
from schemas.period import Period
from schemas.report import Annex, ReportHead

_NOT_HERE = "báo cáo không có trên trang này, hoặc không ghi"
_HEAD_FIELDS = (
    "issued_on",
    "status",
    "data_as_of",
    "summary",
    "prepared_by",
    "checked_by",
    "approved_by",
    "approved_on",
    "recipients",
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the ledger, and the report where the site shows it."""

    submission: Submission
    report: Report | None
    withheld: bool

    @property
    def key(self) -> tuple[Period, str]:
        return self.submission.period, self.submission.team_id

    @property
    def head(self) -> ReportHead | None:
        return self.report.head.record if self.report else None


def reports_dataset(catalogue: Catalogue, figures: Figures) -> Dataset:
    """Return the ledger: every expected report, whether it came in time, what its head says."""
    return dataset(
        Topic(
            name="reports",
            title="Báo cáo và sổ theo dõi việc gửi",
            about="Mỗi báo cáo phải gửi một dòng, đã gửi hay chưa; chưa có khác với chậm, khác "
            "với không phát sinh.",
            source="reports/KỲ/to-NN/report.md, catalogue/schedule.csv",
            key=("period", "team"),
        ),
        tuple(_report_columns(catalogue)),
        [
            _Entry(each, figures.reports.get(key), key in catalogue.withheld)
            for each in whole_ledger(catalogue, figures)
            for key in [(each.period, each.team_id)]
        ],
    )


def _report_columns(catalogue: Catalogue) -> Iterator[Column[_Entry]]:
    yield from report_columns(catalogue, lambda entry: entry.key)
    yield from _ledger_columns()
    yield from _head_columns(catalogue)
    yield Column(
        Field(
            name="missing_reason",
            title="Vì sao không có báo cáo",
            about="Vì sao trang không có báo cáo này.",
            blank="có báo cáo",
        ),
        lambda entry: None if entry.report else absent_reason(entry.submission),
    )
    yield report_column(lambda entry: entry.key if entry.report else None)
    yield Column(
        replace(ROW_SOURCE, required=False, blank="không có báo cáo trên trang này"),
        lambda entry: place_label(entry.report.head.source.at()) if entry.report else None,
    )


def _ledger_columns() -> Iterator[Column[_Entry]]:
    yield Column(
        day_field("cut_off", "Chốt số liệu", "Ngày chốt theo lịch."),
        lambda entry: entry.submission.cut_off,
    )
    yield Column(day_field("due", "Hạn gửi", "Theo lịch."), lambda entry: entry.submission.due)
    yield Column(
        day_field("submitted_on", "Ngày gửi", "Gửi Tổ trưởng.", blank="chưa gửi"),
        lambda entry: entry.submission.submitted_on,
    )
    yield Column(
        Field(
            name="state",
            title="Việc gửi",
            about="Tính từ ngày gửi và hạn gửi.",
            labels={each.value: each.label for each in SubmissionState},
            required=True,
        ),
        lambda entry: str(entry.submission.state.value),
    )
    yield Column(
        replace(count_field("days_late", "Chậm (ngày)", "Số ngày sau hạn."), unit="ngày"),
        lambda entry: entry.submission.days_late,
    )
    yield Column(
        Field(
            name="nothing_to_report",
            title="Không phát sinh",
            about="Báo cáo khai mọi phụ lục đều không phát sinh.",
            kind=Kind.BOOLEAN,
            blank="báo cáo không có trên trang này",
        ),
        lambda entry: None if entry.withheld else entry.submission.nothing_to_report,
    )


def _head_columns(catalogue: Catalogue) -> Iterator[Column[_Entry]]:
    yield Column(
        _head_field("document_number", "Số, ký hiệu", "Ví dụ 12-BC/BPGV01."),
        lambda entry: entry.head.document_number if entry.head else None,
    )
    yield Column(
        _head_field("signer_name", "Người ký", "Họ và tên."),
        lambda entry: entry.head.signer.name if entry.head and entry.head.signer else None,
    )
    yield Column(
        _head_field("signer_post", "Chức vụ người ký", "Chức vụ."),
        lambda entry: entry.head.signer.post if entry.head and entry.head.signer else None,
    )
    own: Iterator[Column[_Entry]] = record_columns(
        catalogue, ReportHead, _HEAD_FIELDS, lambda entry: entry.head
    )
    for column in own:
        field = replace(
            column.field,
            required=False,
            blank=_NOT_HERE,
            aside=column.field.name == "recipients",
        )
        yield Column(field, column.of)
    yield Column(
        Field(
            name="declared_empty",
            title="Phụ lục không phát sinh",
            about="Các phụ lục mà báo cáo khai không phát sinh.",
            kind=Kind.LIST,
            blank=_NOT_HERE,
            labels={annex.value: annex.label for annex in Annex},
        ),
        lambda entry: (
            tuple(str(each.value) for each in entry.head.nothing_to_report) if entry.head else None
        ),
    )


def _head_field(name: str, title: str, about: str) -> Field:
    return Field(name=name, title=title, about=about, blank=_NOT_HERE)
