"""Reads all attachments of the content through a child process.

The bytes are read once: those that were judged are those that are published.
"""

import base64
import hashlib
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from build_tools.diagnostics import Diagnostics
from build_tools.memo import AnyMemo, NoMemo
from build_tools.reading.attachments.model import TOO_COMPLEX, TextPart
from build_tools.reading.attachments.places import in_brackets
from build_tools.reading.layout import ATTACHMENT_LIMIT, suffix
from build_tools.reading.opening import FolderKeeper, NotAFileError
from schemas.attachment import Attachment
from schemas.place import Place

_PACKAGE_ROOT = Path(__file__).resolve().parents[3]
_COMMAND = [sys.executable, "-m", "build_tools.reading.attachments.child"]


@dataclass(frozen=True, slots=True)
class ReadAttachment:
    """An attachment that may be read: what is published of it, and its texts for the gate."""

    attachment: Attachment
    parts: tuple[TextPart, ...]


def read_attachments(
    root: Path, paths: Sequence[str], found: Diagnostics, memo: AnyMemo | None = None
) -> tuple[ReadAttachment, ...]:
    """Read the attachments at `paths`, from the project's root; each refused one is noted.

    Every file is opened and digested; what its bytes say comes from `memo`.
    """
    with FolderKeeper(root) as keeper, ReaderChild() as child:
        read = [_read(keeper, path, child, memo or NoMemo(), found) for path in paths]
    return tuple(one for one in read if one)


class _RefusedError(Exception):
    """The child refused an attachment, or died of it."""


def _read(
    keeper: FolderKeeper, path: str, child: "ReaderChild", memo: AnyMemo, found: Diagnostics
) -> ReadAttachment | None:
    data = _bytes(keeper, path)
    if data is None:
        found.add("file.unreadable", Place(path), value=path.rpartition("/")[2])
        return None
    digest = hashlib.sha256(data).hexdigest()
    try:
        return memo.get(("attachment", path, digest), lambda: _judged(path, data, digest, child))
    except _RefusedError as error:  # not kept: the machine may have been short of something
        code, where = error.args
        found.add(code, Place(path), where=in_brackets(where))
        return None


def _bytes(keeper: FolderKeeper, path: str) -> bytes | None:
    try:
        data = keeper.read(path, ATTACHMENT_LIMIT + 1)
    except (OSError, ValueError, NotAFileError):
        return None
    return data if len(data) <= ATTACHMENT_LIMIT else None


def _judged(path: str, data: bytes, digest: str, child: "ReaderChild") -> ReadAttachment:
    answer = child.ask(suffix(path), data)
    if "code" in answer:
        raise _RefusedError(answer["code"], answer["where"])
    published, size = answer["published"], answer["shown_size"]
    content = data if published is None else base64.b64decode(published)
    attachment = Attachment(
        path=path,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        source_sha256=digest,
        shown_size=None if size is None else (size[0], size[1]),
    )
    return ReadAttachment(attachment, tuple(TextPart(*part) for part in answer["parts"]))


class ReaderChild:
    """Starts with the first question; one that died of a file is replaced, and the file refused."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._stop()

    def ask(self, kind: str, data: bytes) -> dict[str, Any]:
        """Return what the child answers (see there), or `code` and `where` of what it refuses."""
        process = self._process = self._process or self._start()
        assert process.stdin is not None  # noqa: S101  opened below
        assert process.stdout is not None  # noqa: S101
        try:
            process.stdin.write(f"{kind} {len(data)}\n".encode("ascii") + data)
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = b""
        if line.endswith(b"\n"):
            answer: dict[str, Any] = json.loads(line)
            return answer
        self._stop()
        return {"code": TOO_COMPLEX, "where": ""}

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603  our own module, by our own interpreter
            _COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_PACKAGE_ROOT,
        )

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None
