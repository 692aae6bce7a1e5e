"""The rows of indicators that a new report needs, with what is known beside the new value."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from build_tools.editing.carried_audience import carried_mark, may_state
from schemas.annex_row import AnnexRow
from schemas.catalogue import Catalogue, Report, in_force
from schemas.indicator import Aggregation, Indicator, IndicatorValue
from schemas.period import Period, PeriodKind


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedFigure:
    """One indicator of one area; the period's own figures are left to the section.

    `plan` is the year's, as last stated this year. `same_period` is what the catalogue has of the
    same period of last year: the running total of an indicator that is summed, else the period's
    own value; of merged communes the sum, where the indicator adds up and all of them gave it.
    `last` is the row of the last period of the same kind that has one, for reference. `of_months`
    is what the months make of the period's value, None for a month and where one is missing.
    """

    unit_code: str
    indicator_id: str
    as_of: dt.date
    plan: Decimal | None
    same_period: Decimal | None
    of_months: Decimal | None
    source: str | None
    audience: str | None
    last: IndicatorValue | None
    last_period: Period | None


@dataclass(frozen=True, slots=True)
class _Stated:
    """A row and the report that states it."""

    report: Report
    row: IndicatorValue


_Key = tuple[str, str]
_Book = Mapping[Period, Mapping[_Key, _Stated]]


def carry_figures(
    catalogue: Catalogue, team_id: str, period: Period, audience: str
) -> tuple[CarriedFigure, ...]:
    """Return a row for each area and indicator, areas in the order of the team's file."""
    book = _book(catalogue, period)
    carrier = _Carrier(catalogue, period, audience, book)
    areas = catalogue.areas_of(team_id, catalogue.schedule.cut_off(period))
    collected = [
        row.record
        for row in catalogue.indicators.values()
        if period.kind in row.record.period_types
    ]
    return tuple(carrier.carry(code, indicator) for code in areas for indicator in collected)


def _book(catalogue: Catalogue, period: Period) -> _Book:
    """Return the rows of every period before, whichever team followed the area then."""
    found: dict[Period, dict[_Key, _Stated]] = {}
    for report in catalogue.reports.values():
        if report.period < period:
            rows = found.setdefault(report.period, {})
            for row in (one.record for one in report.indicators):
                rows.setdefault((row.unit_code, row.indicator_id), _Stated(report, row))
    return found


@dataclass(frozen=True, slots=True)
class _Carrier:
    catalogue: Catalogue
    period: Period
    audience: str
    book: _Book

    def carry(self, code: str, indicator: Indicator) -> CarriedFigure:
        key = code, indicator.indicator_id
        last = self._latest(key, (one for one in self.book if one.kind is self.period.kind))
        mark = carried_mark(last.report, last.row, self.audience) if last else None
        plan = self._latest(
            key,
            (one for one in self.book if one.year == self.period.year),
            "plan",
        )
        plan = plan if plan and self._may_state(plan, mark) else None
        return CarriedFigure(
            unit_code=code,
            indicator_id=indicator.indicator_id,
            as_of=self.catalogue.schedule.cut_off(self.period),
            plan=plan.row.plan if plan else None,
            same_period=self._same_period(code, indicator, mark),
            of_months=self._of_months(key, indicator, mark),
            source=last.row.source if last else None,
            audience=mark,
            last=last.row if last else None,
            last_period=last.report.period if last else None,
        )

    def _latest(
        self, key: _Key, periods: Iterable[Period], field: str | None = None
    ) -> _Stated | None:
        """Return the newest row of the key, or the newest that states the field."""
        for period in sorted(periods, reverse=True):
            stated = self.book[period].get(key)
            if stated and (field is None or getattr(stated.row, field) is not None):
                return stated
        return None

    def _may_state(self, stated: _Stated, mark: str | None) -> bool:
        row: AnnexRow = stated.row
        return may_state(stated.report, row, self.audience, mark)

    def _same_period(self, code: str, indicator: Indicator, mark: str | None) -> Decimal | None:
        before = self.period.year_before
        rows = self.book.get(before, {})
        then = [rows.get((one, indicator.indicator_id)) for one in self._made_of(code, before)]
        is_sum = indicator.aggregation is Aggregation.SUM
        values = [
            (stated.row.cumulative if is_sum else stated.row.actual)
            if stated and self._may_state(stated, mark)
            else None
            for stated in then
        ]
        known = [value for value in values if value is not None]
        adds_up = len(values) == 1 or indicator.aggregation is not Aggregation.NONE
        if not known or len(known) < len(values) or not adds_up:
            return None
        return sum(known, Decimal(0))

    def _made_of(self, code: str, before: Period) -> tuple[str, ...]:
        """Return the communes of that time of which the area is made by now."""
        if self.catalogue.schedule.rule(before) is None:
            return (code,)
        then = self.catalogue.schedule.cut_off(before)
        now = self.catalogue.schedule.cut_off(self.period)
        areas = self.catalogue.areas
        parts = tuple(
            former.code
            for former in (areas[one].record for one in self.catalogue.former_areas(code))
            if former.valid_to is not None
            and former.valid_to < now
            and in_force(former.valid_from, former.valid_to, then)
        )
        own = areas[code].record
        is_older = in_force(own.valid_from, own.valid_to, then)
        return (code, *parts) if is_older or not parts else parts

    def _of_months(self, key: _Key, indicator: Indicator, mark: str | None) -> Decimal | None:
        if self.period.kind is PeriodKind.MONTH or indicator.aggregation is Aggregation.NONE:
            return None
        months = [self.book.get(month, {}).get(key) for month in self.period.months]
        values = [
            stated.row.actual if stated and self._may_state(stated, mark) else None
            for stated in months
        ]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            return None
        return sum(known, Decimal(0)) if indicator.aggregation is Aggregation.SUM else known[-1]
