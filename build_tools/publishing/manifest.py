"""Writes what proves a built tree: `manifest.json` (how it was made) and `SHA256SUMS` (each file).

Nothing in them comes from the clock, the machine or its user: the same site has the same bytes. The
SHA-256 of `SHA256SUMS` stands for the whole tree; whoever keeps it elsewhere needs to trust nothing
that lies in the tree (`verify.py`).
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from build_tools.build_facts import MANIFEST, SUMS, BuildFacts
from build_tools.errors import PublishingError
from build_tools.site_tree import NOTHING_LEFT, Left, LeftFile

__all__ = ["MANIFEST", "SUMS", "BuildFacts", "is_listable", "sums_text", "write_manifest"]

FORM = "diaban-manifest/1"


def take_stock(tree: Path, left: Left = NOTHING_LEFT) -> Left:
    """Return every file of a finished tree by address, in their order, but for the manifest's own.

    Files of `left` that have a name in the tree too are not read: it is known what they say.
    Raises PublishingError where something is not a regular file or has a name that no line holds.
    """
    known = {file.number: file for file in left.values()}
    return dict(sorted(_stock(os.fspath(tree), known)))


def write_manifest(tree: Path, facts: BuildFacts, stock: Left | None = None) -> str:
    """Write both files into a finished tree, of which `stock` was taken; return its digest.

    The digest is the SHA-256 of `SHA256SUMS`, in hexadecimal. Raises PublishingError as of
    `take_stock`.
    """
    for name in (MANIFEST, SUMS):
        (tree / name).unlink(missing_ok=True)
    files = take_stock(tree) if stock is None else stock
    size = sum(file.size for file in files.values())
    manifest = manifest_text(facts, len(files), size).encode()
    (tree / MANIFEST).write_bytes(manifest)
    digests = {path: file.digest for path, file in files.items()}
    digests[MANIFEST] = hashlib.sha256(manifest).hexdigest()
    sums = sums_text(digests).encode()
    (tree / SUMS).write_bytes(sums)
    return hashlib.sha256(sums).hexdigest()


def sums_text(digests: Mapping[str, str]) -> str:
    """Return path → SHA-256 as `sha256sum --check` reads it, in the order of the paths."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(digests.items()))


def manifest_text(facts: BuildFacts, count: int, size: int) -> str:
    """Return the manifest of a tree of `count` other files with `size` bytes together."""
    content = {
        "form": FORM,
        "release": facts.release,
        "audience": facts.audience,
        "period": facts.period,
        "today": facts.today.isoformat(),
        "commit": facts.commit,
        "versions": dict(sorted(facts.versions.items())),
        "files": {"count": count, "bytes": size},
        "findings": {"errors": 0, "warnings": facts.warnings, "notes": facts.notes},
        "rules": {"count": len(facts.rules), "codes": sorted(facts.rules)},
        "inputs": dict(sorted(facts.inputs.items())),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def is_listable(path: str) -> bool:
    """Say whether a line of `SHA256SUMS` can name the path without escapes."""
    return path.isprintable() and "\\" not in path


def _stock(tree: str, left: Mapping[int, LeftFile]) -> Iterator[tuple[str, LeftFile]]:
    folders = [""]
    while folders:
        folder = folders.pop()
        with os.scandir(f"{tree}/{folder}") as entries:
            for entry in entries:
                path = f"{folder}{entry.name}"
                if not is_listable(path):
                    raise PublishingError(f"Tên tệp không ghi được vào {SUMS}: {path!a}.")
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{path}/")
                elif not entry.is_file(follow_symlinks=False):
                    raise PublishingError(f"Không phải tệp thường: {path}.")
                elif path not in {MANIFEST, SUMS}:
                    yield path, _known(entry, left) or _read(entry.path)


def _known(entry: os.DirEntry[str], left: Mapping[int, LeftFile]) -> LeftFile | None:
    known = left.get(entry.inode())
    is_still = known is not None and known.is_still(entry.stat(follow_symlinks=False))
    return known if is_still else None


def _read(path: str) -> LeftFile:
    with open(path, "rb") as stream:  # noqa: PTH123  a Path of each costs as much as the digest
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        state = os.fstat(stream.fileno())
    return LeftFile(digest, state.st_size, state.st_ino, state.st_mtime_ns)
