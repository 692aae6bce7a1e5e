"""The page of one indicator: the newest figure first, then periods, teams, areas, definition."""

from dataclasses import dataclass
from decimal import Decimal

from build_tools.aggregation.figures import IndicatorFigure
from build_tools.site_model import SearchEntry, TocEntry
from build_tools.views.addresses import HOME, INDICATORS, indicator_uri
from build_tools.views.cells import WITHHELD, marked_if_estimated
from build_tools.views.facts import Fact
from build_tools.views.formatting import format_day, format_number, format_percent
from build_tools.views.indicator_book import IndicatorBook, extremes, with_unit
from build_tools.views.indicator_measures import scopes_in_words
from build_tools.views.indicator_months import months_section
from build_tools.views.indicator_ranking import RANKING, areas_section, ranking_section
from build_tools.views.indicator_series import SERIES, series_section
from build_tools.views.indicator_teams import TEAMS_SERIES, teams_section
from build_tools.views.page import PageView
from build_tools.views.parts import Crumb, Stat, Tone
from build_tools.views.sections import Section, sections_toc
from schemas.indicator import Aggregation, Direction, Indicator

_WHOLE = Decimal(100)
_NO_FIGURE = "Chưa có báo cáo nào nêu chỉ tiêu này."
_AGGREGATIONS = {
    Aggregation.SUM: "Cộng các địa bàn; quý, năm cộng các tháng",
    Aggregation.LAST: "Cộng các địa bàn; quý, năm lấy giá trị của tháng cuối",
    Aggregation.NONE: "Không cộng giữa các địa bàn, không cộng giữa các kỳ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorView:
    """What the page `chi-tieu/<id>/` says."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    period: str | None
    as_of: str | None
    notes: tuple[str, ...]
    answer: str
    stats: tuple[Stat, ...]
    sections: tuple[Section, ...]
    facts: tuple[Fact, ...]


def build_indicator_page(book: IndicatorBook, indicator: Indicator) -> PageView:
    """Return the page of the indicator."""
    view = build_indicator_view(book, indicator)
    return PageView(
        uri=indicator_uri(indicator.indicator_id),
        kind="indicator",
        title=view.title,
        template="indicator.html.j2",
        view=view,
        section=INDICATORS,
        toc=(*sections_toc(view.sections), TocEntry("dinh-nghia", "Định nghĩa")),
        search=SearchEntry(name=indicator.indicator_id, about=indicator.field.label),
    )


def build_indicator_view(book: IndicatorBook, indicator: Indicator) -> IndicatorView:
    """Say how the indicator stands in the newest period that has figures of it."""
    figure = book.newest(indicator)
    schedule = book.catalogue.schedule
    return IndicatorView(
        crumbs=(
            Crumb("Trang chủ", HOME),
            Crumb("Chỉ tiêu", INDICATORS),
            Crumb(indicator.indicator_id),
        ),
        title=indicator.name,
        subtitle=f"{indicator.indicator_id}, {indicator.field.label}; {indicator.unit}",
        period=None if figure is None else figure.period.label,
        as_of=None if figure is None else format_day(schedule.cut_off(figure.period)),
        notes=_notes(book, indicator, figure),
        answer=_NO_FIGURE if figure is None else f"{_answer(book, indicator, figure)}.",
        stats=() if figure is None else _stats(book, indicator, figure),
        sections=() if figure is None else _sections(book, indicator, figure),
        facts=_facts(indicator),
    )


def _notes(
    book: IndicatorBook, indicator: Indicator, figure: IndicatorFigure | None
) -> tuple[str, ...]:
    """Name a newer period that collects the indicator and has no figure of it yet."""
    if figure is None:
        return ()
    periods = book.figures.periods
    newer = [
        period
        for period in periods
        if period.last_day > figure.period.last_day and period.kind in indicator.period_types
    ]
    return tuple(f"{period.label} chưa có số liệu" for period in newer)


def _answer(book: IndicatorBook, indicator: Indicator, figure: IndicatorFigure) -> str:
    given = f"{figure.reported}/{figure.expected} địa bàn có số liệu"
    if indicator.aggregation is Aggregation.NONE:
        return f"{figure.period.label}: {_range_words(book, indicator, figure)}; {given}"
    value, way = main_value(indicator, figure)
    if figure.withheld:
        return f"{figure.period.label}: không hiện số toàn tỉnh, {WITHHELD}; {given}"
    shown = marked_if_estimated(with_unit(value, indicator), figure)
    parts = [f"{figure.period.label}: toàn tỉnh {shown}{way}"]
    if figure.percent_of_plan is not None:
        parts.append(f"đạt {format_percent(figure.percent_of_plan)} kế hoạch năm")
    if figure.percent_of_same_period is not None:
        parts.append(f"bằng {format_percent(figure.percent_of_same_period)} cùng kỳ năm trước")
    return f"{', '.join(parts)}; {given}"


def main_value(indicator: Indicator, figure: IndicatorFigure) -> tuple[Decimal | None, str]:
    """Return the figure that stands first, and ` (lũy kế)` where it is cumulative."""
    if indicator.aggregation is Aggregation.SUM and figure.cumulative is not None:
        return figure.cumulative, " lũy kế từ đầu năm"
    return figure.actual, ""


def _range_words(book: IndicatorBook, indicator: Indicator, figure: IndicatorFigure) -> str:
    lowest, highest = _extremes(book, indicator, figure)
    if not lowest:
        return "chưa có số trong kỳ"
    low, high = (
        marked_if_estimated(with_unit(found[0].actual, indicator), *found)
        for found in (lowest, highest)
    )
    return (
        f"thấp nhất {low} ({scopes_in_words(book, lowest)}), "
        f"cao nhất {high} ({scopes_in_words(book, highest)}); tỷ lệ không cộng thành số toàn tỉnh"
    )


def _extremes(
    book: IndicatorBook, indicator: Indicator, figure: IndicatorFigure
) -> tuple[list[IndicatorFigure], list[IndicatorFigure]]:
    return extremes(book.figure(figure.period, code, indicator) for code in book.ranks)


def _stats(book: IndicatorBook, indicator: Indicator, figure: IndicatorFigure) -> tuple[Stat, ...]:
    given = Stat(
        label="Địa bàn có số liệu",
        value=f"{figure.reported}/{figure.expected}",
        detail=book.quality(figure),
        uri=f"#{RANKING}",
        tone="warn" if figure.reported < figure.expected else "none",
    )
    if indicator.aggregation is Aggregation.NONE:
        return (*_range_stats(book, indicator, figure), given)
    return (*_total_stats(indicator, figure), given)


def _range_stats(
    book: IndicatorBook, indicator: Indicator, figure: IndicatorFigure
) -> tuple[Stat, ...]:
    return tuple(
        Stat(
            label=label,
            value=marked_if_estimated(with_unit(found[0].actual, indicator), *found),
            detail=scopes_in_words(book, found),
            uri=f"#{SERIES}",
        )
        for label, found in zip(
            ("Thấp nhất", "Cao nhất"), _extremes(book, indicator, figure), strict=True
        )
        if found
    )


def _total_stats(indicator: Indicator, figure: IndicatorFigure) -> tuple[Stat, ...]:
    value, way = main_value(indicator, figure)
    shown = format_number(value, indicator.decimals)
    stats = [
        Stat(
            label="Toàn tỉnh",
            value=marked_if_estimated(shown, figure),
            detail=f"{indicator.unit}{way}",
            uri=f"#{TEAMS_SERIES}",
        )
    ]
    stats += [
        Stat(
            label=label,
            value=format_number(number, indicator.decimals),
            detail=None if share is None else f"{words} {format_percent(share)}",
            uri=f"#{TEAMS_SERIES}",
            tone=_tone(indicator, share) if label == "Cùng kỳ năm trước" else "none",
        )
        for label, number, words, share in (
            ("Kế hoạch năm", figure.plan, "đạt", figure.percent_of_plan),
            ("Cùng kỳ năm trước", figure.same_period, "bằng", figure.percent_of_same_period),
        )
        if number is not None
    ]
    return tuple(stats)


def _tone(indicator: Indicator, share: Decimal | None) -> Tone:
    """Return whether the figure moved the good way against the same period of last year."""
    if share is None or share == _WHOLE or indicator.direction is Direction.NEUTRAL:
        return "none"
    return "good" if (share > _WHOLE) is (indicator.direction is Direction.UP) else "warn"


def _sections(
    book: IndicatorBook, indicator: Indicator, figure: IndicatorFigure
) -> tuple[Section, ...]:
    months = months_section(book, indicator)
    return (
        series_section(book, indicator),
        ranking_section(book, indicator, figure.period),
        teams_section(book, indicator),
        *((months,) if months else ()),
        areas_section(book, indicator),
    )


def _facts(indicator: Indicator) -> tuple[Fact, ...]:
    kinds = ", ".join(kind.label.lower() for kind in indicator.period_types)
    return (
        Fact("Mã", indicator.indicator_id),
        Fact("Lĩnh vực", indicator.field.label),
        Fact("Đơn vị tính", indicator.unit),
        Fact("Chiều tốt", indicator.direction.label),
        Fact("Cách cộng", _AGGREGATIONS[indicator.aggregation]),
        Fact("Số lẻ", format_number(indicator.decimals)),
        Fact("Kỳ thu thập", kinds),
        Fact("Nguồn số liệu", indicator.source),
    )
