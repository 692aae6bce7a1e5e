"""Rows as CSV for a spreadsheet and as JSON for a program.

The field names are English and stay; days are ISO 8601, numbers plain, a missing value is empty in
CSV and null in JSON.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Mapping, Sequence

from build_tools.exports.spreadsheet import inert

SCHEMA_VERSION = 1  # rises when a field changes its name or its meaning, not when one is added
Value = str | int | bool | dt.date | None
Record = Mapping[str, Value]
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else


def csv_file(fields: Sequence[str], records: Iterable[Record]) -> bytes:
    """Return the records as CSV (RFC 4180, CRLF) in UTF-8 with a byte order mark.

    The only writer of CSV: no text leaves the site without `inert`, which `as_typed` undoes.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(map(inert, fields))
    for record in records:
        writer.writerow(_csv_text(record[field]) for field in fields)
    return f"{_BYTE_ORDER_MARK}{buffer.getvalue()}".encode()


def json_file(as_of: dt.date, records: Iterable[Record]) -> bytes:
    """Return the records as `{"schema_version": …, "as_of": …, "rows": […]}` in UTF-8."""
    rows = [{field: _json_value(value) for field, value in record.items()} for record in records]
    whole = {"schema_version": SCHEMA_VERSION, "as_of": as_of.isoformat(), "rows": rows}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def _csv_text(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case dt.date():
            return value.isoformat()
        case int():
            return str(value)
    return inert(value)


def _json_value(value: Value) -> str | int | bool | None:
    return value.isoformat() if isinstance(value, dt.date) else value
