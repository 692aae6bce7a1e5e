"""Everything that was read and proved right, frozen, looked up by id."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, Protocol, TypeVar

from schemas.annex_row import AnnexRow
from schemas.area import Agency, Area
from schemas.attachment import Attachment
from schemas.base import Record
from schemas.boundary import Boundaries
from schemas.correction import Correction
from schemas.directive import Directive
from schemas.document import AuthoredPage, Document
from schemas.events import Meeting, OrientationNote
from schemas.follow_up import DirectiveStep, InformationRequest, Reminder, Task
from schemas.indicator import Indicator, IndicatorValue
from schemas.items import Issue, Recommendation, Request
from schemas.period import Period
from schemas.period_lock import PeriodLock
from schemas.place import Place
from schemas.prose import Prose
from schemas.report import Annex, ReportHead
from schemas.schedule import Schedule
from schemas.settings import Settings
from schemas.team import Member, Role, Team, TeamArea

R_co = TypeVar("R_co", bound=Record, covariant=True)


class PlacesByLine(Protocol):
    """Finds the places of the cells of a table when somebody asks."""

    def of_line(self, line: int) -> tuple[tuple[int, int], ...]:
        """Return line and column of each cell of the row that starts on a line."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record stands; `fields` says whose each of `places` is.

    A table's rows share `fields`, and `places` where those can be found from the line.
    """

    path: str
    line: int
    fields: Mapping[str, int] = field(default_factory=dict, compare=False)
    places: tuple[tuple[int, int], ...] | PlacesByLine = field(default=(), compare=False)

    def at(self, name: str | None = None) -> Place:
        """Place of the field's cell or value; of the record where the field is not written."""
        index = self.fields.get(name) if name else None
        if index is None:
            return Place(self.path, self.line)
        places = self.known_places()
        if index >= len(places):
            return Place(self.path, self.line)
        return Place(self.path, *places[index])

    def known_places(self) -> tuple[tuple[int, int], ...]:
        """Return line and column of each cell or value, in the order that `fields` counts."""
        places = self.places
        return places if isinstance(places, tuple) else places.of_line(self.line)


@dataclass(frozen=True, slots=True)
class Located(Generic[R_co]):
    """A record and where it was read."""

    record: R_co
    source: Source


@dataclass(frozen=True, slots=True)
class TeamFolder:
    """`teams/to-NN/`: the team, its people over time, its areas over time, its introduction."""

    team: Located[Team]
    members: Sequence[Located[Member]]
    areas: Sequence[Located[TeamArea]]
    prose: Prose


@dataclass(frozen=True, slots=True)
class Report:
    """`reports/<period>/<team>/`: head, prose and the rows of every annex.

    An annex that is absent from `annexes` has no file; one that is declared stands in
    `head.record.nothing_to_report`. Rows keep the order of the file.
    """

    head: Located[ReportHead]
    prose: Prose
    annexes: Mapping[Annex, Sequence[Located[AnnexRow]]]
    attachments: tuple[str, ...] = ()

    @property
    def team_id(self) -> str:
        """`to-01`."""
        return self.head.record.team

    @property
    def period(self) -> Period:
        """The report's period."""
        return self.head.record.period

    @property
    def key(self) -> tuple[Period, str]:
        """Period and team: what identifies a report."""
        return self.period, self.team_id

    @property
    def indicators(self) -> Sequence[Located[IndicatorValue]]:
        """Rows of `indicators.csv`."""
        return self._rows(Annex.INDICATORS, IndicatorValue)

    @property
    def issues(self) -> Sequence[Located[Issue]]:
        """Rows of `issues.csv`."""
        return self._rows(Annex.ISSUES, Issue)

    @property
    def requests(self) -> Sequence[Located[Request]]:
        """Rows of `requests.csv`."""
        return self._rows(Annex.REQUESTS, Request)

    @property
    def recommendations(self) -> Sequence[Located[Recommendation]]:
        """Rows of `recommendations.csv`."""
        return self._rows(Annex.RECOMMENDATIONS, Recommendation)

    @property
    def directives(self) -> Sequence[Located[DirectiveStep]]:
        """Rows of `directives.csv`."""
        return self._rows(Annex.DIRECTIVES, DirectiveStep)

    @property
    def reminders(self) -> Sequence[Located[Reminder]]:
        """Rows of `reminders.csv`."""
        return self._rows(Annex.REMINDERS, Reminder)

    @property
    def meetings(self) -> Sequence[Located[Meeting]]:
        """Rows of `meetings.csv`."""
        return self._rows(Annex.MEETINGS, Meeting)

    @property
    def orientation(self) -> Sequence[Located[OrientationNote]]:
        """Rows of `orientation.csv`."""
        return self._rows(Annex.ORIENTATION, OrientationNote)

    @property
    def information_requests(self) -> Sequence[Located[InformationRequest]]:
        """Rows of `information-requests.csv`."""
        return self._rows(Annex.INFORMATION_REQUESTS, InformationRequest)

    @property
    def tasks(self) -> Sequence[Located[Task]]:
        """Rows of `tasks.csv`."""
        return self._rows(Annex.TASKS, Task)

    def _rows(self, annex: Annex, kind: type[R_co]) -> Sequence[Located[R_co]]:
        del kind  # the annex fixes the kind (schemas.registers.ANNEX_ROWS); the argument types it
        return self.annexes.get(annex, ())  # type: ignore[return-value]  # its callers know the kind


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """`documents/<slug>.md`."""

    slug: str
    document: Located[Document]
    prose: Prose


