"""The pages of indicators: what they show is what inputs say, and nothing else."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hand_made import Province
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.aggregation import build_figures
from build_tools.aggregation.figures import PROVINCE, Figures
from build_tools.rendering.html import Renderer
from build_tools.views.formatting import MISSING, format_number
from build_tools.views.indicator import IndicatorView, build_indicator_page, build_indicator_view
from build_tools.views.indicator_book import indicator_book
from build_tools.views.indicator_ranking import ranked
from build_tools.views.indicators import build_indicators_view, plan_indicator_pages
from build_tools.views.page import made
from build_tools.views.parts import Row, TableView
from schemas.catalogue import Catalogue
from schemas.indicator import Aggregation, Direction
from schemas.period import Period

TODAY = dt.date(2026, 7, 10)
CODES = [str(10001 + index) for index in range(6)]
PERIODS = ("2026-01", "2026-02", "2026-03", "2026-Q1")
AGGREGATION = {"KT01": "sum", "KT02": "last", "KT03": "none"}
TEMPLATES = Path(__file__).resolve().parents[2] / "site_templates/pages"
COUNTS = {"Hạng", "Địa bàn có số", "Địa bàn đủ tháng", "Địa bàn trong báo cáo kỳ", "Chênh lệch"}
MEASURES = {
    "Thực hiện trong kỳ": "actual",
    "Lũy kế từ đầu năm": "cumulative",
    "Kế hoạch năm": "plan",
    "Cùng kỳ năm trước": "same_period",
}

_numbers = st.integers(0, 10**12).map(lambda units: Decimal(units).scaleb(-1))
_rows = st.lists(
    st.fixed_dictionaries(
        {
            "period": st.sampled_from(PERIODS),
            "unit_code": st.sampled_from(CODES),
            "indicator_id": st.sampled_from(list(AGGREGATION)),
            "data_quality": st.sampled_from(["chinh_thuc", "uoc_tinh"]),
        },
        optional=dict.fromkeys(MEASURES.values(), _numbers),
    ),
    max_size=40,
    unique_by=lambda row: (row["period"], row["unit_code"], row["indicator_id"]),
)


class Tables(HTMLParser):
    """Tables of a rendered page: by section and caption, rows of (text, address) by row header."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str, list[list[tuple[str, str]]]]] = []
        self._section = ""
        self._into: list[str] | None = None
        self._href = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "section":
            self._section = given.get("aria-labelledby") or ""
        elif tag == "table":
            self.found.append((self._section, "", []))
        elif tag == "tr":
            self.found[-1][2].append([])
        elif tag in {"td", "th", "caption"}:
            self._into, self._href = [], ""
        elif tag == "a":
            self._href = given.get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag not in {"td", "th", "caption"}:
            return
        text = "".join(self._into or ()).strip()
        section, _, rows = self.found[-1]
        if tag == "caption":
            self.found[-1] = (section, text, rows)
        else:
            rows[-1].append((text, self._href))
        self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def of(self, section: str) -> Iterator[tuple[str, list[str], list[list[tuple[str, str]]]]]:
        for name, caption, rows in self.found:
            if name == section:
                yield caption, [text for text, _ in rows[0]], rows[1:]


def a_province(rows: list[dict[str, Any]]) -> tuple[Catalogue, Figures]:
    province = Province()
    for indicator_id, aggregation in AGGREGATION.items():
        province.indicator(indicator_id, aggregation)
    for period in dict.fromkeys(row["period"] for row in rows):
        own = [row for row in rows if row["period"] == period]
        province.values(period, [{k: v for k, v in row.items() if k != "period"} for row in own])
    catalogue = province.catalogue()
    return catalogue, build_figures(catalogue, TODAY)


def number(text: str) -> Decimal | None:
    if text == MISSING:
        return None
    plain = text.removesuffix(" (ước)").replace(".", "").replace(",", ".").replace("−", "-")
    return Decimal(plain)


