"""The nine annexes of words over all reports: every row of every report, as it stands there now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools.aggregation.figures import Figures
from build_tools.datasets.from_records import record_columns
from build_tools.datasets.model import Column, Dataset, Topic, dataset
from build_tools.datasets.provenance import (
    Corrections,
    corrected_column,
    report_column,
    report_columns,
    source_column,
)
from schemas.annex_row import AnnexRow
from schemas.catalogue import Catalogue, Located, Report
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import Annex

SKIPPED = {"audience"}  # who may see a row decides whether it is here at all
NAMES: Mapping[Annex, str] = {
    Annex.INDICATORS: "indicator-values",
    Annex.DIRECTIVES: "directive-steps",
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of an annex in its report."""

    report: Report
    located: Located[AnnexRow]


def annex_name(annex: Annex) -> str:
    """Return the name of the annex's table: `issues`, `indicator-values`."""
    return NAMES.get(annex, annex.value)


def annex_datasets(
    catalogue: Catalogue, figures: Figures, corrected: Corrections
) -> Iterator[Dataset]:
    """Yield a table for each annex but the figures, in the order of reports and files."""
    for annex in Annex:
        if annex is not Annex.INDICATORS:
            yield dataset(
                Topic(
                    name=annex_name(annex),
                    title=annex.label,
                    about="Mọi dòng của phụ lục này trong mọi báo cáo; việc chưa xong thì kỳ nào "
                    "cũng có dòng.",
                    source=f"reports/KỲ/to-NN/{annex.file_name}",
                    key=("period", "team", *_own_key(annex)),
                ),
                tuple(_columns(catalogue, annex, corrected)),
                [
                    _Row(report, located)
                    for report in figures.reports.values()
                    for located in report.annexes.get(annex, ())
                ],
            )


def _own_key(annex: Annex) -> tuple[str, ...]:
    own = columns(ANNEX_ROWS[annex])
    return own[:2] if annex is Annex.DIRECTIVES else own[:1]


def _columns(catalogue: Catalogue, annex: Annex, corrected: Corrections) -> Iterator[Column[_Row]]:
    kind = ANNEX_ROWS[annex]
    yield from report_columns(catalogue, lambda row: row.report.key)
    names = [name for name in columns(kind) if name not in SKIPPED]
    yield from record_columns(catalogue, kind, names, lambda row: row.located.record)
    yield corrected_column(corrected, lambda row: row.located.source)
    yield report_column(lambda row: row.report.key)
    yield source_column(lambda row: row.located.source.at())
