"""`diaban import FILE.docx`: a Word document as the prose of a report, its head and its annexes.

Read by a walk of our own over the document's elements rather than by a converter: what a report
cannot hold must be named with its place, and converters drop it without a word.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from build_tools.editing.importing.document_outline import place, read_outline
from build_tools.editing.importing.document_reader import DocumentReader, block_texts
from build_tools.editing.importing.gatekeeping import refused_texts
from build_tools.editing.importing.model import Import, ImportSource, Remark
from build_tools.editing.importing.refusals import (
    EMBEDDED,
    ENCRYPTED,
    EXTERNAL,
    MACRO,
    refusal,
)
from build_tools.reading.attachments.model import TOO_COMPLEX, UNREADABLE, RefusedError, TextPart
from build_tools.reading.attachments.word import BODY
from build_tools.reading.documents.model import LossKind, TextDocument
from build_tools.reading.documents.reader import EmbeddedError
from build_tools.reading.documents.reader import read_document as read_docx
from build_tools.reading.layout import suffix
from build_tools.validation.rules.secrecy import Gate

_ADVICE: Mapping[str, str] = {
    MACRO: "Lưu lại thành .docx thường.",
    EXTERNAL: "Chép nội dung sang một tệp mới rồi lưu lại; dán ảnh, bảng vào thay cho liên kết.",
    EMBEDDED: "Bỏ đối tượng nhúng, ảnh kiểu cũ và phông chữ kèm theo rồi lưu lại.",
    ENCRYPTED: "Bỏ mật khẩu rồi lưu lại.",
    TOO_COMPLEX: "Chép nội dung sang một tệp mới rồi lưu lại.",
    UNREADABLE: "Mở bằng Word hoặc LibreOffice rồi lưu lại thành .docx.",
}
_EMBEDDED: Mapping[LossKind, tuple[str, str]] = {
    LossKind.OBJECT: (
        "Biểu đồ hoặc đối tượng nhúng không nhận được.",
        "Xóa đi; số liệu cần giữ thì chép thành bảng của Word hoặc viết bằng lời.",
    ),
    LossKind.PICTURE: (
        "Tệp có ảnh kiểu cũ (EMF, WMF, SVG), có thể là ảnh này.",
        "Xóa đi, hoặc dán lại dưới dạng PNG hay JPEG (Paste Special → Picture).",
    ),
}


def read_document(source: ImportSource) -> Import:
    """Read a Word document; all that is wrong with it is told at once."""
    try:
        document, texts = read_docx(suffix(source.name), source.data)
    except EmbeddedError as error:
        places = tuple(_places(error.document))
        return Import(refused=places or (refusal(error, _ADVICE),))
    except RefusedError as error:
        return Import(refused=(refusal(error, _ADVICE),))
    kept_out = refused_texts(texts, source.gate)
    if kept_out:
        return Import(refused=_placed(kept_out, document, source.gate))
    return DocumentReader(source, document).read()


def _places(document: TextDocument) -> Iterator[Remark]:
    """Yield, for everything embedded that is seen in the text, where it stands; each place once."""
    blocks = document.blocks
    headings = read_outline(blocks).found
    for kind, block in dict.fromkeys((one.kind, one.block) for one in document.losses):
        text, advice = _EMBEDDED[kind]
        yield Remark(place(blocks, headings, min(block, len(blocks) - 1)), text, advice)


def _placed(told: Sequence[Remark], document: TextDocument, gate: Gate) -> tuple[Remark, ...]:
    """Name, for what is refused in the body, the paragraph rather than a line that Word hides.

    What only several paragraphs together show keeps its line; nothing of the text is repeated.
    """
    blocks = document.blocks
    headings = read_outline(blocks).found
    parts = [
        (at, TextPart("", text)) for at, block in enumerate(blocks) for text in block_texts(block)
    ]
    placed = tuple(
        dict.fromkeys(
            replace(remark, where=place(blocks, headings, at))
            for at, part in parts
            for remark in refused_texts((part,), gate)
        )
    )
    known = {remark.text for remark in placed}
    others = (one for one in told if not one.where.startswith(BODY) or one.text not in known)
    return (*placed, *others)
