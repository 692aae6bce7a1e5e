"""The sheet about the report itself: front matter, and which annexes have nothing to report."""

from collections.abc import Mapping

from build_tools.editing.carry_over import CarryOver
from build_tools.editing.importing.template import NOTHING_TO_REPORT, HeadRow, head_rows
from build_tools.editing.workbook.columns import Offer, Offers, note_of
from build_tools.editing.workbook.grid_writer import PROTECTION, GridWriter, number_format
from build_tools.editing.workbook.styles import height_of
from build_tools.reading.front_matter import Value
from schemas.catalogue import Catalogue
from schemas.cell_kinds import CellKind
from schemas.numbers import parse_day
from schemas.report import Annex, ReportHead, Signer

_FIRST_ROW = 2
_LONG = frozenset({"summary", "recipients"})
_ROOM = 3  # lines more, for what is long
_FIXED = "Không sửa: mỗi tệp dành cho một Tổ, một kỳ."
_EXPLAINED = {
    "audience": "Chọn trong danh sách; để nguyên nếu mọi người trên mạng nội bộ được xem.",
    "recipients": "Bắt buộc. Mỗi nơi nhận một dòng trong ô (Alt+Enter để xuống dòng).",
}
_WIDTHS = (34, 46, 60)


class HeadSheet:
    """Writes the sheet; `values` are those of a new report's front matter, as read."""

    def __init__(self, writer: GridWriter, offers: Offers, values: Mapping[str, Value]) -> None:
        self._writer = writer
        self._offers = offers
        self._values = values

    def write(self, title: str, catalogue: Catalogue, carried: CarryOver) -> None:
        """Write a row for each field, then one for each annex."""
        sheet, styles = self._writer.sheet, self._writer.styles
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, title, styles.title())
        fixed = {
            "team": catalogue.teams[carried.team_id].team.record.name,
            "period": carried.period.label,
        }
        row = _FIRST_ROW
        for row, one in enumerate(head_rows(), start=_FIRST_ROW):
            self._write(row, one, fixed.get(one.field))
        self._write_annexes(row + 2)
        sheet.freeze_panes(_FIRST_ROW, 1)
        sheet.protect("", dict(PROTECTION))
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 1)

    def _write(self, row: int, one: HeadRow, fixed: str | None) -> None:
        sheet, styles = self._writer.sheet, self._writer.styles
        sheet.write_string(row, 0, one.title, styles.label())
        explained = _FIXED if fixed else _EXPLAINED.get(one.field) or _explained(one)
        sheet.write_string(row, 2, explained, styles.explanation())
        if fixed is not None:
            sheet.write_string(row, 1, fixed, styles.view())
            return
        is_long = one.field in _LONG
        look = styles.cell(number_format(one.kind), is_wrapped=is_long, is_news=_is_required(one))
        self._writer.value(row, 1, self._value(one), look)
        offer = self._offers.of_field(one.part or one.field, one.title, one.kind)
        if one.part == "name":
            offer = Offer(one.title, self._offers.members, is_closed=False)
        self._writer.check((row, 1), (row, 1), one.kind, offer)
        heights = [(explained, _WIDTHS[2]), ("\n" * _ROOM if is_long else "", _WIDTHS[1])]
        sheet.set_row(row, height_of(heights))

    def _value(self, one: HeadRow) -> object:
        value = self._values.get(one.field)
        if value is not None and one.part and isinstance(value.data, Mapping):
            value = value.data.get(one.part)
        data = value.data if value else None
        if isinstance(data, tuple):
            return "\n".join(str(item.data) for item in data)
        if isinstance(data, str) and one.kind.kind is CellKind.DAY:
            return parse_day(data)
        if isinstance(data, str) and one.kind.choices is not None:
            return one.kind.choices.read(data).label
        if isinstance(data, str) and one.field == "audience":
            return self._offers.audience_label(data)
        return data if isinstance(data, str) else None

    def _write_annexes(self, first: int) -> None:
        sheet, styles = self._writer.sheet, self._writer.styles
        sheet.write_string(first, 0, "Phụ lục không phát sinh trong kỳ", styles.heading())
        offer = Offer(NOTHING_TO_REPORT, (NOTHING_TO_REPORT,), is_closed=True)
        for row, annex in enumerate(Annex, start=first + 1):
            sheet.write_string(row, 0, annex.label, styles.label())
            self._writer.value(row, 1, None, styles.cell("@"))
            kind = head_rows()[0].kind
            self._writer.check((row, 1), (row, 1), kind, offer)


def _is_required(one: HeadRow) -> bool:
    model = Signer if one.part else ReportHead
    return model.model_fields[one.part or one.field].is_required()


def _explained(one: HeadRow) -> str:
    note = note_of("", one.description, is_required=_is_required(one), kind=one.kind)
    return " ".join(note.split("\n")).strip()
