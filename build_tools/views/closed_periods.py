"""Periods that are closed, as of the day of the build."""

from build_tools.aggregation.figures import Figures
from schemas.catalogue import Catalogue
from schemas.period import Period
from schemas.period_lock import PeriodLock


def shown_lock(catalogue: Catalogue, figures: Figures, period: Period) -> PeriodLock | None:
    """Return the lock of a period that was closed by the day of the build."""
    lock = catalogue.locks.get(period)
    return lock if lock is not None and lock.closed_on <= figures.today else None
