"""Numbers that belong to a person: identity papers, mobile telephones, bank accounts.

Law 91/2025/QH15: of staff the site shows name, post, agency, its telephone and mail; nothing else.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from string import digits

from build_tools.validation.rules.phrases import Phrases
from build_tools.validation.rules.text_units import TextUnits

CITIZEN_ID = "secrecy.citizen-id"
OLD_ID = "secrecy.old-id"
MOBILE_PHONE = "secrecy.mobile-phone"
BANK_ACCOUNT = "secrecy.bank-account"
PASSPORT = "secrecy.passport"
SOCIAL_INSURANCE = "secrecy.social-insurance"

_SEPARATOR = r"[ .\-\u00a0]"
# What stands before the first digit; asked after it, so that the search can leap to the digit.
_FIRST = r"(?<![^\W_].)(?<!\d[./\-].)"
_END = r"(?![^\W_])"
# Twelve digits in one run are never an amount, which is written in groups. In groups they are an
# identity number only where they begin as one: 001 to 096, the province (Circular 59/2021/TT-BCA).
_TWELVE = re.compile(rf"[0-9]{_FIRST}[0-9]{{11}}{_END}")
_ZEROS = b"0" * 12
_DIGITS_AS_ZERO = bytes(ord("0") if chr(code) in digits else code for code in range(256))
_TWELVE_GROUPED = re.compile(rf"0{_FIRST}(?!00)(?:\d{_SEPARATOR}?){{10}}\d{_END}(?!{_SEPARATOR}\d)")
_NINE = rf"[35789](?:[ .\-\u00a0()]{{0,2}}\d){{8}}{_END}"
_MOBILES = (
    re.compile(rf"0{_FIRST}{_NINE}"),
    re.compile(rf"84(?<![^\W_]84)(?<!\d[./\-]84)(?=\d{{9}}(?!\d)){_NINE}"),
    re.compile(rf"\+\(?84\)?{_SEPARATOR}{{0,2}}(?:\(?0\)?{_SEPARATOR}?)?{_NINE}"),
    re.compile(rf"0{_FIRST}084{_SEPARATOR}{{0,2}}(?:\(?0\)?{_SEPARATOR}?)?{_NINE}"),
)
_DATE = re.compile(r"\(?\d{1,2}[ .-]\d{1,2}[ .-](?:19|20)\d\d(?!\d)")
_PAPER = re.compile(
    r"(?<![^\W\d_])(?:CMND|CMT|CMTND|CCCD|chứng minh(?: nhân dân| thư)|căn cước(?: công dân)?"
    r"|(?:số )?định danh(?: cá nhân)?|hộ chiếu)(?![^\W\d_])"
    r"[^\n\d]{0,40}?(?P<number>(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{3}(?![^\W_])(?![.,]\d))",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"(?<![^\W\d_])(?:tài khoản|STK|TK ngân hàng|số TK|TKNH)(?![^\W\d_])"
    r"[^\n\d]{0,40}?(?P<number>(?<!\d)\d[\d .\-]{6,22}\d(?!\d))",
    re.IGNORECASE,
)
# One letter and seven or eight digits; a number beside the label in a cell, or some words on.
_PASSPORT = re.compile(
    r"(?<![^\W\d_])(?:hộ chiếu|ho chieu|passport)(?![^\W\d_])"
    r"[^\n\d]{0,40}?(?<![^\W_])(?P<number>[A-Z] ?\d{7,8})(?![^\W_])",
    re.IGNORECASE,
)
# The book has ten digits (decision 595/QĐ-BHXH), the card of before two letters and thirteen.
_INSURANCE = re.compile(
    r"(?<![^\W\d_])(?:BHXH|BHYT|bảo hiểm xã hội|bảo hiểm y tế)(?![^\W\d_])"
    r"[^\n\d]{0,40}?(?<![^\W_])(?P<number>(?:[A-Z]{2}[ -]?)?\d(?:[ -]?\d){9,12})"
    r"(?![^\W_])(?![.,]\d)(?!\s*(?:đồng|người|thẻ|sổ|lượt|triệu|tỷ))",
    re.IGNORECASE,
)
_DIGITS_OF_INSURANCE = re.compile(r"\d{10}|(?i:[A-Z]{2})\d{10,13}")
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:[. ]\d{3})+")
_DECIMAL = re.compile(r"\s*\"?[+-]?\d+[.,]\d+\"?\s*")
_SHORTEST_ACCOUNT = 8


def find_numbers(units: TextUnits, allowed: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Yield rule and offset of each personal number; `allowed` are phones as `national` gives."""
    taken: set[int] = set()
    for code, match, start in _numbers(units.text, allowed):
        inside = range(start, match.end())
        if taken.isdisjoint(inside) and not _is_decimal(units, start, match.end()):
            taken.update(inside)
            yield code, start


