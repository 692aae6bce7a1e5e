"""Periods, the ledger of expected reports with what their heads say, and corrections."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from build_tools.aggregation.figures import Figures, Submission, SubmissionState
from build_tools.aggregation.timeliness import whole_ledger
from build_tools.datasets.from_records import record_columns
from build_tools.datasets.model import Column, Dataset, Field, Kind, Topic, count_field, dataset
from build_tools.datasets.provenance import (
    PAGE,
    PERIOD,
    ROW_SOURCE,
    report_column,
    report_columns,
)
from build_tools.validation.corrected import Corrected
from build_tools.views.addresses import period_uri
from build_tools.views.closed_periods import shown_lock
from build_tools.views.corrections import shown_corrections
from build_tools.views.formatting import place_label
from build_tools.views.states import absent_reason
from build_tools.views.teams_in_words import in_state, ledger_of
from schemas.catalogue import Catalogue, Report
from schemas.correction import Correction
from schemas.period import Period, PeriodKind
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


def periods_dataset(catalogue: Catalogue, figures: Figures) -> Dataset:
    """Return every period that is due or has a report, oldest first."""
    return dataset(
        Topic(
            name="periods",
            title="Kỳ báo cáo",
            about="Các kỳ đã đến hạn hoặc đã có báo cáo: ngày chốt số liệu, hạn gửi, việc gửi.",
            source="catalogue/schedule.csv",
            key=("period",),
        ),
        tuple(_period_columns(catalogue, figures)),
        _known_periods(catalogue, figures),
    )


def _known_periods(catalogue: Catalogue, figures: Figures) -> list[Period]:
    """Return also the periods that run and are not due yet: the ledger has them."""
    return sorted({each.period for each in whole_ledger(catalogue, figures)} | {*figures.periods})


def _period_columns(catalogue: Catalogue, figures: Figures) -> Iterator[Column[Period]]:
    yield Column(replace(PERIOD, refers_to=None), lambda period: period.id)
    yield Column(
        Field(
            name="kind",
            title="Loại kỳ",
            about="Tháng, quý, năm; 6 và 9 tháng nếu có.",
            labels={kind.value: kind.label for kind in PeriodKind},
            required=True,
        ),
        lambda period: str(period.kind.value),
    )
    yield Column(_day("first_day", "Từ ngày", "Ngày lịch đầu kỳ."), lambda period: period.first_day)
    yield Column(_day("last_day", "Đến ngày", "Ngày lịch cuối kỳ."), lambda period: period.last_day)
    yield Column(
        _day("cut_off", "Chốt số liệu", "Số liệu của kỳ tính đến ngày này."),
        catalogue.schedule.cut_off,
    )
    yield Column(_day("due", "Hạn gửi", "Ngày cuối còn đúng hạn."), catalogue.schedule.due)
    for state in SubmissionState:
        yield _state_count(figures, state)
    locks = {period: shown_lock(catalogue, figures, period) for period in figures.periods}
    yield Column(
        Field(
            name="closed_on",
            title="Khóa ngày",
            about="Ngày kỳ được khóa; sau đó chỉ đính chính.",
            kind=Kind.DAY,
            blank="chưa khóa",
        ),
        lambda period: lock.closed_on if (lock := locks.get(period)) else None,
    )
    yield Column(
        Field(name="closed_by", title="Người khóa", about="Họ tên, chức vụ.", blank="chưa khóa"),
        lambda period: f"{lock.closed_by}, {lock.post}" if (lock := locks.get(period)) else None,
    )
    yield Column(
        replace(PAGE, required=False, blank="kỳ chưa đến hạn, chưa có trang"),
        lambda period: period_uri(period) if period in figures.periods else None,
    )
    yield Column(
        replace(ROW_SOURCE, about="Tệp quy định ngày của kỳ."),
        lambda _: "catalogue/schedule.csv",
    )


def _state_count(figures: Figures, state: SubmissionState) -> Column[Period]:
    return Column(
        count_field(f"reports_{state.name.lower()}", state.label, "Số báo cáo ở tình trạng này."),
        lambda period: len(in_state(ledger_of(figures, period), state)),
    )


def _day(name: str, title: str, about: str) -> Field:
    return Field(name=name, title=title, about=about, kind=Kind.DAY, required=True)


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
        _day("cut_off", "Chốt số liệu", "Ngày chốt theo lịch."),
        lambda entry: entry.submission.cut_off,
    )
    yield Column(_day("due", "Hạn gửi", "Theo lịch."), lambda entry: entry.submission.due)
    yield Column(
        replace(
            _day("submitted_on", "Ngày gửi", "Gửi Tổ trưởng."), required=False, blank="chưa gửi"
        ),
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


def corrections_dataset(catalogue: Catalogue, figures: Figures) -> Dataset:
    """Return every correction of what the site shows; its place is that of the corrected row."""
    return dataset(
        Topic(
            name="corrections",
            title="Đính chính",
            about="Mỗi chỗ đã sửa sau khi gửi báo cáo: trước, nay ghi gì, vì sao, ai, khi nào.",
            source="reports/KỲ/corrections.csv",
        ),
        tuple(_correction_columns(catalogue)),
        shown_corrections(catalogue, figures, sorted(catalogue.corrections)),
    )


def _correction_columns(catalogue: Catalogue) -> Iterator[Column[Corrected]]:
    yield from report_columns(catalogue, lambda each: each.report.key)
    yield from record_columns(
        catalogue, Correction, ["file", "record"], lambda each: each.correction.record
    )
    yield Column(
        Field(
            name="field",
            title="Trường",
            about="Tên trường trong bảng của phụ lục; prose là lời văn dưới một đề mục.",
            required=True,
        ),
        lambda each: each.field,
    )
    yield Column(
        Field(name="field_title", title="Cột, khóa", about="Tên tiếng Việt.", required=True),
        lambda each: each.title,
    )
    said: Iterator[Column[Corrected]] = record_columns(
        catalogue,
        Correction,
        ["old", "new", "reason", "date", "by"],
        lambda each: each.correction.record,
    )
    for column in said:
        yield Column(replace(column.field, blank="để trống"), column.of)
    yield report_column(lambda each: each.report.key)
    yield Column(
        replace(ROW_SOURCE, about="Chỗ được sửa: tệp trong content/ và dòng."),
        lambda each: place_label(each.row.source.at()),
    )
