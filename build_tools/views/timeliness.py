"""Timeliness: on-time rate by team and year, the ledger of every expected report, days to come."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from build_tools.aggregation.figures import Figures, Submission, SubmissionState
from build_tools.aggregation.timeliness import Deadline, coming_deadlines, whole_ledger
from build_tools.views.addresses import HOME, TIMELINESS, period_uri, report_uri, team_uri
from build_tools.views.cells import day_cell, number_cell, text_cell
from build_tools.views.downloads import Download, timeliness_downloads
from build_tools.views.formatting import (
    count_days,
    format_day,
    format_number,
    format_percent,
    in_sentence,
)
from build_tools.views.page import PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, Stat, TableView, Tone
from build_tools.views.pictures_read import Against, bars
from build_tools.views.sections import Section, sections_toc
from build_tools.views.states import absent_reason, submission_cell
from build_tools.views.teams_in_words import in_state, team_label
from schemas.catalogue import Catalogue

TITLE = "Tiến độ"
RATES, DEADLINES = "ty-le", "han-sap-toi"
_COUNTED: tuple[tuple[SubmissionState, Tone], ...] = (
    (SubmissionState.ON_TIME, "good"),
    (SubmissionState.LATE, "warn"),
    (SubmissionState.MISSING, "bad"),
)
_NOTHING_DUE = "chưa có báo cáo nào đến hạn"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinessView:
    """What the page says; `downloads` are the coming days and the same ledger as files."""

    crumbs: tuple[Crumb, ...]
    title: str
    as_of: str
    answer: str
    stats: tuple[Stat, ...]
    downloads: tuple[Download, ...]
    sections: tuple[Section, ...]


def build_timeliness_page(
    catalogue: Catalogue, figures: Figures, *, documents: bool = False
) -> PageView:
    """Say how punctual every team is (Article 2.2), with every report behind the rates.

    `documents`: whether the ledger is made as files too, so that the page offers them.
    """
    ledger = whole_ledger(catalogue, figures)
    years = sorted({each.period.year for each in ledger}, reverse=True)
    sections = (
        _rates_section(catalogue, ledger),
        _deadlines_section(coming_deadlines(catalogue, figures.today), figures),
        *(
            _ledger_section(catalogue, figures, year, ledger, is_open=year == years[0])
            for year in years
        ),
    )
    view = TimelinessView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb(TITLE)),
        title="Tiến độ gửi báo cáo",
        as_of=format_day(figures.today),
        answer=_answer(ledger),
        stats=_stats(ledger),
        downloads=timeliness_downloads(documents=documents),
        sections=sections,
    )
    return PageView(
        uri=TIMELINESS,
        kind="timeliness",
        title=view.title,
        template="timeliness.html.j2",
        view=view,
        section=TIMELINESS,
        toc=sections_toc(sections),
    )


def is_decided(submission: Submission) -> bool:
    """Say whether the report has come or is past its day: what a rate is taken over."""
    return submission.state is not SubmissionState.NOT_DUE


def on_time_rate(ledger: Iterable[Submission]) -> Decimal | None:
    """Return the percentage of decided reports that came on time; None where none is decided."""
    decided = [each for each in ledger if is_decided(each)]
    if not decided:
        return None
    return Decimal(100 * len(in_state(decided, SubmissionState.ON_TIME))) / len(decided)


def _answer(ledger: Sequence[Submission]) -> str:
    decided = [each for each in ledger if is_decided(each)]
    if not decided:
        return "Chưa có báo cáo nào đến hạn."
    on_time, late, missing = (len(in_state(decided, state)) for state, _ in _COUNTED)
    return (
        f"{format_number(on_time)}/{format_number(len(decided))} báo cáo đã đến hạn được gửi đúng "
        f"hạn ({format_percent(on_time_rate(decided))}), {format_number(late)} gửi chậm, "
        f"{format_number(missing)} chưa có."
    )


def _stats(ledger: Sequence[Submission]) -> tuple[Stat, ...]:
    decided = [each for each in ledger if is_decided(each)]
    detail = f"trên {format_number(len(decided))} báo cáo đã đến hạn"
    counts = ((state, tone, len(in_state(decided, state))) for state, tone in _COUNTED)
    return (
        *(
            Stat(
                label=f"Báo cáo {state.label.lower()}",
                value=format_number(count),
                detail=detail,
                uri=f"#{RATES}",
                tone=tone if count else "none",
            )
            for state, tone, count in counts
        ),
        Stat(
            label="Khai không phát sinh",
            value=format_number(_declared(decided)),
            detail="đã gửi, mọi phụ lục đều trống",
            uri=f"#{RATES}",
        ),
    )


def _declared(ledger: Iterable[Submission]) -> int:
    return sum(each.nothing_to_report for each in ledger)


def _rates_section(catalogue: Catalogue, ledger: Sequence[Submission]) -> Section:
    years = sorted({each.period.year for each in ledger if is_decided(each)})
    by_team = {
        team_id: [each for each in ledger if each.team_id == team_id] for team_id in catalogue.teams
    }
    table = TableView(
        caption="Tỷ lệ báo cáo gửi đúng hạn theo Tổ và năm của kỳ báo cáo",
        columns=(
            Column("Tổ"),
            *(Column(f"Năm {year}", "number") for year in years),
            Column("Mọi năm", "number"),
            *(Column(state.label, "number") for state, _ in _COUNTED),
            Column("Chậm nhất", "number"),
            Column("Không phát sinh", "number"),
        ),
        rows=tuple(
            Row((Cell(team_label(catalogue, team_id), team_uri(team_id)), *_rates(own, years)))
            for team_id, own in by_team.items()
        ),
        total=(Cell("Toàn tỉnh"), *_rates(ledger, years)),
        wide=True,
    )
    lead = (
        "Tính trên các báo cáo đã gửi hoặc đã quá hạn, theo ngày gửi ghi trong báo cáo. "
        "Báo cáo khai không phát sinh vẫn là báo cáo đã gửi."
    )
    picture = bars(table, "Tỷ lệ báo cáo gửi đúng hạn, mọi năm", "Mọi năm", Against())
    return Section(
        id=RATES,
        title="Tỷ lệ đúng hạn theo Tổ và năm",
        lead=lead,
        tables=(table,),
        pictures=(picture,),
    )


def _rates(ledger: Sequence[Submission], years: Iterable[int]) -> tuple[Cell, ...]:
    latest = max((each.days_late for each in ledger), default=0)
    return (
        *(_rate_cell([each for each in ledger if each.period.year == year]) for year in years),
        _rate_cell(ledger),
        *(number_cell(len(in_state(ledger, state))) for state, _ in _COUNTED),
        text_cell(count_days(latest) if latest else None, reason="không gửi chậm lần nào"),
        number_cell(_declared(ledger)),
    )


def _rate_cell(ledger: Iterable[Submission]) -> Cell:
    decided = [each for each in ledger if is_decided(each)]
    rate = on_time_rate(decided)
    if rate is None:
        return text_cell(None, reason=_NOTHING_DUE)
    on_time = len(in_state(decided, SubmissionState.ON_TIME))
    return Cell(f"{format_percent(rate)} ({on_time}/{len(decided)})", sort=str(rate))


def _deadlines_section(deadlines: Iterable[Deadline], figures: Figures) -> Section:
    rows = tuple(
        Row(
            (
                Cell(each.period.label),
                day_cell(each.cut_off),
                day_cell(each.due),
                Cell(_days_left((each.due - figures.today).days)),
            )
        )
        for each in deadlines
    )
    table = TableView(
        caption="Hạn gửi báo cáo trong 12 tháng tới",
        columns=(
            Column("Kỳ"),
            Column("Ngày chốt số liệu", "date"),
            Column("Hạn gửi", "date"),
            Column("Còn", "number"),
        ),
        rows=rows,
        empty="Lịch báo cáo không có hạn nào trong 12 tháng tới.",
    )
    return Section(id=DEADLINES, title="Hạn sắp tới", tables=(table,))


def _days_left(days: int) -> str:
    return count_days(days) if days else "hôm nay"


def _ledger_section(
    catalogue: Catalogue,
    figures: Figures,
    year: int,
    ledger: Iterable[Submission],
    *,
    is_open: bool,
) -> Section:
    own = [each for each in ledger if each.period.year == year]
    own.sort(key=lambda each: each.period, reverse=True)  # stable: teams stay in their order
    own.sort(key=lambda each: not is_decided(each))  # what nobody can answer for yet stands last
    title = f"Sổ theo dõi năm {year}"
    table = TableView(
        caption=f"Mọi báo cáo phải gửi của năm {year}",
        columns=(
            Column("Kỳ"),
            Column("Tổ"),
            Column("Tình trạng", "state"),
            Column("Chốt số liệu", "date"),
            Column("Hạn gửi", "date"),
            Column("Ngày gửi", "date"),
            Column("Báo cáo", "code"),
        ),
        rows=tuple(_ledger_row(catalogue, figures, each) for each in own),
        wide=True,
    )
    fold = None if is_open else f"{title} ({format_number(len(own))} báo cáo)"
    return Section(id=f"so-{year}", title=title, tables=(table,), fold=fold)


def _ledger_row(catalogue: Catalogue, figures: Figures, submission: Submission) -> Row:
    key = submission.period, submission.team_id
    report = figures.reports.get(key)
    uri = report_uri(*key) if report else None
    number = (report.head.record.document_number or in_sentence(key[0])) if report else None
    known = submission.period in figures.periods
    return Row(
        (
            Cell(submission.period.label, period_uri(submission.period) if known else None),
            Cell(team_label(catalogue, submission.team_id), team_uri(submission.team_id)),
            submission_cell(submission, uri),
            day_cell(submission.cut_off),
            day_cell(submission.due),
            day_cell(submission.submitted_on, reason="chưa gửi"),
            text_cell(number, uri=uri, reason=absent_reason(submission)),
        )
    )
