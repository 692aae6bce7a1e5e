"""The map without figures: every area once, near its place, in one piece; outlines thinned."""

import datetime as dt
import math
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.views.map_ground import map_ground
from build_tools.views.map_labels import short_labels
from build_tools.views.map_outlines import ACCURACIES, WIDTH, area, middle, simplify
from build_tools.views.map_tiles import Place, lay_tiles
from schemas.area import Area, AreaKind
from schemas.boundary import Boundaries
from schemas.catalogue import Catalogue

DAY = dt.date(2026, 7, 10)


@pytest.fixture(scope="session")
def areas(sample: Catalogue) -> tuple[Area, ...]:
    return tuple(row.record for row in sample.areas.values() if row.record.valid_to is None)


def in_one_piece(places: set[Place]) -> bool:
    seen, ahead = set[Place](), [next(iter(places))]
    while ahead:
        x, y = ahead.pop()
        if (x, y) in places and (x, y) not in seen:
            seen.add((x, y))
            ahead += [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]
    return seen == places


def order_kept(ours: Sequence[float], true: Sequence[float]) -> float:
    """Return the rank correlation of two orders: 1 where they are the same."""
    ranks = [
        {i: rank for rank, i in enumerate(sorted(range(len(each)), key=each.__getitem__))}
        for each in (ours, true)
    ]
    n = len(ours)
    apart = sum((ranks[0][i] - ranks[1][i]) ** 2 for i in range(n))
    return 1 - 6 * apart / (n * (n * n - 1))


def test_every_area_has_a_tile_of_its_own_and_the_land_is_one_piece(
    areas: tuple[Area, ...],
) -> None:
    places = lay_tiles(areas)
    assert len(areas) == 124
    assert set(places) == {area.code for area in areas}
    assert len(set(places.values())) == 124
    land = {places[each.code] for each in areas if each.kind is not AreaKind.SPECIAL_ZONE}
    assert in_one_piece(land)
    (island,) = (places[each.code] for each in areas if each.kind is AreaKind.SPECIAL_ZONE)
    assert min(max(abs(island[0] - x), abs(island[1] - y)) for x, y in land) >= 2
    assert min(place[0] for place in places.values()) == 0
    assert min(place[1] for place in places.values()) == 0
    assert max(place[0] for place in places.values()) <= 13  # thirteen tiles fill a phone


def test_tiles_lie_as_the_areas_do(areas: tuple[Area, ...]) -> None:
    places = lay_tiles(areas)
    land = [each for each in areas if each.kind is not AreaKind.SPECIAL_ZONE]
    columns = [places[each.code][0] for each in land]
    rows = [-places[each.code][1] for each in land]
    assert order_kept(columns, [float(each.longitude) for each in land]) > 0.95
    assert order_kept(rows, [float(each.latitude) for each in land]) > 0.95


def test_the_order_of_the_file_moves_no_tile_and_laying_them_is_quick(
    areas: tuple[Area, ...], processor_seconds: Callable[[Callable[[], object]], float]
) -> None:
    shuffled = list(areas)
    random.Random(7).shuffle(shuffled)  # noqa: S311  not a secret
    assert processor_seconds(lambda: lay_tiles(areas)) < 0.5
    assert lay_tiles(shuffled) == lay_tiles(areas)


@given(
    st.lists(
        st.tuples(st.decimals(10, 13, places=3), st.decimals(107, 109, places=3), st.booleans()),
        min_size=1,
        max_size=30,
    )
)
def test_any_areas_find_places(spots: list[tuple[object, object, bool]]) -> None:
    areas = [
        an_area(i, latitude=latitude, longitude=longitude, at_sea=at_sea)
        for i, (latitude, longitude, at_sea) in enumerate(spots)
    ]
    places = lay_tiles(areas)
    assert len(set(places.values())) == len(areas)
    land = {places[each.code] for each in areas if each.kind is not AreaKind.SPECIAL_ZONE}
    assert not land or in_one_piece(land)


def an_area(i: int, *, latitude: object, longitude: object, at_sea: bool) -> Area:
    return Area.model_validate(
        {
            "code": f"{90000 + i}",
            "kind": AreaKind.SPECIAL_ZONE if at_sea else AreaKind.COMMUNE,
            "name": f"Thử {i}",
            "former_province": "Thử",
            "latitude": latitude,
            "longitude": longitude,
            "valid_from": dt.date(2030, 7, 1),
            "legal_basis": "1/NQ-THU",
        }
    )


