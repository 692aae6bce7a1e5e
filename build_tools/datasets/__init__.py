"""What the data says: every table of the site as typed rows, each with where it comes from.

One definition of a table serves all its forms: CSV, JSON, Excel, the dictionary and the schemas.
"""

from collections.abc import Iterator
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

    Without rows they have fields alone: enough for the dictionary.
    """
    years = sorted({period.year for period, _ in figures.reports}, reverse=True)
    tables = _tables(catalogue, figures) if with_rows else _tables(*_emptied(catalogue, figures))
    return Data(
        tables=tuple(tables),
        years=tuple(years),
        edition=edition_of(catalogue, figures, audience),
    )


def _tables(catalogue: Catalogue, figures: Figures) -> Iterator[Dataset]:
    corrected = corrected_fields(catalogue, figures)
    yield values_dataset(catalogue, figures, corrected)
    yield from totals_datasets(catalogue, figures)
    yield matters_dataset(catalogue, figures)
    yield from annex_datasets(catalogue, figures, corrected)
    yield reports_dataset(catalogue, figures)
    yield periods_dataset(catalogue, figures)
    yield corrections_dataset(catalogue, figures)
    yield from catalogue_datasets(catalogue, figures)


def _emptied(catalogue: Catalogue, figures: Figures) -> tuple[Catalogue, Figures]:
    """Return them without anything that a row is made of."""
    return (
        replace(
            catalogue,
            areas={},
            agencies={},
            indicators={},
            directives={},
            teams={},
            reports={},
            documents={},
            corrections={},
        ),
        replace(
            figures,
            periods=(),
            submissions={},
            indicators={},
            threads={},
            reports={},
            rolled_up={},
        ),
    )
