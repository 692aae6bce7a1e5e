"""Keeps Material's frames for the next build, which then loads neither MkDocs nor Material.

All frames of a site, and the files that MkDocs writes beside its pages, lie in one file under the
digest of all that decides them: this program and every package that is installed, mkdocs.yml, the
templates of the frame and the assets, what the site says of itself, its navigation, and for whom it
is built. JSON and the bytes of files can hold nothing that runs when it is read.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from build_tools.frames import Frame, FrameKey, FrameSet, Printer
from build_tools.page_writing import write_pages
from build_tools.program import building_digest, digest_of_file, files_below
from build_tools.project import BuildOptions, Project
from build_tools.shell_environment import count_processors
from build_tools.site_check import check_site
from build_tools.site_model import Site, TocEntry
from build_tools.site_tree import SiteTree
from build_tools.store import Store

_NOTHING = FrameSet({}, {})
_DECIDING = ("overrides", "assets")  # folders of templates


def write_in_frames(
    project: Project,
    options: BuildOptions,
    site: Site,
    out: Path,
    earlier: Path | None = None,
) -> None:
    """Write a composed site into the folder `out`; `earlier` as of `SiteTree`.

    Where no frame is missing MkDocs has no part in it. Raises PublishingError for addresses that
    cannot be written, OSError where the disk fails.
    """
    kept = KeptFrames(project, options, site)
    frames = kept.get()
    printer = Printer(site.nav, frames.frames, _not_kept)
    if frames.files and all(printer.key_of(page) in frames.frames for page in site.pages):
        check_site(site)
        tree = SiteTree(out, earlier)
        write_pages(printer, site.pages, tree, count_processors())
        for file in site.files:
            tree.write(file.uri, file.content)
        for uri, content in frames.files.items():
            tree.write(uri, content)
        return
    from build_tools.mkdocs_plugin import write_site  # noqa: PLC0415  MkDocs only when needed

    made = write_site(project, site, out, earlier, frames.frames)
    if made is not None:
        kept.keep(made)


def _not_kept(key: FrameKey) -> str:
    raise KeyError(key)


class KeptFrames:
    """The frames that an earlier build of such a site with the same options kept."""

    def __init__(self, project: Project, options: BuildOptions, site: Site) -> None:
        self._project = project
        self._store = Store(project.products)
        self._asked = options.audience, options.period, options.documents
        self._around = replace(site, pages=(), files=(), findings=(), products=())
        self._key = self._key_now()

    def get(self) -> FrameSet:
        """Return what is kept; empty where nothing is."""
        content = self._store.get(self._key)
        return _NOTHING if content is None else _read(content)

    def keep(self, frames: FrameSet) -> None:
        """Keep what was made since this object was, unless what decides it has changed since."""
        if self._key_now() == self._key:
            self._store.put(self._key, _written(frames))

    def _key_now(self) -> str:
        project = self._project
        digest = hashlib.sha256(building_digest().encode())
        digest.update(repr(("frames", self._asked, self._around)).encode())
        digest.update(digest_of_file(os.fspath(project.mkdocs_yml)))
        for name in _DECIDING:
            folder = os.fspath(project.templates / name)
            for path in files_below(folder):
                digest.update(f"{path.removeprefix(folder)}\0".encode())
                digest.update(digest_of_file(path))
        return digest.hexdigest()


def _written(frames: FrameSet) -> bytes:
    told = {
        "frames": [
            (key.uri, key.section, key.kind, _plain(key.toc), frame)
            for key, frame in frames.frames.items()
        ],
        "files": [(uri, len(content)) for uri, content in frames.files.items()],
    }
    head = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return b"\n".join((head.encode(), b"".join(frames.files.values())))


def _read(content: bytes) -> FrameSet:
    head, _, rest = content.partition(b"\n")
    told = json.loads(head)
    frames: dict[FrameKey, Frame] = {
        FrameKey(uri, section, kind, _contents(toc)): tuple(frame)
        for uri, section, kind, toc, frame in told["frames"]
    }
    files: dict[str, bytes] = {}
    begin = 0
    for uri, size in told["files"]:
        files[uri] = rest[begin : begin + size]
        begin += size
    return FrameSet(frames, files)


def _plain(toc: Iterable[TocEntry]) -> list[object]:
    return [(entry.id, entry.title, _plain(entry.children)) for entry in toc]


def _contents(plain: Sequence[Sequence[str]]) -> tuple[TocEntry, ...]:
    return tuple(TocEntry(anchor, title, _contents(below)) for anchor, title, below in plain)