def pages(rows: list[dict[str, Any]]) -> Iterator[tuple[str, Tables, Figures]]:
    catalogue, figures = a_province(rows)
    book, renderer = indicator_book(catalogue, figures), Renderer(TEMPLATES)
    for located in catalogue.indicators.values():
        page = renderer.page(build_indicator_page(book, located.record))
        yield located.record.indicator_id, Tables(page.body), figures


def labels(rows: list[dict[str, Any]]) -> dict[str, str]:
    return {Period.parse(row["period"]).label: row["period"] for row in rows}


@settings(max_examples=20)
@given(rows=_rows)
def test_the_cells_of_areas_are_the_inputs_and_lead_to_their_rows(
    rows: list[dict[str, Any]],
) -> None:
    for indicator_id, tables, _ in pages(rows):
        own = [row for row in rows if row["indicator_id"] == indicator_id]
        given = {
            (Period.parse(row["period"]).label, f"Xã Số {row['unit_code']}"): row["actual"]
            for row in own
            if "actual" in row
        }
        shown = {}
        for _, head, body in tables.of("theo-dia-ban"):
            for (name, _), *cells in body:
                for period, (text, href) in zip(head[1:], cells, strict=True):
                    if text != MISSING:
                        shown[period, name] = number(text)
                        assert re.fullmatch(r"(\.\./)*bao-cao/.+/index\.html#indicators-\d+", href)
        newest = any("actual" in row or "cumulative" in row for row in own)
        assert shown == (given if newest else {})


@settings(max_examples=20)
@given(rows=_rows)
def test_the_province_is_the_sum_of_the_teams_and_of_the_areas_wherever_the_kind_allows(
    rows: list[dict[str, Any]],
) -> None:
    for indicator_id, tables, _ in pages(rows):
        if AGGREGATION[indicator_id] == "none":
            continue
        for caption, head, body in tables.of("theo-to"):
            name = MEASURES[caption.partition(" theo ")[0]]
            for column, label in enumerate(head[1:], start=1):
                *teams, province = (number(row[column][0]) for row in body)
                inputs = [
                    row[name]
                    for row in rows
                    if row["indicator_id"] == indicator_id
                    and Period.parse(row["period"]).label == label
                    and name in row
                ]
                stated = [team for team in teams if team is not None]
                assert province == (sum(stated, Decimal(0)) if stated else None)
                assert province == (sum(inputs, Decimal(0)) if inputs else None)
        for _, head, body in tables.of("theo-ky"):
            for (label, _), *cells in body:
                for title, (text, href) in zip(head[1:], cells, strict=True):
                    if title not in MEASURES:
                        continue
                    inputs = [
                        row[MEASURES[title]]
                        for row in rows
                        if row["indicator_id"] == indicator_id
                        and Period.parse(row["period"]).label == label
                        and MEASURES[title] in row
                    ]
                    assert number(text) == (sum(inputs, Decimal(0)) if inputs else None)
                    assert (text == MISSING) or "#tinh-" in href


@settings(max_examples=20)
@given(rows=_rows)
def test_a_share_is_never_summed_and_shows_only_what_an_area_said(
    rows: list[dict[str, Any]],
) -> None:
    tables = next(tables for name, tables, _ in pages(rows) if name == "KT03")
    own = [row for row in rows if row["indicator_id"] == "KT03"]
    said = {row["actual"] for row in own if "actual" in row}
    for section in ("theo-ky", "theo-to"):
        for _, head, body in tables.of(section):
            for row in body:
                assert row[0][0] != "Toàn tỉnh"
                for title, (text, _) in zip(head[1:], row[1:], strict=True):
                    if (
                        title in {*COUNTS, "Tính chất"}
                        or title.startswith("Địa bàn")
                        or text == MISSING
                    ):
                        continue
                    assert {number(part) for part in text.split(" – ")} <= said