def test_labels_are_short_and_each_stands_once(areas: tuple[Area, ...]) -> None:
    labels = short_labels(areas)
    assert len(set(labels.values())) == 124
    assert all(2 <= len(label) <= 3 for label in labels.values())
    by_name = {area.name: labels[area.code] for area in areas}
    assert by_name["Đạ Tẻh"] == "ĐT"
    assert by_name["Đạ Tẻh 2"] == "ĐT2"
    assert by_name["1 Bảo Lộc"] == "1BL"
    assert by_name["Phú Quý"] == "PQ"


def a_coast(points: int, seed: int) -> tuple[tuple[float, float], ...]:
    rnd = random.Random(seed)  # noqa: S311  not a secret
    ring = [
        (
            108 + 0.4 * math.cos(2 * math.pi * i / points) + rnd.uniform(-0.0004, 0.0004),
            12 + 0.4 * math.sin(2 * math.pi * i / points) + rnd.uniform(-0.0004, 0.0004),
        )
        for i in range(points)
    ]
    return (*ring, ring[0])


@pytest.mark.parametrize("accuracy", ACCURACIES)
def test_a_thinned_outline_is_off_by_no_more_than_its_accuracy(accuracy: float) -> None:
    ring = tuple((x * 400, y * 400) for x, y in a_coast(3000, 3))
    thin = simplify(ring, accuracy)
    assert 3 <= len(thin) < len(ring) / 5
    assert set(thin) <= set(ring)
    closed = (*thin, thin[0])
    for x, y in ring:
        assert (
            min(distance_to_segment(x, y, *a, *b) for a, b in pairwise(closed)) <= accuracy + 1e-9
        )
    assert abs(area(thin)) == pytest.approx(abs(area(ring[:-1])), rel=0.02)


def test_an_outline_made_to_be_slow_is_not() -> None:
    # Each split of this one takes off a single point: squares of 20,000 without a bound.
    spiral = [
        (math.cos(i) * 2.0 ** (-i / 2000), math.sin(i) * 2.0 ** (-i / 2000)) for i in range(20_000)
    ]
    teeth = [(float(i), (-1) ** i * (20_000.0 - i)) for i in range(20_000)]
    for ring in (spiral, teeth):
        began = time.process_time()
        simplify((*ring, ring[0]), 1e-9)
        assert time.process_time() - began < 5


def distance_to_segment(x: float, y: float, ax: float, ay: float, bx: float, by: float) -> float:
    length = (bx - ax) ** 2 + (by - ay) ** 2
    share = 0.0 if not length else ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length
    share = min(1.0, max(0.0, share))
    return math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay))


def test_a_label_stands_inside_a_bent_outline() -> None:
    bent = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (8.0, 10.0), (8.0, 2.0), (0.0, 2.0))
    x, y, room = middle(bent)
    assert 8 < x < 10
    assert 2 < y < 10
    assert room == pytest.approx(2)


def test_outlines_of_the_user_replace_the_tiles(sample: Catalogue, areas: tuple[Area, ...]) -> None:
    def box(each: Area) -> tuple[tuple[float, float], ...]:
        x, y = float(each.longitude), float(each.latitude)
        return ((x, y), (x + 0.1, y), (x + 0.1, y + 0.1), (x, y + 0.1), (x, y))

    outlines = {each.code: (box(each),) for each in areas}
    ground = map_ground(replace(sample, boundaries=Boundaries(outlines)), DAY)
    assert not ground.tiles
    assert ground.width <= WIDTH + 1
    places = {each.code: ground.shapes[each.code] for each in areas}
    north = max(areas, key=lambda each: each.latitude).code
    assert places[north].y == min(shape.y for shape in places.values())
    for shape in places.values():
        for x, y in (point for ring in shape.rings for point in ring):
            assert -0.01 <= x <= ground.width + 0.01
            assert -0.01 <= y <= ground.height + 0.01
    some_missing = Boundaries({code: outlines[code] for code in list(outlines)[:-1]})
    assert map_ground(replace(sample, boundaries=some_missing), DAY).tiles
    assert map_ground(sample, DAY).tiles
    assert map_ground(sample, DAY) is map_ground(sample, DAY)  # worked out once
