"""Declarations at the head of a Markdown file, and settings: a small, safe part of YAML.

Mappings, lists and text only; every scalar stays text (`no`, `012`, `22:30` are what they look
like), so that nothing is guessed. What can be used to harm or to confuse is refused: anchors and
aliases, tags, merge keys, directives, several documents, duplicate keys, depth and size.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.reading.text import SourceText, human_size
from schemas.place import Place

MAX_BYTES = 16 * 1024
MAX_DEPTH = 6
_FENCE = "---"
_SHOWN = 6  # `\\u202e`
_ESCAPE = re.compile(r"\\.?")
_PLAIN_ESCAPES = frozenset({'"', "\\", "/", ""})  # the last: a line that goes on below
_NOTHING = frozenset({"~", "null", "Null", "NULL"})
_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Value:
    """A value and its place: text, None (nothing written), a mapping, or a list."""

    data: "str | Mapping[str, Value] | tuple[Value, ...] | None"
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The declared fields of a file (`line` is that of the opening `---`) and the text below."""

    path: str
    fields: Mapping[str, Value]
    line: int
    body: str
    body_line: int


def read_front_matter(source: SourceText, found: Diagnostics) -> FrontMatter | None:
    """Read the block between two lines `---` at the head of a file; None after an error."""
    lines = source.text.split("\n")
    if lines[0].rstrip() != _FENCE:
        found.add("yaml.missing", Place(source.path))
        return None
    end = next((at for at, line in enumerate(lines) if at and line.rstrip() == _FENCE), None)
    if end is None:
        found.add("yaml.unclosed", Place(source.path))
        return None
    block = "\n".join(lines[1:end])
    fields = _read_mapping(block, 2, source.path, found)
    if fields is None:
        return None
    body = "\n".join(lines[end + 1 :])
    return FrontMatter(source.path, fields, line=1, body=body, body_line=end + 2)


def read_yaml(source: SourceText, found: Diagnostics) -> Mapping[str, Value] | None:
    """Read a whole file of declarations; None after an error."""
    return _read_mapping(source.text, 1, source.path, found)


class _RefusedError(Exception):
    """A rule is broken where an event starts (line and column of the block, from 0)."""

    def __init__(
        self, code: str, event: yaml.Event, value: str | None = None, **params: str | int
    ) -> None:
        super().__init__(code)
        self.code = code
        self.line, self.column = _position(event)
        self.value = value
        self.params = {name: str(text) for name, text in params.items()}


def _read_mapping(
    text: str, first_line: int, path: str, found: Diagnostics
) -> Mapping[str, Value] | None:
    size = len(text.encode("utf-8", errors="replace"))
    if size > MAX_BYTES:  # before parsing: size is what makes parsing slow
        limit = human_size(MAX_BYTES)
        found.add("yaml.too-large", Place(path, first_line), size=human_size(size), limit=limit)
        return None
    try:
        return _Composer(text, first_line).compose()
    except _RefusedError as error:
        place = Place(path, error.line + first_line, error.column + 1)
        refused = Diagnostic(code=error.code, place=place, value=error.value, params=error.params)
        found.extend([refused])
    except yaml.MarkedYAMLError as error:
        code, line, column = _explain(error, text)
        found.add(code, Place(path, line + first_line, column + 1))
    except yaml.YAMLError:  # a character that YAML has no place for, which reading has refused
        found.add("yaml.malformed", Place(path, first_line))
    return None


