"""Every text that is in a built tree, out of every wrapping: archives, PDF, escapes, spellings."""

import base64
import binascii
import gzip
import html
import io
import re
import subprocess
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote_plus

_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PDF_TEXT = re.compile(rb"\(((?:[^()\\]|\\.)*)\)|<([0-9A-Fa-f\s]+)>")
_PDF_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(.))", re.DOTALL)
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_ESCAPE = re.compile(r"\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})")
_DEPTH = 6


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the name of every file and folder, and every text in every file, with where it is."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, name
        if path.is_file():
            for text in texts_of(path.read_bytes()):
                yield name, text


def texts_of(data: bytes, depth: int = _DEPTH) -> Iterator[str]:
    """Yield the texts of a file, also of what is packed in it."""
    yield from _read(data)
    if depth:
        for inner in _unpacked(data):
            yield from texts_of(inner, depth - 1)


def _read(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield data.decode("utf-16", "replace")


def _unpacked(data: bytes) -> Iterator[bytes]:
    if data[:2] == b"\x1f\x8b":
        yield gzip.decompress(data)
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)
    if b"%PDF-" in data[:1024]:
        yield from _printed(data)
        for match in _STREAM.finditer(data):
            try:
                yield zlib.decompress(match[1])
            except zlib.error:
                yield match[1]
    if b"%PDF-" in data[:1024] or b" Tj" in data or b" TJ" in data:
        for text, digits in _PDF_TEXT.findall(data):
            yield _PDF_ESCAPE.sub(_pdf_letter, text) if text else _from_hex(digits)
    for match in _BASE64.finditer(data):
        yield from _from_base64(match[0])


def _printed(pdf: bytes) -> Iterator[bytes]:
    """Yield the words on the pages, whose letters stand as numbers of a font; lines also joined."""
    command = ["pdftotext", "-raw", "-", "-"]
    shown = subprocess.run(command, input=pdf, check=False, capture_output=True).stdout
    yield shown
    yield shown.replace(b"\n", b"")


def _pdf_letter(match: re.Match[bytes]) -> bytes:
    """Return what an escape in a string of a PDF stands for (ISO 32000-1, 7.3.4.2)."""
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}.get(match[2], match[2])


def _from_hex(digits: bytes) -> bytes:
    pairs = re.sub(rb"\s", b"", digits).decode()
    return bytes.fromhex(pairs + "0" * (len(pairs) % 2))


def _from_base64(text: bytes) -> Iterator[bytes]:
    padded = text.translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
    padded += b"=" * (-len(padded) % 4)
    try:
        found = base64.b64decode(padded)
    except binascii.Error:
        return
    # A word of the alphabet is base64 of noise; what was wrapped on purpose is text or packed.
    if found[:2] == b"\x1f\x8b" or _is_text(found):
        yield found


def _is_text(data: bytes) -> bool:
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return sum(letter.isprintable() or letter.isspace() for letter in text) == len(text)


def plain(text: str) -> str:
    """Return the text with every escape undone, without accents, in lower case."""
    for _ in range(2):  # an escape may be escaped once more, as HTML within JSON
        text = unquote_plus(html.unescape(_ESCAPE.sub(_letter, text)))
    decomposed = unicodedata.normalize("NFD", text).casefold().replace("đ", "d")
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _letter(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else " "
