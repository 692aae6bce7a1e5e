"""Products of reading made by several processes before the one that asks for them comes by.

They are what a memo would keep, by the same keys: the reading itself goes its way one file after
another and finds them made, so that no number of processes changes an order or a finding.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar, cast

from build_tools.forked import dealt_out
from build_tools.memo import AnyMemo
from build_tools.validation.readings import Readings

T = TypeVar("T")
Thing = TypeVar("Thing")
_WORTH_A_PROCESS = 100  # files; a process costs about as much as ten
_MOST_AT_ONCE = 7  # things that one process takes together
_TWO = 2  # one share is all of it


class Ahead:
    """Gives each product that was made ahead once, and makes all others."""

    def __init__(self, workers: int, readings: Readings | None = None) -> None:
        self._workers = workers
        self._readings = readings
        self._products: dict[Hashable, object] = {}

    def has(self, key: Hashable) -> bool:
        """Say whether an earlier run made the product and kept it."""
        return self._readings is not None and self._readings.has(key)

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the product of the key."""
        if self._readings is not None:
            return self._readings.get(key, lambda: self._made(key, make))
        return self._made(key, make)

    def _made(self, key: Hashable, make: Callable[[], T]) -> T:
        if key in self._products:
            return cast("T", self._products.pop(key))
        return make()

    def prepare_new(
        self,
        keys: Mapping[Thing, Hashable],
        work: Callable[[Sequence[Thing], AnyMemo], object],
        count: int,
    ) -> None:
        """Share out the things whose product, by its key, no earlier run kept.

        `work` asks a memo for the products of some things and changes nothing else. All of them
        are of `count` files: few, or one worker alone, are left for later.
        """
        things = [thing for thing, key in keys.items() if not self.has(key)]
        files = count * len(things) // max(1, len(keys))
        shares = min(self._workers, files // _WORTH_A_PROCESS, len(things))
        if shares < _TWO:
            return
        size = min(_MOST_AT_ONCE, -(-len(things) // shares))

        def make(piece: int) -> dict[Hashable, object]:
            made = _Made()
            work(things[piece * size : (piece + 1) * size], made)
            return made.products

        for products in dealt_out(make, -(-len(things) // size), shares):
            self._products |= products

    def each(self, makers: Sequence[Callable[[], Iterable[T]]], size: int) -> Iterator[T]:
        """Yield what each of several makes, one after another; they look at `size` files.

        Who is free meanwhile writes what was read to where it is kept.
        """
        shares = min(self._workers, len(makers), size // _WORTH_A_PROCESS)
        # What earlier runs kept costs less than a process: where little is new, little is left.
        little_new = self._readings is not None and self._readings.count < _WORTH_A_PROCESS
        if shares < _TWO or little_new:
            return chain.from_iterable(make() for make in makers)
        readings = self._readings
        keepers = readings.keepers() if readings else []

        def make(piece: int) -> tuple[list[T], dict[Hashable, object]]:
            if piece >= len(makers):
                keepers[piece - len(makers)]()
                return [], {}
            before = readings.count if readings else 0
            made = list(makers[piece]())
            return made, readings.new_since(before) if readings else {}

        shared = dealt_out(make, len(makers) + len(keepers), shares)
        for _, new in shared:
            if readings:
                readings.take(new)
        return chain.from_iterable(made for made, _ in shared)


class _Made:
    """Makes everything and remembers it; a product that is within another goes with that one."""

    def __init__(self) -> None:
        self.products: dict[Hashable, object] = {}
        self._is_making = False

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Make the product."""
        if self._is_making:
            return make()
        self._is_making = True
        try:
            product = make()
        finally:
            self._is_making = False
        self.products[key] = product
        return product
