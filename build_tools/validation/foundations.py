"""What reports are judged by: settings, catalogues and teams that hold."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from build_tools.diagnostics import Diagnostic
from build_tools.validation.inputs import CATALOGUE, TEAMS, Inputs
from build_tools.validation.rules.structure import check_foundations
from schemas.catalogue import Catalogue, Source

# Without these the rules about reports would ask for what cannot be there, or for other areas.
_ASKED_FOR = frozenset(
    {
        "structure.teams-count",
        "structure.not-scheduled",
        "structure.unknown-successor",
        "structure.successor-without-end",
        "structure.successor-not-in-force",
    }
)


@dataclass(frozen=True, slots=True)
class Foundations:
    """What is found in settings, catalogues and teams; reports are judged where they `hold`."""

    findings: tuple[Diagnostic, ...]
    hold: bool

    @classmethod
    def of(cls, inputs: Inputs, ground: Catalogue, today: dt.date, settings: Source) -> Self:
        """Judge them; where something of them could not be read, nothing more is said."""
        if not (inputs.is_sound(CATALOGUE) and inputs.is_sound(TEAMS)):
            return cls((), hold=False)
        findings = tuple(check_foundations(ground, today, settings))
        return cls(findings, hold=all(one.code not in _ASKED_FOR for one in findings))
