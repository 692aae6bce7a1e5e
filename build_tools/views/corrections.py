"""Corrections as readers see them: beside the value, on top of the report, in a list per period."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from build_tools.aggregation.figures import Figures
from build_tools.validation.corrected import Corrected, find_corrected
from build_tools.views.addresses import report_annexes_uri, report_uri, row_anchor
from build_tools.views.cells import text_cell
from build_tools.views.formatting import format_day, format_number
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.sections import Section
from build_tools.views.teams_in_words import team_label
from schemas.catalogue import Catalogue
from schemas.period import Period
from schemas.report import Annex

CORRECTIONS = "dinh-chinh"
_TITLE = "Đính chính"
_BLANK = "để trống"
# Fields whose column on the page has a shorter head than in the file.
_HEADS: Mapping[str, str] = {"cumulative": "Lũy kế", "note": "Ghi chú"}


def shown_corrections(
    catalogue: Catalogue, figures: Figures, periods: Iterable[Period]
) -> tuple[Corrected, ...]:
    """Return the corrections of reports and rows that may be shown, in the order of the files."""
    return tuple(
        corrected
        for period in periods
        for row in catalogue.corrections.get(period, ())
        if (corrected := find_corrected(catalogue, period, row)) and _is_shown(figures, corrected)
    )


def _is_shown(figures: Figures, corrected: Corrected) -> bool:
    report = figures.reports.get(corrected.report.key)
    if report is None or corrected.annex is None:
        return report is not None
    lines = (row.source.line for row in report.annexes.get(corrected.annex, ()))
    return corrected.row.source.line in lines


def corrections_section(
    catalogue: Catalogue, found: Sequence[Corrected], *, with_team: bool = False
) -> Section | None:
    """Return the list of the corrections, newest last; None where there are none."""
    if not found:
        return None
    count = format_number(len(found))
    return Section(
        id=CORRECTIONS,
        title=_TITLE,
        lead=f"{count} chỗ đã sửa sau khi gửi báo cáo; giá trị cũ vẫn ghi ở đây.",
        tables=(_table(catalogue, found, with_team=with_team),),
    )


def all_corrections_section(catalogue: Catalogue, figures: Figures) -> Section:
    """Return the lists of all periods, newest first."""
    periods = [
        (period, found)
        for period in sorted(catalogue.corrections, reverse=True)
        if (found := shown_corrections(catalogue, figures, [period]))
    ]
    return Section(
        id=CORRECTIONS,
        title=_TITLE,
        lead="Chỗ đã sửa sau khi gửi báo cáo, theo từng kỳ; giá trị cũ vẫn ghi ở đây."
        if periods
        else "Chưa có báo cáo nào phải đính chính.",
        tables=tuple(
            replace(
                _table(catalogue, found, with_team=True),
                caption=f"{period.label}: {format_number(len(found))} chỗ đã sửa",
            )
            for period, found in periods
        ),
    )


def _table(catalogue: Catalogue, found: Sequence[Corrected], *, with_team: bool) -> TableView:
    return TableView(
        caption="Các chỗ đã sửa, theo ngày sửa",
        columns=(
            Column("Chỗ sửa"),
            *([Column("Báo cáo")] if with_team else []),
            Column("Giá trị cũ"),
            Column("Giá trị mới"),
            Column("Lý do"),
            Column("Ngày sửa", "date"),
            Column("Người sửa"),
        ),
        rows=tuple(_row(catalogue, each, with_team=with_team) for each in found),
        wide=True,
    )


def _row(catalogue: Catalogue, corrected: Corrected, *, with_team: bool) -> Row:
    record = corrected.correction.record
    key = corrected.report.key
    row = ", ".join((record.record or "").split("@"))
    where = f"{row}: {corrected.title}" if row else corrected.title
    team = Cell(team_label(catalogue, key[1]), report_uri(*key))
    return Row(
        (
            Cell(where, _uri(corrected), record.file),
            *([team] if with_team else []),
            text_cell(record.old, reason=_BLANK),
            text_cell(record.new, reason=_BLANK),
            Cell(record.reason),
            Cell(format_day(record.date), sort=record.date.isoformat()),
            Cell(record.by),
        )
    )


def _uri(corrected: Corrected) -> str:
    key = corrected.report.key
    if corrected.annex is None:
        return report_uri(*key)
    return f"{report_annexes_uri(*key)}#{row_anchor(corrected.annex, corrected.row.source.line)}"


def period_corrections(
    catalogue: Catalogue, figures: Figures, period: Period
) -> tuple[Section, ...]:
    """Return the part of a period's page; none where nothing was corrected."""
    found = shown_corrections(catalogue, figures, [period])
    section = corrections_section(catalogue, found, with_team=True)
    return (section,) if section else ()


def with_marks(section: Section, annex: Annex, found: Sequence[Corrected]) -> Section:
    """Mark the corrected values in the annex's tables and say on top of it how many there are."""
    own = [each for each in found if each.annex is annex]
    if not own:
        return section
    return replace(
        section,
        lead=f"{section.lead} Đã đính chính {format_number(len(own))} chỗ, ghi ngay dưới giá trị "
        "mới và trong danh sách ở trang báo cáo.",
        tables=tuple(_marked(table, annex, own) for table in section.tables),
    )


def _marked(table: TableView, annex: Annex, found: Sequence[Corrected]) -> TableView:
    by_row: dict[str, list[Corrected]] = {}
    for each in found:
        by_row.setdefault(row_anchor(annex, each.row.source.line), []).append(each)
    heads = [column.title for column in table.columns]
    rows = tuple(
        _marked_row(row, heads, by_row[row.id]) if row.id in by_row else row for row in table.rows
    )
    return replace(table, rows=rows)


def _marked_row(row: Row, heads: Sequence[str], found: Sequence[Corrected]) -> Row:
    """Mark the cell of the field; a field without a column is marked at the row's head."""
    cells = list(row.cells)
    for each in found:
        head = _HEADS.get(each.field, each.title)
        at = heads.index(head) if head in heads else 0
        label = mark(each, named=not at)
        before = cells[at].source
        title = f"{each.correction.record.reason} ({each.correction.record.by})"
        cells[at] = cells[at]._replace(
            source=f"{before}; {label}" if before else label, title=title
        )
    return row._replace(cells=tuple(cells))


def mark(corrected: Corrected, *, named: bool = False) -> str:
    """Return `đính chính 02/03/2026, trước ghi 12,3` and, where no column says it, of what."""
    record = corrected.correction.record
    day: dt.date = record.date
    of = f" “{corrected.title}”" if named else ""
    return f"đính chính{of} ngày {format_day(day)}, trước {_before(record.old)}"


def _before(old: str | None) -> str:
    return f"ghi {old}" if old else _BLANK
