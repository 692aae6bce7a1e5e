"""XLSX and ODS as stored: the same cells from both, written by three programs."""

import datetime as dt
import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.comments import Comment

from build_tools.reading.attachments.model import RefusedError
from build_tools.reading.workbooks.formats import built_in_format, read_format
from build_tools.reading.workbooks.model import (
    Area,
    Cell,
    CellType,
    Look,
    Sheet,
    Workbook,
    cell_name,
    read_cell_name,
)
from build_tools.reading.workbooks.packed import read_packed, unpack

FORMATS = {
    "General": (Look.GENERAL, None),
    "": (Look.GENERAL, None),
    "0": (Look.NUMBER, 0),
    "#,##0.0": (Look.NUMBER, 1),
    '#,##0 "đ"': (Look.NUMBER, 0),
    '0"%"': (Look.NUMBER, 0),
    "_-* #,##0.00\\ _₫_-;\\-* #,##0.00\\ _₫_-": (Look.NUMBER, 2),
    "[Red]0.0;[Blue]-0.0": (Look.NUMBER, 1),
    "0.00%": (Look.PERCENT, 2),
    "dd/mm/yyyy": (Look.DAY, None),
    "yyyy-mm-dd": (Look.DAY, None),
    "[$-42A]dd mmmm yyyy": (Look.DAY, None),
    "mmm-yy": (Look.DAY, None),
    '"ngày" dd "tháng" mm': (Look.DAY, None),
    "m/d/yyyy": (Look.AMERICAN_DAY, None),
    "[$-409]mm/dd/yy;@": (Look.AMERICAN_DAY, None),
    "m/d/yy h:mm": (Look.TIME, None),
    "[h]:mm": (Look.TIME, None),
    "@": (Look.TEXT, None),
    "#,##0,": (Look.SCALED, 0),
    '0.0,,"M"': (Look.SCALED, 1),
    "0.00E+00": (Look.OTHER, None),
    "# ?/?": (Look.OTHER, None),
    ";;;": (Look.OTHER, None),
}


@pytest.mark.parametrize("code", FORMATS)
def test_a_format_says_what_it_shows(code: str) -> None:
    found = read_format(code)
    assert (found.look, found.decimals) == FORMATS[code]


def test_zeros_in_front_are_counted() -> None:
    assert read_format("00000").zeros == 5
    assert read_format("0").zeros == read_format("#,##0").zeros == 0


def test_formats_without_a_code_are_those_of_the_standard() -> None:
    assert built_in_format(14).look is Look.DAY
    assert built_in_format(22).look is Look.TIME
    assert built_in_format(10).look is Look.PERCENT
    assert built_in_format(999).look is Look.GENERAL


@pytest.mark.parametrize("column", [1, 26, 27, 52, 703, 16384])
def test_names_of_cells_go_there_and_back(column: int) -> None:
    assert read_cell_name(cell_name(7, column)) == (7, column)


