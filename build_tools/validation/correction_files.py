"""`reports/<period>/corrections.csv` to records, by period."""

from collections.abc import Mapping, Sequence

from build_tools.validation.inputs import REPORTS, Inputs
from schemas.catalogue import Located
from schemas.correction import Correction
from schemas.period import Period


def read_corrections(inputs: Inputs) -> Mapping[Period, Sequence[Located[Correction]]]:
    """Read the corrections of every period that has some, oldest period first."""
    found = {
        Period.parse(folder.rpartition("/")[2]): inputs.rows(
            f"{folder}/corrections.csv", Correction
        )
        for folder in inputs.folders(REPORTS)
        if f"{folder}/corrections.csv" in inputs.sources
    }
    return dict(sorted(found.items()))
