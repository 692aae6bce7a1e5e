"""Figures of indicators: within bounds, in step with each other, with their months and the past.

A row with a fault of its own is not compared with others: one slip, one finding.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import starmap
from typing import Any, cast

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.language import Phrase
from build_tools.validation.kept import KeptByReport, each_fact
from build_tools.validation.rows import column_of
from build_tools.validation.rules.number_series import (
    Series,
    check_period,
    compared,
)
from build_tools.validation.rules.wording import cut_off, day_text, kind_text, number_text
from schemas.catalogue import Catalogue, Located, Report
from schemas.indicator import PERCENT, Aggregation, Indicator, IndicatorValue
from schemas.place import Place
from schemas.report import Annex

_FIGURES = ("plan", "actual", "cumulative", "same_period")
_JUDGED = ("unit_code", "indicator_id", "as_of", *_FIGURES)
_HUNDRED = Decimal(100)
_NONE = Decimal(0)
_NOBODY = Phrase("chưa Tổ nào theo dõi", "followed by no team")
# No figure of a province comes near it, and sums below it stay exact.
_LIMIT = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What a figure of an indicator may be; `maximum` is of one period, not of a running sum."""

    minimum: Decimal
    maximum: Decimal
    decimals: int
    running: bool

    @classmethod
    def of(cls, indicator: Indicator) -> "_Bounds":
        lowest, highest = (_NONE, _HUNDRED) if indicator.unit == PERCENT else (-_LIMIT, _LIMIT)
        return cls(
            minimum=lowest if indicator.minimum is None else indicator.minimum,
            maximum=highest if indicator.maximum is None else indicator.maximum,
            decimals=indicator.decimals,
            running=indicator.aggregation is Aggregation.SUM,
        )


def check_numbers(catalogue: Catalogue, kept: KeptByReport | None = None) -> Iterator[Diagnostic]:
    """Yield `numbers.*` for the indicator rows of every report, oldest period first."""
    series = Series()
    for report, (findings, faulty) in each_fact(catalogue, _of_report, kept):
        yield from findings
        series.add(report, faulty)
    for period in series.periods:
        make = partial(check_period, catalogue, period, series)
        if kept is None:
            yield from make()
        else:
            used = (report for each in compared(period) for report in series.reports(each))
            states = (kept.state(report, (Annex.INDICATORS,)) for report in used)
            yield from kept.across(f"numbers of {period.id}", states, make)


def _of_report(
    catalogue: Catalogue, report: Report
) -> tuple[tuple[Diagnostic, ...], frozenset[int]]:
    """Return the findings of a report's rows, and the indexes of the rows with one."""
    bounds = {code: _Bounds.of(row.record) for code, row in catalogue.indicators.items()}
    checker = _ReportChecker(catalogue, report, bounds)
    return tuple(checker.check()), frozenset(checker.faulty)


