"""Tables of data as CSV for programs, as CSV for Excel in Vietnamese, and as JSON.

For programs the field names are English and stay, days are ISO 8601, numbers are plain and exact,
what is missing is empty (CSV) or null (JSON). For Excel heads and codes are Vietnamese, cells are
parted by `;`, decimals by a comma, days are `dd/MM/yyyy`.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable
from decimal import Decimal

from build_tools.datasets.edition import Edition
from build_tools.datasets.model import SCHEMA_VERSION, Dataset, Value
from build_tools.datasets.wording import as_text
from build_tools.exports.spreadsheet import inert

LIST_SEPARATOR = "|"
_BYTE_ORDER_MARK = "\ufeff"  # without it Excel reads UTF-8 as something else
_WORDS = {None: "null", True: "true", False: "false"}
_quoted = json.encoder.encode_basestring


def csv_file(table: Dataset) -> bytes:
    """Return the table as CSV (RFC 4180, CRLF) in UTF-8, for programs."""
    heads = [field.name for field in table.fields]
    return _csv(heads, ([_plain(value) for value in row] for row in table.rows), ",").encode()


def excel_csv_file(table: Dataset) -> bytes:
    """Return the table as CSV for the Vietnamese edition of Excel: `;` and a byte order mark."""
    shown = [(at, field) for at, field in enumerate(table.fields) if field.on_sheet]
    rows = ([as_text(field, row[at]) for at, field in shown] for row in table.rows)
    text = _csv([field.title for _, field in shown], rows, ";")
    return f"{_BYTE_ORDER_MARK}{text}".encode()


def _csv(heads: Iterable[str], rows: Iterable[Iterable[str]], separator: str) -> str:
    """Write the rows: the only writer of CSV, so no text leaves the site without `inert`.

    `as_typed` undoes that.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n", delimiter=separator)
    writer.writerow([inert(head) for head in heads])
    writer.writerows([inert(text) for text in row] for row in rows)
    return buffer.getvalue()


def _plain(value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case dt.date():
            return value.isoformat()
        case Decimal():
            return f"{value:f}"
        case tuple():
            return LIST_SEPARATOR.join(value)
    return str(value)


def json_file(table: Dataset, edition: Edition) -> bytes:
    """Return the table as JSON in UTF-8: what it is, then its rows, each on a line.

    Numbers are written with all their digits; a program that reads them as binary fractions may
    lose those after the fifteenth. Texts are as typed: nothing in JSON is run by a spreadsheet.
    """
    head = {
        "schema_version": SCHEMA_VERSION,
        "dataset": table.name,
        "title": table.topic.title,
        "as_of": edition.as_of.isoformat(),
        "audience": edition.audience,
        "illustrative": edition.illustrative,
    }
    names = [f"{_quoted(field.name)}:" for field in table.fields]
    rows = ",\n".join(
        f"{{{','.join([name + _json(value) for name, value in zip(names, row, strict=True)])}}}"
        for row in table.rows
    )
    lines = "".join(
        f"{_quoted(name)}: {json.dumps(value, ensure_ascii=False)},\n"
        for name, value in head.items()
    )
    return f'{{\n{lines}"rows": [\n{rows}\n]\n}}\n'.encode()


def _json(value: Value) -> str:
    match value:
        case None | bool():
            return _WORDS[value]
        case str():
            return _quoted(value)
        case dt.date():
            return f'"{value.isoformat()}"'
        case Decimal():
            return f"{value:f}"
        case tuple():
            return f"[{', '.join(map(_quoted, value))}]"
    return str(value)
