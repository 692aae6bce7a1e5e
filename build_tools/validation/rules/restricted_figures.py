"""Figures that a row keeps from some readers: no wider prose quotes them, no wider row tells them.

What is known of one area and one indicator tells its other figures: a quarter less two months is
the third, the running sums of two months differ by what lies between, next year's "same period" is
this year's figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.language import Phrase
from build_tools.validation.findings import written
from build_tools.validation.kept import KeptByReport, each_fact, each_report
from build_tools.validation.rows import different_in
from build_tools.validation.rules.prose_figures import quoted_areas, quotes_of
from build_tools.validation.rules.wording import label, period_text
from schemas.audience import known_audiences, may_see
from schemas.catalogue import Catalogue, Located, Report
from schemas.indicator import Aggregation, IndicatorValue
from schemas.period import Period
from schemas.place import Place
from schemas.quote import FigureQuote

_Key = tuple[str, str]  # indicator, area


@dataclass(frozen=True, slots=True)
class _Figure:
    """A row of figures and who may see it."""

    period: Period
    row: Located[IndicatorValue]
    seen_by: frozenset[str]

    @property
    def name(self) -> Phrase:
        return period_text(self.period).within(f"{self.row.record.indicator_id}, ", "")


def check_restricted_figures(
    catalogue: Catalogue, kept: KeptByReport | None = None
) -> Iterator[Diagnostic]:
    """Yield `audience.quotes-restricted` and `audience.computable`."""
    kept_back: set[_Key] = set()
    for _, (narrowed, quoted) in each_fact(catalogue, _of_report, kept):
        kept_back.update(narrowed)
        yield from quoted
    if not kept_back:
        return
    of_reports = [each for _, each in each_report(catalogue, _figures_of, kept)]
    for key in sorted(kept_back):
        of_area = [figure for figures in of_reports for figure in figures.get(key, ())]
        yield from _computable(catalogue.indicators[key[0]].record.aggregation, of_area)


def _of_report(
    catalogue: Catalogue, report: Report
) -> tuple[tuple[_Key, ...], tuple[Diagnostic, ...]]:
    """Return of which indicators and areas not everyone may see a figure, and what quotes them."""
    everyone = known_audiences(catalogue.teams)
    readers = _readers(catalogue, report)
    if len(readers) == len(everyone) and not any(different_in(report.indicators, "audience")):
        return (), ()
    figures = _figures_of(catalogue, report)
    hidden = [each for some in figures.values() for each in some if each.seen_by != readers]
    hidden.sort(key=lambda each: each.row.source.line)
    narrowed = figures if len(readers) < len(everyone) else map(_key, hidden)
    quoted = tuple(_quoted(catalogue, report, hidden)) if hidden else ()
    return tuple(sorted(set(narrowed))), quoted


def _readers(catalogue: Catalogue, report: Report) -> frozenset[str]:
    own = report.head.record.audience
    return frozenset(each for each in known_audiences(catalogue.teams) if may_see(each, own))


def _figures_of(catalogue: Catalogue, report: Report) -> Mapping[_Key, Sequence[_Figure]]:
    """Return the figures of a report by indicator and area."""
    readers = _readers(catalogue, report)
    figures: dict[_Key, list[_Figure]] = {}
    for row in report.indicators:
        figure = _Figure(report.period, row, _who(readers, row))
        figures.setdefault(_key(figure), []).append(figure)
    return figures


def _key(figure: _Figure) -> _Key:
    return figure.row.record.indicator_id, figure.row.record.unit_code


def _who(readers: frozenset[str], row: Located[IndicatorValue]) -> frozenset[str]:
    """Return who of the report's readers may see the row."""
    own = row.record.audience
    return readers if own is None else frozenset(each for each in readers if may_see(each, own))


def _quoted(
    catalogue: Catalogue, report: Report, hidden: Sequence[_Figure]
) -> Iterator[Diagnostic]:
    """Yield the quotes of the prose that rest on rows which not all readers of it may see."""
    for place, content in quotes_of(report.prose):
        try:
            quote = FigureQuote.parse(content)
        except ValueError:
            continue  # figure.malformed
        codes = quoted_areas(catalogue, report, quote)
        for each in hidden:
            record = each.row.record
            if record.indicator_id == quote.indicator and record.unit_code in codes:
                yield _finding("audience.quotes-restricted", place, f"{{{content}}}", each)
                break


def _computable(aggregation: Aggregation, of_area: Sequence[_Figure]) -> Iterator[Diagnostic]:
    """Yield the rows from which a figure follows that not all of their readers may see."""
    for hidden in of_area:
        for each in of_area:
            if each is hidden or each.seen_by <= hidden.seen_by:
                continue
            name = _telling(aggregation, each, hidden)
            if name is not None:
                place = each.row.source.at(name)
                field = {"field": label(each.row.record, name)}
                yield _finding("audience.computable", place, hidden.name, hidden, field)


def _telling(aggregation: Aggregation, each: _Figure, hidden: _Figure) -> str | None:
    """Return the field of a row that tells the hidden figure; None where none does."""
    record, period = each.row.record, each.period
    if record.actual is not None and _contains(aggregation, period, hidden.period):
        return "actual"
    if record.cumulative is not None and _runs_over(aggregation, period, hidden.period):
        return "cumulative"
    before = period.year_before
    if record.same_period is not None and (
        before == hidden.period
        or _contains(aggregation, before, hidden.period)
        or _runs_over(aggregation, before, hidden.period)
    ):
        return "same_period"
    return None


def _contains(aggregation: Aggregation, longer: Period, shorter: Period) -> bool:
    """Say whether the figure of one period is made of that of the other, or is the same."""
    if longer == shorter or not set(shorter.months) <= set(longer.months):
        return False
    if aggregation is Aggregation.LAST:
        return longer.last_month == shorter.last_month
    return aggregation is Aggregation.SUM


def _runs_over(aggregation: Aggregation, later: Period, period: Period) -> bool:
    """Say whether the running sum at the end of one period holds the figure of the other."""
    return (
        aggregation is Aggregation.SUM
        and later != period
        and later.year == period.year
        and later.last_month >= period.last_month
    )


def _finding(
    code: str, place: Place, value: str, hidden: _Figure, params: Mapping[str, str] | None = None
) -> Diagnostic:
    first = hidden.row.source.at()
    return Diagnostic(
        code=code,
        place=place,
        value=value,
        related=first,
        params={"first": written(first), **(params or {})},
    )


FACTS = (_of_report,)
