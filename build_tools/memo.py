"""Products of pure functions kept by what they were made of, so that nothing is made twice.

A key names the function and holds all that its product depends on: digests of content and of the
references used, the day, the model. What is not in the key must not be used by the function. There
is no other way to be told that a product is out of date, so none can be missed.

A memo is an object that its owner hands down; nothing of it is global. It serves one process and
so one version of the code, and one thread at a time.
"""

from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar, cast

T = TypeVar("T")
_TURNS_KEPT = 8  # an error hides later stages for some turns: their products are needed again


class AnyMemo(Protocol):
    """What stages ask: a product by its key, made when it is not there."""

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the product of the key."""
        ...


class NoMemo:
    """Makes everything anew: a run that will not be repeated need not remember."""

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Make the product."""
        del key
        return make()


class Memo:
    """Remembers products over turns; what some turns did not ask for is forgotten."""

    def __init__(self) -> None:
        self._products: dict[Hashable, object] = {}
        self._asked: dict[Hashable, int] = {}
        self._turn = 0
        self.made = 0  # products that were not there when asked for

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the product of the key, of an earlier time where there was one.

        An exception of `make` passes through and nothing is kept.
        """
        if key not in self._products:
            self._products[key] = make()
            self.made += 1
        self._asked[key] = self._turn
        return cast("T", self._products[key])

    def turn(self) -> None:
        """Begin another run; forget what the last ones did not ask for."""
        self._turn += 1
        old = [key for key, turn in self._asked.items() if self._turn - turn > _TURNS_KEPT]
        for key in old:
            del self._products[key], self._asked[key]

    @property
    def size(self) -> int:
        """How many products are kept."""
        return len(self._products)