@dataclass(frozen=True, slots=True)
class Page:
    """`index.md` (slug `index`) or `huong-dan/<name>.md` (slug `huong-dan/<name>`)."""

    slug: str
    page: Located[AuthoredPage]
    prose: Prose


class WithheldFigure(NamedTuple):
    """Which figure an audience may not see; of its value nothing."""

    period: Period
    team_id: str
    unit_code: str
    indicator_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The whole content. Mappings keep a fixed order: code, team number, period then team."""

    settings: Settings
    schedule: Schedule
    areas: Mapping[str, Located[Area]]
    agencies: Mapping[str, Located[Agency]]
    indicators: Mapping[str, Located[Indicator]]
    directives: Mapping[str, Located[Directive]]
    teams: Mapping[str, TeamFolder]
    reports: Mapping[tuple[Period, str], Report]
    documents: Mapping[str, DocumentPage]
    pages: Mapping[str, Page]
    digests: Mapping[str, str]  # path from the project's root → SHA-256 of every file that was read
    corrections: Mapping[Period, Sequence[Located[Correction]]] = field(default_factory=dict)
    locks: Mapping[Period, PeriodLock] = field(default_factory=dict)  # of closed periods
    # Path → attachment as it may be published; those of a report that is not shown are not.
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    screenshots: Mapping[str, Attachment] = field(default_factory=dict)  # path → one of the guide
    boundaries: Boundaries | None = None  # true outlines of the areas, where the user has them
    # Text, as `SourceText` has it, of the annexes that have a row with an audience of its own.
    narrowed_files: Mapping[str, str] = field(default_factory=dict)
    # What was left out for an audience (aggregation.audience); empty in what was read. Of a report
    # that came and is not among `reports` only the day.
    withheld: Mapping[tuple[Period, str], dt.date] = field(default_factory=dict)
    withheld_figures: frozenset[WithheldFigure] = frozenset()

    def areas_of(self, team_id: str, on: dt.date) -> tuple[str, ...]:
        """Codes of the areas that the team follows on the day, in the order of its file."""
        rows = (row.record for row in self.teams[team_id].areas)
        return tuple(row.unit_code for row in rows if in_force(row.valid_from, row.valid_to, on))

    def team_of(self, unit_code: str, on: dt.date) -> str | None:
        """Id of the team that follows the area on the day."""
        return next((team for team in self.teams if unit_code in self.areas_of(team, on)), None)

    def successor_of(self, unit_code: str) -> str:
        """Code of the area that the area has become part of by now; its own where of none."""
        seen = {unit_code}
        while True:
            code = self.areas[unit_code].record.successor
            if code is None or code not in self.areas or code in seen:
                return unit_code
            seen.add(code)
            unit_code = code

    def former_areas(self, unit_code: str) -> tuple[str, ...]:
        """Codes of the areas that have become part of this one, in the order of codes."""
        return tuple(
            code
            for code, row in self.areas.items()
            if row.record.successor and code != unit_code and self.successor_of(code) == unit_code
        )

    def members_of(self, team_id: str, on: dt.date) -> tuple[Member, ...]:
        """Members of the team and of its section on the day, in the order of the file."""
        rows = (row.record for row in self.teams[team_id].members)
        return tuple(row for row in rows if in_force(row.valid_from, row.valid_to, on))

    def section_head(self, team_id: str, on: dt.date) -> Member | None:
        """Head of the team's support section on the day."""
        members = self.members_of(team_id, on)
        return next((member for member in members if member.role is Role.SECTION_HEAD), None)


def in_force(valid_from: dt.date, valid_to: dt.date | None, on: dt.date) -> bool:
    """Say whether something valid from a day to a day (both included, None is open) is on `on`."""
    return valid_from <= on and (valid_to is None or on <= valid_to)
