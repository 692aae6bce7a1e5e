"""Periods: their days, how many reports came, and whether they are closed."""

from collections.abc import Iterator
from dataclasses import replace

from build_tools.aggregation.figures import Figures, SubmissionState
from build_tools.aggregation.timeliness import whole_ledger
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
from build_tools.datasets.provenance import PAGE, PERIOD, ROW_SOURCE
from build_tools.views.addresses import period_uri
from build_tools.views.closed_periods import shown_lock
from build_tools.views.teams_in_words import in_state, ledger_of
from schemas.catalogue import Catalogue
from schemas.period import Period, PeriodKind


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
    yield Column(
        day_field("first_day", "Từ ngày", "Ngày lịch đầu kỳ."), lambda period: period.first_day
    )
    yield Column(
        day_field("last_day", "Đến ngày", "Ngày lịch cuối kỳ."), lambda period: period.last_day
    )
    yield Column(
        day_field("cut_off", "Chốt số liệu", "Số liệu của kỳ tính đến ngày này."),
        catalogue.schedule.cut_off,
    )
    yield Column(day_field("due", "Hạn gửi", "Ngày cuối còn đúng hạn."), catalogue.schedule.due)
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
