"""CSV in all forms that Excel makes: any Unicode, Windows-1258 when told so, `,` `;` or tab."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.diagnostics.wording import advice, message
from build_tools.editing.canonical import has_error
from build_tools.editing.importing.grid import Grid
from build_tools.editing.importing.model import Remark
from build_tools.reading.legacy_encodings import WINDOWS_1258, find_old_bytes
from build_tools.reading.plain_tables import RawRow
from build_tools.reading.tables import DELIMITERS, read_records
from build_tools.reading.text import SourceText, text_of
from build_tools.reading.workbooks.model import Cell, Sheet
from schemas.text import nfc

_OLD = codecs.lookup("cp1258").name
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NAMED_DELIMITER = re.compile(r"sep=(?P<mark>[,;\t])\n", re.IGNORECASE)  # Excel's own first line
UNKNOWN_ENCODING = "text.windows-1258"


@dataclass(frozen=True, slots=True)
class CsvText:
    """The text of a CSV, or why it has none; `asks_for` an encoding that it seems to have."""

    source: SourceText | None
    refused: tuple[Remark, ...] = ()
    asks_for: str | None = None


def is_known_encoding(name: str) -> bool:
    """Say whether a file may be said to be in this encoding."""
    try:
        return codecs.lookup(name).name in {_OLD, "utf-8", "utf-16"}
    except LookupError:
        return False


def csv_text(name: str, data: bytes, encoding: str | None) -> CsvText:
    """Return the text of a CSV; from Windows-1258 only where `encoding` says so."""
    found = Diagnostics()
    if encoding is not None and codecs.lookup(encoding).name == _OLD:
        if data.startswith(_MARKS) or _is_utf8(data):
            return CsvText(None, (_SURELY_UNICODE,))
        old = find_old_bytes(data)
        if old is None or old.encoding == WINDOWS_1258:
            data = nfc(data.decode(_OLD, errors="replace")).encode()
    source = text_of(data, name, "", found)
    if source is None or has_error(found):
        codes = {one.code for one in found}
        asks_for = WINDOWS_1258 if UNKNOWN_ENCODING in codes else None
        remarks = tuple(map(_remark, found))
        return CsvText(None, tuple(map(_or_said, remarks)) if asks_for else remarks, asks_for)
    return CsvText(source)


_SURELY_UNICODE = Remark(
    "", "Tệp dùng Unicode, không phải bảng mã Windows-1258.", "Bỏ tùy chọn --encoding rồi chạy lại."
)


def _is_utf8(data: bytes) -> bool:
    try:
        return not data.decode("utf-8").isascii()
    except UnicodeDecodeError:
        return False


def _or_said(remark: Remark) -> Remark:
    """Say the other way out: that the file may be read as what it seems to be."""
    how = f"Không lưu lại được thì thêm --encoding {WINDOWS_1258} vào lệnh rồi xem kỹ chữ đọc được."
    return replace(remark, advice=f"{remark.advice} {how}")


def _remark(finding: Diagnostic) -> Remark:
    place = finding.place
    return Remark(f"dòng {place.line}, cột {place.column}", message(finding), advice(finding))


def csv_grids(source: SourceText) -> Iterator[tuple[Grid | None, tuple[Remark, ...]]]:
    """Yield the table as each delimiter cuts it, or why that one cannot; the caller chooses.

    A delimiter that stands nowhere in the text is left out.
    """
    named = _NAMED_DELIMITER.match(source.text)
    marks = [named["mark"]] if named else [mark for mark in DELIMITERS if mark in source.text]
    for mark in marks or [","]:
        found = Diagnostics()
        records = read_records(source, mark, found)
        if records is None:
            yield None, tuple(map(_remark, found))
        else:
            yield _grid(records[1:] if named else records), ()


def _grid(records: tuple[RawRow, ...]) -> Grid:
    numbered = list(enumerate(records, start=1))
    return Grid(
        sheet=Sheet(
            name="",
            cells={
                (row, column): Cell(cell)
                for row, record in numbered
                for column, cell in enumerate(record.cells, start=1)
                if cell
            },
        ),
        lines={row: record.line for row, record in numbered},
        widths={row: len(record.cells) for row, record in numbered},
    )
