"""Marks of secrecy and of restricted circulation, in the ways people write them.

Source: Law 117/2025/QH15 (levels Mật, Tối mật, Tuyệt mật) and the marks of circulation that go with
them. `mật` is also an everyday word (bảo mật, mật độ, mật ong): only what stands as a mark counts.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import ascii_letters

from build_tools.validation.rules.name_syllables import FAMILY_NAMES
from build_tools.validation.rules.phrases import lowered
from build_tools.validation.rules.text_units import LETTERS, Span, TextUnits, word_set
from schemas.text import fold_key

MARK = "secrecy.mark"
CIRCULATION = "secrecy.circulation-mark"
LEVEL = "secrecy.level"

_INVISIBLE = "\u00ad\u034f\u180e\u200b-\u200f\u2060-\u2064\ufeff\u0300-\u036f"
_GAP = rf"[ \t\u00a0\u2000-\u200a\u202f\u3000{_INVISIBLE}*_~.·•∙/\-–—\\]{{0,6}}"
_WORD_GAP = rf"[\s{_INVISIBLE}*_~.,·•∙/\-–—\\]{{1,8}}"
_VOWELS = {"a": "aAâÂăĂậẬàÀảẢạẠ", "e": "eEêÊếẾệỆ", "i": "iI", "o": "oOôÔốỐồỒổỔ", "u": "uU"}
_LETTER = r"[^\W\d_]"


# In a phrase of several words any accent may be missing or wrong.
_ACCENTS = {base: "".join(one for one in LETTERS if fold_key(one) == base) for base in "adeiouy"}
_CONSONANTS = frozenset(ascii_letters) - frozenset("adeiouyADEIOUY")
_NO_CONSONANTS = bytes(code for code in range(256) if chr(code) not in _CONSONANTS)


def _spelled(words: str, accents: Mapping[str, str] = _VOWELS) -> str:
    return _WORD_GAP.join(
        _GAP.join(f"[{accents.get(letter, letter + letter.upper())}]" for letter in word)
        for word in words.split()
    )


def _consonants(text: str) -> bytes:
    """Return the letters that no accent changes, small: quick to make and to look into."""
    return text.encode(errors="surrogatepass").translate(None, _NO_CONSONANTS).lower()


def _word(spelled: str) -> re.Pattern[str]:
    # The first letter stands before what is asked of its neighbour: the search can then leap to it.
    first, rest = spelled.split("]", 1)
    return re.compile(rf"{first}](?<!{_LETTER}.){rest}(?![\u0300-\u036f]*{_LETTER})")


# Some vowels make other words of it: mặt, mất, mắt, mát … So only ậ, â and a stand for it.
_MAT = _word(rf"[mM]{_GAP}[aAâÂậẬ]{_GAP}[tT]")
_DEGREE = re.compile(rf"(?<!{_LETTER})(?:{_spelled('toi')}|{_spelled('tuyet')}){_WORD_GAP}\Z")
_JOINED = ("toimat", "tuyetmat")
# By words that are in all of those beside them.
_CIRCULATION = {
    "xem xong": ("xem xong tra lai", "xem xong nop lai", "xem xong thu hoi"),
    "pho bien": ("khong pho bien", "khong duoc pho bien"),
    "sao chup": ("khong sao chup", "khong duoc sao chup", "cam sao chup"),
    "tai lieu thu hoi": ("tai lieu thu hoi",),
    "tai lieu hop thu hoi": ("tai lieu hop thu hoi",),
    "tai lieu xin thu hoi": ("tai lieu xin thu hoi",),
    "thu hoi sau": ("thu hoi sau",),
    "moi duoc boc bi": ("moi duoc boc bi",),
}
# What of them must occur for any of them to be worth a search.
_NEEDED = {words: _consonants(words) for words in (*_JOINED, *_CIRCULATION)}


# Made when a text has the letters: hardly one has, and making all of them takes long.
@cache
def _joined(word: str) -> re.Pattern[str]:
    return _word("".join(f"[{_VOWELS.get(letter, letter + letter.upper())}]" for letter in word))


@cache
def _circulation(words: str) -> re.Pattern[str]:
    return _word(_spelled(words, accents=_ACCENTS))


# One letter on a line, line after line: a mark as it stands down a margin.
_ASIDE = r"[ \t\u00a0>*_+#|\"'\[\]()\-]"
_BREAK = r"(?:\n|<br[ ]?/?>)"
_DOWN = re.compile(
    rf"(?<!{_LETTER}){_LETTER}(?:{_ASIDE}*{_BREAK}(?:{_ASIDE}|\d\.|\n)*{_LETTER}(?!{_LETTER})){{2,}}"
)
_LONE = rf"(?:{_ASIDE}|\d\.)*{_LETTER}{_ASIDE}*(?:{_BREAK}|\Z)"
_LONE_LINES = tuple(re.compile(start + _LONE) for start in ("\n", "<br[ ]?/?>"))  # quick to begin
_CIRCULATION_DOWN = ("xemxongtralai", "khongphobien", "tailieuthuhoi")

_BEFORE = word_set(
    "bảo bí cơ độ thân đường cẩn nghiêm nội túi sỏi ống gan dịch nước rỉ mía ong hoa nếm viêm "
    "men tuần nuôi lấy thu nấu ngọt trữ"
)
_AFTER = word_set(
    "độ ong khẩu thiết mã vụ mía thám hiệu ngọt hoa danh gấu lệnh thư nghị ước báo phục ngữ rỉ "
    "đường dừa nhân tông đàm thất hàm dụ chú nguyệt cật"
)
_STAMP_WORDS = word_set(
    "khan thuong hoa toc luu hanh noi bo tai lieu van ban so dau loai muc cap do bao cao ho cong "
    "dien thong tin toi tuyet mat xem xong tra lai khong pho bien thu hoi sau hop nghi de yeu cau "
    "dang duoc sao chup in cuoc nguoi co ten moi boc bi cam nop chi xin rong rai phan"
)
_LABEL = re.compile(
    r"(?:độ\s+mật|mức\s+(?:độ\s+)?mật|do\s+mat)[ \t*_]*[:=–—-]?\s*[\"'“‘(\[*_]*\Z", re.IGNORECASE
)
_LEVEL = re.compile(
    rf"(?<!{_LETTER})(?:mức\s+)?độ\s+mật[*_ ]*[:=][*_ ]*(?P<value>[^\n]*)", re.IGNORECASE
)
# The declaration of a report, in which nothing but “thường” may stand.
_DECLARED = re.compile(
    r"^(?:secrecy|độ mật)[ \t]*:[ \t]*(?P<value>[^\n#]+)", re.MULTILINE | re.IGNORECASE
)
_TAIL = re.compile(
    r"\s*[-–—:;./*]+\s*[*_(]*(?:lưu hành|không (?:phổ biến|sao|được)|xem|chỉ|cấm|hạn chế|nội bộ|"
    r"(?:bản )?số|khẩn|thượng khẩn|h(?:oả|ỏa) tốc)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"QUẢN LÝ|BẢO VỆ|CÔNG TÁC|XỬ LÝ|CHẾ ĐỘ|QUY ĐỊNH|QUY CHẾ|DANH MỤC|TẬP HUẤN|TIÊU HỦY|SỬ DỤNG"
    r"|SỔ ĐĂNG KÝ|SỔ THEO DÕI|KIỂM TRA|SOẠN THẢO|LƯU TRỮ|GIAO NHẬN"
)
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">", "【": "】", "«": "»"}
_WORDS = re.compile(rf"{_LETTER}+")
_LAST_WORD = re.compile(rf"({_LETTER}+)[ \t\u00a0*_~]*\n?[ \t>*_~]*\Z")
_FIRST_WORD = re.compile(rf"[ \t\u00a0*_~]*\n?[ \t>*_~]*({_LETTER}+)")
_NAME_BEFORE = re.compile(rf"(?:\A|[^\w])({_LETTER}+)((?: {_LETTER}+){{1,2}}) \Z")
_LEVEL_WORDS = 4
_LEADS_TO = ("-", "–", "—", ":")
_REACH = 60


@dataclass(frozen=True, slots=True)
class _Found:
    """A group of letters that may be a mark, and the unit it stands in."""

    units: TextUnits
    span: Span
    degree: bool  # Tối, Tuyệt

    @property
    def letters(self) -> str:
        shown = unicodedata.normalize("NFC", self.units.text[slice(*self.span)])
        return "".join(_WORDS.findall(shown))

    @property
    def unit(self) -> Span:
        return self.units.around(*self.span)

    @property
    def before(self) -> str:
        return self.units.text[self.unit[0] : self.span[0]]

    @property
    def after(self) -> str:
        return self.units.text[self.span[1] : self.unit[1]]


def find_marks(units: TextUnits) -> Iterator[tuple[str, int]]:
    """Yield rule and offset of each mark, at most one for each unit."""
    marked: set[Span] = set()
    for code, found in _marks(units):
        if found.unit not in marked:
            marked.add(found.unit)
            yield code, found.span[0]


def _marks(units: TextUnits) -> Iterator[tuple[str, _Found]]:
    for match in _MAT.finditer(units.text):
        found = _with_degree(units, match.span())
        if _is_secrecy(found):
            yield MARK, found
    yield from _whole_words(units)
    if any(lone.search(units.text) for lone in _LONE_LINES):
        yield from _down_lines(units)
    for match in _DECLARED.finditer(units.text, 0, units.front_matter_end):
        words = [fold_key(word) for word in _WORDS.findall(match["value"])]
        if words not in ([], ["thuong"]):
            yield LEVEL, _Found(units, match.span("value"), degree=False)
    # The search for a label is slow and needless where the word does not occur.
    labels = _LEVEL.finditer(units.text) if "mật" in lowered(units.text) else ()
    for match in labels:
        found = _Found(units, match.span("value"), degree=False)
        if not _WORDS.search(found.units.text[found.unit[0] : match.start()]) and _is_other(found):
            yield LEVEL, found


def _whole_words(units: TextUnits) -> Iterator[tuple[str, _Found]]:
    """Yield marks of circulation, and marks of secrecy written as one word."""
    consonants = _consonants(units.text)
    for word in _JOINED:
        for match in _joined(word).finditer(units.text) if _NEEDED[word] in consonants else ():
            yield MARK, _Found(units, match.span(), degree=True)
    for core, phrases in _CIRCULATION.items():
        for words in phrases if _NEEDED[core] in consonants else ():
            for match in _circulation(words).finditer(units.text):
                found = _Found(units, match.span(), degree=True)
                if found.letters.isupper() or _stands_alone(found):
                    yield CIRCULATION, found


def _down_lines(units: TextUnits) -> Iterator[tuple[str, _Found]]:
    for match in _DOWN.finditer(units.text):
        letters = "".join(_WORDS.findall(match[0].replace("<br", "")))
        word = fold_key(letters)
        found = _Found(units, match.span(), degree=True)
        if any(mark in word for mark in _CIRCULATION_DOWN):
            yield CIRCULATION, found
        elif "mat" in word and (letters.isupper() or "ậ" in letters.casefold()):
            yield MARK, found


def _with_degree(units: TextUnits, span: Span) -> _Found:
    degree = _DEGREE.search(units.text, max(0, span[0] - _REACH), span[0])
    return _Found(units, (degree.start() if degree else span[0], span[1]), degree is not None)


def _is_secrecy(found: _Found) -> bool:
    if not found.degree and _is_compound(found):
        return False
    accented = "ậ" in found.letters.casefold()
    upper = found.letters.isupper()
    if _is_spread(found) and accented:
        return True
    if _stands_alone(found) or _LABEL.search(found.before):
        return True
    if upper and (accented or found.degree):
        return not _is_part_of_capitals(found)
    return _is_stamp(found)


def _is_compound(found: _Found) -> bool:
    before, after = found.before, found.after
    text, (start, end), unit = found.units.text, found.span, found.unit
    if found.units.delimiter is None:  # a word may go over the end of a line
        before = text[max(0, unit[0] - _REACH) : start] if not before.strip(" \t>*_#") else before
        after = text[end : unit[1] + _REACH] if not after.strip() else after
    last, first = _LAST_WORD.search(before), _FIRST_WORD.match(after)
    return _among(last, _BEFORE, found) or _among(first, _AFTER, found)


def _among(word: re.Match[str] | None, known: frozenset[str], found: _Found) -> bool:
    if word is None:
        return False
    if "ậ" in found.letters.casefold():
        return word[1].casefold() in known
    return fold_key(word[1]) in {fold_key(other) for other in known}


def _is_spread(found: _Found) -> bool:
    shown = found.units.text[slice(*found.span)]
    return all(len(word) == 1 for word in _WORDS.findall(shown))


def _stands_alone(found: _Found) -> bool:
    """Whether nothing but words of a stamp stands beside it in its unit or between brackets."""
    before, after = found.before, found.after
    for opening, closing in _BRACKETS.items():
        if (low := before.rfind(opening)) >= 0 and closing not in before[low:]:
            inner = before[low + 1 :], after.partition(closing)[0]
            if closing in after and _only_stamp_words(*inner):
                return True
    return _only_stamp_words(before, after)


def _only_stamp_words(*texts: str) -> bool:
    return all(fold_key(word) in _STAMP_WORDS for text in texts for word in _WORDS.findall(text))


def _is_part_of_capitals(found: _Found) -> bool:
    """Whether it is a person's name or the subject of a heading, written in capitals."""
    if found.before.isupper() and _HEADING.search(found.before):
        return True
    name = _NAME_BEFORE.search(found.before)
    return (
        not found.degree
        and name is not None
        and name[1].isupper()
        and name[2].isupper()
        and name[1].title() in FAMILY_NAMES
        and fold_key(name[1] + name[2].split(" ")[1]) not in {"hoso", "vanban"}
    )


def _is_stamp(found: _Found) -> bool:
    if not _WORDS.search(found.before) and _TAIL.match(found.after):
        return True
    ends = not _WORDS.search(found.after) and found.before.rstrip(" *_").endswith(_LEADS_TO)
    return ends and (found.degree or found.letters[:1].isupper())


def _is_other(found: _Found) -> bool:
    """Whether the value after `độ mật:` is a level that is not `thường`."""
    end = min(found.span[1], found.unit[1])
    words = [fold_key(word) for word in _WORDS.findall(found.units.text[found.span[0] : end])]
    known = {"thuong", "khong", "mat"}
    return 0 < len(words) <= _LEVEL_WORDS and not known.intersection(words)
