import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from build_tools.aggregation.figures import PROVINCE, Figures
from build_tools.views.formatting import format_number
from build_tools.views.page import made
from build_tools.views.parts import Row, TableView
from build_tools.views.period import PeriodView, period_notes, plan_period_pages
from build_tools.views.sections import Section
from build_tools.views.threads import all_threads
from schemas.catalogue import Catalogue
from schemas.indicator import Aggregation
from schemas.period import Period
from tests.aggregation.as_of import threads_as_of


@pytest.fixture(scope="module")
def pages(sample: Catalogue, figures: Figures) -> dict[str, PeriodView]:
    found = {}
    for page in made(plan_period_pages(sample, figures)):
        assert isinstance(page.view, PeriodView)
        found[page.uri] = page.view
    return found


def section(view: PeriodView, anchor: str) -> Section:
    return next(each for each in view.sections if each.id == anchor)


def rows(tables: tuple[TableView, ...]) -> list[Row]:
    return [row for table in tables for row in table.rows]


def test_every_period_has_its_page(pages: dict[str, PeriodView], figures: Figures) -> None:
    assert list(pages) == [f"bao-cao/{period.id.lower()}/" for period in figures.periods]


def test_only_the_newest_of_a_kind_is_not_marked_as_old(
    pages: dict[str, PeriodView], figures: Figures
) -> None:
    for period in figures.periods:
        is_newest = period == max(each for each in figures.periods if each.kind is period.kind)
        notes = pages[f"bao-cao/{period.id.lower()}/"].notes
        assert ("Không phải kỳ mới nhất" not in notes) == is_newest


def test_a_closed_period_says_since_when_and_by_whom(
    pages: dict[str, PeriodView], sample: Catalogue
) -> None:
    who = "người khóa: Đỗ Thị Thu Hiền, Phó Chánh Văn phòng Tỉnh ủy"
    marks = {
        uri: note for uri, view in pages.items() for note in view.notes if "Kỳ đã khóa" in note
    }

    assert [period.id for period in sample.locks] == ["2025", "2026-01", "2026-02", "2026-03"]
    assert marks == {
        "bao-cao/2025/": f"Kỳ đã khóa ngày 05/01/2026, {who}",
        "bao-cao/2026-01/": f"Kỳ đã khóa ngày 30/01/2026, {who}",
        "bao-cao/2026-02/": f"Kỳ đã khóa ngày 03/03/2026, {who}",
        "bao-cao/2026-03/": f"Kỳ đã khóa ngày 31/03/2026, {who}",
    }


def test_a_period_that_was_closed_without_a_report_says_why(
    pages: dict[str, PeriodView],
) -> None:
    warning = pages["bao-cao/2026-02/"].warning

    assert warning is not None
    assert "Kỳ được khóa khi thiếu báo cáo: Tổ 8 – Bộ phận giúp việc Tổ 8 đang kiện" in warning


def test_a_build_of_a_day_before_the_closing_does_not_know_of_it(
    sample: Catalogue, figures: Figures
) -> None:
    eve = replace(figures, today=dt.date(2026, 3, 2))
    notes = period_notes(sample, eve, Period.parse("2026-02"))

    assert notes == ("Không phải kỳ mới nhất",)


def test_teams_whose_figures_are_not_in_the_totals_are_named(
    pages: dict[str, PeriodView], figures: Figures, sample: Catalogue
) -> None:
    for period in figures.periods:
        absent = [team for team in sample.teams if (period, team) not in figures.reports]
        warning = pages[f"bao-cao/{period.id.lower()}/"].warning
        assert (warning is None) == (not absent)
        for team in absent:
            assert warning is not None
            assert f"Tổ {sample.teams[team].team.record.number}" in warning


