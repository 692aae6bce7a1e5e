"""What the files of data may hold, for programs: JSON Schema, a Frictionless package, CSVW."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from build_tools.datasets.edition import Edition
from build_tools.datasets.model import SCHEMA_VERSION, Dataset, Field, Kind
from build_tools.exports.data import LIST_SEPARATOR

Schema = dict[str, Any]
_PERIOD = r"20\d{2}(-(0[1-9]|1[0-2]|Q[1-4]|H1|9T))?"
_JSON_TYPES: Mapping[Kind, Schema] = {
    Kind.TEXT: {"type": "string", "minLength": 1},
    Kind.LIST: {"type": "array"},
    Kind.PERIOD: {"type": "string", "pattern": f"^{_PERIOD}$"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.INTEGER: {"type": "integer"},
    Kind.NUMBER: {"type": "number"},
    Kind.BOOLEAN: {"type": "boolean"},
}
_TABLE_TYPES: Mapping[Kind, str] = {
    Kind.DAY: "date",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
}
_CSVW_TYPES: Mapping[Kind, str] = {**_TABLE_TYPES, Kind.NUMBER: "decimal"}


def json_schema(table: Dataset) -> bytes:
    """Return the JSON Schema (2020-12) of the table's JSON file; fields may be added to a row."""
    row = {
        "type": "object",
        "properties": {field.name: _json_property(field) for field in table.fields},
        "required": [field.name for field in table.fields],
    }
    head: Schema = {
        "schema_version": {"const": SCHEMA_VERSION},
        "dataset": {"const": table.name},
        "title": {"type": "string"},
        "as_of": {"type": "string", "format": "date", "description": "Ngày tính quá hạn, số ngày."},
        "audience": {"type": "string", "description": "Bản dựng dành cho ai."},
        "illustrative": {"type": "boolean", "description": "true: dữ liệu minh họa."},
    }
    return _written(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": table.topic.title,
            "description": table.topic.about,
            "type": "object",
            "properties": {**head, "rows": {"type": "array", "items": row}},
            "required": [*head, "rows"],
        }
    )


def _json_property(field: Field) -> Schema:
    value = dict(_JSON_TYPES[field.kind])
    codes = {"enum": list(field.labels)} if field.labels else {}
    if field.kind is Kind.LIST:
        value["items"] = {"type": "string", **codes}
    else:
        value |= codes
    if field.minimum is not None:
        value["minimum"] = field.minimum
    if field.maximum is not None:
        value["maximum"] = field.maximum
    said = {"title": field.title, "description": describe(field)}
    return said | (value if field.required else {"anyOf": [value, {"type": "null"}]})


def describe(field: Field) -> str:
    """Return what the field means, its unit, the words of its codes, and what a blank means."""
    parts = [field.about.rstrip(".")]
    if field.unit:
        parts.append(f"Đơn vị: {field.unit}")
    if field.labels:
        parts.append("; ".join(f"{code}: {label}" for code, label in field.labels.items()))
    if not field.required:
        parts.append(f"Trống: {field.blank}")
    return ". ".join(part for part in parts if part) + "."


def data_package(tables: Sequence[Dataset], edition: Edition) -> bytes:
    """Return the `datapackage.json` (Frictionless Data Package 1) of the plain CSV files."""
    return _written(
        {
            "profile": "tabular-data-package",
            "name": "diaban",
            "title": edition.site_name,
            "description": " ".join(edition.notes),
            "version": f"{SCHEMA_VERSION}",
            "schema_version": SCHEMA_VERSION,
            "as_of": edition.as_of.isoformat(),
            "audience": edition.audience,
            "resources": [_resource(table, tables) for table in tables],
        }
    )


def _resource(table: Dataset, tables: Sequence[Dataset]) -> Schema:
    schema: Schema = {
        "fields": [_table_field(field) for field in table.fields],
        "missingValues": [""],
    }
    if table.topic.key:
        schema["primaryKey"] = list(table.topic.key)
    foreign = [
        {
            "fields": field.name,
            # A reference within the table itself names no other.
            "reference": {"resource": "" if name == table.name else name, "fields": key},
        }
        for field, name, key in references(table, tables)
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.topic.title,
        "description": table.topic.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
        "schema": schema,
    }


def references(table: Dataset, tables: Sequence[Dataset]) -> list[tuple[Field, str, str]]:
    """Return the fields that hold the key of a row of another table, with its name and field."""
    keyed = {each.name for each in tables if len(each.topic.key) == 1}
    return [
        (field, *field.refers_to)
        for field in table.fields
        if field.refers_to and field.refers_to[0] in keyed
    ]


def _table_field(field: Field) -> Schema:
    limits: Schema = {}
    if field.required and field.kind is not Kind.LIST:
        limits["required"] = True
    if field.labels and field.kind is not Kind.LIST:
        limits["enum"] = list(field.labels)
    if field.kind is Kind.PERIOD:
        limits["pattern"] = _PERIOD
    if field.minimum is not None:
        limits["minimum"] = field.minimum
    if field.maximum is not None:
        limits["maximum"] = field.maximum
    made: Schema = {
        "name": field.name,
        "type": _TABLE_TYPES.get(field.kind, "string"),
        "title": field.title,
        "description": _described_for_csv(field),
    }
    return {**made, "constraints": limits} if limits else made


def _described_for_csv(field: Field) -> str:
    if field.kind is not Kind.LIST:
        return describe(field)
    return f"{describe(field)} Các mục ngăn bằng dấu {LIST_SEPARATOR}."


def csvw_metadata(tables: Sequence[Dataset], edition: Edition) -> bytes:
    """Return `csv-metadata.json` (W3C, CSV on the Web) of the plain CSV files."""
    return _written(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": "vi"}],
            "dc:title": edition.site_name,
            "dc:publisher": edition.publisher,
            "dc:date": {"@value": edition.as_of.isoformat(), "@type": "xsd:date"},
            "dialect": {"encoding": "utf-8", "lineTerminators": ["\r\n"]},
            "tables": [_csvw_table(table, tables) for table in tables],
        }
    )


def _csvw_table(table: Dataset, tables: Sequence[Dataset]) -> Schema:
    schema: Schema = {"columns": [_csvw_column(field) for field in table.fields]}
    if table.topic.key:
        schema["primaryKey"] = list(table.topic.key)
    foreign = [
        {
            "columnReference": field.name,
            "reference": {"resource": f"{table_name}.csv", "columnReference": key},
        }
        for field, table_name, key in references(table, tables)
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "url": f"{table.name}.csv",
        "dc:title": table.topic.title,
        "dc:description": table.topic.about,
        "tableSchema": schema,
    }


def _csvw_column(field: Field) -> Schema:
    column: Schema = {
        "name": field.name,
        "titles": field.name,
        "dc:title": field.title,
        "dc:description": describe(field),
        "datatype": _csvw_type(field),
    }
    if field.kind is Kind.LIST:
        column["separator"] = LIST_SEPARATOR
    elif field.required:
        column["required"] = True
    return column


def _csvw_type(field: Field) -> str | Schema:
    if field.kind is Kind.PERIOD:
        return {"base": "string", "format": _PERIOD}
    if field.labels and field.kind is not Kind.LIST:
        return {"base": "string", "format": "|".join(field.labels)}
    base = _CSVW_TYPES.get(field.kind, "string")
    limits = {"minimum": field.minimum, "maximum": field.maximum}
    known = {name: limit for name, limit in limits.items() if limit is not None}
    return {"base": base, **known} if known else base


def _written(content: Schema) -> bytes:
    return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()
