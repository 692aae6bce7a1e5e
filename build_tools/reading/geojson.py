"""`catalogue/areas.geojson` to codes and outlines (RFC 7946); all else in the file is dropped."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from build_tools.diagnostics import Diagnostics
from build_tools.diagnostics.language import Phrase
from build_tools.reading.text import SourceText
from schemas.boundary import Outline, Ring
from schemas.place import Place

CODE = "code"  # the property of a feature that says which area it is
_LONGITUDES, _LATITUDES = (102.0, 118.0), (6.0, 24.0)
_LEAST_POINTS = 4  # of a closed ring
_FEATURE = re.compile(r'"Feature"')
_SHOWN = 40  # letters of a wrong value in a message


@dataclass(frozen=True, slots=True)
class Feature:
    """An outline as it stands in the file: the how manyth, at which line, of which area."""

    number: int
    line: int
    code: str
    outline: Outline


class _RefusedError(Exception):
    """A fault of one feature: the rule and the value."""

    def __init__(self, code: str, value: object = "") -> None:
        super().__init__(code)
        self.code = code
        self.value = value if isinstance(value, Phrase) else str(value)[:_SHOWN]


def read_geojson(source: SourceText, found: Diagnostics) -> tuple[Feature, ...]:
    """Return the sound features in the order of the file; every faulty one is noted."""
    try:
        data = json.loads(source.text, parse_constant=_refuse, object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        found.add("map.not-json", Place(source.path, line, getattr(error, "colno", 1)))
        return ()
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list) or data.get("type") != "FeatureCollection":
        found.add("map.not-collection", Place(source.path))
        return ()
    return tuple(_read_features(source, features, found))


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)  # NaN and Infinity, which JSON has not


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in an object")
    return found


def _read_features(
    source: SourceText, features: list[Any], found: Diagnostics
) -> Iterator[Feature]:
    lines = _lines(source.text, len(features))
    for number, (feature, line) in enumerate(zip(features, lines, strict=True), start=1):
        try:
            yield Feature(number, line, *_read(feature))
        except _RefusedError as fault:
            place = Place(source.path, line)
            found.add(fault.code, place, value=fault.value, number=number)


def _lines(text: str, count: int) -> list[int]:
    """Return the line of each feature by its type; 1 where these do not count up."""
    places = [match.start() for match in _FEATURE.finditer(text)]
    if len(places) != count:
        return [1] * count
    lines, line, last = [], 1, 0
    for place in places:
        line += text.count("\n", last, place)
        lines.append(line)
        last = place
    return lines


def _read(feature: Any) -> tuple[str, Outline]:  # noqa: ANN401  JSON may hold anything
    properties = feature.get("properties") if isinstance(feature, dict) else None
    code = properties.get(CODE) if isinstance(properties, dict) else None
    if not isinstance(code, str) or not code.strip():
        raise _RefusedError("map.no-code")
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    coordinates = geometry.get("coordinates") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"} or not isinstance(coordinates, list):
        raise _RefusedError("map.geometry", kind or Phrase("trống", "none"))
    polygons = [coordinates] if kind == "Polygon" else coordinates
    rings = tuple(_ring(ring) for polygon in polygons for ring in _list(polygon))
    if not rings:
        raise _RefusedError("map.ring")
    return code.strip(), rings


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise _RefusedError("map.ring")
    return value


def _ring(value: object) -> Ring:
    points = tuple(_point(each) for each in _list(value))
    if len(points) < _LEAST_POINTS or points[0] != points[-1]:
        raise _RefusedError("map.ring")
    return points


def _point(value: object) -> tuple[float, float]:
    """Return longitude and latitude; a height is dropped."""
    match value:
        case [int() | float() as x, int() | float() as y, *_] if _is_here(x, y):
            return float(x), float(y)
    raise _RefusedError("map.coordinate", value)


def _is_here(longitude: float, latitude: float) -> bool:
    return (
        _LONGITUDES[0] <= longitude <= _LONGITUDES[1] and _LATITUDES[0] <= latitude <= _LATITUDES[1]
    )
