"""Proves that a composed Site can be written: one address for each thing, all inside the site.

Addresses are made by our code, so a fault here is ours, not an editor's: it stops the build before
anything is written.
"""

import re
from collections.abc import Iterator, Sequence

from build_tools.build_facts import MANIFEST, SUMS
from build_tools.errors import PublishingError
from build_tools.site_model import NavEntry, Site

_PAGE_URI = re.compile(r"(?:[a-z0-9][a-z0-9._-]*/)*")
_FILE_URI = re.compile(r"(?:[a-z0-9][a-z0-9._-]*/)*[A-Za-z0-9][A-Za-z0-9._-]*")
# By the frame and by the manifest.
_TAKEN = re.compile(rf"assets/.*|404\.html|{re.escape(MANIFEST)}|{SUMS}", re.IGNORECASE)


def output_uri(page_uri: str) -> str:
    """Return the file of a page: `to/01/` is written to `to/01/index.html`."""
    return f"{page_uri}index.html"


def folders_of(uri: str) -> Iterator[str]:
    """Yield the folders on the way, each ending in `/`: `a/b/c.csv` gives `a/`, `a/b/`."""
    return (uri[: place + 1] for place, letter in enumerate(uri) if letter == "/")


def nav_entries(entries: Sequence[NavEntry]) -> Iterator[NavEntry]:
    """Yield every entry of a navigation, parents first."""
    for entry in entries:
        yield entry
        yield from nav_entries(entry.children)


def outputs_of(site: Site) -> Iterator[str]:
    """Yield the address of every file that is made of a site beside its frame; errors as below."""
    yield from _page_outputs(site)
    yield from _file_outputs(site)


def check_site(site: Site) -> None:
    """Raise PublishingError where two things share an address or one cannot be used."""
    outputs = list(outputs_of(site))
    seen: set[str] = set()
    for output in outputs:
        if _TAKEN.fullmatch(output):
            raise PublishingError(f"Địa chỉ “{output}” dành cho khung trang.")
        if output.casefold() in seen:
            raise PublishingError(f"Hai trang hoặc tệp cùng một địa chỉ: “{output}”.")
        seen.add(output.casefold())
    for output in outputs:
        for folder in folders_of(output):
            if folder.rstrip("/").casefold() in seen:
                raise PublishingError(f"“{folder}” vừa là tệp vừa là thư mục.")
    _check_navigation(site)


def _page_outputs(site: Site) -> Iterator[str]:
    for page in site.pages:
        if not _PAGE_URI.fullmatch(page.uri):
            raise PublishingError(f"Địa chỉ trang không hợp lệ: “{page.uri}”.")
        yield output_uri(page.uri)


def _file_outputs(site: Site) -> Iterator[str]:
    for uri in (*(file.uri for file in site.files), *(each.uri for each in site.products)):
        if not _FILE_URI.fullmatch(uri):
            raise PublishingError(f"Địa chỉ tệp không hợp lệ: “{uri}”.")
        yield uri


def _check_navigation(site: Site) -> None:
    pages = {page.uri for page in site.pages}
    named: set[str] = set()
    for entry in nav_entries(site.nav):
        if entry.uri not in pages:
            raise PublishingError(f"Thanh điều hướng dẫn đến trang không có: “{entry.uri}”.")
        if entry.uri in named:
            raise PublishingError(f"Thanh điều hướng nêu một trang hai lần: “{entry.uri}”.")
        named.add(entry.uri)
