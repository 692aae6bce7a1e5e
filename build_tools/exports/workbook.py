"""Workbooks (OOXML): one table a sheet, numbers and days as such, nothing that is ever run."""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from types import NoneType
from typing import NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from build_tools.datasets.books import Book, Sheet
from build_tools.datasets.model import Field
from build_tools.datasets.wording import Shown, column_in_words
from build_tools.exports.spreadsheet import inert
from build_tools.exports.table_sheet import SheetCell, TableSheet
from build_tools.exports.workbook_layout import (
    column_widths,
    decimals_of,
    head_of,
    number_format,
    row_heights,
    text_height,
)
from build_tools.views.formatting import format_day, format_number

ABOUT, DICTIONARY = "Thông tin", "Giải thích cột"
_DAY_FORMAT = "dd/mm/yyyy"
_EXACT_DIGITS = 15  # a spreadsheet keeps no more of a number
_DAY_ZERO = dt.date(1899, 12, 30)  # of their count
_FIRST_DAY = dt.date(1900, 3, 1)  # days before it are counted wrongly by spreadsheets
_A4 = 9
_PRINTED_TOO = 0  # lines between the cells: hidden neither on the screen nor on paper
_FROZEN_AT_MOST = 3
_ABOUT_WIDTHS = (30, 84, 11)
_DICTIONARY_WIDTHS = (24, 26, 24, 60, 40)
_HEADER_LETTERS = 200  # Excel's limit is 255 with its own marks


def workbook_file(book: Book) -> bytes:
    """Return the workbook; the same book gives the same bytes."""
    buffer = io.BytesIO()
    workbook = Workbook(
        buffer,
        {
            "in_memory": True,  # the parts are then dated 1980 and not now
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        },
    )
    workbook.set_properties(
        {
            "title": book.title,
            "author": book.author,
            "comments": " ".join(book.notes),
            "created": dt.datetime.combine(book.made_on, dt.time(), dt.UTC),
        }
    )
    writer = _Writer(workbook, book)
    writer.about()
    for sheet in book.sheets:
        writer.table(sheet)
    if book.dictionary:
        writer.dictionary()
    workbook.close()
    return buffer.getvalue()


class _How(NamedTuple):
    """How a cell is written."""

    wraps: bool
    estimated: bool


