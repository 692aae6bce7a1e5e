"""Small pieces of SVG: numbers, paths, texts. No ids, no styles, no scripts: classes only.

Places are in units of the viewBox. Texts are as high as `FONT` units; widths are estimated, on the
broad side, since nothing is laid out in a browser here.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

BOLD = 1.1  # letters of figures (class v) are broader by so much
WIDTH = 360  # the frame of most pictures: about the width of a phone's page, so a unit is a pixel
FONT = 11.5
_SLIM, _BROAD = frozenset(" \u00a0.,:;'()/|ijlrtfIìíịỉĩ"), frozenset("mwMW%–−+…")
Point = tuple[float, float]


class Label(NamedTuple):
    """A text in a picture: where its base line begins, ends or has its middle."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    kind: str = ""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        width = text_width(self.text)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - FONT * 0.8, left + width, self.y + FONT * 0.25

    def svg(self) -> str:
        """Return the element."""
        anchor = _ANCHORS[self.anchor]
        kind = f' class="{self.kind}"' if self.kind else ""
        at = f'x="{number(self.x)}" y="{number(self.y)}"'
        return f"<text {at}{anchor}{kind}>{escape(self.text)}</text>"


def label_within(x: float, y: float, text: str, left: float, kind: str) -> Label:
    """Return a label with its middle at `x`, moved where it would leave `left`..`WIDTH`."""
    half = text_width(text) / 2 * (BOLD if kind == "v" else 1)
    if x + half > WIDTH:
        return Label(WIDTH, y, text, "end", kind)
    if x - half < left:
        return Label(left, y, text, "start", kind)
    return Label(x, y, text, "middle", kind)


_ANCHORS = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}


@lru_cache(maxsize=1 << 14)
def text_width(text: str) -> float:
    """Return about how wide a text is in the page's font, rather too wide than too narrow."""
    return FONT * sum(_letter_width(letter) for letter in text)


@lru_cache(maxsize=1024)
def _letter_width(letter: str) -> float:
    if letter in _SLIM:
        return 0.34
    if letter.isdigit():
        return 0.65
    return 0.74 if letter.isupper() or letter in _BROAD else 0.59


def cut(text: str, width: float) -> str:
    """Return the text, shortened with `…` where it is wider."""
    if text_width(text) <= width:
        return text
    kept = text
    while len(kept) > 1 and text_width(f"{kept}…") > width:
        kept = kept[:-1].rstrip()
    return f"{kept}…"


def number(value: float) -> str:
    """Return a place with at most one decimal: `12`, `-3.5`."""
    tenths = round(value * 10)
    whole, part = divmod(abs(tenths), 10)
    sign = "-" if tenths < 0 else ""
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"


def polyline(points: Sequence[Point]) -> str:
    """Return the path through the points in relative steps: `M3 40l20-5 20 7.5`.

    Steps are differences of rounded places, so that rounding does not add up.
    """
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    (x0, y0), *_ = tenths
    steps = ((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(tenths))
    body = " ".join(_pair(dx / 10, dy / 10) for dx, dy in steps)
    return f"M{_pair(x0 / 10, y0 / 10)}" + (f"l{body}" if body else "")


def _pair(x: float, y: float) -> str:
    right = number(y)
    return f"{number(x)}{right}" if right.startswith("-") else f"{number(x)} {right}"


def box_path(x: float, y: float, width: float, height: float) -> str:
    """Return the path of a rectangle."""
    w = number(width)
    return f"M{_pair(x, y)}h{w}v{number(height)}h-{w}z"


def path(kind: str, d: str) -> str:
    """Return a path of a class; nothing where there is nothing to draw."""
    return f'<path class="{kind}" d="{d}"/>' if d else ""


def frame(
    size: tuple[float, float], title: str, says: str, parts: Iterable[str], kind: str = ""
) -> Markup:
    """Return a whole picture of a width and a height, with its title and its description."""
    name = f"db-pic {kind}".rstrip()
    return Markup(  # noqa: S704  texts are escaped here and in Label
        f'<svg class="{name}" role="img" viewBox="0 0 {number(size[0])} {number(size[1])}">'
        f"<title>{escape(title)}</title><desc>{escape(says)}</desc>{''.join(parts)}</svg>"
    )
