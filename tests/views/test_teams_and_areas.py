import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from build_tools.aggregation import build_figures
from build_tools.aggregation.figures import Figures, Submission, SubmissionState, Thread
from build_tools.views.activities import SHOWN_MEETINGS, meetings_of, meetings_table
from build_tools.views.area import AreaMatters, build_area_view
from build_tools.views.areas import plan_area_pages
from build_tools.views.assignments import UNASSIGNED, assign, assignments_table
from build_tools.views.indicator_source import indicator_source
from build_tools.views.indicator_tables import newest_table, series_tables
from build_tools.views.page import made
from build_tools.views.parts import Cell, TableView
from build_tools.views.states import age_cell, due_cell, submission_badge, submission_cell
from build_tools.views.team import build_team_view
from build_tools.views.teams import build_teams_view, plan_team_pages
from build_tools.views.threads import all_threads, open_threads_table, urgent_first
from schemas.base import FieldOfWork
from schemas.catalogue import Catalogue
from schemas.indicator import Aggregation
from schemas.period import Period
from schemas.report import Annex
from schemas.text import natural_sort_key


@pytest.fixture(scope="module")
def figures(sample: Catalogue) -> Figures:
    today = sample.settings.as_of
    assert today is not None
    return build_figures(sample, today)


def cells_of(table: TableView) -> Iterator[Cell]:
    for row in table.rows:
        yield from row.cells


def a_thread(figures: Figures) -> Thread:
    return next(each for each in all_threads(figures.threads) if each.is_open)


def submission(state: SubmissionState, **more: object) -> Submission:
    day = dt.date(2026, 2, 18)
    period = Period.parse("2026-02")
    values = {"period": period, "team_id": "to-01", "cut_off": day, "due": day, "state": state}
    return Submission(**(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "more", "label", "tone"),
    [
        (SubmissionState.ON_TIME, {}, "Đúng hạn", "good"),
        (SubmissionState.LATE, {"days_late": 5}, "Chậm 5 ngày", "warn"),
        (
            SubmissionState.ON_TIME,
            {"nothing_to_report": True},
            "Đúng hạn, không phát sinh",
            "good",
        ),
        (
            SubmissionState.LATE,
            {"days_late": 2, "nothing_to_report": True},
            "Chậm 2 ngày, không phát sinh",
            "warn",
        ),
        (SubmissionState.MISSING, {}, "Chưa có", "bad"),
        (SubmissionState.NOT_DUE, {}, "Chưa đến hạn", "none"),
    ],
)
def test_each_state_of_a_report_has_its_own_word(
    state: SubmissionState, more: dict[str, object], label: str, tone: str
) -> None:
    badge = submission_badge(submission(state, **more))

    assert (badge.label, badge.tone) == (label, tone)


def test_a_report_that_nobody_expects_is_not_called_missing() -> None:
    assert submission_cell(None) == Cell("–", title="không phải báo cáo kỳ này")


def test_the_state_says_when_the_report_was_due_and_sent() -> None:
    sent = submission(SubmissionState.LATE, days_late=2, submitted_on=dt.date(2026, 2, 20))

    assert submission_cell(sent).title == "Hạn 18/02/2026, gửi 20/02/2026"
    assert submission_cell(submission(SubmissionState.MISSING)).title == "Hạn 18/02/2026, chưa gửi"


def test_an_overdue_matter_says_so_in_words(figures: Figures) -> None:
    thread = replace(a_thread(figures), due_date=dt.date(2026, 3, 5), overdue=True, age_days=40)

    assert due_cell(thread) == Cell("05/03/2026 (quá hạn)", sort="2026-03-05", tone="bad")
    assert age_cell(thread).text == "40 ngày"


def test_a_matter_without_dates_says_why_they_are_blank(figures: Figures) -> None:
    thread = replace(a_thread(figures), due_date=None, overdue=False, age_days=None)

    assert (due_cell(thread).text, due_cell(thread).title) == ("–", "không ghi thời hạn")
    assert (age_cell(thread).text, age_cell(thread).title) == ("–", "không ghi ngày bắt đầu")


