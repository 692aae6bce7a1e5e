"""Fields: what Word works out. Their last result is text like any other; links are kept."""

import re
from dataclasses import dataclass

_LINK = re.compile(r'HYPERLINK\s+"([^"]*)"', re.IGNORECASE)
_SILENT = frozenset({"HYPERLINK", "FORMTEXT", "FORMDROPDOWN"})
CONTENTS = "TOC"


@dataclass(slots=True)
class _Field:
    code: str = ""
    has_result: bool = False  # whether its code is behind us


class Fields:
    """The fields that are open while a document is read, from run to run, block to block."""

    def __init__(self) -> None:
        self._open: list[_Field] = []

    def mark(self, kind: str) -> str | None:
        """Take `fldChar`; return the code of a field that ends here and is to be told."""
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            self._open[-1].has_result = True
        elif kind == "end" and self._open:
            name = name_of(self._open.pop().code)
            return name if name and name not in _SILENT else None
        return None

    def code(self, text: str) -> None:
        """Take a piece of the code."""
        if self._open and not self._open[-1].has_result:
            self._open[-1].code += text

    @property
    def hides_text(self) -> bool:
        """Whether text that stands here is none that is shown."""
        return any(not one.has_result for one in self._open)

    @property
    def is_contents(self) -> bool:
        """Whether what stands here is a table of contents."""
        return any(name_of(one.code) == CONTENTS for one in self._open)

    @property
    def link(self) -> str:
        """The address of the link that stands here, "" for none."""
        found = (link_of(one.code) for one in reversed(self._open))
        return next(filter(None, found), "")


def name_of(code: str) -> str:
    """Return the name of a field: its first word."""
    words = code.split()
    return words[0].upper() if words else ""


def link_of(code: str) -> str:
    """Return the address that a field leads to, "" where it leads to a place of its own file."""
    match = _LINK.match(code.strip())
    return match[1] if match and "\\l" not in code[: match.start(1)] else ""
