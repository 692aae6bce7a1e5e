"""True outlines of areas, where the user has them: `catalogue/areas.geojson`."""

from collections.abc import Mapping
from dataclasses import dataclass

Ring = tuple[tuple[float, float], ...]  # closed, of (longitude, latitude) in degrees
Outline = tuple[Ring, ...]  # all rings of all polygons; holes are told by the even-odd rule


@dataclass(frozen=True, slots=True, eq=False)
class Boundaries:
    """The outline of each area by code, from a GeoJSON file (RFC 7946) in WGS 84 degrees."""

    outlines: Mapping[str, Outline]
