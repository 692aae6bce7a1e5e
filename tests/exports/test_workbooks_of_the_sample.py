"""Every figure of every workbook of the sample is that of the page, to the digit."""

from collections.abc import Mapping

import pytest
from reading_back import opened, rows_of

from build_tools.aggregation.figures import Figures
from build_tools.datasets import Data
from build_tools.datasets.books import Books
from build_tools.exports.workbook import workbook_file
from build_tools.views.formatting import place_label
from build_tools.views.parts import Row, TableView
from build_tools.views.period_indicators import totals_section
from build_tools.views.registers import OPEN, REGISTER_ANNEXES, build_register_view
from build_tools.views.report_indicators import area_ranks, indicator_tables, indicator_totals
from build_tools.views.report_rows import SHOWN, annex_table, field_title
from schemas.catalogue import Catalogue
from schemas.registers import ANNEX_ROWS, ITEM_ANNEXES
from schemas.report import Annex

pytestmark = pytest.mark.slow
# Head on the page → head in the workbook.
FIGURES = {
    "Kế hoạch năm": "Kế hoạch năm",
    "Thực hiện trong kỳ": "Thực hiện trong kỳ",
    "Lũy kế": "Lũy kế từ đầu năm",
    "Cùng kỳ năm trước": "Cùng kỳ năm trước",
    "Đạt so KH": "Đạt so KH (%)",
    "So cùng kỳ": "So cùng kỳ (%)",
}
TABS = {
    Annex.ISSUES: "Vấn đề",
    Annex.REQUESTS: "Đề nghị của cấp ủy",
    Annex.RECOMMENDATIONS: "Kiến nghị",
    Annex.DIRECTIVES: "Thực hiện chỉ đạo",
    Annex.REMINDERS: "Đôn đốc",
    Annex.MEETINGS: "Họp, làm việc",
    Annex.ORIENTATION: "Trao đổi định hướng",
    Annex.INFORMATION_REQUESTS: "Yêu cầu thông tin",
    Annex.TASKS: "Nhiệm vụ",
}


@pytest.fixture(scope="module")
def books(sample_seen: tuple[Catalogue, Figures], sample_data: Data) -> Books:
    return Books(*sample_seen, sample_data.tables, sample_data.edition)


def by_head(table: TableView, row: Row) -> Mapping[str, str]:
    heads = [column.title for column in table.columns]
    return {head: cell.text for head, cell in zip(heads, row.cells, strict=True)}


def test_a_workbook_of_a_report_has_all_its_figures_as_its_pages_have_them(
    books: Books, sample_seen: tuple[Catalogue, Figures]
) -> None:
    catalogue, figures = sample_seen
    ranks = area_ranks(catalogue)
    compared = 0
    for report in figures.reports.values():
        workbook = opened(workbook_file(books.report(report)))
        folder = place_label(report.head.source.at()).rpartition("/")[0]
        if report.indicators:
            rows = {row["Tệp và dòng"]: row for row in rows_of(workbook, "Số liệu địa bàn")}
            for table in indicator_tables(catalogue, figures, report, ranks):
                for row in table.rows:
                    if row.strong or row.id is None:
                        continue
                    line = row.id.removeprefix("indicators-")
                    compared += same_figures(
                        by_head(table, row), rows[f"{folder}/indicators.csv:{line}"]
                    )
            assert len(rows) == len(report.indicators)
            totals = {row["Mã chỉ tiêu"]: row for row in rows_of(workbook, "Số chung")}
            table = indicator_totals(catalogue, figures, report)
            for row in table.rows:
                assert row.id
                compared += same_figures(by_head(table, row), totals[row.id.removeprefix("tong-")])
            assert len(totals) == len(table.rows)
        for annex, tab in TABS.items():
            compared += same_words(catalogue, figures, report.key, annex, workbook, tab)
    assert compared > 60_000


def same_figures(page: Mapping[str, str], sheet: Mapping[str, str]) -> int:
    compared = [head for head in FIGURES if head in page]
    assert {head: page[head] for head in compared} == {
        head: sheet[FIGURES[head]] for head in compared
    }
    return len(compared)