@pytest.mark.parametrize("name", ["", "7", "a7", "ÁB7", "B", "B7:C8"])
def test_what_is_no_name_of_a_cell_is_told(name: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  any will do: the file is refused
        read_cell_name(name)


def sample() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Trang một"
    sheet.append(["Chữ", "Ngày", "Số", "Tỷ lệ", "Mã"])
    sheet.append(["dòng 1\ndòng 2  hai ", dt.date(2026, 7, 5), 1234.5, 0.125, 5])
    for name, code in (("B2", "dd/mm/yyyy"), ("C2", "#,##0.0"), ("D2", "0.0%"), ("E2", "00000")):
        sheet[name].number_format = code
    sheet["B3"] = dt.date(2026, 7, 5)
    sheet["B3"].number_format = "m/d/yyyy"
    sheet["B4"] = dt.datetime(2026, 7, 5, 10, 30)  # noqa: DTZ001  a sheet knows no zone
    sheet["B4"].number_format = "dd/mm/yyyy hh:mm"
    sheet["C4"] = "=C2*2"
    sheet["C5"] = "=1/0"
    sheet["A5"] = "'=1+1"
    sheet["A2"].comment = Comment("xem lại", "x")
    sheet.merge_cells("A10:C11")
    sheet["A10"] = "gộp"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    hidden = book.create_sheet("Ẩn")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "kín"
    return book


def data_of(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(data: bytes, kind: str = ".xlsx") -> Workbook:
    return unpack(read_packed(kind, data))[0]


@pytest.fixture(scope="module")
def saved_by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], bytes]:
    """The sample as LibreOffice saves it, as `xlsx` or `ods`."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "mau.xlsx").write_bytes(data_of(sample()))

    def convert(kind: str) -> bytes:
        soffice = shutil.which("soffice")
        assert soffice
        target = folder / kind
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [soffice, profile, "--headless", "--convert-to", kind, "--outdir", target]
        subprocess.run([*command, folder / "mau.xlsx"], check=True, capture_output=True)
        return (target / f"mau.{kind}").read_bytes()

    return convert


def test_openpyxl_s_cells_are_read_with_their_formats() -> None:
    first, hidden = read(data_of(sample())).sheets
    assert first.cell(2, 1) == Cell("dòng 1\ndòng 2  hai ")
    assert first.cell(2, 2) == Cell("46208", CellType.NUMBER, Look.DAY)
    assert first.cell(2, 3) == Cell("1234.5", CellType.NUMBER, Look.NUMBER, 1)
    assert first.cell(2, 4) == Cell("0.125", CellType.NUMBER, Look.PERCENT, 1)
    assert first.cell(2, 5) == Cell("5", CellType.NUMBER, Look.NUMBER, 0, 5)
    assert first.cell(3, 2) == Cell("46208", CellType.NUMBER, Look.AMERICAN_DAY)
    assert first.cell(4, 2) == Cell("46208.4375", CellType.NUMBER, Look.TIME)
    assert first.cell(4, 3) == Cell("", CellType.NUMBER, is_worked_out=True)
    assert first.cell(9, 9) is None
    assert (hidden.name, hidden.is_hidden, first.is_hidden) == ("Ẩn", True, False)
    shape(first)


def shape(sheet: Sheet) -> None:
    assert sheet.name == "Trang một"
    assert sheet.hidden_rows == {3}
    assert sheet.hidden_columns == {5}
    assert sheet.merged == (Area(10, 1, 11, 3),)
    assert sheet.commented == {(2, 1)}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_libreoffice_s_cells_say_the_same(
    saved_by_libreoffice: Callable[[str], bytes], kind: str
) -> None:
    first, hidden = read(saved_by_libreoffice(kind), f".{kind}").sheets
    day = CellType.DAY if kind == "ods" else CellType.NUMBER
    written = ("2026-07-05", "2026-07-05T10:30:00") if kind == "ods" else ("46208", "46208.4375")
    assert first.cell(2, 1) == Cell("dòng 1\ndòng 2  hai ")
    assert first.cell(2, 2) == Cell(written[0], day, Look.DAY)
    assert first.cell(2, 3) == Cell("1234.5", CellType.NUMBER, Look.NUMBER, 1)
    assert first.cell(2, 4) == Cell("0.125", CellType.NUMBER, Look.PERCENT, 1)
    assert first.cell(2, 5) == Cell("5", CellType.NUMBER, Look.NUMBER, 0, 5)
    assert first.cell(3, 2) == Cell(written[0], day, Look.AMERICAN_DAY)
    assert first.cell(4, 2) == Cell(written[1], day, Look.TIME)
    doubled, broken = first.cell(4, 3), first.cell(5, 3)
    assert doubled
    assert (doubled.text, doubled.is_worked_out) == ("2469", True)
    assert broken
    assert (broken.text, broken.type) == ("#DIV/0!", CellType.ERROR)
    assert (hidden.name, hidden.is_hidden) == ("Ẩn", True)
    shape(first)


def packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def opened(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(part: str, old: str, new: str) -> bytes:
    """The sample with a piece of one of its parts replaced."""
    parts = opened(data_of(sample()))
    text = parts[part].decode()
    assert old in text
    return packed({**parts, part: text.replace(old, new, 1).encode()})


SHEET = "xl/worksheets/sheet1.xml"


def test_cells_without_a_name_follow_one_another() -> None:
    row = '<row><c><v>1</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>'
    data = changed(SHEET, "</sheetData>", f"{row}</sheetData>")
    sheet = read(data).sheets[0]
    assert sheet.cell(12, 1) == Cell("1", CellType.NUMBER)
    assert sheet.cell(12, 2) == Cell("ab")


def test_letters_written_by_number_and_readings_of_letters_are_resolved() -> None:
    text = "<is><t>a_x000D_\n_x005F_b</t><rPh><t>đọc</t></rPh></is>"
    data = changed(SHEET, "</sheetData>", f'<row><c t="inlineStr">{text}</c></row></sheetData>')
    assert read(data).sheets[0].cell(12, 1) == Cell("a\n_b")


def test_days_of_1904_and_filters_are_told() -> None:
    book = read(changed("xl/workbook.xml", "<workbookPr", '<workbookPr date1904="1"'))
    assert book.starts_in_1904
    lists = '<autoFilter ref="A1:C5"><filterColumn colId="0"/></autoFilter>'
    assert read(changed(SHEET, "</sheetData>", f"</sheetData>{lists}")).sheets[0].is_filtered
    plain = '</sheetData><autoFilter ref="A1:C5"/>'
    assert not read(changed(SHEET, "</sheetData>", plain)).sheets[0].is_filtered


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</sheetData>", '<row><c t="s"><v>99999</v></c></row></sheetData>'),
        ("</sheetData>", '<row><c r="7B"><v>1</v></c></row></sheetData>'),
        ('ref="A10:C11"', 'ref="A10;C11"'),
        ("<worksheet", '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
    ],
)
def test_a_sheet_that_no_program_writes_is_refused(old: str, new: str) -> None:
    with pytest.raises(RefusedError):
        read(changed(SHEET, old, new))


def test_more_cells_than_a_report_has_are_refused() -> None:
    rows = "<row>" + "<c><v>1</v></c>" * 1000 + "</row>"
    data = changed(SHEET, "</sheetData>", f"{rows * 201}</sheetData>")
    with pytest.raises(RefusedError, match="too-complex"):
        read(data)


def test_a_far_cell_costs_nothing() -> None:
    data = changed(
        SHEET, "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    assert read(data).sheets[0].cell(1_048_576, 16_384) == Cell("1", CellType.NUMBER)


ODS = '<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c" xmlns:xlink="l" xmlns:script="s">{}<office:body><office:spreadsheet>{}</office:spreadsheet></office:body></office:document-content>'  # noqa: E501  one line, as programs write it


def ods(table: str, before: str = "", **others: bytes) -> bytes:
    return packed(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": ODS.format(
                before, f'<table:table table:name="A">{table}</table:table>'
            ).encode(),
            **{name.replace("__", "/"): data for name, data in others.items()},
        }
    )


def row(*cells: str, repeated: int = 1) -> str:
    times = f'table:number-rows-repeated="{repeated}"'
    return f"<table:table-row {times}>{''.join(cells)}</table:table-row>"


def cell(text: str, more: str = "", repeated: int = 1) -> str:
    kind = f'office:value-type="string" table:number-columns-repeated="{repeated}" {more}'
    return f"<table:table-cell {kind}><text:p>{text}</text:p></table:table-cell>"


def test_repeated_cells_and_rows_of_an_ods_are_all_there() -> None:
    sheet = read(
        ods(row(cell("a", repeated=2), cell("b")) + row(cell("c"), repeated=2)), ".ods"
    ).sheets[0]
    assert {at: one.text for at, one in sheet.cells.items()} == {
        (1, 1): "a", (1, 2): "a", (1, 3): "b", (2, 1): "c", (3, 1): "c",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ods(row(cell("a", repeated=16_384), repeated=1_048_576)), "too-complex"),
        (ods(row(cell("a", repeated=999_999_999))), "too-complex"),
        (ods(row(cell("a", 'table:formula="of:=DDE(&quot;a&quot;;&quot;b&quot;)"'))), "external"),
        (ods(row(cell("a", "table:formula=\"of:=['file:///x'#$A.A1]\""))), "external"),
        (ods('<table:table-source xlink:href="http://x"/>'), "external"),
        (ods(row(), "<script:event-listener/>"), "macro"),
        (ods(row(), Basic__x=b"<x/>"), "macro"),
        (ods(row(), Object=b"x"), "embedded"),
        (ods(row(), **{"META-INF__manifest.xml": b"<a><encryption-data/></a>"}), "encrypted"),
        (packed({"mimetype": b"application/zip", "content.xml": b"<a/>"}), "wrong-kind"),
        (b"PK\x03\x04 hong", "unreadable"),
    ],
)  # fmt: skip
def test_an_ods_that_does_more_than_show_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(RefusedError, match=code):
        read(data, ".ods")
