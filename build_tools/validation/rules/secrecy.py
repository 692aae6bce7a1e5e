"""The gate: no mark of secrecy, personal number or named person may reach a site.

It works on the texts as they were read, before anything is interpreted, so that no other fault can
hide one. It refuses and never assigns a level; findings never repeat what was found.
"""

import html
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from build_tools.diagnostics import Diagnostic
from build_tools.reading.text import SourceText
from build_tools.validation.rules.named_persons import find_named_persons, place_names
from build_tools.validation.rules.personal_numbers import find_numbers, national
from build_tools.validation.rules.secrecy_marks import find_marks
from build_tools.validation.rules.text_units import LOWER, UPPER, TextUnits, word_set
from schemas.catalogue import Place
from schemas.settings import Settings
from schemas.text import fold_key, nfc

# Letters of other alphabets and styles that look like ours: Greek, Cyrillic, full width, bold …
_FOREIGN = re.compile("[\u0370-\u052f\u2100-\u214f\uff00-\uffef\U0001d400-\U0001d7ff]")
_LOOKALIKES = str.maketrans(
    "АВЕЅЗКМНОРСТУХІаеорсухіΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABES3KMHOPCTYXIaeopcyxiABEZHIKMNOPTYXo"
)
_ENCODED = re.compile(r"&(?:#\w+|\w+);|\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8})")
_ESCAPE = re.compile(r"\\[uxU]([0-9a-fA-F]+)")
_CAMEL = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}])")
_WORDS = re.compile(r"[^\W\d_]+")
_CIRCULATION = ("xem xong tra lai", "khong pho bien", "tai lieu thu hoi")
# In a name without accents `mat` may be mặt, mất, mắt or mát as well; these are the usual company.
_COMPANY_BEFORE = word_set(
    "bao bi co do than be ra vang duong nuoc bo che tam ong tien gan tui tri giam truc gap"
)
_COMPANY_AFTER = word_set(
    "do ong khau thiet ma vu mia tran bang duong nuoc dat mua rung an can hang tien me troi cat "
    "truoc sau trai ngoai cau nhan dien to doan xa"
)


def check_texts(sources: Sequence[SourceText], settings: Settings) -> Iterator[Diagnostic]:
    """Check every text of `content/`; yields `secrecy.*` at the place of each finding."""
    phones = frozenset(national(phone) for phone in settings.public_phones)
    places = place_names(sources)
    for source in sources:
        text = _plain_letters(source.text)
        units = TextUnits.of(source.path, text)
        found = [(code, units.position(offset)) for code, offset in _find(units, phones, places)]
        found += _find_encoded(units, phones, places, {line for _, (line, _) in found})
        for code, (line, column) in found:
            yield Diagnostic(code=code, place=Place(source.path, line, column))


def check_names(paths: Sequence[str]) -> Iterator[Diagnostic]:
    """Check the names of files and folders; yields one finding a path, at its first line."""
    for path in paths:
        parts = PurePosixPath(nfc(path)).parts
        if any(_is_marked_name(part) for part in parts):
            yield Diagnostic(code="secrecy.name", place=Place(path))
        elif any(list(find_numbers(_name_units(part), frozenset())) for part in parts):
            yield Diagnostic(code="secrecy.number-in-name", place=Place(path))


def _find(
    units: TextUnits, phones: frozenset[str], places: frozenset[str]
) -> Iterator[tuple[str, int]]:
    yield from find_marks(units)
    yield from find_numbers(units, phones)
    yield from find_named_persons(units, places)


def _find_encoded(
    units: TextUnits, phones: frozenset[str], places: frozenset[str], known: set[int]
) -> list[tuple[str, tuple[int, int]]]:
    """Look again at lines with entities or escapes (`M&#7852;T`), as the page would show them."""
    found: list[tuple[str, tuple[int, int]]] = []
    for match in _ENCODED.finditer(units.text):
        low, high = units.line_around(*match.span())
        line = units.position(low)[0]
        if line in known:
            continue
        known.add(line)
        shown = nfc(html.unescape(_ESCAPE.sub(_unescape, units.text[low:high])))
        ends = len(shown) if match.start() < units.front_matter_end else 0
        decoded = TextUnits(shown, units.delimiter, ends)
        found += [(code, (line, 1)) for code, _ in _find(decoded, phones, places)]
    return found


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= 0x10FFFF else match[0]  # noqa: PLR2004  the end of Unicode


def _plain_letters(text: str) -> str:
    """Return the text with look-alike letters as plain ones; every offset stays."""
    if not _FOREIGN.search(text):
        return text
    plain = (unicodedata.normalize("NFKC", letter) for letter in text.translate(_LOOKALIKES))
    return "".join(new if len(new) == 1 else old for new, old in zip(plain, text, strict=True))


def _name_units(part: str) -> TextUnits:
    return TextUnits(part.replace("_", " "), None, 0)


def _is_marked_name(part: str) -> bool:
    words = [word for piece in _WORDS.findall(part) for word in _CAMEL.sub(" ", piece).split()]
    folded = [fold_key(word) for word in words]
    if any(f" {mark} " in f" {' '.join(folded)} " for mark in _CIRCULATION):
        return True
    return any(_is_mark(words, folded, index) for index, word in enumerate(folded) if word == "mat")


def _is_mark(words: list[str], folded: list[str], index: int) -> bool:
    if not words[index].isascii() and "ậ" not in words[index].casefold():
        return False  # mặt, mất, mắt, mát
    before = folded[index - 1] if index else ""
    after = folded[index + 1] if index + 1 < len(folded) else ""
    if before in {"toi", "tuyet"}:
        return True
    return before not in _COMPANY_BEFORE and after not in _COMPANY_AFTER
