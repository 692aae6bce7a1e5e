"""All files of data of one build: of every table, and the workbooks of reports, periods, registers.

They take time, so they are products: made when a site is written, kept while nothing changes them.
What tells programs of the tables follows from their fields, and is made at once.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import NamedTuple, TypeVar

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

T = TypeVar("T")


class _Group(NamedTuple):
    """Files by address; `said` is all that decides their bytes beside address and program."""

    said: object
    files: Mapping[str, Callable[[], bytes]]


def data_files(data: Data) -> tuple[SiteFile, ...]:
    """Return what tells programs of all tables."""
    tables, edition = data.tables, data.edition
    return (
        SiteFile(uri=f"{DATA}{PACKAGE}", content=data_package(tables, edition)),
        SiteFile(uri=f"{DATA}{CSVW}", content=csvw_metadata(tables, edition)),
        *(
            SiteFile(uri=table_file(table.name, SCHEMA), content=json_schema(table))
            for table in tables
        ),
    )


def data_products(catalogue: Catalogue, figures: Figures, data: Data) -> tuple[Product, ...]:
    """Return the files of every table, then the workbooks."""
    groups = [
        _Group((table, data.edition), _table_files(table, data.edition)) for table in data.tables
    ]
    groups += (
        _Group(book, {uri: partial(workbook_file, book)})
        for uri, book in _workbooks(catalogue, figures, data)
    )
    teller = Teller()
    return tuple(
        Product(uri=uri, source=teller.of(group.said, uri), make=make)
        for group in groups
        for uri, make in group.files.items()
    )


def _table_files(table: Dataset, edition: Edition) -> Mapping[str, Callable[[], bytes]]:
    return {
        table_file(table.name, ".csv"): partial(csv_file, table),
        table_file(table.name, "-excel.csv"): partial(excel_csv_file, table),
        table_file(table.name, ".json"): partial(json_file, table, edition),
    }


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


class Teller:
    """Takes the digest of what files say; of rows and fields only once, as many files hold them."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}  # with what it is, so that it stays
        self._fields = Fingerprints()
        self.of = Fingerprints({Dataset: self._table}).of

    def _table(self, table: Dataset) -> object:
        fields = self._once(table.fields, self._fields.digest)
        return table.topic, fields, b"".join([self._once(row, _digest) for row in table.rows])

    def _once(self, value: T, tell: Callable[[T], bytes]) -> bytes:
        known = self._known.get(id(value))
        if known is None:
            known = self._known[id(value)] = value, tell(value)
        return known[1]


def _digest(row: tuple[Value, ...]) -> bytes:
    """Return the SHA-256 of a row; its values say by how they are printed what and of what kind."""
    return hashlib.sha256(repr(row).encode()).digest()
