"""Named persons in discipline or complaints: only aggregates of these may be reported."""

import re
from collections.abc import Iterable, Iterator

from build_tools.reading.text import SourceText
from build_tools.validation.rules.person_names import find_names
from build_tools.validation.rules.phrases import Phrases
from build_tools.validation.rules.text_units import UPPER, TextUnits

NAMED_PERSON = "secrecy.named-person"

_MATTERS = (
    *("kỷ luật", "kỉ luật", "khiển trách", "cảnh cáo", "cách chức", "khai trừ", "xóa tên"),
    *("buộc thôi việc", "tố cáo", "tố giác", "khiếu nại", "bị bắt", "tạm giam", "tạm giữ"),
    *("khởi tố", "truy tố", "truy nã", "bị can", "bị cáo", "phạt tù", "tham ô", "nhận hối lộ"),
    *("đình chỉ công tác", "đình chỉ chức vụ", "đình chỉ sinh hoạt"),
)
_SPOKEN_OF = Phrases.of(*_MATTERS)
_MATTER = re.compile(rf"(?:{'|'.join(_MATTERS)})(?![^\W\d_])".replace(" ", r"\s"), re.IGNORECASE)
# Discipline as a virtue, of which anyone may speak.
_VIRTUE_BEFORE = re.compile(
    r"(?:kỷ cương,?|chấp hành|giữ(?: nghiêm| vững)?|siết chặt|tăng cường|ý thức|tính|nghiêm)\s+\Z",
    re.IGNORECASE,
)
_VIRTUE_AFTER = re.compile(
    r"[,\s-]+(?:kỷ cương|phát ngôn|lao động|tài chính|công vụ|ngân sách)", re.IGNORECASE
)
NAMES_OF_PLACES = ("catalogue/areas.csv", "catalogue/agencies.csv")
_PLACE = re.compile(rf"[{UPPER}][^,;|\"\n\t]*")
_REACH = 20


def place_names(sources: Iterable[SourceText]) -> frozenset[str]:
    """Names of areas and agencies as the catalogue files give them: no persons."""
    return frozenset(
        name[0].strip()
        for source in sources
        if source.path.endswith(NAMES_OF_PLACES)
        for name in _PLACE.finditer(source.text)
    )


def find_named_persons(units: TextUnits, places: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Yield rule and offset of each person named in a sentence on discipline or complaints."""
    if not _SPOKEN_OF.stand_in(units.text):
        return
    done: set[int] = set()
    for match in _MATTER.finditer(units.text):
        if not _is_virtue(units.text, match):
            span = units.sentence_around(*match.span())
            for offset, _ in find_names(units.text, span, places):
                if offset not in done:
                    done.add(offset)
                    yield NAMED_PERSON, offset


def _is_virtue(text: str, match: re.Match[str]) -> bool:
    if not match[0].casefold().endswith("luật"):
        return False
    before = _VIRTUE_BEFORE.search(text, max(0, match.start() - _REACH), match.start())
    return before is not None or _VIRTUE_AFTER.match(text, match.end()) is not None
