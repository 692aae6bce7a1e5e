"""How much of a line a finding means: the cell of a table, the value of a key, the word.

A finding knows where it begins. Where it ends is told by its value, where that stands there, and
else by the form of the file.
"""

import re
from collections.abc import Iterator

from build_tools.diagnostics.source_lines import SourceLines
from schemas.place import Place
from schemas.text import nfc

Marked = tuple[int, int]  # from and to, in code points of the line in NFC, from 0
_QUOTE = '"'
_DELIMITERS = ",;\t"
_MORE = "…"
_SAYS_NOTHING = re.compile(r"[\s\-]*")
# What may stand between the place of a finding and its value: marks of Markdown and of YAML.
_MARKUP = re.compile(r"[\s#>*_\[\](){}!\"'|\\`-]*")
_WORD = re.compile(r"\w+")
_YAML_VALUE = re.compile(
    r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'|\[[^\]]*\]|\{[^}]*\}|[\"'\[{]|[^\s#](?:[^#]|(?<=\S)#)*"
)
_YAML_KEY = re.compile(r"[\w.-]+(?=\s*:(?:\s|$))")


def marked_in(
    source: SourceLines, place: Place, value: str | None, *, row: bool = True
) -> Marked | None:
    """Return what a finding means in its line; None where the line shows nothing of it.

    That is so on a line without a word, and on the first line of a file when a value that does not
    stand there is meant: the file is meant as a whole. `row`: a place at the beginning of a table's
    line, without a value, is the whole row.
    """
    text = source.line(place.line)
    if text is None or _SAYS_NOTHING.fullmatch(text):
        return None
    start = min(place.column - 1, len(text))
    is_table, is_yaml = source.path.endswith(".csv"), source.is_yaml(place.line)
    typed = _typed(text, start, value, far=not (is_table or is_yaml))
    if value and typed is None and (place.line, place.column) == (1, 1):
        return None
    if is_table:
        row = row and start == 0 and value is None and not source.begins_quoted(place.line)
        return _in_table(list(_cells(source, place.line, text)), text, start, typed, row=row)
    if typed is not None:
        return typed
    if is_yaml:
        return _in_yaml(text, start, value)
    is_missing = value is not None and source.path.endswith(".md")
    return _in_prose(text, start, is_missing=is_missing)


def _typed(text: str, start: int, value: str | None, *, far: bool) -> Marked | None:
    """Return where the value stands: at the place, behind marks of markup, or `far` along."""
    typed = nfc(value or "").removesuffix(_MORE)
    if not typed:
        return None
    markup = _MARKUP.match(text, start)
    last = markup.end() if markup else start
    at = text.find(typed, start, None if far else last + len(typed))
    return None if at < 0 else (at, at + len(typed))


def _in_table(
    cells: list[Marked], text: str, start: int, typed: Marked | None, *, row: bool
) -> Marked:
    cell = next((each for each in cells if each[0] == start), None)
    if row and cell is not None and cell[1] > 0:
        return 0, len(text.rstrip())
    return cell or typed or _word(text, start)


def _cells(source: SourceLines, number: int, text: str) -> Iterator[Marked]:
    """Yield the cells of a line without blanks around them; one may begin or end elsewhere."""
    delimiter = max(_DELIMITERS, key=_outside_quotes(source.line(1) or "").count)
    low, quoted = 0, source.begins_quoted(number)
    for index, letter in enumerate(f"{text}{delimiter}"):
        if index == len(text) or (letter == delimiter and not quoted):
            cell = text[low:index]
            first = low + len(cell) - len(cell.lstrip())
            yield first, max(first, low + len(cell.rstrip()))
            low = index + 1
        elif letter == _QUOTE:
            quoted = not quoted


def _outside_quotes(line: str) -> str:
    return "".join(line.split(_QUOTE)[::2])


def _in_yaml(text: str, start: int, value: str | None) -> Marked:
    """Return the key that is meant, or else the value: quoted, in brackets, or to the end."""
    own_key = _YAML_KEY.match(text, len(text) - len(text.lstrip(" -")))
    if own_key and own_key[0] == value:  # an unknown key has the place of its value
        return own_key.span()
    found = _YAML_KEY.match(text, start) or _YAML_VALUE.match(text, start)
    if found is None:
        return start, start + 1
    return start, start + len(found[0].rstrip())


def _in_prose(text: str, start: int, *, is_missing: bool) -> Marked:
    """Return the word, or at the beginning the line, or the place before it of what is missing."""
    if start == 0:
        return (0, 1) if is_missing else (len(text) - len(text.lstrip()), len(text.rstrip()))
    return _word(text, start)


def _word(text: str, start: int) -> Marked:
    word = _WORD.match(text, start)
    return start, min(word.end() if word else start + 1, max(len(text), start + 1))
