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

from build_tools.frames import Frame, FrameKey, FrameSet
from build_tools.program import building_digest, digest_of_file, digest_of_folders
from build_tools.project import Project
from build_tools.site_model import Site, TocEntry
from build_tools.store import Store

Asked = tuple[str, str | None]  # the audience, and the last period where one was asked for
_NOTHING = FrameSet({}, {})
_DECIDING = ("overrides", "assets")  # folders of templates


class KeptFrames:
    """The frames that an earlier build of such a site kept, asked for the same."""

    def __init__(self, project: Project, asked: Asked, site: Site) -> None:
        self._project = project
        self._store = Store(project.products)
        self._asked = asked
        nameless = "" if site.release else None  # frames have a mark in its place
        self._around = replace(site, pages=(), files=(), findings=(), products=(), release=nameless)
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
        folders = (os.fspath(project.templates / name) for name in _DECIDING)
        digest.update(digest_of_folders(folders))
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
