"""Which page shows what a finding is about, and where on it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.source_lines import Lines
from build_tools.site_model import TocEntry
from build_tools.views.addresses import (
    ABOUT,
    AREAS,
    DIRECTIVES,
    HOME,
    INDICATORS,
    TEAMS,
    TIMELINESS,
    document_uri,
    period_uri,
    report_annexes_uri,
    report_uri,
    row_anchor,
    team_uri,
)
from build_tools.views.report_annexes import annex_anchor
from schemas.period import Period
from schemas.report import Annex

_CATALOGUES = {
    "agencies.csv": TEAMS,
    "areas.csv": AREAS,
    "areas.geojson": AREAS,
    "directives.csv": DIRECTIVES,
    "indicators.csv": INDICATORS,
    "schedule.csv": TIMELINESS,
}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a page: the first of the anchors that is there, else the top of the page.

    `heading`: the words of the heading under which it stands, where no anchor is known before.
    """

    uri: str
    anchors: tuple[str, ...] = ()
    heading: str | None = None


def page_of(path: str) -> str | None:  # noqa: PLR0911  a table of places
    """Return the address of the page that shows a file of the content; None where none does."""
    with suppress(ValueError):  # the folder is no period
        match path.split("/")[1:]:
            case ["reports", period, _]:
                return period_uri(Period.parse(period))
            case ["reports", period, team, name] if _annex_of(name) is not None:
                return report_annexes_uri(Period.parse(period), team)
            case ["reports", period, team, *_]:
                return report_uri(Period.parse(period), team)
            case ["teams", team, *_]:
                return team_uri(team)
            case ["catalogue", name]:
                return _CATALOGUES.get(name)
            case ["documents", name]:
                return document_uri(name.removesuffix(".md"))
            case ["huong-dan", name]:
                return f"huong-dan/{name.removesuffix('.md')}/"
            case ["index.md"]:
                return HOME
            case ["settings.yml"]:
                return ABOUT
    return None


def spots_of(finding: Diagnostic, lines: Lines) -> Iterator[Spot]:
    """Yield where a finding is shown, the page of its own file first."""
    place = finding.place
    uri = page_of(place.path)
    if uri is None:
        return
    parts = place.path.split("/")
    annex = _annex_of(parts[-1]) if parts[1] == "reports" else None
    if annex is None:
        yield Spot(uri, heading=_heading_above(place.path, place.line, lines))
        return
    yield Spot(uri, (row_anchor(annex, place.line), annex_anchor(annex)))
    yield Spot(report_uri(Period.parse(parts[2]), parts[3]), (annex_anchor(annex),))


def pages_concerned(findings: Iterable[Diagnostic]) -> frozenset[str]:
    """Return the addresses of all pages on which one of the findings is shown."""
    return frozenset(spot.uri for each in findings for spot in spots_of(each, lambda _: None))


def anchor_of(heading: str, toc: tuple[TocEntry, ...]) -> str | None:
    """Return the anchor of the heading in a page's table of contents."""
    for entry in toc:
        anchor = entry.id if entry.title == heading else anchor_of(heading, entry.children)
        if anchor is not None:
            return anchor
    return None


def _annex_of(name: str) -> Annex | None:
    return next((annex for annex in Annex if annex.file_name == name), None)


def _heading_above(path: str, line: int, lines: Lines) -> str | None:
    """Return the words of the Markdown heading on the line or above; None in front matter."""
    source = lines(path) if path.endswith(".md") else None
    if source is None or source.is_yaml(line):
        return None
    for number in range(line, 0, -1):
        text = source.line(number) or ""
        if text.startswith("#") and not source.is_yaml(number):
            return text.lstrip("#").strip()
    return None
