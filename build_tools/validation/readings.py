"""What earlier runs read and found, kept on the disk: taken again where nothing of it changed.

A file of the store holds what is told of the reports of one period, another their rows and their
prose, which are seldom asked for, a third all that lies outside of reports, a fourth what was found
across reports; each attachment has one of its own. A product has the key by which a memo would keep
it: the digests of the bytes that it was made of and of all that it was judged by. With the digest
of this program, which names the file, that is everything it depends on: nothing kept can be stale,
and the folder may be deleted at any moment.
"""

import hashlib
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache, partial
from typing import TypeVar, cast

from build_tools.memo import AnyMemo
from build_tools.program import reading_digest
from build_tools.project import Project
from build_tools.store import Store
from build_tools.validation.listing import ReadTexts
from build_tools.validation.safe_pickle import StrangePickleError, packed, unpacked

T = TypeVar("T")
_Entry = tuple[int, object]  # the turn in which somebody asked for a product, and the product
_REPORTS = "content/reports/"
_DEPTH = 3  # content/reports/<period>
# Of a report what follows from the whole of it; `body` are its rows and its prose.
_OF_REPORTS = frozenset({"text", "draft", "gate", "report", "body", "facts"})
_BODY = " body"  # ends the names of such units
_GROUND = ""  # what lies outside of reports
_ACROSS = "across"  # what was found across reports
_TURNS_KEPT = 2  # an error hides later stages for some turns: their products are needed again
_NOTHING = object()


@dataclass(slots=True)
class _Pack:
    """The products in one file of the store; `turn` counts how often it was written."""

    turn: int = 1
    entries: dict[Hashable, _Entry] = field(default_factory=dict)
    fresh: dict[Hashable, object] = field(default_factory=dict)
    asked: set[Hashable] = field(default_factory=set)
    is_kept: bool = False


