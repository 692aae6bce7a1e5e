"""The workbook of a new report, as Excel will see it: heads, lists, notes, rows, what is locked."""

import datetime as dt
import io
from collections.abc import Mapping

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from build_tools.diagnostics import Diagnostics
from build_tools.editing.carry_over import CarryOver, carry_over
from build_tools.editing.importing.gatekeeping import refused_texts
from build_tools.editing.importing.template import (
    ANNEX_SHEETS,
    GUIDE_SHEET,
    HEAD_SHEET,
    LISTS_SHEET,
    head_rows,
)
from build_tools.editing.workbook.form import new_workbook
from build_tools.project import Project
from build_tools.reading.attachments.office import read_office
from build_tools.validation.loading import load_catalogue
from build_tools.validation.quoting import gate_of
from schemas.catalogue import Catalogue
from schemas.cell_kinds import CellKind, kinds_of
from schemas.period import Period
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import Annex

JULY, THIRD_QUARTER = Period.parse("2026-07"), Period.parse("2026-Q3")
HEAD_ROW = 3


@pytest.fixture(scope="module")
def carried(sample: Catalogue) -> CarryOver:
    return carry_over(sample, "to-01", JULY)


@pytest.fixture(scope="module")
def data(sample: Catalogue, carried: CarryOver) -> bytes:
    return new_workbook(sample, carried)


