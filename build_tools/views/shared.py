"""What several pages need and is worked out once, with the first question."""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, TypeVar, cast

from build_tools.aggregation.figures import Figures
from build_tools.asked import Asking, Question, Watched
from build_tools.validation.kept import without_reports
from schemas.catalogue import Catalogue

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")
Maker = Callable[[Catalogue, Figures], Mapping[K, V]]


class Shared:
    """Products of one catalogue and its figures; an `asking` notes what is asked of them."""

    def __init__(
        self, catalogue: Catalogue, figures: Figures, asking: Asking | None = None
    ) -> None:
        self._catalogue = catalogue
        self._figures = figures
        self._asking = asking
        self._ground = without_reports(catalogue)
        self._products: dict[Hashable, object] = {}
        self._asked: dict[Hashable, frozenset[Question]] = {}

    def by_key(self, make: Maker[K, V]) -> Mapping[K, V]:
        """Return the mapping that `make` returns; what is noted is the keys asked of it."""
        found = self._products.get(make)
        if found is None:
            found = self._products[make] = make(self._catalogue, self._figures)
        whole = cast("Mapping[K, V]", found)
        if self._asking is None:
            return whole
        return Watched(self._asking, name_of(make), whole)

    def of_ground(self, make: Callable[..., T], *given: Hashable) -> T:
        """Return what `make` returns for the catalogue without reports, and for what is given.

        Nothing is noted: all that lies outside of reports decides every page.
        """
        key = make, *given
        if key not in self._products:
            self._products[key] = make(self._ground, *given)
        return cast("T", self._products[key])

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` returns; what it asked is noted for each who needs it."""
        if self._asking is None:
            if key not in self._products:
                self._products[key] = make()
            return cast("T", self._products[key])
        if key not in self._products:
            self._products[key], self._asked[key] = self._asking.during(make)
        self._asking.note_all(self._asked[key])
        return cast("T", self._products[key])


def name_of(make: Callable[..., Any]) -> str:
    """Return the name under which questions to the mapping of a maker are noted."""
    return f"{make.__module__}.{make.__qualname__}"
