"""Figures in prose: those quoted from the annex (`{KT01 | Xã Đạ Tẻh}`) and those typed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic_core import PydanticCustomError

from build_tools.diagnostics import Diagnostic
from build_tools.validation.kept import KeptByReport, each_finding
from build_tools.validation.nearest import nearest
from build_tools.validation.rules.typed_figures import check_typed_figures
from build_tools.validation.rules.wording import cut_off, period_text
from schemas.base import same_name
from schemas.catalogue import Catalogue, Report
from schemas.indicator import Aggregation, Indicator, IndicatorValue
from schemas.place import Place
from schemas.prose import Prose
from schemas.quote import FigureQuote, Measure

if TYPE_CHECKING:  # markdown-it is loaded where a body is not plain
    from markdown_it.token import Token

_PARTS = {
    Measure.ACTUAL: ("actual",),
    Measure.CUMULATIVE: ("cumulative",),
    Measure.PLAN: ("plan",),
    Measure.SAME_PERIOD: ("same_period",),
}


def check_prose_figures(
    catalogue: Catalogue, kept: KeptByReport | None = None
) -> Iterator[Diagnostic]:
    """Yield `figure.*`: quotes must lead to a figure of their report; typed ones may not differ."""
    yield from each_finding(catalogue, _of_report, kept)
    for prose in _other_prose(catalogue):
        for place, content in quotes_of(prose):
            yield Diagnostic(code="figure.outside-report", place=place, value=content)


def _of_report(catalogue: Catalogue, report: Report) -> tuple[Diagnostic, ...]:
    quotes = tuple(quotes_of(report.prose))
    checker = _QuoteChecker.of(catalogue, report) if quotes else None
    found = [one for place, content in quotes if checker for one in checker.check(place, content)]
    return (*found, *check_typed_figures(catalogue, report))


def _other_prose(catalogue: Catalogue) -> Iterator[Prose]:
    yield from (team.prose for team in catalogue.teams.values())
    yield from (document.prose for document in catalogue.documents.values())
    yield from (page.prose for page in catalogue.pages.values())


def quoted_areas(catalogue: Catalogue, report: Report, quote: FigureQuote) -> frozenset[str]:
    """Return the codes of the areas whose figures a quote of the report shows; none if unknown."""
    checker = _QuoteChecker.of(catalogue, report)
    if quote.area is not None:
        code = checker.area(quote.area)
        return frozenset() if code is None else frozenset({code})
    return frozenset(checker.rows.get(quote.indicator, ()))


def quotes_of(prose: Prose) -> Iterator[tuple[Place, str]]:
    """Yield place and text of every quote, without its braces."""
    if "{" not in prose.source:  # most have none, and no other rule asks for tokens
        return
    for block in prose.tokens:
        for token in block.children or ():
            if token.type == "figure":
                yield Place(prose.path, *_place(prose, block, token)), token.content


def _place(prose: Prose, block: Token, token: Token) -> tuple[int, int]:
    line, column = token.meta.get("place", (prose.line(block), 1))
    return int(line), int(column)


@dataclass(frozen=True, slots=True)
class _QuoteChecker:
    """What one report has to quote from: indicators, areas of its team, figures by both."""

    indicators: Mapping[str, Indicator]
    areas: Mapping[str, str]  # code → full name
    rows: Mapping[str, Mapping[str, IndicatorValue]]  # indicator → area → row
    period: str

    @classmethod
    def of(cls, catalogue: Catalogue, report: Report) -> _QuoteChecker:
        known = report.team_id in catalogue.teams
        codes = catalogue.areas_of(report.team_id, cut_off(catalogue, report)) if known else ()
        rows: dict[str, dict[str, IndicatorValue]] = {}
        for row in report.indicators:
            rows.setdefault(row.record.indicator_id, {})[row.record.unit_code] = row.record
        return cls(
            indicators={code: row.record for code, row in catalogue.indicators.items()},
            areas={code: catalogue.areas[code].record.full_name for code in codes},
            rows=rows,
            period=period_text(report.period),
        )

    def check(self, place: Place, content: str) -> Iterator[Diagnostic]:
        """Yield the first thing wrong with a quote."""
        try:
            quote = FigureQuote.parse(content)
        except ValueError:
            yield Diagnostic(code="figure.malformed", place=place, value=content)
            return
        finding = self._unknown(place, quote) or self._absent(place, content, quote)
        if finding:
            yield finding

    def _unknown(self, place: Place, quote: FigureQuote) -> Diagnostic | None:
        if quote.indicator not in self.indicators:
            names = (*self.indicators, *(row.name for row in self.indicators.values()))
            near = nearest(quote.indicator, names)
            return _finding("figure.unknown-indicator", place, quote.indicator, near)
        if quote.area is not None and self.area(quote.area) is None:
            near = nearest(quote.area, tuple(self.areas.values()))
            return _finding("figure.unknown-area", place, quote.area, near)
        if _measure(quote) is None:
            near = nearest(quote.measure, tuple(measure.label for measure in Measure))
            return _finding("figure.unknown-measure", place, quote.measure, near)
        return None

    def _absent(self, place: Place, content: str, quote: FigureQuote) -> Diagnostic | None:
        indicator = self.indicators[quote.indicator]
        rows = self.rows.get(quote.indicator, {})
        if quote.area is None and indicator.aggregation is Aggregation.NONE:
            return _finding("figure.no-total", place, content)
        chosen = list(rows.values())
        if quote.area is not None:
            code = self.area(quote.area)
            chosen = [row for row in chosen if row.unit_code == code]
        for name in _fields(quote, indicator):
            if all(getattr(row, name) is None for row in chosen):
                return Diagnostic(
                    code="figure.no-value",
                    place=place,
                    value=content,
                    params={"indicator": indicator.name, "period": self.period},
                )
        return None

    def area(self, text: str) -> str | None:
        """Return the code of the area named by its code, its full name or its unique name."""
        if text in self.areas:
            return text
        full = [code for code, name in self.areas.items() if same_name(name, text)]
        short = [code for code, name in self.areas.items() if _ends_with(name, text)]
        found = full or short
        return found[0] if len(found) == 1 else None


def _ends_with(full_name: str, text: str) -> bool:
    """Whether the text is the name without its kind: `Đạ Tẻh`, `Phú Quý`."""
    return any(
        full_name.startswith(kind) and same_name(full_name.removeprefix(kind), text)
        for kind in ("Xã ", "Phường ", "Đặc khu ")
    )


def _measure(quote: FigureQuote) -> Measure | None:
    try:
        return Measure.read(quote.measure)
    except PydanticCustomError:
        return None


def _fields(quote: FigureQuote, indicator: Indicator) -> tuple[str, ...]:
    """Return the columns that the quoted figure needs; percentages compare the running sum."""
    measure = Measure.read(quote.measure)
    if measure in _PARTS:
        return _PARTS[measure]
    headline = "cumulative" if indicator.aggregation is Aggregation.SUM else "actual"
    return headline, "plan" if measure is Measure.PERCENT_OF_PLAN else "same_period"


def _finding(code: str, place: Place, value: str, near: str | None = None) -> Diagnostic:
    return Diagnostic(code=code, place=place, value=value, nearest=near)


FACTS = (_of_report,)
