"""Front matter and settings to records; every fault at the line and column of its value."""

from collections.abc import Mapping
from typing import TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from build_tools.diagnostics import Diagnostics
from build_tools.diagnostics.language import Phrase
from build_tools.reading.front_matter import FrontMatter, Value
from build_tools.validation.cells import familiar_form, foreign_letter
from build_tools.validation.explaining import explain
from build_tools.validation.nearest import nearest
from build_tools.validation.plans import FieldPlan, RecordPlan, head_key, plan_of
from build_tools.validation.records import check_text, confusable
from schemas.base import Record, References
from schemas.catalogue import Located, Source
from schemas.place import Place

R = TypeVar("R", bound=Record)
_Loc = tuple[int | str, ...]
_KEY = Phrase("Tên mục", "Name of a key")


def read_head(
    front_matter: FrontMatter, model: type[R], references: References | None, found: Diagnostics
) -> Located[R] | None:
    """Return the record, None after an error was noted.

    The source's fields are dotted paths of values: `team`, `signer.name`, `exceptions.0.rule`.
    """
    faults = Diagnostics()
    reader = _HeadReader(front_matter, model, faults)
    record: R | None = None
    try:
        record = model.model_validate(reader.data, context=references)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            reader.explain(error)
    found.extend(faults)
    return Located(record, reader.source()) if record is not None and not faults else None


class _HeadReader:
    """Arranges values for pydantic and remembers where each of them stands."""

    def __init__(self, front_matter: FrontMatter, model: type[Record], found: Diagnostics) -> None:
        self._path = front_matter.path
        self._found = found
        self._values: dict[_Loc, Value] = {(): Value(None, front_matter.line, 1)}
        self._fields: dict[_Loc, FieldPlan] = {}
        self._settled: set[_Loc] = set()  # faulty already, or meant by a misspelt key
        self.data = self._arrange(plan_of(model), front_matter.fields, ())

    def _arrange(
        self, plan: RecordPlan, values: Mapping[str, Value], at: _Loc
    ) -> dict[str, object]:
        data: dict[str, object] = {}
        keys: dict[str, str] = {}
        self._fields |= {(*at, name): field for name, field in plan.fields.items()}
        for key, value in values.items():
            name = plan.names_by_key.get(head_key(key))
            place = self._place(value)
            if foreign_letter(key) is not None:
                self._found.extend([confusable(key, _KEY, place)])
                alike = familiar_form(key) or nearest(key, plan.heads) or ""
                self._settled |= {(*at, plan.names_by_key.get(head_key(alike), ""))}
            elif name is None:
                meant = nearest(key, plan.heads)
                self._found.add("yaml.unknown-key", place, value=key, nearest=meant)
                if meant:
                    self._settled.add((*at, plan.names_by_key[head_key(meant)]))
            elif name in keys:
                title = plan.fields[name].title
                first = keys[name]
                self._found.add("yaml.repeated-key", place, value=key, first=first, field=title)
            else:
                keys[name] = key
                plain = self._plain(plan.fields[name], value, (*at, name))
                if plain is not None and (*at, name) not in self._settled:
                    data[name] = plain
        return data

    def _plain(self, field: FieldPlan, value: Value, at: _Loc) -> object:
        self._values[at] = value
        match value.data:
            case None:
                return None
            case str() as text:
                faults = list(check_text(text, field, self._place(value), is_cell=False))
                self._found.extend(faults)
                if faults:
                    self._settled.add(at[:1])
                return text
            case tuple() as items:
                kept = [item for item in items if item.data is not None]
                return [self._plain(field, item, (*at, i)) for i, item in enumerate(kept)]
            case mapping if field.nested is not None:
                return self._arrange(plan_of(field.nested), mapping, at)
            case _:
                return {}

    def _place(self, value: Value) -> Place:
        return Place(self._path, value.line, value.column)

    def explain(self, error: ErrorDetails) -> None:
        """Note one of pydantic's errors, unless the fault was noted before."""
        at = error["loc"]
        if any(at[:length] in self._settled for length in range(1, len(at) + 1)):
            return
        field = self._field(at)
        value = self._values.get(at)
        if error["type"] == "missing" and value is None:
            place = self._place(self._values[at[:-1]])
            self._found.add("yaml.missing-key", place, value=field.name, field=field.title)
            return
        where = value or self._values[at[:1]]
        text = where.data if isinstance(where.data, str) else None
        self._found.extend([explain(error, self._place(where), field.title, text)])

    def _field(self, at: _Loc) -> FieldPlan:
        """Return the plan of the field; an item of a list has that of its list."""
        while at not in self._fields:
            at = at[:-1]
        return self._fields[at]

    def source(self) -> Source:
        """Return where the record and each of its values stand."""
        located = {at: value for at, value in self._values.items() if at}
        fields = {".".join(map(str, at)): index for index, at in enumerate(located)}
        places = tuple((value.line, value.column) for value in located.values())
        return Source(self._path, self._values[()].line, fields, places)
