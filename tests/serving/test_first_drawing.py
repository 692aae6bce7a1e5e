"""What a page is drawn with the first time: nothing of it may be worked out again, nor move."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, Request, Route

pytestmark = pytest.mark.slow
_FONTS = 4  # upright and bold, and the figures of both
_MOST_DRAWN = 2_000  # elements before anyone scrolls; the province's annexes have 13,000
_DRAWN = """[...document.querySelectorAll('body *')]
  .filter(each => each.checkVisibility({ contentVisibilityAuto: true })).length"""
_MOVED = """
  window.moved = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.moved += entry.value;
  }).observe({ type: 'layout-shift', buffered: true });
"""
_FACES = "[...document.fonts].filter(each => each.status !== 'unloaded').map(each => each.family)"


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 412, "height": 823}, is_mobile=True)
    page = context.new_page()
    page.add_init_script(_MOVED)
    yield page
    context.close()


@pytest.mark.parametrize(
    "kind", ["home", "report", "report-annexes", "register", "indicator", "documents"]
)
def test_words_are_laid_out_once_in_fonts_asked_for_before_the_style_sheet(
    phone: Page, served_sample: str, page_of_each_kind: Mapping[str, str], kind: str
) -> None:
    come: list[str] = []
    held: list[Route] = []

    def let_go() -> None:
        while len(come) >= _FONTS and held:
            held.pop().continue_()

    def note(request: Request) -> None:
        if request.resource_type == "font":
            come.append(request.url)
            let_go()

    def hold(route: Route) -> None:
        held.append(route)
        let_go()

    phone.on("requestfinished", note)
    phone.route("**/assets/css/site.*.css", hold)
    phone.goto(f"{served_sample}/{page_of_each_kind[kind]}", wait_until="networkidle")
    assert len(come) == _FONTS
    assert "Diaban Standby" not in phone.evaluate(_FACES)
    assert phone.evaluate("window.moved") == 0


def test_what_is_far_from_the_screen_is_not_worked_out(
    phone: Page, served_sample: str, page_of_each_kind: Mapping[str, str]
) -> None:
    drawn: dict[str, int] = {}
    for kind, uri in page_of_each_kind.items():
        if uri != "404.html":
            phone.goto(f"{served_sample}/{uri}", wait_until="networkidle")
            drawn[kind] = phone.evaluate(_DRAWN)
    assert len(drawn) > 15
    assert {kind: count for kind, count in drawn.items() if count > _MOST_DRAWN} == {}
