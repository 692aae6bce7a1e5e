"""The line of a source on which a finding stands, and what in it is meant.

Lines come as the file has them; columns of a `Place` count code points of the line in NFC, from 1.
Whoever gives the lines answers for what they may show: see `validation.quotable`.
"""

from dataclasses import dataclass
from itertools import accumulate

from build_tools.diagnostics.legible import code_point, is_unseen, width_of
from build_tools.diagnostics.marked import marked_in
from build_tools.diagnostics.model import Diagnostic
from build_tools.diagnostics.source_lines import Lines
from schemas.place import Place

_TAB = "    "
_CUT = "…"
_MOST = 96  # columns that a line may take before it is cut around what is meant
_REACH = 1000  # letters to each side
_BEFORE = 3  # a third of them stand before it
# What is said of a file, a folder or an attachment as a whole has no line of its own; what the gate
# refuses is never repeated.
_WITHOUT = ("file.", "secrecy.", "attachment.")
_OF_WHOLE_FILES = frozenset(
    {"text.utf-16", "text.utf-16-unmarked", "text.not-nfc", "csv.delimiter", "csv.line-ends"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A line to show. `text` is in NFC, legible, without tabs, cut with `…` where it was too long.

    `line` counts from 1, `start` from 0 in code points of `text`; `width` is at least 1 and may
    reach one past the end of the text, where something is missing.
    """

    line: int
    text: str
    start: int
    width: int


def is_of_a_line(finding: Diagnostic) -> bool:
    """Say whether the finding means something in its line, and that may be shown."""
    is_whole = finding.code.startswith(_WITHOUT) or finding.code in _OF_WHOLE_FILES
    return not is_whole and "shown" not in finding.params


def frame_of(finding: Diagnostic, lines: Lines, most: int = _MOST) -> Frame | None:
    """Return the frame of what the finding is about; None where there is no line to show."""
    if not is_of_a_line(finding):
        return None
    return _frame(finding.place, finding.value, lines, most, row=True)


def related_frame_of(finding: Diagnostic, lines: Lines, most: int = _MOST) -> Frame | None:
    """Return the frame of the related place; None where there is none."""
    if finding.related is None or finding.code.startswith(_WITHOUT):
        return None
    return _frame(finding.related, None, lines, most, row=False)


def _frame(place: Place, value: str | None, lines: Lines, most: int, *, row: bool) -> Frame | None:
    source = lines(place.path)
    text = source.line(place.line) if source else None
    marked = marked_in(source, place, value, row=row) if source else None
    if text is None or marked is None:
        return None
    # No more of an endless line is looked at than could be shown.
    low = max(0, marked[0] - _REACH)
    part = text[low : marked[0] + _REACH]
    pieces = [_shown(letter) for letter in part]
    starts = [0, *accumulate(map(len, pieces))]
    start, end = (starts[min(each - low, len(part))] for each in marked)
    return _cut("".join(pieces), place.line, start, max(end - start, 1), most)


def _shown(letter: str) -> str:
    if letter == "\t":
        return _TAB
    return code_point(letter) if is_unseen(letter) else letter


def _cut(text: str, line: int, start: int, width: int, most: int) -> Frame:
    """Cut a long line so that what is meant, or its beginning, stands in what is left."""
    if width_of(text) <= most:
        return Frame(line=line, text=text, start=start, width=width)
    room = most - 2 * len(_CUT)
    first = _back(text, start, room // _BEFORE)
    last = _forth(text, first, room)
    if last == len(text):  # the end of the line leaves room before
        first = _back(text, last, room)
    before, after = _CUT if first else "", _CUT if last < len(text) else ""
    return Frame(
        line=line,
        text=f"{before}{text[first:last]}{after}",
        start=start - first + len(before),
        width=max(min(width, last - start), 1),
    )


def _back(text: str, end: int, room: int) -> int:
    """Return where as much of the text begins as ends there and fits."""
    first = end
    while first and width_of(text[first - 1 : end]) <= room:
        first -= 1
    return first


def _forth(text: str, first: int, room: int) -> int:
    """Return where as much of the text ends as begins there and fits."""
    last = first
    while last < len(text) and width_of(text[first : last + 1]) <= room:
        last += 1
    return last
