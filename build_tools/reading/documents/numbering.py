"""Automatic numbers: what Word shows before a paragraph though nobody has typed it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from build_tools.reading.documents.styles import NumberedAt
from build_tools.reading.documents.tree import Element

_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LETTERS = 26
BULLET = "bullet"


@dataclass(frozen=True, slots=True)
class _Level:
    form: str
    text: str
    start: int


class Numbering:
    """Counts through a document from its first paragraph to its last."""

    def __init__(self, root: Element) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        for element in root.children:
            if element.name == "abstractNum":
                number = element.attributes.get("abstractNumId", "")
                self._levels[number] = dict(_levels(element))
            elif element.name == "num":
                self._add(element)

    def _add(self, element: Element) -> None:
        number = element.attributes.get("numId", "")
        self._abstract[number] = element.value("abstractNumId") or ""
        for one in element.children:
            if one.name == "lvlOverride":
                start = one.value("startOverride")
                level = one.attributes.get("ilvl", "0")
                if start is not None and start.isdecimal() and level.isdecimal():
                    self._restarts.setdefault(number, {})[int(level)] = int(start)

    def next(self, at: NumberedAt) -> tuple[bool, str]:
        """Count one on; return whether it is a bullet, else the number as it is shown."""
        number, level = at
        abstract = self._abstract.get(number, "")
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return True, ""
        counts = self._counts.setdefault(abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            for restarted, start in self._restarts.get(number, {}).items():
                counts[restarted] = start - 1
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        if levels[level].form == BULLET:
            return True, ""
        return False, _PLACE.sub(
            lambda match: self._shown(levels, counts, int(match[1]) - 1), levels[level].text
        ).strip()

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], at: int) -> str:
        level = levels.get(at)
        if level is None:
            return ""
        return _written(counts.setdefault(at, level.start), level.form)


def _levels(element: Element) -> list[tuple[int, _Level]]:
    found = []
    for one in element.children:
        at = one.attributes.get("ilvl", "")
        if one.name == "lvl" and at.isdecimal():
            start = one.value("start") or "1"
            number = int(start) if start.isdecimal() else 1
            form = one.value("numFmt") or "decimal"
            found.append((int(at), _Level(form, one.value("lvlText") or "", number)))
    return found


def _written(number: int, form: str) -> str:
    return _FORMS.get(form, str)(number)


def roman(number: int) -> str:
    """Return `IV` for 4."""
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _letters(number: int) -> str:
    """Return `a` for 1 and `aa` for 27, as Word counts."""
    if number < 1:
        return ""
    return chr(ord("a") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)


_FORMS: Mapping[str, Callable[[int], str]] = {
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "decimalZero": "{:02}".format,
    "none": lambda _: "",
}
