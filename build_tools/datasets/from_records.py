"""Columns made of the schemas: names, titles, types and closed lists are those of the inputs.

A field that names another record becomes its key and, beside it, its name.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TypeVar, cast

from pydantic.fields import FieldInfo

from build_tools.datasets.model import Column, Field, Kind, Value
from build_tools.views.schema_fields import is_list, is_optional, leaves
from build_tools.views.teams_in_words import team_label
from schemas.base import Record
from schemas.catalogue import Catalogue
from schemas.labelled import LabelledEnum
from schemas.period import Period

T = TypeVar("T")
_KINDS: Mapping[type, Kind] = {
    str: Kind.TEXT,
    bool: Kind.BOOLEAN,
    int: Kind.INTEGER,
    Decimal: Kind.NUMBER,
    dt.date: Kind.DAY,
    Period: Kind.PERIOD,
}
_PLAIN_ALREADY = frozenset({type(None), str, int, bool, Decimal, dt.date})
_REFERENCES: Mapping[str, tuple[str, str]] = {"successor": ("areas", "code")}
_WHOLE_TEAM = "cả Tổ, không riêng địa bàn nào"


def record_columns(
    catalogue: Catalogue,
    record: type[Record],
    names: Iterable[str],
    record_of: Callable[[T], Record | None],
) -> Iterator[Column[T]]:
    """Yield the columns of the named fields; `record_of` finds the record in what is listed.

    What has no record has no values.
    """
    for name in names:
        made = schema_field(record, name)
        value = _getter(name, record_of)
        if name in _NAMED:
            yield from _NAMED[name](catalogue, made, value)
        else:
            yield Column(made, value)


def schema_field(record: type[Record], name: str) -> Field:
    """Return the field of a schema as the field of a table."""
    info = record.model_fields[name]
    kind = leaves(info.annotation)[0]
    labels = {each.value: each.label for each in kind} if issubclass(kind, LabelledEnum) else {}
    plain_kind = Kind.TEXT if labels else _KINDS[kind]
    return Field(
        name=name,
        title=info.title or name,
        about=info.description or "",
        kind=Kind.LIST if is_list(info.annotation) else plain_kind,
        labels=labels,
        required=not is_optional(info.annotation),
        refers_to=_REFERENCES.get(name),
        minimum=_bound(info, "ge"),
        maximum=_bound(info, "le"),
    )


def _bound(info: FieldInfo, name: str) -> int | None:
    limits = (getattr(each, name) for each in info.metadata if hasattr(each, name))
    return next((int(limit) for limit in limits), None)


def _getter(name: str, record_of: Callable[[T], Record | None]) -> Callable[[T], Value]:
    def value(thing: T) -> Value:
        record = record_of(thing)
        return None if record is None else plain(getattr(record, name))

    return value


def plain(value: object) -> Value:
    """Return a value of a record as one of a table: codes for closed lists, ids for periods."""
    if type(value) in _PLAIN_ALREADY:  # nearly all
        return cast("Value", value)
    match value:
        case LabelledEnum():
            return str(value.value)
        case Period():
            return value.id
        case tuple():
            return tuple(str(plain(each)) for each in value)
        case None | str() | int() | Decimal() | dt.date():
            return value
    raise TypeError(type(value).__name__)


def area_columns(
    catalogue: Catalogue, made: Field, code: Callable[[T], Value]
) -> Iterator[Column[T]]:
    """Yield an area's code, set aside on sheets, and its full name."""
    names = {code: row.record.full_name for code, row in catalogue.areas.items()}
    blank = "" if made.required else _WHOLE_TEAM
    yield Column(
        replace(
            made,
            title="Mã ĐVHC",
            about="Mã đơn vị hành chính, 5 chữ số.",
            blank=blank,
            refers_to=("areas", "code"),
            aside=True,
        ),
        code,
    )
    yield Column(
        replace(made, name="unit_name", about="Loại và tên xã, phường, đặc khu.", blank=blank),
        _looked_up(names, code),
    )


def _indicator_columns(
    catalogue: Catalogue, made: Field, code: Callable[[T], Value]
) -> Iterator[Column[T]]:
    records = {code: row.record for code, row in catalogue.indicators.items()}
    yield Column(
        replace(
            made,
            title="Mã chỉ tiêu",
            about="Mã trong danh mục chỉ tiêu.",
            refers_to=("indicators", "indicator_id"),
        ),
        code,
    )
    yield Column(
        replace(made, name="indicator_name", title="Chỉ tiêu", about="Tên chỉ tiêu."),
        _looked_up({key: each.name for key, each in records.items()}, code),
    )
    yield Column(
        replace(
            made,
            name="indicator_unit",
            title="Đơn vị tính",
            about="Đơn vị của mọi số ở dòng này, trừ tỷ lệ.",
        ),
        _looked_up({key: each.unit for key, each in records.items()}, code),
    )


def _directive_columns(
    catalogue: Catalogue, made: Field, code: Callable[[T], Value]
) -> Iterator[Column[T]]:
    yield Column(
        replace(
            made,
            title="Mã văn bản",
            about="Mã trong danh mục chỉ đạo.",
            refers_to=("directives", "directive_id"),
        ),
        code,
    )
    yield Column(
        replace(
            made, name="directive_ref", title="Văn bản chỉ đạo", about="Số, ký hiệu của văn bản."
        ),
        _looked_up({key: row.record.doc_ref for key, row in catalogue.directives.items()}, code),
    )


def team_columns(
    catalogue: Catalogue, made: Field, team: Callable[[T], Value]
) -> Iterator[Column[T]]:
    """Yield a team's id, which stands on no sheet, and its short name."""
    labels = {team_id: team_label(catalogue, team_id) for team_id in catalogue.teams}
    yield Column(replace(made, refers_to=("teams", "team"), on_sheet=False), team)
    name = f"{made.name}_label"
    yield Column(replace(made, name=name, about="Tên gọn của Tổ."), _looked_up(labels, team))


def _agency_columns(
    catalogue: Catalogue, made: Field, code: Callable[[T], Value]
) -> Iterator[Column[T]]:
    names = {key: row.record.name for key, row in catalogue.agencies.items()}
    yield Column(
        replace(
            made,
            about="Mã trong danh mục cơ quan.",
            refers_to=("agencies", "agency_id"),
            on_sheet=False,
        ),
        code,
    )
    yield Column(
        replace(made, name=f"{made.name}_name", about="Tên đầy đủ."), _looked_up(names, code)
    )


def _looked_up(names: Mapping[str, str], key: Callable[[T], Value]) -> Callable[[T], Value]:
    def look_up(thing: T) -> Value:
        found = key(thing)
        return names[found] if isinstance(found, str) else None

    return look_up


_NAMED: Mapping[str, Callable[..., Iterator[Column]]] = {  # type: ignore[type-arg]  # of any thing
    "unit_code": area_columns,
    "indicator_id": _indicator_columns,
    "directive_id": _directive_columns,
    "handed_over_to": team_columns,
    "agency": _agency_columns,
    "seal_agency": _agency_columns,
}
