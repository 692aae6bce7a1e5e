import datetime as dt
from decimal import Decimal

import pytest

from build_tools.aggregation.figures import PROVINCE, Figures, Step, Thread
from build_tools.views.changes import big_changes, big_changes_table, movement
from build_tools.views.columns import without_empty_columns
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.threads import all_threads
from schemas.catalogue import Catalogue, Located, Source
from schemas.items import Issue, IssueStatus
from schemas.period import Period
from schemas.report import Annex
from tests.aggregation.as_of import threads_as_of


def issue(status: str) -> Located[Issue]:
    row = {
        "issue_id": "VD-2026-01001",
        "unit_code": "24781",
        "field": "kinh_te",
        "kind": "kho_khan",
        "title": "Cầu tạm đã hư",
        "detected_on": "2026-01-10",
        "status": status,
    }
    return Located(Issue.model_validate(row), Source("content/reports/x/issues.csv", 2))


def thread(*said: tuple[str, str], team_id: str = "to-01") -> Thread:
    steps = tuple(Step(Period.parse(period), team_id, issue(status)) for period, status in said)
    is_open = steps[-1].row.record.is_open
    return Thread(
        annex=Annex.ISSUES,
        item_id="VD-2026-01001",
        steps=steps,
        opened_on=dt.date(2026, 1, 10),
        due_date=None,
        is_open=is_open,
        age_days=10 if is_open else None,
        overdue=False,
    )


@pytest.mark.parametrize(
    ("said", "period", "expected"),
    [
        ([("2026-02", "moi")], "2026-02", (1, 0, 0)),
        ([("2026-01", "moi"), ("2026-02", "dang_xu_ly")], "2026-02", (0, 0, 1)),
        ([("2026-01", "moi"), ("2026-02", "da_giai_quyet")], "2026-02", (0, 1, 0)),
        ([("2026-02", "moi"), ("2026-02", "da_giai_quyet")], "2026-02", (1, 1, 0)),
        # What was closed before and is repeated was not closed again.
        (
            [("2026-01", "da_giai_quyet"), ("2026-02", "da_giai_quyet")],
            "2026-02",
            (0, 0, 0),
        ),
        # A quarter sees what its months brought.
        ([("2026-02", "moi"), ("2026-Q1", "dang_xu_ly")], "2026-Q1", (1, 0, 0)),
        # A quarter's report lies between two months: what it brought is new to the next one.
        ([("2026-Q1", "moi")], "2026-04", (1, 0, 0)),
    ],
)
def test_a_matter_is_new_closed_or_going_on_by_the_period_of_its_steps(
    said: list[tuple[str, str]], period: str, expected: tuple[int, int, int]
) -> None:
    moved = movement([thread(*said)], Period.parse(period))

    assert (len(moved.opened), len(moved.closed), len(moved.still_open)) == expected


def test_what_a_report_has_to_do_with_is_all_that_moved_in_its_team(
    sample: Catalogue, figures: Figures
) -> None:
    def of_team(threads: tuple[Thread, ...], team_id: str) -> tuple[Thread, ...]:
        return tuple(one for one in threads if any(step.team_id == team_id for step in one.steps))

    assert figures.threads_by_report
    for period, team_id in figures.reports:
        threads = threads_as_of(sample, figures.reports, period)
        all_of_period = movement(all_threads(threads), period)
        live = movement(all_threads(figures.threads_by_report.get((period, team_id), {})), period)
        assert live.opened == of_team(all_of_period.opened, team_id)
        assert live.closed == of_team(all_of_period.closed, team_id)
        assert live.still_open == of_team(all_of_period.still_open, team_id)


def test_a_closed_matter_has_a_status_that_closes() -> None:
    assert not issue("da_giai_quyet").record.is_open
    assert issue("moi").record.status is IssueStatus.NEW


def test_only_moves_beyond_the_threshold_are_big_and_the_biggest_come_first(
    sample: Catalogue, figures: Figures
) -> None:
    period = Period.parse("2026-06")
    scopes = (PROVINCE, *sample.teams, *sample.areas)
    threshold = sample.settings.change_threshold

    changes = big_changes(sample, figures, period, scopes)
    moves = [abs(change.share) for change in changes]

    assert changes
    assert moves == sorted(moves, reverse=True)
    assert min(moves) >= threshold
    missed = [
        figure
        for (when, scope, _), figure in figures.indicators.items()
        if when == period
        and scope in scopes
        and figure.change is not None
        and figure.previous
        and abs(figure.change / figure.previous * 100) >= threshold
    ]
    assert len(changes) == len(missed)


def test_the_caption_says_how_many_moves_are_not_listed(
    sample: Catalogue, figures: Figures
) -> None:
    changes = big_changes(sample, figures, Period.parse("2026-06"), sample.areas)
    table = big_changes_table(sample, changes * 12, caption="Biến động")

    assert len(table.rows) == 10
    assert table.caption == f"Biến động; còn {len(changes) * 12 - 10} số liệu khác"


def test_a_column_without_figures_is_left_out_and_named() -> None:
    table = TableView(
        caption="Bảng",
        columns=(Column("Tên"), Column("Kế hoạch"), Column("Lũy kế"), Column("Thực hiện")),
        rows=(
            Row((Cell("A"), Cell("–"), Cell(""), Cell("1")), id="a"),
            Row((Cell("B"), Cell("–"), Cell("–"), Cell("–"))),
        ),
    )

    kept = without_empty_columns(table)

    assert [column.title for column in kept.columns] == ["Tên", "Thực hiện"]
    assert kept.caption == "Bảng (không hiện cột trống: kế hoạch và lũy kế)"
    assert [[cell.text for cell in row.cells] for row in kept.rows] == [["A", "1"], ["B", "–"]]
    assert kept.rows[0].id == "a"


def test_a_zero_is_a_figure_and_keeps_its_column() -> None:
    table = TableView(
        caption="Bảng", columns=(Column("Tên"), Column("Vụ")), rows=(Row((Cell("A"), Cell("0"))),)
    )

    assert without_empty_columns(table) == table
    assert Decimal(0) == Decimal(table.rows[0].cells[1].text)
