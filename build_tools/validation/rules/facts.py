"""All that the rules are told of each report by itself: of each module that asks for some."""

from build_tools.validation.kept import OfReport, head_state
from build_tools.validation.rules import (
    audience,
    completeness,
    continuity,
    dates,
    items,
    numbers,
    people,
    prose_figures,
    restricted_figures,
    signoff,
)

FACTS: tuple[OfReport[object], ...] = (
    head_state,
    *audience.FACTS,
    *completeness.FACTS,
    *continuity.FACTS,
    *dates.FACTS,
    *items.FACTS,
    *numbers.FACTS,
    *people.FACTS,
    *prose_figures.FACTS,
    *restricted_figures.FACTS,
    *signoff.FACTS,
)
