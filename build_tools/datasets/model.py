"""A table of data: fields with their meaning, and rows of plain values in the order of the fields.

Everything here can be pickled, so that files may be made of it in another process.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")
Value = str | int | bool | Decimal | dt.date | tuple[str, ...] | None

# Rises when a field or a table changes its name or meaning or goes; not when one is added.
SCHEMA_VERSION = 1
NOT_WRITTEN = "báo cáo, danh mục không ghi"


class Kind(StrEnum):
    """What the values of a field are; `PERIOD` is a text such as `2026-01`, `2026-Q1`, `2026`."""

    TEXT = "text"
    LIST = "list"
    PERIOD = "period"
    DAY = "day"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a table.

    `name` is English and stays; `title` is the Vietnamese head. `labels`: the Vietnamese words of a
    closed list by their codes. `blank` says what it means that there is no value; a field that is
    `required` always has one. `refers_to`: table and field whose values these are. A field not
    `on_sheet` is left out of workbooks, where its words stand in another field; one that is `aside`
    stands last there and is not printed. `estimate_if`: name and value of the field which says that
    this number is an estimate.
    """

    name: str
    title: str
    about: str
    kind: Kind = Kind.TEXT
    labels: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    blank: str = NOT_WRITTEN
    unit: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    refers_to: tuple[str, str] | None = None
    on_sheet: bool = True
    aside: bool = False
    estimate_if: "tuple[str, Value] | None" = None


def count_field(name: str, title: str, about: str) -> Field:
    """Return a field of whole numbers from 0 that always has one."""
    return Field(name=name, title=title, about=about, kind=Kind.INTEGER, required=True, minimum=0)


def day_field(name: str, title: str, about: str, *, blank: str | None = None) -> Field:
    """Return a field of days; one that always has a day where nothing is said of blanks."""
    made = Field(name=name, title=title, about=about, kind=Kind.DAY, required=blank is None)
    return made if blank is None else replace(made, blank=blank)


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A field and how its value is had of one of the things that the table lists."""

    field: Field
    of: Callable[[T], Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a table is about. `key`: the fields that together name a row, empty where none do.

    `source`: the files of `content/` that it is read or worked out from.
    """

    name: str
    title: str
    about: str
    source: str
    key: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A table of data."""

    topic: Topic
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def name(self) -> str:
        """The name of its files: `issues`."""
        return self.topic.name

    def place(self, name: str) -> int:
        """Return where in a row the field stands; KeyError where there is no such field."""
        for index, each in enumerate(self.fields):
            if each.name == name:
                return index
        raise KeyError(name)

    def where(self, **wanted: Value) -> "Dataset":
        """Return the table of the rows that have these values."""
        tests = [(self.place(name), value) for name, value in wanted.items()]
        kept = tuple(row for row in self.rows if all(row[at] == value for at, value in tests))
        return replace(self, rows=kept)

    def grouped(self, *names: str) -> "dict[tuple[Value, ...], Dataset]":
        """Return the table in parts, by the values of these fields, in the order of the rows."""
        places = [self.place(name) for name in names]
        parts: dict[tuple[Value, ...], list[tuple[Value, ...]]] = {}
        for row in self.rows:
            parts.setdefault(tuple(row[place] for place in places), []).append(row)
        return {key: replace(self, rows=tuple(rows)) for key, rows in parts.items()}

    def records(self) -> Iterable[dict[str, Value]]:
        """Yield the rows by the names of their fields."""
        names = [each.name for each in self.fields]
        return (dict(zip(names, row, strict=True)) for row in self.rows)


def dataset(topic: Topic, columns: Sequence[Column[T]], things: Iterable[T]) -> Dataset:
    """Return the table of the things: a row for each, in their order."""
    getters = [column.of for column in columns]
    return Dataset(
        topic=topic,
        fields=tuple(column.field for column in columns),
        rows=tuple(tuple(of(thing) for of in getters) for thing in things),
    )
