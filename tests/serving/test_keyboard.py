"""The keyboard alone: every stop in sight, no trap, from home to a report; headings in order."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow
# As slow as a quick hand: the page is drawn before the next key.
STOP = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  // A control without a box of its own is drawn by its label.
  const drawn = stop.matches('.md-option') ? stop.nextElementSibling : stop;
  const style = getComputedStyle(drawn), box = drawn.getBoundingClientRect();
  const scroller = stop.parentElement.closest('.db-scroll')?.getBoundingClientRect();
  return {
    name: `${stop.tagName} ${stop.className} ${stop.textContent.trim().slice(0, 40)}`,
    text: stop.textContent.trim(),
    ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
    seen: box.width > 0 && box.right > (scroller?.left ?? 0) + 1 && box.bottom > 0
      && box.left < Math.min(innerWidth, scroller?.right ?? innerWidth) && box.top < innerHeight,
    scroller: stop.matches('.db-scroll'),
    scrolls: stop.scrollWidth > stop.clientWidth || stop.scrollHeight > stop.clientHeight,
  };
}"""


@pytest.fixture(params=[390, 1440])
def page(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": request.param, "height": 900}, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def stops(page: Page) -> Iterator[dict[str, object]]:
    """Press Tab until the page is left."""
    for _ in range(900):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return
        yield stop
    raise AssertionError("the page holds who tabs through it")


@pytest.mark.parametrize("kind", ["team", "report"])
def test_every_stop_is_in_sight_and_ringed_and_the_last_lets_go(
    page: Page, served_sample: str, page_of_each_kind: Mapping[str, str], kind: str
) -> None:
    page.goto(f"{served_sample}/{page_of_each_kind[kind]}")
    expect(page.locator(".db-search-box")).to_be_visible()
    found = list(stops(page))
    assert found[0]["text"] == "Đến nội dung chính"
    assert [stop["name"] for stop in found if not stop["ring"]] == []
    assert [stop["name"] for stop in found if not stop["seen"]] == []
    assert [stop["name"] for stop in found if stop["scroller"] and not stop["scrolls"]] == []


def test_tab_and_enter_lead_from_home_to_a_report(page: Page, served_sample: str) -> None:
    page.goto(f"{served_sample}/index.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the header and the navigation
    for stop in stops(page):
        if re.fullmatch(
            r"Tổ 1, tháng 06/2026|Báo cáo tháng 06/2026 – Tổ 1|Đúng hạn", str(stop["text"])
        ):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/bao-cao/2026-06/to-\d\d/index\.html$"))
    expect(page.locator("h1")).to_have_text(re.compile(r"Báo cáo tháng 06/2026 – Tổ \d+"))


def test_the_navigation_of_a_phone_opens_and_closes_by_key(
    chromium: Browser, served_sample: str
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{served_sample}/index.html")
    menu = page.get_by_role("button", name="Danh mục trang")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("aria-expanded", "true")
    link = page.locator(".md-sidebar--primary").get_by_role("link", name="Tiến độ")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    expect(menu).to_be_focused()
    expect(link).to_be_hidden()
    context.close()


def test_who_asks_for_stillness_gets_it(page: Page, served_sample: str) -> None:
    page.goto(f"{served_sample}/index.html")
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter(each => {
          const style = getComputedStyle(each);
          const longest = (list) => Math.max(...list.split(',').map(parseFloat));
          return longest(style.transitionDuration) > 0 || longest(style.animationDuration) > 0
            || style.scrollBehavior === 'smooth';
        }).map(each => each.className)"""
    )
    assert moving == []


def test_every_page_has_one_first_heading_and_skips_no_level(built_sample: Path) -> None:
    wrong: dict[str, list[int]] = {}
    for path in built_sample.rglob("*.html"):
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", path.read_text("utf-8"))]
        if levels.count(1) != 1 or levels[0] != 1 or any(b > a + 1 for a, b in pairwise(levels)):
            wrong[path.relative_to(built_sample).as_posix()] = levels
    assert wrong == {}
