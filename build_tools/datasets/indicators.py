"""Indicators: their values by area, as reports state them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from build_tools.aggregation.figures import Figures, IndicatorFigure
from build_tools.datasets.from_records import record_columns, schema_field
from build_tools.datasets.model import (
    Column,
    Dataset,
    Field,
    Kind,
    Topic,
    Value,
    dataset,
)
from build_tools.datasets.provenance import (
    Corrections,
    corrected_column,
    report_column,
    report_columns,
    source_column,
)
from build_tools.views.cells import NO_DATA, NO_PERCENT, NOT_COMPARABLE
from build_tools.views.formatting import round_half_up
from schemas.catalogue import Catalogue, Located, Report
from schemas.indicator import DataQuality, IndicatorValue

T = TypeVar("T")
_PERCENT_DECIMALS = 1  # as on the pages
CURRENT = ("actual", "cumulative")  # what a report may estimate
_NO_PLAN = "không giao kế hoạch cho địa bàn này"
SEE_REASON = "lý do ở missing_reason"
MISSING_REASON = Field(
    name="missing_reason",
    title="Vì sao trống",
    about="Vì sao không có số thực hiện, lũy kế. Trống không bao giờ có nghĩa là 0.",
    blank="có số liệu",
)
SHARES = (
    Field(
        name="percent_of_plan",
        title="Đạt so KH (%)",
        about="Lũy kế (với chỉ tiêu cộng; chỉ tiêu khác: số trong kỳ) chia kế hoạch năm.",
        kind=Kind.NUMBER,
        unit="%",
        blank=NO_PERCENT,
    ),
    Field(
        name="percent_of_same_period",
        title="So cùng kỳ (%)",
        about="Số ấy chia cùng kỳ năm trước.",
        kind=Kind.NUMBER,
        unit="%",
        blank=NO_PERCENT,
    ),
)
CHANGE = Field(
    name="change",
    title="So kỳ trước",
    about="Tăng, giảm của số trong kỳ so với kỳ trước cùng loại, trên các địa bàn có ở cả hai kỳ.",
    kind=Kind.NUMBER,
    blank=NOT_COMPARABLE,
)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A row of `indicators.csv`, and the area's figure of which the shares are."""

    report: Report
    located: Located[IndicatorValue]
    figure: IndicatorFigure | None
    decimals: int

    def exact(self, value: Decimal | None) -> Decimal | None:
        """Return the number with the decimals of its indicator."""
        return None if value is None else round_half_up(value, self.decimals)


def values_dataset(catalogue: Catalogue, figures: Figures, corrected: Corrections) -> Dataset:
    """Return every figure that a report states, in the order of reports and files."""
    decimals = {key: row.record.decimals for key, row in catalogue.indicators.items()}
    return dataset(
        Topic(
            name="indicator-values",
            title="Số liệu chỉ tiêu theo địa bàn",
            about="Mọi số liệu mà các báo cáo ghi: mỗi chỉ tiêu, mỗi địa bàn, mỗi kỳ một dòng.",
            source="reports/KỲ/to-NN/indicators.csv",
            key=("period", "team", "indicator_id", "unit_code"),
        ),
        tuple(_value_columns(catalogue, corrected)),
        [
            _Stated(
                report,
                row,
                figures.indicators.get(
                    (report.period, row.record.unit_code, row.record.indicator_id)
                ),
                decimals[row.record.indicator_id],
            )
            for report in figures.reports.values()
            for row in report.indicators
        ],
    )


def _value_columns(catalogue: Catalogue, corrected: Corrections) -> Iterator[Column[_Stated]]:
    def own(*names: str) -> Iterator[Column[_Stated]]:
        return record_columns(
            catalogue, IndicatorValue, names, lambda stated: stated.located.record
        )

    yield from report_columns(catalogue, lambda stated: stated.report.key)
    yield from own("unit_code", "indicator_id")
    yield _stated_column("plan", _NO_PLAN, lambda row: row.plan)
    yield _stated_column("actual", SEE_REASON, lambda row: row.actual)
    yield _stated_column("cumulative", SEE_REASON, lambda row: row.cumulative)
    yield _stated_column("same_period", NO_DATA, lambda row: row.same_period)
    for field in SHARES:
        yield Column(field, share_of(field.name, lambda stated: stated.figure))
    yield Column(
        CHANGE, lambda stated: stated.exact(stated.figure.change) if stated.figure else None
    )
    yield from own("data_quality")
    yield Column(MISSING_REASON, _why_missing)
    yield from own("note")
    for column in own("as_of", "source"):
        yield Column(replace(column.field, aside=True), column.of)
    yield corrected_column(corrected, lambda stated: stated.located.source)
    yield report_column(lambda stated: stated.report.key)
    yield source_column(lambda stated: stated.located.source.at())


def _stated_column(
    name: str, blank: str, of: Callable[[IndicatorValue], Decimal | None]
) -> Column[_Stated]:
    estimate = ("data_quality", DataQuality.ESTIMATE.value) if name in CURRENT else None
    field = replace(schema_field(IndicatorValue, name), blank=blank, estimate_if=estimate)
    return Column(field, lambda stated: stated.exact(of(stated.located.record)))


def share_of(name: str, figure_of: Callable[[T], IndicatorFigure | None]) -> Callable[[T], Value]:
    """Return how the share of this name is had: with one decimal, as on the pages."""

    def share(thing: T) -> Value:
        value = getattr(figure_of(thing), name, None)
        return None if value is None else round_half_up(value, _PERCENT_DECIMALS)

    return share


def _why_missing(stated: _Stated) -> Value:
    record = stated.located.record
    return None if record.has_data else record.note or NO_DATA
