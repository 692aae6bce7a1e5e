"""Products of reading made by several processes before the one that asks for them comes by.

They are what a memo would keep, by the same keys: the reading itself goes its way one file after
another and finds them made, so that no number of processes changes an order or a finding.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar, cast

from build_tools.forked import shared_out
from build_tools.memo import AnyMemo

T = TypeVar("T")
Thing = TypeVar("Thing")
_WORTH_A_PROCESS = 100  # files or reports; a process costs about as much as ten
_TURN = 7
_TWO = 2  # one share is all of it


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
        self,
        things: Sequence[Thing],
        work: Callable[[Sequence[Thing], AnyMemo], object],
        own: int = _TURN,
    ) -> None:
        """Share things out; `work` asks a memo for the products of some and changes nothing else.

        Few things, or one worker alone, are left for later. They are dealt out by turns, `own` to
        this process and seven to each other: what follows one another is of all sizes.
        """
        shares = min(self._workers, len(things) // _WORTH_A_PROCESS)
        if shares < _TWO:
            return
        turn = own + _TURN * (shares - 1)
        dealt: list[list[Thing]] = [[] for _ in range(shares)]
        for at, thing in enumerate(things):
            dealt[max(0, at % turn - own + _TURN) // _TURN].append(thing)

        def make(share: int) -> dict[Hashable, object]:
            made = _Made()
            work(dealt[share], made)
            return made.products

        for products in shared_out(make, shares):
            self._products |= products

    def each(self, makers: Sequence[Callable[[], Iterable[T]]], size: int) -> Iterator[T]:
        """Yield what each of several makes, one after another; they look at `size` things."""
        shares = min(self._workers, len(makers), size // _WORTH_A_PROCESS)
        if shares < _TWO:
            return chain.from_iterable(make() for make in makers)
        ends = [len(makers) * share // shares for share in range(shares + 1)]

        def make(share: int) -> list[T]:
            some = makers[ends[share] : ends[share + 1]]
            return list(chain.from_iterable(make() for make in some))

        return chain.from_iterable(shared_out(make, shares))


class _Made:
    """Makes everything and remembers it."""

    def __init__(self) -> None:
        self.products: dict[Hashable, object] = {}

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Make the product."""
        product = make()
        self.products[key] = product
        return product
