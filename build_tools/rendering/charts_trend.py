"""Lines over periods, large with axes and small in a row of a table."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from build_tools.rendering.charts_scale import Scale, nice_scale
from build_tools.rendering.charts_svg import (
    FONT,
    WIDTH,
    Label,
    Point,
    frame,
    label_within,
    number,
    path,
    polyline,
    text_width,
)
from build_tools.views.pictures import Line, Trend
from build_tools.views.sparks import Reading, Spark

_PLOT_HEIGHT = 130
_ROW = 17  # a row of the legend
_SAMPLE = 22  # length of a line in the legend
_SPARK = (80, 22)
_KINDS = {"main": "l1", "plan": "l2", "other": "l3"}
_NOT_ZERO = "Trục không bắt đầu từ 0"


def draw_trend(view: Trend) -> Markup:
    """Return the lines with their legend, axes, and the newest figure of the main ones."""
    values = [float(r.value) for line in view.lines for r in line.readings if r.value is not None]
    legend, rows = _legend(view.lines)
    scale = nice_scale(values, 0, 0)
    notes = int(scale.low > 0 or scale.high < 0)
    top = (rows + notes) * _ROW + 10.0
    bottom = top + _PLOT_HEIGHT
    scale = nice_scale(values, bottom, top)
    left = max(text_width(scale.label(tick)) for tick in scale.ticks) + 6
    right = WIDTH - text_width(view.periods[-1]) / 2 - 2
    places = _places(len(view.periods), left + 8, right)
    note = [Label(0, rows * _ROW + FONT, _NOT_ZERO, kind="n")] if notes else []
    labels = [*legend, *note, *_tick_labels(scale, left), *_period_labels(view, places, bottom)]
    newest = (_newest(line, places, scale, top) for line in view.lines if line.role == "main")
    labels += [label for label in newest if label is not None]
    parts = (
        path("g", "".join(_rule(left, scale.at(t)) for t in scale.ticks if t != _base(scale))),
        path("a", _rule(left, scale.at(_base(scale)))),
        *_samples(view.lines),
        *(part for line in reversed(view.lines) for part in _line(line, places, scale, view)),
        *(label.svg() for label in labels),
    )
    return frame((WIDTH, bottom + FONT + 8), view.title, _says(view, scale), parts)


def _says(view: Trend, scale: Scale) -> str:
    cut = "" if scale.low <= 0 <= scale.high else f" {_NOT_ZERO}."
    return f"{view.says}.{cut} Bảng số liệu: {view.table}."


def _base(scale: Scale) -> float:
    """Return where the axis stands: at zero if it is there, else at the lower end."""
    return 0.0 if scale.low <= 0 <= scale.high else scale.low


def _rule(left: float, y: float) -> str:
    return f"M{number(left)} {number(y)}H{WIDTH}"


def _places(count: int, left: float, right: float) -> list[float]:
    step = (right - left) / max(1, count - 1)
    return [left + i * step for i in range(count)]


def _legend(lines: Sequence[Line]) -> tuple[list[Label], int]:
    """Return the names of the lines, in as many rows as they need; one line needs none."""
    if len(lines) == 1:
        return [], 0
    labels, x, row = [], 0.0, 0
    for line in lines:
        width = _SAMPLE + 4 + text_width(line.name)
        if x and x + width > WIDTH:
            x, row = 0.0, row + 1
        labels.append(Label(x + _SAMPLE + 4, row * _ROW + FONT, line.name))
        x += width + 10
    return labels, row + 1


def _samples(lines: Sequence[Line]) -> Iterator[str]:
    for line, label in zip(lines, _legend(lines)[0], strict=False):
        x, y = label.x - _SAMPLE - 4, label.y - 4
        yield path(_KINDS[line.role], f"M{number(x)} {number(y)}h{_SAMPLE}")
        if line.role == "main":
            yield path("m1", _dot(x + _SAMPLE / 2, y))


def _tick_labels(scale: Scale, left: float) -> list[Label]:
    return [
        Label(left - 5, scale.at(tick) + FONT * 0.35, scale.label(tick), "end", "n")
        for tick in scale.ticks
    ]


def _period_labels(view: Trend, places: Sequence[float], bottom: float) -> list[Label]:
    """Return the names below the axis, counted from the newest, as many as have room."""
    widest = max(text_width(text) for text in view.periods) + 6
    gap = places[1] - places[0] if len(places) > 1 else widest
    every = max(1, -int(-widest // gap))
    return [
        Label(places[i], bottom + FONT + 4, view.periods[i], "middle", "n")
        for i in reversed(range(len(places) - 1, -1, -every))
        if places[i] - text_width(view.periods[i]) / 2 >= 0
    ]


def _newest(line: Line, places: Sequence[float], scale: Scale, top: float) -> Label | None:
    found = [i for i, each in enumerate(line.readings) if each.value is not None]
    if not found:
        return None
    i, text = found[-1], line.readings[found[-1]].text
    y = scale.at(line.readings[i].value or 0)
    above = y - 8 if y - 8 - FONT > top else y + FONT + 6
    return label_within(places[i], above, text, places[0] - 8, "v")


def _line(line: Line, places: Sequence[float], scale: Scale, view: Trend) -> Iterator[str]:
    runs = _runs(line.readings, places, scale, view.breaks)
    kind = _KINDS[line.role]
    yield path(kind, "".join(polyline(run) for run in runs if len(run) > 1))
    alone = [run[0] for run in runs if len(run) == 1]
    if line.role == "main":
        yield from _marks(line.readings, places, scale)
    else:
        yield from _marks([_unless_final(each) for each in line.readings], places, scale)
    if alone and line.role != "main":  # a period between two gaps has no line to stand on
        yield path(f"{kind}d", "".join(f"M{number(x - 4)} {number(y)}h8" for x, y in alone))


def _unless_final(reading: Reading) -> Reading:
    return Reading(reading.text, None) if reading.quality == "final" else reading


def _runs(
    readings: Sequence[Reading], places: Sequence[float], scale: Scale, breaks: frozenset[int]
) -> list[list[Point]]:
    """Return the stretches without a gap."""
    runs: list[list[Point]] = [[]]
    for i, (reading, x) in enumerate(zip(readings, places, strict=True)):
        if reading.value is None or i in breaks:
            runs.append([])
        if reading.value is not None:
            runs[-1].append((x, scale.at(reading.value)))
    return [run for run in runs if run]


def _marks(readings: Sequence[Reading], places: Sequence[float], scale: Scale) -> Iterator[str]:
    """Yield the marks: filled circles; hollow for estimates, diamonds for provisional figures."""
    shapes: dict[str, list[str]] = {"final": [], "provisional": [], "estimate": []}
    for reading, x in zip(readings, places, strict=True):
        if reading.value is not None:
            y = scale.at(reading.value)
            shape = _diamond(x, y) if reading.quality == "provisional" else _dot(x, y)
            shapes[reading.quality].append(shape)
    yield path("m1", "".join(shapes["final"] + shapes["provisional"]))
    yield path("m0", "".join(shapes["estimate"]))


def _dot(x: float, y: float, r: float = 3.0) -> str:
    n, across = number(r), number(2 * r)
    return f"M{number(x - r)} {number(y)}a{n} {n} 0 1 0 {across} 0a{n} {n} 0 1 0-{across} 0z"


def _diamond(x: float, y: float, r: float = 4.0) -> str:
    n = number(r)
    return f"M{number(x)} {number(y - r)}l{n} {n}-{n} {n}-{n}-{n}z"


def draw_spark(view: Spark) -> Markup:
    """Return the small line; its figures stand in the same row."""
    width, height = _SPARK
    values = [float(each.value) for each in view.readings if each.value is not None]
    low, high = min(values), max(values)
    places = _places(len(view.readings), 4, width - 5)
    if low == high:
        low, high = low - 1, high + 1
    scale = Scale(low, high, height - 4, 4, (), 0)
    runs = _runs(view.readings, places, scale, frozenset())
    last = max(i for i, each in enumerate(view.readings) if each.value is not None)
    end = view.readings[last]
    dots = [_dot(*run[0], 1.5) for run in runs if len(run) == 1]
    kind = "m0" if end.quality == "estimate" else "m1"
    parts = (
        path("l1", "".join(polyline(run) for run in runs if len(run) > 1)),
        path("m1", "".join(dots)),
        path(kind, _dot(places[last], scale.at(end.value or 0), 2.5)),
    )
    return frame(_SPARK, view.says, "Số liệu ở cùng dòng.", parts, "db-spark")
