"""A user's own outlines in a copy of the small province: on every map, instead of the tiles."""

import json
import re

import pytest

from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.site import compose
from build_tools.site_model import SitePage

AREAS = {"90001": (107.4, 11.4), "90002": (107.5, 11.5), "90003": (107.6, 11.6)}
ISLAND = {"90004": (108.9, 10.5)}


def write_outlines(project: Project, places: dict[str, tuple[float, float]]) -> None:
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": "Tên riêng trong tệp"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y], [x + 0.1, y], [x + 0.05, y + 0.1], [x, y]]],
            },
        }
        for code, (x, y) in places.items()
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
    (project.content / "catalogue/areas.geojson").write_text(text, encoding="utf-8")


def pages(project: Project) -> dict[str, SitePage]:
    composition = compose(project, options_from_environment(project))
    assert composition.site is not None, composition.findings
    return {page.uri: page for page in composition.site.pages}


def maps(found: dict[str, SitePage]) -> list[str]:
    return [
        svg
        for page in found.values()
        for svg in re.findall(r'<svg class="db-pic db-map.*?</svg>', page.body, re.DOTALL)
    ]


def test_outlines_replace_the_tiles_on_every_map(small_province: Project) -> None:
    tiles = maps(pages(small_province))
    assert tiles
    assert all("db-map--true" not in svg and svg.count("h24v24h-24z") == 4 for svg in tiles)
    write_outlines(small_province, AREAS | ISLAND)
    found = pages(small_province)
    drawn = maps(found)
    assert len(drawn) == len(tiles)
    for svg in drawn:
        assert "db-map--true" in svg
        assert len(re.findall(r'<path d="M[^"]+z"/>', svg)) == 4
    assert not any("Tên riêng trong tệp" in page.body for page in found.values())


def test_a_map_that_lacks_an_area_stops_the_build(small_province: Project) -> None:
    write_outlines(small_province, AREAS)
    composition = compose(small_province, options_from_environment(small_province))
    assert composition.site is None
    assert [each.code for each in composition.findings] == ["map.missing-area"]


@pytest.mark.parametrize("name", ["areas.json", "AREAS.geojson", "map.geojson"])
def test_only_this_name_may_stand_in_the_catalogue(small_province: Project, name: str) -> None:
    write_outlines(small_province, AREAS | ISLAND)
    file = small_province.content / "catalogue/areas.geojson"
    file.rename(file.with_name(name))
    composition = compose(small_province, options_from_environment(small_province))
    assert composition.site is None
    assert {each.code for each in composition.findings} <= {"file.place", "file.kind"}
