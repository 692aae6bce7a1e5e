"""All rows of a report's annexes, and all that changed, where its own page has them in short."""

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.site_model import SearchEntry
from build_tools.views.addresses import (
    HOME,
    REPORTS,
    period_uri,
    report_annexes_uri,
    report_uri,
)
from build_tools.views.formatting import format_day, format_number, in_sentence
from build_tools.views.page import PageView
from build_tools.views.parts import Crumb
from build_tools.views.sections import Section, sections_toc
from build_tools.views.teams_in_words import team_label
from schemas.catalogue import Catalogue, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportAnnexesView:
    """What the page of a report's annexes says."""

    crumbs: tuple[Crumb, ...]
    title: str
    subtitle: str
    period: str
    as_of: str
    notes: tuple[str, ...]
    answer: str
    report: str
    sections: tuple[Section, ...]


def report_annexes_page(
    catalogue: Catalogue, report: Report, sections: Sequence[Section], notes: tuple[str, ...]
) -> PageView:
    """Return the page of the sections; `notes` are those of the report's own page."""
    team = team_label(catalogue, report.team_id)
    title = f"Phụ lục báo cáo {in_sentence(report.period)} – {team}"
    rows = [len(found) for found in report.annexes.values() if found]
    view = ReportAnnexesView(
        crumbs=(
            Crumb("Trang chủ", HOME),
            Crumb("Báo cáo", REPORTS),
            Crumb(report.period.label, period_uri(report.period)),
            Crumb(team, report_uri(*report.key)),
            Crumb("Phụ lục"),
        ),
        title=title,
        subtitle=f"Bộ phận giúp việc {catalogue.teams[report.team_id].team.record.name}",
        period=report.period.label,
        as_of=format_day(report.head.record.data_as_of),
        notes=notes,
        answer=f"{format_number(sum(rows))} dòng ở {len(rows)} trên {len(report.annexes)} phụ lục; "
        "mỗi dòng ghi chỗ của nó trong tệp báo cáo.",
        report=report_uri(*report.key),
        sections=tuple(sections),
    )
    return PageView(
        uri=report_annexes_uri(*report.key),
        kind="report-annexes",
        title=title,
        template="report_annexes.html.j2",
        view=view,
        section=REPORTS,
        toc=sections_toc(view.sections),
        search=SearchEntry(team=team, period=report.period),
    )
