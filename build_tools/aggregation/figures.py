"""What aggregation gives: frozen values, each with the places it comes from."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from schemas.annex_row import Item
from schemas.catalogue import Located, Report
from schemas.labelled import LabelledEnum
from schemas.period import Period
from schemas.place import Place
from schemas.report import Annex

PROVINCE = "province"


class SubmissionState(LabelledEnum):
    """Missing is not late, and late is not missing."""

    ON_TIME = "dung_han", "Đúng hạn"
    LATE = "cham", "Chậm"
    MISSING = "chua_co", "Chưa có"
    NOT_DUE = "chua_den_han", "Chưa đến hạn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One expected report. `nothing_to_report`: it came and declares every annex empty."""

    period: Period
    team_id: str
    cut_off: dt.date
    due: dt.date
    state: SubmissionState
    submitted_on: dt.date | None = None
    days_late: int = 0
    nothing_to_report: bool = False


class IndicatorFigure(NamedTuple):
    """An indicator of a scope (area code, team id or PROVINCE) in a period.

    A field is None where no input states it or where it may not be combined. `reported` of
    `expected` areas gave data; `sources` are the rows used, in the order of areas.
    `headline` is the cumulative figure of a summed indicator, else the figure of the period: what
    plan and the same period of last year are compared with.

    A total of a team or of the province compares like with like: its percentages are over the
    areas that state both parts, and `previous` and `change` over the `compared` areas that gave
    `actual` in both periods; so `actual - previous` is `change` only where all of them did.
    """

    indicator_id: str
    scope: str
    period: Period
    plan: Decimal | None
    actual: Decimal | None
    cumulative: Decimal | None
    same_period: Decimal | None
    headline: Decimal | None
    percent_of_plan: Decimal | None
    percent_of_same_period: Decimal | None
    previous: Decimal | None  # `actual` of the period of the same kind before, of `compared` areas
    change: Decimal | None  # actual - previous, both of the `compared` areas
    estimated: bool  # at least one row used is an estimate
    reported: int
    expected: int
    sources: tuple[Place, ...]
    compared: int = 0  # areas that gave `actual` in this period and in the one before
    withheld: bool = False  # a total of which the audience may not see every part: not shown


@dataclass(frozen=True, slots=True)
class Step:
    """What one report said of an item."""

    period: Period
    team_id: str
    row: Located[Item]


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """An item over all periods, oldest step first; its state is that of the last step."""

    annex: Annex
    item_id: str
    steps: tuple[Step, ...]
    opened_on: dt.date | None
    due_date: dt.date | None
    is_open: bool
    age_days: int | None  # from opened_on to today while open
    overdue: bool  # open and past its due date
    # Whether later reports say how it stands; False where the audience may not see that they do.
    # Then it is neither open nor closed: only what the last step said is known.
    followed: bool = True

    @property
    def is_closed(self) -> bool:
        """Whether it is known to be closed."""
        return self.followed and not self.is_open

    @property
    def last(self) -> Step:
        """The newest step."""
        return self.steps[-1]

    @property
    def team_id(self) -> str:
        """The team that has it now: the one it was handed over to, else the last that wrote."""
        return self.last.row.record.handed_over_to or self.last.team_id


class AgeBucket(LabelledEnum):
    """How long something has been open."""

    UP_TO_30 = "den_30", "Đến 30 ngày"
    UP_TO_90 = "den_90", "31–90 ngày"
    OVER_90 = "tren_90", "Trên 90 ngày"

    @classmethod
    def of(cls, age_days: int) -> "AgeBucket":
        """Return the bucket of an age in days."""
        if age_days <= _DAYS_OF_FIRST_BUCKET:
            return cls.UP_TO_30
        return cls.UP_TO_90 if age_days <= _DAYS_OF_SECOND_BUCKET else cls.OVER_90


_DAYS_OF_FIRST_BUCKET = 30
_DAYS_OF_SECOND_BUCKET = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything that was worked out; built by `aggregation.build_figures(catalogue, today)`.

    `periods`: all that are expected by `today` or reported, oldest first. `current`: the newest
    period of the shortest reported kind that is due by `today` (None before the first).
    `reports`: those that may be shown, without the rows that may not.
    `rolled_up`: quarters and longer worked out from their months, to set beside their own reports;
    an area counts as `reported` where all months it needs are there (all of them for a sum, the
    last one for a last value), and its `actual` is None otherwise. Indicators that do not combine
    have no entry. Plan, cumulative and same period are those of the last month.
    """

    today: dt.date
    periods: tuple[Period, ...]
    current: Period | None
    submissions: Mapping[tuple[Period, str], Submission]
    indicators: Mapping[tuple[Period, str, str], IndicatorFigure]  # (period, scope, indicator id)
    threads: Mapping[Annex, tuple[Thread, ...]]  # as of today, by item id
    # As of the cut-off day of the period, by team or PROVINCE: what is open then or was reported
    # since the period before.
    threads_by_report: Mapping[tuple[Period, str], Mapping[Annex, tuple[Thread, ...]]]
    reports: Mapping[tuple[Period, str], Report]
    rolled_up: Mapping[tuple[Period, str, str], IndicatorFigure] = field(default_factory=dict)
