"""Registers and pages of matters: the sample, and histories made by hand and by chance."""

import datetime as dt
from collections import Counter

import pytest
from hand_made import Province
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.aggregation import build_figures
from build_tools.aggregation.counts import open_issues, overdue_directives
from build_tools.aggregation.figures import Figures, Thread
from build_tools.views.addresses import directive_uri, thread_uri
from build_tools.views.home import HomeView, build_home_page
from build_tools.views.page import made
from build_tools.views.parts import TableView
from build_tools.views.register_events import EVENT_ANNEXES, events_of
from build_tools.views.registers import (
    CLOSED,
    OPEN,
    REGISTER_ANNEXES,
    RegisterView,
    build_register_view,
    plan_register_pages,
)
from build_tools.views.thread_pages import ThreadView, plan_thread_pages
from schemas.annex_row import Item
from schemas.catalogue import Catalogue
from schemas.registers import ITEM_ANNEXES
from schemas.report import Annex

TODAY = dt.date(2026, 7, 10)
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")


def table(view: RegisterView | ThreadView, anchor: str) -> TableView:
    section = next(each for each in view.sections if each.id == anchor)
    return section.tables[0]


def stat(view: RegisterView | HomeView, label: str) -> str:
    return next(each.value for each in view.stats if each.label == label)


def pages_of_matters(catalogue: Catalogue, figures: Figures) -> dict[str, ThreadView]:
    pages = list(made(plan_thread_pages(catalogue, figures)))
    assert len({page.uri for page in pages}) == len(pages)
    return {page.uri: page.view for page in pages}  # type: ignore[misc]  # all are ThreadViews


def issue(number: int, **fields: object) -> dict[str, object]:
    return {
        "issue_id": f"VD-2026-{number:05}",
        "unit_code": "10001",
        "field": "kinh_te",
        "kind": "kho_khan",
        "title": "Thiếu nước tưới",
        "detected_on": "2026-01-10",
        "status": "dang_xu_ly",
    } | fields


def made_up(province: Province) -> tuple[Catalogue, Figures]:
    catalogue = province.catalogue()
    return catalogue, build_figures(catalogue, TODAY)


def test_there_is_a_list_and_a_page_for_each_of_nine_registers(
    sample: Catalogue, figures: Figures
) -> None:
    pages = list(made(plan_register_pages(sample, figures)))

    assert [page.uri for page in pages] == [
        "so/",
        *(
            f"so/{name}/"
            for name in (
                *("van-de", "kien-nghi", "de-nghi", "chi-dao", "don-doc", "hop", "dinh-huong"),
                *("yeu-cau", "nhiem-vu"),
            )
        ),
    ]
    index = pages[0].view
    assert isinstance(index, RegisterView)
    assert [row.cells[0].uri for row in index.sections[0].tables[0].rows] == [
        page.uri for page in pages[1:]
    ]


def test_every_item_of_every_report_has_one_page_and_every_event_one_row(
    sample: Catalogue, figures: Figures
) -> None:
    pages = pages_of_matters(sample, figures)
    wanted = set()
    for report in figures.reports.values():
        for annex, rows in report.annexes.items():
            for record in (row.record for row in rows):
                if isinstance(record, Item) and annex is not Annex.DIRECTIVES:
                    wanted.add(thread_uri(annex, record.item_id))

    assert wanted == set(pages)
    for annex in EVENT_ANNEXES:
        ids = [event.event_id for event in events_of(figures, annex)]
        rows = table(build_register_view(sample, figures, annex), "danh-sach").rows
        assert [row.cells[0].text for row in rows] == ids
        assert len(ids) == len(set(ids)) > 0


@pytest.mark.parametrize("annex", ITEM_ANNEXES)
def test_a_register_has_every_thread_once_open_or_closed(
    sample: Catalogue, figures: Figures, annex: Annex
) -> None:
    view = build_register_view(sample, figures, annex)
    still, done = table(view, OPEN).rows, table(view, CLOSED).rows
    threads = figures.threads[annex]

    assert len(still) == sum(thread.is_open for thread in threads)
    assert len(still) + len(done) == len(threads)
    assert stat(view, "Đang mở") == str(len(still))
    assert stat(view, "Đã xong") == str(len(done))
    assert view.answer.startswith(f"{len(still)}/{len(threads)} ")
    addresses = Counter(row.cells[0].uri for row in (*still, *done))
    assert addresses == Counter(thread_uri(annex, thread.item_id) for thread in threads)
    for section in view.sections:
        for each in section.tables:
            if each.total is not None:
                assert each.total[1].text == str(len(still))
                assert each.total[-1].text == str(len(threads))


