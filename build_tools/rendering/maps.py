"""The map of the areas: tiles or true outlines, coloured by level, each leading to its area.

The links would be 124 stops for a keyboard and say nothing that the table below does not, with the
same links: they are for a pointer only, and a screen reader hears title and description.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from markupsafe import Markup, escape

from build_tools.rendering.charts_svg import box_path, number, path, polyline
from build_tools.views.pictures import AreaMap, Ground, MapUnit

_PHONE = 358  # px: the width of the map on a phone 390 px wide
_LEAST = 11.0  # px: the least height of a letter there
_ROOM = 7.0  # units that a letter of a label takes
_DIGITS = 3  # of a count that stands in a tile
_MOST_COUNTS = 62  # half of the tiles
_DASH = 4.0  # length of the strokes that count the level
_NO_LEVEL = "n"
NO_FIGURE = "chưa có số liệu"


def draw_map(view: AreaMap, url: Callable[[str], str]) -> Markup:
    """Return the map; `url` makes an address of the site relative to the page."""
    ground = view.ground
    size = number(max(_LEAST * ground.width / _PHONE, _LEAST * 0.7))
    kind = "db-map" if ground.tiles else "db-map db-map--true"
    counts = _counts(view)
    if counts:
        kind += " db-map--counts"
    levels = (None, *range(len(view.levels)))
    units = "".join(_level(view, level, counts, url) for level in levels)
    says = f"{view.says}. Bảng số liệu: {view.table}."
    return Markup(  # noqa: S704  every text is escaped
        f'<svg class="db-pic {kind}" role="group" aria-label="{escape(view.title)}" '
        f'viewBox="0 0 {number(ground.width)} {number(ground.height)}" font-size="{size}">'
        f"<title>{escape(view.title)}</title><desc>{escape(says)}</desc>"
        f'<g aria-hidden="true">{units}</g></svg>'
    )


def _counts(view: AreaMap) -> frozenset[str]:
    """Return the codes of the areas whose tile shows its figure: a count other than zero.

    Where most tiles would show one the level says enough, and the page stays light.
    """
    brief = [unit.code for unit in view.units if _is_brief(unit)]
    return frozenset(brief) if len(brief) <= _MOST_COUNTS else frozenset()


def _level(
    view: AreaMap, level: int | None, counts: frozenset[str], url: Callable[[str], str]
) -> str:
    """Return the units of one level, which share their colour, and the strokes that count it."""
    found = [unit for unit in view.units if unit.level == level]
    if not found:
        return ""
    units = "".join(_unit(view, unit, url, counted=unit.code in counts) for unit in found)
    dashes = path("d", "".join(_dashes(view, unit) for unit in found))
    return f'<g class="t{_NO_LEVEL if level is None else level}">{units}{dashes}</g>'


def _unit(view: AreaMap, unit: MapUnit, url: Callable[[str], str], *, counted: bool) -> str:
    shape, text = view.ground.shapes[unit.code], unit.reading.text
    figure = NO_FIGURE if unit.level is None else f"{text}{view.unit}"
    label, x = escape(view.ground.labels[unit.code]), number(shape.x)
    value = f'<tspan x="{x}" dy="9">{escape(text)}</tspan>' if counted else ""
    room = shape.room >= _ROOM * len(label)
    shown = f'<text x="{x}" y="{number(shape.y)}">{label}{value}</text>' if room else ""
    return (
        f'<a href="{escape(url(unit.uri))}" tabindex="-1">'
        f"<title>{escape(unit.name)}: {escape(figure)}</title>"
        f'<path d="{_paths(view.ground)[unit.code]}"/>{shown}</a>'
    )


@lru_cache(maxsize=16)
def _paths(ground: Ground) -> Mapping[str, str]:
    """Return the outlines as paths: the same on every map of these areas."""
    if ground.tiles:
        return {
            code: box_path(
                shape.x - shape.room / 2, shape.y - shape.room / 2, shape.room, shape.room
            )
            for code, shape in ground.shapes.items()
        }
    return {
        code: "".join(f"{polyline(ring)}z" for ring in shape.rings)
        for code, shape in ground.shapes.items()
    }


def _is_brief(unit: MapUnit) -> bool:
    """Say whether a tile has room for the figure; a zero is told by the level alone."""
    return bool(unit.reading.value) and len(unit.reading.text) <= _DIGITS


def _dashes(view: AreaMap, unit: MapUnit) -> str:
    """Return as many strokes below the label as the level has steps: levels without colour."""
    if not unit.level:
        return ""
    shape, step = view.ground.shapes[unit.code], _DASH + 1
    left, y = shape.x - (unit.level * step - 1) / 2, shape.y + 8
    return "".join(
        f"M{number(left + i * step)} {number(y)}h{number(_DASH)}" for i in range(unit.level)
    )


def draw_levels(view: AreaMap) -> Markup:
    """Return what the levels mean, as a list beside the map."""
    shown = {unit.level for unit in view.units}
    return Markup('<ul class="db-pic-legend">{}</ul>').format(
        Markup("").join(_keys(view, missing=None in shown))
    )


def _keys(view: AreaMap, *, missing: bool) -> Iterator[Markup]:
    keys = [(str(i), words, i) for i, words in enumerate(view.levels)]
    if missing:
        keys.append((_NO_LEVEL, NO_FIGURE, 0))
    for level, words, dashes in keys:
        strokes = "".join(f"M{12 - (dashes * 5 - 1) / 2 + i * 5:.3g} 15h4" for i in range(dashes))
        key = f'<g class="t{level}"><a><path d="M0 0h24v18H0z"/></a>{path("d", strokes)}</g>'
        yield Markup(
            '<li><svg class="db-key db-map" aria-hidden="true" viewBox="0 0 24 18">{}</svg> {}</li>'
        ).format(Markup(key), words)  # noqa: S704  our own path
