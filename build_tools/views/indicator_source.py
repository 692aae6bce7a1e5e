"""What the tables of indicators are made of: indicators, figures, and why a figure is blank."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.aggregation.figures import Figures
from build_tools.views.shared import Shared
from schemas.catalogue import Catalogue
from schemas.indicator import Indicator
from schemas.period import Period

Reasons = Mapping[tuple[Period, str, str], str]  # (period, area code, indicator id) → note


@dataclass(frozen=True, slots=True)
class IndicatorSource:
    """What the tables are made of: the catalogue's indicators, figures, notes on blank cells."""

    indicators: tuple[Indicator, ...]
    figures: Figures
    reasons: Reasons


def indicator_source(
    catalogue: Catalogue, figures: Figures, shared: Shared | None = None
) -> IndicatorSource:
    """Gather what the tables of all scopes need; the notes say why a figure is blank."""
    shared = shared or Shared(catalogue, figures)
    indicators = tuple(located.record for located in catalogue.indicators.values())
    return IndicatorSource(indicators, figures, shared.by_key(reasons))


def reasons(catalogue: Catalogue, figures: Figures) -> Reasons:
    """Return the notes of the rows without a figure."""
    del catalogue
    return {
        (report.period, row.record.unit_code, row.record.indicator_id): row.record.note
        for report in figures.reports.values()
        for row in report.indicators
        if row.record.actual is None and row.record.note is not None
    }
