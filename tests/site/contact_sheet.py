"""Every kind of page in both themes, at three widths and on paper, on one sheet to look at.

`python -m tests.site.contact_sheet SITE [OUT]`: SITE is a built site; OUT, by default
build/contact-sheet, gets the pictures, the PDFs and index.html, which shows them side by side.
"""

import html
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

WIDTHS = (390, 768, 1440)
THEMES = ("light", "dark")
HEIGHT = 1400
_KIND = re.compile(r'class="db-page db-page--([a-z0-9_-]+)"')
_STYLE = """
  body { font: 1rem sans-serif }
  img { width: 16rem; border: 1px solid #999; vertical-align: top; margin: 0.3rem }
"""


def kinds_of(site: Path) -> dict[str, Path]:
    """Kind → the first page of it; not the 404 page, whose links need a server."""
    found: dict[str, Path] = {}
    for path in sorted(site.rglob("index.html")):
        marked = _KIND.search(path.read_text("utf-8"))
        if marked:
            found.setdefault(marked[1], path)
    return found


def shots(browser: Browser, pages: dict[str, Path], out: Path) -> Iterator[tuple[str, str]]:
    """Take every picture; give kind and file name."""
    for theme in THEMES:
        for width in WIDTHS:
            context = browser.new_context(
                viewport={"width": width, "height": HEIGHT},
                color_scheme="dark" if theme == "dark" else "light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            for kind, path in pages.items():
                name = f"{kind}-{theme}-{width}.png"
                page.goto(path.resolve().as_uri())
                page.wait_for_timeout(150)
                page.screenshot(path=out / name)
                yield kind, name
                if (theme, width) == ("dark", WIDTHS[-1]):
                    page.pdf(path=out / f"{kind}.pdf", prefer_css_page_size=True)
            context.close()


def main(site: Path, out: Path) -> None:
    """Write the sheet anew."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    pages = kinds_of(site)
    rows: dict[str, list[str]] = {kind: [] for kind in pages}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
        )
        for kind, name in shots(browser, pages, out):
            rows[kind].append(
                f'<a href="{name}"><img src="{name}" alt="{name}" loading="lazy"></a>'
            )
        browser.close()
    body = "\n".join(
        f'<h2>{html.escape(kind)} <a href="{kind}.pdf">giấy</a></h2>\n<p>{"".join(images)}</p>'
        for kind, images in rows.items()
    )
    text = f'<!doctype html><html lang="vi"><title>{site.name}</title><style>{_STYLE}</style>{body}'
    (out / "index.html").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(*sys.argv[2:3] or ["build/contact-sheet"]))
