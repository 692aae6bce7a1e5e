"""Lines, bars and matrices: inside their frame, to scale, nothing on top of a text."""

import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.rendering.charts_bars import draw_bars
from build_tools.rendering.charts_matrix import draw_matrix
from build_tools.rendering.charts_scale import nice_scale
from build_tools.rendering.charts_svg import FONT, number, polyline, text_width
from build_tools.rendering.charts_trend import draw_spark, draw_trend
from build_tools.rendering.pictures import draw_picture
from build_tools.views.formatting import format_number
from build_tools.views.parts import Tone
from build_tools.views.pictures import (
    Bar,
    Bars,
    Block,
    Line,
    Matrix,
    State,
    StateRow,
    Trend,
    Unseen,
)
from build_tools.views.sparks import Quality, Reading, Spark

STEPS = {1.0, 2.0, 2.5, 5.0}
VALUES = st.decimals(-100_000, 1_000_000, places=1, allow_nan=False)
QUALITIES = st.sampled_from(get_args(Quality))
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def reading(value: Decimal | None, quality: Quality = "final") -> Reading:
    return Reading("–" if value is None else format_number(value, 1), value, quality)


READINGS = st.builds(reading, st.one_of(st.none(), VALUES), QUALITIES)


def corners(d: str) -> Iterator[tuple[float, float]]:
    """Yield the points that a path of ours goes through; of a circle its two ends."""
    x = y = 0.0
    for command, *numbers in commands(d):
        match command, numbers:
            case "M", [x, y]:
                pass
            case "l", [dx, dy]:
                x, y = x + dx, y + dy
            case "h", [dx]:
                x += dx
            case "v", [dy]:
                y += dy
            case "H", [x]:
                pass
            case "V", [y]:
                pass
            case "a", [*_, dx, dy]:
                x, y = x + dx, y + dy
        yield x, y


TAKES = {"M": 2, "l": 2, "h": 1, "v": 1, "H": 1, "V": 1, "a": 7}


def commands(d: str) -> Iterator[tuple[Any, ...]]:
    """Yield each command of a path with its own numbers, `l 1 2 3 4` as two."""
    for command, rest in re.findall(r"([MlhvHVa])([^MlhvHVaz]*)", d):
        numbers = [float(each) for each in NUMBER.findall(rest)]
        for place in range(0, len(numbers), TAKES[command]):
            yield command, *numbers[place : place + TAKES[command]]


def boxes(svg: ET.Element) -> list[tuple[float, float, float, float]]:
    found = []
    for text in svg.iter("text"):
        width, x, y = text_width(text.text or ""), float(text.get("x", 0)), float(text.get("y", 0))
        left = x - {"middle": width / 2, "end": width}.get(text.get("text-anchor", ""), 0)
        found.append((left, y - FONT * 0.8, left + width, y + FONT * 0.2))
    return found


def parsed(svg: str) -> ET.Element:
    """Return a picture as XML, after what holds for all of them was asserted."""
    root = ET.fromstring(svg)  # noqa: S314  made here
    assert root.get("role") == "img"
    assert root.find("title") is not None
    assert root.find("desc") is not None
    _, _, width, height = (float(each) for each in str(root.get("viewBox")).split())
    for element in root.iter():
        assert element.tag in {"svg", "title", "desc", "path", "text"}
        assert not {"style", "id", "href", "onload"} & set(element.attrib)
    for path in root.iter("path"):
        for x, y in corners(path.get("d", "")):
            assert -0.6 <= x <= width + 0.6
            assert -0.6 <= y <= height + 0.6
    for left, top, right, bottom in boxes(root):
        assert left >= -0.6
        assert right <= width + 0.6
        assert top >= -0.6
        assert bottom <= height + 0.6
    for one, other in itertools.combinations(boxes(root), 2):
        apart = (
            one[2] <= other[0] + 0.2
            or other[2] <= one[0] + 0.2
            or one[3] <= other[1] + 0.2
            or other[3] <= one[1] + 0.2
        )
        assert apart, (one, other)
    return root


