"""Full names of persons as they stand in Vietnamese text."""

import re
from collections.abc import Iterator

from build_tools.validation.rules.name_syllables import (
    FAMILY_NAMES,
    GIVEN_ALONE,
    GIVEN_NAMES,
    MIDDLE_NAMES,
    NO_LAST_NAMES,
)
from build_tools.validation.rules.text_units import UPPER, word_set

_ADDRESS = r"ông|bà|anh|chị|cô|chú|em|cháu|đồng chí|đ/c|bị can|bị cáo|đối tượng|đảng viên|cán bộ"
_SYLLABLE = rf"[{UPPER}](?:['’][^\W\d_])?[^\W\d_]*"
_ADDRESSED = re.compile(
    rf"(?<![^\W\d_])(?i:{_ADDRESS})\s+(?P<name>{_SYLLABLE}(?:\s+{_SYLLABLE}){{1,4}})"
)
# After the commonest forms of address one syllable is a name; so is one of the Cơ Ho with its K'.
_ADDRESSED_SHORT = re.compile(
    rf"(?<![^\W\d_])(?i:ông|bà|anh|chị|đồng chí|đ/c)\s+(?P<name>{_SYLLABLE})"
    rf"(?!\s+(?:{_SYLLABLE}|ủy))"
)
_AFTER_ADDRESS = re.compile(rf"(?<![^\W\d_])(?i:{_ADDRESS})\s+\Z")
_OF_K = re.compile(rf"(?<![^\W_])K['’](?!Ho|ho|HO|Nớ)[{UPPER}][^\W\d_]+")
_GROUP = re.compile(rf"(?<![^\W\d_]){_SYLLABLE}(?:\s+{_SYLLABLE})+")
# What a capitalised group after a form of address begins with when it is a post and no name.
_POSTS = word_set(
    "Phó Chủ Bí Trưởng Giám Ủy Thường Tổ Đảng Ban Cục Chi Chánh Hiệu Hội Tỉnh Bộ Công Đại Thượng "
    "Trung Thiếu Thanh Đội Mặt Liên Hạt Kiểm Viện Tòa Sở Phòng Tổng"
)
_OF_A_PLACE = re.compile(
    r"(?:xã|phường|đặc khu|thị trấn|huyện|thị xã|thành phố|tp\.?|tỉnh|thôn|buôn|bon|tổ dân phố|phố"
    r"|khu|đường|hẻm|cầu|chợ|hồ|núi|sông|đèo|công viên|quảng trường|đảng bộ|chi bộ|đảng ủy|địa bàn"
    r"|trường|tiểu học|mầm non|mẫu giáo|thcs|thpt|trung học|đại học|cao đẳng|bệnh viện|công ty|tnhh"
    r"|cổ phần|doanh nghiệp|tư nhân|hợp tác xã|htx|liên đội|chi đội|tư tưởng|giải|quỹ|ubnd|suối|đập"
    r"|chùa|giáo xứ|dự án|thủy điện|vùng|cụm|ở|tại)"
    r"\s+[\"“‘]?\Z",
    re.IGNORECASE,
)
_NOT_NAMES = ("Hồ Chí Minh", "HỒ CHÍ MINH", "HỒ SƠ", "VĂN BẢN")
# Provinces of today and of before, cities and unions that read like a name of two syllables.
_NO_NAMES_OF_TWO = frozenset(
    {"Lâm Đồng", "Hà Giang", "Hà Nam", "Hà Tĩnh", "Thái Bình", "Thái Nguyên", "Cao Bằng", "Hà Tiên"}
    | {
        "Ninh Bình",
        "Châu Đức",
        "Kim Long",
        "Hà Long",
        "Thái Sơn",
        "Lương Sơn",
        "Thái An",
        "Cao Lãnh",
        "Đoàn Thanh",
    }
)
_TWO, _LONGEST = 2, 5
_REACH = 30
Span = tuple[int, int]


def find_names(text: str, span: Span, places: frozenset[str]) -> Iterator[Span]:
    """Yield where each full name in the span stands; `places` are names that are no person's."""
    for match in _ADDRESSED.finditer(text, *span):
        name = match["name"]
        if name.split()[0] not in _POSTS and not _is_known(name, places):
            yield match.span("name")
    for match in _ADDRESSED_SHORT.finditer(text, *span):
        if match["name"] in GIVEN_NAMES | GIVEN_ALONE and match["name"] not in _POSTS:
            yield match.span("name")
    yield from _of_k(text, span)
    for match in _GROUP.finditer(text, *span):
        start = _family_name_in(match[0])
        if start is None or _is_known(match[0][start:], places):
            continue
        offset = match.start() + start
        if not _OF_A_PLACE.search(text, max(span[0], offset - _REACH), offset):
            yield offset, match.end()


def _of_k(text: str, span: Span) -> Iterator[Span]:
    for match in _OF_K.finditer(text, *span):
        before = text[max(span[0], match.start() - _REACH) : match.start()]
        stands_alone = not before.rstrip()[-1:].isalpha() and not _OF_A_PLACE.search(before)
        if stands_alone or _AFTER_ADDRESS.search(before):
            yield match.span()


def _family_name_in(group: str) -> int | None:
    """Where a full name begins in a group of capitalised syllables."""
    words = list(re.finditer(r"\S+", group))
    syllables = [word[0].title() for word in words]
    if group.isupper() and len(words) > _LONGEST:  # a heading in capitals
        return None
    for index, syllable in enumerate(syllables[:-1]):
        if syllable in FAMILY_NAMES and _is_name(syllables[index:], is_whole=index == 0):
            return None if group.isupper() and len(words) == _TWO else words[index].start()
    return None


def _is_name(syllables: list[str], *, is_whole: bool) -> bool:
    if len(syllables) == _TWO:
        return (
            is_whole and syllables[1] in GIVEN_ALONE and " ".join(syllables) not in _NO_NAMES_OF_TWO
        )
    if syllables[1] in MIDDLE_NAMES:
        return True
    return syllables[1] in GIVEN_NAMES and syllables[-1] not in NO_LAST_NAMES


def _is_known(name: str, places: frozenset[str]) -> bool:
    words = " ".join(name.split())
    known = (*_NOT_NAMES, *places)
    if any(words.startswith(f"{place} ") or words == place for place in known):
        return True
    return words.count(" ") == 1 and any(words in place for place in places)
