"""Registers over time: an item of many reports becomes one thread, never kept twice."""

import datetime as dt
import hashlib
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from build_tools.aggregation.figures import PROVINCE, Step, Thread
from build_tools.validation.kept import KeptByReport
from schemas.annex_row import Item
from schemas.catalogue import Catalogue, Report
from schemas.follow_up import DirectiveStep, InformationRequest, Task
from schemas.items import Issue, Recommendation, Request
from schemas.period import Period, PeriodKind
from schemas.registers import ITEM_ANNEXES
from schemas.report import Annex, ReportStatus

Threads = Mapping[Annex, tuple[Thread, ...]]
ByReport = Mapping[tuple[Period, str], Threads]  # by period, and team or PROVINCE
_Live = Mapping[str, Threads]  # of one period
_Key = tuple[int, str]  # which of ITEM_ANNEXES, and the id
_PLACES = {annex: place for place, annex in enumerate(ITEM_ANNEXES)}


def build_threads(
    catalogue: Catalogue,
    today: dt.date,
    periods: tuple[Period, ...],
    kept: KeptByReport | None = None,
) -> tuple[Threads, ByReport]:
    """Return the threads of all reports as of `today`, and those that the reports of periods need.

    The threads of a period are made of the reports of it and of all periods before it, and are
    judged as of its cut-off day. By team, or PROVINCE for all, they are those that its reports ever
    had and that were open then or stood in a report since the period of the same kind before it:
    what was closed earlier is left out, so that a period costs the same however long the term has
    run. All are in the order of the ids.
    """
    make = partial(_weave, catalogue, today, periods, kept)
    if kept is None:
        return make()
    states = [kept.state(report, ITEM_ANNEXES) for report in catalogue.reports.values()]
    told = hashlib.sha256(repr(states).encode()).hexdigest()
    return kept.over(("all threads", today, periods, told), (), make)


def _weave(
    catalogue: Catalogue, today: dt.date, periods: tuple[Period, ...], kept: KeptByReport | None
) -> tuple[Threads, ByReport]:
    reports = tuple(catalogue.reports.values())
    weaver = _Weaver(catalogue, reports)
    waiting = deque(_steps_by_period(catalogue, reports).items())
    earlier = _EarlierThreads(reports, kept) if kept else None
    by_report: dict[tuple[Period, str], Threads] = {}
    for period in sorted(periods):
        while waiting and waiting[0][0] <= period:
            weaver.add(*waiting.popleft())
        make = partial(weaver.live, period, catalogue.schedule.cut_off(period))
        live = earlier.get(period, make) if earlier else make()
        by_report |= {(period, scope): own for scope, own in live.items()}
    while waiting:
        weaver.add(*waiting.popleft())
    return weaver.threads(today), by_report


class _EarlierThreads:
    """The threads of periods of which every report until then is as it was; oldest first."""

    def __init__(self, reports: Iterable[Report], kept: KeptByReport) -> None:
        self._kept = kept
        self._told = ""
        self._waiting = deque(sorted(reports, key=lambda report: report.period))

    def get(self, period: Period, make: Callable[[], _Live]) -> _Live:
        """Return what `make` returns for a period, which is no older than the last one."""
        told = [self._told]
        while self._waiting and self._waiting[0].period <= period:
            told.append(repr(self._kept.state(self._waiting.popleft(), ITEM_ANNEXES)))
        self._told = hashlib.sha256("\0".join(told).encode()).hexdigest()
        return self._kept.over(("threads", period, self._told), (), make)


def _steps_by_period(
    catalogue: Catalogue, reports: Iterable[Report]
) -> dict[Period, list[tuple[Annex, Step]]]:
    """Return what the reports said, oldest period first, in each the teams in their order.

    A row that hands over comes before the row of the team that takes over in the same period.
    """
    team_order = {team_id: index for index, team_id in enumerate(catalogue.teams)}
    by_period: dict[Period, list[tuple[Annex, Step]]] = {}
    for report in sorted(reports, key=lambda report: (report.period, team_order[report.team_id])):
        steps = by_period.setdefault(report.period, [])
        steps += (
            (annex, Step(report.period, report.team_id, row))  # type: ignore[arg-type]  # ITEM_ANNEXES hold items
            for annex in ITEM_ANNEXES
            for row in report.annexes.get(annex, ())
        )
    for steps in by_period.values():
        steps.sort(key=lambda step: step[1].row.record.handed_over_to is None)
    return by_period


