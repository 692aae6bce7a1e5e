"""Pages as a reader would find them everywhere at once, for measures that never scroll."""

from playwright.sync_api import Page

# What is far from the screen is not laid out until one comes near: its estimated box would seem to
# lie over what follows it, and what stands in it would not be seen at all.
_LAID_OUT = """() => {
  const all = new CSSStyleSheet();
  all.replaceSync('* {content-visibility: visible !important}');
  document.adoptedStyleSheets.push(all);
}"""


def lay_out(page: Page) -> None:
    """Have all of the page laid out from now on."""
    page.evaluate(_LAID_OUT)
