"""Lets a command take what earlier runs read and found, and keeps what it read anew."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from build_tools.project import Project
from build_tools.validation.readings import Readings

_DAY = 24 * 60 * 60
_KEPT_DAYS = 60


@contextmanager
def kept_readings(project: Project) -> Iterator[Readings]:
    """Give the readings of the project; at the end keep what is new, where the disk lets us."""
    readings = Readings.of(project)
    yield readings
    readings.keep(oldest_kept())


def oldest_kept() -> float:
    """Return the moment (Unix seconds) since which somebody must have asked for what is kept."""
    return time.time() - _KEPT_DAYS * _DAY
