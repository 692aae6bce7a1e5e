"""The list of the teams: who leads, how many areas, where this period's report is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from build_tools.aggregation.figures import Figures, SubmissionState
from build_tools.views.addresses import HOME, TEAMS, team_uri
from build_tools.views.formatting import format_day, format_number
from build_tools.views.indicator_source import indicator_source
from build_tools.views.page import PagePlan, PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, Stat, TableView, Tone
from build_tools.views.people import leader_of, person_cell
from build_tools.views.shared import Shared
from build_tools.views.team import build_team_page
from build_tools.views.team_tables import current_report_cell
from build_tools.views.teams_in_words import in_state, ledger_of, ledger_sentence
from build_tools.views.threads import ThreadCounts, all_threads, count_threads
from schemas.catalogue import Catalogue

_COUNTED_STATES: tuple[tuple[SubmissionState, Tone], ...] = (
    (SubmissionState.ON_TIME, "good"),
    (SubmissionState.LATE, "warn"),
    (SubmissionState.MISSING, "bad"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamsView:
    """What the page `to/` says."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    period: str | None
    as_of: str | None
    answer: str
    stats: tuple[Stat, ...]
    table: TableView
    owner: str | None  # who keeps the list of teams and members


def plan_team_pages(
    catalogue: Catalogue, figures: Figures, shared: Shared | None = None
) -> Iterator[PagePlan]:
    """Plan the list of teams, then the page of each, in the order of their numbers."""
    shared = shared or Shared(catalogue, figures)
    yield PagePlan(TEAMS, partial(_list_page, catalogue, figures))
    for team_id in catalogue.teams:
        yield PagePlan(team_uri(team_id), partial(_team_page, catalogue, figures, shared, team_id))


def _list_page(catalogue: Catalogue, figures: Figures) -> PageView:
    view = build_teams_view(catalogue, figures)
    return PageView(
        uri=TEAMS,
        kind="teams",
        title=view.title,
        template="teams.html.j2",
        view=view,
        section=TEAMS,
    )


def _team_page(catalogue: Catalogue, figures: Figures, shared: Shared, team_id: str) -> PageView:
    source = indicator_source(catalogue, figures, shared)
    return build_team_page(catalogue, figures, source, team_id)


def build_teams_view(catalogue: Catalogue, figures: Figures) -> TeamsView:
    """Say how the teams stand today."""
    counts = _counts(catalogue, figures)
    total = ThreadCounts(
        sum(each.open for each in counts.values()), sum(each.overdue for each in counts.values())
    )
    current = figures.current
    return TeamsView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb("Tổ")),
        title=f"{format_number(len(catalogue.teams))} Tổ theo dõi địa bàn",
        subtitle="Mỗi Tổ có một Bộ phận giúp việc (Quyết định, Điều 1).",
        period=None if current is None else current.label,
        as_of=None if current is None else format_day(catalogue.schedule.cut_off(current)),
        answer=_answer(catalogue, figures, total),
        stats=_stats(figures, total),
        table=_table(catalogue, figures, counts),
        owner=catalogue.settings.members_owner,
    )


def _counts(catalogue: Catalogue, figures: Figures) -> dict[str, ThreadCounts]:
    threads = all_threads(figures.threads)
    return {
        team_id: count_threads(thread for thread in threads if thread.team_id == team_id)
        for team_id in catalogue.teams
    }


def _answer(catalogue: Catalogue, figures: Figures, total: ThreadCounts) -> str:
    matters = f"{format_number(total.open)} việc đang mở, {format_number(total.overdue)} quá hạn"
    if figures.current is None:
        return f"Chưa có kỳ báo cáo nào đến hạn; {matters}."
    ledger = ledger_of(figures, figures.current)
    return f"{ledger_sentence(catalogue, figures.current, ledger)}; {matters}."


def _stats(figures: Figures, total: ThreadCounts) -> tuple[Stat, ...]:
    ledger = () if figures.current is None else ledger_of(figures, figures.current)
    reports = [
        Stat(
            label=state.label,
            value=f"{len(in_state(ledger, state))}/{len(ledger)}",
            detail="Tổ",
            tone=tone,
        )
        for state, tone in _COUNTED_STATES
        if ledger
    ]
    return (
        *reports,
        Stat(label="Việc đang mở", value=format_number(total.open), detail="mọi Tổ"),
        Stat(
            label="Quá hạn",
            value=format_number(total.overdue),
            detail="trong số việc đang mở",
            tone="bad" if total.overdue else "good",
        ),
    )


def _table(catalogue: Catalogue, figures: Figures, counts: dict[str, ThreadCounts]) -> TableView:
    current = figures.current
    state = "Báo cáo kỳ này" if current is None else f"Báo cáo {current.label.lower()}"
    return TableView(
        caption="Các Tổ và Bộ phận giúp việc",
        columns=(
            Column("Tổ"),
            Column("Tổ trưởng"),
            Column("Trưởng Bộ phận"),
            Column("Địa bàn", "number"),
            Column(state, "state"),
            Column("Việc đang mở", "number"),
            Column("Quá hạn", "number"),
        ),
        rows=tuple(
            _row(catalogue, figures, team_id, counts[team_id]) for team_id in catalogue.teams
        ),
        wide=True,
    )


def _row(catalogue: Catalogue, figures: Figures, team_id: str, counts: ThreadCounts) -> Row:
    team, today = catalogue.teams[team_id].team.record, figures.today
    return Row(
        (
            Cell(team.name, uri=team_uri(team_id), sort=f"{team.number:02}"),
            person_cell(leader_of(catalogue, team_id, today)),
            person_cell(catalogue.section_head(team_id, today)),
            Cell(format_number(len(catalogue.areas_of(team_id, today)))),
            current_report_cell(figures, team_id),
            Cell(format_number(counts.open)),
            Cell(format_number(counts.overdue), tone="bad" if counts.overdue else "none"),
        ),
        id=team_id,
    )
