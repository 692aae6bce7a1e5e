"""Registers of what was done once and noted once: reminders, meetings, orientation exchanges."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from build_tools.aggregation.figures import Figures
from build_tools.views.addresses import directive_uri, source_title, source_uri, team_uri
from build_tools.views.cells import day_cell, number_cell, text_cell, unbroken
from build_tools.views.formatting import MISSING, format_day, format_number
from build_tools.views.parts import Cell, Column, Row, Stat, TableView
from build_tools.views.sections import Section
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import area_cell
from schemas.annex_row import AnnexRow
from schemas.catalogue import Catalogue, Located
from schemas.events import Meeting, OrientationNote
from schemas.follow_up import Reminder
from schemas.period import Period
from schemas.report import Annex

EVENT_ANNEXES = (Annex.REMINDERS, Annex.MEETINGS, Annex.ORIENTATION)
_NOUNS = {
    Annex.REMINDERS: "lần đôn đốc",
    Annex.MEETINGS: "cuộc họp, hội nghị, làm việc",
    Annex.ORIENTATION: "lần trao đổi định hướng",
}
_HEADS: dict[Annex, tuple[Column, ...]] = {
    Annex.REMINDERS: (
        Column("Văn bản chỉ đạo"),
        Column("Hình thức"),
        Column("Kết quả"),
    ),
    Annex.MEETINGS: (
        Column("Chủ trì; thành viên dự"),
        Column("Kết luận chính"),
        Column("Việc cần theo dõi"),
    ),
    Annex.ORIENTATION: (
        Column("Người trao đổi"),
        Column("Kết quả tiếp thu"),
    ),
}
_NOT_WRITTEN = "báo cáo không ghi"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day; `row` is that of the newest report that has it."""

    event_id: str
    day: dt.date
    unit_code: str | None
    period: Period
    team_id: str
    row: Located[AnnexRow]


def events_of(figures: Figures, annex: Annex) -> list[Event]:
    """Return the events of the annex, each once, the newest day first."""
    found: dict[str, Event] = {}
    for report in sorted(figures.reports.values(), key=lambda report: report.key):
        for row in report.annexes.get(annex, ()):
            event_id, day, unit_code = _identity(row.record)
            found[event_id] = Event(event_id, day, unit_code, report.period, report.team_id, row)
    return sorted(found.values(), key=lambda event: (-event.day.toordinal(), event.event_id))


def _identity(record: AnnexRow) -> tuple[str, dt.date, str | None]:
    match record:
        case Reminder():
            return record.reminder_id, record.reminded_on, record.unit_code
        case Meeting():
            return record.meeting_id, record.date, record.unit_code
        case OrientationNote():
            return record.note_id, record.date, record.unit_code
    raise TypeError(type(record).__name__)


def event_stats(figures: Figures, annex: Annex) -> tuple[str, tuple[Stat, ...]]:
    """Return the answer sentence of the register and its key figures."""
    events = events_of(figures, annex)
    year = figures.today.year
    own_year = sum(event.day.year == year for event in events)
    areas = len({event.unit_code for event in events if event.unit_code is not None})
    without = sum(_outcome(event.row.record) is None for event in events)
    words = [
        f"{format_number(len(events))} {_NOUNS[annex]} đã ghi",
        f"năm {year} có {format_number(own_year)}",
        f"ở {format_number(areas)} địa bàn",
        f"{format_number(without)} chưa ghi kết quả" if without else "lần nào cũng ghi kết quả",
    ]
    last = events[0] if events else None
    stats = (
        Stat(label="Đã ghi", value=format_number(len(events)), uri="#danh-sach"),
        Stat(label=f"Năm {year}", value=format_number(own_year)),
        Stat(
            label="Gần nhất",
            value=MISSING if last is None else format_day(last.day),
            detail=None if last is None else last.event_id,
            uri=None if last is None else source_uri(last.row.source.at()),
        ),
        Stat(
            label="Chưa ghi kết quả",
            value=format_number(without),
            tone="warn" if without else "good",
        ),
    )
    return f"{', '.join(words)}.", stats


