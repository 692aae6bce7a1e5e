"""Finding the table of a sheet: which row holds its heads, and which field each column is.

A title may stand above, heads may take two rows, with words that are merged over several columns.
Heads are read as `validation` reads them, and forgiven what people add: a star, a unit in brackets,
a line break.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from build_tools.editing.importing.grid import Grid
from build_tools.reading.workbooks.model import Cell
from build_tools.validation.plans import RecordPlan, head_key, plan_of
from schemas.base import Record

K = TypeVar("K")
K_co = TypeVar("K_co", covariant=True)
VIEW_ONLY = "(để xem)"  # ends the head of a column that is there to be looked at
_DEEPEST = 30  # rows in which the heads must stand
_NUMBERING = frozenset({"stt", "tt", "sott", "sothutu", "no"})
_ADDED = re.compile(r"\s*(?:\([^()]*\)|\*+|:+)\s*\Z")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Head:
    """A head as written, its column, and the field that it names; None where it names none."""

    text: str
    column: int
    field: str | None

    @property
    def is_view_only(self) -> bool:
        """Whether the column says nothing that could be lost: a numbering, a help for the eye."""
        return self.text.endswith(VIEW_ONLY) or head_key(_bare(self.text)) in _NUMBERING


@dataclass(frozen=True, slots=True)
class FoundTable(Generic[K_co]):
    """Where the heads stand (first and last row) and what they are, for one kind of table."""

    kind: K_co
    model: type[Record]
    top: int
    bottom: int
    heads: tuple[Head, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Fields that a head names, in the order of the columns."""
        return tuple(head.field for head in self.heads if head.field)

    @property
    def score(self) -> tuple[int, int, int]:
        """How well it fits: fields found, heads and required fields that are left, as negatives."""
        found = set(self.fields)
        strangers = sum(1 for head in self.heads if not head.field and not head.is_view_only)
        required = {name for name, one in plan_of(self.model).fields.items() if one.is_required}
        return len(found) - strangers, -len(required - found), -(self.bottom - self.top)


def find_tables(grid: Grid, models: Mapping[K, type[Record]]) -> tuple[FoundTable[K], ...]:
    """Return the kinds of table that the sheet may hold, those that fit best; none where none does.

    More than one where nothing tells them apart.
    """
    found = [table for kind, model in models.items() for table in _tables(grid, kind, model)]
    best = max((table.score for table in found), default=None)
    chosen: dict[K, FoundTable[K]] = {}
    for table in found:
        if table.score == best:
            chosen.setdefault(table.kind, table)
    return tuple(chosen.values())


def _tables(grid: Grid, kind: K, model: type[Record]) -> Iterator[FoundTable[K]]:
    rows = grid.by_row()
    plan = plan_of(model)
    for top in list(rows)[:_DEEPEST]:
        for bottom in (top, top + 1):
            if bottom not in rows:
                continue
            heads = tuple(_heads(grid, rows, (top, bottom), plan))
            table = FoundTable(kind, model, top, bottom, heads)
            named = len(set(table.fields))
            if named >= min(_FEWEST, len(plan.fields)) and 2 * named >= _strange(heads):
                yield table


def _strange(heads: Sequence[Head]) -> int:
    return sum(1 for head in heads if not head.field)


def _heads(
    grid: Grid,
    rows: Mapping[int, Mapping[int, Cell]],
    between: tuple[int, int],
    plan: RecordPlan,
) -> Iterator[Head]:
    top, bottom = between
    columns = sorted({*rows[top], *rows[bottom]})
    for column in columns:
        upper, lower = (_text(grid, row, column) for row in between)
        if top == bottom or upper == lower:
            texts = [upper]
        else:
            texts = [f"{upper} {lower}".strip(), lower, upper]
        named = [(text, name) for text in texts if (name := _field(text, plan))]
        text, name = named[0] if named else (texts[0], None)
        if text:
            yield Head(" ".join(text.split()), column, name)


def _text(grid: Grid, row: int, column: int) -> str:
    """Return what stands in a cell; in a merged one, what stands over all of it."""
    block = grid.merged_at(row, column)
    cell = grid.sheet.cell(*((block.top, block.left) if block else (row, column)))
    return cell.text.strip() if cell else ""


def _field(text: str, plan: RecordPlan) -> str | None:
    exact = plan.names_by_key.get(head_key(" ".join(text.split())))
    return exact or plan.names_by_key.get(head_key(_bare(text)))


def _bare(text: str) -> str:
    """Return a head without what people add behind it."""
    plain = " ".join(text.split())
    while (shorter := _ADDED.sub("", plain)) != plain and shorter:
        plain = shorter
    return plain
