"""Characters that may not stand in text: they hide, turn, pile up or pass for others."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from build_tools.diagnostics.language import Phrase

_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
# Cyrillic, Armenian, Cherokee, Coptic and Lisu, and the Greek letters that are drawn like Latin
# ones; µ, Ω, α … are left to science.
_LOOKALIKE = (
    "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f\u0530-\u058f\u13a0-\u13ff\uab70-\uabbf"
    "\u2c80-\u2cff\ua4d0-\ua4ffΑΒΕΖΗΙΚΜΝΟΡΤΥΧονϲϳ"
)
# Formats that no other class holds (Unicode's category Cf), and blanks that are no white space.
_INVISIBLE = (
    "\u00ad\u034f\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d159"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_PLANES = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000)
)
MIXED_SCRIPT = "text.mixed-script"
_FORBIDDEN = {
    "text.lost-letters": "\ufffd",
    "text.control": "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]",
    "text.bidi": "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]",
    "text.invisible": f"[{_INVISIBLE}]",
    "text.private-use": f"[\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff{_PLANES}\U000f0000-\U0010ffff]",
    MIXED_SCRIPT: f"(?<=[{_LATIN}])[{_LOOKALIKE}]|[{_LOOKALIKE}](?=[{_LATIN}])",
}
# One quick look for any of their characters, before looking for each: sound Vietnamese has none.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f-\u0ce5\u115f-\u1cff\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800-\u2fff\u3164\ua000-\uabff\ue000-\uffff\U00010000-\U0010ffff]"
)
# An accented letter typed apart has two marks; more than that draw over their neighbours, and
# thousands of them take minutes to be put in order (Unicode's canonical ordering).
MAX_MARKS = 4
# All marks lie in these ranges, which hold letters of other scripts too.
_MAYBE_MARK = re.compile("[\u0300-\u1dff\u20d0-\u20ff\u2cef-\U0010ffff]")
_PLAIN = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
_NAMES = {
    "\u00a0": Phrase("dấu cách không ngắt", "no-break space"),
    "\u00ad": Phrase("gạch nối ẩn", "soft hyphen"),
    "\u061c": Phrase("dấu đổi chiều chữ Ả Rập", "Arabic letter mark"),
    "\u200b": Phrase("dấu cách không bề rộng", "zero width space"),
    "\u200c": Phrase("dấu tách chữ không bề rộng", "zero width non-joiner"),
    "\u200d": Phrase("dấu nối chữ không bề rộng", "zero width joiner"),
    "\u200e": Phrase("dấu chiều trái sang phải", "left-to-right mark"),
    "\u200f": Phrase("dấu chiều phải sang trái", "right-to-left mark"),
    "\u202a": Phrase("bắt đầu đoạn trái sang phải", "left-to-right embedding"),
    "\u202b": Phrase("bắt đầu đoạn phải sang trái", "right-to-left embedding"),
    "\u202c": Phrase("kết thúc đoạn đổi chiều", "pop directional formatting"),
    "\u202d": Phrase("ép chiều trái sang phải", "left-to-right override"),
    "\u202e": Phrase("ép chiều phải sang trái", "right-to-left override"),
    "\u202f": Phrase("dấu cách hẹp không ngắt", "narrow no-break space"),
    "\u2060": Phrase("dấu nối từ ẩn", "word joiner"),
    "\u2066": Phrase("cô lập đoạn trái sang phải", "left-to-right isolate"),
    "\u2067": Phrase("cô lập đoạn phải sang trái", "right-to-left isolate"),
    "\u2068": Phrase("cô lập đoạn theo chữ đầu", "first strong isolate"),
    "\u2069": Phrase("kết thúc đoạn cô lập", "pop directional isolate"),
    "\ufeff": Phrase("dấu thứ tự byte", "byte order mark"),
}


def has_suspects(text: str) -> bool:
    """Say whether the text needs a closer look; no forbidden character is overlooked."""
    return _SUSPECT.search(_without_plain(text)) is not None


def _without_plain(text: str) -> str:
    """Return the text without blanks, line feeds and the visible characters of ASCII.

    Deleting bytes takes a fraction of what looking at each character by a pattern does.
    """
    return (
        text.encode("utf-8", "surrogatepass")
        .translate(None, _PLAIN)
        .decode("utf-8", "surrogatepass")
    )


def has_no_marks(text: str) -> bool:
    """Say whether no letter of the text can have a mark of its own, so that they stand alone."""
    return text.isascii() or _MAYBE_MARK.search(_without_plain(text)) is None


@cache  # compiled with the first text that has a suspect: few runs see one
def forbidden() -> Mapping[str, re.Pattern[str]]:
    """Return, by the code of each rule, what finds a character that breaks it."""
    return {code: re.compile(pattern) for code, pattern in _FORBIDDEN.items()}


def find_forbidden(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the rules that the text breaks: code, index of the first character, how many."""
    for code, pattern in forbidden().items():
        places = [match.start() for match in pattern.finditer(text)]
        if places:
            yield code, places[0], len(places)


def find_piled_marks(text: str) -> int | None:
    """Return the index of the first letter's mark too many; takes time in step with the text.

    To be asked before anything brings the text into a normal form.
    """
    if has_no_marks(text) or _maybe_piled().search(text) is None:
        return None
    match = _piled_marks().search(text)
    return match.start() + MAX_MARKS if match else None


@cache
def _maybe_piled() -> re.Pattern[str]:
    return re.compile(f"{_MAYBE_MARK.pattern}{{{MAX_MARKS + 1}}}")


@cache
def _piled_marks() -> re.Pattern[str]:
    marks = "".join(
        letter for letter in map(chr, range(0x300, 0x1E94B)) if unicodedata.combining(letter)
    )
    return re.compile(f"[{marks}]{{{MAX_MARKS + 1}}}")


def codepoint(letter: str) -> str:
    """`U+200B`."""
    return f"U+{ord(letter):04X}"


def described(letter: str) -> str:
    """`U+200B “dấu cách không bề rộng”`; without a name where it has none in Vietnamese."""
    name = _NAMES.get(letter)
    return name.within(f"{codepoint(letter)} “", "”") if name else codepoint(letter)
