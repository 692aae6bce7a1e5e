"""What the data says: every table of the site as typed rows, each with where it comes from.

One definition of a table serves all its forms: CSV, JSON, Excel, the dictionary and the schemas.
"""

from dataclasses import dataclass, replace

from build_tools.aggregation.figures import Figures
from build_tools.datasets.annexes import annex_datasets
from build_tools.datasets.catalogue import catalogue_datasets
from build_tools.datasets.corrections import corrections_dataset
from build_tools.datasets.edition import Edition, edition_of
from build_tools.datasets.indicator_totals import totals_datasets
from build_tools.datasets.indicators import values_dataset
from build_tools.datasets.matters import matters_dataset
from build_tools.datasets.model import Dataset
from build_tools.datasets.periods import periods_dataset
from build_tools.datasets.provenance import corrected_fields
from build_tools.datasets.reports import reports_dataset
from schemas.catalogue import Catalogue

__all__ = ["Data", "Dataset", "build_data"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """The tables of a build; `years` are those of the periods, newest first."""

    tables: tuple[Dataset, ...]
    years: tuple[int, ...]
    edition: Edition


def build_data(
    catalogue: Catalogue, figures: Figures, audience: str, *, with_rows: bool = True
) -> Data:
    """Return every table, what is asked for most first; of what `catalogue` and `figures` show.

    Without rows, what is read from reports has fields alone: enough for the dictionary.
    """
    years = sorted({period.year for period, _ in figures.reports}, reverse=True)
    said = figures
    if not with_rows:
        said = replace(figures, reports={}, indicators={}, rolled_up={}, threads={})
    corrected = corrected_fields(catalogue, said)
    tables = (
        values_dataset(catalogue, said, corrected),
        *totals_datasets(catalogue, said),
        matters_dataset(catalogue, said),
        *annex_datasets(catalogue, said, corrected),
        reports_dataset(catalogue, said),
        periods_dataset(catalogue, said),
        corrections_dataset(catalogue, said),
        *catalogue_datasets(catalogue, said),
    )
    return Data(
        tables=tables,
        years=tuple(years),
        edition=edition_of(catalogue, figures, audience),
    )
