"""No payload runs: in any place that a text can stand, on any page, in a real browser."""

import functools
import html.parser
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route
from poison import MARKDOWN, SCRIPTS

pytestmark = pytest.mark.slow
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset"}
# Told of by every page of every frame before its own scripts; a payload sets `__ran` or asks.
WATCH = """
  window.__hits = [];
  Object.defineProperty(window, '__ran', {set: () => window.__hits.push('ran')});
  for (const name of ['alert', 'confirm', 'prompt', 'print'])
    window[name] = () => window.__hits.push(name);
"""
# What a reader's mouse and keyboard would wake.
TOUCH = """() => {
  for (const element of document.querySelectorAll('.md-content *, .md-header *, h1, title'))
    for (const name of ['mouseover', 'mousemove', 'pointerover', 'focus', 'toggle', 'scroll'])
      element.dispatchEvent(new Event(name));
  return window.__hits;
}"""
INLINE = """() => [...document.querySelectorAll('*')].flatMap(element =>
  [...element.attributes]
    .filter(a => a.name.startsWith('on') ||
      (/^(href|src|action|formaction|xlink:href|data|poster)$/.test(a.name) &&
       /^[\\u0000-\\u0020]*(javascript|data|vbscript):/i.test(a.value)))
    .map(a => `${element.tagName} ${a.name}=${a.value.slice(0, 80)}`)
).concat([...document.querySelectorAll('script:not([src]):not([type="application/json"]), ' +
  'iframe, object, embed, base, frame, meta[http-equiv=refresh]')].map(e => e.outerHTML))"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Stay quiet."""


@pytest.fixture(scope="module")
def server(poisoned_site: Path) -> Iterator[str]:
    """Serve without any policy: escaping alone has to hold."""
    handler = functools.partial(_Quiet, directory=str(poisoned_site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as httpd:
        threading.Thread(target=httpd.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()


@dataclass
class Told:
    """What happened while pages were open."""

    ran: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context()
    context.add_init_script(WATCH)
    yield context
    context.close()


def _watched(context: BrowserContext, base: str) -> tuple[Page, Told]:
    page, told = context.new_page(), Told()

    def route(request: Route) -> None:
        if request.request.url.startswith(base):
            request.continue_()
        else:
            told.elsewhere.append(request.request.url)
            request.abort()

    page.route("**/*", route)
    page.on("dialog", lambda dialog: (told.ran.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: told.said.append(message.text))
    page.on("pageerror", lambda error: told.said.append(str(error)))
    return page, told


def test_the_watch_sees_a_payload_that_runs(context: BrowserContext, server: str) -> None:
    page, told = _watched(context, server)
    page.goto(f"{server}/index.html")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p onfocus=window.__ran=1>')")
    page.evaluate("document.body.lastChild.dispatchEvent(new Event('focus'))")
    assert page.evaluate("window.__hits") == ["ran"]
    assert page.evaluate(INLINE) == ["P onfocus=window.__ran=1"]
    page.set_content("<script>alert(1)</script>")
    assert page.evaluate("window.__hits") == ["ran", "alert"] or told.ran
    page.close()


def _some_of_every_kind(uris: list[str]) -> list[str]:
    """Two of each kind of page: those that lie in the same place in the tree."""
    seen: Counter[tuple[str, int]] = Counter()
    kept = []
    for uri in uris:
        kind = uri.partition("/")[0], uri.count("/")
        seen[kind] += 1
        if seen[kind] <= 2:
            kept.append(uri)
    return kept


@pytest.mark.parametrize(
    "choose", [_some_of_every_kind, pytest.param(list, marks=pytest.mark.long)], ids=["some", "all"]
)
def test_no_payload_runs_on_any_page(
    context: BrowserContext, server: str, poisoned_site: Path, choose: Callable[..., list[str]]
) -> None:
    page, told = _watched(context, server)
    pages = sorted(path.relative_to(poisoned_site) for path in poisoned_site.rglob("*.html"))
    assert len(pages) > 50
    for uri in choose([path.as_posix() for path in pages]):
        page.goto(f"{server}/{uri}", wait_until="domcontentloaded")
        told.ran += [f"{uri}: {hit}" for hit in page.evaluate(TOUCH)]
        told.ran += [f"{uri}: {found}" for found in page.evaluate(INLINE)]
    page.close()
    assert told == Told()


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.live: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            scheme = (value or "").lstrip("".join(map(chr, range(33)))).lower()
            if name.startswith("on") or (
                name in ADDRESSES and scheme.startswith(("javascript:", "data:", "vbscript:"))
            ):
                self.live.append(f"{tag} {name}={value}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_every_payload_is_shown_as_it_was_typed(poisoned_site: Path) -> None:
    """They reached the pages, as text: nothing was cut out to be safe."""
    live: list[str] = []
    text: list[str] = []
    for path in poisoned_site.rglob("*.html"):
        tags = _Tags()
        tags.feed(path.read_text(encoding="utf-8"))
        live += tags.live
        text += tags.text
    assert live == []
    shown = " ".join("".join(text).split())
    assert [payload for payload in (*SCRIPTS, *MARKDOWN) if payload not in shown] == []
