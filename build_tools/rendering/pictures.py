"""Pictures as they stand in a page: a heading, the SVG, what its marks mean, and its table."""

from collections.abc import Callable, Iterator

from markupsafe import Markup

from build_tools.rendering.charts_bars import draw_bars
from build_tools.rendering.charts_matrix import draw_legend, draw_matrix
from build_tools.rendering.charts_trend import draw_trend
from build_tools.rendering.maps import draw_levels, draw_map
from build_tools.views.pictures import AnyPicture, AreaMap, Bars, Matrix, Trend, Unseen

_FIGURE = Markup(
    '<figure class="db-figure{}"><p class="db-figure__title">{}</p>{}{}'
    "<figcaption>{}Bảng số liệu ngay dưới hình.</figcaption></figure>"
)


def draw_picture(view: AnyPicture, url: Callable[[str], str]) -> Markup:
    """Return the picture, or the sentence that says why there is none.

    `url` makes an address of the site relative to the page.
    """
    match view:
        case Unseen():
            return Markup('<p class="db-unseen">{}</p>').format(view.sentence)
        case AreaMap():
            wide, drawn, legend = " db-figure--map", draw_map(view, url), draw_levels(view)
        case Matrix():
            wide = " db-figure--wide" if len(view.blocks) > 1 else ""
            drawn, legend = draw_matrix(view), draw_legend(view)
        case Bars():
            wide, drawn, legend = "", draw_bars(view), Markup("")
        case Trend():
            wide, drawn, legend = "", draw_trend(view), Markup("")
    notes = " ".join((*_notes(view), ""))
    return _FIGURE.format(wide, view.title, drawn, legend, notes)


def _notes(view: Trend | Bars | Matrix | AreaMap) -> Iterator[str]:
    """Yield what marks mean that say how final a figure is, where the picture has such marks."""
    if isinstance(view, Trend):
        found = {
            each.quality for line in view.lines if line.role == "main" for each in line.readings
        }
        if "estimate" in found:
            yield "Điểm rỗng là số ước."
        if "provisional" in found:
            yield "Điểm hình thoi là số sơ bộ."
        if any(each.value is None for line in view.lines for each in line.readings):
            yield "Chỗ đứt là kỳ chưa có số."
    elif isinstance(view, Bars):
        if any(bar.reading.quality == "estimate" for bar in view.bars):
            yield "Thanh rỗng là số ước."
    elif isinstance(view, AreaMap):
        ground = (
            "Mỗi ô là một địa bàn, đặt gần vị trí thật"
            if view.ground.tiles
            else "Ranh giới rút gọn"
        )
        yield f"{ground}; bấm để mở trang địa bàn, số vạch là bậc."
