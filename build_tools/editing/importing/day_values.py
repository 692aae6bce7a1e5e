"""Days in cells: numbers of days, days of their own, texts; never turned about unseen."""

import datetime as dt
import re
from decimal import Decimal

from build_tools.editing.cell_text import day_text
from build_tools.editing.importing.reading import (
    Circumstances,
    Reading,
    finite_decimal,
    refuse,
)
from build_tools.reading.workbooks.model import Cell, CellType, Look
from schemas.numbers import parse_day

DAY_LOOKS = frozenset({Look.DAY, Look.AMERICAN_DAY, Look.TIME})
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_SERIAL = re.compile(r"\d{5}", re.ASCII)
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_050  # 2000 to 2099, as days count from 1900
_LAST_MONTH = 12


def read_day(cell: Cell, around: Circumstances) -> Reading:
    """Read a cell of a day."""
    if cell.type is CellType.TEXT:
        return _day_of_text(cell.text.strip(), around)
    if cell.type is CellType.YES_NO:
        return refuse("Ô ghi đúng hoặc sai mà cột này cần một ngày.", "Ghi ngày, ví dụ 05/07/2026.")
    if cell.type is CellType.DAY:
        return _day_of(_iso(cell.text), cell.look)
    serial = finite_decimal(cell.text)
    if serial is None:
        return refuse("Ô có số không đọc được.", "Ghi ngày, ví dụ 05/07/2026.")
    if cell.look in DAY_LOOKS:
        return _day_of(_moment(serial, around), cell.look)
    return _day_of_serial(cell.text, around)


def _iso(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _day_of(moment: dt.datetime | None, look: Look) -> Reading:
    if moment is None:
        return refuse("Ô có ngày ngoài các năm 1900 đến 2199.", "Ghi lại ngày.")
    if moment.time() != dt.time.min:
        return refuse("Ô có cả giờ, không chỉ ngày.", "Ghi lại ngày, không kèm giờ.")
    day = moment.date()
    if look is Look.AMERICAN_DAY and could_be_turned(day):
        return refuse(
            f"Ô hiện tháng trước ngày (kiểu Mỹ): không rõ là {day_text(day)} hay ngày "
            f"{day.month:02}/{day.day:02}/{day.year}.",
            "Định dạng lại cột thành dd/mm/yyyy, xem từng ngày có đúng không rồi lưu lại.",
        )
    return Reading(day_text(day), day=day)


def could_be_turned(day: dt.date) -> bool:
    """Say whether day and month could have been taken for one another."""
    return day.day <= _LAST_MONTH and day.day != day.month


def _moment(serial: Decimal, around: Circumstances) -> dt.datetime | None:
    epoch = _EPOCH_1904 if around.starts_in_1904 else _EPOCH
    if not 61 <= serial <= 110_000:  # noqa: PLR2004  Excel's 29/02/1900 lies before
        return None
    seconds = round(float(serial % 1) * 86_400)
    return dt.datetime.combine(epoch, dt.time.min) + dt.timedelta(int(serial), seconds)


def _day_of_text(text: str, around: Circumstances) -> Reading:
    if _SERIAL.fullmatch(text):
        return _day_of_serial(text, around)
    try:
        day = parse_day(text)
    except ValueError:
        return Reading(text)  # the rules of the field say what is wrong with it
    written = day_text(day)
    if around.is_csv or not could_be_turned(day):
        return Reading(written)
    return Reading(
        written, asks=f"chữ “{text}” đọc là ngày {day.day} tháng {day.month} năm {day.year}"
    )


def _day_of_serial(text: str, around: Circumstances) -> Reading:
    serial = finite_decimal(text)
    moment = None if serial is None else _moment(serial, around)
    in_century = serial is not None and _FIRST_SERIAL <= serial <= _LAST_SERIAL
    if moment is None or moment.time() != dt.time.min or not in_century:
        return refuse(f"Ô ghi số {text}, không phải ngày.", "Ghi ngày, ví dụ 05/07/2026.")
    written = day_text(moment.date())
    return Reading(written, asks=f"số {text} đọc là ngày {written}")
