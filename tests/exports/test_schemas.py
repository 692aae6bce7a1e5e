"""What tells programs of the data, held against the standards and against the data itself."""

import csv
import io
import json
import re
import socket
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pytest
from jsonschema import Draft202012Validator
from tables import EDITION, field, table

from build_tools.datasets import Data
from build_tools.datasets.model import Dataset, Kind
from build_tools.exports.data import csv_file, json_file
from build_tools.exports.schemas import csvw_metadata, data_package, json_schema


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a validator asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


def _faults(folder: Path, tables: tuple[Dataset, ...]) -> list[str]:
    for each in tables:
        (folder / f"{each.name}.csv").write_bytes(csv_file(each))
    (folder / "datapackage.json").write_bytes(data_package(tables, EDITION))
    package = frictionless.Package.from_descriptor(str(folder / "datapackage.json"))
    report = package.validate()
    return [str(fault) for fault in report.flatten(["name", "rowNumber", "fieldName", "note"])]


@pytest.mark.slow
@pytest.mark.usefixtures("no_network")
def test_frictionless_finds_nothing_in_the_package_of_the_sample(
    sample_data: Data, tmp_path: Path
) -> None:
    assert _faults(tmp_path, sample_data.tables) == []


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("b", Decimal(1), "2026-13"), "pattern"),
        ((None, Decimal(1), "2026"), "code"),
        (("c", Decimal(1), "2026"), "enum"),
        (("b", Decimal(-1), "2026"), "minimum"),
        (("a", Decimal(1), "2026"), "the same as in the row"),
    ],
)
def test_frictionless_would_find_a_row_that_breaks_the_schema(
    row: tuple[Any, ...], told: str, tmp_path: Path
) -> None:
    fields = [
        field("code", labels={"a": "A", "b": "B"}, required=True),
        field("actual", kind=Kind.NUMBER, minimum=0),
        field("period", kind=Kind.PERIOD, required=True),
    ]
    made = table(fields, ("a", Decimal("1.5"), "2026-Q1"), row, key=["code"])
    assert any(told in fault for fault in _faults(tmp_path, (made,)))


def test_json_of_every_table_keeps_its_published_schema(sample_data: Data) -> None:
    for each in sample_data.tables:
        schema = json.loads(json_schema(each))
        Draft202012Validator.check_schema(schema)
        made = json.loads(json_file(each, sample_data.edition))
        made["rows"] = made["rows"][:: max(len(made["rows"]) // 300, 1)]
        faults = [fault.message for fault in Draft202012Validator(schema).iter_errors(made)]
        assert faults == [], each.name


def test_the_schema_refuses_what_the_contract_does_not_allow(sample_data: Data) -> None:
    (issues,) = [each for each in sample_data.tables if each.name == "issues"]
    validator = Draft202012Validator(json.loads(json_schema(issues)))
    whole = json.loads(json_file(issues, sample_data.edition))

    def is_refused(**changed: object) -> bool:
        row = {**whole["rows"][0], **changed}
        return not validator.is_valid({**whole, "rows": [row]})

    assert not is_refused()
    assert not is_refused(a_new_field=1)
    assert is_refused(status="xong")
    assert is_refused(title=None)
    assert is_refused(detected_on="05/02/2026") or is_refused(detected_on=5)
    assert is_refused(row_corrected=None)
    assert not validator.is_valid({**whole, "schema_version": 2})


def test_csv_on_the_web_describes_every_column_in_order(sample_data: Data) -> None:
    metadata = json.loads(csvw_metadata(sample_data.tables, sample_data.edition))
    assert metadata["@context"][0] == "http://www.w3.org/ns/csvw"
    tables = {each["url"]: each["tableSchema"] for each in metadata["tables"]}
    assert list(tables) == [f"{each.name}.csv" for each in sample_data.tables]
    for each in sample_data.tables:
        schema = tables[f"{each.name}.csv"]
        made = csv_file(each).decode()
        head, *rows = csv.reader(io.StringIO(made, newline=""))
        columns = schema["columns"]
        assert [column["titles"] for column in columns] == head
        assert [column["name"] for column in columns] == head
        assert set(schema.get("primaryKey", [])) <= set(head)
        for place, column in enumerate(columns):
            _check_column(column, [row[place] for row in rows])
        for foreign in schema.get("foreignKeys", []):
            _check_foreign_key(foreign, tables, head)


def _check_column(column: dict[str, Any], cells: list[str]) -> None:
    """The cells keep what the metadata says of them, as a CSVW validator would look at it."""
    datatype = column["datatype"]
    base = datatype if isinstance(datatype, str) else datatype["base"]
    shape = {
        "date": r"\d{4}-\d\d-\d\d",
        "integer": r"-?\d+",
        "decimal": r"-?\d+(\.\d+)?",
        "boolean": "true|false",
        "string": ".*",
    }[base]
    if isinstance(datatype, dict):
        shape = datatype.get("format", shape)
    for cell in cells:
        assert cell or not column.get("required"), column["name"]
        assert not cell or re.fullmatch(shape, cell, re.DOTALL), (column["name"], cell)


def _check_foreign_key(
    foreign: dict[str, Any], tables: dict[str, dict[str, Any]], head: list[str]
) -> None:
    assert foreign["columnReference"] in head
    reference = foreign["reference"]
    assert tables[reference["resource"]]["primaryKey"] == [reference["columnReference"]]


def test_every_description_names_unit_codes_and_what_a_blank_means(sample_data: Data) -> None:
    package = json.loads(data_package(sample_data.tables, sample_data.edition))
    fields = {
        (resource["name"], each["name"]): each
        for resource in package["resources"]
        for each in resource["schema"]["fields"]
    }
    actual = fields["indicator-values", "actual"]["description"]
    assert "Trống: lý do ở missing_reason." in actual
    assert "uoc_tinh: Ước tính" in fields["indicator-values", "data_quality"]["description"]
    assert "Đơn vị: ngày" in fields["reports", "days_late"]["description"]
    assert package["schema_version"] == 1
    assert (package["as_of"], package["audience"]) == ("2026-07-10", "intranet")
