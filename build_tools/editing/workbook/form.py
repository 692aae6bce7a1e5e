"""`diaban new report --excel`: the workbook as bytes."""

import datetime as dt
import io
from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from build_tools.diagnostics import Diagnostics
from build_tools.editing.carry_over import CarryOver
from build_tools.editing.cells import CellWriter
from build_tools.editing.importing.template import (
    ANNEX_SHEETS,
    GUIDE_SHEET,
    HEAD_SHEET,
    LISTS_SHEET,
)
from build_tools.editing.scaffold import new_report_files
from build_tools.editing.workbook.annex_sheet import AnnexSheet
from build_tools.editing.workbook.columns import Offers
from build_tools.editing.workbook.grid_writer import GridWriter
from build_tools.editing.workbook.guide_sheet import write_guide
from build_tools.editing.workbook.head_sheet import HeadSheet
from build_tools.editing.workbook.lists import Lists
from build_tools.editing.workbook.rows import (
    figure_rows,
    ids_hint,
    item_rows,
    views_of,
)
from build_tools.editing.workbook.styles import Styles
from build_tools.reading.front_matter import Value, read_front_matter
from build_tools.reading.text import SourceText
from schemas.catalogue import Catalogue
from schemas.report import Annex


def new_workbook(catalogue: Catalogue, carried: CarryOver) -> bytes:
    """Return the workbook of a new report, the same bytes for the same catalogue."""
    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": f"Báo cáo {carried.period.label}",
                "created": dt.datetime.combine(carried.cut_off, dt.time.min),
            }
        )
        _Form(book, catalogue, carried).write()
    return target.getvalue()


class _Form:
    """Writes the sheets in their order; the lists come last, when all are known."""

    def __init__(self, book: Workbook, catalogue: Catalogue, carried: CarryOver) -> None:
        self._catalogue = catalogue
        self._carried = carried
        self._styles = Styles(book)
        names = (GUIDE_SHEET, HEAD_SHEET, *ANNEX_SHEETS.values(), LISTS_SHEET)
        self._sheets: Mapping[str, Worksheet] = {name: book.add_worksheet(name) for name in names}
        self._lists = Lists(book, self._sheets[LISTS_SHEET], self._styles)
        self._cells = CellWriter(catalogue, carried.period.last_day)
        kind = carried.period.kind
        indicators = [
            key for key, one in catalogue.indicators.items() if kind in one.record.period_types
        ]
        self._offers = Offers.of(catalogue, carried, indicators, self._cells)

    def write(self) -> None:
        """Write everything."""
        team = self._catalogue.teams[self._carried.team_id].team.record
        title = f"{team.name}, {self._carried.period.label}"
        write_guide(
            self._sheets[GUIDE_SHEET],
            self._styles,
            self._catalogue,
            self._carried,
            f"Báo cáo: {title}",
        )
        head = HeadSheet(self._writer(HEAD_SHEET), self._offers, self._new_head())
        head.write(f"{HEAD_SHEET}: {title}", self._catalogue, self._carried)
        for annex in Annex:
            self._write_annex(annex, title)
        lists = self._sheets[LISTS_SHEET]
        lists.hide()
        lists.protect()

    def _writer(self, name: str) -> GridWriter:
        return GridWriter(self._sheets[name], self._styles, self._lists)

    def _new_head(self) -> Mapping[str, Value]:
        """Return the front matter with which `diaban new report` begins."""
        text = new_report_files(self._catalogue, self._carried)["report.md"]
        page = read_front_matter(SourceText("report.md", text, ""), Diagnostics())
        return page.fields if page else {}

    def _write_annex(self, annex: Annex, title: str) -> None:
        carried, catalogue, cells = self._carried, self._catalogue, self._cells
        if annex is Annex.INDICATORS:
            rows = tuple(figure_rows(carried, catalogue, cells))
        else:
            rows = tuple(item_rows(annex, carried, catalogue, cells))
        views = views_of(annex, carried.period.kind)
        sheet = AnnexSheet(self._writer(ANNEX_SHEETS[annex]), annex, self._offers, cells, views)
        sheet.write(f"{annex.label}: {title}", ids_hint(annex, carried), rows)
