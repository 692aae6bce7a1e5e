"""The sheet of one annex: heads that stay, rows that are carried over, room for new ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.editing.canonical import column_names
from build_tools.editing.cells import CellWriter
from build_tools.editing.importing.header import VIEW_ONLY
from build_tools.editing.workbook.columns import Offers, note_of, width_of
from build_tools.editing.workbook.grid_writer import PROTECTION, GridWriter, number_format
from build_tools.editing.workbook.styles import height_of
from build_tools.validation.plans import plan_of
from schemas.annex_row import AnnexRow
from schemas.base import SHORT_TEXT_LENGTH
from schemas.cell_kinds import CellKind, kinds_of
from schemas.registers import ANNEX_ROWS
from schemas.report import Annex

_HEAD_ROW = 2  # below the title and a line that explains; rows count from 0
_FIRST_ROW = _HEAD_ROW + 1
_LAST_ROW = 1999
_FROZEN_COLUMNS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row as it stands in the new workbook: fields to days, numbers, yes or no, or texts.

    `views` are the cells of the columns to look at, in their order; `news` are the fields that this
    period may change; `formats` are number formats of fields that differ from row to row.
    """

    values: dict[str, object] = field(default_factory=dict)
    views: Sequence[object] = ()
    news: Sequence[str] = ()
    formats: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class AnnexSheet:
    """Writes the sheet. `views` are columns that are only there to be looked at."""

    writer: GridWriter
    annex: Annex
    offers: Offers
    cells: CellWriter
    views: Mapping[str, int] = field(default_factory=dict)  # head → width of its column

    @property
    def model(self) -> type[AnnexRow]:
        """What a row says."""
        return ANNEX_ROWS[self.annex]

    def write(self, title: str, hint: str, rows: Sequence[SheetRow]) -> None:
        """Write heads and rows; protect the heads."""
        sheet, styles = self.writer.sheet, self.writer.styles
        sheet.write_string(0, 0, title, styles.title())
        sheet.write_string(1, 0, hint, styles.hint())
        sheet.set_row(0, 22, styles.plain())
        sheet.set_row(1, None, styles.plain())
        sheet.set_row(_HEAD_ROW, 52)
        for column, name in enumerate(self._order()):
            self._write_head(column, name)
        for row, one in enumerate(rows, start=_FIRST_ROW):
            self._write_row(row, one)
        sheet.freeze_panes(_FIRST_ROW, _FROZEN_COLUMNS)
        sheet.protect("", dict(PROTECTION))
        self._set_paper()

    def _order(self) -> tuple[str, ...]:
        """Return fields and heads of views; these stand behind the second column."""
        names = column_names(self.model)
        return (*names[:_FROZEN_COLUMNS], *self.views, *names[_FROZEN_COLUMNS:])

    def _write_head(self, column: int, name: str) -> None:
        sheet, styles = self.writer.sheet, self.writer.styles
        if name in self.views:
            head = f"{name} {VIEW_ONLY}"
            sheet.set_column(column, column, self.views[name], styles.view())
            sheet.write_string(
                _HEAD_ROW, column, head, styles.head(is_required=False, is_view_only=True)
            )
            return
        info, kind = self.model.model_fields[name], kinds_of(self.model)[name]
        title = info.title or name
        note = note_of(title, info.description or "", is_required=info.is_required(), kind=kind)
        look = styles.cell(number_format(kind), is_wrapped=self._is_text(name))
        sheet.set_column(column, column, self._width(name), look)
        sheet.write_string(_HEAD_ROW, column, title, styles.head(is_required=info.is_required()))
        sheet.write_comment(_HEAD_ROW, column, note, {"x_scale": 2, "y_scale": 1.3})
        offer = self.offers.of_field(name, title, kind)
        self.writer.check((_FIRST_ROW, column), (_LAST_ROW, column), kind, offer)

    def _is_long(self, name: str) -> bool:
        if not self._is_text(name):
            return False
        lengths = [getattr(one, "max_length", None) for one in _metadata(self.model, name)]
        return any(length and length > SHORT_TEXT_LENGTH for length in lengths) or name == "title"

    def _write_row(self, row: int, one: SheetRow) -> None:
        styles, views = self.writer.styles, iter(one.views)
        for column, name in enumerate(self._order()):
            if name in self.views:
                value = next(views, None)
                look = styles.view("General", align="right" if _is_number(value) else "left")
            else:
                value = one.values.get(name)
                shown = one.formats.get(name) or number_format(kinds_of(self.model)[name])
                look = styles.cell(shown, is_news=name in one.news, is_wrapped=self._is_text(name))
            self.writer.value(row, column, value, look)
        texts = [
            (value, self._width(name))
            for name, value in (*one.values.items(), *zip(self.views, one.views, strict=False))
            if isinstance(value, str) and (name in self.views or self._is_text(name))
        ]
        self.writer.sheet.set_row(row, height_of(texts))

    def _width(self, name: str) -> int:
        if name in self.views:
            return self.views[name]
        is_code = plan_of(self.model).fields[name].is_code
        return width_of(kinds_of(self.model)[name], is_long=self._is_long(name), is_code=is_code)

    def _is_text(self, name: str) -> bool:
        return kinds_of(self.model)[name].kind is CellKind.TEXT

    def _set_paper(self) -> None:
        sheet = self.writer.sheet
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD_ROW)


def _metadata(model: type[AnnexRow], name: str) -> Iterator[object]:
    info = model.model_fields[name]
    yield from info.metadata
    for part in getattr(info.annotation, "__args__", ()):
        yield from getattr(part, "__metadata__", ())


def _is_number(value: object) -> bool:
    return not isinstance(value, str | None)
