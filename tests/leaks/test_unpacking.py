"""The search for leaks sees through every wrapping that a site may put around a text."""

import base64
import gzip
import io
import json
import unicodedata
import zipfile
from pathlib import Path
from urllib.parse import quote

import pytest
from pypdf import PdfWriter
from unpacking import plain, texts

MARK = "Đường zộpbạ"
FOUND = "duong zopba"


def _zip(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def _pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    writer.add_metadata({"/Title": MARK})
    writer.compress_identical_objects()
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


WRAPPED = {
    "as it is": MARK.encode(),
    "decomposed": unicodedata.normalize("NFD", MARK).encode(),
    "capitals": MARK.upper().encode(),
    "entities": "".join(f"&#{ord(letter)};" for letter in MARK).encode(),
    "hexadecimal entities in JSON": json.dumps(
        "".join(f"&#x{ord(letter):x};" for letter in MARK)
    ).encode(),
    "JSON": json.dumps({"title": MARK}).encode(),
    "percent": quote(MARK).encode(),
    "UTF-16": MARK.encode("utf-16"),
    "base64": b'{"x": "' + base64.b64encode(f"{MARK} và nhiều chữ khác".encode()) + b'"}',
    "gzip": gzip.compress(MARK.encode()),
    "gzip in base64": base64.b64encode(gzip.compress(MARK.encode())),
    "archive": _zip("xl/sharedStrings.xml", f"<t>{MARK}</t>".encode()),
    "archive in archive": _zip("a.docx", _zip("word/document.xml", MARK.encode())),
    "name in an archive": _zip(f"{MARK}.txt", b""),
    "metadata of a PDF": _pdf(),
}


@pytest.mark.parametrize("way", WRAPPED)
def test_a_mark_is_found_in_every_wrapping(way: str, tmp_path: Path) -> None:
    (tmp_path / "tep.bin").write_bytes(WRAPPED[way])
    assert any(FOUND in plain(text) for _, text in texts(tmp_path))


def test_a_mark_is_found_in_the_name_of_a_file_and_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / f"{MARK} 1").mkdir()
    (tmp_path / f"{MARK} 1" / f"{MARK} 2").write_bytes(b"")
    names = [plain(text) for name, text in texts(tmp_path) if name == text]
    assert [FOUND in name for name in names] == [True, True]
    assert f"{FOUND} 2" in names[1]


def test_what_is_not_there_is_not_found(tmp_path: Path) -> None:
    for number, data in enumerate(WRAPPED.values()):
        (tmp_path / str(number)).write_bytes(data)
    assert not any("zopbu" in plain(text) for _, text in texts(tmp_path))
