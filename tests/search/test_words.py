"""One table of cases for the two that cut text into words: Python at build, JavaScript in use."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from build_tools.search.words import keys_of, written_words
from schemas.text import fold_key

HERE = Path(__file__).parent
SCRIPT = HERE.parents[1] / "site_templates/assets/js/search/words.js"
IN_THE_BROWSER = """texts => texts.map(text =>
    diabanWords.places(text).map(({ written }) => diabanWords.keysOf(written).keys))"""


def _cases() -> list[tuple[str, list[list[str]]]]:
    with (HERE / "words.csv").open(encoding="utf-8", newline="") as file:
        return [
            (row["text"], [place.split(" ") for place in row["keys"].split("|") if place])
            for row in csv.DictReader(file)
        ]


CASES = _cases()


@pytest.mark.parametrize(("text", "keys"), CASES)
def test_a_text_is_cut_into_its_words(text: str, keys: list[list[str]]) -> None:
    assert [list(keys_of(written)) for written in written_words(text)] == keys


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_the_form_in_which_letters_are_typed_does_not_matter(text: str) -> None:
    keys = [keys_of(written) for written in written_words(text)]
    apart = unicodedata.normalize("NFD", text)
    assert [keys_of(written) for written in written_words(apart)] == keys


@given(st.text(max_size=30))
def test_keys_stay_what_they_are(text: str) -> None:
    for written in written_words(text):
        for key in keys_of(written):
            assert key.strip() == key != ""
            assert fold_key(fold_key(key)) == fold_key(key)


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Page:
    opened = chromium.new_page()
    opened.add_script_tag(path=SCRIPT)
    return opened


@pytest.mark.slow
def test_the_browser_cuts_the_same_words(page: Page) -> None:
    texts = [text for text, _ in CASES]
    apart = [unicodedata.normalize("NFD", text) for text in texts]
    expected = [keys for _, keys in CASES]
    assert page.evaluate(IN_THE_BROWSER, texts) == expected
    assert page.evaluate(IN_THE_BROWSER, apart) == expected


@pytest.mark.slow
def test_the_browser_folds_as_python_does(page: Page, built_sample: Path) -> None:
    """Every key of the sample's index: all that people really wrote."""
    parts = sorted(built_sample.glob("assets/search/w*.js"))
    assert parts
    keys = page.evaluate(
        """scripts => {
          const found = [];
          globalThis.diabanSearch = { take: (name, content) =>
            found.push(...content.filter((_, place) => place % 2 === 0)) };
          scripts.forEach(script => (0, eval)(script));
          return found.map(key => [key, diabanWords.fold(key)]);
        }""",
        [part.read_text(encoding="utf-8") for part in parts],
    )
    assert len(keys) > 3000
    assert [key for key, folded in keys if folded != fold_key(key)] == []
