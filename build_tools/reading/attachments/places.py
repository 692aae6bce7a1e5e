"""Places within attachments in words.

Where a part stands comes as Vietnamese text from the child that reads the file; its English is made
of the same few words.
"""

from build_tools.diagnostics.language import Phrase

# Those that take a number or a cell after them; the longer first where one begins another.
_COUNTED = {
    "trang tính": "sheet",
    "trang": "page",
    "dòng": "line",
    "hàng": "row",
    "ô": "cell",
}
_PLAIN = {
    "bảng chữ chung": "shared texts",
    "bảng": "table",
    "chân trang": "footer",
    "chú thích": "notes",
    "dấu đóng trên trang": "a stamp on a page",
    "đầu trang": "header",
    "đầu và chân trang": "header and footer",
    "ghi chú": "annotation",
    "liên kết": "link",
    "nhận xét": "comments",
    "phần khác": "another part",
    "siêu dữ liệu": "metadata",
    "tên phần trong tệp": "the name of a part",
    "thân văn bản": "body",
    "thuộc tính trong tệp": "attributes",
    "ảnh trong tệp": "a picture inside",
}


def in_brackets(where: str, line: int | None = None) -> Phrase:
    """Return ` (trang 3, dòng 5)`, and its English; nothing where nothing is known."""
    parts = [part for part in where.split(", ") if part]
    parts += [f"dòng {line}"] if line is not None else []
    if not parts:
        return Phrase("", "")
    return Phrase(f" ({', '.join(parts)})", f" ({', '.join(map(_english, parts))})")


def _english(part: str) -> str:
    if part in _PLAIN:
        return _PLAIN[part]
    for vietnamese, english in _COUNTED.items():
        if part.startswith(f"{vietnamese} "):
            return f"{english}{part.removeprefix(vietnamese)}"
    return part