def test_overdue_matters_stand_first_then_the_oldest(sample: Catalogue, figures: Figures) -> None:
    view = build_register_view(sample, figures, Annex.ISSUES)
    rows = table(view, OPEN).rows
    threads = {thread.item_id: thread for thread in figures.threads[Annex.ISSUES]}
    order = [threads[row.cells[0].text] for row in rows]

    assert order == sorted(
        order, key=lambda each: (not each.overdue, -(each.age_days or 0), each.item_id)
    )
    assert stat(view, "Quá hạn") == str(sum(each.overdue for each in order))


def test_requests_and_recommendations_are_kept_apart_with_their_own_days(
    sample: Catalogue, figures: Figures
) -> None:
    requests = table(build_register_view(sample, figures, Annex.REQUESTS), OPEN)
    recommendations = table(build_register_view(sample, figures, Annex.RECOMMENDATIONS), OPEN)
    titles = [column.title for column in requests.columns]

    first = titles.index("Ngày nhận")
    assert titles[first : first + 4] == [
        *("Ngày nhận", "Báo cáo Thường trực", "Ý kiến", "Thông báo lại")
    ]
    assert {"Gửi đến", "Ngày trả lời", "Ý kiến trả lời"} <= {
        column.title for column in recommendations.columns
    }
    assert all(row.cells[0].text.startswith("DN-") for row in requests.rows)
    assert all(row.cells[0].text.startswith("KN-") for row in recommendations.rows)


def test_home_and_registers_count_the_same(sample: Catalogue, figures: Figures) -> None:
    home = build_home_page(sample, figures).view
    assert isinstance(home, HomeView)
    issues = build_register_view(sample, figures, Annex.ISSUES)
    directives = build_register_view(sample, figures, Annex.DIRECTIVES)

    assert stat(home, "Vấn đề đang mở") == stat(issues, "Đang mở")
    assert stat(home, "Chỉ đạo quá hạn") == stat(directives, "Quá hạn")


def test_a_matter_tells_its_history_report_by_report_with_the_row_behind_each_step(
    sample: Catalogue, figures: Figures
) -> None:
    thread = max(figures.threads[Annex.REQUESTS], key=lambda each: len(each.steps))
    view = pages_of_matters(sample, figures)[thread_uri(thread.annex, thread.item_id)]
    rows = table(view, "dien-bien").rows

    assert len(rows) == len(thread.steps)
    assert rows[0].cells[3].text == "Ghi nhận lần đầu"
    for row, step in zip(rows, thread.steps, strict=True):
        source = row.cells[-1]
        assert source.text.endswith(f"/requests.csv:{step.row.source.line}")
        assert source.uri is not None
        assert source.uri.endswith(f"#requests-{step.row.source.line}")
    assert table(view, "duong-di").rows[0].cells[0].text == "Bộ phận nhận đề nghị"


def test_an_issue_and_its_recommendation_lead_to_each_other(
    sample: Catalogue, figures: Figures
) -> None:
    pages = pages_of_matters(sample, figures)
    issue_page, rec_page = "so/van-de/vd-2025-01001/", "so/kien-nghi/kn-2025-01001/"

    assert rec_page in {row.cells[0].uri for row in table(pages[issue_page], "lien-quan").rows}
    assert [row.cells[0].uri for row in table(pages[rec_page], "lien-quan").rows] == [issue_page]


def test_what_changed_is_said_in_words_and_a_hand_over_on_both_sides() -> None:
    province = Province()
    province.report("2026-01", "to-01", {Annex.ISSUES: [issue(1001, due_date="2026-03-31")]})
    province.report("2026-02", "to-01", {Annex.ISSUES: [issue(1001, due_date="2026-03-31")]})
    province.report(
        "2026-03",
        "to-01",
        {Annex.ISSUES: [issue(1001, due_date="2026-05-31", handed_over_to="to-02")]},
    )
    catalogue, figures = made_up(province)
    register = build_register_view(catalogue, figures, Annex.ISSUES)
    page = pages_of_matters(catalogue, figures)["so/van-de/vd-2026-01001/"]

    assert [row.cells[3].text for row in table(page, "dien-bien").rows] == [
        "Ghi nhận lần đầu",
        "Không thay đổi",
        "Thời hạn: 31/03/2026 → 31/05/2026; Bàn giao cho Tổ 2",
    ]
    assert table(register, OPEN).rows[0].cells[3].text.endswith("(nhận bàn giao từ Tổ 1)")
    assert page.answer.startswith("Đang xử lý, mở 181 ngày từ ngày 10/01/2026, quá hạn 40 ngày")

    taken = [issue(1001, due_date="2026-05-31", status="da_giai_quyet", resolved_on="2026-04-10")]
    province.report("2026-04", "to-02", {Annex.ISSUES: [taken[0] | {"result": "Đã nạo vét"}]})
    catalogue, figures = made_up(province)
    page = pages_of_matters(catalogue, figures)["so/van-de/vd-2026-01001/"]

    last = table(page, "dien-bien").rows[-1].cells
    assert last[3].text.startswith("Tổ 2 nhận bàn giao từ Tổ 1; Tình trạng: Đang xử lý → ")
    assert "Kết quả: Đã nạo vét" in last[3].text
    assert page.answer == "Đã giải quyết, xong ngày 10/04/2026, Tổ\u00a02. Đã nạo vét."


