"""Files of data are told apart by all that they say, and by nothing else."""

import datetime as dt
from decimal import Decimal

import pytest

from build_tools.datasets.model import Dataset, Field, Topic, Value
from build_tools.exports.data_products import Teller

TOPIC = Topic(name="a", title="A", about="", source="a.csv")
VALUES: tuple[Value, ...] = (
    *("1", "01", "None", "('1',)", "", "\u00ea", "e\u0302"),
    *(1, 0, True, False, None, (), ("1",), ("1", "1"), ("1,1",)),
    *(Decimal(1), Decimal("1.0"), Decimal("-0"), dt.date(2031, 1, 1), "2031-01-01"),
)


def table(*values: Value, title: str = "A") -> Dataset:
    return Dataset(
        topic=TOPIC,
        fields=(Field(name="a", title=title, about=""),),
        rows=tuple((value,) for value in values),
    )


def source(value: object) -> str:
    return Teller().of(value, "du-lieu/a.csv")


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_a_value_is_told_from_every_other_and_from_those_of_other_kinds(value: Value) -> None:
    same = [other for other in VALUES if source(table(other)) == source(table(value))]
    assert [(type(each), str(each)) for each in same] == [(type(value), str(value))]


def test_the_same_rows_made_another_time_are_the_same() -> None:
    assert source(table(Decimal("1.50"), "x" * 3)) == source(table(Decimal("1.50"), "xxx"))


def test_rows_their_order_and_their_fields_count() -> None:
    tables = (table("a", "b"), table("b", "a"), table("a"), table("a", "b", title="B"), table())
    assert len({source(each) for each in tables}) == len(tables)


def test_what_stands_in_many_files_is_told_as_if_it_stood_in_one() -> None:
    teller, shared = Teller(), table("a", "b")
    for each in (shared, (shared, table("c")), shared.where(a="b"), (table("c"), shared)):
        assert teller.of(each) == Teller().of(each)
