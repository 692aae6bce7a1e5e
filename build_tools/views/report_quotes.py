"""Figures that a report's prose quotes: formatted, with their unit, leading to their row."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from build_tools.aggregation.figures import Figures, IndicatorFigure
from build_tools.views.addresses import indicator_anchor, source_title, source_uri
from build_tools.views.changes import scope_label
from build_tools.views.formatting import NO_BREAK_SPACE, format_number, format_percent
from build_tools.views.prose import Quote
from schemas.base import same_name
from schemas.catalogue import Catalogue, Report
from schemas.indicator import Indicator
from schemas.prose import Prose
from schemas.quote import FigureQuote, Measure

_PERCENTAGES = {Measure.PERCENT_OF_PLAN, Measure.PERCENT_OF_SAME_PERIOD}


def build_quotes(catalogue: Catalogue, figures: Figures, report: Report) -> Mapping[str, Quote]:
    """Return text inside the braces → what stands for it, for each figure quoted in the prose.

    Validation lets through only quotes of figures that the report has.
    """
    codes = catalogue.areas_of(report.team_id, catalogue.schedule.cut_off(report.period))
    found = {}
    for content in dict.fromkeys(_quoted(report.prose)):
        quote = FigureQuote.parse(content)
        scope = report.team_id if quote.area is None else _area(catalogue, codes, quote.area)
        figure = figures.indicators.get((report.period, scope, quote.indicator))
        if figure is not None:
            found[content] = _shown(catalogue, figure, Measure.read(quote.measure))
    return found


def _quoted(prose: Prose) -> Iterable[str]:
    for block in prose.tokens:
        for token in block.children or ():
            if token.type == "figure":
                yield token.content


def _area(catalogue: Catalogue, codes: Iterable[str], text: str) -> str:
    """Return the code of the team's area with that code, full name or name without its kind."""
    areas = [catalogue.areas[code].record for code in codes]
    full = (area.code for area in areas if text == area.code or same_name(area.full_name, text))
    short = (area.code for area in areas if same_name(area.name, text))
    return next(full, None) or next(short, text)


def _shown(catalogue: Catalogue, figure: IndicatorFigure, measure: Measure) -> Quote:
    indicator = catalogue.indicators[figure.indicator_id].record
    title = (
        f"{indicator.name}, {scope_label(catalogue, figure.scope)}, {figure.period.label}, "
        f"{measure.label}"
    )
    if figure.scope in catalogue.teams or not figure.sources:
        return Quote(
            _value(figure, indicator, measure),
            title,
            f"#{indicator_anchor(indicator.indicator_id)}",
        )
    place = figure.sources[0]
    return Quote(
        _value(figure, indicator, measure), f"{title}; {source_title(place)}", source_uri(place)
    )


def _value(figure: IndicatorFigure, indicator: Indicator, measure: Measure) -> str:
    value = _measured(figure, measure)
    if measure in _PERCENTAGES:
        return format_percent(value)
    text = format_number(value, indicator.decimals)
    estimated = "ước " if figure.estimated else ""
    return f"{estimated}{text}{NO_BREAK_SPACE}{indicator.unit}"


def _measured(figure: IndicatorFigure, measure: Measure) -> Decimal | None:
    match measure:
        case Measure.ACTUAL:
            return figure.actual
        case Measure.CUMULATIVE:
            return figure.cumulative
        case Measure.PLAN:
            return figure.plan
        case Measure.SAME_PERIOD:
            return figure.same_period
        case Measure.PERCENT_OF_PLAN:
            return figure.percent_of_plan
        case Measure.PERCENT_OF_SAME_PERIOD:
            return figure.percent_of_same_period
