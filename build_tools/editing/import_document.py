"""`diaban import FILE.docx`: a Word document as the prose of a report, its head and its annexes.

Read by a walk of our own over the document's elements rather than by a converter: what a report
cannot hold must be named with its place, and converters drop it without a word.
"""

from collections.abc import Mapping

from build_tools.diagnostics import RULES
from build_tools.editing.importing.document_reader import DocumentReader
from build_tools.editing.importing.gatekeeping import refused_texts
from build_tools.editing.importing.model import Import, ImportSource, Remark
from build_tools.reading.attachments.model import RefusedError
from build_tools.reading.documents.reader import read_document as read_docx
from build_tools.reading.layout import suffix

_REFUSED: Mapping[str, tuple[str, str]] = {
    "attachment.macro": ("Tệp có macro hoặc thành phần chạy được.", "Lưu lại thành .docx thường."),
    "attachment.external": (
        "Tệp lấy dữ liệu, ảnh hoặc mẫu ở nơi khác.",
        "Chép nội dung sang một tệp mới rồi lưu lại; dán ảnh, bảng vào thay cho liên kết.",
    ),
    "attachment.embedded": (
        "Tệp chứa tệp, đối tượng hoặc phông chữ khác ở bên trong.",
        "Bỏ đối tượng nhúng, ảnh kiểu cũ và phông chữ kèm theo rồi lưu lại.",
    ),
    "attachment.encrypted": ("Tệp có mật khẩu.", "Bỏ mật khẩu rồi lưu lại."),
    "attachment.too-complex": (
        "Tệp quá lớn hoặc quá phức tạp khi mở ra.",
        "Chép nội dung sang một tệp mới rồi lưu lại.",
    ),
}
_BROKEN = (
    "Tệp không đọc được: hỏng hoặc không đúng loại.",
    "Mở bằng Word hoặc LibreOffice rồi lưu lại thành .docx.",
)


def read_document(source: ImportSource) -> Import:
    """Read a Word document; all that is wrong with it is told at once."""
    try:
        document, texts = read_docx(suffix(source.name), source.data)
    except RefusedError as error:
        return Import(refused=(_refusal(error),))
    kept_out = refused_texts(texts, source.gate)
    if kept_out:
        return Import(refused=kept_out)
    return DocumentReader(source, document).read()


def _refusal(error: RefusedError) -> Remark:
    text, advice = _REFUSED.get(error.code, _BROKEN)
    if error.code == "attachment.hidden-data":
        rule = RULES[error.code]
        text, advice = rule.message.format(where="").replace("Tệp kèm theo", "Tệp"), rule.help
    return Remark("", text, advice)