class _Composer:
    """Builds values from PyYAML's events, refusing what is not allowed as soon as it is seen."""

    def __init__(self, text: str, first_line: int) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
        self._first_line = first_line
        self._lines = text.split("\n")

    def compose(self) -> Mapping[str, Value]:
        """Read one document that is a mapping."""
        next(self._events)  # the stream's start
        start = next(self._events)
        if not isinstance(start, yaml.DocumentStartEvent):
            raise _RefusedError("yaml.not-mapping", start)
        if start.version or start.tags:
            raise _RefusedError("yaml.directive", start)
        first = next(self._events)
        root = self._value(first, 1)
        if not isinstance(root.data, Mapping) or not root.data:
            raise _RefusedError("yaml.not-mapping", first)
        next(self._events)  # the document's end
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _RefusedError("yaml.documents", after)
        return root.data

    def _value(self, event: yaml.Event, depth: int) -> Value:
        _refuse_decoration(event)
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_lost_text(event)
            self._refuse_escapes(event)
            return self._located(event, _text_of(event))
        if depth > MAX_DEPTH:
            raise _RefusedError("yaml.too-deep", event, limit=MAX_DEPTH)
        if isinstance(event, yaml.MappingStartEvent):
            return self._located(event, self._mapping(depth))
        return self._located(event, tuple(self._items(depth)))

    def _located(
        self, event: yaml.Event, data: str | Mapping[str, Value] | tuple[Value, ...] | None
    ) -> Value:
        line, column = _position(event)
        return Value(data, line + self._first_line, column + 1)

    def _refuse_lost_text(self, event: yaml.ScalarEvent) -> None:
        """Refuse `#` after bare text: YAML would silently drop the rest of `Khu phố #2`."""
        end = event.end_mark
        if event.style or end is None or end.line >= len(self._lines):
            return
        if self._lines[end.line][end.column :].lstrip().startswith("#"):
            raise _RefusedError("yaml.comment", event)

    def _refuse_escapes(self, event: yaml.ScalarEvent) -> None:
        r"""Refuse `"\u202e"`: what is written so stands in no text that was looked through."""
        start, end = event.start_mark, event.end_mark
        if event.style != '"' or start is None or end is None:
            return
        for number in range(start.line, min(end.line + 1, len(self._lines))):
            since = start.column if number == start.line else 0
            typed = self._lines[number][: end.column if number == end.line else None]
            for escape in _ESCAPE.finditer(typed, since):
                if escape.group()[1:] not in _PLAIN_ESCAPES:
                    shown = typed[escape.start() :][:_SHOWN].split(" ")[0]
                    raise _RefusedError("yaml.escape", event, value=shown)

    def _items(self, depth: int) -> Iterator[Value]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._value(event, depth + 1)

    def _mapping(self, depth: int) -> Mapping[str, Value]:
        fields: dict[str, Value] = {}
        first_lines: dict[str, int] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = _key_of(event)
            if isinstance(event, yaml.ScalarEvent):
                self._refuse_escapes(event)
            if key in fields:
                first_line = first_lines[key]
                raise _RefusedError("yaml.duplicate-key", event, value=key, first_line=first_line)
            first_lines[key] = _position(event)[0] + self._first_line
            fields[key] = self._value(next(self._events), depth + 1)
        return fields


def _key_of(event: yaml.Event) -> str:
    _refuse_decoration(event)
    if not isinstance(event, yaml.ScalarEvent):
        raise _RefusedError("yaml.key", event)
    if event.value == "<<" and not event.style:
        raise _RefusedError("yaml.merge", event)
    key = _text_of(event)
    if key is None:
        raise _RefusedError("yaml.key", event)
    return key


def _text_of(event: yaml.ScalarEvent) -> str | None:
    """Return the text without blanks around it, None where nothing is written."""
    text: str = event.value.strip()
    return None if not text or (not event.style and text in _NOTHING) else text


def _position(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line, mark.column) if mark else (0, 0)


def _refuse_decoration(event: yaml.Event) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
        raise _RefusedError("yaml.reference", event)
    if getattr(event, "tag", None) is not None:
        raise _RefusedError("yaml.tag", event)


def _explain(error: yaml.MarkedYAMLError, text: str) -> tuple[str, int, int]:
    """Say which rule a syntax error breaks, at which line and column from 0.

    Only the parts of PyYAML's messages are used that its two parsers (C and Python) share.
    """
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.split("\n")
    typed = lines[line] if line < len(lines) else ""
    indent = typed[: len(typed) - len(typed.lstrip())]
    if "\t" in indent and column <= len(indent):
        return "yaml.tab", line, indent.index("\t")
    start = error.context_mark
    context = error.context or ""
    if start and context == "while scanning a quoted scalar":
        return "yaml.quote", start.line, start.column
    if start and context in {"while parsing a flow sequence", "while parsing a flow mapping"}:
        return "yaml.bracket", start.line, start.column
    if start and context == "while scanning a simple key":
        return "yaml.no-colon", start.line, start.column
    if (error.problem or "").startswith("mapping values are not allowed"):
        has_key = ": " in typed[:column]
        return ("yaml.colon" if has_key else "yaml.no-colon"), line, column if has_key else 0
    return "yaml.malformed", line, column
