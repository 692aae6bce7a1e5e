"""The ten annexes of a report: in short on its page, with all their rows on a page of their own."""

from collections.abc import Mapping

from build_tools.aggregation.figures import Figures
from build_tools.views.addresses import report_annexes_uri
from build_tools.views.formatting import format_number
from build_tools.views.parts import TableView
from build_tools.views.report_indicators import indicator_tables, indicator_totals
from build_tools.views.report_rows import annex_table
from build_tools.views.sections import Section
from schemas.annex_row import Item
from schemas.catalogue import Catalogue, Report
from schemas.registers import ANNEX_ROWS
from schemas.report import Annex

_DECLARED_EMPTY = "Không phát sinh (Bộ phận giúp việc khai trong báo cáo)."
_NOTHING_SHOWN = "Không có dòng nào hiện trên trang này."


def annex_anchor(annex: Annex) -> str:
    """Return the anchor of an annex on the pages of a report: `phu-luc-issues`."""
    return f"phu-luc-{annex.value}"


def annex_sections(
    catalogue: Catalogue, figures: Figures, report: Report, ranks: Mapping[str, int]
) -> tuple[Section, ...]:
    """Return every annex in its order: its rows, declared empty, or not in the report.

    `ranks` orders the areas (`report_indicators.area_ranks`).
    """
    folder = report.head.source.path.rpartition("/")[0].removeprefix("content/")
    return tuple(
        Section(
            id=annex_anchor(annex),
            title=_title(number, annex),
            lead=_why_empty(report, annex)
            or f"Nguồn: {folder}/{annex.file_name}; mỗi dòng của bảng ghi số dòng trong tệp.",
            tables=_tables(catalogue, figures, report, annex, ranks),
        )
        for number, annex in enumerate(Annex, start=1)
    )


def annex_summaries(catalogue: Catalogue, figures: Figures, report: Report) -> tuple[Section, ...]:
    """Return every annex in short: how many rows it has, how they stand, and where they are."""
    return tuple(
        _summary(catalogue, figures, report, number, annex)
        for number, annex in enumerate(Annex, start=1)
    )


def _summary(
    catalogue: Catalogue, figures: Figures, report: Report, number: int, annex: Annex
) -> Section:
    anchor, rows = annex_anchor(annex), len(report.annexes.get(annex, ()))
    if not rows:
        return Section(id=anchor, title=_title(number, annex), lead=_why_empty(report, annex))
    is_figures = annex is Annex.INDICATORS
    return Section(
        id=anchor,
        title=_title(number, annex),
        lead=_how_it_stands(figures, report, annex),
        tables=(indicator_totals(catalogue, figures, report),) if is_figures else (),
        more=(
            f"Xem {format_number(rows)} dòng của phụ lục {number}",
            f"{report_annexes_uri(*report.key)}#{anchor}",
        ),
    )


def _title(number: int, annex: Annex) -> str:
    return f"Phụ lục {number}. {annex.label}"


def _why_empty(report: Report, annex: Annex) -> str | None:
    """Return why the annex has no rows; None where it has."""
    if report.annexes.get(annex):
        return None
    declared = annex in report.head.record.nothing_to_report
    return _DECLARED_EMPTY if declared else _NOTHING_SHOWN


def _how_it_stands(figures: Figures, report: Report, annex: Annex) -> str:
    """Return `12 dòng: 7 đang mở, trong đó 2 quá hạn; 5 đã xong.`; of figures, what they cover."""
    rows = report.annexes[annex]
    count = f"{format_number(len(rows))} dòng"
    if annex is Annex.INDICATORS:
        indicators = {row.record.indicator_id for row in report.indicators}
        areas = {row.record.unit_code for row in report.indicators}
        return f"{count}: {len(indicators)} chỉ tiêu của {len(areas)} địa bàn."
    if not issubclass(ANNEX_ROWS[annex], Item):
        return f"{count}."
    open_rows = sum(isinstance(row.record, Item) and row.record.is_open for row in rows)
    threads = figures.threads_by_report.get(report.key, {}).get(annex, ())
    overdue = sum(thread.is_open and thread.overdue for thread in threads)
    late = f", trong đó {format_number(overdue)} quá hạn" if overdue else ""
    closed = format_number(len(rows) - open_rows)
    return f"{count}: {format_number(open_rows)} đang mở{late}; {closed} đã xong."


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