@settings(max_examples=20)
@given(rows=_rows)
def test_the_ranking_is_in_order_shares_ranks_of_equals_and_leaves_out_the_missing(
    rows: list[dict[str, Any]],
) -> None:
    for _, tables, _ in pages(rows):
        parts = list(tables.of("xep-hang"))
        listed = []
        for caption, head, body in parts:
            names = [row[0][0] for row in body]
            listed += names
            if "chưa có số liệu, không xếp" in caption:
                assert caption.startswith(f"{len(body)} ")
                assert "Hạng" not in head
                continue
            values = [number(row[3][0]) for row in body]
            ranks = [int(row[1][0]) for row in body]
            assert None not in values
            assert ranks == [1 + sum(other > value for other in values) for value in values]  # type: ignore[operator]
            assert ranks == sorted(ranks)
        if parts:
            assert sorted(listed) == [f"Xã Số {code}" for code in CODES]


def test_equal_figures_share_their_rank_and_the_low_come_first_where_falling_is_good(
    sample: Catalogue, figures: Figures
) -> None:
    some = list(figures.indicators.values())[:4]
    given = list(zip(some, map(Decimal, (5, 7, 7, 9)), strict=True))

    assert [rank for rank, _ in ranked(given, Direction.DOWN)] == [1, 2, 2, 4]
    assert [rank for rank, _ in ranked(given, Direction.UP)] == [1, 2, 2, 4]
    assert ranked(given, Direction.DOWN)[0][1] is some[0]
    assert ranked(given, Direction.UP)[0][1] is some[3]
    assert ranked([], Direction.UP) == []
    assert sample.indicators


@pytest.fixture(scope="module")
def views(sample: Catalogue, figures: Figures) -> dict[str, IndicatorView]:
    found = {}
    for page in list(made(plan_indicator_pages(sample, figures)))[1:]:
        assert isinstance(page.view, IndicatorView)
        found[page.uri] = page.view
    return found


def rows_of(view: IndicatorView) -> Iterator[tuple[str, TableView, Row]]:
    for section in view.sections:
        for table in section.tables:
            for row in table.rows:
                yield section.id, table, row


def test_every_indicator_has_its_page_and_its_row_in_the_list(
    views: dict[str, IndicatorView], sample: Catalogue, figures: Figures
) -> None:
    assert list(views) == [f"chi-tieu/{name.lower()}/" for name in sample.indicators]
    listed = build_indicators_view(indicator_book(sample, figures))
    rows = [row for section in listed.sections for table in section.tables for row in table.rows]
    assert {row.cells[0].uri for row in rows} == set(views)
    assert len(rows) == len(views)


def test_every_number_leads_to_its_source(views: dict[str, IndicatorView]) -> None:
    for view in views.values():
        for section, table, row in rows_of(view):
            if row.strong:  # the sum of the rows above it
                continue
            for column, cell in zip(table.columns, row.cells, strict=True):
                if column.kind == "number" and column.title not in COUNTS:
                    assert cell.text == MISSING or cell.uri, (view.title, section, column.title)


def test_every_number_of_a_sum_leads_to_a_row_of_the_same_page(
    views: dict[str, IndicatorView],
) -> None:
    for view in views.values():
        own = {row.id for _, _, row in rows_of(view)} | {section.id for section in view.sections}
        linked = {cell.uri for _, _, row in rows_of(view) for cell in row.cells if cell.uri}
        assert {uri[1:] for uri in linked if uri.startswith("#")} <= own


def test_the_first_screen_says_the_newest_total_and_how_many_areas_gave_it(
    views: dict[str, IndicatorView], figures: Figures
) -> None:
    figure = figures.indicators[Period.parse("2026-06"), PROVINCE, "KT01"]
    view = views["chi-tieu/kt01/"]

    assert view.period == "Tháng 06/2026"
    assert f"toàn tỉnh {format_number(figure.cumulative, 1)}\u00a0tỷ\u00a0đồng" in view.answer
    assert f"{figure.reported}/{figure.expected} địa bàn có số liệu" in view.answer
    assert [stat.label for stat in view.stats] == [
        *("Toàn tỉnh", "Kế hoạch năm", "Cùng kỳ năm trước", "Địa bàn có số liệu"),
    ]