@dataclass(slots=True)
class _Strand:
    """An item so far; a closed thread looks the same on every later day, so it is made once."""

    annex: Annex
    steps: tuple[Step, ...] = ()
    teams: dict[str, None] = field(default_factory=dict)  # of the steps, the first first
    opened_on: dt.date | None = None
    due_date: dt.date | None = None
    # Of each chain of reports: the period of its newest step, and who must go on; None when closed.
    awaited: dict[PeriodKind, tuple[Period, str | None]] = field(default_factory=dict)
    closed: Thread | None = None

    def is_followed(self, newest: Mapping[tuple[PeriodKind, str], Period]) -> bool:
        """Say whether no report that had to go on with it is without it (`continuity.dropped`).

        Content that passed the rules has no such report; what an audience may see of it may.
        """
        last = self.steps[-1].period
        return not any(
            taker is not None and newest.get((kind, taker), last) > max(period, last)
            for kind, (period, taker) in self.awaited.items()
        )

    def thread(self, today: dt.date, newest: Mapping[tuple[PeriodKind, str], Period]) -> Thread:
        if self.closed is not None:
            return self.closed
        last = self.steps[-1].row.record
        followed = not last.is_open or self.is_followed(newest)
        is_open = last.is_open and followed
        thread = Thread(
            annex=self.annex,
            item_id=last.item_id,
            steps=self.steps,
            opened_on=self.opened_on,
            due_date=self.due_date,
            is_open=is_open,
            age_days=_age(self.opened_on, today) if is_open else None,
            overdue=is_open and self.due_date is not None and self.due_date < today,
            followed=followed,
        )
        self.closed = None if last.is_open else thread
        return thread


class _Weaver:
    """Takes steps in their order and gives the threads as of a day."""

    def __init__(self, catalogue: Catalogue, reports: Iterable[Report]) -> None:
        self._catalogue = catalogue
        self._reporting: dict[Period, list[str]] = {}
        for report in reports:
            # To the rules of continuity a draft is not there yet.
            if report.head.record.status is not ReportStatus.DRAFT:
                self._reporting.setdefault(report.period, []).append(report.team_id)
        self._newest: dict[tuple[PeriodKind, str], Period] = {}
        self._strands: dict[_Key, _Strand] = {}
        self._open: dict[_Key, _Strand] = {}
        self._last_in: dict[Period, dict[_Key, _Strand]] = {}  # by the period of the last step

    def add(self, period: Period, steps: Iterable[tuple[Annex, Step]]) -> None:
        for team_id in self._reporting.get(period, ()):
            self._newest[period.kind, team_id] = period
        for annex, step in steps:
            item = step.row.record
            key = _PLACES[annex], item.item_id
            strand = self._strands.get(key) or self._strands.setdefault(key, _Strand(annex))
            self._move(key, strand, period, is_open=item.is_open)
            strand.steps = (*strand.steps, step)
            strand.teams[step.team_id] = None
            # A later report may leave the first day blank or put it right, never take it back.
            strand.opened_on = opened_on(self._catalogue, item) or strand.opened_on
            strand.due_date = due_date(self._catalogue, item)
            taker = (item.handed_over_to or step.team_id) if item.is_open else None
            strand.awaited[period.kind] = period, taker
            strand.closed = None

    def _move(self, key: _Key, strand: _Strand, period: Period, *, is_open: bool) -> None:
        """Put a strand where its new step belongs."""
        if strand.steps:
            del self._last_in[strand.steps[-1].period][key]
        self._last_in.setdefault(period, {})[key] = strand
        if is_open:
            self._open[key] = strand
        else:
            self._open.pop(key, None)

    def threads(self, today: dt.date) -> Threads:
        found: dict[Annex, list[Thread]] = {annex: [] for annex in ITEM_ANNEXES}
        for _, strand in sorted(self._strands.items()):
            found[strand.annex].append(strand.thread(today, self._newest))
        return {annex: tuple(threads) for annex, threads in found.items()}

    def live(self, period: Period, today: dt.date) -> _Live:
        """Return what the reports of a period need; no step may be of a later one yet."""
        before = period.previous
        strands = dict(self._open)
        for last, some in self._last_in.items():
            if last > before:
                strands |= some
        found: dict[str, dict[Annex, list[Thread]]] = {}
        for _, strand in sorted(strands.items()):
            thread = strand.thread(today, self._newest)
            if thread.is_open or thread.last.period > before:
                for scope in (PROVINCE, *strand.teams):
                    found.setdefault(scope, {}).setdefault(strand.annex, []).append(thread)
        return {
            scope: {annex: tuple(own) for annex, own in of_scope.items()}
            for scope, of_scope in found.items()
        }


def _age(opened: dt.date | None, today: dt.date) -> int | None:
    """Days since then; a matter found after a cut-off day is new on it, never of negative age."""
    return max((today - opened).days, 0) if opened is not None else None


def opened_on(catalogue: Catalogue, item: Item) -> dt.date | None:
    """Return the day on which the matter began, as the row states it."""
    match item:
        case Issue():
            return item.detected_on
        case Request():
            return item.received_on
        case Recommendation() | InformationRequest():
            return item.sent_on
        case Task():
            return item.assigned_on
        case DirectiveStep():
            return catalogue.directives[item.directive_id].record.issued_on
    raise TypeError(type(item).__name__)


def due_date(catalogue: Catalogue, item: Item) -> dt.date | None:
    """Return the last day in time: the row's own, else the directive's; None where none is set."""
    match item:
        case Issue() | InformationRequest() | Task():
            return item.due_date
        case DirectiveStep():
            return item.due_date or catalogue.directives[item.directive_id].record.due_date
        case Request() | Recommendation():
            return None
    raise TypeError(type(item).__name__)