class Readings:
    """The products of one project's earlier runs in a store.

    `made` counts those that were not there, `taken` those that were.
    """

    def __init__(self, store: Store, program: str) -> None:
        self._store = store
        self._program = program
        self._packs: dict[str, _Pack] = {}
        self._new: dict[Hashable, object] = {}
        self._begun: set[str] = set()  # what was written before all was judged
        self._keeps = True
        self.made = 0
        self.taken = 0

    @classmethod
    def of(cls, project: Project) -> "Readings":
        """Return those of the project in its cache."""
        return cls(Store(project.readings), reading_digest())

    def has(self, key: Hashable) -> bool:
        """Say whether the product of the key is kept."""
        pack, plain = self._place(key)
        return pack is not None and (plain in pack.entries or plain in pack.fresh)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the product of the key; what `make` makes is kept if it is of a kind that is."""
        pack, plain = self._place(key)
        if pack is None:
            return make()
        pack.asked.add(plain)
        product = pack.fresh.get(plain, _NOTHING)
        if product is _NOTHING and plain in pack.entries:
            product = pack.entries[plain][1]
            self.taken += 1
        if product is _NOTHING:
            product = make()
            self._take(pack, plain, key, product)
        return cast("T", product)

    def take(self, products: Mapping[Hashable, object]) -> None:
        """Keep products that were made elsewhere, those of them that are of a kind that is kept."""
        for key, product in products.items():
            pack, plain = self._place(key)
            if pack is not None and plain not in pack.fresh:
                self._take(pack, plain, key, product)

    def _take(self, pack: _Pack, plain: Hashable, key: Hashable, product: object) -> None:
        pack.fresh[plain] = product
        pack.asked.add(plain)
        pack.is_kept = False
        self._new[key] = product
        self.made += 1

    def new_since(self, count: int) -> dict[Hashable, object]:
        """Return the products that were made here after the first `count` of them."""
        return dict(list(self._new.items())[count:])

    @property
    def count(self) -> int:
        """How many products were made here."""
        return len(self._new)

    def keep_nothing(self) -> None:
        """Write nothing of what is read here: something in it may stand in no other file."""
        self._keeps = False
        for unit in self._begun:
            self._store.remove(self._name(unit))

    def keepers(self) -> list[Callable[[], None]]:
        """Return what writes the products of reports, each a file, once all reports are read.

        It may be called here or in a process forked from this one, and counts as done until
        something is added. A file of which an earlier run kept something is written by `keep`.
        """
        if not self._keeps:
            return []
        packs = {
            unit: pack
            for unit, pack in self._packs.items()
            if unit.startswith(_REPORTS) and pack.fresh and not pack.entries and not pack.is_kept
        }
        for pack in packs.values():
            pack.is_kept = True
        self._begun.update(packs)
        return [partial(self._put, unit, pack) for unit, pack in packs.items()]

    def keep(self, before: float) -> None:
        """Write what is new, and forget what nobody asked for since `before` (Unix seconds)."""
        if not self._keeps:
            return
        changed = {unit: pack for unit, pack in self._packs.items() if pack.fresh}
        for unit, pack in changed.items():
            if not pack.is_kept:
                self._put(unit, pack)
        self._packs.clear()
        self._new.clear()
        if changed:
            self._store.clear_away(before)

    def _put(self, unit: str, pack: _Pack) -> None:
        self._store.put(self._name(unit), packed(_written(pack)))

    def _place(self, key: Hashable) -> tuple[_Pack | None, Hashable]:
        kind, path, *_ = cast("tuple[str, str]", key)
        unit = _unit(kind, path) if isinstance(kind, str) and isinstance(path, str) else None
        if unit is None:
            return None, None
        pack = self._packs.get(unit)
        if pack is None:
            pack = self._packs[unit] = self._read(unit)
        return pack, _plain(key) if unit == _GROUND else key

    def _read(self, unit: str) -> _Pack:
        content = self._store.get(self._name(unit))
        if content is None:
            return _Pack()
        try:
            turn, entries = cast("tuple[int, dict[Hashable, _Entry]]", unpacked(content))
        except StrangePickleError:  # made again
            return _Pack()
        return _Pack(turn + 1, entries)

    def _name(self, unit: str) -> str:
        return hashlib.sha256(f"{self._program} {unit}".encode()).hexdigest()


class Backed:
    """A memo that looks into another before it makes anything."""

    def __init__(self, first: AnyMemo, second: AnyMemo) -> None:
        self._first = first
        self._second = second

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the product of the key."""
        return self._first.get(key, lambda: self._second.get(key, make))


def _written(pack: _Pack) -> tuple[int, dict[Hashable, _Entry]]:
    oldest = pack.turn - _TURNS_KEPT
    entries = {
        key: (pack.turn if key in pack.asked else turn, product)
        for key, (turn, product) in pack.entries.items()
        if key in pack.asked or turn >= oldest
    }
    return pack.turn, entries | {key: (pack.turn, _slim(each)) for key, each in pack.fresh.items()}


def _slim(product: object) -> object:
    return product.to_keep() if isinstance(product, ReadTexts) else product


def _unit(kind: str, path: str) -> str | None:
    """Return which products are kept together with this one; None where it is not kept."""
    if kind == "attachment":
        return path
    if kind == _ACROSS:
        return _ACROSS
    if not path.startswith(_REPORTS):
        return _GROUND
    if kind not in _OF_REPORTS:
        return None
    return f"{_folder(path)}{_BODY}" if kind == "body" else _folder(path)


@lru_cache(maxsize=1 << 16)  # the paths of a large content, each asked for many times
def _folder(path: str) -> str:
    return "/".join(path.split("/", _DEPTH)[:_DEPTH])


def _plain(key: Hashable) -> Hashable:
    """Return a key as texts and numbers: kinds of records and functions by their names."""
    if isinstance(key, tuple):
        return tuple(map(_plain, key))
    if key is None or (isinstance(key, str | int) and not isinstance(key, Enum)):
        return key
    module, name = getattr(key, "__module__", None), getattr(key, "__qualname__", None)
    if module is None or name is None:
        raise TypeError(key)
    return f"{module}.{name}"
