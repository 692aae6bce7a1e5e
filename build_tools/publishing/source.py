"""The digest of what a release is made from, known before its pages are printed.

A page names its release, so the name cannot come from the printed pages. It comes from everything
that decides them: the composed site, the facts in the manifest, the frame and the code that prints.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import build_tools
from build_tools.build_facts import BuildFacts
from build_tools.project import Project
from build_tools.publishing.manifest import manifest_text
from build_tools.site_model import NO_CONTENT, Site

_DIGITS = 8


def source_mark(project: Project, site: Site, facts: BuildFacts) -> str:
    """Return the short digest (8 hexadecimal digits) of all that the release is made from.

    The number of the release is no part of it: the same site has the same mark again.
    """
    digest = hashlib.sha256()
    for part in _parts(project, site, facts):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:_DIGITS]


def _parts(project: Project, site: Site, facts: BuildFacts) -> Iterator[bytes]:
    yield manifest_text(facts, 0, 0).encode()
    yield repr(replace(site, pages=(), files=(), findings=(), products=(), release=None)).encode()
    for page in site.pages:
        yield repr(replace(page, content=NO_CONTENT, source="")).encode()
        yield page.body.encode()
    for file in site.files:
        yield file.uri.encode()
        yield file.content
    for product in site.products:
        yield product.uri.encode()
        yield product.source.encode()
    yield project.mkdocs_yml.read_bytes()
    yield from _files(project.templates, "overrides/**/*", "assets/**/*")
    yield from _files(Path(build_tools.__file__).parent, "**/*.py")


def _files(folder: Path, *patterns: str) -> Iterator[bytes]:
    for path in sorted({path for pattern in patterns for path in folder.glob(pattern)}):
        if path.is_file():
            yield path.relative_to(folder).as_posix().encode()
            yield path.read_bytes()
