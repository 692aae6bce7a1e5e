"""Which questions were asked of mappings while something was made.

What was made has to be made again only where one of them is answered otherwise now. The mappings
note every question themselves, so that none can be forgotten.
"""

from collections.abc import Callable, Hashable, ItemsView, Iterable, Iterator, Mapping, ValuesView
from enum import Enum
from typing import Any, NamedTuple, TypeVar, overload

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")
T = TypeVar("T")


class Kind(Enum):
    """What is asked: for a value, whether a key is there, for all keys, or for everything."""

    VALUE = "="
    THERE = "?"
    KEYS = "#"
    ALL = "*"


class Question(NamedTuple):
    """A question to the mapping of that name; `key` is None where none is asked for."""

    mapping: str
    kind: Kind
    key: Hashable = None


class Asking:
    """Notes what is asked while something is made; one thread at a time."""

    def __init__(self) -> None:
        self._noted: set[Question] | None = None

    def note(self, question: Question) -> None:
        """Note it for what is being made now, if anything is."""
        if self._noted is not None:
            self._noted.add(question)

    def note_all(self, questions: Iterable[Question]) -> None:
        """Note what was asked at an earlier time and is used again now."""
        if self._noted is not None:
            self._noted.update(questions)

    def during(self, make: Callable[[], T]) -> tuple[T, frozenset[Question]]:
        """Return what `make` returns, and all that it asked; also where one is inside another."""
        before, mine = self._noted, set[Question]()
        self._noted = mine
        try:
            return make(), frozenset(mine)
        finally:
            self._noted = before
            self.note_all(mine)


class Watched(Mapping[K, V]):
    """The mapping `whole`, which notes what it is asked under a name.

    `parted`: keys are tuples, asked for many at once; those with the same first parts, so many, are
    one question.
    """

    __slots__ = ("_asking", "name", "parted", "whole")

    def __init__(
        self, asking: Asking, name: str, whole: Mapping[K, V], parted: int | None = None
    ) -> None:
        self.name = name
        self.whole = whole
        self.parted = parted
        self._asking = asking

    def _asked(self, key: Any) -> Hashable:  # noqa: ANN401  a tuple where keys are parted
        asked: Hashable = key if self.parted is None else key[: self.parted]
        return asked

    def __getitem__(self, key: K) -> V:
        """Return the value."""
        self._asking.note(Question(self.name, Kind.VALUE, self._asked(key)))
        return self.whole[key]

    @overload
    def get(self, key: K, /) -> V | None: ...
    @overload
    def get(self, key: K, /, default: V | D) -> V | D: ...
    def get(self, key: K, /, default: V | D | None = None) -> V | D | None:
        """Return the value, or the default."""
        self._asking.note(Question(self.name, Kind.VALUE, self._asked(key)))
        return self.whole.get(key, default)

    def __contains__(self, key: object) -> bool:
        """Say whether the key is there; what its value is does not count then."""
        self._asking.note(Question(self.name, Kind.THERE, key))
        return key in self.whole

    def __iter__(self) -> Iterator[K]:
        """Return the keys."""
        self._asking.note(Question(self.name, Kind.KEYS))
        return iter(self.whole)

    def __len__(self) -> int:
        """Return how many keys there are."""
        self._asking.note(Question(self.name, Kind.KEYS))
        return len(self.whole)

    def values(self) -> ValuesView[V]:
        """Return all values."""
        self._asking.note(Question(self.name, Kind.ALL))
        return self.whole.values()

    def items(self) -> ItemsView[K, V]:
        """Return all keys and values."""
        self._asking.note(Question(self.name, Kind.ALL))
        return self.whole.items()

    def __eq__(self, other: object) -> bool:
        """Compare everything."""
        self._asking.note(Question(self.name, Kind.ALL))
        return self.whole == (other.whole if isinstance(other, Watched) else other)

    __hash__ = None  # type: ignore[assignment]  # as of every mapping
