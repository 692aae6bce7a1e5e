"""Bars from zero, below one another, against a goal, a mark or with a part of their own."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from markupsafe import Markup

from build_tools.rendering.charts_scale import Scale, nice_scale
from build_tools.rendering.charts_svg import (
    BOLD,
    FONT,
    WIDTH,
    Label,
    box_path,
    cut,
    frame,
    label_within,
    number,
    path,
    text_width,
)
from build_tools.views.pictures import Bar, Bars

_BAR = 10.0
_NARROW = 100  # names up to this wide stand beside their bars, others above them
_HEAD = 18.0
_GAP = 5.0


def draw_bars(view: Bars) -> Markup:
    """Return the bars with their names and texts, the axis below."""
    beside = max(text_width(each.name) for each in view.bars) <= _NARROW
    left = max(text_width(each.name) for each in view.bars) + 8 if beside else 2.0
    right = WIDTH - max(text_width(_text(view, each)) for each in view.bars) * BOLD - 6
    scale = nice_scale([*_values(view)], left, right, zero=True, count=3)
    head = _head(view, scale)
    top = _HEAD * len({label.y for label in head}) + 2
    step = 19.0 if beside else 33.0
    bottom = top + step * len(view.bars)
    tops = [top + i * step + (4 if beside else FONT + 6) for i in range(len(view.bars))]
    labels = [*head, *_axis_labels(scale, bottom)]
    for bar, y in zip(view.bars, tops, strict=True):
        text = _text(view, bar)
        start = _clear_of_goal(view, scale, scale.at(max(_reach(bar))) + _GAP, text)
        name = Label(0, y + _BAR - 1, bar.name) if beside else Label(0, y - 5, cut(bar.name, WIDTH))
        labels += [name, Label(start, y + _BAR - 1, text, kind="v")]
    parts = (
        path("g", "".join(_upright(scale.at(t), top, bottom) for t in scale.ticks if t)),
        *_bodies(view.bars, tops, scale),
        path("a", _upright(scale.at(0), top, bottom)),
        path("o", _upright(scale.at(view.goal), top - 2, bottom)) if view.goal else "",
        *_keys(view, head),
        *(label.svg() for label in labels),
    )
    says = f"{view.says}. Bảng số liệu: {view.table}."
    return frame((WIDTH, bottom + FONT + 6), view.title, says, parts)


def _clear_of_goal(view: Bars, scale: Scale, start: float, text: str) -> float:
    """Return where a text begins that the goal's line would run through: behind it."""
    if view.goal is None:
        return start
    goal = scale.at(view.goal)
    is_crossed = start - _GAP < goal < start + text_width(text) * BOLD + _GAP
    return goal + _GAP if is_crossed else start


def _values(view: Bars) -> Iterator[float]:
    for bar in view.bars:
        yield from (float(value) for value in _reach(bar))
    yield from (float(value) for value in (view.goal, view.reach) if value is not None)


def _reach(bar: Bar) -> list[Decimal]:
    readings = (bar.reading, bar.mark)
    return [Decimal(0), *(each.value for each in readings if each and each.value is not None)]


def _text(view: Bars, bar: Bar) -> str:
    text = f"{bar.reading.text}{view.unit}"
    return f"{text} ({bar.part.text} {view.part_name})" if bar.part else text


def _head(view: Bars, scale: Scale) -> list[Label]:
    """Return what the goal, the marks and the parts are, a row for each."""
    labels = []
    if view.goal is not None:
        labels.append(label_within(scale.at(view.goal), FONT, view.goal_name, 0, "n"))
    for name in (view.mark_name, view.part_name):
        if name:
            sentence = f"{name[:1].upper()}{name[1:]}"
            labels.append(Label(16, _HEAD * len(labels) + FONT, sentence, kind="n"))
    return labels


def _keys(view: Bars, head: Sequence[Label]) -> Iterator[str]:
    rows = list(head[1:] if view.goal is not None else head)
    if view.mark_name:
        yield path("k", _mark(6, rows.pop(0).y - 8))
    if view.part_name:
        y = rows.pop(0).y
        yield path("b2", box_path(0, y - 9, 12, 9)) + path("h", _hatch(0, y - 9, 12, 9))


def _axis_labels(scale: Scale, bottom: float) -> list[Label]:
    """Return the ticks' numbers, those that do not run into the one before."""
    labels: list[Label] = []
    for tick in scale.ticks:
        label = Label(scale.at(tick), bottom + FONT + 1, scale.label(tick), "middle", "n")
        if label.box[0] >= (labels[-1].box[2] + 4 if labels else 0) and label.box[2] <= WIDTH:
            labels.append(label)
        elif not labels:
            labels.append(Label(0, label.y, label.text, "start", "n"))
    return labels


def _bodies(bars: Sequence[Bar], tops: Sequence[float], scale: Scale) -> Iterator[str]:
    """Yield all bars of a kind as one path: hollow ones are estimates, hatched ones parts."""
    zero = scale.at(0)
    shapes: dict[str, list[str]] = {"b1": [], "b0": [], "b2": [], "h": [], "k": []}
    for bar, y in zip(bars, tops, strict=True):
        value = scale.at(bar.reading.value or 0)
        kind = "b0" if bar.reading.quality == "estimate" else "b1"
        if value != zero:
            shapes[kind].append(box_path(min(zero, value), y, abs(value - zero), _BAR))
        if bar.part and bar.part.value:
            width = scale.at(bar.part.value) - zero
            shapes["b2"].append(box_path(zero, y, width, _BAR))
            shapes["h"].append(_hatch(zero, y, width, _BAR))
        if bar.mark and bar.mark.value is not None:
            shapes["k"].append(_mark(scale.at(bar.mark.value), y))
    yield from (path(kind, "".join(found)) for kind, found in shapes.items())


def _mark(x: float, y: float) -> str:
    return f"M{number(x)} {number(y - 2)}v{number(_BAR + 4)}"


def _hatch(x: float, y: float, width: float, height: float) -> str:
    """Return upright strokes, close together: what is hatched is told from grey on paper."""
    count = int(width // 4)
    return "".join(f"M{number(x + 2 + 4 * i)} {number(y)}v{number(height)}" for i in range(count))


def _upright(x: float, top: float, bottom: float) -> str:
    return f"M{number(x)} {number(top)}V{number(bottom)}"
