"""The other nine annexes as the report gives them: every column of the file, every row's line."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import get_args

from build_tools.aggregation.figures import Figures, Thread
from build_tools.views.addresses import area_uri, row_anchor, team_uri
from build_tools.views.cells import day_cell, text_cell
from build_tools.views.columns import without_empty_columns
from build_tools.views.formatting import count_days, format_number, overdue_by
from build_tools.views.parts import Cell, Column, ColumnKind, Row, TableView
from build_tools.views.report_indicators import indicator_tables
from build_tools.views.sections import Section
from build_tools.views.teams_in_words import team_label
from schemas.annex_row import AnnexRow, Item
from schemas.base import LabelledEnum
from schemas.catalogue import Catalogue, Located, Report
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import Annex

_SKIPPED = {"audience"}  # who may see a row decides whether it is here at all
_NOT_WRITTEN = "báo cáo không ghi"


def annex_anchor(annex: Annex) -> str:
    """Return the anchor of an annex on the report's page: `phu-luc-issues`."""
    return f"phu-luc-{annex.value}"


def annex_sections(
    catalogue: Catalogue, figures: Figures, report: Report, ranks: Mapping[str, int]
) -> tuple[Section, ...]:
    """Return every annex in its order: its rows, declared empty, or not in the report.

    `ranks` orders the areas (`report_indicators.area_ranks`).
    """
    return tuple(
        Section(
            id=annex_anchor(annex),
            title=f"Phụ lục {number}. {annex.label}",
            lead=_lead(report, annex),
            tables=_tables(catalogue, figures, report, annex, ranks),
        )
        for number, annex in enumerate(Annex, start=1)
    )


def _lead(report: Report, annex: Annex) -> str:
    folder = report.head.source.path.rpartition("/")[0].removeprefix("content/")
    if report.annexes.get(annex):
        return f"Nguồn: {folder}/{annex.file_name}; mỗi dòng của bảng ghi số dòng trong tệp."
    if annex in report.head.record.nothing_to_report:
        return "Không phát sinh (Bộ phận giúp việc khai trong báo cáo)."
    return "Không có dòng nào hiện trên trang này."


def _tables(
    catalogue: Catalogue,
    figures: Figures,
    report: Report,
    annex: Annex,
    ranks: Mapping[str, int],
) -> tuple[TableView, ...]:
    rows = report.annexes.get(annex, ())
    if not rows:
        return ()
    if annex is Annex.INDICATORS:
        return indicator_tables(catalogue, figures, report, ranks)
    return (_table(catalogue, figures, report, annex, rows),)


def _table(
    catalogue: Catalogue,
    figures: Figures,
    report: Report,
    annex: Annex,
    rows: Sequence[Located[AnnexRow]],
) -> TableView:
    kind = ANNEX_ROWS[annex]
    names = [name for name in columns(kind) if name not in _SKIPPED]
    threads = {
        thread.item_id: thread for thread in figures.threads_by_period[report.period].get(annex, ())
    }
    heads = [Column(_title(kind, name), _column_kind(kind, name)) for name in names]
    follow_up = [Column("Theo dõi", "state")] if issubclass(kind, Item) else []
    return without_empty_columns(
        TableView(
            caption=annex.label,
            columns=(*heads, *follow_up, Column("Dòng", "source")),
            rows=tuple(_row(catalogue, annex, names, row, threads) for row in rows),
            wide=True,
        )
    )


def _title(kind: type[AnnexRow], name: str) -> str:
    return kind.model_fields[name].title or name


def _column_kind(kind: type[AnnexRow], name: str) -> ColumnKind:
    annotation = kind.model_fields[name].annotation
    # `Day | None` is a union of which one part is annotated: its origin is the plain type.
    types = {getattr(part, "__origin__", part) for part in (annotation, *get_args(annotation))}
    if dt.date in types:
        return "date"
    return "number" if int in types else "text"


def _row(
    catalogue: Catalogue,
    annex: Annex,
    names: Sequence[str],
    located: Located[AnnexRow],
    threads: Mapping[str, Thread],
) -> Row:
    record, line = located.record, located.source.line
    cells = [_cell(catalogue, name, getattr(record, name)) for name in names]
    if isinstance(record, Item):
        cells.append(follow_up_cell(threads.get(record.item_id), record))
    cells.append(Cell(f"dòng {line}"))
    return Row(tuple(cells), id=row_anchor(annex, line))


def follow_up_cell(thread: Thread | None, item: Item) -> Cell:
    """Return how the matter stood at the end of the period: open since, overdue, closed."""
    if not item.is_open:
        return Cell("Đã xong", tone="good")
    if item.handed_over_to is not None:
        return Cell("Đã bàn giao", tone="none")
    if thread is None or thread.age_days is None:
        return Cell("Đang mở", tone="none")
    since = f"mở {count_days(thread.age_days)}"
    if thread.overdue and thread.due_date is not None and thread.opened_on is not None:
        as_of = thread.opened_on + dt.timedelta(days=thread.age_days)
        late = overdue_by((as_of - thread.due_date).days)
        return Cell(f"{late[:1].upper()}{late[1:]}", title=since, tone="bad")
    return Cell(f"{since[:1].upper()}{since[1:]}", tone="none")


def _cell(catalogue: Catalogue, name: str, value: object) -> Cell:
    match name, value:
        case _, None | () | "":
            return text_cell(None, reason=_NOT_WRITTEN)
        case "unit_code", str(code):
            area = catalogue.areas[code].record
            return Cell(area.full_name, area_uri(area))
        case "directive_id", str(code):
            directive = catalogue.directives[code].record
            return Cell(directive.doc_ref, title=directive.subject)
        case "handed_over_to", str(team_id):
            return Cell(team_label(catalogue, team_id), team_uri(team_id))
    return _value_cell(value)


def _value_cell(value: object) -> Cell:
    match value:
        case LabelledEnum():
            return Cell(value.label)
        case bool():
            return Cell("Có" if value else "Không")
        case int():
            return Cell(format_number(value))
        case dt.date():
            return day_cell(value)
        case tuple():
            return Cell(", ".join(str(each) for each in value))
    return Cell(str(value))
