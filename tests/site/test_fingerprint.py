"""Equal values have equal digests, whoever made them; other values have others."""

import copy
import datetime as dt
import pickle
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from build_tools.fingerprint import Fingerprints
from build_tools.views.parts import Cell, Crumb
from schemas.period import Period, PeriodKind


@dataclass(frozen=True)
class Lone:
    """A thing of one part."""

    part: object


@dataclass(frozen=True)
class Pair:
    """A thing of two parts."""

    one: object
    other: object


ATOMS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=6)
    | st.dates()
    | st.decimals(allow_nan=False)
    | st.builds(Markup, st.text(max_size=6))
    | st.sampled_from(PeriodKind)
)
VALUES = st.recursive(
    ATOMS,
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(max_size=3), inner, max_size=4)
        | st.builds(Lone, inner)
        | st.builds(Pair, inner, st.builds(Cell, st.text(max_size=3)))
    ),
    max_leaves=12,
)


@given(VALUES)
def test_copies_have_the_digest_of_what_they_are_copies_of(value: object) -> None:
    digest = Fingerprints().of(value)
    assert Fingerprints().of(copy.deepcopy(value)) == digest
    assert Fingerprints().of(pickle.loads(pickle.dumps(value))) == digest  # noqa: S301  our own


@given(VALUES, VALUES)
def test_what_differs_has_another_digest(one: object, other: object) -> None:
    prints = Fingerprints()
    assert (prints.of(one) == prints.of(other)) == (_told_apart(one) == _told_apart(other))


def _told_apart(value: object) -> object:
    """Return the value so that `==` tells apart what a page may: 1 and True, 1.0 and 1.00."""
    match value:
        case tuple():
            return type(value), [_told_apart(part) for part in value]
        case dict():
            return dict, [(key, _told_apart(part)) for key, part in value.items()]
        case Lone():
            return Lone, _told_apart(value.part)
        case Pair():
            return Pair, _told_apart(value.one), _told_apart(value.other)
        case _:
            return type(value), str(value)


def test_no_two_of_what_looks_alike_are_taken_for_one() -> None:
    alike = [
        *(1, True, "1", Decimal(1), Decimal("1.0"), Markup("1"), b"1", (1,), ((1,),), {1: 1}),
        *(None, "", (), {}, frozenset({1}), Lone(1), Lone("1"), Period(2026, PeriodKind.MONTH, 1)),
        *(Crumb("1"), ("1", None), Cell("1"), dt.date(2026, 1, 1), {1: 1, 2: 2}, {2: 2, 1: 1}),
    ]
    prints = Fingerprints()
    for one, other in combinations(alike, 2):
        assert prints.of(one) != prints.of(other), (one, other)


def test_a_large_mapping_counts_as_a_small_one_does() -> None:
    addresses = {f"KT{number}": f"so/{number}/" for number in range(500)}
    prints = Fingerprints()
    digest = prints.of(Lone(addresses))
    assert prints.of(Lone(dict(addresses))) == digest
    assert prints.of(Lone(addresses | {"KT7": "so/8/"})) != digest


def test_a_set_has_no_order() -> None:
    numbers = [f"{number}" for number in range(20)]
    assert Fingerprints().of(frozenset(numbers)) == Fingerprints().of(frozenset(numbers[::-1]))


def test_what_is_not_known_is_refused() -> None:
    with pytest.raises(TypeError, match="object"):
        Fingerprints().of(Lone(object()))
