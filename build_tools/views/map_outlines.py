"""True outlines on the map: set down flat, as wide as a phone's page, no finer than can be seen."""

import math
from collections.abc import Mapping, Sequence

from build_tools.views.pictures import Ground, Ring, Shape
from schemas.boundary import Boundaries

WIDTH = 340.0
# How far an outline may be off, in units of the map, which are about pixels of a phone: the finest
# of these with which the map stays light.
ACCURACIES = (0.5, 1.0, 1.5)
MOST_POINTS = 1700
_SEEN = 1.0  # square units: a ring that is smaller is no more than a speck
_TRIANGLE = 3
_DEEP = 40


def outline_ground(
    boundaries: Boundaries, codes: Sequence[str], labels: Mapping[str, str]
) -> Ground:
    """Return the map of the areas, north above, with equal scale in both directions."""
    outlines = {code: boundaries.outlines[code] for code in codes}
    points = [point for rings in outlines.values() for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    wide = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / max((east - west) * wide, (north - south) / 1.6, 1e-9)

    def flat(ring: Ring) -> Ring:
        return tuple(((x - west) * wide * scale, (north - y) * scale) for x, y in ring)

    flattened = {code: [flat(ring) for ring in rings] for code, rings in outlines.items()}
    for accuracy in ACCURACIES:
        shapes = {
            code: _shape([simplify(ring, accuracy) for ring in rings])
            for code, rings in flattened.items()
        }
        if sum(len(ring) for each in shapes.values() for ring in each.rings) <= MOST_POINTS:
            break
    return Ground(
        width=(east - west) * wide * scale,
        height=(north - south) * scale,
        shapes=shapes,
        labels=labels,
        tiles=False,
    )


def _shape(rings: Sequence[Ring]) -> Shape:
    largest = max(rings, key=lambda ring: abs(area(ring)))
    kept = [ring for ring in rings if ring is largest or abs(area(ring)) >= _SEEN]
    x, y, room = middle(largest)
    return Shape(rings=tuple(kept), x=x, y=y, room=room)


def area(ring: Ring) -> float:
    """Return the signed area of a ring in square units (shoelace formula)."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2


def middle(ring: Ring) -> tuple[float, float, float]:
    """Return a place for a label inside the ring, and how wide the ring is there."""
    ys = [y for _, y in ring]
    low, high = min(ys), max(ys)
    best = (ring[0][0], ring[0][1], 0.0)
    for share in (0.5, 0.4, 0.6, 0.3, 0.7):  # a level line that just meets no corner
        y = low + (high - low) * share + 1e-7
        xs = sorted(_crossings(ring, y))
        for left, right in zip(xs[::2], xs[1::2], strict=False):
            if right - left > best[2] + 1e-9:
                best = ((left + right) / 2, y, right - left)
    return best


def _crossings(ring: Ring, y: float) -> list[float]:
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return [
        ax + (y - ay) * (bx - ax) / (by - ay)
        for (ax, ay), (bx, by) in pairs
        if (ay > y) is not (by > y)
    ]


def simplify(ring: Ring, accuracy: float) -> Ring:
    """Return the ring, not closed, without the points that lie within `accuracy` of the rest.

    Douglas and Peucker's way, on a stack of its own: a coast has more points than calls may nest.
    Deep down a stretch is halved rather than split at its farthest point, so that no outline, made
    for it or not, takes more than a fixed time for each of its points.
    """
    points = ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring
    if len(points) <= _TRIANGLE:
        return points
    far = max(range(len(points)), key=lambda i: math.dist(points[0], points[i]))
    closed = (*points, points[0])
    kept = {0, far}
    stack = [(0, far, 0), (far, len(closed) - 1, 0)]
    while stack:
        first, last, depth = stack.pop()
        place, off = _farthest(closed, first, last)
        if off > accuracy:
            place = place if depth < _DEEP else (first + last) // 2
            kept.add(place)
            stack += [(first, place, depth + 1), (place, last, depth + 1)]
    thinned = tuple(points[i] for i in sorted(kept))
    return thinned if len(thinned) >= _TRIANGLE else points[:: max(1, len(points) // 3)][:3]


def _farthest(points: Ring, first: int, last: int) -> tuple[int, float]:
    """Return the point between two that is farthest from the line through them, and how far."""
    (ax, ay), (bx, by) = points[first], points[last]
    length = math.hypot(bx - ax, by - ay)
    best, off = first, -1.0
    for i in range(first + 1, last):
        x, y = points[i]
        away = (
            abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length
            if length
            else math.hypot(x - ax, y - ay)
        )
        if away > off:
            best, off = i, away
    return best, off