def same_words(
    catalogue: Catalogue, figures: Figures, key: object, annex: Annex, workbook: object, tab: str
) -> int:
    report = figures.reports[key]  # type: ignore[index]
    found = report.annexes.get(annex, ())
    if not found:
        assert tab not in workbook.sheetnames  # type: ignore[attr-defined]
        return 0
    rows = rows_of(workbook, tab)  # type: ignore[arg-type]
    table = annex_table(catalogue, figures, report, annex, found)
    names = [name for name in SHOWN[annex] if name != "directive_id"]
    heads = [field_title(ANNEX_ROWS[annex], name) for name in names]
    compared = 0
    for on_page, in_book in zip(table.rows, rows, strict=True):
        page = by_head(table, on_page)
        for head in heads:
            if head in page:
                assert page[head] == in_book[head], (report.key, annex, head)
                compared += 1
    return compared


def test_a_workbook_of_a_period_has_the_totals_of_the_province(
    books: Books, sample_seen: tuple[Catalogue, Figures]
) -> None:
    catalogue, figures = sample_seen
    for period in figures.periods:
        workbook = opened(workbook_file(books.period(period)))
        rows = {
            row["Mã chỉ tiêu"]: row
            for row in rows_of(workbook, "Số chung")
            if row["Phạm vi"] == "Toàn tỉnh"
        }
        for table in totals_section(catalogue, figures, period).tables:
            for on_page in table.rows:
                page = by_head(table, on_page)
                if on_page.id not in rows:  # no report of the period has it
                    assert set(page.values()) & {"–"}
                    continue
                in_book = rows[str(on_page.id)]
                same_figures(page, in_book)
                if "So kỳ trước" in page:
                    assert page["So kỳ trước"].removeprefix("+") == in_book["So kỳ trước"]
                covered = page["Địa bàn có số"].partition(";")[0]
                assert covered == f"{in_book['Địa bàn có số']}/{in_book['Trên tổng số']}"
        stated = [
            row for report in figures.reports.values() if report.period == period
            for row in report.indicators
        ]  # fmt: skip
        assert len(rows_of(workbook, "Số liệu địa bàn")) == len(stated)


@pytest.mark.parametrize("annex", ITEM_ANNEXES)
def test_a_workbook_of_a_register_has_the_state_of_every_matter(
    annex: Annex, books: Books, sample_seen: tuple[Catalogue, Figures]
) -> None:
    view = build_register_view(*sample_seen, annex)
    (table,) = next(section.tables for section in view.sections if section.id == OPEN)
    rows = rows_of(opened(workbook_file(books.register(annex))), "Các việc")
    still_open = [row for row in rows if row["Còn mở"] == "Đang mở"]
    assert len(still_open) == len(table.rows)
    ages = sorted(page.removesuffix(" ngày") for page in column(table, "Đã mở"))
    assert ages == sorted(row["Đã mở (ngày)"] for row in still_open)
    assert set(REGISTER_ANNEXES) >= {annex}


def column(table: TableView, head: str) -> list[str]:
    return [by_head(table, row)[head] for row in table.rows]


def test_all_tables_but_the_figures_by_area_are_in_one_workbook_with_a_dictionary(
    books: Books, sample_data: Data
) -> None:
    workbook = opened(workbook_file(books.everything()))
    tables = [each for each in sample_data.tables if each.name != "indicator-values"]
    assert len(workbook.sheetnames) == len(tables) + 2
    assert (workbook.sheetnames[0], workbook.sheetnames[-1]) == ("Thông tin", "Giải thích cột")
    for tab, table in zip(workbook.sheetnames[1:-1], tables, strict=True):
        assert workbook[tab].max_row == len(table.rows) + 1
    explained = {(row["Trang tính"], row["Cột"]) for row in rows_of(workbook, "Giải thích cột")}
    for tab in workbook.sheetnames[1:-1]:
        heads = [str(cell.value) for cell in workbook[tab][1]]
        assert {(tab, head) for head in heads} <= explained


def test_every_figure_by_area_is_in_the_workbook_of_its_year(
    books: Books, sample_data: Data
) -> None:
    rows = [
        row
        for year in sample_data.years
        for row in rows_of(opened(workbook_file(books.year(year))), "Số liệu địa bàn")
    ]
    (table,) = [each for each in sample_data.tables if each.name == "indicator-values"]
    sources = [row[table.place("row_source")] for row in table.rows]
    assert sorted(row["Tệp và dòng"] for row in rows) == sorted(map(str, sources))
