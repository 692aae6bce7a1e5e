"""Composes a site with what an earlier build kept, and keeps what this one read and printed.

All bodies of a build lie in one file under the digest of what decides them beside their views: this
program, the versions of what it uses, the templates. It is written anew where a page has changed.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping

from build_tools.project import BuildOptions, Project
from build_tools.publishing.keeping import kept_readings
from build_tools.publishing.products import program_digest
from build_tools.site import Composition, compose
from build_tools.site_model import PageBody, PageText, Piece, SitePage
from build_tools.store import Store


def compose_kept(
    project: Project, options: BuildOptions, tell: Callable[[str], None]
) -> Composition:
    """Do what `compose` does, with less to do where little has changed since the last time."""
    store, key = Store(project.products), _key(project, options)
    kept = _read(store.get(key))
    with kept_readings(project) as readings:
        composition = compose(project, options, tell, readings, kept)
    if composition.site is not None:
        pages = composition.site.pages
        if kept.keys() != {page.source for page in pages}:
            store.put(key, _written(pages))
    return composition


def _key(project: Project, options: BuildOptions) -> str:
    digest = hashlib.sha256(program_digest(options.versions).encode())
    asked = options.audience, options.period, options.documents
    digest.update(repr(("pages", *asked)).encode())  # each build has its own
    folder = project.templates / "pages"
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _written(pages: Iterable[SitePage]) -> bytes:
    rows = [_row(page, page.text) for page in pages if page.text is not None]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def _row(page: SitePage, text: PageText) -> tuple[object, ...]:
    pieces = [(each.place, each.anchor, each.heading, each.text) for each in text.pieces]
    return page.source, page.body, text.headings, text.words, pieces


def _read(content: bytes | None) -> Mapping[str, PageBody]:
    """Return the bodies by their sources; JSON can hold nothing that runs when it is read."""
    return {
        source: PageBody(html, PageText(headings, words, tuple(Piece(*each) for each in pieces)))
        for source, html, headings, words, pieces in json.loads(content or b"[]")
    }
