"""`catalogue/schedule.csv`: when figures are cut off and when reports are due.

The decision sets no day (Article 2.1 says only "định kỳ tháng, quý, năm"); so days are data.
"""

import calendar
import datetime as dt
from dataclasses import dataclass

from pydantic import Field

from schemas.base import Day, Record, ShortText, WholeNumber
from schemas.period import Period, PeriodKind
from schemas.settings import Settings


class ScheduleRule(Record):
    """The rule of one kind of period, in force from a day on."""

    kind: PeriodKind = Field(title="Loại kỳ", description="Tháng, quý, 6 tháng, 9 tháng hoặc năm.")
    cut_off_day: WholeNumber = Field(
        title="Ngày chốt số liệu",
        description="Ngày trong tháng cuối của kỳ; 31 là ngày cuối tháng.",
        ge=1,
        le=31,
    )
    due_day: WholeNumber = Field(
        title="Ngày hạn gửi",
        description="Ngày phải gửi báo cáo; 31 là ngày cuối tháng.",
        ge=1,
        le=31,
    )
    due_months_later: WholeNumber = Field(
        0,
        title="Hạn sau mấy tháng",
        description="0: hạn trong tháng cuối của kỳ; 1: tháng sau.",
        ge=0,
        le=3,
    )
    valid_from: Day = Field(title="Áp dụng từ", description="Ngày quy định có hiệu lực.")
    legal_basis: ShortText | None = Field(
        None, title="Căn cứ", description="Văn bản quy định, hoặc ghi là minh họa."
    )

    def cut_off(self, period: Period) -> dt.date:
        """Return the day on which the figures of the period are closed."""
        return _day_of(period.year, period.last_month, self.cut_off_day)

    def due(self, period: Period) -> dt.date:
        """Return the last day on which the report of the period is on time."""
        months = period.year * 12 + period.last_month - 1 + self.due_months_later
        return _day_of(months // 12, months % 12 + 1, self.due_day)


def _day_of(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Schedule:
    """All rules; answers for one period with the newest rule in force when the period ends."""

    rules: tuple[ScheduleRule, ...]

    def __post_init__(self) -> None:
        by_day = tuple(sorted(self.rules, key=lambda rule: rule.valid_from))
        object.__setattr__(self, "rules", by_day)

    @property
    def kinds(self) -> tuple[PeriodKind, ...]:
        """The kinds of period that are reported, in the enum's order."""
        present = {rule.kind for rule in self.rules}
        return tuple(kind for kind in PeriodKind if kind in present)

    def rule(self, period: Period) -> ScheduleRule | None:
        """Return the rule of the period, None where its kind is not reported."""
        in_force = [
            rule
            for rule in self.rules
            if rule.kind is period.kind and rule.valid_from <= period.last_day
        ]
        return in_force[-1] if in_force else None

    def cut_off(self, period: Period) -> dt.date:
        """Return the day on which the figures of the period are closed; KeyError without a rule."""
        return self._required(period).cut_off(period)

    def due(self, period: Period) -> dt.date:
        """Return the last day on which the report is on time; KeyError without a rule."""
        return self._required(period).due(period)

    def _required(self, period: Period) -> ScheduleRule:
        rule = self.rule(period)
        if rule is None:
            raise KeyError(period)
        return rule


def expected_periods(settings: Settings, schedule: Schedule, today: dt.date) -> tuple[Period, ...]:
    """Return the periods whose report is due by `today` (that day included), oldest first.

    A kind is expected from the first of its periods in `settings.expected_from`; a kind that is
    not named there, and a period without a rule of the schedule, is never expected.
    """
    found: list[Period] = []
    for kind in schedule.kinds:
        named = [period for period in settings.expected_from if period.kind is kind]
        period = min(named, default=None)
        # No due day lies before the period's last month: from there on nothing can be due yet.
        while period is not None and dt.date(period.year, period.last_month, 1) <= today:
            if schedule.rule(period) is not None and schedule.due(period) <= today:
                found.append(period)
            period = period.next
    return tuple(sorted(found))
