"""Products of reading made by several processes before the one that asks for them comes by.

They are what a memo would keep, by the same keys: the reading itself goes its way one file after
another and finds them made, so that no number of processes changes an order or a finding.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar, cast

from build_tools.forked import shared_out
from build_tools.memo import AnyMemo

T = TypeVar("T")
Thing = TypeVar("Thing")
_WORTH_A_PROCESS = 100  # files or reports; a process costs about as much as ten


class Ahead:
    """Gives each product that was made ahead once, and makes all others."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._products: dict[Hashable, object] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the product of the key."""
        if key in self._products:
            return cast("T", self._products.pop(key))
        return make()

    def prepare(
        self, things: Sequence[Thing], work: Callable[[Sequence[Thing], AnyMemo], object]
    ) -> None:
        """Share things out; `work` asks a memo for the products of some and changes nothing else.

        Few things, or one worker alone, are left for later.
        """
        shares = min(self._workers, len(things) // _WORTH_A_PROCESS)
        if shares < 2:  # noqa: PLR2004  one share is all of it
            return

        def make(share: int) -> dict[Hashable, object]:
            made = _Made()
            work(things[share::shares], made)
            return made.products

        for products in shared_out(make, shares):
            self._products |= products

    def each(self, makers: Sequence[Callable[[], Iterable[T]]], size: int) -> Iterator[T]:
        """Yield what each of several makes, one after another; they look at `size` things."""
        shares = min(self._workers, len(makers), size // _WORTH_A_PROCESS)
        if shares < 2:  # noqa: PLR2004  one share is all of it
            for make in makers:
                yield from make()
            return
        made = shared_out(lambda share: [tuple(make()) for make in makers[share::shares]], shares)
        for at in range(len(makers)):
            yield from made[at % shares][at // shares]


class _Made:
    """Makes everything and remembers it."""

    def __init__(self) -> None:
        self.products: dict[Hashable, object] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Make the product."""
        product = make()
        self.products[key] = product
        return product
