"""Full names of persons as they stand in Vietnamese text."""

import re
from collections.abc import Iterator

from build_tools.validation.rules.text_units import UPPER, word_set

# The commonest family names. Alone they prove nothing (Hồ, Đỗ, Cao are words too): a name needs two
# more syllables, or a form of address before it.
FAMILY_NAMES = word_set(
    "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đào Trịnh Mai "
    "Trương Lương Cao Châu Tạ Tống Triệu Thái Quách Lâm Tô Tăng Phùng Đàm Vương Hứa Kiều Chu Hà "
    "Nghiêm Doãn Lưu Đoàn Thạch Kim Nông Lục Bế Giàng Sùng Thào Lò Lường Quàng Cầm Bạch Khổng Khúc "
    "Viên Ninh Mạc Mạch Âu"
)
_ADDRESS = r"ông|bà|anh|chị|cô|chú|em|cháu|đồng chí|đ/c|bị can|bị cáo|đối tượng|đảng viên|cán bộ"
_SYLLABLE = rf"[{UPPER}](?:['’][^\W\d_])?[^\W\d_]*"
_ADDRESSED = re.compile(
    rf"(?<![^\W\d_])(?i:{_ADDRESS})\s+(?P<name>{_SYLLABLE}(?:\s+{_SYLLABLE}){{1,4}})"
)
_GROUP = re.compile(rf"(?<![^\W\d_]){_SYLLABLE}(?:\s+{_SYLLABLE}){{2,}}")
# What a capitalised group after a form of address begins with when it is a post and no name.
_POSTS = word_set(
    "Phó Chủ Bí Trưởng Giám Ủy Thường Tổ Đảng Ban Cục Chi Chánh Hiệu Hội Tỉnh Bộ Công Đại Thượng "
    "Trung Thiếu Thanh Đội Mặt Liên Hạt Kiểm Viện Tòa Sở Phòng Tổng"
)
_OF_A_PLACE = re.compile(
    r"(?:xã|phường|đặc khu|thị trấn|huyện|thị xã|thành phố|tp\.?|tỉnh|thôn|buôn|bon|tổ dân phố|phố"
    r"|khu|đường|hẻm|cầu|chợ|hồ|núi|sông|đèo|công viên|quảng trường|đảng bộ|chi bộ|đảng ủy|địa bàn"
    r"|trường|tiểu học|mầm non|mẫu giáo|thcs|thpt|trung học|đại học|cao đẳng|bệnh viện|công ty|tnhh"
    r"|cổ phần|doanh nghiệp|tư nhân|hợp tác xã|htx|liên đội|chi đội|tư tưởng|giải|quỹ|ubnd)"
    r"\s+[\"“‘]?\Z",
    re.IGNORECASE,
)
_NOT_NAMES = ("Hồ Chí Minh", "HỒ CHÍ MINH", "HỒ SƠ", "VĂN BẢN")
_SHORTEST, _LONGEST = 3, 5
_REACH = 30


def find_names(text: str, span: tuple[int, int], places: frozenset[str]) -> Iterator[int]:
    """Yield the offset of each full name in the span; `places` are names that are no person's."""
    for match in _ADDRESSED.finditer(text, *span):
        name = match["name"]
        if name.split()[0] not in _POSTS and not _is_known(name, places):
            yield match.start("name")
    for match in _GROUP.finditer(text, *span):
        start = _family_name_in(match[0])
        if start is None or _is_known(match[0][start:], places):
            continue
        offset = match.start() + start
        if not _OF_A_PLACE.search(text, max(span[0], offset - _REACH), offset):
            yield offset


def _family_name_in(group: str) -> int | None:
    """Where a name of at least three syllables begins in a group of capitalised ones."""
    words = list(re.finditer(r"\S+", group))
    if group.isupper() and len(words) > _LONGEST:  # a heading in capitals
        return None
    for word in words[: len(words) - _SHORTEST + 1]:
        if word[0].title() in FAMILY_NAMES:
            return word.start()
    return None


def _is_known(name: str, places: frozenset[str]) -> bool:
    words = " ".join(name.split())
    known = (*_NOT_NAMES, *places)
    return any(words.startswith(f"{place} ") or words == place for place in known)
