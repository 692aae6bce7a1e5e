"""A corrected value shows what stood before, why, when and by whom."""

from collections.abc import Mapping
from dataclasses import replace

from build_tools.aggregation.figures import Figures
from build_tools.views.corrections import (
    CORRECTIONS,
    all_corrections_section,
    period_corrections,
    shown_corrections,
)
from build_tools.views.page import made
from build_tools.views.report import ReportView, plan_report_pages
from build_tools.views.report_annexes_page import ReportAnnexesView
from schemas.catalogue import Catalogue
from schemas.period import Period

FEBRUARY = Period.parse("2026-02")
OLD_LINE = "đính chính ngày 06/03/2026, trước ghi 26,2"


def _reports(sample: Catalogue, figures: Figures) -> Mapping[str, ReportView]:
    views = {page.uri: page.view for page in made(plan_report_pages(sample, figures))}
    return {uri: view for uri, view in views.items() if isinstance(view, ReportView)}


def test_a_correction_of_words_names_the_heading_and_leads_to_the_report(
    sample: Catalogue, figures: Figures
) -> None:
    located = sample.corrections[FEBRUARY][0]
    words = located.record.model_copy(
        update={"file": "to-01/report.md", "record": "1. Kinh tế", "field": "Nội dung"}
    )
    changed = replace(sample, corrections={FEBRUARY: (replace(located, record=words),)})

    (section,) = period_corrections(changed, figures, FEBRUARY)
    cell = section.tables[0].rows[0].cells[0]

    assert (cell.text, cell.uri) == ("1. Kinh tế: Nội dung", "bao-cao/2026-02/to-01/")


def test_the_report_lists_its_corrections_and_marks_the_values(
    sample: Catalogue, figures: Figures
) -> None:
    view = _reports(sample, figures)["bao-cao/2026-02/to-01/"]

    assert any(note.startswith("Kỳ đã khóa ngày 03/03/2026") for note in view.notes)
    assert view.corrections is not None
    assert view.corrections.lead == ("2 chỗ đã sửa sau khi gửi báo cáo; giá trị cũ vẫn ghi ở đây.")
    first = view.corrections.tables[0].rows[0].cells
    assert [cell.text for cell in first] == [
        "KT01, Phường Lâm Viên - Đà Lạt: Thực hiện trong kỳ",
        "26,2",
        "28,0",
        "Kho bạc Nhà nước chuyển bổ sung hai chứng từ nộp ngày 13/02/2026 sau khi báo cáo đã gửi.",
        "06/03/2026",
        "Nguyễn Ngọc Nga",
    ]
    assert first[0].uri == "bao-cao/2026-02/to-01/phu-luc/#indicators-2"
    annexes = next(
        page.view
        for page in made(plan_report_pages(sample, figures))
        if page.uri == "bao-cao/2026-02/to-01/phu-luc/"
    )
    assert isinstance(annexes, ReportAnnexesView)
    figures_of_annex = next(each for each in annexes.sections if each.id == "phu-luc-indicators")
    marked = [
        (row.id, cell.text, cell.source)
        for table in figures_of_annex.tables
        for row in table.rows
        for cell in row.cells
        if cell.source and "đính chính" in cell.source
    ]
    assert marked[0] == ("indicators-2", "28,0", OLD_LINE)
    assert [(row_id, text) for row_id, text, _ in marked[1:]] == [("indicators-2", "63,0")]


def test_a_report_without_corrections_has_no_list(sample: Catalogue, figures: Figures) -> None:
    assert _reports(sample, figures)["bao-cao/2026-02/to-02/"].corrections is None


def test_the_period_and_the_page_of_the_build_list_them(
    sample: Catalogue, figures: Figures
) -> None:
    (section,) = period_corrections(sample, figures, FEBRUARY)
    assert section.id == CORRECTIONS
    assert [row.cells[1].text for row in section.tables[0].rows] == ["Tổ 1", "Tổ 1", "Tổ 5"]
    assert period_corrections(sample, figures, Period.parse("2026-03")) == ()
    (table,) = all_corrections_section(sample, figures).tables
    assert table.caption == "Tháng 02/2026: 3 chỗ đã sửa"


def test_corrections_of_what_may_not_be_shown_are_not_shown(
    sample: Catalogue, figures: Figures
) -> None:
    hidden = {key: one for key, one in figures.reports.items() if key != (FEBRUARY, "to-01")}
    fifth = hidden[FEBRUARY, "to-05"]
    annexes = dict.fromkeys(fifth.annexes, ())
    hidden[FEBRUARY, "to-05"] = replace(fifth, annexes=annexes)
    narrowed = replace(figures, reports=hidden)

    assert shown_corrections(sample, narrowed, [FEBRUARY]) == ()
    assert all_corrections_section(sample, narrowed).lead == (
        "Chưa có báo cáo nào phải đính chính."
    )
