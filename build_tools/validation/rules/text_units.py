"""What stands by itself in a file: a line, a table's cell, a front matter's value, a sentence.

A mark of secrecy is one when it stands alone in such a unit, and none inside a sentence.
Offsets count characters of the whole text.
"""

import re
from dataclasses import dataclass
from typing import Self

_DELIMITERS = ",;\t"
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"\s*(?:- +)*(?:[\w.-]+[ \t]*:(?=\s|$)[ \t]*)?(?:[>|][+-]?(?=\s|$))?")
_COMMENT = re.compile(r"(?:^|\s)#")
# How far a unit is followed to each side: longer ones are no stamp and no sentence, and looking
# through the whole line again for each of its words would take time with the square of its length.
_REACH_OF_LINE, _REACH_OF_SENTENCE, _REACH_OF_CELL = 300, 1000, 4000
Span = tuple[int, int]

LETTERS = "".join(
    letter for letter in map(chr, (*range(0x41, 0x250), *range(0x1EA0, 0x1EFA))) if letter.isalpha()
)
UPPER = "".join(letter for letter in LETTERS if letter.isupper())
LOWER = "".join(letter for letter in LETTERS if letter.islower())
_SENTENCE_END = re.compile(rf"[.!?…](?=\s)(?!\s+[{LOWER}])|\n(?=\s*(?:[-*+|#>]|\d+[.)])\s?)")


def word_set(words: str) -> frozenset[str]:
    """Return the words of a line of words."""
    return frozenset(words.split())


@dataclass(frozen=True, slots=True)
class TextUnits:
    """How one text falls into units; front matter reaches to `front_matter_end`."""

    text: str
    delimiter: str | None
    front_matter_end: int

    @classmethod
    def of(cls, path: str, text: str) -> Self:
        """Tell from the file's name and its first line how its units are divided."""
        if path.endswith(".csv"):
            header = text.partition("\n")[0]
            return cls(text, max(_DELIMITERS, key=header.count), 0)
        if path.endswith((".yml", ".yaml")):
            return cls(text, None, len(text))
        front_matter = _FRONT_MATTER.match(text)
        return cls(text, None, front_matter.end() if front_matter else 0)

    def around(self, start: int, end: int) -> Span:
        """Return the unit in which the span stands."""
        line = self.line_around(start, end)
        if self.delimiter is not None:
            return self._cell(line, start, end)
        if start < self.front_matter_end:
            return self._value(line, start, end)
        return _between(self.text, line, (start, end), "|")

    def line_around(self, start: int, end: int, reach: int = _REACH_OF_LINE) -> Span:
        """Return the line, or lines, of the span, as far as it reaches."""
        low, high = max(0, start - reach), min(len(self.text), end + reach)
        line_start, line_end = self.text.rfind("\n", low, start), self.text.find("\n", end, high)
        return low if line_start < 0 else line_start + 1, high if line_end < 0 else line_end

    def sentence_around(self, start: int, end: int) -> Span:
        """Return the sentence of prose, or the cell or value where the span stands in one."""
        if self.delimiter is not None:
            return self._cell(self.line_around(start, end, _REACH_OF_CELL), start, end)
        low, high = self._paragraph(start, end)
        for mark in _SENTENCE_END.finditer(self.text, low, high):
            if mark.end() <= start:
                low = mark.end()
            elif mark.start() >= end:
                return low, mark.start()
        return low, high

    def position(self, offset: int) -> Span:
        """Return line and column, from 1."""
        return self.text.count("\n", 0, offset) + 1, offset - self.text.rfind("\n", 0, offset)

    def _paragraph(self, start: int, end: int) -> Span:
        low, high = (
            max(0, start - _REACH_OF_SENTENCE),
            min(len(self.text), end + _REACH_OF_SENTENCE),
        )
        first, last = self.text.rfind("\n\n", low, start), self.text.find("\n\n", end, high)
        return low if first < 0 else first + 2, high if last < 0 else last

    def _cell(self, line: Span, start: int, end: int) -> Span:
        quoted = self.text.count('"', 0, line[0]) % 2 == 1
        low = line[0]
        for index in range(*line):
            letter = self.text[index]
            if letter == '"':
                quoted = not quoted
            elif letter == self.delimiter and not quoted:
                if index >= end:
                    return low, index
                low = index + 1 if index < start else low
        return low, line[1]

    def _value(self, line: Span, start: int, end: int) -> Span:
        low, high = line
        key = _KEY.match(self.text, low, high)
        if key and key.end() <= start:
            low = key.end()
        comment = _COMMENT.search(self.text, end, high)
        if comment:
            high = comment.start()
        if self.text[low : low + 1] in {"[", "{"}:
            return _between(self.text, (low, high), (start, end), "[]{},")
        return low, high


def _between(text: str, line: Span, span: Span, marks: str) -> Span:
    low = max((text.rfind(mark, line[0], span[0]) for mark in marks), default=-1)
    highs = [high for mark in marks if (high := text.find(mark, span[1], line[1])) >= 0]
    return max(low + 1, line[0]), min(highs, default=line[1])
