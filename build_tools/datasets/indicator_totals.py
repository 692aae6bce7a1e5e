"""Indicators: the totals of teams and of the province, worked out of the values by area."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from build_tools.aggregation.figures import PROVINCE, Figures, IndicatorFigure
from build_tools.datasets.from_records import record_columns, schema_field
from build_tools.datasets.indicators import (
    CHANGE,
    CURRENT,
    MISSING_REASON,
    SEE_REASON,
    SHARES,
    share_of,
)
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
    period_column,
    places_in_short,
    report_column,
)
from build_tools.views.cells import NO_DATA, WITHHELD
from build_tools.views.formatting import round_half_up
from build_tools.views.teams_in_words import team_label
from schemas.catalogue import Catalogue
from schemas.indicator import Aggregation, Indicator, IndicatorValue
from schemas.period import Period

_NOT_ADDED = "chỉ tiêu tỷ lệ, không cộng giữa các địa bàn"
_ESTIMATED = Field(
    name="estimated",
    aside=True,
    title="Có số ước",
    about="true: có ít nhất một số ước tính trong tổng.",
    kind=Kind.BOOLEAN,
    required=True,
)


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
        estimate = ("estimated", True) if name in CURRENT else None
        field = replace(schema_field(IndicatorValue, name), blank=SEE_REASON, estimate_if=estimate)
        yield Column(field, _total_value(name))
    for field in SHARES:
        yield Column(field, share_of(field.name, lambda total: total.figure))
    yield Column(CHANGE, _total_value("change"))
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
