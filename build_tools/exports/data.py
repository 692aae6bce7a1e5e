"""Rows as CSV for a spreadsheet and as JSON for a program.

The field names are English and stay; days are ISO 8601, numbers plain, a missing value is empty in
CSV and null in JSON.
"""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence

SCHEMA_VERSION = 1  # rises when a field changes its name or its meaning, not when one is added
Value = str | int | bool | dt.date | None
Record = Mapping[str, Value]
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else
# What makes a spreadsheet take a text for a formula, also behind blanks or on a later line (OWASP,
# "CSV Injection"); the full-width forms are taken for the plain ones by some.
_RUNS = re.compile(r"^(?=[\s\ufeff]*[=+\-@\t\r＝＋－＠])", re.MULTILINE)


def csv_file(fields: Sequence[str], records: Iterable[Record]) -> bytes:
    """Return the records as CSV (RFC 4180, CRLF) in UTF-8 with a byte order mark."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(fields)
    for record in records:
        writer.writerow(_csv_text(record[field]) for field in fields)
    return f"{_BYTE_ORDER_MARK}{buffer.getvalue()}".encode()


def json_file(as_of: dt.date, records: Iterable[Record]) -> bytes:
    """Return the records as `{"schema_version": …, "as_of": …, "rows": […]}` in UTF-8."""
    rows = [{field: _json_value(value) for field, value in record.items()} for record in records]
    whole = {"schema_version": SCHEMA_VERSION, "as_of": as_of.isoformat(), "rows": rows}
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


def inert(text: str) -> str:
    """Return the text so that no spreadsheet runs it: an apostrophe before what begins a formula.

    It is set once for each line that begins one; a text that begins none is left as it is.
    """
    return _RUNS.sub("'", text)


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
