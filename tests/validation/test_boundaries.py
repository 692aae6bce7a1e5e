"""The user's own outlines of the areas: sound ones are taken, each fault is told at its place."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostics
from build_tools.diagnostics.wording import message
from build_tools.reading.geojson import read_geojson
from build_tools.reading.text import SourceText
from schemas.catalogue import Catalogue

Load = Callable[[], tuple[Catalogue | None, list[str]]]
FILE = "catalogue/areas.geojson"
CODES = ("24781", "25057", "24850")


def square(x: float, y: float, side: float = 0.1) -> list[list[float]]:
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def feature(code: object, x: float = 108.0, y: float = 11.5) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [square(x, y)]}
    return {"type": "Feature", "properties": {"code": code}, "geometry": geometry}


def collection(*features: object) -> str:
    lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def all_three() -> list[dict[str, Any]]:
    return [feature(code, 108.0 + i) for i, code in enumerate(CODES)]


def test_sound_outlines_are_in_the_catalogue_and_nothing_else_of_the_file(
    content: dict[str, str], load: Load
) -> None:
    features = all_three()
    features[0]["properties"]["name"] = "tên khác"
    features[1]["geometry"] = {
        "type": "MultiPolygon",
        "coordinates": [[square(109, 11)], [[[x, y, 5.5] for x, y in square(109.5, 11)]]],
    }
    content[FILE] = collection(*features)
    catalogue, told = load()
    assert told == []
    assert catalogue is not None
    assert catalogue.boundaries is not None
    assert list(catalogue.boundaries.outlines) == sorted(CODES)
    assert len(catalogue.boundaries.outlines["25057"]) == 2
    assert catalogue.boundaries.outlines["25057"][1][0] == (109.5, 11.0)
    assert f"content/{FILE}" in catalogue.digests


def test_without_the_file_there_are_no_outlines(load: Load) -> None:
    catalogue, _ = load()
    assert catalogue is not None
    assert catalogue.boundaries is None


def changed(place: str, value: object) -> str:
    """Return the three outlines with one thing wrong in the second."""
    features = all_three()
    match place:
        case "feature":
            features[1] = value  # type: ignore[call-overload]
        case "code":
            features[1]["properties"]["code"] = value
        case "type":
            features[1]["geometry"]["type"] = value
        case "ring":
            features[1]["geometry"]["coordinates"] = [value]
        case "point":
            features[1]["geometry"]["coordinates"][0][1] = value
    return collection(*features)


RING = (
    "[map.ring] Đối tượng thứ 2 của bản đồ có đường biên chưa khép kín hoặc có dưới 4 điểm. → "
    "Khép kín đường biên: điểm cuối trùng điểm đầu, ít nhất 4 điểm."
)
NO_CODE = (
    "[map.no-code] Đối tượng thứ 2 của bản đồ không ghi mã đơn vị. → Ghi mã đơn vị hành chính, 5 "
    "chữ số trong dấu ngoặc kép, vào thuộc tính code của đối tượng."
)
COORDINATE = (
    "[map.coordinate] Đối tượng thứ 2 của bản đồ có tọa độ “{}” không phải kinh độ 102–118, vĩ độ "
    "6–24. → Dùng hệ tọa độ WGS 84, kinh độ trước, vĩ độ sau, đơn vị là độ."
)


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ("code", 25057, NO_CODE),
        ("code", " ", NO_CODE),
        (
            "code",
            "99999",
            (
                "[map.unknown-area] Đối tượng thứ 2 của bản đồ có mã “99999”, mã này không có "
                "trong danh mục địa bàn. → Sửa thuộc tính code theo cột Mã ĐVHC của "
                "catalogue/areas.csv, hoặc bỏ đối tượng này."
            ),
        ),
        (
            "type",
            "LineString",
            (
                "[map.geometry] Đối tượng thứ 2 của bản đồ có hình loại “LineString”; chỉ nhận "
                "Polygon và MultiPolygon. → Xuất ranh giới của địa bàn ở dạng vùng, không phải "
                "điểm hay đường."
            ),
        ),
        ("ring", square(108, 11)[:4], RING),
        ("ring", [[108, 11], [108.1, 11], [108, 11]], RING),
        ("ring", "x", RING),
        ("point", [11.5, 108.0], COORDINATE.format("[11.5, 108.0]")),
        ("point", [1204567.1, 678901.2], COORDINATE.format("[1204567.1, 678901.2]")),
        ("point", ["108", "11"], COORDINATE.format("['108', '11']")),
        ("point", 7, COORDINATE.format("7")),
    ],
)
def test_a_fault_of_an_outline_is_told_with_its_number_and_line(
    content: dict[str, str], load: Load, place: str, value: object, told: str
) -> None:
    content[FILE] = changed(place, value)
    catalogue, found = load()
    assert catalogue is None
    line = next(each for each in found if "thứ 2" in each)
    assert line == f"{FILE}:3:1 {told}"


def test_what_is_missing_or_there_twice_is_told_once(content: dict[str, str], load: Load) -> None:
    content[FILE] = collection(*all_three()[:2])
    assert load()[1] == [
        (
            f"{FILE}:1:1 [map.missing-area] Bản đồ thiếu 1 địa bàn đang có hiệu lực: Xã Lạc Dương. "
            "→ Bổ sung ranh giới của các địa bàn này, hoặc xóa tệp areas.geojson để dùng bản đồ ô."
        )
    ]
    content[FILE] = collection(*all_three(), feature("25057"))
    assert load()[1] == [
        (
            f"{FILE}:5:1 [map.repeated-area] Đối tượng thứ 4 của bản đồ có mã “25057”, đã có ở "
            "đối tượng thứ 2. → Mỗi địa bàn một đối tượng; địa bàn có nhiều mảnh thì dùng một "
            "MultiPolygon."
        )
    ]


NOT_JSON = (
    "[map.not-json] Tệp ranh giới không đọc được: sai cú pháp JSON ở dòng này. → Xuất lại tệp từ "
    "phần mềm bản đồ ở dạng GeoJSON, hệ tọa độ WGS 84; không sửa tay."
)
NOT_COLLECTION = (
    "[map.not-collection] Tệp ranh giới không phải một FeatureCollection có danh sách features. → "
    "Xuất lại tệp từ phần mềm bản đồ ở dạng GeoJSON (FeatureCollection), mỗi địa bàn một đối tượng."
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{\n "type": }', f"{FILE}:2:10 {NOT_JSON}"),
        ("[" * 100_000, f"{FILE}:1:1 {NOT_JSON}"),
        ('{"a": 1, "a": 2}', f"{FILE}:1:1 {NOT_JSON}"),
        ('{"type": "FeatureCollection", "features": [NaN]}', f"{FILE}:1:1 {NOT_JSON}"),
        ("[]", f"{FILE}:1:1 {NOT_COLLECTION}"),
        ('{"type": "Polygon"}', f"{FILE}:1:1 {NOT_COLLECTION}"),
        ('{"type": "FeatureCollection", "features": {}}', f"{FILE}:1:1 {NOT_COLLECTION}"),
    ],
)
def test_what_is_no_geojson_is_told_once(
    content: dict[str, str], load: Load, text: str, told: str
) -> None:
    content[FILE] = text
    assert load()[1] == [told]


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5),
        st.dictionaries(
            st.sampled_from(["type", "features", "properties", "code", "geometry", "coordinates"]),
            inner,
        ),
    ),
    max_leaves=30,
)


@given(JSON, JSON, st.sampled_from(["Polygon", "MultiPolygon", "Point"]))
def test_whatever_stands_in_the_file_is_taken_or_told(
    anything: object, coordinates: object, kind: str
) -> None:
    whole = {
        "type": "Feature",
        "properties": {"code": "24781"},
        "geometry": {"type": kind, "coordinates": coordinates},
    }
    for data in (anything, {"type": "FeatureCollection", "features": [anything, whole]}):
        found = Diagnostics()
        source = SourceText("content/catalogue/areas.geojson", json.dumps(data), "")
        features = read_geojson(source, found)
        assert found or len(features) == 2
        for one in found:
            assert message(one)


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 400, "9" * 5000, "true"])
def test_numbers_beyond_all_bounds_are_told(number: str) -> None:
    text = collection(feature("24781")).replace("108.1", number)
    found = Diagnostics()
    assert read_geojson(SourceText("x", text, ""), found) == ()
    assert next(one.code for one in found) in {"map.coordinate", "map.not-json"}


def test_a_file_that_is_too_large_is_refused(content: dict[str, str], load: Load) -> None:
    content[FILE] = collection(*all_three()) + " " * 4 * 1024 * 1024
    _, told = load()
    assert [line.partition("] ")[0] for line in told] == [f"{FILE}:1:1 [file.too-large"]


def test_long_coordinates_are_not_taken_for_personal_numbers(
    content: dict[str, str], load: Load
) -> None:
    features = all_three()
    ring = [[x + 0.012345678912, y + 0.098765432109] for x, y in square(108, 11)]
    features[0]["geometry"]["coordinates"] = [ring]
    content[FILE] = collection(*features)
    assert load()[1] == []
