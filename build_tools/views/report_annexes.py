"""The ten annexes of a report: their rows, declared empty, or not in the report."""

from collections.abc import Mapping

from build_tools.aggregation.figures import Figures
from build_tools.views.parts import TableView
from build_tools.views.report_indicators import indicator_tables
from build_tools.views.report_rows import annex_table
from build_tools.views.sections import Section
from schemas.catalogue import Catalogue, Report
from schemas.report import Annex


def annex_anchor(annex: Annex) -> str:
    """Return the anchor of an annex on the report's page: `phu-luc-issues`."""
    return f"phu-luc-{annex.value}"


def annex_sections(
    catalogue: Catalogue, figures: Figures, report: Report, ranks: Mapping[str, int]
) -> tuple[Section, ...]:
    """Return every annex in its order: its rows, declared empty, or not in the report.

    `ranks` orders the areas (`report_indicators.area_ranks`).
    """
    return tuple(
        Section(
            id=annex_anchor(annex),
            title=f"Phụ lục {number}. {annex.label}",
            lead=_lead(report, annex),
            tables=_tables(catalogue, figures, report, annex, ranks),
        )
        for number, annex in enumerate(Annex, start=1)
    )


def _lead(report: Report, annex: Annex) -> str:
    folder = report.head.source.path.rpartition("/")[0].removeprefix("content/")
    if report.annexes.get(annex):
        return f"Nguồn: {folder}/{annex.file_name}; mỗi dòng của bảng ghi số dòng trong tệp."
    if annex in report.head.record.nothing_to_report:
        return "Không phát sinh (Bộ phận giúp việc khai trong báo cáo)."
    return "Không có dòng nào hiện trên trang này."


def _tables(
    catalogue: Catalogue,
    figures: Figures,
    report: Report,
    annex: Annex,
    ranks: Mapping[str, int],
) -> tuple[TableView, ...]:
    rows = report.annexes.get(annex, ())
    if not rows:
        return ()
    if annex is Annex.INDICATORS:
        return indicator_tables(catalogue, figures, report, ranks)
    return (annex_table(catalogue, figures, report, annex, rows),)
