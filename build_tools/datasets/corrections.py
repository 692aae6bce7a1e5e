"""Corrections: what was mended in reports after they were sent."""

from collections.abc import Iterator
from dataclasses import replace

from build_tools.aggregation.figures import Figures
from build_tools.datasets.from_records import record_columns
from build_tools.datasets.model import Column, Dataset, Field, Topic, dataset
from build_tools.datasets.provenance import ROW_SOURCE, report_column, report_columns
from build_tools.validation.corrected import Corrected
from build_tools.views.corrections import shown_corrections
from build_tools.views.formatting import place_label
from schemas.catalogue import Catalogue
from schemas.correction import Correction


def corrections_dataset(catalogue: Catalogue, figures: Figures) -> Dataset:
    """Return every correction of what the site shows; its place is that of the corrected row."""
    return dataset(
        Topic(
            name="corrections",
            title="Đính chính",
            about="Mỗi chỗ đã sửa sau khi gửi báo cáo: trước, nay ghi gì, vì sao, ai, khi nào.",
            source="reports/KỲ/corrections.csv",
        ),
        tuple(_correction_columns(catalogue)),
        shown_corrections(catalogue, figures, sorted(catalogue.corrections)),
    )


def _correction_columns(catalogue: Catalogue) -> Iterator[Column[Corrected]]:
    yield from report_columns(catalogue, lambda each: each.report.key)
    yield from record_columns(
        catalogue, Correction, ["file", "record"], lambda each: each.correction.record
    )
    yield Column(
        Field(
            name="field",
            title="Trường",
            about="Tên trường trong bảng của phụ lục; prose là lời văn dưới một đề mục.",
            required=True,
        ),
        lambda each: each.field,
    )
    yield Column(
        Field(name="field_title", title="Cột, khóa", about="Tên tiếng Việt.", required=True),
        lambda each: each.title,
    )
    said: Iterator[Column[Corrected]] = record_columns(
        catalogue,
        Correction,
        ["old", "new", "reason", "date", "by"],
        lambda each: each.correction.record,
    )
    for column in said:
        yield Column(replace(column.field, blank="để trống"), column.of)
    yield report_column(lambda each: each.report.key)
    yield Column(
        replace(ROW_SOURCE, about="Chỗ được sửa: tệp trong content/ và dòng."),
        lambda each: place_label(each.row.source.at()),
    )