@given(values=st.lists(VALUES, min_size=1, max_size=20), zero=st.booleans())
def test_a_scale_rises_and_its_ends_are_round_numbers_around_the_values(
    values: list[Decimal], *, zero: bool
) -> None:
    scale = nice_scale([float(each) for each in values], 0, 100, zero=zero)
    assert scale.low <= float(min(values))
    assert scale.high >= float(max(values))
    assert scale.ticks[0] == scale.low
    assert scale.ticks[-1] == scale.high
    assert 2 <= len(scale.ticks) <= 8
    step = scale.ticks[1] - scale.ticks[0]
    mantissa = float(f"{step:e}".partition("e")[0])
    assert any(mantissa == pytest.approx(each, rel=1e-6) for each in STEPS)
    places = [scale.at(value) for value in sorted(values)]
    assert places == sorted(places)
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in places)
    labels = [scale.label(tick) for tick in scale.ticks]
    assert len(set(labels)) == len(labels)
    if zero:
        assert scale.low <= 0 <= scale.high


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ([12.5, 91.3], ["0", "25", "50", "75", "100"]),
        ([90.5, 96.6], ["90", "92", "94", "96", "98"]),
        ([1400.0, 14900.0], ["0", "5.000", "10.000", "15.000"]),
        ([0.1, 0.9], ["0,00", "0,25", "0,50", "0,75", "1,00"]),
        ([0.0, 8.0], ["0", "2", "4", "6", "8"]),
        ([0.0, 9.5], ["0,0", "2,5", "5,0", "7,5", "10,0"]),
        ([7.0, 7.0], ["0", "2", "4", "6", "8"]),
    ],
)
def test_ticks_are_numbers_that_people_count_in(values: list[float], labels: list[str]) -> None:
    scale = nice_scale(values, 0, 1)
    assert [scale.label(tick) for tick in scale.ticks] == labels


@given(st.lists(st.tuples(st.floats(-999, 999), st.floats(-999, 999)), min_size=2, max_size=40))
def test_relative_steps_do_not_drift(points: list[tuple[float, float]]) -> None:
    found = list(corners(polyline(points)))
    assert len(found) == len(points)
    for (x, y), (found_x, found_y) in zip(points, found, strict=True):
        assert found_x == pytest.approx(x, abs=0.051)
        assert found_y == pytest.approx(y, abs=0.051)


@pytest.mark.parametrize(
    ("value", "text"), [(12.0, "12"), (-3.54, "-3.5"), (0.04, "0"), (-0.04, "0"), (7.96, "8")]
)
def test_a_place_has_at_most_one_decimal(value: float, text: str) -> None:
    assert number(value) == text


def a_trend(*lines: list[Reading], breaks: frozenset[int] = frozenset()) -> Trend:
    roles = ("main", "plan", "other")
    names = ("Lũy kế từ đầu năm", "Kế hoạch năm", "Cùng kỳ năm trước")
    return Trend(
        title="Thu <ngân sách>",
        says="Lũy kế",
        table="Bảng",
        periods=tuple(f"{i + 1:02}/26" for i in range(len(lines[0]))),
        lines=tuple(
            Line(name, role, tuple(readings))  # type: ignore[arg-type]
            for name, role, readings in zip(names, roles, lines, strict=False)
        ),
        breaks=breaks,
    )


