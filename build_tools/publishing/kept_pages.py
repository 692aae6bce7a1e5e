"""Keeps the pages of a build for the next one.

The pages below one folder lie in one file, those below a large one in some; what stands in them in
another, and what they asked of the content in a third, under the digest of what decides them beside
that: this program, the versions of what it uses, the templates. A file is written anew where a page
in it has changed. JSON can hold nothing that runs when it is read.
"""

import hashlib
import json
import os
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any
from zlib import crc32

from build_tools.asked import Kind, Question
from build_tools.errors import PublishingError
from build_tools.program import digest_of_folders
from build_tools.project import BuildOptions, Project
from build_tools.publishing.keeping import kept_readings
from build_tools.publishing.kept_bodies import KeptBodies, KeptContent
from build_tools.publishing.products import ProductStore, program_digest
from build_tools.site import Composition, compose
from build_tools.site_model import (
    NO_ENTRY,
    Product,
    SearchEntry,
    SitePage,
    TocEntry,
)
from build_tools.site_pages import KeptGroups, PageGroup
from build_tools.site_tree import NOTHING_LEFT, Left
from build_tools.store import Store
from schemas.period import Period

_DEPTH = 2  # folders of an address that name a file: `bao-cao/2026-01`, `dia-ban/xa-da-teh`
_PAGES_A_FILE = 256  # at most, about
_PAGES, _BODIES, _GROUPS = "pages", "bodies", "groups"
_TEXT, _PERIOD = "=", "~"  # what a key in a kept question is


def compose_kept(
    project: Project,
    options: BuildOptions,
    tell: Callable[[str], None],
    left: Left = NOTHING_LEFT,
    *,
    take: bool = True,
) -> Composition:
    """Do what `compose` does, with less to do where little has changed since the last time.

    `left`: the files of the site that will be replaced, as of `SiteTree`. `take`: whether pages may
    be taken that were kept; LostBodyError where one is asked what stands in it and is lost.
    """
    kept = KeptPages(project, options, left, take=take)
    with kept_readings(project) as readings:
        composition = compose(project, options, tell, readings, kept)
    if composition.site is not None:
        kept.keep(composition.groups)
    return composition


class KeptPages:
    """The pages that an earlier build with the same options made."""

    def __init__(
        self,
        project: Project,
        options: BuildOptions,
        left: Left = NOTHING_LEFT,
        *,
        take: bool = True,
    ) -> None:
        self._take = take
        self._store = Store(project.products)
        self._bodies = KeptBodies(self._store)
        self._products = ProductStore(self._store, options.versions, left)
        self._program = _program(project, options)
        self._held: dict[str, object] = {}  # file → what tells of all that is in it
        self._rows: dict[int, tuple[PageGroup, Any]] = {}  # groups as they were read

    def of(self, uris: Iterable[str]) -> KeptGroups:
        """Return what is kept of pages with these addresses, by the first of each group."""
        found: dict[str, PageGroup] = {}
        if not self._take:
            return found
        for name in dict.fromkeys(_files_of(uris).values()):
            pages = self._pages(name)
            rows = self._read(name, _GROUPS)
            self._held |= {f"{name} {_PAGES}": frozenset(pages), f"{name} {_GROUPS}": _told(rows)}
            for row in rows:
                group = _group(row, pages)
                if group is not None and all(map(self._products.has, group.products)):
                    found[group.pages[0].uri] = group
                    self._rows[id(group)] = group, row
        return found

    def _pages(self, name: str) -> Mapping[str, SitePage]:
        """Return the pages in the file of this name by their sources; none without their bodies."""
        digest, rows = self._read(name, _PAGES) or ("", [])
        key = self._key(name, _BODIES)
        if not rows or not self._bodies.has(key, digest):
            return {}
        return {page.source: page for page in (_page(row, self._bodies, key) for row in rows)}

    def held(self, product: Product) -> Product | None:
        """Return the product as it is kept; None where it is not there."""
        return _kept(product.uri, product.source) if self._products.has(product) else None

    def keep(self, groups: Iterable[PageGroup]) -> None:
        """Write the files of which a page is new."""
        files: dict[str, list[PageGroup]] = {}
        some = tuple(groups)
        names = _files_of(page.uri for group in some for page in group.pages)
        for group in some:
            files.setdefault(names[group.pages[0].uri], []).append(group)
        for name, own in files.items():
            pages = {page.source: page for group in own for page in group.pages}
            if self._held.get(f"{name} {_PAGES}") != pages.keys():
                digest = self._bodies.put(self._key(name, _BODIES), pages.values())
                self._write(name, _PAGES, (digest, list(map(_row_of_page, pages.values()))))
            rows = [self._row(group) for group in own]
            if self._held.get(f"{name} {_GROUPS}") != _told(rows):
                self._write(name, _GROUPS, rows)

    def _row(self, group: PageGroup) -> Any:  # noqa: ANN401  as JSON takes it
        known = self._rows.get(id(group))
        return _row_of_group(group) if known is None else known[1]

    def _read(self, name: str, kind: str) -> list[Any]:
        rows: list[Any] = json.loads(self._store.get(self._key(name, kind)) or b"[]")
        return rows

    def _write(self, name: str, kind: str, rows: Sequence[object]) -> None:
        content = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        self._store.put(self._key(name, kind), content.encode())

    def _key(self, name: str, kind: str) -> str:
        return hashlib.sha256(f"{self._program} {kind} {name}".encode()).hexdigest()


