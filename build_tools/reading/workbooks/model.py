"""A workbook as its file holds it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

_LETTERS = 26


class CellType(StrEnum):
    """What a cell holds. Days are numbers or, in ODS, days; a text may look like either."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"  # `text` is ISO: 2026-07-05, or 2026-07-05T10:30:00
    YES_NO = "yes-no"  # `text` is true or false
    ERROR = "error"  # `text` is #REF! or the like


class Look(StrEnum):
    """How a number is shown, as far as it matters to what somebody has meant by it."""

    GENERAL = "general"
    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"  # day first, or by name of the month, or year first, or as the system has it
    AMERICAN_DAY = "american-day"  # month first
    TIME = "time"  # a time of the day, with or without a day
    TEXT = "text"
    SCALED = "scaled"  # shown divided by thousands
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something. `text` of a number is as stored: digits, point, exponent.

    `decimals` are those that its format shows, None where it does not say; `zeros` are the digits
    to which it fills up with zeros. `is_worked_out` marks a formula, whose `text` is the last
    result, empty where the file has none.
    """

    text: str
    type: CellType = CellType.TEXT
    look: Look = Look.GENERAL
    decimals: int | None = None
    zeros: int = 0
    is_worked_out: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A block of cells; rows and columns count from 1, ends are inside."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Say whether the cell lies in the block."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet; `cells` are by row and column, from 1, in that order.

    `number`: by which the gate calls it, from 1; the order of the tabs may be another.
    """

    name: str
    cells: Mapping[tuple[int, int], Cell]
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    is_filtered: bool = False
    merged: tuple[Area, ...] = ()
    commented: frozenset[tuple[int, int]] = frozenset()
    number: int = 1

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell; None where it is empty."""
        return self.cells.get((row, column))


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """All sheets in their order; `starts_in_1904` is how its numbers count days."""

    sheets: tuple[Sheet, ...]
    starts_in_1904: bool = False


def column_letters(column: int) -> str:
    """Return `A` for 1, `AA` for 27."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Return `B7` for row 7 and column 2."""
    return f"{column_letters(column)}{row}"


def read_cell_name(name: str) -> tuple[int, int]:
    """Return row and column of `B7`; ValueError where it is none."""
    letters = name.rstrip("0123456789")
    if not (letters.isascii() and letters.isupper() and letters.isalpha()):
        raise ValueError(name)
    column = 0
    for letter in letters:
        column = column * _LETTERS + ord(letter) - ord("A") + 1
    return int(name[len(letters) :]), column
