"""Titles and descriptions make the guide, the data dictionary and the messages."""

import importlib
import pkgutil

import pytest

import schemas
from schemas.base import Record
from schemas.labelled import LabelledEnum


def _records() -> list[type[Record]]:
    for module in pkgutil.iter_modules(schemas.__path__):
        importlib.import_module(f"schemas.{module.name}")
    found: list[type[Record]] = []
    waiting: list[type[Record]] = [Record]
    while waiting:
        kind = waiting.pop()
        waiting.extend(kind.__subclasses__())
        found.append(kind)
    ours = [kind for kind in found if kind.__module__.startswith("schemas.")]
    return [kind for kind in ours if kind.model_fields]


RECORDS = _records()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_field_has_a_vietnamese_title_and_description(record: type[Record]) -> None:
    bare = [
        name
        for name, field in record.model_fields.items()
        if not (field.title and field.description)
    ]
    assert bare == []


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_no_two_fields_of_a_record_share_a_title(record: type[Record]) -> None:
    titles = [field.title for field in record.model_fields.values()]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("kind", LabelledEnum.__subclasses__(), ids=lambda kind: kind.__name__)
def test_every_enum_reads_its_codes_and_labels_back(kind: type[LabelledEnum]) -> None:
    for member in kind:
        assert kind.read(member.value) is member
        assert kind.read(member.label) is member
        assert kind.read(member.label.upper()) is member
