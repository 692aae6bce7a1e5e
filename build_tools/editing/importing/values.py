"""What a cell says, in the form of our tables; what could be two things is asked or refused.

A spreadsheet keeps a number and shows something: a day, a percentage, fewer digits. Where what was
meant is certain though shown otherwise, the reading `asks`; where it is not, it is `refused`.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from build_tools.editing.cell_text import number_text
from build_tools.editing.importing.day_values import DAY_LOOKS, read_day
from build_tools.editing.importing.reading import (
    Circumstances,
    Reading,
    finite_decimal,
    refuse,
)
from build_tools.reading.workbooks.model import Cell, CellType, Look
from schemas.cell_kinds import CellKind, FieldKind
from schemas.numbers import parse_decimal
from schemas.text import fold_key

_EXACT_DIGITS = 15  # as many as a spreadsheet keeps
_PERCENT = re.compile(r"(.*\d)\s*%", re.DOTALL)
_A_THOUSAND = 3  # zeros: who types 1.234 under other settings gets one and some thousandths
_YES = frozenset({"co", "x", "true", "yes", "dung", "1"})
_NO = frozenset({"khong", "false", "no", "sai", "0"})


def read_value(cell: Cell, kind: FieldKind, around: Circumstances) -> Reading:
    """Read a cell of a field."""
    if cell.type is CellType.ERROR:
        return refuse(
            f"Ô báo lỗi {cell.text or '#LỖI!'}.", "Sửa công thức hoặc ghi thẳng giá trị vào ô."
        )
    if cell.is_worked_out and not cell.text and cell.type is not CellType.TEXT:
        return refuse(
            "Ô là công thức mà tệp không giữ kết quả.",
            "Mở tệp bằng Excel rồi lưu lại, hoặc ghi thẳng giá trị vào ô.",
        )
    if cell.type is CellType.TEXT and not cell.text.strip():
        return Reading("")
    return _READERS.get(kind.kind, _read_text)(cell, kind, around)


def _read_number(cell: Cell, kind: FieldKind, around: Circumstances) -> Reading:
    del kind
    if cell.type is CellType.TEXT:
        return _number_of_text(cell.text.strip(), around)
    fault = _no_number(cell)
    if fault is not None:
        return fault
    number = _exact(cell.text)
    if number is None:
        return _too_many_digits()
    if cell.look is Look.PERCENT:
        return _percentage(number, around)
    return _shown_otherwise(number, cell)


def _no_number(cell: Cell) -> Reading | None:
    if cell.type is CellType.YES_NO:
        return refuse("Ô ghi đúng hoặc sai mà cột này cần một số.", "Ghi số.")
    if cell.type is CellType.DAY or cell.look in DAY_LOOKS:
        return refuse(
            "Ô là ngày tháng mà cột này cần một số; có thể Excel đã tự đổi số thành ngày.",
            "Định dạng ô thành Number rồi ghi lại số.",
        )
    if cell.look is Look.SCALED:
        return refuse(
            "Ô hiện số đã chia cho một nghìn hoặc một triệu, khác số thật trong ô.",
            "Bỏ định dạng rút gọn, ghi số đúng theo đơn vị tính.",
        )
    return None


def _too_many_digits() -> Reading:
    return refuse(
        "Ô có số quá 15 chữ số; Excel không giữ đúng các chữ số cuối.",
        "Kiểm tra lại số; là mã số thì định dạng ô thành Text rồi ghi lại.",
    )


def _percentage(number: Decimal, around: Circumstances) -> Reading:
    percent = (number * 100).normalize()
    shown = number_text(_plain(percent))
    if not around.is_percentage:
        return refuse(
            f"Ô có định dạng phần trăm ({shown} %) mà số liệu này không tính bằng %.",
            "Định dạng ô thành Number rồi ghi số theo đơn vị tính.",
        )
    asks = f"ô định dạng phần trăm, giá trị {number_text(number)} đọc là {shown} %"
    return Reading(shown, asks=asks)


def _shown_otherwise(number: Decimal, cell: Cell) -> Reading:
    """Ask where the cell shows fewer digits, or three that may have been meant as thousands.

    Zeros that it shows at the end are written too: 120 in a cell that shows `120,0`.
    """
    text = number_text(number)
    places = max(-int(number.as_tuple().exponent), 0)
    shown = cell.decimals if cell.look is Look.NUMBER else None
    if shown is not None and places > shown:
        seen = number_text(round(number, shown) if shown else Decimal(round(number)))
        return Reading(text, asks=f"ô hiện {seen}, giá trị thật trong ô là {text}; lấy {text}")
    if places == _A_THOUSAND and 1 <= abs(number) < 10**_A_THOUSAND:
        meant = number_text(number * 10**_A_THOUSAND)
        return Reading(text, asks=f"số có ba chữ số lẻ đọc là {text}, không phải {meant}")
    if shown is None or len(number.as_tuple().digits) + shown - places > _EXACT_DIGITS:
        return Reading(text)
    return Reading(number_text(number.quantize(Decimal(1).scaleb(-shown))))


def _number_of_text(text: str, around: Circumstances) -> Reading:
    percent = _PERCENT.fullmatch(text)
    if percent and around.is_percentage:
        number = _parsed(percent[1].strip())
        return Reading(
            text if number is None else number_text(number),
            asks="" if number is None else f"“{text}” đọc là {number_text(number)} %",
        )
    number = _parsed(text)
    if number is None:
        return Reading(text)  # the rules of the field say what is wrong with it
    written = number_text(number)
    is_plain = around.is_csv or text == written
    return Reading(written, asks="" if is_plain else f"chữ “{text}” đọc là số {written}")


def _parsed(text: str) -> Decimal | None:
    try:
        return parse_decimal(text)
    except ValueError:
        return None


def _read_yes_no(cell: Cell, kind: FieldKind, around: Circumstances) -> Reading:
    if cell.type is CellType.YES_NO:
        return Reading(cell.text)
    word = fold_key(cell.text)
    if cell.type in {CellType.TEXT, CellType.NUMBER} and word in _YES | _NO:
        return Reading("true" if word in _YES else "false")
    if cell.type is CellType.TEXT:
        return Reading(cell.text.strip())
    return _read_text(cell, kind, around)


def _read_text(cell: Cell, kind: FieldKind, around: Circumstances) -> Reading:
    del around
    if cell.type is CellType.TEXT:
        return Reading(cell.text.strip())
    fault = _no_text(cell)
    if fault is not None:
        return fault
    number = _exact(cell.text)
    if number is None:
        return _too_many_digits()
    text = number_text(number).zfill(cell.zeros)
    if kind.kind is not CellKind.TEXT or cell.zeros:
        return Reading(text)
    return Reading(text, asks=f"số ghi thành chữ “{text}” (số 0 đứng đầu, nếu có, đã mất)")


def _no_text(cell: Cell) -> Reading | None:
    if cell.type is CellType.YES_NO:
        return refuse("Ô ghi đúng hoặc sai mà cột này cần chữ.", "Ghi chữ vào ô.")
    if cell.type is CellType.DAY or cell.look in DAY_LOOKS:
        return refuse(
            "Ô là ngày tháng mà cột này cần chữ; có thể Excel đã tự đổi 12/3 thành 12 tháng 3.",
            "Định dạng ô thành Text rồi ghi lại.",
        )
    if cell.look in {Look.PERCENT, Look.SCALED}:
        return refuse("Ô là số có định dạng mà cột này cần chữ.", "Định dạng ô thành Text.")
    return None


_READERS: Mapping[CellKind, Callable[[Cell, FieldKind, Circumstances], Reading]] = {
    CellKind.DAY: lambda cell, _, around: read_day(cell, around),
    CellKind.NUMBER: _read_number,
    CellKind.WHOLE_NUMBER: _read_number,
    CellKind.YES_NO: _read_yes_no,
}


def _exact(text: str) -> Decimal | None:
    """Return the number that a spreadsheet means by its digits; None for more than it keeps.

    0.30000000000000004 is what a processor makes of 0,3.
    """
    number = finite_decimal(text)
    if number is None:
        return None
    if len(number.normalize().as_tuple().digits) > _EXACT_DIGITS:
        if number == number.to_integral_value():
            return None
        number = Decimal(f"{number:.{_EXACT_DIGITS}g}")
    return _plain(number.normalize()) if abs(number) < Decimal(10) ** _EXACT_DIGITS else None


def _plain(number: Decimal) -> Decimal:
    """Return the number without an exponent above zero: 1E+3 as 1000."""
    return number.quantize(Decimal(1)) if int(number.as_tuple().exponent) > 0 else number
