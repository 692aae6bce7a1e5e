"""A place for every area on a lattice of equal tiles, near its true position, without a gap.

Deterministic and quick: areas are taken from the middle outwards, each to the free place beside
those taken that is nearest to its own; then pairs change places while that brings them nearer.
Special zones lie at sea: two places away from the rest.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from schemas.area import Area, AreaKind

Place = tuple[int, int]  # column from the left, row from the top
_NEAR = ((1, 0), (-1, 0), (0, 1), (0, -1))
_SEA = 2  # the gap between the land and an island, in tiles
_ROUNDS = 20  # of improving; it ends by itself after a few


class _Target(NamedTuple):
    """Where an area would lie with tiles of no size, in tiles."""

    code: str
    x: float
    y: float


def lay_tiles(areas: Sequence[Area]) -> Mapping[str, Place]:
    """Return column and row of each area by code, both from 0."""
    land = [area for area in areas if area.kind is not AreaKind.SPECIAL_ZONE] or list(areas)
    placed = {area.code for area in land}
    islands = [area for area in areas if area.code not in placed]
    targets = {each.code: each for each in _targets(areas, land)}
    taken = _grow([targets[area.code] for area in land])
    _improve(taken, targets)
    for area in sorted(islands, key=lambda each: each.code):
        taken[area.code] = _at_sea(targets[area.code], taken)
    left = min(column for column, _ in taken.values())
    top = min(row for _, row in taken.values())
    return {code: (taken[code][0] - left, taken[code][1] - top) for code in sorted(taken)}


def _targets(areas: Sequence[Area], land: Sequence[Area]) -> list[_Target]:
    """Scale positions so that the land, taken as an ellipse of its spread, has its tiles' area."""
    wide = math.cos(math.radians(sum(float(each.latitude) for each in land) / len(land)))
    places = {each.code: (float(each.longitude) * wide, -float(each.latitude)) for each in areas}
    xs, ys = ([places[each.code][i] for each in land] for i in (0, 1))
    x0, y0, n = sum(xs) / len(xs), sum(ys) / len(ys), len(land)
    xx = sum((x - x0) ** 2 for x in xs) / n
    yy = sum((y - y0) ** 2 for y in ys) / n
    xy = sum((x - x0) * (y - y0) for x, y in zip(xs, ys, strict=True)) / n
    spread = 4 * math.pi * math.sqrt(max(xx * yy - xy * xy, 1e-12))
    scale = math.sqrt(n / spread)
    return [
        _Target(code, (x - x0) * scale, (y - y0) * scale) for code, (x, y) in sorted(places.items())
    ]


def _nearest(free: Iterable[Place], target: _Target) -> Place:
    return min(free, key=lambda each: (_away(each, target), each))


def _grow(targets: Sequence[_Target]) -> dict[str, Place]:
    taken: dict[str, Place] = {}
    used: set[Place] = set()
    free: set[Place] = {(0, 0)}
    for target in sorted(targets, key=lambda each: (each.x**2 + each.y**2, each.code)):
        place = _nearest(free, target)
        taken[target.code] = place
        used.add(place)
        free.discard(place)
        free |= {beside for beside in _beside(place) if beside not in used}
    return taken


def _beside(place: Place) -> list[Place]:
    return [(place[0] + dx, place[1] + dy) for dx, dy in _NEAR]


def _away(place: Place, target: _Target) -> float:
    return (place[0] - target.x) ** 2 + (place[1] - target.y) ** 2


def _improve(taken: dict[str, Place], targets: Mapping[str, _Target]) -> None:
    """Let pairs change places while the sum of squared distances falls."""
    codes = sorted(taken)
    for _ in range(_ROUNDS):
        moved = False
        for i, a in enumerate(codes):
            for b in codes[i + 1 :]:
                if _gain(taken, targets[a], targets[b]) > 1e-9:  # noqa: PLR2004  rounding
                    taken[a], taken[b] = taken[b], taken[a]
                    moved = True
        if not moved:
            return


def _gain(taken: Mapping[str, Place], a: _Target, b: _Target) -> float:
    """Return by how much the sum falls if the two change places."""
    (ax, ay), (bx, by) = taken[a.code], taken[b.code]
    return 2 * ((bx - ax) * (a.x - b.x) + (by - ay) * (a.y - b.y))


def _at_sea(target: _Target, taken: Mapping[str, Place]) -> Place:
    column, row = round(target.x), round(target.y)
    places = [
        (column + dx, row + dy)
        for dx in range(-_REACH, _REACH + 1)
        for dy in range(-_REACH, _REACH + 1)
    ]
    free = [
        place
        for place in places
        if all(max(abs(place[0] - x), abs(place[1] - y)) >= _SEA for x, y in taken.values())
    ]
    return min(free, key=lambda each: (_away(each, target), each))


_REACH = 12  # how far from its target an island may have to move, in tiles