def _program(project: Project, options: BuildOptions) -> str:
    digest = hashlib.sha256(program_digest(options.versions).encode())
    asked = options.audience, options.period, options.documents
    digest.update(repr(("pages", *asked)).encode())  # each build has its own
    digest.update(digest_of_folders([os.fspath(project.templates / "pages")]))
    return digest.hexdigest()


def _files_of(uris: Iterable[str]) -> Mapping[str, str]:
    """Return in which file the page at each address is: the pages below one of theirs are with it.

    A folder has twice as many files where it has become twice as large.
    """
    parts = {uri: uri.split("/", _DEPTH + 1) for uri in uris}
    folders = {uri: "/".join(some[:_DEPTH]) for uri, some in parts.items()}
    files = {
        folder: 1 << (count // _PAGES_A_FILE).bit_length()
        for folder, count in Counter(folders.values()).items()
    }
    below = {uri: "".join(some[_DEPTH : _DEPTH + 1]).encode() for uri, some in parts.items()}
    return {uri: f"{folder} {crc32(below[uri]) % files[folder]}" for uri, folder in folders.items()}


def _told(rows: Iterable[Any]) -> object:
    return [(told, sources, products) for told, _, sources, products in rows]


def _row_of_group(group: PageGroup) -> list[object]:
    asked = [[each.mapping, each.kind.value, _key_in_json(each.key)] for each in group.asked]
    products = [[each.uri, each.source] for each in group.products]
    return [group.told, asked, [page.source for page in group.pages], products]


def _group(row: Any, pages: Mapping[str, SitePage]) -> PageGroup | None:  # noqa: ANN401  of JSON
    told, asked, sources, products = row
    if not pages.keys() >= set(sources):
        return None
    return PageGroup(
        pages=tuple(pages[source] for source in sources),
        products=tuple(_kept(uri, source) for uri, source in products),
        asked=tuple(Question(name, Kind(kind), _key_of_json(key)) for name, kind, key in asked),
        told=told,
    )


def _kept(uri: str, source: str) -> Product:
    return Product(uri=uri, source=source, make=partial(_lost, uri))


def _lost(uri: str) -> bytes:
    raise PublishingError(f"Tài liệu {uri} vừa mất khỏi bộ nhớ đệm; hãy chạy lại.")


def _row_of_page(page: SitePage) -> tuple[object, ...]:
    head = page.uri, page.kind, page.title, page.section, page.source
    search = page.search
    period = None if search.period is None else str(search.period)
    sought = search.name, search.about, search.team, period
    toc = [_row_of_entry(each) for each in page.toc]
    said = page.content
    return head, sought, toc, (said.letters, said.offers, said.digest, said.text_digest)


def _page(row: Any, bodies: KeptBodies, key: str) -> SitePage:  # noqa: ANN401  as JSON gives it
    (uri, kind, title, section, source), sought, toc, (letters, offers, digest, text_digest) = row
    name, about, team, period = sought
    entry = SearchEntry(
        name=name, about=about, team=team, period=None if period is None else _period(period)
    )
    return SitePage(
        uri=uri,
        kind=kind,
        title=title,
        content=KeptContent(bodies, key, source, letters, tuple(offers), digest, text_digest),
        toc=tuple(map(_entry, toc)),
        section=section,
        search=NO_ENTRY if entry == NO_ENTRY else entry,
        source=source,
    )


def _row_of_entry(entry: TocEntry) -> tuple[object, ...]:
    return entry.id, entry.title, [_row_of_entry(each) for each in entry.children]


def _entry(row: Any) -> TocEntry:  # noqa: ANN401  as JSON gives it
    anchor, title, children = row
    return TocEntry(anchor, title, tuple(map(_entry, children)))


def _key_in_json(key: Hashable) -> object:
    match key:
        case None:
            return None
        case str():
            return f"{_TEXT}{key}"
        case Period():
            return f"{_PERIOD}{key}"
        case tuple():
            return [_key_in_json(each) for each in key]
    raise TypeError(type(key).__name__)


def _key_of_json(key: Any) -> Hashable:  # noqa: ANN401  as JSON gives it
    if isinstance(key, list):
        return tuple(map(_key_of_json, key))
    if key is None:
        return None
    return _period(key[1:]) if key[0] == _PERIOD else key[1:]


_period = cache(Period.parse)
