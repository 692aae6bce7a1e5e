"""A real browser on the written site: served under a strict policy, and opened from the folder."""

import functools
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from build_tools.publishing.serving import POLICY

pytestmark = pytest.mark.slow
GALLERY = "bao-cao/2026-01/to-01/index.html"
PAGES = ("index.html", GALLERY, "to/05/index.html", "404.html")
WIDTHS = (390, 820, 1440)


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Stay quiet."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def server(built: Path) -> Iterator[str]:
    handler = functools.partial(_Handler, directory=str(built))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


@dataclass
class Visit:
    """A page, and what went wrong or out while it was open."""

    page: Page
    told: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def _open(chromium: Browser, base: str, uri: str, **context: object) -> Visit:
    visit = Visit(chromium.new_context(**context).new_page())  # type: ignore[arg-type]

    def route(request: Route) -> None:
        url = request.request.url
        visit.asked.append(url)
        if url.startswith((base, "data:")):
            request.continue_()
        else:
            visit.elsewhere.append(url)
            request.abort()

    visit.page.route("**/*", route)
    visit.page.on("console", lambda message: visit.told.append(message.text))
    visit.page.on("pageerror", lambda error: visit.told.append(str(error)))
    visit.page.goto(f"{base}/{uri}")
    visit.page.evaluate("document.fonts.ready")
    return visit


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("uri", PAGES)
def test_a_served_page_keeps_the_policy_and_asks_nobody_else(
    chromium: Browser, server: str, uri: str, scheme: str
) -> None:
    visit = _open(chromium, server, uri, color_scheme=scheme)
    visit.page.wait_for_timeout(200)
    assert visit.told == []
    assert visit.elsewhere == []
    assert any(url.endswith(".woff2") for url in visit.asked)
    shown = visit.page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    assert shown == {"light": "default", "dark": "slate"}[scheme]
    visit.page.context.close()


@pytest.mark.parametrize("uri", PAGES[:3])
def test_a_page_opens_from_the_folder(chromium: Browser, built: Path, uri: str) -> None:
    visit = _open(chromium, built.as_uri(), uri)
    assert visit.told == []
    assert visit.elsewhere == []
    assert visit.page.evaluate("document.fonts.check('600 16px \"Be Vietnam Pro\"', 'Đạ Tẻh')")
    visit.page.click(".md-tabs__link >> text=Các Tổ")
    visit.page.wait_for_url(f"{built.as_uri()}/to/index.html")
    visit.page.context.close()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("uri", PAGES)
def test_nothing_juts_out_of_the_page(chromium: Browser, server: str, uri: str, width: int) -> None:
    visit = _open(chromium, server, uri, viewport={"width": width, "height": 844})
    wide = visit.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    visit.page.context.close()


def test_the_first_column_stays_in_sight_on_a_phone(chromium: Browser, server: str) -> None:
    visit = _open(chromium, server, GALLERY, viewport={"width": 390, "height": 844})
    left = """table => {
      const scroller = table.parentElement;
      scroller.scrollLeft = 200;
      const cell = table.querySelector('tbody th').getBoundingClientRect();
      return [scroller.scrollLeft, cell.left - scroller.getBoundingClientRect().left];
    }"""
    scrolled, distance = visit.page.locator(".db-matrix").evaluate(left)
    assert scrolled == 200
    assert abs(distance) <= 2
    visit.page.context.close()


def test_figures_stand_in_columns(chromium: Browser, server: str) -> None:
    visit = _open(chromium, server, GALLERY)
    widths = visit.page.evaluate("""() => ['1111', '8888'].map(text => {
      const figure = document.createElement('span');
      figure.textContent = text;
      document.querySelector('td:nth-child(3)').append(figure);
      return figure.getBoundingClientRect().width;
    })""")
    assert widths[0] == pytest.approx(widths[1], abs=0.1)
    align = "getComputedStyle(document.querySelector('td:nth-child(3)')).textAlign"
    assert visit.page.evaluate(align) == "end"
    visit.page.context.close()


def test_the_chosen_colours_are_kept_on_the_next_page(chromium: Browser, server: str) -> None:
    visit = _open(chromium, server, "index.html", color_scheme="light")
    visit.page.click("label[title='Chuyển sang nền tối']")
    visit.page.goto(f"{server}/{GALLERY}")
    assert visit.page.evaluate("document.body.getAttribute('data-md-color-scheme')") == "slate"
    assert visit.told == []
    visit.page.context.close()


def test_without_scripts_only_the_print_button_is_missing(chromium: Browser, server: str) -> None:
    for scripts in (True, False):
        visit = _open(chromium, server, GALLERY, java_script_enabled=scripts)
        assert visit.page.locator("[data-db-print]").is_visible() is scripts
        assert visit.page.locator(".db-answer").is_visible()
        assert visit.page.locator(".db-table").count() == 3
        visit.page.context.close()


def test_a_print_shows_the_banner_and_the_note_and_no_navigation(
    chromium: Browser, server: str
) -> None:
    visit = _open(chromium, server, GALLERY)
    visit.page.emulate_media(media="print")
    seen = {
        part: visit.page.locator(part).first.is_visible()
        for part in (".md-banner", ".db-copy-note", "h1", ".md-header", ".md-tabs", ".md-sidebar",
                     ".md-footer", ".db-print", ".db-crumbs", ".db-pager")
    }  # fmt: skip
    assert {part for part, visible in seen.items() if visible} == {
        ".md-banner",
        ".db-copy-note",
        "h1",
    }
    heads = "getComputedStyle(document.querySelector('.db-table thead')).display"
    assert visit.page.evaluate(heads) == "table-header-group"
    visit.page.context.close()


def test_the_skip_link_comes_first_and_leads_to_the_content(chromium: Browser, server: str) -> None:
    visit = _open(chromium, server, GALLERY)
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent.trim()") == "Đến nội dung chính"
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "noi-dung"
    visit.page.context.close()
