"""Every element's box on every kind of page: nothing cut, nothing over another, no page pushed."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from laid_out import lay_out
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow
WIDTHS = (320, 390, 768, 1440)  # 320: a phone, or 1,280 at 400 %; 768: a tablet, or 1,536 at 200 %
# Texts inside pictures are measured by tests/site/test_pictures_in_the_browser.py.
MEASURE = (Path(__file__).parent / "boxes.js").read_text("utf-8")
BROKEN = """
  const page = document.querySelector('.db-page');
  const put = (name, css, words) => {
    const each = document.createElement(name);
    each.textContent = words;
    Object.assign(each.style, css);
    page.prepend(each);
  };
  put('p', {width: '60px', height: '20px', overflow: 'hidden'}, 'Một câu dài hơn chỗ của nó');
  put('p', {position: 'absolute', left: '30px', top: '300px'}, 'Chữ này nằm trên');
  put('p', {position: 'absolute', left: '40px', top: '302px'}, 'chữ kia của trang');
  put('p', {whiteSpace: 'nowrap'}, 'Một dòng không xuống hàng '.repeat(30));
"""


def measured(page: Page, address: str, widths: tuple[int, ...]) -> list[str]:
    """What is wrong on the page at each width; the page is loaded once."""
    found: list[str] = []
    page.goto(address)
    lay_out(page)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_timeout(100)  # scripts answer to the new width
        found += [f"{address} at {width}: {each}" for each in page.evaluate(MEASURE)]
    return found


def test_at_no_width_is_a_text_cut_covered_or_pushed_out(
    chromium: Browser, served_sample: str, page_of_each_kind: Mapping[str, str]
) -> None:
    page = chromium.new_page()
    found: list[str] = []
    for uri in page_of_each_kind.values():
        found += measured(page, f"{served_sample}/{uri}", WIDTHS)
    page.close()
    assert found == []


BROKEN_FIGURES = """() => [...document.querySelectorAll('.db-stat__value')].filter(each => {
  const range = document.createRange();
  range.selectNodeContents(each);
  const lines = new Set([...range.getClientRects()].map(one => Math.round(one.top)));
  return !each.textContent.trim().includes(' ') && lines.size > 1;
}).map(each => each.textContent)"""


def test_a_figure_or_a_day_in_a_box_is_not_broken_into_lines(
    chromium: Browser, served_sample: str, page_of_each_kind: Mapping[str, str]
) -> None:
    page = chromium.new_page()
    found: list[str] = []
    for kind in ("home", "team", "teams", "directive", "thread", "indicator"):
        page.goto(f"{served_sample}/{page_of_each_kind[kind]}")
        for width in (320, 390, 720, 768, 900, 1230, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            found += [f"{kind} at {width}: {each}" for each in page.evaluate(BROKEN_FIGURES)]
    page.close()
    assert found == []


def test_without_a_script_neither(
    chromium: Browser, served_sample: str, page_of_each_kind: Mapping[str, str]
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    found: list[str] = []
    for kind in ("home", "report", "register", "period"):
        found += measured(page, f"{served_sample}/{page_of_each_kind[kind]}", (320, 1440))
    context.close()
    assert found == []


def test_the_measure_finds_each_of_its_faults(chromium: Browser, served_sample: str) -> None:
    page = chromium.new_page()
    page.goto(f"{served_sample}/404.html")
    assert page.evaluate(MEASURE) == []
    page.evaluate(BROKEN)
    found = " ".join(page.evaluate(MEASURE))
    page.close()
    for fault in ("page scrolls", "cut: p", "overlap: p", "outside: p"):
        assert fault in found