def test_overdue_matters_stand_first_and_older_before_younger(figures: Figures) -> None:
    thread = a_thread(figures)
    young = replace(thread, item_id="VD-2026-01001", overdue=False, age_days=3)
    old = replace(thread, item_id="VD-2026-01002", overdue=False, age_days=90)
    late = replace(thread, item_id="VD-2026-01003", overdue=True, age_days=1)

    assert urgent_first([young, old, late]) == [late, old, young]


def test_closed_matters_are_not_among_the_open_ones(sample: Catalogue, figures: Figures) -> None:
    threads = all_threads(figures.threads)
    table = open_threads_table(threads, sample, caption="", empty="", areas=True)

    assert len(table.rows) == sum(thread.is_open for thread in threads)
    assert 0 < len(table.rows) < len(threads)


def test_every_open_matter_leads_to_its_page_and_names_its_newest_row(
    sample: Catalogue, figures: Figures
) -> None:
    threads = figures.threads[Annex.ISSUES]
    table = open_threads_table(threads, sample, caption="", empty="", areas=True)

    for row in table.rows:
        assert row.cells[0].uri == f"so/van-de/{row.cells[0].text.lower()}/"
        assert "/issues.csv:" in (row.cells[0].title or "")


def test_the_list_of_teams_counts_what_the_ledger_says(sample: Catalogue, figures: Figures) -> None:
    view = build_teams_view(sample, figures)

    assert [row.id for row in view.table.rows] == list(sample.teams)
    states = [row.cells[4].tone for row in view.table.rows]
    assert view.stats[0].value == f"{states.count('good')}/{len(sample.teams)}"
    assert view.stats[2].value == f"{states.count('bad')}/{len(sample.teams)}"


def test_there_is_a_page_for_every_team_and_every_area(sample: Catalogue, figures: Figures) -> None:
    teams = [page.uri for page in made(plan_team_pages(sample, figures))]
    areas = [page.uri for page in made(plan_area_pages(sample, figures))]

    assert teams == ["to/", *(f"to/{number:02}/" for number in range(1, 13))]
    assert len(areas) == len(set(areas)) == 1 + len(sample.areas)


def test_areas_stand_in_the_vietnamese_order_of_their_names(
    sample: Catalogue, figures: Figures
) -> None:
    view = next(made(plan_area_pages(sample, figures))).view
    names = [row.cells[0].text.partition(" ")[2] for row in view.sections[0].tables[0].rows]  # type: ignore[attr-defined]
    names = [name.removeprefix("khu ") for name in names]

    assert names == sorted(names, key=natural_sort_key)
    assert names.index("Đạ Tẻh") > names.index("Di Linh")


def test_a_field_without_a_member_is_marked_and_counted(sample: Catalogue) -> None:
    today = sample.settings.as_of
    assert today is not None
    folder = sample.teams["to-01"]
    idle = tuple(
        replace(row, record=row.record.model_copy(update={"assigned_fields": ()}))
        for row in folder.members
    )
    without = replace(sample, teams={**sample.teams, "to-01": replace(folder, members=idle)})

    assignments = assign(without, "to-01", today)
    table = assignments_table(assignments, without)

    assert assignments.gaps == len(assignments.areas) * len(FieldOfWork)
    assert {cell.text for row in table.rows for cell in row.cells[1:]} == {UNASSIGNED}
    assert {cell.tone for row in table.rows for cell in row.cells[1:]} == {"bad"}


def test_those_responsible_are_named_by_area_and_field(sample: Catalogue) -> None:
    today = sample.settings.as_of
    assert today is not None
    assignments = assign(sample, "to-01", today)

    for (area, field), names in assignments.names.items():
        responsible = {
            member.full_name
            for member in sample.members_of("to-01", today)
            if area in member.assigned_units and field in member.assigned_fields
        }
        assert set(names) == responsible


def test_a_blank_figure_is_a_dash_with_the_reason_that_the_report_gives(
    sample: Catalogue, figures: Figures
) -> None:
    period, note = Period.parse("2026-06"), "Công an xã chưa gửi số."
    key = next(key for key in figures.reports if key[0] == period)
    report = figures.reports[key]
    row = next(
        each
        for each in report.indicators
        if sample.indicators[each.record.indicator_id].record.aggregation is Aggregation.SUM
    )
    blank = replace(row, record=row.record.model_copy(update={"actual": None, "note": note}))
    rows = tuple(blank if each is row else each for each in report.indicators)
    annexes = {**report.annexes, Annex.INDICATORS: rows}
    changed = build_figures(
        replace(sample, reports={**sample.reports, key: replace(report, annexes=annexes)}),
        figures.today,
    )

    tables = series_tables(indicator_source(sample, changed), row.record.unit_code, key[1])
    cells = [cell for table in tables for cell in cells_of(table)]

    assert Cell("–", title=note) in cells