@given(st.data(), st.integers(3, 24), st.integers(1, 3))
def test_a_trend_stays_in_its_frame_and_no_text_lies_on_another(
    data: st.DataObject, periods: int, lines: int
) -> None:
    every = [
        data.draw(
            st.lists(READINGS, min_size=periods, max_size=periods).filter(
                lambda found: any(each.value is not None for each in found)
            )
        )
        for _ in range(lines)
    ]
    view = a_trend(*every)
    svg = draw_trend(view)
    root = parsed(svg)
    assert svg == draw_trend(view)
    newest = next(each.text for each in reversed(every[0]) if each.value is not None)
    texts = [text.text for text in root.iter("text")]
    assert newest in texts
    values = [float(each.value) for found in every for each in found if each.value is not None]
    scale = nice_scale(values, 0, 1)
    assert ("Trục không bắt đầu từ 0" in texts) is (scale.low > 0 or scale.high < 0)


def test_a_missing_figure_is_a_gap_and_never_a_zero() -> None:
    values = [Decimal(5), None, Decimal(7), Decimal(8)]
    root = parsed(draw_trend(a_trend([reading(value) for value in values])))
    line = next(path.get("d", "") for path in root.iter("path") if path.get("class") == "l1")
    assert line.count("M") == 1
    assert len(list(corners(line))) == 2
    marks = next(path.get("d", "") for path in root.iter("path") if path.get("class") == "m1")
    assert marks.count("M") == 3


def test_a_sum_since_new_year_starts_anew_with_the_year() -> None:
    readings = [reading(Decimal(value)) for value in (5, 9, 2, 4)]
    root = parsed(draw_trend(a_trend(readings, breaks=frozenset({2}))))
    line = next(path.get("d", "") for path in root.iter("path") if path.get("class") == "l1")
    assert line.count("M") == 2


def test_estimates_are_hollow_and_provisional_figures_have_a_shape_of_their_own() -> None:
    qualities: list[Quality] = ["final", "provisional", "estimate"]
    readings = [reading(Decimal(i + 1), each) for i, each in enumerate(qualities)]
    view = a_trend(readings)
    root = parsed(draw_trend(view))
    marks = {path.get("class"): path.get("d", "") for path in root.iter("path")}
    assert marks["m0"].count("a") == 2
    assert marks["m1"].count("a") == 2
    assert "l4 4" in marks["m1"]
    figure = draw_picture(view, str)
    assert "Điểm rỗng là số ước. Điểm hình thoi là số sơ bộ." in figure


@given(st.lists(READINGS, min_size=3, max_size=12))
def test_a_small_line_stays_in_its_cell(readings: list[Reading]) -> None:
    if any(each.value is not None for each in readings):
        parsed(draw_spark(Spark("Thu ngân sách: từ 1 đến 2", tuple(readings))))


def a_bars(values: list[Decimal], names: list[str], **more: object) -> Bars:
    return Bars(
        title="So kế hoạch",
        says="Cao nhất",
        table="Bảng",
        bars=tuple(Bar(name, reading(value)) for name, value in zip(names, values, strict=True)),
        **more,  # type: ignore[arg-type]
    )


@given(
    values=st.lists(
        st.decimals(0, 500_000, places=1) | st.decimals(50, 130, places=1), min_size=2, max_size=14
    ),
    long_names=st.booleans(),
    goal=st.booleans(),
)
def test_bars_begin_at_zero_and_are_as_long_as_their_figures(
    values: list[Decimal], *, long_names: bool, goal: bool
) -> None:
    name = "Lao động được giải quyết việc làm trong kỳ " if long_names else "Tổ "
    view = a_bars(
        values,
        [f"{name}{i}" for i in range(len(values))],
        goal=Decimal(100) if goal else None,
        goal_name="kế hoạch năm" if goal else "",
        unit="\u00a0%",
    )
    root = parsed(draw_bars(view))
    axis = next(path for path in root.iter("path") if path.get("class") == "a")
    zero = next(corners(axis.get("d", "")))[0]
    drawn = [path.get("d", "") for path in root.iter("path") if path.get("class") == "b1"]
    lengths = []
    for body in "".join(drawn).split("z")[:-1]:
        points = list(corners(f"{body}z"))
        assert points[0][0] == pytest.approx(zero, abs=0.11)
        lengths.append(points[1][0] - points[0][0])
    positive = [float(value) for value in values if value]
    assert len(lengths) <= len(positive)
    if len(lengths) == len(positive) and lengths:
        share = max(lengths) / max(positive)
        for length, value in zip(lengths, positive, strict=True):
            assert length == pytest.approx(value * share, abs=0.2)
    texts = [text.text for text in root.iter("text")]
    for value in values:
        assert f"{format_number(value, 1)}\u00a0%" in texts
    lines = [path.get("d", "") for path in root.iter("path") if path.get("class") == "o"]
    said = [text.get("class") == "v" for text in root.iter("text")]
    for (at, _), *_ in map(list, map(corners, lines)):
        for left, _, right, _ in itertools.compress(boxes(root), said):
            assert not left < at < right, "the goal's line runs through a figure"


