"""Rows of a table read by columns: what stands in many cells is typed once.

Only sound rows come from here. A row with a cell at fault, or that a required cell is missing from,
is left to the reading row by row, which finds every fault and its words: so both ways say the same.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import compress, repeat
from typing import Annotated, Any, Generic, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from build_tools.reading.plain_tables import FIRST_LINE, PlainRows
from build_tools.reading.tables import Table
from build_tools.validation.at_once import make_many, make_records
from build_tools.validation.cells import FORMULA_STARTS
from build_tools.validation.plans import FieldPlan, is_suspect, plan_of
from schemas.base import Record, ReferenceCheck, References
from schemas.catalogue import Located, Source

R = TypeVar("R", bound=Record)
_MOST_KEPT = 20_000  # texts of a field; more are those of a free text, which seldom comes again
_MANY = 1000  # cells of a column, beside which what is done once for a file is little
_FEW_ALIKE = 2  # cells for each different one: fewer are typed as fast as they are told apart
_FAULTY = object()  # stands for the value of a cell that is not sound


@dataclass(frozen=True, slots=True)
class _Field:
    """How the cells of one field are typed, and what they have been typed to so far.

    What a reference means depends on more than its text and is not kept.
    """

    name: str
    plan: FieldPlan
    adapter: TypeAdapter[list[Any]]
    is_kept: bool
    blank: object  # the value where nothing is written
    kept: dict[str, object] = field(default_factory=dict)

    def typed(self, different: set[str], references: References | None) -> dict[str, object]:
        """Return the value of each of different cells."""
        fresh = different.difference(self.kept)
        values = {cell: self.kept[cell] for cell in different - fresh}
        if fresh:
            made = self._made(list(fresh), references)
            values |= made
            if self.is_kept and len(self.kept) + len(made) <= _MOST_KEPT:
                self.kept.update(made)
        return values

    def typed_at_once(
        self, cells: Sequence[str], references: References | None
    ) -> Sequence[object] | None:
        """Return the value of each cell; None where one is blank or at fault."""
        texts = list(map(str.strip, cells))
        if not all(texts) or self._has_suspects(texts):
            return None
        try:
            return self.adapter.validate_python(texts, context=references)
        except ValidationError:
            return None

    def _made(self, cells: Sequence[str], references: References | None) -> dict[str, object]:
        texts = list(map(str.strip, cells))
        values = {cell: self.blank for cell, text in zip(cells, texts, strict=True) if not text}
        if self._has_suspects(texts):
            values |= {
                cell: _FAULTY
                for cell, text in zip(cells, texts, strict=True)
                if is_suspect(text, self.plan)
            }
        left = [cell for cell in cells if cell not in values] if values else cells
        texts = [cell.strip() for cell in left] if values else texts
        values.update(zip(left, self._validated(texts, references), strict=True))
        return values

    def _has_suspects(self, texts: Sequence[str]) -> bool:
        """Say whether to look for `is_suspect` ones."""
        return (self.plan.is_code and not all(map(str.isascii, texts))) or (
            self.plan.is_text and not FORMULA_STARTS.isdisjoint([text[:1] for text in texts])
        )

    def _validated(self, texts: list[str], references: References | None) -> list[Any]:
        try:
            return self.adapter.validate_python(texts, context=references)
        except ValidationError as errors:
            faulty = {error["loc"][0] for error in errors.errors(include_url=False)}
        sound = [text for at, text in enumerate(texts) if at not in faulty]
        values = iter(self._validated(sound, references))
        return [_FAULTY if at in faulty else next(values) for at in range(len(texts))]


@cache
def _fields_of(model: type[Record]) -> tuple[_Field, ...] | None:
    """Return the fields of a model; None where a row is more than its fields by themselves."""
    plans = plan_of(model).fields
    rules = model.__pydantic_decorators__
    has_rules = rules.field_validators or rules.model_validators or rules.root_validators
    is_plain = (
        not (has_rules or rules.validators or rules.computed_fields)
        and not model.__private_attributes__
        and model.model_post_init is Record.model_post_init
        and not any(plan.nested or _has_own_default(model, name) for name, plan in plans.items())
    )
    if not is_plain:
        return None
    config = ConfigDict(str_strip_whitespace=model.model_config.get("str_strip_whitespace", False))
    return tuple(
        _Field(
            name=name,
            plan=plans[name],
            adapter=TypeAdapter(_list_of(info), config=config),
            is_kept=not _refers(info),
            blank=_FAULTY if info.is_required() else info.default,
        )
        for name, info in model.model_fields.items()
    )


def _has_own_default(model: type[Record], name: str) -> bool:
    info = model.model_fields[name]
    return info.default_factory is not None or bool(info.validate_default)


def _list_of(info: FieldInfo) -> Any:  # noqa: ANN401  a type made at run time
    typed = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    return list[typed]  # type: ignore[valid-type]


def _refers(info: FieldInfo) -> bool:
    return any(isinstance(part, ReferenceCheck) for part in _parts(info.annotation, info.metadata))


def _parts(annotation: object, metadata: Iterable[object] = ()) -> Iterator[object]:
    yield from metadata
    yield from getattr(annotation, "__metadata__", ())
    for part in getattr(annotation, "__args__", ()):
        yield from _parts(part, getattr(part, "__metadata__", ()))


@dataclass(frozen=True, slots=True)
class ByColumns(Generic[R]):
    """The sound rows in order, and their indexes in the table.

    `others`: index of each other row → the fields whose cells are at fault.
    """

    sound: list[Located[R]]
    indexes: Sequence[int]
    others: Mapping[int, Sequence[str]]


def read_columns(
    table: Table, model: type[R], indexes: Mapping[str, int], references: References | None
) -> ByColumns[R] | None:
    """Read the rows of a table by columns; None where its model must be read row by row.

    `indexes`: which column holds each field that has one.
    """
    fields = _fields_of(model)
    if fields is None or not table.rows:
        return None
    cells = table.columns
    columns = [
        _Column.read(each, cells[indexes[each.name]], references)
        for each in fields
        if each.name in indexes
    ]
    faulty = _faulty(columns)
    rows: Sequence[int] = range(len(table.rows))
    if faulty:
        is_sound = [True] * len(rows)
        for at in faulty:
            is_sound[at] = False
        rows = list(compress(rows, is_sound))
        columns = [column.without(is_sound) for column in columns]
    blank = {each.name: each.blank for each in fields}
    records = _records(model, blank, columns, len(rows)) if rows else ()
    sources = _sources(table, rows, indexes)
    located: list[Located[R]] = make_many(Located, len(rows), record=records, source=sources)
    return ByColumns(located, rows, faulty)


def _faulty(columns: Iterable["_Column"]) -> Mapping[int, Sequence[str]]:
    """Return the rows at fault in their order, and which fields of each."""
    faulty: dict[int, list[str]] = {}
    for column in columns:
        for at in column.faulty:
            faulty.setdefault(at, []).append(column.name)
    return dict(sorted(faulty.items()))


@dataclass(frozen=True, slots=True)
class _Column:
    """Values of a column, whether each stands written, and the rows in which one is at fault.

    `is_written` is None where all are; where the column is `one`, all its values are the same.
    """

    name: str
    values: Sequence[object]
    is_written: Sequence[bool] | None
    is_one: bool
    faulty: Sequence[int] = ()

    @classmethod
    def read(cls, each: _Field, cells: Sequence[str], references: References | None) -> "_Column":
        """Type the cells of a column."""
        different = set(cells)
        if _MANY < len(cells) < _FEW_ALIKE * len(different):
            values = each.typed_at_once(cells, references)
            if values is not None:
                return cls(each.name, values, is_written=None, is_one=False)
        typed = each.typed(different, references)
        if len(typed) == 1:
            return cls._of_one(each.name, cells[0], typed[cells[0]], len(cells))
        blanks = {cell for cell in typed if not cell.strip()}
        failing = {cell for cell, value in typed.items() if value is _FAULTY}
        return cls(
            name=each.name,
            values=list(map(typed.__getitem__, cells)),
            is_written=[cell not in blanks for cell in cells] if blanks else None,
            is_one=False,
            faulty=[at for at, cell in enumerate(cells) if cell in failing] if failing else (),
        )

    @classmethod
    def _of_one(cls, name: str, cell: str, value: object, count: int) -> "_Column":
        return cls(
            name=name,
            values=[value] * count,
            is_written=None if cell.strip() else [False] * count,
            is_one=True,
            faulty=range(count) if value is _FAULTY else (),
        )

    def without(self, is_sound: Sequence[bool]) -> "_Column":
        """Return the column without some of its rows."""
        written = None if self.is_written is None else list(compress(self.is_written, is_sound))
        values = list(compress(self.values, is_sound))
        return replace(self, values=values, is_written=written, faulty=())


def _records(
    model: type[R], blank: Mapping[str, object], columns: Sequence[_Column], count: int
) -> list[R]:
    """Make what validating each row would, of values that are valid."""
    same = {**blank} | {column.name: column.values[0] for column in columns if column.is_one}
    varied = {column.name: column.values for column in columns if not column.is_one}
    return make_records(model, count, same, varied, _written(columns))


def _written(columns: Sequence[_Column]) -> Iterable[set[str]]:
    """Yield which fields of each row are written; rows that write the same share the set."""
    always = {column.name for column in columns if column.is_written is None}
    others = [column for column in columns if column.is_written and not column.is_one]
    sometimes = [column.name for column in others]
    if not sometimes:
        return repeat(always)
    by_row = list(zip(*(each.is_written or () for each in others), strict=True))
    sets = {forms: {*always, *compress(sometimes, forms)} for forms in set(by_row)}
    return map(sets.__getitem__, by_row)


def _sources(table: Table, rows: Sequence[int], indexes: Mapping[str, int]) -> Iterable[Source]:
    places: Iterable[object]
    if isinstance(table.rows, PlainRows):
        lines, places = [FIRST_LINE + at for at in rows], repeat(table.rows.places)
    else:
        lines = [table.rows[at].line for at in rows]
        places = [table.rows[at].places for at in rows]
    return make_many(
        Source,
        len(rows),
        path=repeat(table.path),
        line=lines,
        fields=repeat(indexes),
        places=places,
    )