def test_no_number_on_a_page_of_an_area_is_without_its_source(
    sample: Catalogue, figures: Figures
) -> None:
    tables = series_tables(indicator_source(sample, figures), "25126", "to-05")
    links = [
        cell
        for table in tables
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
        if column.kind == "number" and cell.text != "–" and "%" not in cell.text
    ]

    assert links
    assert all(cell.uri is not None and "#indicators-" in cell.uri for cell in links)
    assert all(cell.title is not None and cell.title.startswith("Nguồn: ") for cell in links)


def test_percentages_have_no_total_of_a_team(sample: Catalogue, figures: Figures) -> None:
    shown = {
        row.cells[0].text
        for row in newest_table(indicator_source(sample, figures), "to-01", caption="").rows
    }
    alone = {
        each.record.name
        for each in sample.indicators.values()
        if each.record.aggregation is Aggregation.NONE
    }

    assert shown
    assert not shown & alone


def test_an_estimate_says_so_and_its_plan_does_not(sample: Catalogue, figures: Figures) -> None:
    key = next(
        key
        for key, figure in figures.indicators.items()
        if key[1] == "to-01" and figure.actual is not None and figure.plan is not None
    )
    figure = figures.indicators[key]._replace(estimated=True, actual=Decimal(7), plan=Decimal(9))
    only = replace(figures, periods=(key[0],), indicators={key: figure})

    (row,) = newest_table(indicator_source(sample, only), "to-01", caption="").rows

    assert row.cells[3].text.endswith("(ước)")
    assert row.cells[5].text.rstrip("0") == "9" or row.cells[5].text.startswith("9,")


def test_meetings_are_the_newest_and_the_caption_counts_all(
    sample: Catalogue, figures: Figures
) -> None:
    meetings = meetings_of(figures, "to-01")
    table = meetings_table(meetings, sample, areas=True)
    days = [meeting.record.date for meeting in meetings]

    assert days == sorted(days, reverse=True)
    assert len(table.rows) == min(len(meetings), SHOWN_MEETINGS)
    assert f"({len(meetings)})" in table.caption


def test_an_area_that_no_team_follows_says_so(sample: Catalogue, figures: Figures) -> None:
    folder = sample.teams["to-05"]
    areas = tuple(row for row in folder.areas if row.record.unit_code != "25126")
    orphaned = replace(sample, teams={**sample.teams, "to-05": replace(folder, areas=areas)})

    view = build_area_view(
        orphaned, figures, indicator_source(sample, figures), "25126", AreaMatters()
    )

    assert view.answer == "Chưa có Tổ nào theo dõi; không có việc nào đang mở."
    assert view.stats[0].value == "–"
    assert next(fact for fact in view.facts if fact.label == "Cấp ủy").text == "–"


def test_a_team_without_people_shows_dashes_and_the_reason(
    sample: Catalogue, figures: Figures
) -> None:
    nobody = replace(sample.teams["to-01"], members=())
    empty = replace(sample, teams={**sample.teams, "to-01": nobody})

    view = build_team_view(empty, figures, indicator_source(empty, figures), "to-01")

    assert view.stats[0].value == "–"
    assert view.stats[0].detail == "chưa nhập vào danh sách thành viên"
    assert "chỗ chưa phân công thành viên" in view.answer


def test_before_the_first_period_pages_still_stand(sample: Catalogue) -> None:
    empty = replace(sample, reports={})
    first = build_figures(empty, dt.date(2025, 11, 20))

    assert first.current is None
    teams = list(made(plan_team_pages(empty, first)))
    assert build_teams_view(empty, first).answer == (
        "Chưa có kỳ báo cáo nào đến hạn; 0 việc đang mở, 0 quá hạn."
    )
    assert len(teams) == 1 + len(sample.teams)
