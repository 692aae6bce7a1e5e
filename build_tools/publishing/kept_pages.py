"""Keeps the bodies of a build's pages for the next one.

The pages below one folder lie in one file, under the digest of what decides them beside their
views: this program, the versions of what it uses, the templates. It is written anew where one of
them has changed. JSON can hold nothing that runs when it is read.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence

from build_tools.project import BuildOptions, Project
from build_tools.publishing.keeping import kept_readings
from build_tools.publishing.products import program_digest
from build_tools.site import Composition, compose
from build_tools.site_model import PageBody, PageText, Piece, SitePage
from build_tools.store import Store

_DEPTH = 2  # folders of an address that name a file: `bao-cao/2026-01`, `dia-ban/xa-da-teh`


def compose_kept(
    project: Project, options: BuildOptions, tell: Callable[[str], None]
) -> Composition:
    """Do what `compose` does, with less to do where little has changed since the last time."""
    kept = KeptPages(project, options)
    with kept_readings(project) as readings:
        composition = compose(project, options, tell, readings, kept.of)
    if composition.site is not None:
        kept.keep(composition.site.pages)
    return composition


class KeptPages:
    """The bodies of the pages that an earlier build with the same options printed."""

    def __init__(self, project: Project, options: BuildOptions) -> None:
        self._store = Store(project.products)
        self._program = _program(project, options)
        self._held: dict[str, frozenset[str]] = {}  # file → sources

    def of(self, uris: Iterable[str]) -> Mapping[str, PageBody]:
        """Return source → body of what is kept of pages with these addresses."""
        found: dict[str, PageBody] = {}
        for name in dict.fromkeys(map(_file_of, uris)):
            bodies = _read(self._store.get(self._key(name)))
            self._held[name] = frozenset(bodies)
            found |= bodies
        return found

    def keep(self, pages: Iterable[SitePage]) -> None:
        """Write the files of which a page is new."""
        files: dict[str, list[SitePage]] = {}
        for page in pages:
            files.setdefault(_file_of(page.uri), []).append(page)
        for name, own in files.items():
            if self._held.get(name) != frozenset(page.source for page in own):
                self._store.put(self._key(name), _written(own))

    def _key(self, name: str) -> str:
        return hashlib.sha256(f"{self._program} {name}".encode()).hexdigest()


def _program(project: Project, options: BuildOptions) -> str:
    digest = hashlib.sha256(program_digest(options.versions).encode())
    asked = options.audience, options.period, options.documents
    digest.update(repr(("pages", *asked)).encode())  # each build has its own
    folder = project.templates / "pages"
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _file_of(uri: str) -> str:
    return "/".join(uri.split("/")[:_DEPTH])


def _written(pages: Sequence[SitePage]) -> bytes:
    rows = [_row(page, page.text) for page in pages if page.text is not None]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _row(page: SitePage, text: PageText) -> tuple[object, ...]:
    pieces = [(each.place, each.anchor, each.heading, each.text) for each in text.pieces]
    return page.source, page.body, text.headings, text.words, pieces


def _read(content: bytes | None) -> Mapping[str, PageBody]:
    return {
        source: PageBody(html, PageText(headings, words, tuple(Piece(*each) for each in pieces)))
        for source, html, headings, words, pieces in json.loads(content or b"[]")
    }
