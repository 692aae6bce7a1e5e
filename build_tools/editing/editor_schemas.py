"""Schemas for editing programs, made from the pydantic models that check the same files.

JSON Schema (draft-07, which VS Code's YAML programs read) for what stands at the head of a Markdown
file and in `settings.yml`; Table Schema (Frictionless) for CSV. They help while one types: what a
file may say is decided by `diaban check` alone, which reads more forms than a schema can tell.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from schemas.base import Record

_Schema = dict[str, Any]
_DRAFT = "http://json-schema.org/draft-07/schema#"
# What pydantic leaves of a bound on a field whose JSON form it does not make itself.
_BOUNDS = {"ge": "minimum", "le": "maximum"}
_OF_MODELS = ("title", "description")  # a class's name and docstring: English, for programmers
_CONSTRAINTS = ("pattern", "minLength", "maxLength", "minimum", "maximum")


def head_schema(record: type[Record], title: str) -> _Schema:
    """Return the JSON Schema of a YAML mapping that becomes `record`; `title` names the file.

    Keys are the English fields; the Vietnamese titles pass as well, as they do when read.
    """
    whole = record.model_json_schema()
    groups = whole.pop("$defs", {})
    found = {"$schema": _DRAFT, "title": title, **_mapping(whole)}
    if groups:
        found["$defs"] = {name: _mapping(group) for name, group in groups.items()}
    return found


def table_schema(record: type[Record], names: Iterable[str]) -> _Schema:
    """Return the Table Schema of a CSV file whose rows become `record`, its heads in Vietnamese."""
    properties = record.model_json_schema()["properties"]
    fields = [
        _field(properties[name], is_required=record.model_fields[name].is_required())
        for name in names
    ]
    return {"fields": fields, "missingValues": [""]}


def _mapping(schema: Mapping[str, Any]) -> _Schema:
    properties: Mapping[str, _Schema] = schema["properties"]
    titles = {name: str(each["title"]) for name, each in properties.items()}
    return {
        **{key: value for key, value in schema.items() if key not in (*_OF_MODELS, "required")},
        "properties": {name: _as_typed(each) for name, each in properties.items()},
        "patternProperties": {f"^{title}$": {} for title in titles.values()},
        "allOf": [
            {"anyOf": [{"required": [name]}, {"required": [titles[name]]}]}
            for name in schema.get("required", ())
        ],
    }


def _as_typed(schema: Mapping[str, Any]) -> _Schema:
    """Say what may be typed in YAML: a code that looks like a number, a list in one line."""
    found = {_BOUNDS.get(key, key): value for key, value in schema.items()}
    if "anyOf" in found:
        found["anyOf"] = [_as_typed(each) for each in found["anyOf"]]
    if "enum" in found:
        found["enum"] = _either_case(found["enum"])
    elif found.get("type") == "string":
        found["type"] = ["string", "number"]
    if found.get("type") == "array":
        found["items"] = _as_typed(found["items"])
        alternatives = {key: found.pop(key) for key in ("type", "items")}
        found["anyOf"] = [alternatives, {"type": "string"}]
    return found


def _either_case(values: Iterable[str]) -> list[str]:
    """Return the values, and each of them as it stands within a sentence."""
    return list(
        dict.fromkeys(each for text in values for each in (text, text[0].lower() + text[1:]))
    )


def _field(schema: Mapping[str, Any], *, is_required: bool) -> _Schema:
    form = _without_null(schema)
    kind = _field_kind(form)
    rules = {key: form[key] for key in _CONSTRAINTS if key in form and kind["type"] == "string"}
    if "enum" in form:
        rules = {"enum": _either_case(form["enum"])}
    found = {"name": schema["title"], **kind, "description": schema["description"]}
    if is_required:
        rules["required"] = True
    return found | ({"constraints": rules} if rules else {})


def _field_kind(form: Mapping[str, Any]) -> _Schema:
    if form.get("type") == "boolean":
        return {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]}
    alternatives = [each.get("type") for each in form.get("anyOf", ())]
    if "number" in alternatives:
        return {"type": "number", "decimalChar": ",", "groupChar": "."}
    if "integer" in alternatives:
        return {"type": "integer"}
    return {"type": "string"}


def _without_null(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the form of a value that is there."""
    forms = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    return forms[0] if len(forms) == 1 else schema
