"""What readers type, and the page that they must find: queries.csv."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.in_the_page import comes_true

pytestmark = pytest.mark.slow
FIRST = 3
_FIND = """async ([query, wanted]) => {
  const address = document.querySelector("[data-db-search]").dataset.dbIndex;
  const head = await diabanSearch.open(new URL(address, document.baseURI).href);
  const { pages } = await diabanFind.find(head, query);
  for (const [place, one] of pages.slice(0, 100).entries()) {
    if ((await diabanFind.show(head, one)).uri === wanted) return place;
  }
  return -1;
}"""


def _queries() -> list[tuple[str, str]]:
    with (Path(__file__).parent / "queries.csv").open(encoding="utf-8", newline="") as file:
        return [(row["query"], row["page"]) for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def page(chromium: Browser, served_strictly: str) -> Iterator[Page]:
    opened = chromium.new_page()
    opened.goto(f"{served_strictly}/index.html")
    opened.keyboard.press("/")
    opened.wait_for_selector("dialog[open]")
    assert comes_true(opened, "typeof diabanSearch === 'object' && typeof diabanFind === 'object'")
    yield opened
    opened.close()


def test_the_table_is_long_enough_and_names_pages_that_stand(built_sample: Path) -> None:
    queries = _queries()
    assert len({query for query, _ in queries}) >= 120
    assert [uri for _, uri in queries if not (built_sample / uri / "index.html").exists()] == []


def test_every_query_finds_its_page_and_nearly_all_among_the_first(page: Page) -> None:
    places = {query: page.evaluate(_FIND, [query, wanted]) for query, wanted in _queries()}
    assert [query for query, place in places.items() if place < 0] == []
    later = [query for query, place in places.items() if place >= FIRST]
    assert len(later) <= 0.05 * len(places), later
