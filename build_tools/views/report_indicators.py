"""The annex of indicators, in the columns of practice, the team's total first, then its areas."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from build_tools.aggregation.figures import Figures, IndicatorFigure
from build_tools.views.addresses import (
    area_uri,
    indicator_anchor,
    report_annexes_uri,
    row_anchor,
)
from build_tools.views.cells import (
    NO_DATA,
    WITHHELD,
    estimated_number_cell,
    number_cell,
    percent_cell,
    reason_of,
    unit_cell,
)
from build_tools.views.columns import without_empty_columns
from build_tools.views.formatting import MISSING, format_day, format_number
from build_tools.views.parts import Cell, Column, Row, TableView
from schemas.base import FieldOfWork
from schemas.catalogue import Catalogue, Located, Report
from schemas.indicator import Aggregation, DataQuality, Indicator, IndicatorValue
from schemas.report import Annex, ReportHead
from schemas.text import natural_sort_key

_COLUMNS = (
    Column("TT · Chỉ tiêu, địa bàn"),
    Column("Đơn vị tính"),
    Column("Kế hoạch năm", "number"),
    Column("Thực hiện trong kỳ", "number"),
    Column("Lũy kế", "number"),
    Column("Cùng kỳ năm trước", "number"),
    Column("Đạt so KH", "number", "%"),
    Column("So cùng kỳ", "number", "%"),
    Column("Ghi chú"),
)
_NOT_ADDED = "chỉ tiêu tỷ lệ, không cộng giữa các địa bàn"
Values = Sequence[Located[IndicatorValue]]


def area_ranks(catalogue: Catalogue) -> Mapping[str, int]:
    """Return code → place of each area in the Vietnamese order of full names, in that order."""
    return _ranks(tuple((code, row.record.full_name) for code, row in catalogue.areas.items()))


@lru_cache(maxsize=4)  # nearly every page asks, and sorting Vietnamese names takes long
def _ranks(names: tuple[tuple[str, str], ...]) -> Mapping[str, int]:
    ordered = sorted(names, key=lambda each: natural_sort_key(each[1]))
    return MappingProxyType({code: rank for rank, (code, _) in enumerate(ordered)})


def indicator_tables(
    catalogue: Catalogue, figures: Figures, report: Report, ranks: Mapping[str, int]
) -> tuple[TableView, ...]:
    """Return a table for each field of work that the report has figures of.

    Indicators are numbered through, in the order of the catalogue; `ranks` gives each area's code
    its place in the order of names. A column that is empty in every
    row is left out, and the caption says so.
    """
    printer = _Printer(catalogue, figures, report, ranks)
    numbered = _numbered(catalogue, report)
    tables = (
        printer.table(field, [each for each in numbered if each[1][0].field is field])
        for field in FieldOfWork
    )
    return tuple(table for table in tables if table.rows)


def indicator_totals(catalogue: Catalogue, figures: Figures, report: Report) -> TableView:
    """Return the team's own line of every indicator, leading to those of its areas."""
    printer = _Printer(catalogue, figures, report, {})
    annexes = report_annexes_uri(*report.key)
    fields = list(FieldOfWork)
    listed = sorted(_numbered(catalogue, report), key=lambda each: fields.index(each[1][0].field))
    totals = (printer.total(number, indicator) for number, (indicator, _) in listed)
    rows = tuple(
        Row((row.cells[0]._replace(uri=f"{annexes}#{row.id}"), *row.cells[1:]), id=row.id)
        for row in totals
    )
    caption = "Số chung của Tổ; bấm vào chỉ tiêu để xem từng địa bàn"
    return without_empty_columns(TableView(caption=caption, columns=_COLUMNS, rows=rows, wide=True))


def _numbered(
    catalogue: Catalogue, report: Report
) -> list[tuple[int, tuple[Indicator, list[Located[IndicatorValue]]]]]:
    """Return the report's indicators with their rows, numbered in the order of the catalogue."""
    by_indicator: dict[str, list[Located[IndicatorValue]]] = {}
    for row in report.indicators:
        by_indicator.setdefault(row.record.indicator_id, []).append(row)
    listed = (
        (each.record, by_indicator[each.record.indicator_id])
        for each in catalogue.indicators.values()
        if each.record.indicator_id in by_indicator
    )
    return list(enumerate(listed, start=1))


