"""Maps: each area leads to its page, levels are told without colour, colours are for everyone."""

import itertools
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from build_tools.rendering.maps import draw_levels, draw_map
from build_tools.views.pictures import AreaMap, Ground, MapUnit, Shape
from build_tools.views.sparks import Reading

CSS = Path(__file__).resolve().parents[2] / "site_templates/assets/css"


def a_map(*levels: int | None) -> AreaMap:
    square = ((0.0, 0.0), (24.0, 0.0), (24.0, 24.0), (0.0, 24.0))
    codes = [f"9000{i}" for i in range(len(levels))]
    return AreaMap(
        title="Quá hạn",
        says="nói",
        table="Bảng",
        ground=Ground(
            width=26.0 * len(levels),
            height=24,
            shapes={
                code: Shape(
                    rings=(tuple((x + 26 * i, y) for x, y in square),),
                    x=12 + 26 * i,
                    y=12,
                    room=24,
                )
                for i, code in enumerate(codes)
            },
            labels={code: f"T{i}" for i, code in enumerate(codes)},
            tiles=True,
        ),
        units=tuple(
            MapUnit(
                code,
                f"Xã Thử {code}",
                f"dia-ban/xa-thu-{code}/",
                Reading(
                    "–" if level is None else str(level), None if level is None else Decimal(level)
                ),
                level,
            )
            for code, level in zip(codes, levels, strict=True)
        ),
        levels=("0", "1", "2 – 3"),
        unit=" quá hạn",
    )


def test_an_area_leads_to_its_page_and_says_its_figure() -> None:
    svg = draw_map(a_map(0, 1, 2, None), lambda uri: f"../{uri}index.html")
    root = ET.fromstring(svg)  # noqa: S314  made here
    links = list(root.iter("a"))
    assert {link.get("href") for link in links} == {
        f"../dia-ban/xa-thu-9000{i}/index.html" for i in range(4)
    }
    assert {str(link.findtext("title")) for link in links} == {
        "Xã Thử 90000: 0 quá hạn",
        "Xã Thử 90001: 1 quá hạn",
        "Xã Thử 90002: 2 quá hạn",
        "Xã Thử 90003: chưa có số liệu",
    }
    assert root.get("role") == "group"
    assert root.get("aria-label") == root.findtext("title") == "Quá hạn"
    assert root.findtext("desc") == "nói. Bảng số liệu: Bảng."
    # What leads somewhere is for a pointer; a keyboard finds the same links in the table.
    assert all(link.get("tabindex") == "-1" for link in links)
    assert not {"style", "id"} & {name for each in root.iter() for name in each.attrib}


def test_levels_are_counted_by_strokes_and_explained() -> None:
    view = a_map(0, 1, 2, None)
    root = ET.fromstring(draw_map(view, str))  # noqa: S314  made here
    strokes = {
        str(group.get("class")): path.get("d", "").count("M")
        for group in root.iter("g")
        for path in group.findall("path")
    }
    assert strokes == {"t1": 1, "t2": 2}
    legend = draw_levels(view)
    assert re.findall(r"</svg> ([^<]+)</li>", legend) == ["0", "1", "2 – 3", "chưa có số liệu"]


def test_a_label_that_has_no_room_is_left_to_the_table() -> None:
    view = a_map(1)
    (code,) = view.ground.shapes
    shape = view.ground.shapes[code]
    tight = Ground(
        width=26,
        height=24,
        shapes={code: Shape(shape.rings, shape.x, shape.y, room=5)},
        labels=view.ground.labels,
        tiles=False,
    )
    svg = draw_map(replace(view, ground=tight), str)
    assert "<text" not in svg
    assert "Xã Thử 90000: 1 quá hạn" in svg


# How the eye of a person with no red, no green or no blue cones sees a colour (linear RGB;
# Machado, Oliveira and Fernandes 2009, severity 1.0).
KINDS = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
SCHEMES = ("default", "slate")


def variables(scheme: str) -> dict[str, tuple[float, float, float]]:
    """Return the colours of a scheme, linear, by the name of their variable."""
    found = {}
    for name in ("tokens.css", "pictures.css"):
        css = (CSS / name).read_text(encoding="utf-8")
        for block in re.findall(rf'\[data-md-color-scheme="{scheme}"\] {{(.*?)}}', css, re.DOTALL):
            for variable, colour in re.findall(r"--((?:db|pic)-[\w-]+): (#[0-9a-f]+);", block):
                digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
                found[variable] = tuple(linear(int(digits[i : i + 2], 16)) for i in (0, 2, 4))
    return found  # type: ignore[return-value]


def linear(value: int) -> float:
    share = value / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def lab(colour: tuple[float, float, float], kind: str) -> tuple[float, float, float]:
    """Return CIE L*a*b* (D65) of a colour as an eye of this kind sees it."""
    seen = [
        min(1.0, max(0.0, sum(a * b for a, b in zip(row, colour, strict=True))))
        for row in KINDS[kind]
    ]
    r, g, b = seen
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (
        each ** (1 / 3) if each > 0.008856 else 7.787 * each + 16 / 116 for each in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def distance(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    return float(sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_levels_of_a_map_are_far_apart_for_every_eye(scheme: str, kind: str) -> None:
    colours = variables(scheme)
    ramp = [lab(colours[f"pic-{level}"], kind) for level in range(5)]
    for one, other in itertools.pairwise(ramp):
        assert distance(one, other) >= 10
        assert abs(one[0] - other[0]) >= 8  # in lightness too: in grey, on paper
    lightness = [each[0] for each in ramp]
    assert lightness in (sorted(lightness), sorted(lightness, reverse=True))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("kind", KINDS)
def test_lines_and_states_are_far_apart_for_every_eye_or_differ_in_shape(
    scheme: str, kind: str
) -> None:
    colours = variables(scheme)
    lines = [lab(colours[f"pic-{name}"], kind) for name in ("main", "plan")]
    assert distance(*lines) >= 20
    ground = lab(colours["pic-0"], kind)
    for name in ("pic-main", "pic-plan", "pic-other", "db-good", "db-warn", "db-bad", "db-none"):
        assert distance(lab(colours[name], kind), ground) >= 30, name


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_label_of_a_tile_is_readable_on_every_level(scheme: str) -> None:
    colours = variables(scheme)
    for level in range(5):
        text = colours["pic-high" if level >= 3 else "pic-low"]
        weights = (0.2126, 0.7152, 0.0722)
        light, dark = sorted(
            (
                sum(w * c for w, c in zip(weights, each, strict=True))
                for each in (text, colours[f"pic-{level}"])
            ),
            reverse=True,
        )
        assert (light + 0.05) / (dark + 0.05) >= 4.5, level