def test_a_share_says_its_lowest_and_highest_area_and_that_it_is_not_summed(
    views: dict[str, IndicatorView], sample: Catalogue
) -> None:
    shares = [
        name
        for name, row in sample.indicators.items()
        if row.record.aggregation is Aggregation.NONE
    ]
    assert shares
    for name in shares:
        view = views[f"chi-tieu/{name.lower()}/"]
        assert "tỷ lệ không cộng thành số toàn tỉnh" in view.answer
        assert [stat.label for stat in view.stats][:2] == ["Thấp nhất", "Cao nhất"]
        assert "doi-chieu-thang" not in {section.id for section in view.sections}


def test_the_pages_need_few_frames(sample: Catalogue, figures: Figures) -> None:
    built = list(made(plan_indicator_pages(sample, figures)))
    assert len({page.toc for page in built}) <= 3


@pytest.mark.parametrize(
    ("quarter", "verdict", "difference"),
    [
        ({"10001": "6"}, "Khớp ở 1 địa bàn", "0,0"),
        ({"10001": "7"}, "Lệch ở 1/1 địa bàn", "+1,0"),
        ({"10001": "6", "10002": "1"}, "Khớp ở 1 địa bàn", MISSING),
        ({"10002": "1"}, "Không đối chiếu được", MISSING),
    ],
)
def test_a_quarter_is_set_beside_its_months_and_a_difference_is_marked(
    quarter: dict[str, str], verdict: str, difference: str
) -> None:
    rows: list[dict[str, Any]] = [
        {"period": f"2026-0{month}", "unit_code": "10001", "indicator_id": "KT01", "actual": month}
        for month in (1, 2, 3)
    ]
    rows += [
        {"period": "2026-Q1", "unit_code": code, "indicator_id": "KT01", "actual": value}
        for code, value in quarter.items()
    ]
    catalogue, figures = a_province(rows)
    indicator = catalogue.indicators["KT01"].record
    view = build_indicator_view(indicator_book(catalogue, figures), indicator)
    row, *parts = (row for section, _, row in rows_of(view) if section == "doi-chieu-thang")

    shown = [cell.text for cell in row.cells]
    apart = ["Tổ 1", "Xã Số 10001"] if verdict.startswith("Lệch") else []
    assert [part.cells[1].text for part in parts] == apart
    assert shown[:3] == ["Quý I/2026", "Toàn tỉnh", "6,0"]
    assert shown[4:6] == [difference, verdict]


def test_a_newer_period_without_figures_is_named() -> None:
    rows: list[dict[str, Any]] = [
        {"period": "2026-01", "unit_code": "10001", "indicator_id": "KT01", "actual": "1"},
    ]
    catalogue, figures = a_province(rows)
    indicator = catalogue.indicators["KT01"].record
    view = build_indicator_view(indicator_book(catalogue, figures), indicator)

    assert view.period == "Tháng 01/2026"
    assert "Tháng 06/2026 chưa có số liệu" in view.notes


def test_a_merged_area_keeps_its_name_and_says_what_it_has_become_part_of() -> None:
    rows: list[dict[str, Any]] = [
        {"period": period, "unit_code": code, "indicator_id": "KT01", "actual": "1"}
        for period, code in (("2026-01", "10001"), ("2026-01", "10002"), ("2026-02", "10002"))
    ]
    catalogue, figures = a_province(rows)
    ended = {"valid_to": dt.date(2026, 1, 31), "successor": "10002"}
    old = catalogue.areas["10001"]
    merged = replace(old, record=old.record.model_copy(update=ended))
    catalogue = replace(catalogue, areas={**catalogue.areas, "10001": merged})
    indicator = catalogue.indicators["KT01"].record
    view = build_indicator_view(indicator_book(catalogue, figures), indicator)
    found = {(section, row.cells[0].text): row for section, _, row in rows_of(view)}

    row = found["theo-dia-ban", "Xã Số 10001 (đã nhập vào Xã Số 10002)"]
    assert [cell.text for cell in row.cells[1:3]] == ["1,0", MISSING]
    assert row.cells[2].title == "đơn vị chưa lập hoặc đã sắp xếp lại"
    assert ("xep-hang", "Xã Số 10001") not in found
    assert ("xep-hang", "Xã Số 10002") in found
