"""Figures of indicators worked out period by period, so that an edit asks only for its own.

The figures of a period follow from its reports and those of the period before; what its months add
up to, from the reports of these and of the months before. A test compares the sum of these parts
with the figures that are worked out in one go.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from build_tools.aggregation.area_rows import digits_of, read_rows
from build_tools.aggregation.figures import IndicatorFigure
from build_tools.aggregation.indicators import FigureKey, figures_by_scope
from build_tools.aggregation.roll_up import roll_up
from build_tools.validation.kept import KeptByReport, each_report
from schemas.catalogue import Catalogue, Report
from schemas.period import Period, PeriodKind
from schemas.report import Annex

Figures = Mapping[FigureKey, IndicatorFigure]
_Parts = tuple[dict[FigureKey, IndicatorFigure], ...]  # of areas, teams, province


def figures_by_period(
    catalogue: Catalogue, periods: tuple[Period, ...], kept: KeptByReport
) -> tuple[Figures, Figures]:
    """Return the figures of every period, and the longer periods worked out from their months.

    `catalogue` is the one that `kept` was made for.
    """
    digits = _digits(catalogue, kept)
    reports: dict[Period, list[Report]] = {}
    for report in catalogue.reports.values():
        reports.setdefault(report.period, []).append(report)

    def parts(period: Period, wanted: Iterable[Period], *, rolled: bool) -> _Parts:
        axis = tuple(sorted(set(wanted) & set(periods)))
        used = [report for each in axis for report in reports.get(each, ())]
        make = partial(_parts_of, catalogue, used, axis, digits, period, rolled=rolled)
        key = "figures", period, axis, digits, rolled
        return kept.over(key, used, make, Annex.INDICATORS)

    given = [parts(each, (each.previous, each), rolled=False) for each in periods]
    rolled = [parts(each, _made_of(each), rolled=True) for each in periods if _is_longer(each)]
    return _joined(given), _joined(rolled)


def _digits(catalogue: Catalogue, kept: KeptByReport) -> tuple[int, ...]:
    of_reports = [
        digits for _, digits in each_report(catalogue, _digits_of, kept, Annex.INDICATORS)
    ]
    return tuple(map(max, zip(digits_of(catalogue, ()), *of_reports, strict=True)))


def _digits_of(catalogue: Catalogue, report: Report) -> tuple[int, ...]:
    return digits_of(catalogue, (row.record for row in report.indicators))


def _is_longer(period: Period) -> bool:
    return period.kind is not PeriodKind.MONTH


def _made_of(period: Period) -> Iterator[Period]:
    for each in (period.previous, period):
        yield each
        yield from each.months


def _parts_of(  # noqa: PLR0913  what the key holds
    catalogue: Catalogue,
    used: Sequence[Report],
    axis: tuple[Period, ...],
    digits: tuple[int, ...],
    period: Period,
    *,
    rolled: bool,
) -> _Parts:
    own = [report for report in used if not (rolled and _is_longer(report.period))]
    rows, axes = read_rows(catalogue, own, axis, digits)
    if rolled:
        rows = roll_up(rows, axes)
    return tuple(
        {key: figure for key, figure in each.items() if key[0] == period}
        for each in figures_by_scope(catalogue, rows, axes)
    )


def _joined(parts: Sequence[_Parts]) -> Figures:
    joined: dict[FigureKey, IndicatorFigure] = {}
    for of_scope in zip(*parts, strict=True):
        for each in of_scope:
            joined.update(each)
    return joined
