"""The page of timeliness: rates that can be counted again, every report behind them."""

from collections import Counter
from decimal import Decimal

import pytest

from build_tools.aggregation.figures import Figures, SubmissionState
from build_tools.aggregation.timeliness import whole_ledger
from build_tools.views.downloads import timeliness_downloads
from build_tools.views.formatting import format_percent
from build_tools.views.parts import TableView
from build_tools.views.timeliness import TimelinessView, build_timeliness_page, on_time_rate
from schemas.catalogue import Catalogue


@pytest.fixture(scope="module")
def view(sample: Catalogue, figures: Figures) -> TimelinessView:
    page = build_timeliness_page(sample, figures)
    assert page.uri == "tien-do/"
    assert isinstance(page.view, TimelinessView)
    return page.view


def table(view: TimelinessView, anchor: str) -> TableView:
    (found,) = next(each for each in view.sections if each.id == anchor).tables
    return found


def test_the_answer_counts_what_was_due(view: TimelinessView, figures: Figures) -> None:
    states = Counter(each.state for each in figures.submissions.values())
    on_time, late = states[SubmissionState.ON_TIME], states[SubmissionState.LATE]
    missing = states[SubmissionState.MISSING]
    due = on_time + late + missing
    rate = format_percent(Decimal(100 * on_time) / due)

    assert min(on_time, late, missing) > 0
    assert view.answer == (
        f"{on_time}/{due} báo cáo đã đến hạn được gửi đúng hạn ({rate}), "
        f"{late} gửi chậm, {missing} chưa có."
    )
    assert [(stat.label, stat.value) for stat in view.stats] == [
        ("Báo cáo đúng hạn", str(on_time)),
        ("Báo cáo chậm", str(late)),
        ("Báo cáo chưa có", str(missing)),
        ("Khai không phát sinh", "1"),
    ]


def test_the_rates_of_the_teams_add_up_to_the_province(
    view: TimelinessView, figures: Figures
) -> None:
    rates = table(view, "ty-le")
    columns = [column.title for column in rates.columns]
    assert columns == [
        "Tổ", "Năm 2025", "Năm 2026", "Mọi năm", "Đúng hạn", "Chậm", "Chưa có", "Chậm nhất",
        "Không phát sinh",
    ]  # fmt: skip
    assert rates.total is not None
    for index in (4, 5, 6, 8):
        assert int(rates.total[index].text) == sum(int(row.cells[index].text) for row in rates.rows)
    on_time = sum(each.state is SubmissionState.ON_TIME for each in figures.submissions.values())
    assert rates.total[4].text == str(on_time)


def test_every_expected_report_is_one_row_with_its_links(
    view: TimelinessView, sample: Catalogue, figures: Figures
) -> None:
    rows = [row for year in (2025, 2026) for row in table(view, f"so-{year}").rows]
    assert len(rows) == len(whole_ledger(sample, figures))

    found = {(row.cells[0].text, row.cells[1].text): row.cells for row in rows}
    empty = found["Tháng 02/2026", "Tổ 12"]
    assert (empty[2].text, empty[2].uri) == (
        "Đúng hạn, không phát sinh",
        "bao-cao/2026-02/to-12/",
    )
    assert empty[0].uri == "bao-cao/2026-02/"
    assert empty[1].uri == "to/12/"
    coming = found["Tháng 07/2026", "Tổ 1"]
    assert (coming[2].text, coming[0].uri) == ("Chưa đến hạn", None)


def test_the_days_to_come_are_told_with_what_is_left(view: TimelinessView) -> None:
    rows = [[cell.text for cell in row.cells] for row in table(view, "han-sap-toi").rows]

    assert rows[0] == ["Tháng 07/2026", "14/07/2026", "18/07/2026", "8 ngày"]
    assert len(rows) == 17


def test_the_files_are_named_where_a_reader_looks_for_them(view: TimelinessView) -> None:
    calendar = "tien-do/han-bao-cao.ics"
    ledger = ["du-lieu/reports-excel.csv", "du-lieu/reports.csv", "du-lieu/reports.json"]
    assert [file.uri for file in view.downloads] == [calendar]
    assert [file.uri for file in timeliness_downloads(documents=True)] == [calendar, *ledger]


def test_a_rate_is_taken_over_what_came_or_is_past_its_day(figures: Figures) -> None:
    ledger = list(figures.submissions.values())
    states = [each.state for each in ledger]
    due = len(ledger) - states.count(SubmissionState.NOT_DUE)

    assert on_time_rate(ledger) == Decimal(100 * states.count(SubmissionState.ON_TIME)) / due
    assert on_time_rate([]) is None
