"""Figures of the sample, worked out once for all tests of views."""

import pytest

from build_tools.aggregation import build_figures
from build_tools.aggregation.figures import Figures
from schemas.catalogue import Catalogue


@pytest.fixture(scope="session")
def figures(sample: Catalogue) -> Figures:
    today = sample.settings.as_of
    assert today is not None
    return build_figures(sample, today)
