import datetime as dt
from collections import Counter
from dataclasses import replace

from build_tools.aggregation import build_figures
from build_tools.aggregation.figures import Figures, SubmissionState
from build_tools.views.home import HomeView, build_home_page
from build_tools.views.parts import TableView
from build_tools.views.reports import ReportsView, build_reports_page
from build_tools.views.sections import Section
from build_tools.views.teams_in_words import ledger_of, ledger_sentence
from schemas.catalogue import Catalogue
from schemas.items import Issue
from schemas.period import Period
from schemas.report import Annex


def home(catalogue: Catalogue, figures: Figures) -> HomeView:
    view = build_home_page(catalogue, figures).view
    assert isinstance(view, HomeView)
    return view


def section(sections: tuple[Section, ...], anchor: str) -> Section:
    return next(each for each in sections if each.id == anchor)


def column(table: TableView, title: str) -> list[str]:
    index = [each.title for each in table.columns].index(title)
    return [row.cells[index].text for row in table.rows]


def test_the_ledger_is_one_sentence_that_names_who_is_late_and_who_is_missing(
    sample: Catalogue, figures: Figures
) -> None:
    ledger = list(ledger_of(figures, Period.parse("2026-06")))
    states = [SubmissionState.ON_TIME] * 10 + [SubmissionState.LATE, SubmissionState.MISSING]
    staged = [replace(each, state=state) for each, state in zip(ledger, states, strict=True)]

    assert ledger_sentence(sample, Period.parse("2026-06"), staged) == (
        "Kỳ tháng 06/2026: 10/12 Tổ báo cáo đúng hạn, 1 chậm (Tổ 11), 1 chưa có (Tổ 12)"
    )


def test_home_answers_with_the_current_period(sample: Catalogue, figures: Figures) -> None:
    assert figures.current is not None
    ledger = ledger_of(figures, figures.current)
    issues = figures.threads[Annex.ISSUES]

    view = home(sample, figures)

    assert view.answer.startswith(ledger_sentence(sample, figures.current, ledger))
    assert f"{sum(each.is_open for each in issues)} vấn đề đang mở" in view.answer
    assert view.as_of == f"{sample.schedule.cut_off(figures.current):%d/%m/%Y}"


def test_open_issues_of_home_add_up_by_field_and_age(sample: Catalogue, figures: Figures) -> None:
    table = section(home(sample, figures).sections, "van-de").tables[0]
    fields = Counter(
        thread.last.row.record.field.label
        for thread in figures.threads[Annex.ISSUES]
        if thread.is_open and isinstance(thread.last.row.record, Issue)
    )
    listed = section(home(sample, figures).sections, "danh-sach-van-de").tables[0]

    assert [int(text) for text in column(table, "Cộng")] == [
        fields[row.cells[0].text] for row in table.rows
    ]
    assert table.total is not None
    assert int(table.total[4].text) == sum(fields.values())
    assert len(listed.rows) == min(10, sum(fields.values()))


def test_overdue_directives_of_home_are_those_of_its_list(
    sample: Catalogue, figures: Figures
) -> None:
    sections = home(sample, figures).sections
    counted = column(section(sections, "chi-dao").tables[0], "Địa bàn quá hạn")

    listed = section(sections, "danh-sach-chi-dao")
    assert listed.more == (f"Cả {sum(map(int, counted))} việc trong sổ", "so/chi-dao/#dang-mo")
    assert len(listed.tables[0].rows) == min(10, sum(map(int, counted)))


def test_each_field_of_work_has_its_leading_indicator_on_home(
    sample: Catalogue, figures: Figures
) -> None:
    table = section(home(sample, figures).sections, "chi-tieu-chinh").tables[0]
    leading = [each.record for each in sample.indicators.values() if each.record.leading]

    assert column(table, "Chỉ tiêu") == [each.name for each in leading]
    assert len({each.field for each in leading}) == 4


def test_counts_of_home_lead_to_parts_of_home(sample: Catalogue, figures: Figures) -> None:
    view = home(sample, figures)
    anchors = {f"#{each.id}" for each in view.sections}
    links = {
        cell.uri
        for part in view.sections
        for table in part.tables
        for row in table.rows
        for cell in row.cells
        if cell.uri and cell.uri.startswith("#")
    } | {stat.uri for stat in view.stats if stat.uri and stat.uri.startswith("#")}

    assert links
    assert links <= anchors


def test_before_the_first_period_home_says_so_and_stands(sample: Catalogue) -> None:
    empty = replace(sample, reports={})
    figures = build_figures(empty, dt.date(2025, 7, 2))

    view = home(empty, figures)

    assert view.answer == "Chưa có kỳ báo cáo nào đến hạn."
    assert view.sections == ()
    assert view.period is None


def test_the_matrix_links_only_reports_that_are_shown(sample: Catalogue, figures: Figures) -> None:
    view = build_reports_page(sample, figures).view
    assert isinstance(view, ReportsView)
    linked = {
        cell.uri
        for part in view.sections
        for table in part.tables
        for row in table.rows
        for cell in row.cells[1:]
        if cell.uri
    }

    assert linked == {
        f"bao-cao/{period.id.lower()}/{team_id}/" for period, team_id in figures.reports
    }


def test_every_expected_report_stands_in_the_matrix_once(
    sample: Catalogue, figures: Figures
) -> None:
    view = build_reports_page(sample, figures).view
    assert isinstance(view, ReportsView)
    tables = [table for part in view.sections for table in part.tables]
    counted = sum(
        int(text)
        for table in tables
        for title in ("Đúng hạn", "Chậm", "Chưa có")
        for text in column(table, title)
    )

    assert counted == len(figures.submissions)
    assert [part.id for part in view.sections] == sorted(
        (part.id for part in view.sections), reverse=True
    )


def test_a_report_that_is_missing_is_not_said_to_be_late(
    sample: Catalogue, figures: Figures
) -> None:
    view = build_reports_page(sample, figures).view
    assert isinstance(view, ReportsView)
    words = Counter(
        cell.text.split()[0]
        for part in view.sections
        for table in part.tables
        for row in table.rows
        for cell, head in zip(row.cells, table.columns, strict=True)
        if head.kind == "state"
    )
    states = Counter(each.state for each in figures.submissions.values())

    assert words["Chậm"] == states[SubmissionState.LATE]
    assert words["Chưa"] == states[SubmissionState.MISSING] + states[SubmissionState.NOT_DUE]
