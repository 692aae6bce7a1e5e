"""Pictures say the figures of their tables, to the digit, and nothing where nothing is to see."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from build_tools.aggregation.figures import Figures
from build_tools.views.areas import plan_area_pages
from build_tools.views.directives import plan_directive_pages
from build_tools.views.formatting import MISSING
from build_tools.views.home import build_home_page
from build_tools.views.indicators import plan_indicator_pages
from build_tools.views.page import PageView, made
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.period import plan_period_pages
from build_tools.views.pictures import AnyPicture, AreaMap, Bars, Matrix, Trend, Unseen
from build_tools.views.pictures_map import classes
from build_tools.views.pictures_read import (
    Against,
    bars,
    read_cell,
    row_bars,
    short_period,
    spark,
    trend,
)
from build_tools.views.sections import Section
from build_tools.views.sparks import Reading
from build_tools.views.teams import plan_team_pages
from build_tools.views.timeliness import build_timeliness_page
from schemas.catalogue import Catalogue


@pytest.fixture(scope="module")
def pages(sample: Catalogue, figures: Figures) -> tuple[PageView, ...]:
    return (
        build_home_page(sample, figures),
        build_timeliness_page(sample, figures),
        *made(plan_period_pages(sample, figures)),
        *made(plan_team_pages(sample, figures)),
        *made(plan_area_pages(sample, figures)),
        *made(plan_indicator_pages(sample, figures)),
        *made(plan_directive_pages(sample, figures)),
    )


def sections(pages: tuple[PageView, ...]) -> Iterator[tuple[PageView, Section]]:
    for page in pages:
        for section in getattr(page.view, "sections", ()):
            yield page, section


def texts_of(picture: AnyPicture) -> Iterator[tuple[str, str]]:
    """Yield the caption of a table and a text that a picture takes from it."""
    match picture:
        case Trend():
            readings = [each for line in picture.lines for each in line.readings]
        case Bars():
            readings = [
                each
                for bar in picture.bars
                for each in (bar.reading, bar.mark, bar.part)
                if each is not None
            ]
        case AreaMap():
            readings = [unit.reading for unit in picture.units]
        case Matrix():
            for block in picture.blocks:
                for row in block.rows:
                    yield from ((block.table, each.text) for each in row.states if each)
            return
        case Unseen():
            return
    yield from ((picture.table, each.text) for each in readings)


def test_every_figure_of_a_picture_stands_in_the_table_below_it(
    pages: tuple[PageView, ...],
) -> None:
    kinds = set()
    for page, section in sections(pages):
        cells = {
            table.caption: {cell.text for row in table.rows for cell in row.cells} | {MISSING}
            for table in section.tables
        }
        for picture in section.pictures:
            kinds.add(type(picture))
            for caption, text in texts_of(picture):
                assert text in cells[caption], (page.uri, section.id)
    assert kinds == {Trend, Bars, AreaMap, Matrix, Unseen}


def test_a_row_s_small_line_has_the_figures_of_its_row(pages: tuple[PageView, ...]) -> None:
    lines = 0
    for _, section in sections(pages):
        for table in section.tables:
            for row in table.rows:
                for cell in row.cells:
                    if cell.spark is not None:
                        lines += 1
                        texts = [each.text for each in row.cells]
                        found = [each.text for each in cell.spark.readings]
                        start = texts.index(found[0])
                        assert texts[start : start + len(found)] == found
    assert lines > 500


def test_bars_and_maps_take_each_figure_from_the_row_of_that_name(
    pages: tuple[PageView, ...],
) -> None:
    seen = 0
    for _, section in sections(pages):
        rows = {
            (table.caption, row.cells[0].text): [cell.text for cell in row.cells]
            for table in section.tables
            for row in table.rows
        }
        columns = {
            (table.caption, column.title): [row.cells[place].text for row in table.rows]
            for table in section.tables
            for place, column in enumerate(table.columns)
        }
        for picture in section.pictures:
            if isinstance(picture, Bars):
                for bar in picture.bars:
                    seen += 1
                    named = picture.table, bar.name
                    assert bar.reading.text in (rows if named in rows else columns)[named]
            elif isinstance(picture, AreaMap):
                for unit in picture.units:
                    if unit.level is not None:
                        seen += 1
                        assert unit.reading.text in rows[picture.table, unit.name]
    assert seen > 1000


def test_the_pages_have_the_pictures_that_answer(pages: tuple[PageView, ...]) -> None:
    kinds: dict[str, set[type]] = {}
    for page, section in sections(pages):
        kinds.setdefault(page.kind, set()).update(type(each) for each in section.pictures)
    assert {Bars, AreaMap} <= kinds["home"]
    assert {Trend, AreaMap, Bars} <= kinds["indicator"]
    assert Matrix in kinds["team"]
    assert Matrix in kinds["directive"]
    for kind in ("area", "period", "timeliness"):
        assert Bars in kinds[kind]


@pytest.mark.parametrize(
    ("text", "value", "quality"),
    [
        ("1.234,5", Decimal("1234.5"), "final"),
        ("7.521,7 (ước)", Decimal("7521.7"), "estimate"),
        ("97,5\u00a0%", Decimal("97.5"), "final"),
        ("77,8\u00a0% (7/9)", Decimal("77.8"), "final"),
        ("−3", Decimal(-3), "final"),
        ("+1,5", Decimal("1.5"), "final"),
        ("0", Decimal(0), "final"),
        ("–", None, "final"),
        ("", None, "final"),
        ("Chưa có", None, "final"),
    ],
)
def test_a_cell_is_read_as_it_is_written(text: str, value: Decimal | None, quality: str) -> None:
    reading = read_cell(Cell(text))
    assert (reading.text, reading.value, reading.quality) == (text, value, quality)


@pytest.mark.parametrize(
    ("label", "short"),
    [
        ("Tháng 01/2026", "01/26"),
        ("Quý I/2026", "I/26"),
        ("Năm 2026", "2026"),
        ("6 tháng đầu năm 2026", "6 tháng đầu năm 2026"),
    ],
)
def test_a_period_has_a_short_name_below_the_axis(label: str, short: str) -> None:
    assert short_period(label) == short


def months(*texts: str, quality: str = "Chính thức") -> TableView:
    rows = [
        Row((Cell(f"Tháng {i:02}/2026"), Cell(text), Cell(quality)))
        for i, text in enumerate(texts, start=1)
    ]
    return TableView(
        caption="Theo tháng",
        columns=(Column("Kỳ"), Column("Thực hiện", "number"), Column("Tính chất")),
        rows=tuple(reversed(rows)),
    )


LINE = (("Thực hiện", "Thực hiện", "main"),)


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        ((), "Thu: chưa có số liệu để vẽ hình."),
        (("–", "–", "–"), "Thu: chưa có số liệu để vẽ hình."),
        (("5", "7"), "Thu: mới có 2 số, chưa đủ để vẽ hình."),
        (("5", "–", "7"), "Thu: mới có 2 số, chưa đủ để vẽ hình."),
        (("0", "0", "0"), "Thu: mọi số đều bằng 0, không có gì để vẽ."),
    ],
)
def test_where_nothing_is_to_see_a_sentence_stands(texts: tuple[str, ...], sentence: str) -> None:
    assert trend(months(*texts), "Thu", LINE) == Unseen(sentence)  # type: ignore[arg-type]
    assert spark("Thu", [Cell(text) for text in texts]) is None


def test_a_trend_runs_from_the_oldest_period_and_says_its_course() -> None:
    found = trend(months("5", "–", "1.200 (ước)", "9"), "Thu", LINE)  # type: ignore[arg-type]
    assert isinstance(found, Trend)
    assert found.periods == ("01/26", "02/26", "03/26", "04/26")
    assert [each.value for each in found.lines[0].readings] == [5, None, 1200, 9]
    assert [each.quality for each in found.lines[0].readings][2] == "estimate"
    assert found.says == ("Thực hiện: từ 5 (tháng 01/2026) đến 9 (tháng 04/2026), 1 kỳ chưa có số")


def test_a_provisional_row_is_known_by_its_column_of_qualities() -> None:
    found = trend(months("5", "6", "7", quality="Sơ bộ"), "Thu", LINE)  # type: ignore[arg-type]
    assert isinstance(found, Trend)
    assert {each.quality for each in found.lines[0].readings} == {"provisional"}


def test_bars_leave_out_rows_without_a_number_and_name_the_ends() -> None:
    table = TableView(
        caption="So kế hoạch",
        columns=(Column("Tổ"), Column("Đạt", "number")),
        rows=tuple(
            Row((Cell(name), Cell(text)))
            for name, text in (("Tổ 1", "53,0"), ("Tổ 2", "–"), ("Tổ 3", "102,5"))
        ),
    )
    found = bars(table, "Kế hoạch", "Đạt", Against(goal=100), unit=" %")
    assert isinstance(found, Bars)
    assert [bar.name for bar in found.bars] == ["Tổ 1", "Tổ 3"]
    assert found.says == "Cao nhất: Tổ 3 102,5 %; thấp nhất: Tổ 1 53,0 %"


def test_bars_of_a_row_are_held_against_the_whole() -> None:
    names = ("Chỉ tiêu", "Toàn tỉnh", "Tổ 1", "Tổ 2", "Tổ 3", "Tổ 4")
    row = Row(tuple(Cell(text) for text in ("Thu", "53,0", "51,5", "–", "60,1", "49,9")))
    table = TableView(caption="Đạt", columns=tuple(Column(each) for each in names), rows=(row,))
    found = row_bars(table, row, "Thu", unit=" %")
    assert isinstance(found, Bars)
    assert [(bar.name, bar.reading.text) for bar in found.bars] == [
        ("Tổ 1", "51,5"),
        ("Tổ 3", "60,1"),
        ("Tổ 4", "49,9"),
    ]
    assert (found.goal, found.goal_name) == (Decimal("53.0"), "Toàn tỉnh 53,0 %")
    few = Row(row.cells[:4])
    assert isinstance(row_bars(replace(table, columns=table.columns[:4]), few, "Thu"), Unseen)


def numbers(*values: int) -> list[Reading]:
    return [Reading(str(value), Decimal(value)) for value in values]


@pytest.mark.parametrize(
    ("values", "levels"),
    [
        ((0, 0, 1, 1, 2, 3), ("0", "1", "2", "3")),
        ((0, 0, 0, 7), ("0", "7")),
        ((4, 4, 4), ("4",)),
        (tuple(range(1, 11)), ("1 – 2", "3 – 4", "5 – 6", "7 – 8", "9 – 10")),
        ((1, 1, 1, 1, 1, 1, 1, 1, 1, 9), ("1", "9")),
    ],
)
def test_levels_have_figures_as_bounds_and_zero_stands_alone(
    values: tuple[int, ...], levels: tuple[str, ...]
) -> None:
    level_of, names = classes(numbers(*values))
    assert names == levels
    for low, high in zip(sorted(set(values)), sorted(set(values))[1:], strict=False):
        assert level_of[Decimal(low)] <= level_of[Decimal(high)]
