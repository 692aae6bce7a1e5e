"""What reports said of a directive, period by period, and the reminders that sections gave."""

from collections.abc import Sequence

from build_tools.aggregation.figures import Step, Thread
from build_tools.views.addresses import source_title, source_uri
from build_tools.views.cells import day_cell, text_cell
from build_tools.views.directive_progress import Progress, unit_of_thread
from build_tools.views.formatting import MISSING, NO_BREAK_SPACE, format_number
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.report_indicators import area_ranks
from build_tools.views.sections import Section
from build_tools.views.threads import area_cell
from schemas.catalogue import Catalogue, Located
from schemas.follow_up import DirectiveStatus, DirectiveStep, Reminder
from schemas.period import Period

HISTORY, REMINDERS = "theo-ky", "don-doc"
_SHOWN_PERIODS = 12


def history_section(catalogue: Catalogue, progress: Progress) -> Section:
    """Return each area's rows period by period."""
    periods = sorted({step.period for thread in progress.reported for step in thread.steps})
    shown = periods[-_SHOWN_PERIODS:]
    ranks = area_ranks(catalogue)
    threads = sorted(progress.reported, key=lambda each: ranks[unit_of_thread(each)])
    caption = "Triển khai theo kỳ"
    if len(periods) > len(shown):
        caption += f", {len(shown)} kỳ gần nhất trong {len(periods)} kỳ"
    table = TableView(
        caption=caption,
        columns=(Column("Địa bàn"), *(Column(period.label, "number") for period in shown)),
        rows=tuple(_history_row(catalogue, thread, shown) for thread in threads),
        wide=True,
        empty="Chưa có báo cáo nào nêu văn bản này.",
    )
    return Section(
        id=HISTORY,
        title="Theo kỳ",
        lead="Tiến độ từng báo cáo đã ghi; mỗi ô dẫn tới dòng của phụ lục kỳ đó.",
        tables=(table,),
    )


def _history_row(catalogue: Catalogue, thread: Thread, periods: Sequence[Period]) -> Row:
    steps = {step.period: step for step in thread.steps}
    return Row(
        (
            area_cell(unit_of_thread(thread), catalogue),
            *(_history_cell(steps.get(period)) for period in periods),
        )
    )


def _history_cell(step: Step | None) -> Cell:
    if step is None or not isinstance(step.row.record, DirectiveStep):
        return Cell(MISSING, title="không có trong báo cáo kỳ này")
    record, place = step.row.record, step.row.source.at()
    text = record.status.label
    if record.status is DirectiveStatus.DONE:
        text = "Xong"
    elif record.progress_pct is not None:
        text = f"{format_number(record.progress_pct)}{NO_BREAK_SPACE}%"
    return Cell(text, source_uri(place), title=f"{record.status.label}; {source_title(place)}")


def reminders_section(catalogue: Catalogue, progress: Progress) -> Section:
    """Return the reminders with their dates and results, the newest first."""
    table = TableView(
        caption=f"{format_number(len(progress.reminders))} lần đôn đốc, mới nhất trước",
        columns=(
            Column("Mã"),
            Column("Ngày", "date"),
            Column("Địa bàn"),
            Column("Hình thức"),
            Column("Nội dung"),
            Column("Kết quả"),
        ),
        rows=tuple(_reminder_row(catalogue, row) for row in progress.reminders),
        wide=True,
        empty="Chưa có lần đôn đốc nào được báo cáo.",
    )
    return Section(id=REMINDERS, title="Đôn đốc", tables=(table,))


def _reminder_row(catalogue: Catalogue, row: Located[Reminder]) -> Row:
    reminder, place = row.record, row.source.at()
    return Row(
        (
            Cell(reminder.reminder_id, source_uri(place), title=source_title(place)),
            day_cell(reminder.reminded_on),
            area_cell(reminder.unit_code, catalogue),
            Cell(reminder.form.label),
            Cell(reminder.content),
            text_cell(reminder.result, reason="chưa ghi kết quả"),
        )
    )
