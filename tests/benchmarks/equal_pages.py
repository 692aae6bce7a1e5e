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
from tests.benchmarks.term import FIRST_YEAR, Figures, annex_rows, report_prose, term_periods

REPORTS, TEAMS, AREAS = "bao-cao/", "to/", "dia-ban/"
SECTIONS = {REPORTS: "Báo cáo", TEAMS: "Tổ", AREAS: "Địa bàn"}
REPORTS_A_TEAM_A_YEAR = 17


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page: its folder ("" is home), its title, and Markdown without the first heading."""

    uri: str
    title: str
    body: str

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
    table = _report_tables(sample, periods[0], next(iter(sample.teams)), Figures(sample, periods))
    for team_id, team in sample.teams.items():
        yield PlainPage(f"{TEAMS}{team_id}/", team.team.record.name, table[0])
    for area in sample.areas.values():
        yield PlainPage(f"{AREAS}{area.record.slug}/", area.record.full_name, table[0])


def _reports(sample: Catalogue, number: int) -> Iterator[PlainPage]:
    years = 1 + number // (REPORTS_A_TEAM_A_YEAR * len(sample.teams))
    periods = term_periods(FIRST_YEAR, years)
    figures = Figures(sample, periods)
    for period in periods:
        for team_id in sample.teams:
            tables = _report_tables(sample, period, team_id, figures)
            body = [report_prose(period, team_id), *tables]
            title = f"Báo cáo {period.id} {team_id}"
            yield PlainPage(f"{REPORTS}{period.id}/{team_id}/", title, "\n\n".join(body))


def _report_tables(sample: Catalogue, period: Period, team_id: str, figures: Figures) -> list[str]:
    annexes = annex_rows(sample, period, team_id, figures)
    return [_table(ANNEX_ROWS[annex], list(rows)) for annex, rows in annexes.items()]


def _table(model: type[AnnexRow], rows: Sequence[Mapping[str, str]]) -> str:
    """Return the columns that have something, as a table of Markdown."""
    kept = [name for name in columns(model) if any(row.get(name) for row in rows)]
    titles = [model.model_fields[name].title or name for name in kept]
    lines = [titles, ["---"] * len(kept), *([row.get(name, "") for name in kept] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
