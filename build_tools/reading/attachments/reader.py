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
from types import TracebackType
from typing import Self

from build_tools.diagnostics import Diagnostics
from build_tools.reading.attachments.model import TOO_COMPLEX, TextPart
from build_tools.reading.layout import ATTACHMENT_LIMIT, suffix
from build_tools.reading.opening import NotAFileError, open_file
from schemas.attachment import Attachment
from schemas.catalogue import Place

_PACKAGE_ROOT = Path(__file__).resolve().parents[3]
_COMMAND = [sys.executable, "-m", "build_tools.reading.attachments.child"]


@dataclass(frozen=True, slots=True)
class ReadAttachment:
    """An attachment that may be read: what is published of it, and its texts for the gate."""

    attachment: Attachment
    parts: tuple[TextPart, ...]


def read_attachments(
    root: Path, paths: Sequence[str], found: Diagnostics
) -> tuple[ReadAttachment, ...]:
    """Read the attachments at `paths`, from the project's root; each refused one is noted."""
    if not paths:
        return ()
    with _Child() as child:
        read = (_read(root, path, child, found) for path in paths)
        return tuple(one for one in read if one)


def _read(root: Path, path: str, child: "_Child", found: Diagnostics) -> ReadAttachment | None:
    data = _bytes(root, path)
    if data is None:
        found.add("file.unreadable", Place(path), value=path.rpartition("/")[2])
        return None
    answer = child.ask(suffix(path), data)
    if "code" in answer:
        where = f" ({answer['where']})" if answer["where"] else ""
        found.add(answer["code"], Place(path), where=where)
        return None
    published = answer["published"]
    content = data if published is None else base64.b64decode(published)
    attachment = Attachment(
        path=path,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        source_sha256=hashlib.sha256(data).hexdigest(),
    )
    return ReadAttachment(attachment, tuple(TextPart(*part) for part in answer["parts"]))


def _bytes(root: Path, path: str) -> bytes | None:
    try:
        with open_file(root, path) as stream:
            data = stream.read(ATTACHMENT_LIMIT + 1)
    except (OSError, ValueError, NotAFileError):
        return None
    return data if len(data) <= ATTACHMENT_LIMIT else None


class _Child:
    """Keeps the child; one that died of a file is replaced, and the file refused."""

    def __init__(self) -> None:
        self._process = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def ask(self, kind: str, data: bytes) -> dict[str, str]:
        """Return what the child answers: `parts` and `published`, or `code` and `where`."""
        process = self._process
        assert process.stdin is not None  # noqa: S101  opened below
        assert process.stdout is not None  # noqa: S101
        try:
            process.stdin.write(f"{kind} {len(data)}\n".encode("ascii") + data)
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = b""
        if line.endswith(b"\n"):
            answer: dict[str, str] = json.loads(line)
            return answer
        self._stop()
        self._process = self._start()
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
        self._process.kill()
        self._process.communicate()
