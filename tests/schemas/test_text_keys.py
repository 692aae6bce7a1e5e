import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.text import exact_key, fold_key, natural_sort_key, slug, sort_key


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hòa Bình", "hoà  bình"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("Đắk R’lấp", "đắk r'lấp")],
)
def test_spelling_that_does_not_matter_is_forgiven(one: str, other: str) -> None:
    assert exact_key(one) == exact_key(other)


@pytest.mark.parametrize(("one", "other"), [("Đạ Tẻh", "Da Teh"), ("quý", "quy"), ("ma", "mà")])
def test_accents_count_in_the_exact_key_and_not_in_the_folded_one(one: str, other: str) -> None:
    assert exact_key(one) != exact_key(other)
    assert fold_key(one) == fold_key(other)


@given(st.text(alphabet="aăâbcdđeêghoôơuưyẻạắòỷ ’'-", max_size=20))
def test_nfc_and_nfd_have_the_same_keys(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert exact_key(text) == exact_key(decomposed)
    assert fold_key(text) == fold_key(decomposed)


def test_names_sort_as_in_a_vietnamese_dictionary() -> None:
    names = ["Đà", "Dạ", "Da", "Ăn", "Ân", "An", "Lâm Hà", "Lạc Dương", "La Dạ", "Ea", "Đa"]
    assert sorted(names, key=sort_key) == [
        "An", "Ăn", "Ân", "Da", "Dạ", "Đa", "Đà", "Ea", "La Dạ", "Lạc Dương", "Lâm Hà",
    ]  # fmt: skip


def test_numbers_in_names_sort_by_size() -> None:
    assert sorted(["Phường 10", "Phường 2", "Phường 1"], key=natural_sort_key) == [
        "Phường 1", "Phường 2", "Phường 10",
    ]  # fmt: skip


@given(st.text(max_size=30))
def test_a_slug_is_ascii_and_lower_case(text: str) -> None:
    made = slug(text)
    assert made == "" or made.replace("-", "").isalnum()
    assert made.isascii()
    assert made == made.lower()


def test_a_slug_keeps_d_with_stroke() -> None:
    assert slug("Địa bàn Đắk Nông") == "dia-ban-dak-nong"
