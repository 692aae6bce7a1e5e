"""The last sheet: what the drop-down lists of the others offer."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from build_tools.editing.importing.template import LISTS_SHEET
from build_tools.editing.workbook.styles import Styles

_FIRST_ROW = 1  # below the heads; rows and columns count from 0


@dataclass(slots=True)
class Lists:
    """Writes each list once, in a column of its own, and gives it a name for the others."""

    book: Workbook
    sheet: Worksheet
    styles: Styles
    _names: dict[tuple[str, ...], str] = field(default_factory=dict)
    _column: int = 0

    def source(self, title: str, values: Sequence[str]) -> str | None:
        """Return the name of a list for a data validation; None of an empty one."""
        key = tuple(dict.fromkeys(values))
        if not key:
            return None
        if key not in self._names:
            self._names[key] = self._write(title, key)
        return f"={self._names[key]}"

    def _write(self, title: str, values: tuple[str, ...]) -> str:
        column, name = self._column, f"danh_muc_{self._column + 1}"
        self._column += 1
        self.sheet.write_string(0, column, title, self.styles.label())
        self.sheet.set_column(column, column, min(max(map(len, values)) + 2, 60))
        for row, value in enumerate(values, start=_FIRST_ROW):
            self.sheet.write_string(row, column, value)
        letters = _letters(column)
        last = _FIRST_ROW + len(values)
        cells = f"'{LISTS_SHEET}'!${letters}${_FIRST_ROW + 1}:${letters}${last}"
        self.book.define_name(name, f"={cells}")
        return name


def _letters(column: int) -> str:
    first, rest = divmod(column, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + rest)
