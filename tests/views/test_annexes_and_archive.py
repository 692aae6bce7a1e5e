"""The province's annexes of a period, and the archive: nothing of a report is left out."""

import pytest

from build_tools.aggregation.figures import Figures
from build_tools.views import period_annexes
from build_tools.views.archive import build_archive_page, term_of
from build_tools.views.guide import GeneratedView
from build_tools.views.page import made
from build_tools.views.parts import TableView
from build_tools.views.period_annexes import plan_period_annexes_pages
from schemas.catalogue import Catalogue
from schemas.period import Period
from schemas.report import Annex

JUNE = Period.parse("2026-06")


@pytest.fixture(scope="module")
def annexes(sample: Catalogue, figures: Figures) -> dict[str, GeneratedView]:
    found = {}
    for page in made(plan_period_annexes_pages(sample, figures)):
        assert isinstance(page.view, GeneratedView)
        found[page.uri] = page.view
    return found


@pytest.fixture(scope="module")
def archive(sample: Catalogue, figures: Figures) -> GeneratedView:
    view = build_archive_page(sample, figures).view
    assert isinstance(view, GeneratedView)
    return view


def tables(view: GeneratedView, annex: Annex) -> tuple[TableView, ...]:
    return next(each for each in view.sections if each.id == f"phu-luc-{annex.value}").tables


def test_every_period_has_its_annexes(annexes: dict[str, GeneratedView], figures: Figures) -> None:
    assert list(annexes) == [f"bao-cao/{each.id.lower()}/phu-luc/" for each in figures.periods]


@pytest.mark.parametrize("annex", [annex for annex in Annex if annex is not Annex.INDICATORS])
def test_an_annex_has_the_rows_of_all_teams_and_each_leads_to_its_report(
    annexes: dict[str, GeneratedView], figures: Figures, annex: Annex
) -> None:
    for period in figures.periods:
        (found,) = tables(annexes[f"bao-cao/{period.id.lower()}/phu-luc/"], annex)
        expected = [
            f"bao-cao/{period.id.lower()}/{team}/phu-luc/#{annex.value}-{row.source.line}"
            for (of, team), report in figures.reports.items()
            if of == period
            for row in report.annexes.get(annex, ())
        ]
        assert [row.cells[0].uri for row in found.rows] == expected


@pytest.mark.parametrize("most", [11, 3])
def test_the_indicators_stand_by_area_and_every_figure_leads_to_its_row(
    sample: Catalogue, figures: Figures, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(period_annexes, "_MOST_INDICATORS", most)
    (view,) = [
        page.view
        for page in made(plan_period_annexes_pages(sample, figures))
        if page.uri == "bao-cao/2026-06/phu-luc/"
    ]
    assert isinstance(view, GeneratedView)
    found = tables(view, Annex.INDICATORS)

    assert all(len(each.rows) == sample.settings.areas for each in found)
    assert all(len(each.columns) <= 2 + most for each in found)
    shown = [c for each in found for row in each.rows for c in row.cells[2:] if c.text != "–"]
    stated = [
        figure
        for (period, scope, _), figure in figures.indicators.items()
        if period == JUNE and scope in sample.areas and figure.actual is not None
    ]
    assert len(shown) == len(stated) > 0
    assert all(cell.uri and "/#indicators-" in cell.uri for cell in shown)


def test_the_indicators_are_parted_by_field_so_that_paper_can_hold_them(
    sample: Catalogue, figures: Figures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(period_annexes, "_MOST_INDICATORS", 4)
    page, *_ = made(plan_period_annexes_pages(sample, figures))
    assert isinstance(page.view, GeneratedView)
    found = tables(page.view, Annex.INDICATORS)
    assert [(each.caption, len(each.columns) - 2) for each in found][:4] == [
        ("Kinh tế: thực hiện năm 2025 theo địa bàn (bảng 1/3)", 3),
        ("Kinh tế: thực hiện năm 2025 theo địa bàn (bảng 2/3)", 3),
        ("Kinh tế: thực hiện năm 2025 theo địa bàn (bảng 3/3)", 4),
        ("Văn hóa - xã hội: thực hiện năm 2025 theo địa bàn (bảng 1/2)", 4),
    ]


def test_the_answer_says_how_much_came_from_how_many(annexes: dict[str, GeneratedView]) -> None:
    assert annexes["bao-cao/2026-06/phu-luc/"].answer.endswith(
        " dòng phụ lục từ báo cáo của 11/12 Tổ; bấm vào một dòng để xem trong báo cáo của Tổ."
    )


def test_the_archive_has_every_period_with_its_pages(
    archive: GeneratedView, figures: Figures
) -> None:
    rows = [row for part in archive.sections for row in part.tables[0].rows]

    assert sorted(row.cells[0].uri or "" for row in rows) == sorted(
        f"bao-cao/{each.id.lower()}/" for each in figures.periods
    )
    assert all(row.cells[-1].uri == f"{row.cells[0].uri}phu-luc/" for row in rows)
    assert [part.title for part in archive.sections] == [
        "Nhiệm kỳ 2025 - 2030, năm 2026",
        "Nhiệm kỳ 2025 - 2030, năm 2025",
    ]
    assert archive.answer == (
        f"Nhiệm kỳ 2025 - 2030: {len(figures.periods)} kỳ báo cáo, "
        f"{len(figures.reports)} báo cáo đã ban hành, từ năm 2025 đến năm 2026."
    )


def test_the_numbers_of_a_period_are_those_of_its_own_page(archive: GeneratedView) -> None:
    (february,) = [
        row
        for part in archive.sections
        for row in part.tables[0].rows
        if row.cells[0].uri == "bao-cao/2026-02/"
    ]

    assert [cell.text for cell in february.cells[1:7]] == [
        "18/02/2026", "11/12", "5", "6", "1", "1",
    ]  # fmt: skip


def test_a_year_outside_the_term_is_not_said_to_be_in_it(sample: Catalogue) -> None:
    terms = [term_of(sample.settings, year) for year in (2024, 2025, 2030, 2031)]

    assert terms == [
        "Trước nhiệm kỳ 2025 - 2030",
        "Nhiệm kỳ 2025 - 2030",
        "Nhiệm kỳ 2025 - 2030",
        "Sau nhiệm kỳ 2025 - 2030",
    ]
