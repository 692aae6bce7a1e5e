"""Rows of tables to records: heads to fields, then every row through pydantic.

Each fault becomes one diagnostic at its cell. Rows with a fault are left out of the result; who
needs to know whether the file is sound asks the findings.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from operator import itemgetter
from typing import Generic, TypeVar

from pydantic import ValidationError

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.diagnostics.language import Phrase
from build_tools.reading.characters import codepoint
from build_tools.reading.plain_tables import PlainRows, RawRow
from build_tools.reading.tables import Table
from build_tools.validation.cells import familiar_form, foreign_letter, is_formula
from build_tools.validation.columns import read_columns
from build_tools.validation.explaining import explain, shorten
from build_tools.validation.nearest import nearest
from build_tools.validation.plans import FieldPlan, RecordPlan, head_key, is_suspect, plan_of
from build_tools.validation.rows import Rows
from schemas.base import Record, References, split_list
from schemas.catalogue import Located, Source
from schemas.place import Place

R = TypeVar("R", bound=Record)
_SWAP_PAIR = 2
_HEAD = Phrase("Tên cột", "Name of a column")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which field each column holds, and the required fields that no column holds."""

    indexes: Mapping[str, int]
    absent: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Fault:
    field: str
    finding: Diagnostic


def read_rows(
    table: Table, model: type[R], references: References | None, found: Diagnostics
) -> Rows[R]:
    """Return the sound rows, in the file's order, and note every fault of the others."""
    columns = _sound_header(table.header, model) or _read_header(table, plan_of(model), found)
    reader = _Reader(table, model, columns, references)
    by_columns = None
    if not columns.absent:
        by_columns = read_columns(table, model, columns.indexes, references)
    records = by_columns.sound if by_columns else Rows[R](())
    more: dict[int, Located[R]] = {}
    faulty: list[tuple[int, list[_Fault]]] = []
    others = by_columns.others if by_columns else dict.fromkeys(range(len(table.rows)), ())
    for at, failing in others.items():
        record, faults = reader.read_failing(at, failing)
        if faults:
            faulty.append((at, faults))
        elif record is not None:
            row = table.rows[at]
            more[at] = Located(record, Source(table.path, row.line, columns.indexes, row.places))
    if more:
        known = zip(by_columns.indexes, records, strict=True) if by_columns else ()
        records = Rows(row for _, row in sorted((*known, *more.items()), key=itemgetter(0)))
    if faulty and not records and not columns.absent:
        swap = reader.find_swap(faulty)
        if swap is not None:
            found.extend([swap])
            return records
    for _, faults in faulty:
        found.extend(fault.finding for fault in faults)
    return records


@lru_cache(maxsize=1024)  # most files of a kind have the same header
def _sound_header(header: tuple[str, ...], model: type[Record]) -> _Columns | None:
    """Return what `_read_header` does for a header of which nothing is to be told."""
    found = Diagnostics()
    columns = _read_header(Table("", header, ((1, 1),) * len(header), ()), plan_of(model), found)
    return None if any(found) else columns


def _read_header(table: Table, plan: RecordPlan, found: Diagnostics) -> _Columns:
    indexes: dict[str, int] = {}
    misspelt: set[str | None] = set()
    unknown: list[int] = []
    for index, (head, place) in enumerate(zip(table.header, table.header_places, strict=True)):
        name = plan.names_by_key.get(head_key(head))
        where = Place(table.path, *place)
        if foreign_letter(head.removeprefix("\ufeff")) is not None:
            found.extend([confusable(head, _HEAD, where)])
            alike = familiar_form(head) or nearest(head, plan.heads) or ""
            misspelt.add(plan.names_by_key.get(head_key(alike)))
        elif name is None:
            unknown.append(index)
        elif name in indexes:
            first = indexes[name]
            found.add(
                "csv.repeated-column",
                where,
                value=head,
                related=Place(table.path, *table.header_places[first]),
                first=table.header[first],
                field=plan.fields[name].title,
            )
        else:
            indexes[name] = index
    required = [name for name, field in plan.fields.items() if field.is_required]
    absent = [name for name in required if name not in indexes and name not in misspelt]
    meant = _meant_columns([table.header[index] for index in unknown], absent, plan)
    for index, name in zip(unknown, meant, strict=True):
        where = Place(table.path, *table.header_places[index])
        near = plan.fields[name].title if name else None
        found.add("csv.unknown-column", where, value=table.header[index], nearest=near)
    for name in absent:
        if name not in meant:
            where = Place(table.path, *table.header_places[0])
            found.add("csv.missing-column", where, value=plan.fields[name].title)
    return _Columns(indexes, frozenset(required) - indexes.keys())


def _meant_columns(
    heads: Sequence[str], absent: Sequence[str], plan: RecordPlan
) -> list[str | None]:
    """Return the field that each unknown head probably means.

    One that is like none is taken for the required column that is absent, if there is one of each:
    a column under a wrong name is one fault.
    """
    near = [nearest(head, plan.heads) for head in heads]
    meant = [plan.names_by_key[head_key(title)] if title else None for title in near]
    left = [name for name in absent if name not in meant]
    if len(left) == 1 and meant.count(None) == 1:
        meant[meant.index(None)] = left[0]
    return meant


