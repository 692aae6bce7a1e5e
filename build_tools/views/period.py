"""A period consolidated over the teams: what is missing first, then totals and comparison."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from build_tools.aggregation.figures import PROVINCE, Figures, Submission, SubmissionState
from build_tools.site_model import SearchEntry, TocEntry
from build_tools.views.addresses import (
    HOME,
    REPORTS,
    period_annexes_uri,
    period_uri,
    report_uri,
    team_uri,
)
from build_tools.views.cells import day_cell, number_cell, text_cell
from build_tools.views.closed_periods import shown_lock
from build_tools.views.corrections import period_corrections
from build_tools.views.downloads import DOWNLOADS, Download, period_downloads
from build_tools.views.formatting import format_day, in_sentence, join_words
from build_tools.views.page import PagePlan, PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, Stat, TableView, Tone
from build_tools.views.period_indicators import (
    comparison_section,
    roll_up_section,
    totals_section,
)
from build_tools.views.period_matters import MATTERS, matters_sections
from build_tools.views.sections import Section, sections_toc
from build_tools.views.states import absent_reason, submission_cell
from build_tools.views.teams_in_words import in_state, ledger_of, ledger_sentence, team_label
from build_tools.views.threads import all_threads, count_threads
from schemas.catalogue import Catalogue
from schemas.period import Period, PeriodKind

LEDGER = "so-theo-doi"
NOT_NEWEST = "Không phải kỳ mới nhất"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodView:
    """What the page of a period says; `warning` names the teams whose figures are not in it."""

    crumbs: tuple[Crumb, ...]
    title: str
    period: str
    as_of: str
    notes: tuple[str, ...]
    answer: str
    warning: str | None
    stats: tuple[Stat, ...]
    sections: tuple[Section, ...]
    annexes: str
    downloads: tuple[Download, ...]
    previous: tuple[str, str] | None
    next: tuple[str, str] | None


def plan_period_pages(
    catalogue: Catalogue, figures: Figures, *, documents: bool = False
) -> Iterator[PagePlan]:
    """Consolidate every period, oldest first; `documents`: whether their documents are made."""
    for period in figures.periods:
        downloads = period_downloads(period) if documents else ()
        yield PagePlan(
            period_uri(period), partial(_period_page, catalogue, figures, period, downloads)
        )


def period_notes(catalogue: Catalogue, figures: Figures, period: Period) -> tuple[str, ...]:
    """Return the marks of a period that has a newer one of its kind, and of one that is closed."""
    newest = max(each for each in figures.periods if each.kind is period.kind)
    notes = (NOT_NEWEST,) if period < newest else ()
    lock = shown_lock(catalogue, figures, period)
    if lock is None:
        return notes
    who = f"{lock.closed_by}, {lock.post}"
    return (*notes, f"Kỳ đã khóa ngày {format_day(lock.closed_on)}, người khóa: {who}")


def neighbour(figures: Figures, period: Period) -> tuple[str, str] | None:
    """Return title and address of a period's page, None where there is none."""
    return (period.label, period_uri(period)) if period in figures.periods else None


def _period_page(
    catalogue: Catalogue, figures: Figures, period: Period, downloads: tuple[Download, ...]
) -> PageView:
    sections = _sections(catalogue, figures, period)
    title = f"Tổng hợp {in_sentence(period)}"
    ledger = ledger_of(figures, period)
    view = PeriodView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb("Báo cáo", REPORTS), Crumb(period.label)),
        title=title,
        period=period.label,
        as_of=format_day(catalogue.schedule.cut_off(period)),
        notes=period_notes(catalogue, figures, period),
        answer=f"{ledger_sentence(catalogue, period, ledger)}.",
        warning=_warning(catalogue, figures, period, ledger),
        stats=_stats(figures, period, ledger),
        sections=sections,
        annexes=period_annexes_uri(period),
        downloads=downloads,
        previous=neighbour(figures, period.previous),
        next=neighbour(figures, period.next),
    )
    return PageView(
        uri=period_uri(period),
        kind="period",
        title=title,
        template="period.html.j2",
        view=view,
        section=REPORTS,
        toc=(
            *((TocEntry(DOWNLOADS, "Tải về"),) if downloads else ()),
            *sections_toc(sections),
        ),
        search=SearchEntry(name=period.label, period=period),
    )


def _sections(catalogue: Catalogue, figures: Figures, period: Period) -> tuple[Section, ...]:
    roll_up = roll_up_section(catalogue, figures, period)
    return (
        _ledger_section(catalogue, figures, period),
        *((_months_section(figures, period),) if roll_up else ()),
        totals_section(catalogue, figures, period),
        comparison_section(catalogue, figures, period),
        *((roll_up,) if roll_up else ()),
        *matters_sections(catalogue, figures, period),
        *period_corrections(catalogue, figures, period),
    )


