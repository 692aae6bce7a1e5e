"""Writes what proves a built tree: `manifest.json` (how it was made) and `SHA256SUMS` (each file).

Nothing in them comes from the clock, the machine or its user: the same site has the same bytes. The
SHA-256 of `SHA256SUMS` stands for the whole tree; whoever keeps it elsewhere needs to trust nothing
that lies in the tree (`verify.py`).
"""

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from build_tools.build_facts import MANIFEST, SUMS, BuildFacts
from build_tools.errors import PublishingError

__all__ = ["MANIFEST", "SUMS", "BuildFacts", "is_listable", "sums_text", "write_manifest"]

FORM = "diaban-manifest/1"


def write_manifest(tree: Path, facts: BuildFacts) -> str:
    """Write both files into a finished tree; return the digest of the release.

    The digest is the SHA-256 of `SHA256SUMS`, in hexadecimal. Raises PublishingError where
    something in the tree is not a regular file or has a name that no line can hold.
    """
    for name in (MANIFEST, SUMS):
        (tree / name).unlink(missing_ok=True)
    files = {path: _digest_and_size(f"{tree}/{path}") for path in sorted(_files(tree))}
    manifest = manifest_text(facts, len(files), sum(size for _, size in files.values())).encode()
    (tree / MANIFEST).write_bytes(manifest)
    digests = {path: digest for path, (digest, _) in files.items()}
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


def _files(tree: Path, folder: str = "") -> Iterator[str]:
    with os.scandir(f"{tree}/{folder}") as entries:
        for entry in entries:
            path = f"{folder}{entry.name}"
            if not is_listable(path):
                raise PublishingError(f"Tên tệp không ghi được vào {SUMS}: {path!a}.")
            if entry.is_dir(follow_symlinks=False):
                yield from _files(tree, f"{path}/")
            elif stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
                yield path
            else:
                raise PublishingError(f"Không phải tệp thường: {path}.")


def _digest_and_size(file: str) -> tuple[str, int]:
    with open(file, "rb") as stream:  # noqa: PTH123  a Path of each costs as much as the digest
        return hashlib.file_digest(stream, "sha256").hexdigest(), os.fstat(stream.fileno()).st_size
