"""The cells of one field typed many at a time: each different text once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    ConfigDict,
    PlainValidator,
    TypeAdapter,
    ValidationError,
    WrapValidator,
)
from pydantic.fields import FieldInfo

from build_tools.validation.cells import FORMULA_STARTS
from build_tools.validation.plans import FieldPlan, is_suspect, plan_of
from schemas.base import Record, ReferenceCheck, References

FAULTY = object()  # stands for the value of a cell that is not sound
_MAKERS = (BeforeValidator, PlainValidator, WrapValidator)
_FIRST_LETTER = itemgetter(slice(1))
_MOST_KEPT = 20_000  # texts of a field; more are those of a free text, which seldom comes again


@dataclass(frozen=True, slots=True)
class CellField:
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
                cell: FAULTY
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
            self.plan.is_text and not FORMULA_STARTS.isdisjoint(map(_FIRST_LETTER, texts))
        )

    def _validated(self, texts: list[str], references: References | None) -> list[Any]:
        try:
            return self.adapter.validate_python(texts, context=references)
        except ValidationError as errors:
            faulty = {error["loc"][0] for error in errors.errors(include_url=False)}
        sound = [text for at, text in enumerate(texts) if at not in faulty]
        values = iter(self._validated(sound, references))
        return [FAULTY if at in faulty else next(values) for at in range(len(texts))]


@cache
def fields_of(model: type[Record]) -> tuple[CellField, ...] | None:
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
    return tuple(
        CellField(
            name=name,
            plan=plans[name],
            adapter=_adapter(model, info),
            is_kept=not _refers(info),
            blank=FAULTY if info.is_required() else info.default,
        )
        for name, info in model.model_fields.items()
    )


def _has_own_default(model: type[Record], name: str) -> bool:
    info = model.model_fields[name]
    return info.default_factory is not None or bool(info.validate_default)


def _adapter(model: type[Record], info: FieldInfo) -> TypeAdapter[list[Any]]:
    """Return what validates many texts of a field, without blanks around them.

    To strip them again would make a copy of each; what a validator may make of one before it is
    taken for a text is another matter.
    """
    is_told = model.model_config.get("str_strip_whitespace", False)
    is_made = any(isinstance(part, _MAKERS) for part in _parts(info.annotation, info.metadata))
    return TypeAdapter(_list_of(info), config=ConfigDict(str_strip_whitespace=is_told and is_made))


def _list_of(info: FieldInfo) -> Any:  # noqa: ANN401  a type made at run time
    typed = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    return list[typed]  # type: ignore[valid-type]  # made at run time


def _refers(info: FieldInfo) -> bool:
    return any(isinstance(part, ReferenceCheck) for part in _parts(info.annotation, info.metadata))


def _parts(annotation: object, metadata: Iterable[object] = ()) -> Iterator[object]:
    yield from metadata
    yield from getattr(annotation, "__metadata__", ())
    for part in getattr(annotation, "__args__", ()):
        yield from _parts(part, getattr(part, "__metadata__", ()))
