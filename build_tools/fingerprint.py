"""The digest of a value by what it is made of: equal values have the same, whoever made them.

Unlike a pickle it does not tell whether two parts are one object or two equal ones, so that what
was read anew and what was kept from an earlier time are the same.
"""

import datetime as dt
import hashlib
import marshal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from operator import attrgetter
from typing import Any

from markupsafe import Markup

from build_tools.asked import Watched

_ATOMS = frozenset({str, int, bool, float, bytes, type(None)})
WITHOUT_REFERENCES = 2  # of marshal's forms: the same bytes for equal values
_MANY = 64  # entries of a mapping that may well be a part of more than one value
_Plain = Callable[[Any], object]


class Fingerprints:
    """Takes digests; of a mapping that is a part of many values only once.

    Mappings that were seen are held, and must not be changed. `ways`: for kinds of values that are
    told by something else than their parts, what tells of one.
    """

    def __init__(self, ways: Mapping[type, _Plain] | None = None) -> None:
        self._mappings: dict[int, tuple[object, bytes]] = {}
        self._ways: dict[type, _Plain] = {
            tuple: self._items,
            list: self._items,
            dict: self._mapping,
            frozenset: self._set,
            Markup: lambda value: ("Markup", str.__str__(value)),
            Decimal: lambda value: ("Decimal", str(value)),
            dt.date: lambda value: ("date", value.toordinal()),
            Watched: lambda value: self._mapping(value.whole),
        }
        self._ways |= {kind: self._by(way) for kind, way in (ways or {}).items()}

    def of(self, *values: object) -> str:
        """Return the SHA-256, in hexadecimal; TypeError for a value of an unknown kind."""
        return self._digest(self._items(values)).hex()

    def digest(self, value: object) -> bytes:
        """Return the SHA-256 of one value; errors as of `of`."""
        return self._digest(self._items((value,)))

    def _by(self, way: _Plain) -> _Plain:
        def plain(value: Any) -> object:  # noqa: ANN401  as below
            told = way(value)
            return told if type(told) in _ATOMS else self._plain(told)

        return plain

    def _digest(self, plain: Any) -> bytes:  # noqa: ANN401  what marshal takes
        return hashlib.sha256(marshal.dumps(plain, WITHOUT_REFERENCES)).digest()

    def _plain(self, value: Any) -> object:  # noqa: ANN401  of whatever views are made
        kind = type(value)
        way = self._ways.get(kind) or self._new_way(kind)
        return way(value)

    def _items(self, values: Any) -> tuple[object, ...]:  # noqa: ANN401  as above
        if _ATOMS.issuperset(map(type, values)):
            return tuple(values)
        return tuple([each if type(each) in _ATOMS else self._plain(each) for each in values])

    def _set(self, values: frozenset[object]) -> tuple[object, ...]:
        return "set", *sorted(map(self._digest, self._items(values)))

    def _mapping(self, mapping: Mapping[Any, object]) -> object:
        if len(mapping) < _MANY:
            return "mapping", *self._items(mapping), *self._items(mapping.values())
        known = self._mappings.get(id(mapping))
        if known is None:
            digest = self._digest((self._items(mapping), self._items(mapping.values())))
            known = self._mappings[id(mapping)] = mapping, digest
        return known[1]

    def _new_way(self, kind: type) -> _Plain:
        """Return how to take values of a kind that is met for the first time."""
        name = f"{kind.__module__}.{kind.__qualname__}"
        way: _Plain
        if issubclass(kind, Enum):
            of_members = {each: (name, each.name) for each in kind}
            way = of_members.__getitem__
        elif is_dataclass(kind):
            way = self._by_fields(name, [each.name for each in fields(kind)])
        elif issubclass(kind, tuple):
            way = self._named_tuple(name)
        elif issubclass(kind, Mapping):
            way = self._mapping
        elif isinstance(names := getattr(kind, "model_fields", None), dict):  # a record
            way = self._by_fields(name, list(names))
        elif issubclass(kind, Sequence) and not issubclass(kind, str | bytes):
            way = self._items  # one of ours that is equal to the tuple
        else:
            raise TypeError(name)
        self._ways[kind] = way
        return way

    def _named_tuple(self, name: str) -> _Plain:
        return lambda value: (name, *self._items(value))

    def _by_fields(self, name: str, names: list[str]) -> _Plain:
        if len(names) <= 1:
            return lambda value: (name, *self._items([getattr(value, each) for each in names]))
        values_of, items = attrgetter(*names), self._items
        return lambda value: (name, *items(values_of(value)))