def national(phone: str) -> str:
    """Return the digits of a telephone number as dialled inside the country."""
    digits = re.sub(r"\D", "", phone)
    digits = digits.removeprefix("00") if digits.startswith("0084") else digits
    return "0" + digits[2:].removeprefix("0") if digits.startswith("84") else digits


def _numbers(text: str, allowed: frozenset[str]) -> Iterator[tuple[str, re.Match[str], int]]:
    labels = _first_labels(text)
    yield from _labelled(text, labels, BANK_ACCOUNT, PASSPORT, SOCIAL_INSURANCE)
    for pattern in (_TWELVE, _TWELVE_GROUPED) if _has_twelve(text) else (_TWELVE_GROUPED,):
        for match in pattern.finditer(text):
            yield CITIZEN_ID, match, match.start()
    yield from _labelled(text, labels, OLD_ID)
    for pattern in _MOBILES:
        for match in pattern.finditer(text):
            if national(match[0]) not in allowed and not _DATE.match(match[0]):
                yield MOBILE_PHONE, match, match.start()


def _has_twelve(text: str) -> bool:
    """Say whether twelve digits stand in a run: bytes are looked through faster than letters."""
    return _ZEROS in text.encode(errors="surrogatepass").translate(_DIGITS_AS_ZERO)


def _first_labels(text: str) -> Mapping[str, int]:
    """Return where the first word stands after which a number may be personal, by rule."""
    first: dict[str, int] = {}
    for phrase, place in _LABELS.places(text):
        for code, (words, _, _) in _LABELLED.items():
            if phrase in words:
                first[code] = min(place, first.get(code, place))
    return first


def _labelled(
    text: str, labels: Mapping[str, int], *codes: str
) -> Iterator[tuple[str, re.Match[str], int]]:
    """Yield numbers that are personal where a word before them says so."""
    for code in codes:
        _, pattern, is_one = _LABELLED[code]
        for match in pattern.finditer(text, labels[code]) if code in labels else ():
            if is_one(match["number"].strip()):
                yield code, match, match.start("number")


def _is_account(number: str) -> bool:
    digits = sum(letter.isdigit() for letter in number)
    return digits >= _SHORTEST_ACCOUNT and not _AMOUNT.fullmatch(number)


def _is_insurance(number: str) -> bool:
    return _DIGITS_OF_INSURANCE.fullmatch(re.sub(r"\W", "", number)) is not None


# The words that stand before such a number, its pattern, and what else is asked of it.
_LABELLED: Mapping[str, tuple[tuple[str, ...], re.Pattern[str], Callable[[str], bool]]] = {
    BANK_ACCOUNT: (("tài khoản", "stk", "tk ngân hàng", "số tk", "tknh"), _ACCOUNT, _is_account),
    PASSPORT: (("hộ chiếu", "ho chieu", "passport"), _PASSPORT, bool),
    SOCIAL_INSURANCE: (
        ("bhxh", "bhyt", "bảo hiểm xã hội", "bảo hiểm y tế"),
        _INSURANCE,
        _is_insurance,
    ),
    OLD_ID: (
        ("cmnd", "cmt", "cccd", "chứng minh", "căn cước", "định danh", "hộ chiếu"),
        _PAPER,
        bool,
    ),
}
_LABELS = Phrases.of(*{word: None for words, _, _ in _LABELLED.values() for word in words})


def _is_decimal(units: TextUnits, start: int, end: int) -> bool:
    """Whether the digits are the fraction of a number such as `11,940419123456`."""
    text = units.text
    if text[max(0, start - 1) : start] != "," or not text[max(0, start - 2) : start - 1].isdigit():
        return False
    if units.delimiter != ",":
        return True
    low, high = units.around(start, end)
    return _DECIMAL.fullmatch(text, low, high) is not None
