"""The gate: no mark of secrecy, personal number or named person may reach a site.

It works on the texts as they were read, before anything is interpreted, so that no other fault can
hide one. It refuses and never assigns a level; findings never repeat what was found.
"""

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Self

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.language import Phrase
from build_tools.memo import AnyMemo, NoMemo
from build_tools.reading.attachments.model import TextPart
from build_tools.reading.attachments.places import in_brackets
from build_tools.reading.attachments.reader import ReadAttachment
from build_tools.reading.period_lock import without_digests
from build_tools.reading.text import SourceText
from build_tools.validation.rules.named_persons import find_named_persons, place_names
from build_tools.validation.rules.personal_numbers import find_numbers, national
from build_tools.validation.rules.private_life import find_private_life
from build_tools.validation.rules.secrecy_marks import find_marks
from build_tools.validation.rules.text_units import LOWER, UPPER, TextUnits, word_set
from schemas.place import Place
from schemas.settings import Settings
from schemas.text import fold_key, nfc

# Letters of other alphabets and styles that look like ours: Greek, Cyrillic, full width, bold …
_FOREIGN = re.compile(
    "[\u0370-\u052f\u2000-\u200a\u2010-\u2012\u202f\u2100-\u214f\u2212\u2460-\u24ff\u3000\uff00-\uffef"
    "\U0001d400-\U0001d7ff\U0001f130-\U0001f149]"
)
# The bytes of UTF-8 that no letter of these begins with: they begin those before U+0340 and of
# U+1000 to U+1FFF, where ours lie, or go on with a letter.
_NOT_FOREIGN = bytes([*range(0xCD), 0xE1])
_LOOKALIKES = str.maketrans(
    "АВЕЅЗКМНОРСТУХІаеорсухіΑΒΕΖΗΙΚΜΝΟΡΤΥΧο\u2010\u2011\u2012\u2212",
    "ABES3KMHOPCTYXIaeopcyxiABEZHIKMNOPTYXo----",
)
_ENCODED = re.compile(r"&(?:#\w+|\w+);|\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|U[0-9a-fA-F]{8})")
_ESCAPE = re.compile(r"\\[uxU]([0-9a-fA-F]+)")
_CAMEL = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}])")
_WORDS = re.compile(r"[^\W\d_]+")
_NAME_WORD = re.compile(r"[^\W_]+")
_SINGLE_LETTERS = re.compile(r"(?<= )\w(?: \w)+(?= )")
_CIRCULATION = (
    *("xem xong tra lai", "xem xong nop lai", "xem xong thu hoi", "khong pho bien"),
    *("tai lieu thu hoi", "khong sao chup"),
)
_JOINED = frozenset({"toimat", "tuyetmat"})
_MOST_TOLD = 50  # of one attachment
# What does not show and could part the letters of a mark; reading refuses it in text files.
_VISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# The same for what is only looked at: also letters that are no characters or a font's own.
_NO_LETTER = frozenset({"Cc", "Cf", "Cn", "Co", "Cs"})
_IN_ATTACHMENT = {
    "secrecy.mark": "attachment.mark",
    "secrecy.level": "attachment.level",
    "secrecy.circulation-mark": "attachment.circulation-mark",
    "secrecy.citizen-id": "attachment.citizen-id",
    "secrecy.old-id": "attachment.old-id",
    "secrecy.passport": "attachment.passport",
    "secrecy.social-insurance": "attachment.social-insurance",
    "secrecy.mobile-phone": "attachment.mobile-phone",
    "secrecy.bank-account": "attachment.bank-account",
    "secrecy.named-person": "attachment.named-person",
    "secrecy.private-life": "attachment.private-life",
}
# In a name without accents `mat` may be mặt, mất, mắt or mát as well; these are the usual company.
_COMPANY_BEFORE = word_set(
    "bao bi co do than be ra vang duong nuoc bo che tam ong tien gan tui tri giam truc gap kham mo "
    "hop lay danh dien nhan nuoi kinh ngoai khau thau choang"
)
_COMPANY_AFTER = word_set(
    "do ong khau thiet ma vu mia tran bang duong nuoc dat mua rung an can hang tien me troi cat "
    "truoc sau trai ngoai cau nhan dien to doan xa nguoi hoc tu benh song mat"
)


@dataclass(frozen=True, slots=True)
class Gate:
    """What is let through: these telephones, and names of these places."""

    phones: frozenset[str]
    places: frozenset[str]

    @classmethod
    def of(cls, sources: Iterable[SourceText], settings: Settings) -> Self:
        """Take the telephones of the settings and the places of the catalogue files."""
        phones = frozenset(national(phone) for phone in settings.public_phones)
        return cls(phones, place_names(sources))

    @property
    def digest(self) -> str:
        """Digest of all that it lets through."""
        let_through = repr((sorted(self.phones), sorted(self.places)))
        return hashlib.sha256(let_through.encode()).hexdigest()

    def find(self, units: TextUnits) -> Iterator[tuple[str, int]]:
        """Yield rule and offset of everything in the text that is refused."""
        yield from find_marks(units)
        yield from find_numbers(units, self.phones)
        yield from find_named_persons(units, self.places)
        yield from find_private_life(units, self.places)

    def refuses_source(self, source: SourceText) -> bool:
        """Say whether anything in a text is refused, whatever hidden letters part its words."""
        text = nfc("".join(letter for letter in source.text if _may_show(letter)))
        return bool(check_text(source._replace(text=text), self))

    def refuses(self, text: str) -> bool:
        """Say whether anything in a short text, such as a name or a value, is refused."""
        plain = _plain_letters(_VISIBLE.sub("", nfc(text)))
        return next(self.find(TextUnits(plain, None, 0)), None) is not None