@pytest.fixture(scope="module")
def book(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def columns_of(sheet: Worksheet) -> Mapping[str, int]:
    return {str(cell.value): cell.column for cell in sheet[HEAD_ROW] if cell.value}


def test_the_same_catalogue_gives_the_same_bytes(sample: Catalogue, data: bytes) -> None:
    assert new_workbook(sample, carry_over(sample, "to-01", JULY)) == data


def test_every_sheet_has_its_place_and_the_lists_are_last_and_hidden(
    book: openpyxl.Workbook,
) -> None:
    names = [GUIDE_SHEET, HEAD_SHEET, *(ANNEX_SHEETS[annex] for annex in Annex), LISTS_SHEET]
    assert book.sheetnames == names
    assert [name for name in names if book[name].sheet_state != "visible"] == [LISTS_SHEET]
    assert all(len(name) <= 31 for name in names)


@pytest.mark.parametrize("annex", Annex)
def test_heads_are_vietnamese_noted_frozen_and_locked(
    book: openpyxl.Workbook, annex: Annex
) -> None:
    sheet, model = book[ANNEX_SHEETS[annex]], ANNEX_ROWS[annex]
    at = columns_of(sheet)
    titles = [model.model_fields[name].title for name in columns(model)]
    assert [head for head in at if not head.endswith("(để xem)")] == titles
    for name in columns(model):
        info = model.model_fields[name]
        cell = sheet.cell(HEAD_ROW, at[str(info.title)])
        assert cell.comment is not None
        assert cell.protection.locked
        assert ("Bắt buộc." if info.is_required() else "Có thể để trống.") in cell.comment.text
        if kinds_of(model)[name].choices is None:
            assert str(info.description) in cell.comment.text
    assert sheet.freeze_panes == "C4"
    assert sheet.protection.sheet


@pytest.mark.parametrize("annex", Annex)
def test_cells_below_are_free_and_formatted_for_what_they_hold(
    book: openpyxl.Workbook, annex: Annex
) -> None:
    sheet, model = book[ANNEX_SHEETS[annex]], ANNEX_ROWS[annex]
    at = columns_of(sheet)
    for name in columns(model):
        column = at[str(model.model_fields[name].title)]
        dimension = next(
            one for one in sheet.column_dimensions.values() if one.min <= column <= one.max
        )
        assert not dimension.protection.locked
        kind = kinds_of(model)[name].kind
        expected = {CellKind.DAY: "dd/mm/yyyy", CellKind.NUMBER: "General"}
        wanted = expected.get(kind, "#,##0" if kind is CellKind.WHOLE_NUMBER else "@")
        assert dimension.number_format == wanted, name


def offered(book: openpyxl.Workbook, sheet: Worksheet, column: int) -> list[str] | None:
    """Values of the list of a column's first cell."""
    cell = f"{openpyxl.utils.get_column_letter(column)}4"
    rules = [one for one in sheet.data_validations.dataValidation if cell in one.sqref]
    if not rules or rules[0].type != "list":
        return None
    name = rules[0].formula1.lstrip("=")
    target = book.defined_names[name].attr_text.rpartition("!")[2].replace("$", "")
    return [str(each[0].value) for each in book[LISTS_SHEET][target]]


def test_lists_offer_what_the_catalogues_and_the_schemas_know(
    book: openpyxl.Workbook, sample: Catalogue, carried: CarryOver
) -> None:
    issues, figures = (book[ANNEX_SHEETS[each]] for each in (Annex.ISSUES, Annex.INDICATORS))
    at = columns_of(issues)
    areas = [
        sample.areas[code].record.full_name for code in sample.areas_of("to-01", carried.cut_off)
    ]
    assert offered(book, issues, at["Địa bàn"]) == areas
    assert offered(book, issues, at["Tình trạng"]) == [
        one.label for one in kinds_of(ANNEX_ROWS[Annex.ISSUES])["status"].choices or ()
    ]
    assert "Văn phòng Tỉnh ủy" in (offered(book, issues, at["Cơ quan giải quyết"]) or [])
    monthly = [
        key for key, one in sample.indicators.items() if JULY.kind in one.record.period_types
    ]
    assert offered(book, figures, columns_of(figures)["Chỉ tiêu"]) == monthly
    tasks = book[ANNEX_SHEETS[Annex.TASKS]]
    section = [one for one in sample.members_of("to-01", carried.cut_off) if one.role.in_section]
    assert offered(book, tasks, columns_of(tasks)["Người thực hiện"]) == [
        one.full_name for one in section
    ]
    meetings = book[ANNEX_SHEETS[Annex.MEETINGS]]
    assert offered(book, meetings, columns_of(meetings)["Theo phân công"]) == ["Có", "Không"]
    assert offered(book, meetings, columns_of(meetings)["Thành viên dự"]) is None  # takes several


@pytest.mark.parametrize("annex", Annex)
def test_days_and_numbers_are_checked_where_they_are_typed(
    book: openpyxl.Workbook, annex: Annex
) -> None:
    sheet, model = book[ANNEX_SHEETS[annex]], ANNEX_ROWS[annex]
    at = columns_of(sheet)
    for name, kind in kinds_of(model).items():
        cell = f"{openpyxl.utils.get_column_letter(at[str(model.model_fields[name].title)])}500"
        rules = [one for one in sheet.data_validations.dataValidation if cell in one.sqref]
        wanted = {CellKind.DAY: "date", CellKind.NUMBER: "decimal", CellKind.WHOLE_NUMBER: "whole"}
        if kind.kind in wanted:
            assert [one.type for one in rules] == [wanted[kind.kind]]
        if kind.choices is not None and not kind.is_list:
            assert [one.type for one in rules] == ["list"]
            assert rules[0].showErrorMessage


def test_figures_have_a_row_each_with_what_is_known(
    book: openpyxl.Workbook, carried: CarryOver, sample: Catalogue
) -> None:
    sheet = book[ANNEX_SHEETS[Annex.INDICATORS]]
    at = columns_of(sheet)
    for row, figure in enumerate(carried.figures, start=HEAD_ROW + 1):
        indicator = sample.indicators[figure.indicator_id].record
        assert sheet.cell(row, at["Chỉ tiêu"]).value == figure.indicator_id
        assert sheet.cell(row, at["Tên chỉ tiêu (để xem)"]).value == indicator.name
        assert sheet.cell(row, at["Đơn vị tính (để xem)"]).value == indicator.unit
        assert figure.last is not None
        before = sheet.cell(row, at["Kỳ trước (để xem)"])
        assert before.value == float(figure.last.actual or 0) or figure.last.actual is None
        assert before.protection.locked
        new = sheet.cell(row, at["Thực hiện trong kỳ"])
        assert new.value is None
        assert not new.protection.locked
        assert new.number_format == ("#,##0.0" if indicator.decimals == 1 else "#,##0")
        assert sheet.cell(row, at["Số liệu đến ngày"]).value == dt.datetime(2026, 7, 14)  # noqa: DTZ001  a sheet knows no zone


def test_open_matters_stand_as_they_stood_and_free_ids_follow(
    book: openpyxl.Workbook, carried: CarryOver
) -> None:
    sheet = book[ANNEX_SHEETS[Annex.ISSUES]]
    ids = [sheet.cell(row, 1).value for row in range(HEAD_ROW + 1, sheet.max_row + 1)]
    open_ones = [one.record.item_id for one in carried.matters[Annex.ISSUES]]
    assert open_ones
    assert ids[: len(open_ones)] == open_ones
    assert ids[len(open_ones)] == carried.next_ids[Annex.ISSUES]
    assert len(set(ids)) == len(ids) == len(open_ones) + 40
    at = columns_of(sheet)
    assert sheet.cell(4, at["Ngày phát hiện"]).is_date
    asked = sheet.cell(4, at["Tình trạng"]).fill.fgColor.rgb
    assert asked != sheet.cell(4, at["Lĩnh vực"]).fill.fgColor.rgb  # what this period may change


def test_the_front_matter_is_that_of_a_new_report(book: openpyxl.Workbook) -> None:
    sheet = book[HEAD_SHEET]
    told = {str(row[0].value): row[1] for row in sheet.iter_rows(min_row=3) if row[0].value}
    assert [one.title for one in head_rows()] == list(told)[: len(head_rows())]
    assert told["Tổ"].value == "Tổ theo dõi địa bàn số 1"
    assert told["Kỳ báo cáo"].value == "Tháng 07/2026"
    assert told["Tổ"].protection.locked
    assert not told["Tóm tắt"].protection.locked
    assert told["Tình trạng"].value == "Dự thảo"
    assert told["Số liệu đến ngày"].value == dt.datetime(2026, 7, 14)  # noqa: DTZ001  as above
    assert all(told[annex.label].value is None for annex in Annex)


def test_a_quarter_shows_what_its_months_make(sample: Catalogue) -> None:
    made = new_workbook(sample, carry_over(sample, "to-01", THIRD_QUARTER))
    sheet = openpyxl.load_workbook(io.BytesIO(made))[ANNEX_SHEETS[Annex.INDICATORS]]
    assert "Từ số các tháng (để xem)" in columns_of(sheet)


def test_the_workbook_passes_the_gate_and_the_readers(data: bytes, project: Project) -> None:
    texts = read_office(data, ".xlsx").parts
    assert len(texts) > 500
    assert refused_texts(texts, gate_of(project)) == ()


def test_the_guide_says_what_must_never_be_written(book: openpyxl.Workbook) -> None:
    lines = [str(row[0].value) for row in book[GUIDE_SHEET].iter_rows() if row[0].value]
    assert "Không bao giờ ghi vào tệp này" in lines
    assert any("diaban import TÊN_TỆP --team 1 --period 2026-07" in line for line in lines)


def test_nothing_of_a_small_province_breaks_the_form(small_province: Project) -> None:
    catalogue = load_catalogue(small_province, today=dt.date(2031, 2, 1), found=Diagnostics())
    assert catalogue is not None
    for team in catalogue.teams:
        made = new_workbook(catalogue, carry_over(catalogue, team, Period.parse("2031-02")))
        assert openpyxl.load_workbook(io.BytesIO(made)).sheetnames[0] == GUIDE_SHEET
