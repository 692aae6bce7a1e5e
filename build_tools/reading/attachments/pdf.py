"""PDF (ISO 32000): the text of every page, note and revision, every string; nothing that acts."""

import io
import re
from collections import Counter
from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.errors import LimitReachedError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    IndirectObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from build_tools.reading.attachments.jpeg import read_jpeg
from build_tools.reading.attachments.model import (
    HIDDEN_DATA,
    METADATA,
    TOO_COMPLEX,
    UNREADABLE,
    Reading,
    RefusedError,
    TextPart,
)
from build_tools.reading.legacy_encodings import find_old_text

MOST_PAGES = 1_000
_MOST_OBJECTS = 200_000
_MOST_REVISIONS = 10
_MOST_TEXT = 20_000_000
_END = re.compile(rb"%%EOF[\r\n \t\0]*")
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/AA", "/XFA"}
_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/Rendition",
    "/Movie",
    "/Sound",
}
_ACTIONS |= {"/RichMediaExecute", "/GoTo3DView", "/ResetForm"}
_ELSEWHERE = {"/GoToR", "/GoToE"}
_EMBEDDED_KEYS = {"/EmbeddedFiles", "/EF", "/RichMediaContent", "/Collection"}
_EMBEDDED = {"/EmbeddedFile", "/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
_LINK = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_RUNS = re.compile(r"\s*(?:javascript|vbscript|data)\s*:", re.IGNORECASE)
# Stamps that the standard names; a viewer draws them in words.
_STAMPS = {"/Confidential", "/TopSecret", "/NotForPublicRelease", "/ForDepartmentalOnly"}
_PAINTING = re.compile(rb"(?:^|[\s\]])(?:f\*?|F|B\*?|b\*?|S|s|sh|Do|EI|T[jJ]|['\"])(?=\s|$)")
_OLD_FONT = re.compile(r"(?:\+|/)(?:\.Vn|VNI-|\.?VnTime)", re.IGNORECASE)
_COLUMNS = re.compile(" {4,}")
_LARGE = 500  # pixels: what may be a scanned page, not a logo
_DEEPEST_FORM = 3
_FEW_LETTERS = 50
_MOST_UNREADABLE = 0.02
_UNREADABLE_LETTER = re.compile("[\0-\x08\x0e-\x1f\x7f-\x9f\ufffd\ue000-\uf8ff]")


def read_pdf(data: bytes) -> Reading:
    """Read a PDF; RefusedError where it acts, hides or cannot be read."""
    try:
        return Reading(tuple(part for each in _revisions(data) for part in _read(each)))
    except RefusedError:
        raise
    except (LimitReachedError, MemoryError, RecursionError) as error:
        raise RefusedError(TOO_COMPLEX) from error
    except Exception as error:  # whatever a damaged file makes of the parser
        raise RefusedError(UNREADABLE) from error


def _revisions(data: bytes) -> Iterator[bytes]:
    """Yield the file as it is now and as each earlier saving of it left it."""
    ends = [match.end() for match in _END.finditer(data)]
    if not ends or ends[-1] != len(data):
        raise RefusedError(HIDDEN_DATA if ends else UNREADABLE)
    if b"/Linearized" in data[:1024]:
        ends = ends[1:] or ends  # the first end of such a file closes only its first page
    if len(ends) > _MOST_REVISIONS:
        raise RefusedError(TOO_COMPLEX)
    yield from (data[:end] for end in reversed(ends))


def _read(data: bytes) -> Iterator[TextPart]:
    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        raise RefusedError("attachment.encrypted")
    yield from _objects(reader)
    if len(reader.pages) > MOST_PAGES:
        raise RefusedError(TOO_COMPLEX)
    total = 0
    for number, page in enumerate(reader.pages, start=1):
        text = _shown_text(page)
        total += len(text)
        if total > _MOST_TEXT:
            raise RefusedError(TOO_COMPLEX)
        _check_readable(page, text, f"trang {number}")
        yield TextPart(f"trang {number}", text)
        yield from _notes(page, f"trang {number}, ghi chú")


def _shown_text(page: PageObject) -> str:
    """Return the text as it stands on the page; columns apart by line ends.

    Reading by place keeps words whole where a font changes within them, but passes over drawn
    forms: where the page has any, what only the order of the file gives is added.
    """
    by_place = page.extract_text(
        extraction_mode="layout",
        layout_mode_space_vertically=False,
        layout_mode_strip_rotated=False,
    )
    if by_place.strip() and not _has_form(page.get("/Resources"), "/Form", 1):
        return _COLUMNS.sub("\n", by_place)
    by_order = page.extract_text()
    if Counter("".join(by_order.split())) - Counter("".join(by_place.split())):
        by_place = f"{by_place}\n\n{by_order}"
    return _COLUMNS.sub("\n", by_place)


def _objects(reader: PdfReader) -> Iterator[TextPart]:
    """Look at every object of the file, used or not."""
    numbers = {(number, generation) for generation, xref in reader.xref.items() for number in xref}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    if len(numbers) > _MOST_OBJECTS:
        raise RefusedError(TOO_COMPLEX)
    yield from _walk(reader.trailer)
    for number, generation in sorted(numbers):
        found = reader.get_object(IndirectObject(number, generation, reader))
        if found is not None:
            yield from _walk(found)


def _walk(top: PdfObject) -> Iterator[TextPart]:
    waiting: list[PdfObject] = [top]
    seen = 0
    while waiting:
        one = waiting.pop()
        seen += 1
        if seen > _MOST_OBJECTS:
            raise RefusedError(TOO_COMPLEX)
        if isinstance(one, DictionaryObject):
            yield from _dictionary(one)
            waiting.extend(
                one.raw_get(key) for key in one if not isinstance(one.raw_get(key), IndirectObject)
            )
        elif isinstance(one, ArrayObject):
            waiting.extend(
                item for item in list.__iter__(one) if not isinstance(item, IndirectObject)
            )
        elif isinstance(one, TextStringObject) and len(one.strip()) > 1:
            yield TextPart(METADATA, str(one))


def _dictionary(one: DictionaryObject) -> Iterator[TextPart]:
    keys = set(one)
    names = {str(one[key]) for key in ("/S", "/Type", "/Subtype") if key in keys}
    if keys & _ACTIVE_KEYS or names & _ACTIONS:
        raise RefusedError("attachment.active")
    if keys & _EMBEDDED_KEYS or names & _EMBEDDED:
        raise RefusedError("attachment.embedded")
    if names & _ELSEWHERE or ("/Ref" in keys and "/Form" in names):
        raise RefusedError("attachment.external")
    if "/URI" in keys and "/URI" in names:
        _check_link(str(one["/URI"]).strip())
    if "/BaseFont" in keys and _OLD_FONT.search(str(one["/BaseFont"])):
        raise RefusedError("attachment.unreadable-text")
    if str(one.get("/Name")) in _STAMPS and "/Stamp" in names:
        yield TextPart("dấu đóng trên trang", "MẬT")
    if isinstance(one, StreamObject):
        yield from _stream(one, names)


def _check_link(target: str) -> None:
    if not _LINK.match(target):
        runs = _RUNS.match(target)
        raise RefusedError("attachment.active" if runs else "attachment.external")


def _stream(stream: StreamObject, names: set[str]) -> Iterator[TextPart]:
    if "/F" in stream:
        raise RefusedError("attachment.external")
    filters = str(stream.get("/Filter", ""))
    if "/Crypt" in filters:
        raise RefusedError("attachment.encrypted")
    if "/Metadata" in names:
        text = stream.get_data().decode("utf-8", errors="ignore")
        yield TextPart(METADATA, re.sub(r"<[^>]*>", "\n", text))
        yield TextPart(METADATA, "\n".join(re.findall(r"=\"([^\"]*)\"", text)))
    if filters in {"['/DCTDecode']", "/DCTDecode"}:
        picture = stream._data  # noqa: SLF001  the JPEG as it stands, which nothing public gives
        yield from (TextPart("ảnh trong tệp", part.text) for part in read_jpeg(picture).parts)


def _notes(page: PageObject, where: str) -> Iterator[TextPart]:
    """Yield what the notes and stamps on a page show."""
    for reference in page.get("/Annots") or ():
        note = reference.get_object()
        drawn = (note.get("/AP") or {}).get("/N") if isinstance(note, DictionaryObject) else None
        drawn = drawn.get_object() if drawn is not None else None
        states = [drawn] if isinstance(drawn, StreamObject) else list((drawn or {}).values())
        for state in states:
            form = state.get_object()
            if isinstance(form, EncodedStreamObject):
                yield TextPart(where, page.extract_xform_text(form))


def _check_readable(page: PageObject, text: str, where: str) -> None:
    """Refuse a page that shows something of which nothing, or nothing sound, can be read."""
    letters = len("".join(text.split()))
    if letters < _FEW_LETTERS and _has_form(page.get("/Resources"), "/Image", _DEEPEST_FORM):
        raise RefusedError("attachment.scanned", where)
    if not letters:
        contents = page.get_contents()
        if contents is not None and _PAINTING.search(contents.get_data()):
            raise RefusedError("attachment.scanned", where)
    odd = len(_UNREADABLE_LETTER.findall(text))
    if odd > _MOST_UNREADABLE * max(letters, 1) or find_old_text(text) is not None:
        raise RefusedError("attachment.unreadable-text", where)


def _has_form(resources: PdfObject | None, kind: str, depth: int) -> bool:
    """Say whether there is a drawn form, or a large image (`/Image`), perhaps in a form."""
    resources = resources.get_object() if resources is not None else None
    if not isinstance(resources, DictionaryObject) or not depth:
        return False
    forms = resources.get("/XObject")
    forms = forms.get_object() if forms is not None else None
    for reference in forms.values() if isinstance(forms, DictionaryObject) else ():
        form = reference.get_object()
        if not isinstance(form, DictionaryObject):
            continue
        if form.get("/Subtype") == kind and (kind == "/Form" or _is_large(form)):
            return True
        if _has_form(form.get("/Resources"), kind, depth - 1):
            return True
    return False


def _is_large(image: DictionaryObject) -> bool:
    return min(int(image.get("/Width", 0)), int(image.get("/Height", 0))) >= _LARGE
