import datetime as dt

import pytest

from build_tools.validation.nearest import nearest
from build_tools.validation.references import KnownReferences


@pytest.mark.parametrize("text", ["25057", "Xã Đạ Tẻh", "xã  đạ tẻh", "Đạ Tẻh", "ĐẠ TẺH"])
def test_an_area_is_found_by_code_full_name_and_bare_name(
    references: KnownReferences, text: str
) -> None:
    assert references.find("area", text) == "25057"


@pytest.mark.parametrize("text", ["Xa Da Teh", "Đạ Tèh", "2505", "", "KT01"])
def test_accents_count_and_nothing_is_guessed(references: KnownReferences, text: str) -> None:
    assert references.find("area", text) is None


def test_a_bare_name_that_two_areas_share_names_neither() -> None:
    known = KnownReferences()
    known.add("area", "00001", "Xã Bảo Lâm", "Bảo Lâm")
    known.add("area", "00002", "Phường Bảo Lâm", "Bảo Lâm")
    assert known.find("area", "Bảo Lâm") is None
    assert known.find("area", "Phường Bảo Lâm") == "00002"
    assert known.names("area") == ["00001", "Xã Bảo Lâm", "00002", "Phường Bảo Lâm"]


def test_a_name_left_to_a_successor_means_the_one_in_force_on_the_day() -> None:
    known = KnownReferences()
    day = dt.date
    known.add("area", "00001", "Xã Hòa", validity=(day(2025, 7, 1), day(2026, 6, 30)))
    known.add("area", "00002", "Xã Hòa", validity=(day(2026, 7, 1), None))
    assert known.find("area", "Xã Hòa") is None
    assert known.on(day(2026, 3, 31)).find("area", "Xã Hoà") == "00001"
    assert known.on(day(2026, 9, 30)).find("area", "Xã Hòa") == "00002"
    assert known.on(day(2020, 1, 1)).find("area", "Xã Hòa") is None


def test_references_to_a_file_with_errors_are_not_judged() -> None:
    known = KnownReferences()
    known.trust("area")
    assert known.find("area", "Xã Lạ") == "Xã Lạ"
    assert known.find("team", "to-01") is None


def test_the_nearest_forgives_accents_first_and_slips_second() -> None:
    allowed = ("24781", "Xã Đạ Tẻh", "Xã Đạ Huoai", "Phường B'Lao")
    assert nearest("Xa Da Teh", allowed) == "Xã Đạ Tẻh"
    assert nearest("Xã Đạ Tehh", allowed) == "Xã Đạ Tẻh"
    assert nearest("phuong b’lao", allowed) == "Phường B'Lao"
    assert nearest("24782", allowed) is None
    assert nearest("Hà Nội", allowed) is None


def test_what_is_equally_near_to_two_is_near_to_none() -> None:
    assert nearest("KT91", ("KT01", "XH04")) == "KT01"
    assert nearest("KT91", ("KT01", "KT03", "KT05")) == "KT01"
    assert nearest("KT09", ("KT01", "KT02")) is None
    assert nearest("VD-2026-01091", ("VD-2026-01001", "VD-2026-01090")) is None


def test_a_name_of_former_times_leads_to_the_one_area_that_it_became() -> None:
    known = KnownReferences()
    known.add("area", "00001", "Xã Hòa", "Hòa")
    known.add("area", "00002", "Phường An", "An")
    known.succeed("area", "Xã Hòa", ("Thị trấn Cũ", "xã Chia"))
    known.succeed("area", "Phường An", ("Xã Chia",))
    assert known.successor("area", "thị trấn cũ") == "Xã Hòa"
    assert known.successor("area", "Xã Chia") is None  # a part of it went to each
    assert known.successor("area", "Xã Hòa") is None
    assert known.find("area", "Thị trấn Cũ") is None  # a hint, no name
    assert known.on(dt.date(2031, 1, 1)).successor("area", "Thị trấn Cũ") == "Xã Hòa"
