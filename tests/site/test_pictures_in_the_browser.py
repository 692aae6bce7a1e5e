"""Pictures of the built sample: well formed, light, and readable at three widths."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
PAGES = (
    "index.html",
    "to/01/index.html",
    "dia-ban/xa-da-teh/index.html",
    "chi-tieu/kt01/index.html",
    "chi-tieu/xh04/index.html",
    "chi-dao/cd-2026-001/index.html",
    "bao-cao/2026-06/index.html",
    "tien-do/index.html",
)
PICTURE = re.compile(r'<svg class="db-pic.*?</svg>', re.DOTALL)
# Of every picture: the height of its smallest letters, and pairs of texts that lie on one another
# or leave the frame, measured where the browser set them.
MEASURE = """() => [...document.querySelectorAll('.db-figure svg.db-pic')].map(svg => {
  const frame = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll('text')].filter(each => each.getClientRects().length);
  const found = texts.map(each => {
    const range = document.createRange(); range.selectNodeContents(each);
    const box = range.getBoundingClientRect();
    const scale = each.getScreenCTM().a;
    const size = parseFloat(getComputedStyle(each).fontSize) * scale;
    const middle = (box.top + box.bottom) / 2;
    return {text: each.textContent, left: box.left, right: box.right, size,
            top: middle - size * 0.42, bottom: middle + size * 0.42};
  });
  const apart = (a, b) => a.right <= b.left + 0.5 || b.right <= a.left + 0.5
    || a.bottom <= b.top + 0.5 || b.bottom <= a.top + 0.5;
  const clashes = [];
  if (!svg.classList.contains('db-map'))
    found.forEach((a, i) => found.slice(i + 1).forEach(b => {
      if (!apart(a, b)) clashes.push([a.text, b.text]);
    }));
  const outside = found.filter(each => each.left < frame.left - 1.5
    || each.right > frame.right + 1.5 || each.top < frame.top - 1.5
    || each.bottom > frame.bottom + 1.5).map(each => each.text);
  return {title: svg.querySelector('title').textContent, width: frame.width,
          smallest: Math.min(...found.map(each => each.size)), clashes, outside};
})"""


def pictures(site: Path, uri: str) -> list[str]:
    return PICTURE.findall((site / uri).read_text(encoding="utf-8"))


def test_every_picture_is_sound_xml_with_title_and_description_and_light(
    built_sample: Path,
) -> None:
    count = 0
    for uri in PAGES:
        for svg in pictures(built_sample, uri):
            root = ET.fromstring(svg)  # noqa: S314  built here
            assert root.findtext("title")
            assert root.findtext("desc")
            assert root.get("role") in {"img", "group"}
            assert (root.get("role") == "group") is bool(list(root.iter("a")))
            most = 25_000 if "db-map" in str(root.get("class")) else 6_000
            assert len(svg.encode()) <= most, (uri, root.findtext("title"))
            assert not re.search(r"\s(?:style|id|on\w+)=", svg)
            count += 1
    assert count >= 30


def test_a_small_line_stands_in_the_row_of_its_figures(built_sample: Path) -> None:
    text = (built_sample / "to/01/index.html").read_text(encoding="utf-8")
    rows = [row for row in re.findall(r"<tr.*?</tr>", text, re.DOTALL) if "db-spark" in row]
    assert rows
    for row in rows:
        title = re.search(r"<title>.*: từ (\S+).* đến (\S+).*</title>", row)
        assert title
        cells = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", row).split()
        assert title[1] in cells
        assert title[2] in cells


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_texts_of_pictures_are_large_enough_and_apart(
    page: Page, built_sample: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    seen = 0
    for uri in PAGES:
        page.goto(f"file://{built_sample}/{uri}")
        for drawn in page.evaluate(MEASURE):
            seen += 1
            where = (uri, drawn["title"], width)
            assert drawn["clashes"] == [], where
            assert drawn["outside"] == [], where
            assert drawn["width"] <= width, where
            if drawn["smallest"] is not None:
                assert drawn["smallest"] >= 10.9, where
    assert seen >= 25


def test_a_tile_leads_to_its_commune(page: Page, built_sample: Path) -> None:
    page.goto(f"file://{built_sample}/index.html")
    tile = page.locator(".db-map a", has_text="ĐT2").first
    tile.click()
    page.wait_for_url("**/dia-ban/xa-da-teh-2/index.html")
