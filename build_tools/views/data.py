"""The data: every table with its files, and the dictionary of its fields."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from build_tools.datasets import Data
from build_tools.datasets.edition import Edition
from build_tools.datasets.model import SCHEMA_VERSION, Dataset, Field, Kind
from build_tools.site_model import SearchEntry, TocEntry
from build_tools.views.addresses import DATA, HOME, dataset_uri
from build_tools.views.cells import number_cell, text_cell
from build_tools.views.downloads import (
    DOWNLOADS,
    Download,
    data_downloads,
    table_downloads,
)
from build_tools.views.facts import Fact, fact
from build_tools.views.formatting import format_day, format_number
from build_tools.views.page import PagePlan, PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, TableView
from build_tools.views.sections import Section, sections_toc

TITLE = "Dữ liệu"
READING, CONTRACT = "doc-du-lieu", "dieu-giu-nguyen"
_KIND_WORDS = {
    Kind.TEXT: "văn bản",
    Kind.LIST: "danh sách",
    Kind.PERIOD: "kỳ báo cáo",
    Kind.DAY: "ngày",
    Kind.INTEGER: "số nguyên",
    Kind.NUMBER: "số",
    Kind.BOOLEAN: "đúng/sai",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView:
    """What the page `du-lieu/` says."""

    crumbs: tuple[Crumb, ...]
    title: str
    as_of: str
    answer: str
    schema_version: int
    downloads: tuple[Download, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetView:
    """What the page of one table says."""

    crumbs: tuple[Crumb, ...]
    title: str
    as_of: str
    answer: str
    facts: tuple[Fact, ...]
    downloads: tuple[Download, ...]
    sections: tuple[Section, ...]


def plan_data_pages(data: Data, *, documents: bool = False) -> Iterator[PagePlan]:
    """Plan the list of the tables, then the page of each.

    `documents`: whether the files are made too. How many rows there are is said with them, since
    the tables have none otherwise.
    """
    yield PagePlan(DATA, partial(_index_page, data, documents=documents), fresh=True)
    for table in data.tables:
        make = partial(_table_page, table, data.edition, documents=documents)
        yield PagePlan(dataset_uri(table.name), make, fresh=True)


def _index_page(data: Data, *, documents: bool) -> PageView:
    tables, edition = data.tables, data.edition
    rows = sum(len(table.rows) for table in tables)
    sections = (Section(id="cac-bang", title="Các bảng", tables=(_index_table(tables),)),)
    downloads = data_downloads(data.years, rows) if documents else ()
    view = DataView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb(TITLE)),
        title=TITLE,
        as_of=format_day(edition.as_of),
        answer=f"{format_number(len(tables))} bảng: mọi số liệu, sổ và danh mục của trang này, "
        "cùng một nguồn với các trang; mỗi dòng ghi rõ lấy từ tệp nào, dòng nào.",
        schema_version=SCHEMA_VERSION,
        downloads=downloads,
        sections=sections,
    )
    return PageView(
        uri=DATA,
        kind="data",
        title=TITLE,
        template="data.html.j2",
        view=view,
        section=DATA,
        toc=(
            *_downloads_toc(downloads),
            *sections_toc(sections),
            TocEntry(READING, "Đọc các tệp thế nào"),
            TocEntry(CONTRACT, "Điều giữ nguyên, điều có thể đổi"),
        ),
    )


def _downloads_toc(downloads: tuple[Download, ...]) -> tuple[TocEntry, ...]:
    return (TocEntry(DOWNLOADS, "Tải về"),) if downloads else ()


def _index_table(tables: Sequence[Dataset]) -> TableView:
    return TableView(
        caption="Bấm vào tên bảng để xem từng trường và tải về",
        columns=(
            Column("Bảng"),
            Column("Tên tệp"),
            Column("Số trường", "number"),
            Column("Có gì"),
        ),
        rows=tuple(
            Row(
                (
                    Cell(table.topic.title, dataset_uri(table.name)),
                    Cell(table.name),
                    number_cell(len(table.fields)),
                    Cell(table.topic.about),
                ),
                id=table.name,
            )
            for table in tables
        ),
        wide=True,
    )


def _table_page(table: Dataset, edition: Edition, *, documents: bool) -> PageView:
    topic = table.topic
    sections = (Section(id="cac-truong", title="Các trường", tables=(_fields_table(table),)),)
    downloads = table_downloads(table.name, len(table.rows)) if documents else ()
    view = DatasetView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb(TITLE, DATA), Crumb(topic.title)),
        title=topic.title,
        as_of=format_day(edition.as_of),
        answer=topic.about,
        facts=(
            Fact("Tên tệp", table.name),
            fact("Khóa của một dòng", ", ".join(topic.key), reason="bảng không có khóa"),
            Fact("Lấy từ (trong content/)", topic.source),
        ),
        downloads=downloads,
        sections=sections,
    )
    return PageView(
        uri=dataset_uri(table.name),
        kind="dataset",
        title=f"Dữ liệu: {topic.title}",
        template="dataset.html.j2",
        view=view,
        section=DATA,
        toc=(*_downloads_toc(downloads), *sections_toc(sections)),
        search=SearchEntry(name=table.name),
    )


def _fields_table(table: Dataset) -> TableView:
    return TableView(
        caption=f"{table.name}: {format_number(len(table.fields))} trường",
        columns=(
            Column("Trường"),
            Column("Tên tiếng Việt"),
            Column("Kiểu"),
            Column("Ý nghĩa"),
            Column("Giá trị, đơn vị"),
            Column("Trống nghĩa là"),
        ),
        rows=tuple(_field_row(field) for field in table.fields),
        wide=True,
    )


def _field_row(field: Field) -> Row:
    return Row(
        (
            Cell(field.name),
            Cell(field.title),
            Cell(_KIND_WORDS[field.kind]),
            Cell(field.about),
            _values_cell(field),
            text_cell("" if field.required else field.blank, reason="không bao giờ trống"),
        ),
        id=field.name.replace("_", "-"),
    )


def _values_cell(field: Field) -> Cell:
    if field.refers_to:
        name, key = field.refers_to
        return Cell(f"{key} của bảng {name}", dataset_uri(name))
    if field.labels:
        return Cell("; ".join(f"{code}: {label}" for code, label in field.labels.items()))
    limits = (field.minimum, field.maximum)
    words = [
        *([f"từ {limits[0]}"] if limits[0] is not None else []),
        *([f"đến {limits[1]}"] if limits[1] is not None else []),
        *([field.unit] if field.unit else []),
    ]
    return text_cell(" ".join(words), reason="không có danh sách giá trị")
