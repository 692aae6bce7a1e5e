"""The contract of the data: what programs may count on until `SCHEMA_VERSION` rises.

`contract-1.csv` says it, a line for each field. A field may be added (with its line), a closed list
may grow and what could be blank may always be there. Anything else needs a new version and a new
file, so that nobody renames a column without knowing what it breaks.
"""

import csv
from pathlib import Path

import pytest

from build_tools.datasets.model import SCHEMA_VERSION, Dataset, Field
from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.site import lay_groundwork

CONTRACT = Path(__file__).with_name(f"contract-{SCHEMA_VERSION}.csv")
Line = dict[str, str]


def line(table: Dataset, field: Field) -> Line:
    return {
        "table": table.name,
        "field": field.name,
        "kind": field.kind.value,
        "unit": field.unit or "",
        "always": "yes" if field.required else "",
        "in_key": "yes" if field.name in table.topic.key else "",
        "refers_to": ".".join(field.refers_to or ()),
        "codes": "|".join(field.labels),
    }


def is_kept(promised: Line, now: Line) -> bool:
    """Say whether a program written for what was promised can read what there is now."""
    firm = ("table", "field", "kind", "unit", "in_key", "refers_to")
    return (
        all(promised[name] == now[name] for name in firm)
        and promised["always"] in {"", now["always"]}
        and set(promised["codes"].split("|")) <= set(now["codes"].split("|"))
    )


@pytest.fixture
def now(small_province: Project) -> dict[tuple[str, str], Line]:
    """Table and field → its line today."""
    ground = lay_groundwork(small_province, options_from_environment(small_province)).groundwork
    assert ground is not None
    lines = (line(table, field) for table in ground.data.tables for field in table.fields)
    return {(each["table"], each["field"]): each for each in lines}


@pytest.fixture
def promised() -> list[Line]:
    with CONTRACT.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_promise_is_kept(promised: list[Line], now: dict[tuple[str, str], Line]) -> None:
    broken = []
    for each in promised:
        shown = now.get((each["table"], each["field"]))
        if shown is None or not is_kept(each, shown):
            broken.append(each)
    assert broken == [], "raise SCHEMA_VERSION, or leave these as they were"


def test_what_was_added_is_promised_too(
    promised: list[Line], now: dict[tuple[str, str], Line]
) -> None:
    known = {(each["table"], each["field"]): each for each in promised}
    new = [",".join(each.values()) for place, each in now.items() if known.get(place) != each]
    assert new == [], f"write these lines into {CONTRACT.name}"


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        ({"field": "renamed"}, False),
        ({"kind": "integer"}, False),
        ({"unit": "%"}, False),
        ({"in_key": "yes"}, False),
        ({"always": "yes"}, True),
        ({"codes": "moi"}, False),
        ({"codes": "moi|xong|bo"}, True),
    ],
)
def test_what_breaks_a_program_is_told_from_what_does_not(change: Line, kept: bool) -> None:  # noqa: FBT001
    before = {
        "table": "issues",
        "field": "status",
        "kind": "text",
        "unit": "",
        "always": "",
        "in_key": "",
        "refers_to": "",
        "codes": "moi|xong",
    }
    assert is_kept(before, {**before, **change}) is kept
