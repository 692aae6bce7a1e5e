"""Reads a workbook that somebody sent, in the child process that reads attachments."""

from build_tools.reading.attachments.child import CELLS
from build_tools.reading.attachments.model import RefusedError, TextPart
from build_tools.reading.attachments.reader import ReaderChild
from build_tools.reading.workbooks.model import Workbook
from build_tools.reading.workbooks.packed import unpack


def read_workbook(kind: str, data: bytes) -> tuple[Workbook, tuple[TextPart, ...]]:
    """Return the workbook and all its texts; `kind` is `.xlsx` or `.ods`.

    RefusedError with a rule of `attachment.*` where it does more than show, is none of the kind, or
    needs more time or memory than it may.
    """
    with ReaderChild() as child:
        answer = child.ask(f"{CELLS}{kind}", data)
    if "code" in answer:
        raise RefusedError(answer["code"], answer["where"])
    return unpack(answer)