def _may_show(letter: str) -> bool:
    return letter in "\t\n" or unicodedata.category(letter) not in _NO_LETTER


def check_source(source: SourceText, gate: Gate) -> tuple[Diagnostic, ...]:
    """Return `secrecy.*` of a file of `content/`, at the place of each finding."""
    return check_text(without_digests(source), gate)


def check_text(source: SourceText, gate: Gate) -> tuple[Diagnostic, ...]:
    """Return `secrecy.*` of one text, at the place of each finding."""
    text = _plain_letters(source.text)
    units = TextUnits.of(source.path, text)
    found = [(code, units.position(offset)) for code, offset in gate.find(units)]
    found += _find_encoded(units, gate, {line for _, (line, _) in found})
    return tuple(
        Diagnostic(code=code, place=Place(source.path, line, column))
        for code, (line, column) in found
    )


def check_attachments(
    attachments: Iterable[ReadAttachment], gate: Gate, memo: AnyMemo | None = None
) -> Iterator[Diagnostic]:
    """Check text and metadata of attachments; each rule once for each place in a file."""
    kept = memo or NoMemo()
    digest = gate.digest
    for one in attachments:
        key = "gate", one.attachment.path, one.attachment.source_sha256, digest
        yield from kept.get(key, partial(_check_attachment, one, gate))


def _check_attachment(one: ReadAttachment, gate: Gate) -> tuple[Diagnostic, ...]:
    place = Place(one.attachment.path)
    told = dict.fromkeys(
        (code, where) for part in one.parts for code, where in find_in_part(part, gate)
    )
    return tuple(
        Diagnostic(code=_IN_ATTACHMENT[code], place=place, params={"where": where})
        for code, where in list(told)[:_MOST_TOLD]
    )


def find_in_part(part: TextPart, gate: Gate) -> Iterator[tuple[str, Phrase]]:
    """Yield rule and place of what is refused in a part of an attachment."""
    text = _plain_letters(_VISIBLE.sub("", nfc(part.text)))
    units = TextUnits(text, None, 0)
    lines = text.strip().count("\n")
    for code, offset in gate.find(units):
        line = sum(1 for each in text[:offset].split("\n")[:-1] if each.strip()) + 1
        yield code, in_brackets(part.where, line if lines else None)


def check_names(paths: Iterable[str]) -> Iterator[Diagnostic]:
    """Check the names of files and folders; yields one finding a path, at its first line.

    The finding carries the path as it may be shown: its words are cut to their first letters.
    """
    judged: dict[str, tuple[bool, bool]] = {}  # folders repeat
    for path in paths:
        parts = nfc(path).split("/")
        for part in parts:
            if part not in judged:
                judged[part] = _has_number(part), _is_marked_name(part)
        numbers = [part for part in parts if judged[part][0]]
        marked = [part for part in parts if judged[part][1]]
        if marked or numbers:
            code = "secrecy.name" if marked else "secrecy.number-in-name"
            shown = "/".join(_cut(part) if part in {*marked, *numbers} else part for part in parts)
            yield Diagnostic(code=code, place=Place(path), params={"shown": shown})


def _has_number(part: str) -> bool:
    return next(find_numbers(_name_units(part), frozenset()), None) is not None


def _cut(name: str) -> str:
    stem, dot, kind = name.rpartition(".")
    return (
        f"{_NAME_WORD.sub(_first_letter, stem or kind)}{dot if stem else ''}{kind if stem else ''}"
    )


def _first_letter(match: re.Match[str]) -> str:
    return f"{match[0][0]}…"


def _find_encoded(
    units: TextUnits, gate: Gate, known: set[int]
) -> list[tuple[str, tuple[int, int]]]:
    """Look again at lines with entities or escapes (`M&#7852;T`), as the page would show them."""
    found: list[tuple[str, tuple[int, int]]] = []
    has_any = "&" in units.text or "\\" in units.text  # far sooner told than by the pattern
    for match in _ENCODED.finditer(units.text) if has_any else ():
        low, high = units.line_around(*match.span())
        line = units.position(low)[0]
        if line in known:
            continue
        known.add(line)
        shown = nfc(html.unescape(_ESCAPE.sub(_unescape, units.text[low:high])))
        ends = len(shown) if match.start() < units.front_matter_end else 0
        decoded = TextUnits(shown, units.delimiter, ends)
        found += [(code, (line, 1)) for code, _ in gate.find(decoded)]
    return found


def _unescape(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return chr(code) if code <= 0x10FFFF else match[0]  # noqa: PLR2004  the end of Unicode


def _plain_letters(text: str) -> str:
    """Return the text with look-alike letters as plain ones; every offset stays."""
    if not text.encode(errors="surrogatepass").translate(None, _NOT_FOREIGN):
        return text
    if not _FOREIGN.search(text):
        return text
    plain = (unicodedata.normalize("NFKC", letter) for letter in text.translate(_LOOKALIKES))
    return "".join(new if len(new) == 1 else old for new, old in zip(plain, text, strict=True))


def _name_units(part: str) -> TextUnits:
    return TextUnits(part.replace("_", " "), None, 0)


def _is_marked_name(part: str) -> bool:
    words = [word for piece in _WORDS.findall(part) for word in _CAMEL.sub(" ", piece).split()]
    folded = [fold_key(word) for word in words]
    line = f" {' '.join(folded)} "
    if any(f" {mark} " in line or mark.replace(" ", "") in folded for mark in _CIRCULATION):
        return True
    spread = "".join(_SINGLE_LETTERS.findall(line)).replace(" ", "")
    if "mat" in spread or any(mark.replace(" ", "") in spread for mark in _CIRCULATION):
        return True
    if not _JOINED.isdisjoint(folded):
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
