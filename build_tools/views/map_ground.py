"""The map under all maps of a page kind, worked out once for a set of areas."""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache

from build_tools.views.map_labels import short_labels
from build_tools.views.map_outlines import outline_ground
from build_tools.views.map_tiles import lay_tiles
from build_tools.views.pictures import Ground, Shape
from schemas.area import Area
from schemas.boundary import Boundaries
from schemas.catalogue import Catalogue, in_force

_TILE = 26.0  # size of a tile, the gap included: thirteen of them are as wide as a phone's page
_GAP = 2.0


def map_ground(catalogue: Catalogue, on: dt.date) -> Ground:
    """Return the map of the areas that are there on the day: the user's outlines, else tiles."""
    rows = (row.record for row in catalogue.areas.values())
    there = tuple(area for area in rows if in_force(area.valid_from, area.valid_to, on))
    return _ground(_Areas(there), catalogue.boundaries)


class _Areas(tuple[Area, ...]):
    """Areas as a key: hashed by their codes alone, so that a look-up costs little."""

    __slots__ = ()

    def __hash__(self) -> int:
        return hash(tuple(area.code for area in self))


@lru_cache(maxsize=16)
def _ground(areas: _Areas, boundaries: Boundaries | None) -> Ground:
    labels = short_labels(areas)
    if boundaries is not None and all(area.code in boundaries.outlines for area in areas):
        return outline_ground(boundaries, [area.code for area in areas], labels)
    return _tiles(areas, labels)


def _tiles(areas: Iterable[Area], labels: Mapping[str, str]) -> Ground:
    places = lay_tiles(tuple(areas))
    side = _TILE - _GAP
    shapes = {
        code: _tile(column * _TILE, row * _TILE, side) for code, (column, row) in places.items()
    }
    return Ground(
        width=max(x for x, _ in places.values()) * _TILE + side,
        height=max(y for _, y in places.values()) * _TILE + side,
        shapes=shapes,
        labels=labels,
        tiles=True,
    )


def _tile(x: float, y: float, side: float) -> Shape:
    corners = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))
    return Shape(rings=(corners,), x=x + side / 2, y=y + side / 2, room=side)
