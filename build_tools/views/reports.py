"""The matrix of all expected reports: team by period, by year and kind (Article 2.1)."""

from dataclasses import dataclass

from build_tools.aggregation.figures import Figures, Submission, SubmissionState
from build_tools.views.addresses import HOME, REPORTS, period_uri, report_uri, team_uri
from build_tools.views.cells import number_cell
from build_tools.views.formatting import format_day, format_number
from build_tools.views.page import PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, Stat, TableView, Tone
from build_tools.views.sections import Section, sections_toc
from build_tools.views.states import submission_cell
from build_tools.views.teams_in_words import in_state, ledger_of, ledger_sentence, team_label
from schemas.catalogue import Catalogue
from schemas.period import Period, PeriodKind

TITLE = "Báo cáo"
FEED_FILE = f"{REPORTS}atom.xml"
_COUNTED = (
    (SubmissionState.ON_TIME, "Đúng hạn"),
    (SubmissionState.LATE, "Chậm"),
    (SubmissionState.MISSING, "Chưa có"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsView:
    """What the matrix page says, the newest year first."""

    crumbs: tuple[Crumb, ...]
    title: str
    as_of: str
    answer: str
    stats: tuple[Stat, ...]
    sections: tuple[Section, ...]
    feed: str  # address of the Atom feed


def build_reports_page(catalogue: Catalogue, figures: Figures) -> PageView:
    """Set every team beside every period: on time, late, missing, not due."""
    years = sorted({period.year for period in figures.periods}, reverse=True)
    sections = tuple(_year_section(catalogue, figures, year) for year in years)
    view = ReportsView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb(TITLE)),
        title="Báo cáo của các Tổ qua các kỳ",
        as_of=format_day(figures.today),
        answer=_answer(catalogue, figures),
        stats=_stats(figures),
        sections=sections,
        feed=FEED_FILE,
    )
    return PageView(
        uri=REPORTS,
        kind="reports",
        title=view.title,
        template="reports.html.j2",
        view=view,
        section=REPORTS,
        toc=sections_toc(sections),
    )


def _answer(catalogue: Catalogue, figures: Figures) -> str:
    if figures.current is None:
        return "Chưa có kỳ báo cáo nào đến hạn."
    ledger = ledger_of(figures, figures.current)
    return f"{ledger_sentence(catalogue, figures.current, ledger)}."


def _stats(figures: Figures) -> tuple[Stat, ...]:
    ledger = tuple(figures.submissions.values())
    due = sum(each.state is not SubmissionState.NOT_DUE for each in ledger)
    tones: dict[SubmissionState, Tone] = {
        SubmissionState.LATE: "warn",
        SubmissionState.MISSING: "bad",
    }
    return tuple(
        Stat(
            label=f"{label} (mọi kỳ)",
            value=format_number(len(in_state(ledger, state))),
            detail=f"trên {format_number(due)} báo cáo đã đến hạn",
            tone=tones.get(state, "good") if in_state(ledger, state) else "none",
        )
        for state, label in _COUNTED
    )


def _year_section(catalogue: Catalogue, figures: Figures, year: int) -> Section:
    periods = [period for period in figures.periods if period.year == year]
    kinds = [kind for kind in PeriodKind if any(period.kind is kind for period in periods)]
    tables = (
        _matrix(catalogue, figures, kind, [period for period in periods if period.kind is kind])
        for kind in kinds
    )
    return Section(id=f"nam-{year}", title=f"Năm {year}", tables=tuple(tables))


def _matrix(
    catalogue: Catalogue, figures: Figures, kind: PeriodKind, periods: list[Period]
) -> TableView:
    states = [
        [figures.submissions.get((period, team_id)) for period in periods]
        for team_id in catalogue.teams
    ]
    rows = (
        Row(
            (
                Cell(team_label(catalogue, team_id), team_uri(team_id)),
                *(_state_cell(figures, each) for each in expected),
                *_counts([each for each in expected if each is not None]),
            )
        )
        for team_id, expected in zip(catalogue.teams, states, strict=True)
    )
    everything = [each for expected in states for each in expected if each is not None]
    return TableView(
        caption=f"Báo cáo {kind.label.lower()}, năm {periods[0].year}",
        columns=(
            Column("Tổ"),
            *(Column(_short(period), "state", uri=period_uri(period)) for period in periods),
            *(Column(label, "number") for _, label in _COUNTED),
        ),
        rows=tuple(rows),
        total=(
            Cell("Đúng hạn"),
            *(_on_time_cell(ledger_of(figures, period), period) for period in periods),
            *_counts(everything),
        ),
        wide=True,
    )


def _short(period: Period) -> str:
    return period.label.removesuffix(f"/{period.year}")


def _state_cell(figures: Figures, submission: Submission | None) -> Cell:
    if submission is None:
        return submission_cell(None)
    key = submission.period, submission.team_id
    return submission_cell(submission, report_uri(*key) if key in figures.reports else None)


def _on_time_cell(ledger: tuple[Submission, ...], period: Period) -> Cell:
    on_time = len(in_state(ledger, SubmissionState.ON_TIME))
    return Cell(f"{on_time}/{len(ledger)}", period_uri(period))


def _counts(expected: list[Submission]) -> tuple[Cell, ...]:
    return tuple(number_cell(len(in_state(expected, state))) for state, _ in _COUNTED)