def _warning(
    catalogue: Catalogue, figures: Figures, period: Period, ledger: Iterable[Submission]
) -> str | None:
    absent: dict[str, list[str]] = {}
    for each in ledger:
        if (each.period, each.team_id) not in figures.reports:
            team = team_label(catalogue, each.team_id)
            absent.setdefault(absent_reason(each), []).append(team)
    if not absent:
        return None
    parts = "; ".join(f"{join_words(teams)} ({why})" for why, teams in absent.items())
    text = f"Số liệu dưới đây không gồm báo cáo kỳ này của {parts}."
    lock = shown_lock(catalogue, figures, period)
    if lock is None or not lock.missing:
        return text
    reasons = (f"{team_label(catalogue, team)} – {why}" for team, why in lock.missing.items())
    return f"{text} Kỳ được khóa khi thiếu báo cáo: {'; '.join(reasons)}"


def _stats(figures: Figures, period: Period, ledger: tuple[Submission, ...]) -> tuple[Stat, ...]:
    tones: tuple[tuple[SubmissionState, Tone], ...] = (
        (SubmissionState.ON_TIME, "good"),
        (SubmissionState.LATE, "warn"),
        (SubmissionState.MISSING, "bad"),
    )
    counts = count_threads(all_threads(figures.threads_by_report.get((period, PROVINCE), {})))
    found = ((state, tone, len(in_state(ledger, state))) for state, tone in tones)
    return (
        *(
            Stat(
                label=f"Báo cáo {state.label.lower()}",
                value=f"{count}/{len(ledger)}",
                uri=f"#{LEDGER}",
                tone=tone if count else "none",
            )
            for state, tone, count in found
        ),
        Stat(
            label="Việc đang mở",
            value=str(counts.open),
            detail=f"{counts.overdue} quá hạn đến ngày chốt số liệu",
            uri=f"#{MATTERS}",
            tone="warn" if counts.overdue else "none",
        ),
    )


def _ledger_section(catalogue: Catalogue, figures: Figures, period: Period) -> Section:
    rows = tuple(
        _ledger_row(catalogue, figures, submission) for submission in ledger_of(figures, period)
    )
    due = format_day(catalogue.schedule.due(period))
    table = TableView(
        caption=f"Sổ theo dõi báo cáo, hạn gửi {due}",
        columns=(
            Column("Tổ"),
            Column("Tình trạng", "state"),
            Column("Ngày gửi", "date"),
            Column("Báo cáo", "code"),
            Column("Tóm tắt"),
        ),
        rows=rows,
        wide=True,
    )
    return Section(id=LEDGER, title="Sổ theo dõi báo cáo", tables=(table,))


def _ledger_row(catalogue: Catalogue, figures: Figures, submission: Submission) -> Row:
    key = submission.period, submission.team_id
    report = figures.reports.get(key)
    uri = report_uri(*key) if report else None
    head = report.head.record if report else None
    number = (head.document_number or "Báo cáo chưa có số") if head else None
    return Row(
        (
            Cell(team_label(catalogue, submission.team_id), team_uri(submission.team_id)),
            submission_cell(submission, uri),
            day_cell(submission.submitted_on, reason="chưa gửi"),
            text_cell(number, uri=uri, reason=absent_reason(submission)),
            text_cell(head.summary if head else None, reason=absent_reason(submission)),
        )
    )


def _months_section(figures: Figures, period: Period) -> Section:
    parts = [
        each
        for each in figures.periods
        if each.kind in {PeriodKind.MONTH, PeriodKind.QUARTER}
        and each.kind.months < period.kind.months
        and period.first_day <= each.first_day
        and each.last_day <= period.last_day
    ]
    states = (SubmissionState.ON_TIME, SubmissionState.LATE, SubmissionState.MISSING)
    rows = tuple(
        Row(
            (
                Cell(part.label, period_uri(part)),
                *(number_cell(len(in_state(ledger_of(figures, part), state))) for state in states),
            )
        )
        for part in parts
    )
    table = TableView(
        caption=f"Các kỳ trong {in_sentence(period)}",
        columns=(Column("Kỳ"), *(Column(state.label, "number") for state in states)),
        rows=rows,
        empty="Chưa có báo cáo tháng, quý nào trong kỳ này.",
    )
    return Section(id="cac-ky", title="Các kỳ trong kỳ này", tables=(table,))