# What a report may say of an issue: nothing of it yet, open, closed with a result, handed over.
_STATES = ("new", "open", "closed", "handed")


def _never_dropped(states: list[str]) -> list[str]:
    """An issue that was told of once stays open where nothing else is said."""
    begun = next((at for at, state in enumerate(states) if state != "new"), len(states))
    return states[:begun] + ["open" if state == "new" else state for state in states[begun:]]


_histories = st.lists(
    st.lists(st.sampled_from(_STATES), min_size=len(MONTHS), max_size=len(MONTHS)).map(
        _never_dropped
    ),
    max_size=8,
)


def _province_of(histories: list[list[str]]) -> Province:
    """File each history, one state a month; after a closing or a hand-over it is told no more."""
    province = Province()
    rows: dict[str, list[dict[str, object]]] = {month: [] for month in MONTHS}
    for serial, states in enumerate(histories, start=1):
        for month, state in zip(MONTHS, states, strict=True):
            if state == "new":
                continue
            fields: dict[str, object] = {}
            if state == "closed":
                fields = {"status": "da_giai_quyet", "resolved_on": f"{month}-12", "result": "Xong"}
            if state == "handed":
                fields = {"handed_over_to": "to-02"}
            day = {"due_date": "2026-04-30"} if serial % 2 else {}
            rows[month].append(issue(1000 + serial, **day, **fields))
            if fields:
                break
    for month, own in rows.items():
        province.report(month, "to-01", {Annex.ISSUES: own})
    return province


@settings(max_examples=40)
@given(_histories)
def test_every_issue_is_open_closed_with_a_result_or_handed_over_and_all_counts_agree(
    histories: list[list[str]],
) -> None:
    catalogue, figures = made_up(_province_of(histories))
    told = [[state for state in states if state != "new"] for states in histories]
    ends = Counter(
        next((state for state in states if state != "open"), "open") for states in told if states
    )
    threads: tuple[Thread, ...] = figures.threads[Annex.ISSUES]
    register = build_register_view(catalogue, figures, Annex.ISSUES)
    home = build_home_page(catalogue, figures).view
    pages = pages_of_matters(catalogue, figures)
    still, done = table(register, OPEN).rows, table(register, CLOSED).rows
    handed = [row for row in still if "bàn giao từ" in row.cells[3].text]

    assert (len(still), len(done), len(handed)) == (
        ends["open"] + ends["handed"],
        ends["closed"],
        ends["handed"],
    )
    results = [column.title for column in table(register, CLOSED).columns].index("Kết quả")
    assert all(row.cells[results].text == "Xong" for row in done)
    assert {row.cells[0].uri for row in (*still, *done)} == set(pages)
    assert len(pages) == len(threads) == ends.total()
    assert isinstance(home, HomeView)
    assert stat(home, "Vấn đề đang mở") == stat(register, "Đang mở") == str(len(still))
    assert sum(open_issues(figures.threads).values()) == len(still)
    overdue = sum(view.stats[2].tone == "bad" for view in pages.values())
    assert stat(register, "Quá hạn") == str(overdue)
    by_team = table(register, "theo-to").rows
    assert [row.cells[1].text for row in by_team] == [str(ends["open"]), str(ends["handed"])]


def test_a_step_of_a_directive_leads_to_the_page_of_the_directive(
    sample: Catalogue, figures: Figures
) -> None:
    rows = table(build_register_view(sample, figures, Annex.DIRECTIVES), OPEN).rows
    pages = {directive_uri(directive_id) for directive_id in sample.directives}

    assert {(row.cells[0].uri or "").partition("#")[0] for row in rows} <= pages
    titles = [
        column.title
        for column in table(build_register_view(sample, figures, Annex.DIRECTIVES), OPEN).columns
    ]
    assert [title for title in titles if title in {"Quán triệt", "Cụ thể hóa", "Triển khai"}] == [
        *("Quán triệt", "Cụ thể hóa", "Triển khai")
    ]
    assert overdue_directives(figures.threads) == sum(
        thread.overdue for thread in figures.threads[Annex.DIRECTIVES]
    )


def test_every_register_has_a_name_in_the_navigation() -> None:
    assert set(REGISTER_ANNEXES) == set(Annex) - {Annex.INDICATORS}
