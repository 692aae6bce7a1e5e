"""Text in files that a spreadsheet opens: nothing of it may be run.

A spreadsheet takes a cell for a formula by how it begins, also behind blanks and quotes, and one
that parts cells at another mark than the file (`;` where the comma is the decimal mark, the comma
elsewhere) finds cells inside of ours. There an apostrophe is set, by which spreadsheets themselves
mark a text. `as_typed` takes it away again: whoever reads a download with a program calls it, or
does the same, on every text: one apostrophe less wherever one or more of them stand before a mark
of a formula.
"""

import re
from functools import lru_cache

# Blanks, quotes and our own apostrophes do not keep a spreadsheet from seeing the mark. The
# full-width forms are taken for the plain ones by some (OWASP, "CSV Injection"). A tab or a line's
# end at the start is dropped by some, and what follows is run.
_BEFORE = r"[\s\ufeff\"'“”]*?"
_MARK = r"=+\-@＝＋－＠\t\r"
# Where a cell may begin: at the start, on another line, behind a mark that parts cells elsewhere.
_AT_START = rf"\A{{}}(?={_BEFORE}[{_MARK}\n])|(?<=[\n;,\t]){{}}(?={_BEFORE}[{_MARK}])"
_RUNS = re.compile(_AT_START.format("", ""))
_GUARDED = re.compile(_AT_START.format("'", "'"))
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*", re.ASCII)


@lru_cache(maxsize=1 << 16)  # names and codes stand in row after row
def inert(text: str) -> str:
    """Return the text so that no spreadsheet runs it; a plain number (`-1,5`) stays one."""
    return text if _NUMBER.fullmatch(text) else _RUNS.sub("'", text)


def as_typed(text: str) -> str:
    """Undo `inert`: return the text as it stands in the report."""
    return text if _NUMBER.fullmatch(text) else _GUARDED.sub("", text)
