"""All files of data of one build: of every table, and the workbooks of reports, periods, registers.

They take time, so they are products: made when a site is written, kept while nothing changes them.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from build_tools.aggregation.figures import Figures
from build_tools.datasets import Data, Dataset
from build_tools.datasets.books import Book, Books
from build_tools.datasets.edition import Edition
from build_tools.datasets.model import Value
from build_tools.exports.data import csv_file, excel_csv_file, json_file
from build_tools.exports.schemas import csvw_metadata, data_package, json_schema
from build_tools.exports.workbook import workbook_file
from build_tools.fingerprint import Fingerprints
from build_tools.site_model import Product, SiteFile
from build_tools.views.addresses import DATA
from build_tools.views.downloads import (
    CSVW,
    PACKAGE,
    SCHEMA,
    WORKBOOK,
    period_file,
    register_file,
    report_file,
    table_file,
    year_file,
)
from build_tools.views.registers import REGISTER_ANNEXES
from schemas.catalogue import Catalogue

_MADE_AT_ONCE = 2000  # rows: keeping a file costs as much as making it of so many


class _Group(NamedTuple):
    """Files by address; `said` is all that decides their bytes beside address and program."""

    said: object
    files: Mapping[str, Callable[[], bytes]]


def data_files(data: Data) -> tuple[SiteFile, ...]:
    """Return what is made at once: small tables, and what tells programs of all of them."""
    tables, edition = data.tables, data.edition
    small = (
        SiteFile(uri=table_file(table.name, ending), content=make())
        for table in tables
        if _is_small(table)
        for ending, make in _makers(table, edition).items()
    )
    return (
        *small,
        SiteFile(uri=f"{DATA}{PACKAGE}", content=data_package(tables, edition)),
        SiteFile(uri=f"{DATA}{CSVW}", content=csvw_metadata(tables, edition)),
        *(
            SiteFile(uri=table_file(table.name, SCHEMA), content=json_schema(table))
            for table in tables
        ),
    )


def data_products(catalogue: Catalogue, figures: Figures, data: Data) -> tuple[Product, ...]:
    """Return the files of every large table, then the workbooks."""
    groups = [
        _Group((table, data.edition), _table_files(table, data.edition))
        for table in data.tables
        if not _is_small(table)
    ]
    groups += (
        _Group(book, {uri: partial(workbook_file, book)})
        for uri, book in _workbooks(catalogue, figures, data)
    )
    teller = _Teller()
    return tuple(
        Product(uri=uri, source=teller.of(group.said, uri), make=make)
        for group in groups
        for uri, make in group.files.items()
    )


def _table_files(table: Dataset, edition: Edition) -> Mapping[str, Callable[[], bytes]]:
    makers = _makers(table, edition).items()
    return {table_file(table.name, ending): make for ending, make in makers}


def _workbooks(catalogue: Catalogue, figures: Figures, data: Data) -> Iterator[tuple[str, Book]]:
    books = Books(catalogue, figures, data.tables, data.edition)
    for report in figures.reports.values():
        yield report_file(*report.key, "xlsx"), books.report(report)
    for period in figures.periods:
        yield period_file(period, "xlsx"), books.period(period)
    for annex in REGISTER_ANNEXES:
        yield register_file(annex, "xlsx"), books.register(annex)
    yield f"{DATA}{WORKBOOK}", books.everything()
    for year in data.years:
        yield year_file(year), books.year(year)


def _is_small(table: Dataset) -> bool:
    return len(table.rows) <= _MADE_AT_ONCE


def _makers(table: Dataset, edition: Edition) -> dict[str, Callable[[], bytes]]:
    return {
        ".csv": partial(csv_file, table),
        "-excel.csv": partial(excel_csv_file, table),
        ".json": partial(json_file, table, edition),
    }


class _Teller:
    """Takes the digest of what files say; of a row only once, as it stands in several of them."""

    def __init__(self) -> None:
        self._rows: dict[int, tuple[object, bytes]] = {}  # with the row itself, so that it stays
        self._fingerprints = Fingerprints({Dataset: self._table})
        self.of = self._fingerprints.of

    def _table(self, table: Dataset) -> object:
        return table.topic, table.fields, b"".join(map(self._row, table.rows))

    def _row(self, row: tuple[Value, ...]) -> bytes:
        known = self._rows.get(id(row))
        if known is None:
            known = self._rows[id(row)] = row, self._fingerprints.digest(row)
        return known[1]
