"""How far the areas are with a directive: made known, own plan, carried out (Article 2.1)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.aggregation.figures import Figures, Thread
from build_tools.views.addresses import directive_uri, source_title, source_uri, thread_uri
from build_tools.views.formatting import MISSING, NO_BREAK_SPACE, format_day, format_number
from build_tools.views.parts import Cell, Tone
from schemas.catalogue import Catalogue, Located
from schemas.directive import Directive, IssuerLevel
from schemas.follow_up import DirectiveStatus, DirectiveStep, Reminder
from schemas.report import Annex

NOT_REPORTED = "Chưa có trong báo cáo"


@dataclass(frozen=True, slots=True)
class Progress:
    """A directive in its areas: `threads` by area code, None where no report has a row.

    The areas are all that a team follows today, for a commune's own directive that commune, and
    every other area that reported on it.
    """

    directive: Directive
    threads: Mapping[str, Thread | None]
    reminders: tuple[Located[Reminder], ...]

    @property
    def reported(self) -> tuple[Thread, ...]:
        """The areas that some report has a row of."""
        return tuple(thread for thread in self.threads.values() if thread is not None)

    @property
    def made_known(self) -> int:
        """Areas with a day on which the directive was made known (quán triệt)."""
        return sum(step_of(each).disseminated_on is not None for each in self.reported)

    @property
    def planned(self) -> int:
        """Areas with a document of their own that puts it in concrete terms (cụ thể hóa)."""
        return sum(step_of(each).local_plan_ref is not None for each in self.reported)

    @property
    def done(self) -> int:
        """Areas that have carried it out."""
        return self._in_state(DirectiveStatus.DONE)

    @property
    def in_progress(self) -> int:
        """Areas that are carrying it out."""
        return self._in_state(DirectiveStatus.IN_PROGRESS)

    @property
    def overdue(self) -> tuple[Thread, ...]:
        """Areas that are past the day, the oldest day first."""
        late = [thread for thread in self.reported if thread.overdue]
        return tuple(sorted(late, key=lambda each: (str(each.due_date), each.item_id)))

    def _in_state(self, status: DirectiveStatus) -> int:
        return sum(step_of(each).status is status for each in self.reported)


def step_of(thread: Thread) -> DirectiveStep:
    """Return the newest row of the thread; TypeError where it is not of a directive."""
    record = thread.last.row.record
    if not isinstance(record, DirectiveStep):
        raise TypeError(record)
    return record


def unit_of_thread(thread: Thread) -> str:
    """Return the code of the area."""
    return thread.item_id.partition("@")[2]


def progress_of_all(catalogue: Catalogue, figures: Figures) -> Mapping[str, Progress]:
    """Return the progress of every directive by its id, in the order of the catalogue."""
    by_directive: dict[str, dict[str, Thread]] = defaultdict(dict)
    for thread in figures.threads.get(Annex.DIRECTIVES, ()):
        by_directive[step_of(thread).directive_id][unit_of_thread(thread)] = thread
    reminders = _reminders(figures)
    followed = {
        code for team_id in catalogue.teams for code in catalogue.areas_of(team_id, figures.today)
    }
    return {
        directive_id: Progress(
            directive=row.record,
            threads=_by_area(catalogue, row.record, by_directive[directive_id], followed),
            reminders=tuple(reminders[directive_id]),
        )
        for directive_id, row in catalogue.directives.items()
    }


def _by_area(
    catalogue: Catalogue, directive: Directive, threads: Mapping[str, Thread], followed: set[str]
) -> Mapping[str, Thread | None]:
    own = directive.issuer_level is IssuerLevel.COMMUNE and directive.unit_code is not None
    meant = {directive.unit_code} if own else followed
    return {code: threads.get(code) for code in catalogue.areas if code in meant or code in threads}


def _reminders(figures: Figures) -> dict[str, list[Located[Reminder]]]:
    """Return the reminders of each directive, the newest first; of an id the newest row stands."""
    newest: dict[str, Located[Reminder]] = {}
    for _, report in sorted(figures.reports.items(), key=lambda item: item[0]):
        newest |= {row.record.reminder_id: row for row in report.reminders}
    found: dict[str, list[Located[Reminder]]] = defaultdict(list)
    for row in sorted(
        newest.values(),
        key=lambda each: (each.record.reminded_on, each.record.reminder_id),
        reverse=True,
    ):
        found[row.record.directive_id].append(row)
    return found


def directive_cell(directive: Directive, unit_code: str | None = None) -> Cell:
    """Return number and symbol, linked to the directive's page, to an area's row where given."""
    uri = (
        directive_uri(directive.directive_id)
        if unit_code is None
        else thread_uri(Annex.DIRECTIVES, f"{directive.directive_id}@{unit_code}")
    )
    return Cell(directive.doc_ref, uri, title=directive.subject, sort=directive.directive_id)


def step_cells(thread: Thread | None) -> tuple[Cell, Cell, Cell]:
    """Return the three steps in words and shapes; each leads to the newest row of the area."""
    if thread is None:
        blank = Cell(MISSING, title=NOT_REPORTED.lower())
        return Cell(NOT_REPORTED), blank, blank
    step, place = step_of(thread), thread.last.row.source.at()
    uri, source = source_uri(place), source_title(place)
    day, plan = step.disseminated_on, step.local_plan_ref
    known = Cell("Chưa", uri, title=source, tone="warn")
    if day is not None:
        known = Cell(format_day(day), uri, title=source, tone="good", sort=day.isoformat())
    planned = Cell(plan or "Chưa", uri, title=source, tone="good" if plan else "warn")
    text, tone = _carrying_out(thread, step)
    return known, planned, Cell(text, uri, title=source, tone=tone)


def _carrying_out(thread: Thread, step: DirectiveStep) -> tuple[str, Tone]:
    text = progress_words(step)
    if step.status is DirectiveStatus.DONE:
        return text, "good"
    if thread.overdue:
        return f"Quá hạn, {text[:1].lower()}{text[1:]}", "bad"
    return text, "none" if step.status is DirectiveStatus.IN_PROGRESS else "warn"


def progress_words(step: DirectiveStep) -> str:
    """Return `Đang thực hiện 55 %`, `Hoàn thành 20/06/2026`, `Chưa triển khai`."""
    if step.status is DirectiveStatus.DONE:
        if step.completed_on is None:
            return step.status.label
        return f"{step.status.label} {format_day(step.completed_on)}"
    if step.progress_pct is None:
        return step.status.label
    return f"{step.status.label} {format_number(step.progress_pct)}{NO_BREAK_SPACE}%"
