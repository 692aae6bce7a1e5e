"""Religion, ethnicity, health and political opinion of a named person (law 91/2025/QH15): never.

Of groups anyone may speak; it is the sentence that says such a thing of one person that counts.
"""

import re
from collections.abc import Iterator

from build_tools.validation.rules.person_names import find_names
from build_tools.validation.rules.phrases import Phrases
from build_tools.validation.rules.text_units import TextUnits

PRIVATE_LIFE = "secrecy.private-life"

_PEOPLES = (
    "Kinh|Cơ Ho|K'Ho|Mạ|Chu Ru|M'Nông|Ê Đê|Ê-đê|Chăm|Raglai|Hoa|Khmer|Tày|Nùng|Mông|Dao|Thái|Mường"
    "|Xtiêng|Gia Rai|Ba Na|Cil|Lạch"
)
# What is said of one: name, then this, with nothing between that speaks of others.
_SAID = re.compile(
    r"(?:(?:bị |đang |hiện )?(?:mắc|nhiễm|điều trị|chữa)\s+(?:bệnh|HIV|ung thư|lao|viêm|tâm thần"
    r"|trầm cảm|tiểu đường|COVID)|bị\s+(?:bệnh|ung thư|tâm thần|tai biến|đột quỵ|trầm cảm|HIV|suy"
    r"|viêm|liệt|nhồi máu)|nhiễm HIV|dương tính|nghỉ (?:ốm|chữa bệnh)|sức khỏe (?:yếu|kém)"
    r"|(?:theo|bỏ|truyền|vào) đạo|theo (?:Phật|Công|Thiên Chúa|Tin Lành|Hồi) ?giáo|theo Tin lành"
    r"|là (?:tín đồ|giáo dân|phật tử|đạo hữu)|(?:người )?dân tộc(?:\s*:)?\s+(?:" + _PEOPLES + r")"
    r"|là người (?:"
    + _PEOPLES
    + r")|tôn giáo\s*:\s*(?!không)\w+|tư tưởng (?:lệch lạc|phản động|bất mãn)"
    r"|có (?:quan điểm|chính kiến|tư tưởng|lập trường) (?:chính trị|lệch|trái|chống|phản|bất)"
    r"|ủng hộ (?:đảng phái|tổ chức) |chính kiến)(?![^\W\d_])",
    re.IGNORECASE,
)
# What leads to a name: this, then the name at once.
_LEADS = re.compile(
    r"(?:bệnh nhân|tín đồ|giáo dân|phật tử|người bệnh|sức khỏe|bệnh tình|bệnh án|chính kiến"
    r"|quan điểm chính trị|tôn giáo|dân tộc)\s+(?:của\s+)?(?:là\s+)?"
    r"(?:ông|bà|anh|chị|em|cháu|đồng chí)?\s*\Z",
    re.IGNORECASE,
)
# Where none of these stands, nothing is said of anybody, or leads to a name.
_HINTS = (
    *("bị bệnh", "mắc ", "nhiễm ", "điều trị ", "chữa bệnh", "bị ung", "bị tâm", "bị tai"),
    *("bị đột", "bị trầm", "bị suy", "bị viêm", "bị liệt", "bị nhồi", "bị hiv", "dương tính"),
    *("nghỉ ốm", "sức khỏe yếu", "sức khỏe kém", "theo đạo", "bỏ đạo", "truyền đạo", "vào đạo"),
    *("theo phật", "theo công", "theo thiên", "theo tin", "theo hồi", "là tín", "là giáo"),
    *("là phật", "là đạo", "dân tộc ", "dân tộc:", "là người ", "tôn giáo:", "tôn giáo :"),
    *("tư tưởng ", "có quan điểm", "có lập trường", "ủng hộ ", "chính kiến"),
)
_LEADING = (
    *("bệnh nhân ", "tín đồ ", "giáo dân ", "phật tử ", "người bệnh ", "sức khỏe ", "bệnh tình "),
    *("bệnh án ", "quan điểm chính trị ", "chính kiến ", "tôn giáo ", "dân tộc "),
)
_SPOKEN_OF = Phrases.of(*dict.fromkeys((*_HINTS, *_LEADING)))
_WINDOW = 24
# Between a name and what is said: others come in, or the person only deals with it.
_OTHERS = re.compile(
    r"\d|[;:.]|(?<![^\W\d_])(?:người|hộ|bệnh nhân|ca|trường hợp|đồng bào|nhân dân|học sinh|trẻ|các"
    r"|chủ trì|dự|thăm|kiểm tra|làm việc|phụ trách|theo dõi|báo cáo|tặng|trao|chỉ đạo|khám|đề nghị"
    r"|hướng dẫn|tuyên truyền|vận động|giám sát|phòng|về|cho|với)(?![^\W\d_])",
    re.IGNORECASE,
)
_REACH = 40


def find_private_life(units: TextUnits, places: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Yield rule and offset of each person of whom a sentence says such a thing."""
    found = {
        start
        for phrase, place in _SPOKEN_OF.places(units.text)
        for hints, find in ((_HINTS, _said_of), (_LEADING, _led_to))
        if phrase in hints
        for start in find(units, place, places)
    }
    yield from ((PRIVATE_LIFE, start) for start in sorted(found))


def _said_of(units: TextUnits, place: int, places: frozenset[str]) -> Iterator[int]:
    text = units.text
    match = _SAID.search(text, max(0, place - _WINDOW), place + 2 * _WINDOW)
    if match is None:
        return
    low, _ = units.sentence_around(*match.span())
    span = (max(low, match.start() - 2 * _REACH), match.start())
    for start, end in find_names(text, span, places):
        between = text[end : match.start()]
        if len(between) <= _REACH and not _OTHERS.search(between):
            yield start


def _led_to(units: TextUnits, place: int, places: frozenset[str]) -> Iterator[int]:
    text = units.text
    low, high = units.sentence_around(place, place + 1)
    for start, _ in find_names(text, (place, min(high, place + 2 * _REACH)), places):
        if _LEADS.search(text, max(low, start - _REACH), start):
            yield start
