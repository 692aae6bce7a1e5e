"""Fixtures of the tests of figures: the builder of a small province, a day, the periods."""

import datetime as dt
from typing import Any

import pytest
from hand_made import Province

from schemas.period import Period


@pytest.fixture(scope="session")
def new_province() -> type[Province]:
    """Give the builder itself; a test makes as many provinces as it needs."""
    return Province


@pytest.fixture(scope="session")
def today() -> dt.date:
    """Give a day after everything of the first half of 2026 is due."""
    return dt.date(2026, 7, 10)


@pytest.fixture(scope="session")
def period() -> Any:  # noqa: ANN401  a function; its type is of no use to the tests
    """Give the reader of periods under a short name."""
    return Period.parse