def test_a_part_is_hatched_and_a_mark_is_a_stroke() -> None:
    bar = Bar("Tổ 1", reading(Decimal(17)), reading(Decimal(12)), reading(Decimal(3)))
    view = Bars(
        title="Việc",
        says="",
        table="Bảng",
        bars=(bar, Bar("Tổ 2", reading(Decimal(7), "estimate"))),
        mark_name="Tỉnh",
        part_name="quá hạn",
    )
    root = parsed(draw_bars(view))
    kinds = {str(path.get("class")) for path in root.iter("path")}
    assert {"b0", "b1", "b2", "h", "k"} <= kinds
    assert "17,0 (3,0 quá hạn)" in {text.text for text in root.iter("text")}


TONES: tuple[Tone, ...] = get_args(Tone)
STATES = st.one_of(st.none(), st.builds(State, st.just("Đúng hạn"), st.sampled_from(TONES)))


@given(st.integers(1, 12).flatmap(lambda n: st.lists(st.tuples(*[STATES] * n), min_size=1)))
def test_every_state_of_a_matrix_has_a_ground_and_the_shape_of_its_tone(
    rows: list[tuple[State | None, ...]],
) -> None:
    block = Block(
        "Tổ 1", "nói", "Bảng", tuple(StateRow(f"Dòng {i}", r) for i, r in enumerate(rows))
    )
    view = Matrix(
        title="Báo cáo",
        says="nói",
        table="Bảng",
        columns=tuple(str(i) for i in range(1, len(rows[0]) + 1)),
        blocks=(block,),
        legend=(("good", "đúng hạn"),),
    )
    root = parsed(draw_matrix(view))
    drawn = {path.get("class"): path.get("d", "").count("M") for path in root.iter("path")}
    for tone in TONES:
        count = sum(state is not None and state.tone == tone for row in rows for state in row)
        assert drawn.get(f"q-{tone}", 0) == count
        assert drawn.get(f"s-{tone}", 0) == count


def test_shapes_of_tones_differ_without_colour() -> None:
    block = Block("", "", "", (StateRow("x", tuple(State("", tone) for tone in TONES)),))
    view = Matrix(
        title="", says="", table="", columns=("1", "2", "3", "4"), blocks=(block,), legend=()
    )
    root = ET.fromstring(draw_matrix(view))  # noqa: S314  made here
    shapes = {
        re.sub(r"M[\d.]+[ -][\d.]+", "", path.get("d", ""))
        for path in root.iter("path")
        if str(path.get("class")).startswith("s-")
    }
    assert len(shapes) == len(TONES)


def test_texts_are_escaped_and_an_unseen_picture_is_a_sentence() -> None:
    svg = draw_trend(a_trend([reading(Decimal(i)) for i in (1, 2, 3)]))
    assert "<title>Thu &lt;ngân sách&gt;</title>" in svg
    sentence = draw_picture(Unseen("Mới có 2 số <b>"), str)
    assert sentence == '<p class="db-unseen">Mới có 2 số &lt;b&gt;</p>'
