"""axe-core on every kind of page: all its default rules, none left off, and the size of targets.

Those are WCAG 2.0 to 2.2, levels A and AA, and axe's best practices; of 2.2 axe runs target-size
only when asked to.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import axe_playwright_python
import pytest
from laid_out import lay_out
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.slow
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
# Rows of a table are alike: a dozen of them tell what two hundred do. The long test leaves all.
FEWER_ROWS = "document.querySelectorAll('tbody tr:nth-child(n+13)').forEach(row => row.remove())"
RUN = """async () => {
  const found = await axe.run(document, {
    resultTypes: ['violations'], rules: {'target-size': {enabled: true}}});
  return found.violations.flatMap(rule => rule.nodes.map(
    node => `${rule.id}: ${node.html.slice(0, 160)} | ${node.failureSummary.slice(0, 300)}`));
}"""
DARK_ON_A_PHONE = ("home", "report", "indicator", "register", "thread")


def violations(page: Page, address: str, *, whole: bool) -> list[str]:
    page.goto(address)
    if not whole:
        page.evaluate(FEWER_ROWS)
    lay_out(page)
    page.evaluate(AXE)
    return [f"{address}: {each}" for each in page.evaluate(RUN)]


def opened(browser: Browser, theme: str, width: int) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=theme,  # type: ignore[arg-type]
        reduced_motion="reduce",  # a colour half faded in has no contrast
    )
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Page]:
    yield from opened(chromium, "light", 1440)


@pytest.fixture
def dark_phone(chromium: Browser) -> Iterator[Page]:
    yield from opened(chromium, "dark", 390)


def test_no_kind_of_page_has_a_violation(
    desk: Page, served_sample: str, page_of_each_kind: Mapping[str, str]
) -> None:
    found: list[str] = []
    for uri in page_of_each_kind.values():
        found += violations(desk, f"{served_sample}/{uri}", whole=False)
    assert found == []
    assert len(page_of_each_kind) >= 20


def test_in_the_dark_and_on_a_phone_there_is_none_either(
    dark_phone: Page, served_sample: str, page_of_each_kind: Mapping[str, str]
) -> None:
    found: list[str] = []
    for kind in DARK_ON_A_PHONE:
        found += violations(dark_phone, f"{served_sample}/{page_of_each_kind[kind]}", whole=False)
    assert found == []


@pytest.mark.parametrize("place", ["desk", "dark_phone"])
def test_the_opened_search_has_none(
    request: pytest.FixtureRequest, served_sample: str, place: str
) -> None:
    page: Page = request.getfixturevalue(place)
    page.goto(f"{served_sample}/404.html")
    page.keyboard.press("/")
    page.keyboard.type("kho khan vuong mac")
    expect(page.get_by_role("dialog").get_by_role("link").first).to_be_visible(timeout=60_000)
    page.evaluate(AXE)
    assert page.evaluate(RUN) == []


@pytest.mark.long
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_every_kind_whole_in_both_themes_at_both_widths(
    chromium: Browser,
    served_sample: str,
    page_of_each_kind: Mapping[str, str],
    theme: str,
    width: int,
) -> None:
    found: list[str] = []
    for page in opened(chromium, theme, width):
        for uri in page_of_each_kind.values():
            found += violations(page, f"{served_sample}/{uri}", whole=True)
    assert found == []
