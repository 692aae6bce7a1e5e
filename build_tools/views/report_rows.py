"""Rows of the nine annexes of words: what a reader looks for in columns, the rest in one cell.

A matter has up to eighteen columns in its file; side by side they would leave a word to a line.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import get_args

from build_tools.aggregation.figures import Figures, Thread
from build_tools.views.addresses import area_uri, directive_uri, row_anchor, team_uri, thread_uri
from build_tools.views.cells import day_cell, text_cell
from build_tools.views.columns import without_empty_columns
from build_tools.views.formatting import count_days, format_number, overdue_by
from build_tools.views.parts import Cell, Column, ColumnKind, Row, TableView
from build_tools.views.teams_in_words import team_label
from schemas.annex_row import AnnexRow, Item
from schemas.catalogue import Catalogue, Located, Report
from schemas.labelled import LabelledEnum
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import Annex

# The fields that have a column of their own, the id first.
SHOWN: Mapping[Annex, tuple[str, ...]] = {
    Annex.ISSUES: ("issue_id", "title", "unit_code", "due_date", "status"),
    Annex.REQUESTS: ("request_id", "content", "unit_code", "authority", "received_on", "status"),
    Annex.RECOMMENDATIONS: ("rec_id", "content", "unit_code", "sent_to", "sent_on", "status"),
    Annex.DIRECTIVES: (
        "directive_id",
        "unit_code",
        "task",
        "due_date",
        "disseminated_on",
        "local_plan_ref",
        "progress_pct",
        "status",
    ),
    Annex.REMINDERS: ("reminder_id", "directive_id", "unit_code", "reminded_on", "form", "content"),
    Annex.MEETINGS: ("meeting_id", "date", "title", "host", "unit_code"),
    Annex.ORIENTATION: ("note_id", "date", "unit_code", "topic"),
    Annex.INFORMATION_REQUESTS: ("req_id", "content", "asked", "due_date", "status"),
    Annex.TASKS: ("task_id", "content", "assignee", "due_date", "status"),
}
_SKIPPED = {"audience"}  # who may see a row decides whether it is here at all
_NOT_WRITTEN = "báo cáo không ghi"


def annex_table(
    catalogue: Catalogue,
    figures: Figures,
    report: Report,
    annex: Annex,
    rows: Sequence[Located[AnnexRow]],
) -> TableView:
    """Return the annex's rows in the order of the file, each with its anchor and its line."""
    kind = ANNEX_ROWS[annex]
    shown = SHOWN[annex]
    others = [name for name in columns(kind) if name not in {*shown, *_SKIPPED}]
    threads = {
        thread.item_id: thread
        for thread in figures.threads_by_report.get(report.key, {}).get(annex, ())
    }
    heads = [Column(field_title(kind, name), column_kind(kind, name)) for name in shown]
    follow_up = [Column("Theo dõi", "state")] if issubclass(kind, Item) else []
    return without_empty_columns(
        TableView(
            caption=annex.label,
            columns=(*heads, *follow_up, Column("Chi tiết")),
            rows=tuple(_row(catalogue, annex, others, row, threads) for row in rows),
        )
    )


def field_title(kind: type[AnnexRow], name: str) -> str:
    """Return the Vietnamese head of the field's column."""
    return kind.model_fields[name].title or name


def column_kind(kind: type[AnnexRow], name: str) -> ColumnKind:
    """Return how the field's column is set: as days, numbers or text."""
    annotation = kind.model_fields[name].annotation
    # `Day | None` is a union of which one part is annotated: its origin is the plain type.
    types = {getattr(part, "__origin__", part) for part in (annotation, *get_args(annotation))}
    if dt.date in types:
        return "date"
    return "number" if int in types else "text"


def _row(
    catalogue: Catalogue,
    annex: Annex,
    others: Sequence[str],
    located: Located[AnnexRow],
    threads: Mapping[str, Thread],
) -> Row:
    record, line = located.record, located.source.line
    first, *cells = (field_cell(catalogue, name, getattr(record, name)) for name in SHOWN[annex])
    if isinstance(record, Item):
        cells.append(follow_up_cell(threads.get(record.item_id), record))
    cells.append(Cell(_details(catalogue, record, others)))
    marked = first._replace(source=f"dòng {line}")
    if isinstance(record, Item) and record.item_id in threads:
        marked = marked._replace(uri=thread_uri(annex, record.item_id))
    return Row((marked, *cells), id=row_anchor(annex, line))


def _details(catalogue: Catalogue, record: AnnexRow, names: Sequence[str]) -> str:
    """Return `Nguyên nhân: …; Mức độ: Cao`, of what the row states beyond its columns."""
    stated = (
        (field_title(type(record), name), field_cell(catalogue, name, value).text)
        for name in names
        if (value := getattr(record, name)) not in {None, (), ""}
    )
    return "; ".join(f"{title}: {text.rstrip('.')}" for title, text in stated)


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


def field_cell(catalogue: Catalogue, name: str, value: object) -> Cell:
    """Return what a field of a row states; names of areas, teams and directives are linked."""
    match name, value:
        case _, None | () | "":
            return text_cell(None, reason=_NOT_WRITTEN)
        case "unit_code", str(code):
            area = catalogue.areas[code].record
            return Cell(area.full_name, area_uri(area))
        case "directive_id", str(code):
            directive = catalogue.directives[code].record
            return Cell(directive.doc_ref, directive_uri(code), title=directive.subject)
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
