"""What reading a record needs to know of its schema, worked out once for each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args

from pydantic.fields import FieldInfo

from build_tools.validation.cells import foreign_letter, is_formula
from schemas.base import CodeCheck, Record
from schemas.text import fold_key


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """One field: its Vietnamese title and which checks its text gets before it is typed."""

    name: str
    title: str
    is_required: bool
    is_code: bool  # a code, an id or a reference: letters that only look like ours are refused
    is_text: bool  # shown as typed: what a spreadsheet would run is refused
    nested: type[Record] | None


@dataclass(frozen=True, slots=True)
class RecordPlan:
    """All fields of a schema, by name and by every way of writing their head."""

    fields: Mapping[str, FieldPlan]
    names_by_key: Mapping[str, str]
    heads: tuple[str, ...]  # names and titles, for the hint of the nearest


def head_key(text: str) -> str:
    """Key of a head or a front matter's key: case, accents, spaces and underscores forgiven."""
    return fold_key(text.removeprefix("\ufeff")).replace("_", "").replace(" ", "")


@cache
def plan_of(model: type[Record]) -> RecordPlan:
    """Work out the plan of a schema."""
    fields = {name: _plan_field(name, info) for name, info in model.model_fields.items()}
    keys = {head_key(head): field.name for field in fields.values() for head in _heads(field)}
    heads = tuple(head for field in fields.values() for head in reversed(_heads(field)))
    return RecordPlan(fields, keys, heads)


def is_suspect(text: str, field: FieldPlan) -> bool:
    """Say whether a cell's text is to be refused before it is typed (`records.check_text`)."""
    return (field.is_code and foreign_letter(text) is not None) or (
        field.is_text and is_formula(text)
    )


def _heads(field: FieldPlan) -> tuple[str, str]:
    return field.title, field.name


def _plan_field(name: str, info: FieldInfo) -> FieldPlan:
    parts = [*info.metadata, *_parts(info.annotation)]
    records = [part for part in parts if isinstance(part, type) and issubclass(part, Record)]
    return FieldPlan(
        name=name,
        title=info.title or name,
        is_required=info.is_required(),
        is_code=any(isinstance(part, CodeCheck) for part in parts),
        is_text=str in parts,
        nested=records[0] if records else None,
    )


def _parts(annotation: object) -> Iterator[object]:
    """Yield the annotation, what it is made of, and what is annotated to that."""
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)
