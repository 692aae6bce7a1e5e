"""The province's annexes of a period: the rows of all teams, one table an annex.

Each row leads to the report it stands in; what a row says beyond these columns stands there.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

from build_tools.aggregation.figures import Figures
from build_tools.site_model import SearchEntry
from build_tools.views.addresses import (
    HOME,
    REPORTS,
    area_uri,
    indicator_uri,
    period_annexes_uri,
    period_uri,
    source_title,
    source_uri,
    team_uri,
)
from build_tools.views.cells import estimated_number_cell
from build_tools.views.columns import without_empty_columns
from build_tools.views.formatting import NO_BREAK_SPACE, format_number, in_sentence
from build_tools.views.guide import GeneratedView
from build_tools.views.page import PagePlan, PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, TableView
from build_tools.views.report_annexes import annex_anchor
from build_tools.views.report_rows import SHOWN, column_kind, field_cell, field_title
from build_tools.views.sections import Section, sections_toc
from build_tools.views.shared import Shared
from build_tools.views.teams_in_words import team_label
from schemas.base import FieldOfWork
from schemas.catalogue import Catalogue, Report
from schemas.indicator import Indicator
from schemas.period import Period
from schemas.registers import ANNEX_ROWS
from schemas.report import Annex

_MOST_INDICATORS = 11  # columns of figures beside two of words, readable across a sheet of A4
_EMPTY = "Không Tổ nào có dòng nào hiện trên trang này."


def plan_period_annexes_pages(
    catalogue: Catalogue, figures: Figures, shared: Shared | None = None
) -> Iterator[PagePlan]:
    """Set the annexes of the teams of every period together, oldest period first."""
    shared = shared or Shared(catalogue, figures)
    for period in figures.periods:
        yield PagePlan(
            period_annexes_uri(period),
            partial(_page, catalogue, figures, shared, period),
            beside=period_uri(period),
        )


def indicators_given(catalogue: Catalogue, figures: Figures) -> Mapping[Period, frozenset[str]]:
    """Return the indicators of which a period has a figure."""
    del catalogue
    found: dict[Period, set[str]] = {}
    for period, _, indicator in figures.indicators:
        found.setdefault(period, set()).add(indicator)
    return {period: frozenset(given) for period, given in found.items()}


def _page(catalogue: Catalogue, figures: Figures, shared: Shared, period: Period) -> PageView:
    keys = (key for key in figures.reports if key[0] == period)
    reports = [figures.reports[key] for key in keys]
    given = shared.by_key(indicators_given).get(period, frozenset())
    tables = (
        _indicator_tables(catalogue, figures, period, given)
        if annex is Annex.INDICATORS
        else (_table(catalogue, reports, annex),)
        for annex in Annex
    )
    sections = tuple(
        _section(number, annex, found)
        for number, (annex, found) in enumerate(zip(Annex, tables, strict=True), start=1)
    )
    title = f"Phụ lục toàn tỉnh {in_sentence(period)}"
    rows = sum(len(found) for report in reports for found in report.annexes.values())
    view = GeneratedView(
        crumbs=(
            Crumb("Trang chủ", HOME),
            Crumb("Báo cáo", REPORTS),
            Crumb(period.label, period_uri(period)),
            Crumb("Phụ lục"),
        ),
        title=title,
        answer=(
            f"{format_number(rows)} dòng phụ lục từ báo cáo của {len(reports)}/"
            f"{len(catalogue.teams)} Tổ; bấm vào một dòng để xem trong báo cáo của Tổ."
        ),
        sections=sections,
    )
    return PageView(
        uri=period_annexes_uri(period),
        kind="annexes",
        title=title,
        template="generated.html.j2",
        view=view,
        section=REPORTS,
        toc=sections_toc(sections),
        search=SearchEntry(period=period),
    )


def _section(number: int, annex: Annex, tables: tuple[TableView, ...]) -> Section:
    unit = "địa bàn" if annex is Annex.INDICATORS else "dòng"
    return Section(
        id=annex_anchor(annex),
        title=f"Phụ lục {number}. {annex.label}",
        tables=tables,
        fold=f"{annex.label} ({format_number(len(tables[0].rows))} {unit})",
    )


def _table(catalogue: Catalogue, reports: Sequence[Report], annex: Annex) -> TableView:
    kind, shown = ANNEX_ROWS[annex], SHOWN[annex]
    first, *others = (Column(field_title(kind, name), column_kind(kind, name)) for name in shown)
    return without_empty_columns(
        TableView(
            caption=f"{annex.label}, theo Tổ",
            columns=(first, Column("Tổ"), *others),
            rows=tuple(
                row for report in reports for row in _rows_of(catalogue, report, annex, shown)
            ),
            wide=True,
            empty=_EMPTY,
        )
    )


def _rows_of(
    catalogue: Catalogue, report: Report, annex: Annex, shown: Sequence[str]
) -> tuple[Row, ...]:
    team = _team_cell(catalogue, report.team_id)
    found = []
    for located in report.annexes.get(annex, ()):
        first, *others = (
            field_cell(catalogue, name, getattr(located.record, name)) for name in shown
        )
        place = located.source.at()
        lead = Cell(first.text, source_uri(place), title=source_title(place), sort=first.sort)
        found.append(Row((lead, team, *others)))
    return tuple(found)


def _team_cell(catalogue: Catalogue, team_id: str) -> Cell:
    """Return the team in a column that is narrow beside many others."""
    return Cell(team_label(catalogue, team_id).replace(" ", NO_BREAK_SPACE), team_uri(team_id))


def _indicator_tables(
    catalogue: Catalogue, figures: Figures, period: Period, given: Container[str]
) -> tuple[TableView, ...]:
    """Return areas by indicators, a table a field; every figure leads to its row.

    A field of many indicators has several tables of about as many: one of all would be printed
    too small to be read.
    """
    indicators = [row.record for name, row in catalogue.indicators.items() if name in given]
    title = f"thực hiện {in_sentence(period)} theo địa bàn"
    tables = []
    for field in FieldOfWork:
        parts = _even_parts([each for each in indicators if each.field == field])
        for number, part in enumerate(parts, start=1):
            which = f" (bảng {number}/{len(parts)})" if len(parts) > 1 else ""
            caption = f"{field.label}: {title}{which}"
            tables.append(_indicators_table(catalogue, figures, period, part, caption))
    nothing = TableView(caption="Chỉ tiêu", columns=(), rows=(), empty=_EMPTY)
    return tuple(tables) or (nothing,)


def _even_parts(indicators: Sequence[Indicator]) -> list[Sequence[Indicator]]:
    """Part them into as few lists as paper allows, none much longer than another."""
    count = -(-len(indicators) // _MOST_INDICATORS)
    bounds = [len(indicators) * part // count for part in range(count + 1)] if count else []
    return [indicators[begin:end] for begin, end in pairwise(bounds)]


def _indicators_table(
    catalogue: Catalogue,
    figures: Figures,
    period: Period,
    indicators: Sequence[Indicator],
    caption: str,
) -> TableView:
    cut_off = catalogue.schedule.cut_off(period)
    rows = (
        Row(
            (
                Cell(
                    catalogue.areas[code].record.full_name, area_uri(catalogue.areas[code].record)
                ),
                _team_cell(catalogue, team_id),
                *(_figure_cell(figures, period, code, each) for each in indicators),
            )
        )
        for team_id in catalogue.teams
        for code in catalogue.areas_of(team_id, cut_off)
    )
    return TableView(
        caption=caption,
        columns=(
            Column("Địa bàn"),
            Column("Tổ"),
            *(
                Column(each.name, "number", each.unit, indicator_uri(each.indicator_id))
                for each in indicators
            ),
        ),
        rows=tuple(rows),
        wide=True,
        empty=_EMPTY,
    )


def _figure_cell(figures: Figures, period: Period, code: str, indicator: Indicator) -> Cell:
    figure = figures.indicators.get((period, code, indicator.indicator_id))
    if figure is None or figure.actual is None:
        return Cell("–")
    uri = source_uri(figure.sources[0]) if figure.sources else None
    return estimated_number_cell(figure, figure.actual, indicator.decimals, uri=uri)
