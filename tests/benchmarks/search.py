"""`python -m tests.benchmarks.search SITE …`: what a search costs on built sites, in Chromium.

Each query is typed into the box of a fresh browser, the site served from this machine by nginx with
the shipped configuration. Given are the requests and bytes of the search until the
first result stands (its scripts, parts of words and texts), those bytes compressed, and the
milliseconds from the last letter to the first result (of which 20 the box waits for another): of a
query typed letter by letter, and of one pasted whole, for which nothing was fetched before.
"""

import gzip
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tests.serving.nginx_server import nginx

ROUNDS = 5
QUERIES = (
    "da teh",
    "Đắk Song",
    "24781",
    "VD-2026-01001",
    "kho khan vuong mac",
    "giai ngan dau tu cong",
    "báo cáo tháng 06/2026 tổ 3",
    "an ninh trat tu",
    "tổ",
    "th",
)
_LETTER = 80  # milliseconds between two letters of who types fast
_FROM_LETTER_TO_RESULT = """async text => {
  const input = document.querySelector("#tim-gi");
  const list = document.querySelector(".db-search__list");
  const begin = performance.now();
  const shown = new Promise(done => {
    const observer = new MutationObserver(() => {
      if (list.children.length > 0) { observer.disconnect(); done(performance.now()); }
    });
    observer.observe(list, { childList: true });
    setTimeout(() => done(NaN), 5000);
  });
  input.value = text;
  input.dispatchEvent(new Event("input"));
  return await shown - begin;
}"""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one query in one fresh browser."""

    milliseconds: float
    requests: int
    size: int
    compressed: int


@contextmanager
def _served(site: Path) -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="diaban-bench-") as scratch:
        folder = Path(scratch) / "site"
        folder.mkdir()
        (folder / "current").symlink_to(site.resolve())
        with nginx(Path(scratch) / "nginx", folder) as address:
            yield address


def _open_search(page: Page) -> None:
    with page.expect_request_finished(lambda request: "/head." in request.url):
        page.keyboard.press("/")
    page.wait_for_selector("dialog[open]")


def _typed(browser: Browser, address: str, query: str) -> float:
    """Return the milliseconds after the last letter of a query typed letter by letter."""
    page = browser.new_context().new_page()
    page.goto(f"{address}/index.html")
    _open_search(page)
    page.keyboard.type(query[:-1], delay=_LETTER)
    taken = float(page.evaluate(_FROM_LETTER_TO_RESULT, query))
    page.context.close()
    return taken


def _cost(browser: Browser, site: Path, address: str, query: str) -> Cost:
    """Measure a query that is pasted whole."""
    page = browser.new_context().new_page()
    page.goto(f"{address}/index.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    _open_search(page)
    taken = page.evaluate(_FROM_LETTER_TO_RESULT, query)
    contents = [(site / path.lstrip("/")).read_bytes() for path in asked]
    page.context.close()
    return Cost(
        taken,
        len(asked),
        sum(map(len, contents)),
        sum(len(gzip.compress(content, 6)) for content in contents),
    )


def _print_site(browser: Browser, site: Path) -> None:
    parts = list((site / "assets/search").iterdir())
    size = sum(part.stat().st_size for part in parts)
    pages = sum(1 for _ in site.rglob("*.html"))
    print(f"{site}: {pages} pages; index {size / 1e6:.1f} MB in {len(parts)} parts")
    print(f"{'':<30}{'typed':>7}{'pasted':>7}{'max':>7}{'requests':>10}{'KB':>8}{'gzip KB':>9}")
    with _served(site) as address:
        for query in QUERIES:
            costs = [_cost(browser, site, address, query) for _ in range(ROUNDS)]
            times = [cost.milliseconds for cost in costs]
            typed = statistics.median(_typed(browser, address, query) for _ in range(ROUNDS))
            last = costs[-1]
            print(
                f"{query:<30}{typed:>7.0f}{statistics.median(times):>7.0f}{max(times):>7.0f}{last.requests:>10}"
                f"{last.size / 1000:>8.0f}{last.compressed / 1000:>9.0f}"
            )


def main(sites: Sequence[str]) -> int:
    """Measure each site; return the exit code."""
    if not sites:
        print("python -m tests.benchmarks.search SITE …")
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--headless", "--no-sandbox"]
        )
        for site in sites:
            _print_site(browser, Path(site))
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
