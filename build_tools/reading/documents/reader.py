"""Reads a Word document that somebody sent, in the child process that reads attachments."""

from build_tools.reading.attachments.child import BLOCKS
from build_tools.reading.attachments.model import RefusedError, TextPart
from build_tools.reading.attachments.reader import ReaderChild
from build_tools.reading.documents.model import TextDocument
from build_tools.reading.documents.packed import unpack, unpack_document


class EmbeddedError(RefusedError):
    """Something is embedded; `document` has the places where it is seen as its losses."""

    def __init__(self, code: str, where: str, document: TextDocument) -> None:
        super().__init__(code, where)
        self.document = document


def read_document(kind: str, data: bytes) -> tuple[TextDocument, tuple[TextPart, ...]]:
    """Return the document and all its texts; `kind` is `.docx`.

    RefusedError with a rule of `attachment.*` where it does more than show, is none of the kind, or
    needs more time or memory than it may; EmbeddedError where something is embedded.
    """
    with ReaderChild() as child:
        answer = child.ask(f"{BLOCKS}{kind}", data)
    if "code" in answer and "blocks" in answer:
        raise EmbeddedError(answer["code"], answer["where"], unpack_document(answer))
    if "code" in answer:
        raise RefusedError(answer["code"], answer["where"])
    return unpack(answer)
