"""Small attachments made by hand: a PDF, office packages, pictures, and parts of them to spoil."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_CMAP = """/CIDInit /ProcSet findresource begin 12 dict begin begincmap
1 begincodespacerange <0000> <FFFF> endcodespacerange
{count} beginbfchar
{lines}
endbfchar endcmap end end"""


def pdf(
    *pages: str,
    info: Mapping[str, str] | None = None,
    catalog: str = "",
    page: str = "",
    extra: Sequence[str] = (),
) -> bytes:
    """Return a PDF of one text a page; `extra` are objects from number 100 on."""
    used = sorted({letter for text in pages for letter in text if letter != "\n"}) or [" "]
    lines = "\n".join(f"<{ord(letter):04X}> <{ord(letter):04X}>" for letter in used)
    cmap = _CMAP.format(count=len(used), lines=lines)
    kids = " ".join(f"{10 + 2 * index} 0 R" for index in range(len(pages)))
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /Tinos /Encoding /Identity-H"
        " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        4: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Tinos /DW 500"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        5: _stream(cmap),
        6: f"<< {' '.join(f'/{key} {_string(value)}' for key, value in (info or {}).items())} >>",
    }
    for index, text in enumerate(pages):
        objects[10 + 2 * index] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {11 + 2 * index} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> {page} >> >>"
        )
        objects[11 + 2 * index] = _stream(_shown(text))
    objects |= {100 + index: text for index, text in enumerate(extra)}
    return _file(objects)


def _shown(text: str) -> str:
    lines = (
        f"<{''.join(f'{ord(letter):04X}' for letter in line)}> Tj T*" for line in text.split("\n")
    )
    return f"BT /F1 12 Tf 16 TL 50 800 Td {' '.join(lines)} ET" if text else ""


def _string(text: str) -> str:
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def _stream(text: str) -> str:
    return f"<< /Length {len(text.encode('latin-1'))} >>\nstream\n{text}\nendstream"


def _file(objects: Mapping[int, str]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    offsets = {}
    for number, text in objects.items():
        offsets[number] = len(out)
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("latin-1")
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, offset in offsets.items():
        out += f"{number} 1\n{offset:010} 00000 n \n".encode()
    size = max(objects) + 1
    out += (
        f"trailer\n<< /Size {size} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    )
    return bytes(out)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Return a zip archive of the parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _types(main: str, path: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/{path}" ContentType="{main}"/></Types>'
    )


def relationships(*rows: str) -> str:
    """Return a part of relationships."""
    return f'<Relationships xmlns="{_RELS}">{"".join(rows)}</Relationships>'


def docx_parts(*paragraphs: str) -> dict[str, str | bytes]:
    """Return the parts of a Word document of plain paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return {
        "[Content_Types].xml": _types(DOCX_TYPE, "word/document.xml"),
        "_rels/.rels": relationships(
            '<Relationship Id="r1" Type="http://x/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }


def word_part(kind: str, text: str) -> str:
    """Return a header, footer, comments … of a Word document."""
    return f'<w:{kind} xmlns:w="{_WORD}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'


def xlsx_parts(
    rows: Sequence[Sequence[str]], *, name: str = "Biểu 1", sheet: str = ""
) -> dict[str, str | bytes]:
    """Return the parts of a workbook of one sheet; `sheet` is more of its XML."""
    cells = "".join(
        f'<row r="{number}">'
        + "".join(_cell(f"{chr(65 + column)}{number}", text) for column, text in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    return {
        "[Content_Types].xml": _types(XLSX_TYPE, "xl/workbook.xml"),
        "_rels/.rels": relationships(
            '<Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}"><sheets><sheet name="{name}" sheetId="1"/>'
        "</sheets></workbook>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEET}"><sheetData>{cells}</sheetData>'
        f"{sheet}</worksheet>",
    }


def _cell(reference: str, text: str) -> str:
    if text.startswith("#"):
        return f'<c r="{reference}"><v>{text[1:]}</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def png(*extra: tuple[bytes, bytes], size: tuple[int, int] = (3, 2)) -> bytes:
    """Return a picture of red pixels with further chunks before its data."""
    width, height = size
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\xc0\x10\x10" * width) * height
    chunks = [(b"IHDR", head), *extra, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def jpeg(*segments: tuple[int, bytes]) -> bytes:
    """Return what has the shape of a JPEG, with further segments; nobody decodes it."""
    frame = (0xC0, struct.pack(">BHHB", 8, 2, 3, 1) + b"\1\x11\0")
    written = b"".join(
        bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data
        for marker, data in ((0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0"), *segments, frame)
    )
    scan = b"\xff\xda" + struct.pack(">H", 8) + b"\1\1\0\0\x3f\0" + b"\x12\x34\xff\0\x56"
    return b"\xff\xd8" + written + scan + b"\xff\xd9"
