"""DOCX and XLSX (ISO/IEC 29500): which parts may stand in them, and the text of all of them."""

import re
from collections.abc import Iterator, Mapping

from build_tools.reading.attachments.jpeg import read_jpeg
from build_tools.reading.attachments.markup import parse_xml
from build_tools.reading.attachments.model import (
    METADATA,
    UNREADABLE,
    Reading,
    RefusedError,
    TextPart,
)
from build_tools.reading.attachments.package import open_package, write_package
from build_tools.reading.attachments.png import read_png
from build_tools.reading.attachments.spreadsheet import read_sheets
from build_tools.reading.attachments.word import read_paragraphs

_MAIN = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_TYPES = "[Content_Types].xml"
_MACRO = re.compile(r"vba|macro|activex|ctrlprops|customui|webextension", re.IGNORECASE)
_EMBEDDED = re.compile(r"(?:^|/)embeddings/|oleobject|package\d*\.|afchunk", re.IGNORECASE)
_EXTERNAL = re.compile(r"externallinks?/|connections\.xml|querytables/|/model/", re.IGNORECASE)
_XML = re.compile(r"\.(?:xml|rels|vml)\Z", re.IGNORECASE)
_PICTURES = {".png": read_png, ".jpg": read_jpeg, ".jpeg": read_jpeg}
_PRINTER = re.compile(r"xl/printersettings/[^/]*\.bin", re.IGNORECASE)
_MACRO_TYPES = ("macroenabled", "vbaproject", "activex", "macrosheet")
_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
# Fields and formulas that fetch or run something.
_FETCHING = re.compile(
    r"\b(?:DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|MACROBUTTON|DATABASE)\b|\bLINK\s+\w+\.|"
    r"\b(?:WEBSERVICE|FILTERXML|IMPORTDATA|RTD|CALL|REGISTER\.ID)\s*\(|\|\s*'"
)

_COMMANDS = {"f", "instrText", "delInstrText", "definedName", "formula", "formula1", "formula2"}


def read_office(data: bytes, kind: str) -> Reading:
    """Read a `.docx` or `.xlsx`; RefusedError where it is none or does more than show."""
    parts = open_package(data)
    _check_kind(parts, kind)
    for name in parts:
        _check_name(name)
    texts = [text for name, content in parts.items() for text in _part(name, content)]
    read = read_paragraphs if kind == ".docx" else read_sheets
    texts += read(parts)
    return Reading(tuple(texts), _without_metadata(parts))


def _check_kind(parts: Mapping[str, bytes], kind: str) -> None:
    types: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name in {"Override", "Default"}:
            types.append(attributes.get("ContentType", ""))

    if _TYPES not in parts:
        raise RefusedError("attachment.wrong-kind")
    parse_xml(parts[_TYPES], start, _nothing, _nothing)
    if any(mark in one.casefold() for one in types for mark in _MACRO_TYPES):
        raise RefusedError("attachment.macro")
    if types.count(_MAIN[kind]) != 1:
        raise RefusedError("attachment.wrong-kind")


def _check_name(name: str) -> None:
    if _MACRO.search(name):
        raise RefusedError("attachment.macro")
    if _EXTERNAL.search(name):
        raise RefusedError("attachment.external")
    is_known = _XML.search(name) or _picture(name) or _PRINTER.fullmatch(name)
    if _EMBEDDED.search(name) or not is_known:
        raise RefusedError("attachment.embedded")
    if name.startswith(("/", "\\")) or ".." in name.split("/"):
        raise RefusedError(UNREADABLE)


def _picture(name: str) -> str | None:
    suffix = f".{name.rpartition('.')[2].lower()}"
    return suffix if suffix in _PICTURES else None


def _part(name: str, content: bytes) -> Iterator[TextPart]:
    """Check one part by itself; yield what no reader of the whole document looks at."""
    yield TextPart("tên phần trong tệp", name.rpartition("/")[2])
    kind = _picture(name)
    if kind is not None:
        yield from (TextPart("ảnh trong tệp", each.text) for each in _read_picture(kind, content))
    elif _PRINTER.fullmatch(name):
        yield TextPart(METADATA, content.decode("utf-16-le", errors="ignore"))
    elif name.lower().endswith(".rels"):
        yield from _relationships(content)
    else:
        yield from _values(content)


def _read_picture(kind: str, content: bytes) -> tuple[TextPart, ...]:
    return _PICTURES[kind](content).parts


def _relationships(content: bytes) -> Iterator[TextPart]:
    targets: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        target = attributes.get("Target", "")
        targets.append(target)
        if kind in {"oleobject", "package", "afchunk", "subdocument"}:
            raise RefusedError("attachment.embedded")
        is_out = attributes.get("TargetMode", "").lower() == "external"
        if is_out and not (kind == "hyperlink" and _LINK.match(target)):
            raise RefusedError("attachment.external")

    parse_xml(content, start, _nothing, _nothing)
    yield from (TextPart("liên kết", target) for target in targets)


def _values(content: bytes) -> Iterator[TextPart]:
    """Yield the values of attributes (names, alternative texts, authors) and of properties."""
    values: dict[str, None] = {}
    commands: list[str] = []
    inside = ""

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        inside = name
        values.update(dict.fromkeys(value for value in attributes.values() if _says(value)))
        commands.extend(attributes.get(key, "") for key in ("instr", "refersTo", "formula"))

    def text(data: str) -> None:
        if inside in _COMMANDS:
            commands.append(data)

    parse_xml(content, start, _nothing, text)
    if _FETCHING.search("".join(commands)):
        raise RefusedError("attachment.external")
    yield from (TextPart("thuộc tính trong tệp", value) for value in values)


_WORDLESS = re.compile(r"[\W\d_]*[0-9A-Fa-f]*|[A-Za-z]?[a-z]*\d*|https?://schemas\.\S*")


def _says(value: str) -> bool:
    """Say whether an attribute's value may be words rather than a number, a colour or a code."""
    if len(value) < 3:  # noqa: PLR2004  the shortest mark
        return False
    return not _WORDLESS.fullmatch(value) or value.casefold() in {"mat", "toimat", "tuyetmat"}


def _without_metadata(parts: Mapping[str, bytes]) -> bytes | None:
    """Return the document with the metadata of its pictures taken away; None where none had any."""
    cleaned = {
        name: _PICTURES[kind](content).published or content
        for name, content in parts.items()
        for kind in [_picture(name)]
        if kind is not None
    }
    if all(parts[name] == content for name, content in cleaned.items()):
        return None
    return write_package({name: cleaned.get(name, content) for name, content in parts.items()})


def _nothing(*_: object) -> None:
    """Take no notice."""
