"""What the pages of all indicators share, worked out once: names, teams by period, qualities."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from build_tools.aggregation.figures import PROVINCE, Figures, IndicatorFigure
from build_tools.views.addresses import (
    area_uri,
    indicator_anchor,
    report_annexes_uri,
    source_uri,
)
from build_tools.views.cells import NO_DATA
from build_tools.views.formatting import format_number
from build_tools.views.indicator_source import Reasons, reasons
from build_tools.views.indicator_tables import NO_REPORT
from build_tools.views.parts import Cell
from build_tools.views.report_indicators import area_ranks
from build_tools.views.shared import Shared
from schemas.catalogue import Catalogue, in_force
from schemas.indicator import DataQuality, Indicator
from schemas.period import Period, PeriodKind

# How many periods of a kind a series shows: as many months as the shown quarters are made of.
SHOWN_PERIODS = {PeriodKind.MONTH: 24, PeriodKind.QUARTER: 8}
_SHOWN_OTHERS = 6
ByIndicator = Mapping[tuple[Period, str], Mapping[str, IndicatorFigure]]  # (period, indicator id)
NOT_THERE = "đơn vị chưa lập hoặc đã sắp xếp lại"


@dataclass(frozen=True, slots=True)
class IndicatorBook:
    """Catalogue and figures, with what would else be looked up again for every cell.

    `ranks`: in the order of names. `teams`: area → the team that follows it on the cut-off day of
    a period; `qualities`: how final the row on a line of a file is; `reasons`: the note of a row
    without a figure. `own`, `rolled_up`: scope → figure, of a period and an indicator.
    """

    catalogue: Catalogue
    figures: Figures
    ranks: Mapping[str, int]
    teams: Mapping[Period, Mapping[str, str]]
    qualities: Mapping[str, Mapping[int, DataQuality]]
    reasons: Reasons
    own: ByIndicator
    rolled_up: ByIndicator

    def figure(self, period: Period, scope: str, indicator: Indicator) -> IndicatorFigure | None:
        """Return the figure, None where no report has it."""
        return self.own.get((period, indicator.indicator_id), {}).get(scope)

    def newest(self, indicator: Indicator) -> IndicatorFigure | None:
        """Return the province's figure of the newest period that collects it and has any.

        Of periods that end with the same month the shortest stands: its reports come first.
        """
        for period in sorted(self.figures.periods, key=_recency, reverse=True):
            figure = self.figure(period, PROVINCE, indicator)
            if figure is not None and figure.reported and period.kind in indicator.period_types:
                return figure
        return None

    def periods(self, indicator: Indicator, kind: PeriodKind) -> tuple[Period, ...]:
        """Return the newest periods of the kind, oldest first; none where it is not collected."""
        if kind not in indicator.period_types:
            return ()
        every = [period for period in self.figures.periods if period.kind is kind]
        return tuple(every[-SHOWN_PERIODS.get(kind, _SHOWN_OTHERS) :])

    def areas(self, period: Period) -> list[str]:
        """Return the areas that are there on the cut-off day, in the order of names."""
        cut_off = self.catalogue.schedule.cut_off(period)
        return [code for code in self.ranks if self._is_there(code, cut_off)]

    def _is_there(self, code: str, day: dt.date) -> bool:
        area = self.catalogue.areas[code].record
        return in_force(area.valid_from, area.valid_to, day)

    def area_cell(self, code: str) -> Cell:
        """Return the name under which the area reported, linked to its page."""
        area = self.catalogue.areas[code].record
        return Cell(area.full_name, area_uri(area), sort=f"{self.ranks[code]:04}")

    def lasting_name_cell(self, code: str) -> Cell:
        """Return the name as in `area_cell`, with what the area has since become part of."""
        cell, successor = self.area_cell(code), self.catalogue.areas[code].record.successor
        if successor is None or successor not in self.catalogue.areas:
            return cell
        now = self.catalogue.areas[successor].record.full_name
        return cell._replace(text=f"{cell.text} (đã nhập vào {now})")

    def reason(self, period: Period, code: str, indicator: Indicator) -> str:
        """Say why an area has no figure of the period."""
        if not self._is_there(code, self.catalogue.schedule.cut_off(period)):
            return NOT_THERE
        if self.figure(period, code, indicator) is None:
            return NO_REPORT
        return self.reasons.get((period, code), {}).get(indicator.indicator_id, NO_DATA)

    def quality(self, figure: IndicatorFigure) -> str:
        """Return `Chính thức`, or how many rows are of each quality: `Chính thức 110, ước 8`."""
        stated = (self.qualities.get(each.path, {}).get(each.line) for each in figure.sources)
        counts = Counter(quality for quality in stated if quality is not None)
        words = [(quality, counts[quality]) for quality in DataQuality if counts[quality]]
        if len(words) == 1:
            return words[0][0].label
        text = ", ".join(f"{quality.label.lower()} {format_number(n)}" for quality, n in words)
        return text[:1].upper() + text[1:]


def _recency(period: Period) -> tuple[dt.date, int]:
    return period.last_day, -period.kind.months


def indicator_book(
    catalogue: Catalogue, figures: Figures, shared: Shared | None = None
) -> IndicatorBook:
    """Work out what the pages share."""
    shared = shared or Shared(catalogue, figures)
    return IndicatorBook(
        catalogue=catalogue,
        figures=figures,
        ranks=area_ranks(catalogue),
        teams=shared.of_ground(_teams, figures.periods),
        qualities=shared.by_key(qualities),
        reasons=shared.by_key(reasons),
        own=shared.by_key(own_by_indicator),
        rolled_up=shared.by_key(rolled_up_by_indicator),
    )


def _teams(catalogue: Catalogue, periods: tuple[Period, ...]) -> Mapping[Period, Mapping[str, str]]:
    return {
        period: {
            code: team_id
            for team_id in reversed(tuple(catalogue.teams))
            for code in catalogue.areas_of(team_id, catalogue.schedule.cut_off(period))
        }
        for period in periods
    }


def qualities(catalogue: Catalogue, figures: Figures) -> Mapping[str, Mapping[int, DataQuality]]:
    """Return path of an annex → line → how final the figure on it is, where there is one."""
    del catalogue
    return {
        report.indicators[0].source.path: {
            row.source.line: row.record.data_quality
            for row in report.indicators
            if row.record.has_data
        }
        for report in figures.reports.values()
        if report.indicators
    }


def own_by_indicator(catalogue: Catalogue, figures: Figures) -> ByIndicator:
    """Return the figures of each indicator in each period."""
    del catalogue
    return _by_indicator(figures.indicators)


def rolled_up_by_indicator(catalogue: Catalogue, figures: Figures) -> ByIndicator:
    """Return the figures worked out from months, of each indicator in each longer period."""
    del catalogue
    return _by_indicator(figures.rolled_up)


def _by_indicator(figures: Mapping[tuple[Period, str, str], IndicatorFigure]) -> ByIndicator:
    found: dict[tuple[Period, str], dict[str, IndicatorFigure]] = {}
    for (period, scope, indicator), figure in figures.items():
        found.setdefault((period, indicator), {})[scope] = figure
    return found


def figure_uri(figure: IndicatorFigure, figures: Figures) -> str | None:
    """Return where an area's or a team's figure stands in a report; None for the province."""
    if (figure.period, figure.scope) in figures.reports:
        anchor = indicator_anchor(figure.indicator_id)
        return f"{report_annexes_uri(figure.period, figure.scope)}#{anchor}"
    if figure.scope.isdigit() and figure.sources:
        return source_uri(figure.sources[0])
    return None


def with_unit(value: Decimal | None, indicator: Indicator) -> str:
    """Return `1.234,5 tỷ đồng`, kept on one line."""
    unit = indicator.unit.replace(" ", "\u00a0")
    return f"{format_number(value, indicator.decimals)}\u00a0{unit}"


def extremes(
    figures: Iterable[IndicatorFigure | None],
) -> tuple[list[IndicatorFigure], list[IndicatorFigure]]:
    """Return the areas with the lowest and those with the highest figure of the period."""
    stated = [figure for figure in figures if figure is not None and figure.actual is not None]
    values = [figure.actual for figure in stated if figure.actual is not None]
    if not values:
        return [], []
    low, high = min(values), max(values)
    return (
        [figure for figure in stated if figure.actual == low],
        [figure for figure in stated if figure.actual == high],
    )
