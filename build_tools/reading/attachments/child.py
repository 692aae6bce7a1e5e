"""The child process that reads attachments one after another: bytes in, one line of JSON out.

Asked on standard input with a line `<kind> <length>` and that many bytes. It may use so much time
and memory for each; where it needs more it dies, and the parent refuses the file.
"""

import base64
import json
import logging
import sys
from typing import BinaryIO

from build_tools.reading.attachments.model import TOO_COMPLEX, UNREADABLE, Reading, RefusedError

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]  # Windows has none

CELLS = "cells"  # begins the kind where the cells of a workbook are asked for
BLOCKS = "blocks"  # the same for the paragraphs and tables of a document
SECONDS = 60  # of the processor, for one attachment
_MEMORY = 1536 * 1024 * 1024


def read_attachment(kind: str, data: bytes) -> Reading:
    """Read an attachment of a kind such as `.pdf`; RefusedError with the rule that it breaks."""
    if kind == ".pdf":
        from build_tools.reading.attachments.pdf import read_pdf  # noqa: PLC0415  slow to import

        return read_pdf(data)
    if kind in {".docx", ".xlsx"}:
        from build_tools.reading.attachments.office import read_office  # noqa: PLC0415

        return read_office(data, kind)
    if kind == ".png":
        from build_tools.reading.attachments.png import read_png  # noqa: PLC0415

        return read_png(data)
    from build_tools.reading.attachments.jpeg import read_jpeg  # noqa: PLC0415

    return read_jpeg(data)


def answer(kind: str, data: bytes) -> dict[str, object]:
    """Return what reading gave, or the rule that refuses the attachment.

    A kind such as `cells.xlsx` asks for the cells of a workbook instead, `blocks.docx` for the
    paragraphs and tables of a document.
    """
    try:
        if kind.startswith(CELLS):
            return _cells(kind.removeprefix(CELLS), data)
        if kind.startswith(BLOCKS):
            return _blocks(kind.removeprefix(BLOCKS), data)
        return _attachment(read_attachment(kind, data))
    except RefusedError as refused:
        return {"code": refused.code, "where": refused.where}
    except (MemoryError, RecursionError):
        return {"code": TOO_COMPLEX, "where": ""}
    except Exception:  # noqa: BLE001  no fault of a file may become a traceback
        return {"code": UNREADABLE, "where": ""}


def _attachment(reading: Reading) -> dict[str, object]:
    published = reading.published
    return {
        "parts": [[part.where, part.text] for part in reading.parts],
        "published": None if published is None else base64.b64encode(published).decode(),
        "shown_size": reading.shown_size,
    }


def _cells(kind: str, data: bytes) -> dict[str, object]:
    from build_tools.reading.workbooks.packed import read_packed  # noqa: PLC0415  rarely asked for

    return read_packed(kind, data)


def _blocks(kind: str, data: bytes) -> dict[str, object]:
    from build_tools.reading.documents.packed import read_packed  # noqa: PLC0415  rarely asked for

    return read_packed(kind, data)


def serve(asked: BinaryIO, told: BinaryIO) -> None:
    """Answer until there is nothing more to read."""
    while line := asked.readline():
        kind, length = line.decode("ascii").split()
        data = asked.read(int(length))
        _allow_time()
        told.write(json.dumps(answer(kind, data)).encode("ascii") + b"\n")
        told.flush()


def _allow_time() -> None:
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def _allow_memory() -> None:
    if resource is not None:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    logging.disable()  # a parser tells of every oddity; what matters is refused
    _allow_memory()
    serve(sys.stdin.buffer, sys.stdout.buffer)