class _Writer:
    """Writes the sheets; a format is made once for all its cells."""

    def __init__(self, workbook: Workbook, book: Book) -> None:
        self._workbook = workbook
        self._book = book
        self._formats: dict[str, Format] = {}
        text = {"valign": "top", "align": "left", "indent": 1}
        wrapped = {**text, "text_wrap": True}
        # With the prefix it stays a text also where somebody edits the cell and presses Enter.
        self._texts = {
            (wraps, guarded): workbook.add_format({**kind, "quote_prefix": guarded})
            for wraps, kind in ((True, wrapped), (False, text))
            for guarded in (False, True)
        }
        self._head = workbook.add_format(
            {
                "bold": True,
                "text_wrap": True,
                "valign": "vcenter",
                "bg_color": "#E8EEF0",
                "border": 1,
                "border_color": "#93A3A9",
            }
        )
        self._label = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self._title = workbook.add_format({"bold": True, "font_size": 14})

    def about(self) -> None:
        """Write what the workbook is, and which tables it has."""
        book = self._book
        page = self._page(ABOUT, _ABOUT_WIDTHS, landscape=False)
        page.write_string(0, 0, book.title, self._title)
        for at, note in enumerate(book.notes, start=1):
            page.write_string(at, 0, note)
        first = len(book.notes) + 2
        for at, (label, value) in enumerate(book.facts, start=first):
            page.set_row(at, text_height(value, _ABOUT_WIDTHS[1]))
            page.write_string(at, 0, label, self._label)
            self._write_text(page, at, 1, value)
        self._list_tables(page, first + len(book.facts) + 1)

    def _list_tables(self, page: Worksheet, first: int) -> None:
        for column, head in enumerate(("Trang tính", "Bảng, nguồn trong content/", "Số dòng")):
            page.write_string(first, column, head, self._head)
        sheets, absent = self._book.sheets, self._book.absent
        for at, sheet in enumerate(sheets, start=first + 1):
            page.write_url(at, 0, f"internal:'{sheet.tab}'!A1", string=sheet.tab)
            self._write_text(page, at, 1, f"{sheet.table.topic.title} – {sheet.source}")
            page.write_number(at, 2, len(sheet.table.rows))
        for at, (title, why) in enumerate(absent, start=first + 1 + len(sheets)):
            self._write_text(page, at, 0, title)
            self._write_text(page, at, 1, why)
            page.write_number(at, 2, 0)

    def table(self, sheet: Sheet) -> None:
        """Write a table: heads in the first row, which stays in sight and on every printed page."""
        fields = [sheet.table.fields[place] for place in sheet.places]
        columns = [
            column_in_words(field, [row[place] for row in sheet.table.rows])
            for field, place in zip(fields, sheet.places, strict=True)
        ]
        widths = column_widths(fields, columns)
        page = self._page(sheet.tab, widths)
        for row, height in enumerate(row_heights(fields, columns, widths)):
            if height is not None:
                page.set_row(row, height)
        page.fill(
            [
                self._column(page, field, column, _estimated(sheet, field))
                for field, column in zip(fields, columns, strict=True)
            ]
        )
        rows = len(sheet.table.rows)
        page.autofilter(0, 0, rows, len(fields) - 1)
        page.freeze_panes(1, _frozen(fields))
        page.repeat_rows(0)
        page.print_area(0, 0, rows, sum(not field.aside for field in fields) - 1)

    def dictionary(self) -> None:
        """Write what every column means."""
        page = self._page(DICTIONARY, _DICTIONARY_WIDTHS)
        heads = ("Trang tính", "Cột", "Tên trong CSV, JSON", "Ý nghĩa", "Khi trống")
        for column, head in enumerate(heads):
            page.write_string(0, column, head, self._head)
        row = 0
        for sheet in self._book.sheets:
            for field in (sheet.table.fields[place] for place in sheet.places):
                row += 1
                blank = "" if field.required else field.blank
                cells = (sheet.tab, head_of(field), field.name, field.about, blank)
                heights = map(text_height, cells, _DICTIONARY_WIDTHS)
                page.set_row(row, max(heights))
                for column, text in enumerate(cells):
                    self._write_text(page, row, column, text)
        page.autofilter(0, 0, row, len(heads) - 1)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)

    def _page(self, tab: str, widths: Sequence[float], *, landscape: bool = True) -> TableSheet:
        """Return a new sheet, set up for A4."""
        page: TableSheet = self._workbook.add_worksheet(tab, TableSheet)
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        if landscape:
            page.set_landscape()
        page.set_paper(_A4)
        page.hide_gridlines(_PRINTED_TOO)
        page.fit_to_pages(1, 0)  # as broad as the sheet of paper, as long as it takes
        page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        title = self._book.title[:_HEADER_LETTERS].replace("&", "&&")
        page.set_header(f"&L{title}&R{tab.replace('&', '&&')}")
        page.set_footer(f"&L{self._foot()}&RTrang &P/&N")
        return page

    def _foot(self) -> str:
        day = f"Tính đến ngày {format_day(self._book.as_of)}."
        return " ".join((day, *self._book.marks))[:_HEADER_LETTERS].replace("&", "&&")

    def _column(
        self, page: TableSheet, field: Field, values: Sequence[Shown], estimated: Iterable[bool]
    ) -> list[SheetCell | None]:
        """Return a column: its head, then a cell for each value there is."""
        cells: list[SheetCell | None] = [page.text(head_of(field), self._head)]
        if set(map(type, values)) <= {str, NoneType}:
            how = _How(not field.aside, estimated=False)  # which is said of numbers
            texts: dict[Shown, SheetCell] = {
                text: self._cell(page, text, how) for text in dict.fromkeys(values) if text
            }
            return [*cells, *(texts.get(value) for value in values)]
        known: dict[tuple[bool, type, str], SheetCell] = {}  # most values stand in many rows
        for value, is_estimate in zip(values, estimated, strict=True):
            if value is None or value == "":
                cells.append(None)
                continue
            key = is_estimate, type(value), str(value)
            cell = known.get(key)
            if cell is None:
                how = _How(not field.aside, is_estimate)
                cell = known[key] = self._cell(page, value, how)
            cells.append(cell)
        return cells

    def _cell(
        self, page: TableSheet, value: str | Decimal | int | dt.date, how: "_How"
    ) -> SheetCell:
        match value:  # what there is most of stands first
            case str():
                return page.text(value, self._texts[how.wraps, inert(value) != value])
            case Decimal() if len(value.as_tuple().digits) > _EXACT_DIGITS:
                shown = format_number(value, decimals_of(value))
                return page.text(shown, self._texts[True, False])
            case Decimal() | int():
                code = number_format(value, estimated=how.estimated)
                return SheetCell(self._format(code), "", f"{value:.16G}")
            case dt.date() if value >= _FIRST_DAY:
                days = (value - _DAY_ZERO).days
                return SheetCell(self._format(_DAY_FORMAT), "", str(days))
            case dt.date():
                return page.text(format_day(value), self._texts[True, False])

    def _write_text(
        self, page: Worksheet, row: int, column: int, text: str, *, wraps: bool = True
    ) -> None:
        if text:
            style = self._texts[wraps, inert(text) != text]
            page.write_string(row, column, text, style)

    def _format(self, code: str) -> Format:
        if code not in self._formats:
            self._formats[code] = self._workbook.add_format({"valign": "top", "num_format": code})
        return self._formats[code]


def _estimated(sheet: Sheet, field: Field) -> list[bool]:
    """Return of every row whether its number is an estimate, as pages mark it."""
    if field.estimate_if is None:
        return [False] * len(sheet.table.rows)
    name, value = field.estimate_if
    place = sheet.table.place(name)
    return [row[place] == value for row in sheet.table.rows]


def _frozen(fields: Sequence[Field]) -> int:
    """Return how many columns stay in sight: up to the area's name, else the first."""
    names = [field.name for field in fields[:_FROZEN_AT_MOST]]
    return names.index("unit_name") + 1 if "unit_name" in names else 1