def _outcome(record: AnnexRow) -> str | None:
    match record:
        case Meeting():
            return record.conclusion
        case Reminder() | OrientationNote():
            return record.result
    raise TypeError(type(record).__name__)


def _subject(record: AnnexRow) -> str:
    match record:
        case Meeting():
            return record.title
        case Reminder():
            return record.content
        case OrientationNote():
            return record.topic
    raise TypeError(type(record).__name__)


def event_sections(catalogue: Catalogue, figures: Figures, annex: Annex) -> tuple[Section, ...]:
    """Return the counts by team and the whole list, newest first."""
    events = events_of(figures, annex)
    table = TableView(
        caption=f"{annex.label}, gần nhất trước",
        columns=(
            Column("Mã"),
            Column("Nội dung"),
            Column("Ngày", "date"),
            Column("Địa bàn"),
            Column("Tổ"),
            *_HEADS[annex],
        ),
        rows=tuple(_row(event, catalogue) for event in events),
        wide=True,
        empty="Chưa ghi nhận lần nào.",
    )
    return (
        Section(id="theo-to", title="Theo Tổ", tables=(_by_team(catalogue, figures, events),)),
        Section(id="danh-sach", title=f"Danh sách ({format_number(len(events))})", tables=(table,)),
    )


def _by_team(catalogue: Catalogue, figures: Figures, events: list[Event]) -> TableView:
    year = figures.today.year
    every = Counter(event.team_id for event in events)
    own_year = Counter(event.team_id for event in events if event.day.year == year)
    without = Counter(event.team_id for event in events if _outcome(event.row.record) is None)
    return TableView(
        caption="Theo Tổ báo cáo",
        columns=(
            Column("Tổ"),
            Column(f"Năm {year}", "number"),
            Column("Chưa ghi kết quả", "number"),
            Column("Cộng", "number"),
        ),
        rows=tuple(
            Row(
                (
                    Cell(team_label(catalogue, team_id), team_uri(team_id)),
                    *(number_cell(counts[team_id]) for counts in (own_year, without, every)),
                )
            )
            for team_id in catalogue.teams
        ),
        total=(
            Cell("Toàn tỉnh"),
            *(number_cell(counts.total()) for counts in (own_year, without, every)),
        ),
    )


def _row(event: Event, catalogue: Catalogue) -> Row:
    place = event.row.source.at()
    number = catalogue.teams[event.team_id].team.record.number
    return Row(
        (
            Cell(event.event_id, source_uri(place), title=source_title(place)),
            Cell(_subject(event.row.record)),
            day_cell(event.day),
            area_cell(event.unit_code, catalogue),
            Cell(
                unbroken(team_label(catalogue, event.team_id)),
                team_uri(event.team_id),
                sort=f"{number:02}",
            ),
            *_own_cells(event.row.record, catalogue),
        ),
        id=event.event_id.lower(),
    )


def _own_cells(record: AnnexRow, catalogue: Catalogue) -> tuple[Cell, ...]:
    match record:
        case Reminder():
            directive = catalogue.directives[record.directive_id].record
            return (
                Cell(
                    directive.doc_ref,
                    directive_uri(record.directive_id),
                    title=directive.subject,
                ),
                Cell(record.form.label),
                text_cell(record.result, reason=_NOT_WRITTEN),
            )
        case Meeting():
            return (
                Cell(
                    "; ".join(part for part in (record.host, ", ".join(record.attendees)) if part)
                ),
                text_cell(record.conclusion, reason=_NOT_WRITTEN),
                text_cell(record.follow_up, reason=_NOT_WRITTEN),
            )
        case OrientationNote():
            return (
                text_cell(record.by, reason=_NOT_WRITTEN),
                text_cell(record.result, reason=_NOT_WRITTEN),
            )
    raise TypeError(type(record).__name__)
