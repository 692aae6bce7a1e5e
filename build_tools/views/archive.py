"""The archive of a term: every period by year, with its numbers and its pages."""

from collections.abc import Iterable

from build_tools.aggregation.figures import PROVINCE, Figures, SubmissionState
from build_tools.views.addresses import (
    ARCHIVE,
    HOME,
    REPORTS,
    period_annexes_uri,
    period_uri,
)
from build_tools.views.cells import day_cell, number_cell
from build_tools.views.changes import movement
from build_tools.views.formatting import NO_BREAK_SPACE, format_number
from build_tools.views.guide import GeneratedView
from build_tools.views.page import PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, TableView
from build_tools.views.sections import Section, sections_toc
from build_tools.views.teams_in_words import in_state, ledger_of
from build_tools.views.threads import all_threads, count_threads
from schemas.catalogue import Catalogue
from schemas.period import Period, PeriodKind
from schemas.settings import Settings

TITLE = "Lưu trữ"
_STATES = (SubmissionState.ON_TIME, SubmissionState.LATE, SubmissionState.MISSING)


def build_archive_page(catalogue: Catalogue, figures: Figures) -> PageView:
    """List every period, the newest year first."""
    years = sorted({period.year for period in figures.periods}, reverse=True)
    sections = tuple(_year_section(catalogue, figures, year) for year in years)
    view = GeneratedView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb("Báo cáo", REPORTS), Crumb(TITLE)),
        title="Lưu trữ báo cáo theo nhiệm kỳ và năm",
        answer=_answer(catalogue.settings, figures),
        sections=sections,
    )
    return PageView(
        uri=ARCHIVE,
        kind="archive",
        title=view.title,
        template="generated.html.j2",
        view=view,
        section=REPORTS,
        toc=sections_toc(sections),
    )


def term_of(settings: Settings, year: int) -> str:
    """Return the term in which a year lies, as far as the settings say."""
    term = f"nhiệm kỳ {settings.term_from} - {settings.term_to}"
    if year < settings.term_from:
        return f"Trước {term}"
    return f"Sau {term}" if year > settings.term_to else f"N{term[1:]}"


def _answer(settings: Settings, figures: Figures) -> str:
    if not figures.periods:
        return "Chưa có kỳ báo cáo nào."
    first, last = figures.periods[0], figures.periods[-1]
    return (
        f"{term_of(settings, last.year)}: {format_number(len(figures.periods))} kỳ báo cáo, "
        f"{format_number(len(figures.reports))} báo cáo đã ban hành, "
        f"từ {_year_of(first)} đến {_year_of(last)}."
    )


def _year_of(period: Period) -> str:
    return f"năm {period.year}"


def _year_section(catalogue: Catalogue, figures: Figures, year: int) -> Section:
    periods = [period for period in figures.periods if period.year == year]
    kinds = [kind for kind in reversed(PeriodKind) if any(each.kind is kind for each in periods)]
    ordered = [each for kind in kinds for each in periods if each.kind is kind]
    table = TableView(
        caption=f"Các kỳ của năm {year}",
        columns=(
            Column("Kỳ"),
            Column("Hạn gửi", "date"),
            Column("Báo cáo ban hành", "number"),
            *(Column(state.label, "number") for state in _STATES),
            Column("Không phát sinh", "number"),
            Column("Việc mới", "number"),
            Column("Việc đã xong", "number"),
            Column("Việc đang mở cuối kỳ", "number"),
            Column("Quá hạn cuối kỳ", "number"),
            Column("Phụ lục"),
        ),
        rows=tuple(_row(catalogue, figures, period) for period in ordered),
        wide=True,
    )
    title = f"{term_of(catalogue.settings, year)}, năm {year}"
    return Section(id=f"nam-{year}", title=title, tables=(table,))


def _row(catalogue: Catalogue, figures: Figures, period: Period) -> Row:
    ledger = ledger_of(figures, period)
    threads = all_threads(figures.threads_by_report.get((period, PROVINCE), {}))
    moved, counts = movement(threads, period), count_threads(threads)
    issued = sum(of == period for of, _ in figures.reports)
    return Row(
        (
            Cell(period.label.replace(" ", NO_BREAK_SPACE), period_uri(period)),
            day_cell(catalogue.schedule.due(period)),
            Cell(f"{issued}/{len(ledger)}"),
            *_numbers(len(in_state(ledger, state)) for state in _STATES),
            number_cell(sum(each.nothing_to_report for each in ledger)),
            *_numbers((len(moved.opened), len(moved.closed), counts.open, counts.overdue)),
            Cell("Phụ lục", period_annexes_uri(period)),
        )
    )


def _numbers(counts: Iterable[int]) -> tuple[Cell, ...]:
    return tuple(number_cell(count) for count in counts)
