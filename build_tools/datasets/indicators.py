"""Indicators: their values by area as reports state them, and the totals worked out of these."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from build_tools.aggregation.figures import PROVINCE, Figures, IndicatorFigure
from build_tools.datasets.from_records import record_columns, schema_field
from build_tools.datasets.model import (
    Column,
    Dataset,
    Field,
    Kind,
    Topic,
    Value,
    count_field,
    dataset,
)
from build_tools.datasets.provenance import (
    ROW_SOURCE,
    Corrections,
    corrected_column,
    period_column,
    places_in_short,
    report_column,
    report_columns,
    source_column,
)
from build_tools.views.cells import NO_DATA, NO_PERCENT, NOT_COMPARABLE, WITHHELD
from build_tools.views.formatting import round_half_up
from build_tools.views.teams_in_words import team_label
from schemas.catalogue import Catalogue, Located, Report
from schemas.indicator import Aggregation, DataQuality, Indicator, IndicatorValue
from schemas.period import Period

T = TypeVar("T")
_PERCENT_DECIMALS = 1  # as on the pages
_CURRENT = ("actual", "cumulative")  # what a report may estimate
_NO_PLAN = "không giao kế hoạch cho địa bàn này"
_SEE_REASON = "lý do ở missing_reason"
_NOT_ADDED = "chỉ tiêu tỷ lệ, không cộng giữa các địa bàn"
MISSING_REASON = Field(
    name="missing_reason",
    title="Vì sao trống",
    about="Vì sao không có số thực hiện, lũy kế. Trống không bao giờ có nghĩa là 0.",
    blank="có số liệu",
)
_ESTIMATED = Field(
    name="estimated",
    aside=True,
    title="Có số ước",
    about="true: có ít nhất một số ước tính trong tổng.",
    kind=Kind.BOOLEAN,
    required=True,
)
_SHARES = (
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
_CHANGE = Field(
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
    yield _stated_column("actual", _SEE_REASON, lambda row: row.actual)
    yield _stated_column("cumulative", _SEE_REASON, lambda row: row.cumulative)
    yield _stated_column("same_period", NO_DATA, lambda row: row.same_period)
    for field in _SHARES:
        yield Column(field, _share(field.name, lambda stated: stated.figure))
    yield Column(
        _CHANGE, lambda stated: stated.exact(stated.figure.change) if stated.figure else None
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
    estimate = ("data_quality", DataQuality.ESTIMATE.value) if name in _CURRENT else None
    field = replace(schema_field(IndicatorValue, name), blank=blank, estimate_if=estimate)
    return Column(field, lambda stated: stated.exact(of(stated.located.record)))


def _share(name: str, figure_of: Callable[[T], IndicatorFigure | None]) -> Callable[[T], Value]:
    def share(thing: T) -> Value:
        value = getattr(figure_of(thing), name, None)
        return None if value is None else round_half_up(value, _PERCENT_DECIMALS)

    return share


def _why_missing(stated: _Stated) -> Value:
    record = stated.located.record
    return None if record.has_data else record.note or NO_DATA


@dataclass(frozen=True, slots=True)
class _Total:
    """A figure of a team or of the province, with its indicator."""

    figure: IndicatorFigure
    indicator: Indicator

    def exact(self, value: Decimal | None) -> Decimal | None:
        """Return the number with the decimals of its indicator."""
        return None if value is None else round_half_up(value, self.indicator.decimals)


def totals_datasets(catalogue: Catalogue, figures: Figures) -> Iterator[Dataset]:
    """Yield the totals as reports give them, and those of longer periods by their months."""
    key = ("period", "scope", "indicator_id")
    yield dataset(
        Topic(
            name="indicator-totals",
            title="Số chung của Tổ và toàn tỉnh",
            about="Tổng của các địa bàn có số liệu trong kỳ; tỷ lệ phần trăm không bao giờ cộng.",
            source="tính từ reports/KỲ/to-NN/indicators.csv",
            key=key,
        ),
        tuple(_total_columns(catalogue, figures)),
        _totals(catalogue, figures.indicators),
    )
    yield dataset(
        Topic(
            name="indicator-roll-ups",
            title="Số quý, năm tính từ báo cáo tháng",
            about="Số của kỳ dài tính từ các tháng, để đối chiếu với báo cáo của chính kỳ ấy.",
            source="tính từ reports/THÁNG/to-NN/indicators.csv",
            key=key,
        ),
        tuple(_total_columns(catalogue, figures)),
        _totals(catalogue, figures.rolled_up),
    )


def _totals(
    catalogue: Catalogue, found: Mapping[tuple[Period, str, str], IndicatorFigure]
) -> list[_Total]:
    scopes = {scope: rank for rank, scope in enumerate((PROVINCE, *catalogue.teams))}
    order = {key: rank for rank, key in enumerate(catalogue.indicators)}
    totals = [
        _Total(figure, catalogue.indicators[figure.indicator_id].record)
        for figure in found.values()
        if figure.scope in scopes
    ]
    return sorted(
        totals,
        key=lambda total: (
            total.figure.period,
            scopes[total.figure.scope],
            order[total.figure.indicator_id],
        ),
    )


def _total_columns(catalogue: Catalogue, figures: Figures) -> Iterator[Column[_Total]]:
    labels = {PROVINCE: "Toàn tỉnh"} | {
        team_id: team_label(catalogue, team_id) for team_id in catalogue.teams
    }
    yield period_column(lambda total: total.figure.period)
    yield Column(
        Field(
            name="scope",
            title="Phạm vi",
            about="Mã Tổ, hoặc province là toàn tỉnh.",
            required=True,
            on_sheet=False,
        ),
        lambda total: total.figure.scope,
    )
    yield Column(
        Field(name="scope_label", title="Phạm vi", about="Tổ hoặc Toàn tỉnh.", required=True),
        lambda total: labels[total.figure.scope],
    )
    yield from record_columns(
        catalogue, IndicatorValue, ["indicator_id"], lambda total: total.figure
    )
    for name in ("plan", "actual", "cumulative", "same_period"):
        estimate = ("estimated", True) if name in _CURRENT else None
        field = replace(schema_field(IndicatorValue, name), blank=_SEE_REASON, estimate_if=estimate)
        yield Column(field, _total_value(name))
    for field in _SHARES:
        yield Column(field, _share(field.name, lambda total: total.figure))
    yield Column(_CHANGE, _total_value("change"))
    yield from _coverage()
    yield Column(_ESTIMATED, lambda total: total.figure.estimated)
    yield Column(replace(MISSING_REASON, blank="có số"), _why_no_total)
    yield report_column(lambda total: _report_of(figures, total))
    yield Column(
        replace(
            ROW_SOURCE,
            about="Các dòng đã cộng: tệp trong content/ và số dòng.",
            required=False,
            blank="không dòng nào có số",
        ),
        lambda total: places_in_short(total.figure.sources) or None,
    )


def _total_value(name: str) -> Callable[[_Total], Value]:
    return lambda total: total.exact(getattr(total.figure, name))


def _coverage() -> Iterator[Column[_Total]]:
    yield Column(
        count_field("reported", "Địa bàn có số", "Số địa bàn đã cho số liệu."),
        lambda total: total.figure.reported,
    )
    yield Column(
        count_field("expected", "Trên tổng số", "Số địa bàn phải có số."),
        lambda total: total.figure.expected,
    )
    yield Column(
        count_field("compared", "Địa bàn so được", "Số địa bàn có số ở cả kỳ này và kỳ trước."),
        lambda total: total.figure.compared,
    )


def _why_no_total(total: _Total) -> Value:
    figure = total.figure
    if total.indicator.aggregation is Aggregation.NONE:
        return _NOT_ADDED
    if figure.withheld:
        return WITHHELD
    return None if figure.actual is not None or figure.cumulative is not None else NO_DATA


def _report_of(figures: Figures, total: _Total) -> tuple[Period, str] | None:
    key = total.figure.period, total.figure.scope
    return key if key in figures.reports else None