@dataclass(frozen=True, slots=True)
class _Reader(Generic[R]):
    """Reads rows of one table under one reading of its header."""

    table: Table
    model: type[R]
    columns: _Columns
    references: References | None
    told: dict[tuple[tuple[str, str], ...], list[_Fault]] = field(default_factory=dict)

    def read(self, row: RawRow) -> tuple[R | None, list[_Fault]]:
        """Return the record, or its faults; neither where only a column is missing."""
        fields = plan_of(self.model).fields
        indexes = self.columns.indexes
        cells = {name: row.cells[index] for name, index in indexes.items() if row.cells[index]}
        faults = [
            _Fault(name, fault)
            for name, cell in cells.items()
            if is_suspect(cell, fields[name])
            for fault in check_text(cell, fields[name], self._place(row, name), is_cell=True)
        ]
        refused = {fault.field for fault in faults} | self.columns.absent
        data = {name: cell for name, cell in cells.items() if name not in refused}
        try:
            return self.model.model_validate(data, context=self.references), faults
        except ValidationError as errors:
            for error in errors.errors(include_url=False):
                name = str(error["loc"][0])
                if name not in refused:
                    value = _part(cells.get(name), error["loc"])
                    place = self._place(row, name)
                    finding = explain(error, place, fields[name].title, value)
                    faults.append(_Fault(name, finding))
        return None, faults

    def read_failing(self, at: int, names: Sequence[str]) -> tuple[R | None, list[_Fault]]:
        """Do as `read` for a row of which the cells of these fields, if any, are at fault.

        What is told of the same cells once more differs in nothing but the place.
        """
        cells = tuple((name, self._cell(at, self.columns.indexes[name])) for name in names)
        told = self.told.get(cells) if cells else None
        if told is not None:
            return None, [
                _Fault(each.field, replace(each.finding, place=self._place_at(at, each.field)))
                for each in told
            ]
        record, faults = self.read(self.table.rows[at])
        if record is None and cells:
            self.told[cells] = faults
        return record, faults

    def _cell(self, at: int, column: int) -> str:
        rows = self.table.rows
        return rows.cell(at, column) if isinstance(rows, PlainRows) else rows[at].cells[column]

    def _place_at(self, at: int, name: str) -> Place:
        rows = self.table.rows
        if isinstance(rows, PlainRows) and name in self.columns.indexes:
            return Place(self.table.path, *rows.place(at, self.columns.indexes[name]))
        return self._place(rows[at], name)

    def _place(self, row: RawRow, name: str) -> Place:
        index = self.columns.indexes.get(name)
        return Place(self.table.path, *(row.places[index] if index is not None else (row.line, 1)))

    def find_swap(self, faulty: Sequence[tuple[int, list[_Fault]]]) -> Diagnostic | None:
        """Recognise two columns under each other's head: all rows fail, and none when swapped.

        One failing column in a single row is a slip of its cell, not of the header.
        """
        failing = {frozenset(fault.field for fault in faults) for _, faults in faulty}
        if len(failing) != 1:
            return None
        indexes = self.columns.indexes
        names = sorted(next(iter(failing)), key=list(indexes).index)
        if len(names) == 1 and len(faulty) > 1:
            pairs = [(names[0], other) for other in indexes if other != names[0]]
        elif len(names) == _SWAP_PAIR:
            pairs = [(names[0], names[1])]
        else:
            return None
        rows = [self.table.rows[at] for at, _ in faulty]
        fitting = [pair for pair in pairs if self._swapped(*pair).reads_all(rows)]
        return self._swap_finding(*fitting[0]) if len(fitting) == 1 else None

    def _swapped(self, one: str, other: str) -> "_Reader[R]":
        indexes = self.columns.indexes
        swapped = {**indexes, one: indexes[other], other: indexes[one]}
        return replace(self, columns=_Columns(swapped, self.columns.absent), told={})

    def reads_all(self, rows: Sequence[RawRow]) -> bool:
        """Say whether no row has a fault."""
        return all(not self.read(row)[1] for row in rows)

    def _swap_finding(self, one: str, other: str) -> Diagnostic:
        indexes = self.columns.indexes
        first, second = sorted((one, other), key=indexes.__getitem__)
        fields = plan_of(self.model).fields
        return Diagnostic(
            code="csv.swapped-columns",
            place=Place(self.table.path, *self.table.header_places[indexes[first]]),
            value=self.table.header[indexes[first]],
            related=Place(self.table.path, *self.table.header_places[indexes[second]]),
            params={"field": fields[first].title, "other": fields[second].title},
        )


def _part(cell: str | None, loc: tuple[int | str, ...]) -> str | None:
    """Return what is at fault of a cell: one of its parts where it is a list."""
    if cell is None or len(loc) == 1:
        return cell
    parts = split_list(cell)
    index = loc[1]
    return str(parts[index]) if isinstance(parts, list) and isinstance(index, int) else cell


def check_text(text: str, field: FieldPlan, place: Place, *, is_cell: bool) -> Iterator[Diagnostic]:
    """Refuse what typing would not see: look-alike letters in codes, formulas in cells of text."""
    if field.is_code and foreign_letter(text) is not None:
        yield confusable(text, field.title, place)
    elif is_cell and field.is_text and is_formula(text):
        params = {"field": field.title, "mark": text[0]}
        yield Diagnostic(code="value.formula", place=place, value=shorten(text), params=params)


def confusable(text: str, field: str, place: Place) -> Diagnostic:
    """Name the letter of another alphabet in a code, a head or a key, by its code point."""
    letter = foreign_letter(text) or ""
    params = {"field": field, "letter": letter, "code_point": codepoint(letter)}
    return Diagnostic(
        code="value.confusable",
        place=place,
        value=shorten(text),
        nearest=familiar_form(text),
        params=params,
    )
