"""States in rows and columns: a ground and a shape for each tone, never a colour alone."""

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup, escape

from build_tools.rendering.charts_svg import (
    FONT,
    WIDTH,
    Label,
    box_path,
    cut,
    frame,
    number,
    path,
    text_width,
)
from build_tools.views.parts import Tone
from build_tools.views.pictures import Block, Matrix

_ROW = 16.0
_HEAD = 16.0
_BLOCK = 172  # two blocks stand side by side on a phone
_STEP = 21.0  # width of a cell of a block
_R = 4.0
TONES: tuple[Tone, ...] = ("good", "warn", "bad", "none")


def draw_matrix(view: Matrix) -> Markup:
    """Return the blocks: one wide, or several that the page lays out side by side."""
    if len(view.blocks) == 1:
        return _draw_block(view, view.blocks[0], WIDTH)
    drawn = Markup("").join(_draw_block(view, block, _BLOCK) for block in view.blocks)
    return Markup('<div class="db-blocks">{}</div>').format(drawn)


def _draw_block(view: Matrix, block: Block, width: float) -> Markup:
    title = 0.0 if len(view.blocks) == 1 else _HEAD
    gutter = _gutter(view, block, width)
    step = (width - gutter) / len(view.columns)
    columns = [gutter + step * (i + 0.5) for i in range(len(view.columns))]
    labels = [Label(0, FONT, cut(block.title, width), kind="v")] if title else []
    labels += [
        Label(x, title + FONT, text, "middle", "n")
        for x, text in zip(columns, view.columns, strict=True)
    ]
    top = title + _HEAD + 2
    for i, row in enumerate(block.rows):
        labels.append(
            Label(
                0,
                top + i * _ROW + _ROW - 4,
                cut(row.name, gutter - 4 if any(row.states) else width),
            )
        )
    parts = (
        *_cells(block, columns, step, top),
        *(label.svg() for label in labels),
    )
    heading = f"{view.title}: {block.title}" if title else view.title
    says = f"{block.says}. Bảng số liệu: {block.table}."
    return frame((width, top + _ROW * len(block.rows) + 1), heading, says, parts)


def _gutter(view: Matrix, block: Block, width: float) -> float:
    if len(view.blocks) > 1:
        return width - _STEP * len(view.columns)
    return min(width / 3, max(text_width(row.name) for row in block.rows) + 8)


def _cells(block: Block, columns: Sequence[float], step: float, top: float) -> list[str]:
    """Return for each tone one path of all grounds and one of all shapes."""
    grounds: dict[Tone, list[str]] = {tone: [] for tone in TONES}
    shapes: dict[Tone, list[str]] = {tone: [] for tone in TONES}
    for i, row in enumerate(block.rows):
        y = top + i * _ROW
        for x, state in zip(columns, row.states, strict=True):
            if state is not None:
                grounds[state.tone].append(box_path(x - step / 2 + 0.5, y, step - 1, _ROW - 1))
                shapes[state.tone].append(SHAPES[state.tone](x, y + _ROW / 2 - 0.5))
    return [
        path(f"{kind}-{tone}", "".join(found[tone]))
        for kind, found in (("q", grounds), ("s", shapes))
        for tone in TONES
    ]


def _circle(x: float, y: float) -> str:
    return f"M{number(x - _R)} {number(y)}a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"


def _triangle(x: float, y: float) -> str:
    return f"M{number(x)} {number(y - _R)}l4.5 8h-9z"


def _square(x: float, y: float) -> str:
    return f"M{number(x - _R)} {number(y - _R)}h8v8h-8z"


def _stroke(x: float, y: float) -> str:
    return f"M{number(x - 3)} {number(y - 1)}h6v2h-6z"


SHAPES: Mapping[Tone, Callable[[float, float], str]] = {
    "good": _circle,
    "warn": _triangle,
    "bad": _square,
    "none": _stroke,
}


def draw_legend(view: Matrix) -> Markup:
    """Return what the shapes mean, as a list beside the picture."""
    items = Markup("").join(
        Markup(
            '<li><svg class="db-key" aria-hidden="true" viewBox="0 0 12 12">{}</svg> {}</li>'
        ).format(
            Markup(path(f"s-{tone}", SHAPES[tone](6, 6))),  # noqa: S704  our own path
            words,
        )
        for tone, words in view.legend
    )
    note = Markup("<li>{}</li>").format(escape(view.note)) if view.note else ""
    return Markup('<ul class="db-pic-legend">{}{}</ul>').format(items, note)
