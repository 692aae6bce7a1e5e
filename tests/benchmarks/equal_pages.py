"""The pages that every peer prints: the same Markdown, the same sections, whatever their number.

A home page, a page for each section, team and area, and reports for the rest: about 900 words of
prose and three tables each, from fixed seeds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from schemas.annex_row import AnnexRow
from schemas.catalogue import Catalogue
from schemas.period import Period
from schemas.registers import ANNEX_ROWS, columns
from tests.benchmarks.sections import AREAS, REPORTS, SECTIONS, TEAMS
from tests.benchmarks.term import FIRST_YEAR, Figures, annex_rows, report_prose, term_periods

REPORTS_A_TEAM_A_YEAR = 17


Lines = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page: its folder ("" is home), title, prose below that, tables with heads."""

    uri: str
    title: str
    prose: str = ""
    tables: tuple[Lines, ...] = ()

    @property
    def body(self) -> str:
        """Prose and tables as Markdown."""
        return "\n\n".join([self.prose, *map(_as_markdown, self.tables)]).lstrip("\n")

    @property
    def is_list(self) -> bool:
        """Whether others lie below it."""
        return self.uri == "" or self.uri in SECTIONS

    @property
    def markdown(self) -> str:
        """The whole text, for those that take the title from it."""
        return f"# {self.title}\n\n{self.body}"


def equal_pages(sample: Catalogue, number: int) -> tuple[PlainPage, ...]:
    """Return exactly `number` pages; ValueError where teams and areas alone are more."""
    standing = tuple(_standing_pages(sample))
    reports = number - len(standing)
    if reports < 0:
        raise ValueError(f"{len(standing)} pages are no reports; {number} are too few")
    return (*standing, *islice(_reports(sample, reports), reports))


def _standing_pages(sample: Catalogue) -> Iterator[PlainPage]:
    yield PlainPage("", "Trang chủ", "Các báo cáo của các Tổ theo dõi địa bàn.\n")
    for uri, title in SECTIONS.items():
        yield PlainPage(uri, title, f"Mục {title.lower()}.\n")
    periods = term_periods(FIRST_YEAR, 1)
    tables = _tables(sample, periods[0], next(iter(sample.teams)), Figures(sample, periods))
    for team_id, team in sample.teams.items():
        yield PlainPage(f"{TEAMS}{team_id}/", team.team.record.name, tables=tables[:1])
    for area in sample.areas.values():
        yield PlainPage(f"{AREAS}{area.record.slug}/", area.record.full_name, tables=tables[:1])


def _reports(sample: Catalogue, number: int) -> Iterator[PlainPage]:
    years = 1 + number // (REPORTS_A_TEAM_A_YEAR * len(sample.teams))
    periods = term_periods(FIRST_YEAR, years)
    figures = Figures(sample, periods)
    for period in periods:
        for team_id in sample.teams:
            tables = _tables(sample, period, team_id, figures)
            title = f"Báo cáo {period.id} {team_id}"
            prose = report_prose(period, team_id)
            yield PlainPage(f"{REPORTS}{period.id}/{team_id}/", title, prose, tables)


def _tables(sample: Catalogue, period: Period, team_id: str, figures: Figures) -> tuple[Lines, ...]:
    annexes = annex_rows(sample, period, team_id, figures)
    return tuple(_lines(ANNEX_ROWS[annex], list(rows)) for annex, rows in annexes.items())


def _lines(model: type[AnnexRow], rows: Sequence[Mapping[str, str]]) -> Lines:
    """Return the heads and rows of the columns that have something."""
    kept = [name for name in columns(model) if any(row.get(name) for row in rows)]
    heads = tuple(model.model_fields[name].title or name for name in kept)
    return (heads, *(tuple(row.get(name, "") for name in kept) for row in rows))


def _as_markdown(lines: Lines) -> str:
    head, *rows = lines
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, ["---"] * len(head), *rows))
