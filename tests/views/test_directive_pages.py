"""The catalogue of directives and the page of each."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from hand_made import Province

from build_tools.aggregation import build_figures
from build_tools.aggregation.counts import overdue_directives
from build_tools.aggregation.figures import Figures
from build_tools.views.activities import directives_table
from build_tools.views.addresses import thread_uri
from build_tools.views.directive import DirectiveView, build_directive_view
from build_tools.views.directive_progress import progress_of_all
from build_tools.views.directives import build_directives_view, plan_directive_pages
from build_tools.views.formatting import MISSING
from build_tools.views.page import made
from build_tools.views.parts import Row
from schemas.catalogue import Catalogue
from schemas.directive import Directive, IssuerLevel
from schemas.report import Annex

TODAY = dt.date(2026, 7, 10)
DIRECTIVE = "CD-2026-001"


def step(code: str, **fields: object) -> dict[str, object]:
    values: dict[str, object] = {
        "directive_id": DIRECTIVE,
        "unit_code": code,
        "status": "dang_thuc_hien",
    }
    return values | fields


def reminder(number: str, code: str, day: str, **fields: object) -> dict[str, object]:
    values: dict[str, object] = {
        "reminder_id": number,
        "directive_id": DIRECTIVE,
        "unit_code": code,
        "reminded_on": day,
        "form": "van_ban",
        "content": "Đẩy nhanh tiến độ.",
    }
    return values | fields


@pytest.fixture
def small() -> tuple[Catalogue, Figures]:
    province = Province()
    province.directive(DIRECTIVE, "2026-01-05", "2026-06-30")
    province.report(
        "2026-01",
        "to-01",
        {
            Annex.DIRECTIVES: [step("10001", progress_pct=10), step("10002", progress_pct=20)],
            Annex.REMINDERS: [reminder("DD-2026-01001", "10002", "2026-01-10")],
        },
    )
    known = {"disseminated_on": "2026-01-12", "local_plan_ref": "5-KH/ĐU"}
    done = {"status": "hoan_thanh", "completed_on": "2026-02-10", "progress_pct": 100}
    province.report(
        "2026-02",
        "to-01",
        {
            Annex.DIRECTIVES: [
                step("10001", **known, **done),
                step("10002", disseminated_on="2026-01-15", progress_pct=40),
            ],
            Annex.REMINDERS: [
                reminder("DD-2026-01001", "10002", "2026-01-10", result="Đã tiếp thu."),
                reminder("DD-2026-01002", "10002", "2026-02-11"),
            ],
        },
    )
    catalogue = province.catalogue()
    return catalogue, build_figures(catalogue, TODAY)


def small_view(small: tuple[Catalogue, Figures]) -> DirectiveView:
    catalogue, figures = small
    (progress,) = progress_of_all(catalogue, figures).values()
    return build_directive_view(catalogue, figures, progress)


def section(view: DirectiveView, anchor: str) -> list[Row]:
    found = next(each for each in view.sections if each.id == anchor)
    return [row for table in found.tables for row in table.rows]


def texts(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def test_the_first_screen_counts_the_communes_at_each_step(
    small: tuple[Catalogue, Figures],
) -> None:
    view = small_view(small)

    assert view.answer == (
        "2/6 địa bàn đã quán triệt, 1 đã cụ thể hóa, 1 đã triển khai xong; 1 quá hạn; "
        "4 chưa có trong báo cáo."
    )
    assert [(stat.label, stat.value) for stat in view.stats] == [
        ("Quán triệt", "2/6"),
        ("Cụ thể hóa", "1/6"),
        ("Triển khai xong", "1/6"),
        ("Quá hạn", "1"),
        ("Chưa có trong báo cáo", "4"),
    ]


def test_a_commune_that_no_report_names_is_not_called_not_started(
    small: tuple[Catalogue, Figures],
) -> None:
    rows = {row.id: row for row in section(small_view(small), "ma-tran")}

    assert list(rows) == ["ma-10002", "ma-10001", *(f"ma-1000{n}" for n in (3, 4, 5, 6))]
    silent = texts(rows["ma-10003"])
    assert silent == ["Xã Số 10003", "Chưa có trong báo cáo", *[MISSING] * 4]
    assert all(cell.uri is None for cell in rows["ma-10003"].cells[1:])
    assert not any("Chưa triển khai" in text for row in rows.values() for text in texts(row))


def test_the_three_steps_say_day_document_and_progress_and_lead_to_the_newest_row(
    small: tuple[Catalogue, Figures],
) -> None:
    rows = {row.id: row for row in section(small_view(small), "ma-tran")}

    finished, late = rows["ma-10001"], rows["ma-10002"]
    assert texts(finished)[1:4] == ["12/01/2026", "5-KH/ĐU", "Hoàn thành 10/02/2026"]
    assert [cell.tone for cell in finished.cells[1:4]] == ["good"] * 3
    assert texts(late)[1:4] == ["15/01/2026", "Chưa", "Quá hạn, đang thực hiện 40\u00a0%"]
    assert [cell.tone for cell in late.cells[1:4]] == ["good", "warn", "bad"]
    assert {cell.uri for cell in late.cells[1:4]} == {"bao-cao/2026-02/to-01/phu-luc/#directives-3"}


def test_the_history_has_each_period_with_the_row_of_its_report(
    small: tuple[Catalogue, Figures],
) -> None:
    first, second = section(small_view(small), "theo-ky")

    assert texts(first) == ["Xã Số 10001", "10\u00a0%", "Xong"]
    assert texts(second) == ["Xã Số 10002", "20\u00a0%", "40\u00a0%"]
    assert [cell.uri for cell in second.cells[1:]] == [
        "bao-cao/2026-01/to-01/phu-luc/#directives-3",
        "bao-cao/2026-02/to-01/phu-luc/#directives-3",
    ]


def test_what_is_overdue_stands_first_with_the_last_reminder(
    small: tuple[Catalogue, Figures],
) -> None:
    view = small_view(small)
    (row,) = section(view, "qua-han")

    assert view.sections[0].id == "qua-han"
    assert texts(row)[:4] == ["Xã Số 10002", "Tổ 1", "30/06/2026", "10 ngày"]
    assert texts(row)[5] == "11/02/2026"


def test_a_reminder_stands_once_with_the_result_of_its_newest_row(
    small: tuple[Catalogue, Figures],
) -> None:
    rows = section(small_view(small), "don-doc")

    assert [texts(row)[0] for row in rows] == ["DD-2026-01002", "DD-2026-01001"]
    assert [texts(row)[5] for row in rows] == [MISSING, "Đã tiếp thu."]


def test_a_directive_of_a_commune_is_asked_of_that_commune_alone() -> None:
    province = Province()
    province.directive(DIRECTIVE, "2026-01-05")
    given: dict[str, Any] = province.directives[DIRECTIVE].model_dump()
    own = {"issuer_level": IssuerLevel.COMMUNE, "unit_code": "10004"}
    province.directives[DIRECTIVE] = Directive.model_construct(**(given | own))
    catalogue = province.catalogue()
    (progress,) = progress_of_all(catalogue, build_figures(catalogue, TODAY)).values()

    assert list(progress.threads) == ["10004"]


@pytest.fixture(scope="module")
def views(sample: Catalogue, figures: Figures) -> dict[str, DirectiveView]:
    found = {}
    for page in list(made(plan_directive_pages(sample, figures)))[1:]:
        assert isinstance(page.view, DirectiveView)
        found[page.uri] = page.view
    return found


def all_rows(views: dict[str, DirectiveView], anchor: str) -> Iterator[tuple[str, Row]]:
    for uri, view in views.items():
        for row in section(view, anchor):
            yield uri, row


def test_higher_levels_and_communes_are_listed_apart_and_each_has_its_page(
    sample: Catalogue, figures: Figures, views: dict[str, DirectiveView]
) -> None:
    listed = build_directives_view(
        sample, figures, tuple(progress_of_all(sample, figures).values())
    )
    higher, own = (
        {row.id for table in part.tables for row in table.rows} for part in listed.sections
    )

    assert own == {
        name.lower()
        for name, row in sample.directives.items()
        if row.record.issuer_level is IssuerLevel.COMMUNE
    }
    assert higher | own == {name.lower() for name in sample.directives}
    assert {f"chi-dao/{name}/" for name in higher | own} == set(views)


def test_the_overdue_of_all_pages_are_those_that_the_home_page_counts(
    views: dict[str, DirectiveView], figures: Figures
) -> None:
    assert len(list(all_rows(views, "qua-han"))) == overdue_directives(figures.threads) > 0


def test_every_directive_in_an_area_has_the_row_to_which_its_thread_leads(
    views: dict[str, DirectiveView], figures: Figures
) -> None:
    there = {f"{uri}#{row.id}" for uri, row in all_rows(views, "ma-tran")}
    threads = figures.threads[Annex.DIRECTIVES]

    assert threads
    assert {thread_uri(Annex.DIRECTIVES, each.item_id) for each in threads} <= there


def test_every_followed_commune_stands_once_in_the_matrix_of_a_higher_level_directive(
    views: dict[str, DirectiveView], sample: Catalogue, figures: Figures
) -> None:
    followed = {
        f"ma-{code}" for team in sample.teams for code in sample.areas_of(team, figures.today)
    }
    for name, row in sample.directives.items():
        if row.record.issuer_level is not IssuerLevel.COMMUNE:
            rows = section(views[f"chi-dao/{name.lower()}/"], "ma-tran")
            assert len({row.id for row in rows}) == len(rows)
            assert followed <= {row.id for row in rows}


def test_the_pages_need_few_frames(sample: Catalogue, figures: Figures) -> None:
    assert len({(page.kind, page.toc) for page in made(plan_directive_pages(sample, figures))}) == 2


def test_an_area_leads_to_its_row_on_the_directive_s_page(
    sample: Catalogue, figures: Figures
) -> None:
    threads = figures.threads[Annex.DIRECTIVES]
    table = directives_table(threads, sample)

    assert {row.cells[0].uri for row in table.rows} == {
        thread_uri(Annex.DIRECTIVES, each.item_id) for each in threads
    }