class _Printer:
    """Rows of one report's annex; figures of totals and percentages are those worked out."""

    def __init__(
        self, catalogue: Catalogue, figures: Figures, report: Report, ranks: Mapping[str, int]
    ) -> None:
        self._catalogue = catalogue
        self._figures = figures
        self._report = report
        self._ranks = ranks

    def table(
        self, field: FieldOfWork, indicators: list[tuple[int, tuple[Indicator, Values]]]
    ) -> TableView:
        rows: list[Row] = []
        for number, (indicator, values) in indicators:
            rows.append(self.total(number, indicator))
            rows += (self._row(indicator, value) for value in self._ordered(values))
        day = format_day(self._report.head.record.data_as_of)
        return without_empty_columns(
            TableView(
                caption=f"{field.label}; số liệu chính thức đến ngày {day} nếu không ghi khác",
                columns=_COLUMNS,
                rows=tuple(rows),
                wide=True,
            )
        )

    def _ordered(self, values: Values) -> Values:
        return sorted(values, key=lambda each: self._ranks[each.record.unit_code])

    def _figure(self, scope: str, indicator: Indicator) -> IndicatorFigure | None:
        return self._figures.indicators.get((self._report.period, scope, indicator.indicator_id))

    def total(self, number: int, indicator: Indicator) -> Row:
        figure = self._figure(self._report.team_id, indicator)
        anchor = indicator_anchor(indicator.indicator_id)
        name, unit = Cell(f"{number}. {indicator.name}"), unit_cell(indicator.unit)
        if figure is None or indicator.aggregation is Aggregation.NONE:
            blanks = (Cell(MISSING, title=_NOT_ADDED) for _ in range(6))
            return Row((name, unit, *blanks, Cell("không cộng")), id=anchor, strong=True)
        decimals = indicator.decimals
        reported = f"{figure.reported}/{figure.expected} địa bàn có số liệu"
        if figure.withheld:
            reported = f"{reported}; {WITHHELD}"
        return Row(
            (
                name,
                unit,
                number_cell(figure.plan, decimals, reason=reason_of(figure)),
                estimated_number_cell(figure, figure.actual, decimals),
                estimated_number_cell(figure, figure.cumulative, decimals),
                number_cell(figure.same_period, decimals, reason=reason_of(figure)),
                percent_cell(figure.percent_of_plan),
                percent_cell(figure.percent_of_same_period),
                Cell(reported if figure.reported < figure.expected else ""),
            ),
            id=anchor,
            strong=True,
        )

    def _row(self, indicator: Indicator, located: Located[IndicatorValue]) -> Row:
        value, line = located.record, located.source.line
        area = self._catalogue.areas[value.unit_code].record
        figure = self._figure(value.unit_code, indicator)
        decimals = indicator.decimals
        return Row(
            (
                Cell(area.full_name, area_uri(area), f"{value.source}, dòng {line}"),
                unit_cell(indicator.unit),
                number_cell(value.plan, decimals, reason="không giao kế hoạch"),
                _reported_cell(value.actual, value, decimals),
                _reported_cell(value.cumulative, value, decimals),
                number_cell(value.same_period, decimals),
                percent_cell(figure.percent_of_plan if figure else None),
                percent_cell(figure.percent_of_same_period if figure else None),
                Cell(_note(value, self._report.head.record)),
            ),
            id=row_anchor(Annex.INDICATORS, line),
        )


def _reported_cell(value: Decimal | None, row: IndicatorValue, decimals: int) -> Cell:
    if value is None:
        return Cell(MISSING, title=row.note or NO_DATA)
    text = format_number(value, decimals)
    return Cell(f"{text} (ước)" if row.data_quality is DataQuality.ESTIMATE else text)


def _note(value: IndicatorValue, head: ReportHead) -> str:
    """Return what differs from the caption, and the row's own note."""
    parts = [
        value.data_quality.label if value.data_quality is DataQuality.PROVISIONAL else None,
        f"Số liệu đến ngày {format_day(value.as_of)}" if value.as_of != head.data_as_of else None,
        value.note,
    ]
    return ". ".join(part.rstrip(".") for part in parts if part)