class _ReportChecker:
    """Checks the rows of one report by themselves; `faulty` are the indexes of those at fault."""

    def __init__(self, catalogue: Catalogue, report: Report, bounds: Mapping[str, _Bounds]) -> None:
        self._catalogue = catalogue
        self._report = report
        self._bounds = bounds
        self._areas = frozenset(
            catalogue.areas_of(report.team_id, cut_off(catalogue, report))
            if report.team_id in catalogue.teams
            else ()
        )
        kind = report.period.kind
        self._uncollected = {
            code
            for code, row in catalogue.indicators.items()
            if kind not in row.record.period_types
        }
        self.faulty: list[int] = []

    def check(self) -> Iterator[Diagnostic]:
        """Yield the findings; at most one error for a row."""
        if not self._may_be_faulty():
            return
        first: dict[tuple[str, str], Located[IndicatorValue]] = {}
        for index, row in enumerate(self._report.indicators):
            key = row.record.unit_code, row.record.indicator_id
            if key[1] in self._uncollected:
                self._uncollected.remove(key[1])  # once a report is enough
                yield self._not_collected(row)
            if key in first:
                yield self._duplicate(row, first[key].source.at())
                self.faulty.append(index)
                continue
            first[key] = row
            fault = self._fault(row)
            if fault:
                yield fault
                self.faulty.append(index)

    def _may_be_faulty(self) -> bool:
        """Ask the columns, before a row is made."""
        columns = (column_of(self._report.indicators, name) for name in _JUDGED)
        units, codes, days, *figures = cast("Iterator[Sequence[Any]]", columns)
        return (
            not self._areas.issuperset(units)
            or not self._uncollected.isdisjoint(codes)
            or len(set(zip(units, codes, strict=True))) < len(units)
            or any(day > self._report.head.record.data_as_of for day in set(days))
            or any(starmap(self._figures_fault, zip(codes, *figures, strict=True)))
        )

    def _not_collected(self, row: Located[IndicatorValue]) -> Diagnostic:
        code = row.record.indicator_id
        return Diagnostic(
            code="numbers.not-collected",
            place=row.source.at("indicator_id"),
            value=code,
            params={
                "indicator": self._catalogue.indicators[code].record.name,
                "kind": kind_text(self._report.period.kind),
            },
        )

    def _duplicate(self, row: Located[IndicatorValue], first: Place) -> Diagnostic:
        return Diagnostic(
            code="numbers.duplicate",
            place=row.source.at("indicator_id"),
            value=row.record.indicator_id,
            related=first,
            params={"area": self._area(row), "line": str(first.line)},
        )

    def _fault(self, row: Located[IndicatorValue]) -> Diagnostic | None:
        record = row.record
        if record.unit_code not in self._areas:
            return self._foreign(row)
        as_of = self._report.head.record.data_as_of
        if record.as_of > as_of:
            params = {"day": day_text(record.as_of), "limit": day_text(as_of)}
            place = row.source.at("as_of")
            return Diagnostic(code="numbers.newer-than-report", place=place, params=params)
        figures = [getattr(record, name) for name in _FIGURES]
        fault = self._figures_fault(record.indicator_id, *figures)
        return self._figure(fault, row) if fault else None

    def _figures_fault(self, code: str, *figures: Decimal | None) -> tuple[str, str] | None:
        """Return the rule that the figures of a row break, and the name of the first that does."""
        bounds = self._bounds[code]
        for name, value in zip(_FIGURES, figures, strict=True):
            if value is not None and (rule := _outside(bounds, name, value)):
                return rule, name
        _, part, total, _ = figures
        if bounds.running and total is not None and part is not None and total < part:
            return "numbers.below-period", "cumulative"
        return None

    def _foreign(self, row: Located[IndicatorValue]) -> Diagnostic:
        team = self._catalogue.team_of(row.record.unit_code, cut_off(self._catalogue, self._report))
        owner = self._catalogue.teams[team].team.record.name if team else _NOBODY
        return Diagnostic(
            code="numbers.area-of-another-team",
            place=row.source.at("unit_code"),
            value=self._area(row),
            params={"owner": owner},
        )

    def _figure(self, fault: tuple[str, str], row: Located[IndicatorValue]) -> Diagnostic:
        code, name = fault
        bounds = self._bounds[row.record.indicator_id]
        return Diagnostic(
            code=code,
            place=row.source.at(name),
            value=number_text(getattr(row.record, name)),
            params={
                "indicator": self._catalogue.indicators[row.record.indicator_id].record.name,
                "minimum": number_text(bounds.minimum),
                "maximum": number_text(bounds.maximum),
                "decimals": str(bounds.decimals),
                "actual": number_text(row.record.actual or _NONE),
            },
        )

    def _area(self, row: Located[IndicatorValue]) -> str:
        return self._catalogue.areas[row.record.unit_code].record.full_name


def _outside(bounds: _Bounds, name: str, value: Decimal) -> str | None:
    """Return the rule that a single figure breaks."""
    if value < bounds.minimum:
        return "numbers.too-small"
    if value > (_LIMIT if bounds.running and name != "actual" else bounds.maximum):
        return "numbers.too-large"
    if value != round(value, bounds.decimals):  # zeros at the end are no more precise
        return "numbers.too-many-decimals"
    return None


FACTS = (_of_report,)
