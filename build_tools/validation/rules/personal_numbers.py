"""Numbers that belong to a person: identity papers, mobile telephones, bank accounts.

Law 91/2025/QH15: of staff the site shows name, post, agency, its telephone and mail; nothing else.
"""

import re
from collections.abc import Iterator

from build_tools.validation.rules.text_units import TextUnits

CITIZEN_ID = "secrecy.citizen-id"
OLD_ID = "secrecy.old-id"
MOBILE_PHONE = "secrecy.mobile-phone"
BANK_ACCOUNT = "secrecy.bank-account"

_SEPARATOR = r"[ .\-\u00a0]"
# What stands before the first digit; asked after it, so that the search can leap to the digit.
_FIRST = r"(?<![^\W_].)(?<!\d[./\-].)"
_END = r"(?![^\W_])"
# Twelve digits in one run are never an amount, which is written in groups. In groups they are an
# identity number only where they begin as one: 001 to 096, the province (Circular 59/2021/TT-BCA).
_TWELVE = re.compile(rf"[0-9]{_FIRST}[0-9]{{11}}{_END}")
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
_PAPER_WORDS = ("cmnd", "cmt", "cccd", "chứng minh", "căn cước", "định danh", "hộ chiếu")
_ACCOUNT_WORDS = ("tài khoản", "stk", "tk ngân hàng", "số tk", "tknh")
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
    folded = text.casefold()  # a look for a word is many times faster than its pattern
    if any(word in folded for word in _ACCOUNT_WORDS):
        yield from _accounts(text)
    for pattern in (_TWELVE, _TWELVE_GROUPED):
        for match in pattern.finditer(text):
            yield CITIZEN_ID, match, match.start()
    if any(word in folded for word in _PAPER_WORDS):
        for match in _PAPER.finditer(text):
            yield OLD_ID, match, match.start("number")
    for pattern in _MOBILES:
        for match in pattern.finditer(text):
            if national(match[0]) not in allowed and not _DATE.match(match[0]):
                yield MOBILE_PHONE, match, match.start()


def _accounts(text: str) -> Iterator[tuple[str, re.Match[str], int]]:
    for match in _ACCOUNT.finditer(text):
        digits = sum(letter.isdigit() for letter in match["number"])
        if digits >= _SHORTEST_ACCOUNT and not _AMOUNT.fullmatch(match["number"].strip()):
            yield BANK_ACCOUNT, match, match.start("number")


def _is_decimal(units: TextUnits, start: int, end: int) -> bool:
    """Whether the digits are the fraction of a number such as `11,940419123456`."""
    text = units.text
    if text[max(0, start - 1) : start] != "," or not text[max(0, start - 2) : start - 1].isdigit():
        return False
    if units.delimiter != ",":
        return True
    low, high = units.around(start, end)
    return _DECIMAL.fullmatch(text, low, high) is not None
