"""Figures over time: against the period before and against the months that a period is made of."""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from build_tools.diagnostics import Diagnostic
from build_tools.validation.rows import column_of
from build_tools.validation.rules.wording import number_text
from schemas.catalogue import Catalogue, Located, Report
from schemas.indicator import Aggregation, Indicator, IndicatorValue
from schemas.period import Period, PeriodKind

_HUNDRED = Decimal(100)
# Below this, counts of cases or people jump by any percentage without meaning anything.
_SMALL_COUNT = 10


class AreaFigures(NamedTuple):
    """What a report says of an indicator in an area, in the row `at` of its annex."""

    report: Report
    at: int
    unit_code: str
    indicator_id: str
    plan: Decimal | None
    actual: Decimal | None
    cumulative: Decimal | None
    note: str | None

    @property
    def row(self) -> Located[IndicatorValue]:
        """The row in which they stand."""
        return self.report.indicators[self.at]


Rows = dict[tuple[str, str], AreaFigures]
_ASKED = AreaFigures._fields[2:]  # beside the report and the row


def figures_of(report: Report) -> Iterator[AreaFigures]:
    """Yield what each row says, asked of the columns of the annex."""
    columns = [column_of(report.indicators, name) for name in _ASKED]
    for at, row in enumerate(zip(*columns, strict=True)):
        yield AreaFigures(report, at, *row)


class Series:
    """The sound rows of each period, gathered where somebody asks; periods as they were added."""

    def __init__(self) -> None:
        self._reports: dict[Period, list[tuple[Report, frozenset[int]]]] = {}
        self._rows: dict[Period, Rows] = {}

    def add(self, report: Report, faulty: frozenset[int]) -> None:
        """Add a report; the rows with these indexes are not sound."""
        self._reports.setdefault(report.period, []).append((report, faulty))

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods of the reports."""
        return tuple(self._reports)

    def reports(self, period: Period) -> Iterator[Report]:
        """Yield the reports of a period."""
        return (report for report, _ in self._reports.get(period, ()))

    def rows(self, period: Period) -> Rows:
        """Return the sound rows of a period; none of one without reports."""
        if period not in self._rows:
            self._rows[period] = {
                (each.unit_code, each.indicator_id): each
                for report, faulty in self._reports.get(period, ())
                for each in figures_of(report)
                if each.at not in faulty
            }
        return self._rows[period]


class _Pair(NamedTuple):
    """A row and the one that it is compared with."""

    indicator: Indicator
    now: AreaFigures
    then: AreaFigures

    @property
    def is_sum(self) -> bool:
        return self.indicator.aggregation is Aggregation.SUM

    def differs(self, code: str, name: str, expected: Decimal, threshold: str = "") -> Diagnostic:
        """Return the finding that the row's figure does not go with the expected one."""
        value: Decimal = getattr(self.now, name)
        return Diagnostic(
            code=code,
            place=self.now.row.source.at(name),
            value=number_text(value),
            related=self.then.row.source.at(name),
            params={
                "indicator": self.indicator.name,
                "other": number_text(expected),
                "threshold": threshold,
            },
        )


def compared(period: Period) -> tuple[Period, ...]:
    """Return the period, the one before it and the months that it is made of."""
    return period, period.previous, *_parts(period)


def _parts(period: Period) -> tuple[Period, ...]:
    return () if period.kind is PeriodKind.MONTH else tuple(period.months)


def check_period(catalogue: Catalogue, period: Period, series: Series) -> tuple[Diagnostic, ...]:
    """Return `numbers.*` for the rows that have rows before them or under them, at most one each.

    Of the series only those of `compared(period)` are looked at.
    """
    before = series.rows(period.previous)
    months = [series.rows(month) for month in _parts(period)]
    same_year = period.previous.year == period.year
    found = (
        _fault(
            catalogue,
            row,
            before.get(key),
            [month.get(key) for month in months],
            same_year=same_year,
        )
        for key, row in series.rows(period).items()
    )
    return tuple(fault for fault in found if fault)


def _fault(
    catalogue: Catalogue,
    row: AreaFigures,
    earlier: AreaFigures | None,
    months: list[AreaFigures | None],
    *,
    same_year: bool,
) -> Diagnostic | None:
    indicator = catalogue.indicators[row.indicator_id].record
    fault = _against_months(indicator, row, months)
    if fault is not None or earlier is None or row.note is not None:
        return fault
    pair = _Pair(indicator, row, earlier)
    threshold = catalogue.settings.change_threshold
    return (_within_year(pair) if same_year else None) or _change(pair, threshold)


def _within_year(pair: _Pair) -> Diagnostic | None:
    """Compare what may not change, or only grow, from one period of the year to the next."""
    now, then = pair.now, pair.then
    sums = now.cumulative, then.cumulative
    if pair.is_sum and sums[0] is not None and sums[1] is not None and sums[0] < sums[1]:
        return pair.differs("numbers.cumulative-falls", "cumulative", sums[1])
    if now.plan is not None and then.plan is not None and now.plan != then.plan:
        return pair.differs("numbers.plan-changes", "plan", then.plan)
    return None


def _change(pair: _Pair, threshold: Decimal) -> Diagnostic | None:
    now, then = pair.now.actual, pair.then.actual
    if now is None or not then or abs(now - then) * _HUNDRED <= threshold * abs(then):
        return None
    if pair.indicator.decimals == 0 and max(abs(now), abs(then)) < _SMALL_COUNT:
        return None
    return pair.differs("numbers.large-change", "actual", then, number_text(threshold))


def _against_months(
    indicator: Indicator,
    row: AreaFigures,
    months: list[AreaFigures | None],
) -> Diagnostic | None:
    """Compare with the months where all of them gave data; what never combines is let be."""
    if not months or months[-1] is None or indicator.aggregation is Aggregation.NONE:
        return None
    pair = _Pair(indicator, row, months[-1])
    values = [month.actual if month else None for month in months]
    known = [value for value in values if value is not None]
    if row.actual is not None and len(known) == len(months):
        expected = sum(known, Decimal(0)) if pair.is_sum else known[-1]
        if row.actual != expected:
            code = "numbers.not-the-sum-of-months" if pair.is_sum else "numbers.not-the-last-month"
            return pair.differs(code, "actual", expected)
    now, then = row.cumulative, months[-1].cumulative
    if pair.is_sum and now is not None and then is not None and now != then:
        return pair.differs("numbers.not-the-months-cumulative", "cumulative", then)
    return None