def test_a_total_is_the_figure_worked_out_and_percentages_have_none(
    pages: dict[str, PeriodView], figures: Figures, sample: Catalogue
) -> None:
    period = Period.parse("2026-06")
    found = {row.id: row for row in rows(section(pages["bao-cao/2026-06/"], "tong-hop").tables)}

    assert found
    for indicator_id, row in found.items():
        indicator = sample.indicators[str(indicator_id)].record
        assert indicator.aggregation is not Aggregation.NONE
        figure = figures.indicators[period, PROVINCE, indicator.indicator_id]
        shown = [cell.text.removesuffix(" (ước)") for cell in row.cells]
        assert format_number(figure.actual, indicator.decimals) in shown
        assert shown[-1] == f"{figure.reported}/{figure.expected}"


def test_the_comparison_leads_to_the_reports_of_the_teams(
    pages: dict[str, PeriodView], figures: Figures
) -> None:
    table = section(pages["bao-cao/2026-06/"], "so-sanh").tables[0]
    linked = {cell.uri for row in table.rows for cell in row.cells[1:] if cell.uri}
    reports = {uri.partition("#")[0] for uri in linked if uri}

    assert reports == {
        f"bao-cao/2026-06/{team}/phu-luc/"
        for period, team in figures.reports
        if period.id == "2026-06"
    }
    assert all("#tong-" in str(uri) for uri in linked)


def test_a_quarter_stands_beside_its_months_and_a_month_does_not(
    pages: dict[str, PeriodView], figures: Figures
) -> None:
    quarter, month = pages["bao-cao/2026-q1/"], pages["bao-cao/2026-03/"]
    parts = [row.cells[0].text for row in section(quarter, "cac-ky").tables[0].rows]

    assert parts == ["Tháng 01/2026", "Tháng 02/2026", "Tháng 03/2026"]
    assert "doi-chieu-thang" not in {each.id for each in month.sections}
    table = section(quarter, "doi-chieu-thang").tables[0]
    province = [row for row in table.rows if row.cells[1].text == "Toàn tỉnh"]
    quarters = [
        key
        for key in figures.rolled_up
        if key[0].id == "2026-Q1" and key[1] == PROVINCE and key in figures.indicators
    ]
    assert len(province) == len(quarters) > 0


def test_a_difference_is_given_only_between_the_same_areas(
    pages: dict[str, PeriodView], figures: Figures, sample: Catalogue
) -> None:
    names = {row.record.name: key for key, row in sample.indicators.items()}
    table = section(pages["bao-cao/2026-q1/"], "doi-chieu-thang").tables[0]
    for row in table.rows:
        if row.cells[1].text != "Toàn tỉnh":
            continue
        key = Period.parse("2026-Q1"), PROVINCE, names[row.cells[0].text]
        own, rolled = figures.indicators[key], figures.rolled_up[key]
        same = own.reported == rolled.reported and None not in {own.actual, rolled.actual}
        assert (row.cells[5].text != "–") == same
        if not same:
            assert row.cells[5].title == ("số địa bàn có số liệu khác nhau, không đối chiếu được")


def test_open_matters_are_counted_by_team_and_listed(
    pages: dict[str, PeriodView], sample: Catalogue, figures: Figures
) -> None:
    period = Period.parse("2026-06")
    view = pages["bao-cao/2026-06/"]
    counts = section(view, "viec").tables[0]
    threads = threads_as_of(sample, figures.reports, period)
    still = [each for each in all_threads(threads) if each.is_open]

    assert counts.total is not None
    assert Decimal(counts.total[3].text) == len(still)
    assert sum(Decimal(row.cells[3].text) for row in counts.rows) == len(still)
    assert len(section(view, "viec-dang-mo").tables[0].rows) == len(still)


def test_neighbours_are_of_the_same_kind(pages: dict[str, PeriodView]) -> None:
    assert pages["bao-cao/2026-03/"].previous == ("Tháng 02/2026", "bao-cao/2026-02/")
    assert pages["bao-cao/2026-03/"].next == ("Tháng 04/2026", "bao-cao/2026-04/")
    assert pages["bao-cao/2026-q1/"].next == ("Quý II/2026", "bao-cao/2026-q2/")
    assert pages["bao-cao/2026-q1/"].previous is None
