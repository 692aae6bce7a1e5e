"""Declarations in canonical form: English keys in the schema's order, comments where they were.

A comment belongs to the key below it. What somebody has broken over lines, or has a comment of its
own, stays as typed; its key and its place become canonical all the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from build_tools.diagnostics import Diagnostics
from build_tools.editing.cell_text import canonical_cell
from build_tools.reading.front_matter import Value, read_yaml
from build_tools.reading.text import SourceText
from build_tools.reading.yaml_outline import KeyLine, outline
from build_tools.validation.plans import head_key, plan_of
from schemas.base import Record
from schemas.cell_kinds import CellKind, FieldKind, kinds_of

HeadValue = str | tuple[str, ...] | Mapping[str, str]
_PLAIN_KINDS = frozenset({CellKind.NUMBER, CellKind.WHOLE_NUMBER, CellKind.YES_NO, CellKind.DAY})
# Other readers of YAML would take a text of this look for a number, a time or a truth.
_LOOKS_TYPED = re.compile(
    r"[-+.\d][\d_.,:eE+-]*|0[xo][\da-fA-F]+|true|false|yes|no|on|off|y|n|\.inf|\.nan|=",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"(?m)(?:^|\s)#")


@dataclass(frozen=True, slots=True)
class _Entry:
    """A key with its lines as typed; `lead` are the comments and the blank line above it."""

    name: str
    lead: tuple[str, ...]
    lines: tuple[str, ...]
    rest: str  # what stands behind the key on its own line


def canonical_block(
    block: str,
    fields: Mapping[str, Value],
    model: type[Record],
    values: Mapping[str, HeadValue] = MappingProxyType({}),
) -> str:
    """Return the block, without a line end at its end; `fields` are its values as read.

    `values` are put in the place of those of their fields; "" leaves a field without a value.
    """
    keys = outline(block)
    if keys is None and not values:
        return block.rstrip()
    names = plan_of(model).names_by_key
    by_name = {names[head_key(key)]: value for key, value in fields.items()}
    entries, tail = _cut(block.split("\n"), keys, names) if keys else ([], ())
    known = {entry.name: entry for entry in entries}
    lines: list[str] = []
    for name in model.model_fields:
        lead = known[name].lead if name in known else ()
        if name in values:
            written = list(_written(name, _as_read(values[name]), model))
        elif name in known:
            written = list(_entry_lines(known[name], by_name[name], model))
        else:
            written = list(_written(name, by_name[name], model)) if name in by_name else []
        lines += [*(lead if lines else _without_blank(lead)), *written]
    return "\n".join(_single_blanks([*lines, *tail]))


def new_block(values: Mapping[str, HeadValue], model: type[Record]) -> str:
    """Return declarations that nobody has typed yet, in canonical form; "" is left blank."""
    lines = (
        line for name, value in values.items() for line in _written(name, _as_read(value), model)
    )
    return "".join(f"{line}\n" for line in lines)


def _as_read(value: HeadValue) -> Value:
    if isinstance(value, str):
        return Value(value or None, 0, 0)
    if isinstance(value, tuple):
        return Value(tuple(map(_as_read, value)), 0, 0)
    return Value({key: _as_read(inner) for key, inner in value.items()}, 0, 0)


def _cut(
    lines: Sequence[str], keys: Sequence[KeyLine], names: Mapping[str, str]
) -> tuple[list[_Entry], tuple[str, ...]]:
    """Cut the block at its keys; return also what stands below the last value."""
    entries: list[_Entry] = []
    starts = [key.line for key in keys] + [len(lines)]
    lead_from = 0
    for key, end in zip(keys, starts[1:], strict=True):
        value_end = _value_end(lines, key.line, end)
        typed = tuple(line.rstrip() for line in lines[key.line : value_end])
        entries.append(
            _Entry(
                name=names[head_key(key.key)],
                lead=tuple(line.rstrip() for line in lines[lead_from : key.line]),
                lines=typed,
                rest=typed[0][key.end :].lstrip().removeprefix(":").strip(),
            )
        )
        lead_from = value_end
    return entries, tuple(line.rstrip() for line in lines[lead_from:])


def _value_end(lines: Sequence[str], start: int, end: int) -> int:
    """Return the line below the value: comments and blank lines there belong to the next key."""
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _entry_lines(entry: _Entry, value: Value, model: type[Record]) -> Iterator[str]:
    is_whole = _leaves(value) + 1 == len(entry.lines) or len(entry.lines) == 1
    if is_whole and not _COMMENT.search("\n".join(entry.lines)):
        yield from _written(entry.name, value, model)
    else:
        yield f"{entry.name}: {entry.rest}".rstrip()
        yield from entry.lines[1:]


def _leaves(value: Value) -> int:
    if isinstance(value.data, Mapping):
        return sum(map(_leaves, value.data.values()))
    if isinstance(value.data, tuple):
        return sum(map(_leaves, value.data))
    return 1 if value.data is not None else 0


def _written(name: str, value: Value, model: type[Record]) -> Iterator[str]:
    kind, nested = kinds_of(model)[name], plan_of(model).fields[name].nested
    match value.data:
        case None:
            yield f"{name}:"
        case str() as text:
            yield f"{name}: {_scalar(text, kind)}"
        case tuple() as items:
            yield f"{name}:" if items else f"{name}: []"
            for item in items:
                first, *others = _item(item, kind, nested)
                yield f"  - {first}"
                yield from (f"    {line}" for line in others)
        case mapping if nested is not None:
            yield f"{name}:"
            yield from (f"  {line}" for line in _nested(mapping, nested))


def _item(item: Value, kind: FieldKind, nested: type[Record] | None) -> Sequence[str]:
    if isinstance(item.data, Mapping) and nested is not None:
        return tuple(_nested(item.data, nested)) or ("{}",)
    return (_scalar(item.data, kind) if isinstance(item.data, str) else "",)


def _nested(values: Mapping[str, Value], model: type[Record]) -> Iterator[str]:
    plan = plan_of(model)
    by_name = {plan.names_by_key[head_key(key)]: value for key, value in values.items()}
    for name in model.model_fields:
        if name in by_name:
            yield from _written(name, by_name[name], model)


def _scalar(text: str, kind: FieldKind) -> str:
    """Write one value: as it is where every reader of YAML takes it for the same text."""
    if kind.kind in _PLAIN_KINDS:
        text = canonical_cell(text, FieldKind(kind.kind))
    elif kind.kind is CellKind.PERIOD or _LOOKS_TYPED.fullmatch(text):
        return _quoted(text)
    return text if _is_plain(text) else _quoted(text)


def _is_plain(text: str) -> bool:
    return all(
        _reads_as(form.format(text), text)
        for form in ("k: {}\n", "k:\n  - {}\n", "k:\n  - n: {}\n")
    )


def _reads_as(block: str, text: str) -> bool:
    fields = read_yaml(SourceText("", block, ""), Diagnostics())
    value = fields["k"] if fields else None
    while value is not None and not isinstance(value.data, str):
        inner = value.data or ()
        values = list(inner.values() if isinstance(inner, Mapping) else inner)
        value = values[0] if len(values) == 1 else None
    return value is not None and value.data == text


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _without_blank(lead: Sequence[str]) -> tuple[str, ...]:
    """Leave out the blank lines at the start."""
    start = next((at for at, line in enumerate(lead) if line), len(lead))
    return tuple(lead[start:])


def _single_blanks(lines: Sequence[str]) -> Iterator[str]:
    """Leave one of several blank lines, and none at the end."""
    last = max((at for at, line in enumerate(lines) if line), default=-1)
    for at, line in enumerate(lines[: last + 1]):
        if line or (at and lines[at - 1]):
            yield line
