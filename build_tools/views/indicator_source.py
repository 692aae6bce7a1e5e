"""What the tables of indicators are made of: indicators, figures, and why a figure is blank."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.aggregation.figures import Figures
from build_tools.views.shared import Shared
from schemas.catalogue import Catalogue
from schemas.indicator import Indicator
from schemas.period import Period

Reasons = Mapping[tuple[Period, str], Mapping[str, str]]  # (period, area) → indicator id → note


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
    found: dict[tuple[Period, str], dict[str, str]] = {}
    for report in figures.reports.values():
        for row in report.indicators:
            record = row.record
            if record.actual is None and record.note is not None:
                of_area = found.setdefault((report.period, record.unit_code), {})
                of_area[record.indicator_id] = record.note
    return found
