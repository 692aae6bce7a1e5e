"""The user's own outlines of the areas: each area that is in force once, and no other."""

from collections.abc import Mapping

from build_tools.diagnostics import Diagnostics
from build_tools.reading.geojson import Feature, read_geojson
from build_tools.validation.inputs import CATALOGUE, Inputs
from schemas.area import Area
from schemas.boundary import Boundaries
from schemas.catalogue import Located
from schemas.place import Place

BOUNDARIES = f"{CATALOGUE}/areas.geojson"
_NAMED = 5


def read_boundaries(inputs: Inputs, areas: Mapping[str, Located[Area]]) -> Boundaries | None:
    """Return the outlines; None without the file or after an error."""
    source = inputs.sources.get(BOUNDARIES)
    if source is None:
        return None
    found = Diagnostics()
    features = read_geojson(source, found)
    outlines: dict[str, Feature] = {}
    if inputs.is_sound(f"{CATALOGUE}/areas.csv"):
        outlines = _by_area(features, areas, found)
        if not found:  # an outline of no area may be the one that is missing
            _check_all_there(outlines, areas, found)
    if not inputs.take(found):
        return None
    return Boundaries({code: outlines[code].outline for code in sorted(outlines)})


def _by_area(
    features: tuple[Feature, ...], areas: Mapping[str, Located[Area]], found: Diagnostics
) -> dict[str, Feature]:
    by_code: dict[str, Feature] = {}
    for feature in features:
        place, value = Place(BOUNDARIES, feature.line), feature.code
        if value not in areas:
            found.add("map.unknown-area", place, value=value, number=feature.number)
            continue
        first = by_code.setdefault(value, feature)
        if first is not feature:
            found.add(
                "map.repeated-area",
                place,
                value=value,
                number=feature.number,
                first=first.number,
            )
    return by_code


def _check_all_there(
    outlines: Mapping[str, Feature], areas: Mapping[str, Located[Area]], found: Diagnostics
) -> None:
    """Note what is missing once: an outline too many or of no area was told already."""
    missing = [
        row.record.full_name
        for code, row in areas.items()
        if row.record.valid_to is None and code not in outlines
    ]
    if missing:
        more = ", …" if len(missing) > _NAMED else ""
        names = ", ".join(missing[:_NAMED]) + more
        found.add("map.missing-area", Place(BOUNDARIES), value=names, count=len(missing))
