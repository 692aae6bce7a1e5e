"""The navigation: tabs, and below them only what stays few for ever.

Reports and areas are reached through their own lists: a navigation that holds them would grow on
every page with every report.
"""

from build_tools.site_model import NavEntry
from build_tools.views.addresses import (
    ABOUT,
    AREAS,
    DATA,
    DIRECTIVES,
    DOCUMENTS,
    GUIDE,
    HOME,
    INDICATORS,
    REGISTERS,
    REPORTS,
    TEAMS,
    TIMELINESS,
    document_uri,
    register_uri,
    team_uri,
)
from build_tools.views.documents import document_label, ordered_documents
from build_tools.views.guide import GENERATED_PAGES, ordered_guide_pages
from build_tools.views.registers import REGISTER_ANNEXES
from build_tools.views.teams_in_words import team_label
from schemas.catalogue import Catalogue


def build_navigation(catalogue: Catalogue) -> tuple[NavEntry, ...]:
    """Return the tabs in their order, each with the pages below it."""
    return (
        NavEntry(title="Trang chủ", uri=HOME),
        NavEntry(title="Báo cáo", uri=REPORTS),
        NavEntry(title="Tiến độ", uri=TIMELINESS),
        NavEntry(title="Tổ", uri=TEAMS, children=_teams(catalogue)),
        NavEntry(title="Địa bàn", uri=AREAS),
        NavEntry(title="Chỉ tiêu", uri=INDICATORS),
        NavEntry(title="Chỉ đạo", uri=DIRECTIVES),
        NavEntry(title="Sổ theo dõi", uri=REGISTERS, children=_registers()),
        NavEntry(title="Văn bản", uri=DOCUMENTS, children=_documents(catalogue)),
        NavEntry(title="Dữ liệu", uri=DATA),
        NavEntry(title="Hướng dẫn", uri=GUIDE, children=_guide(catalogue)),
        NavEntry(title="Thông tin", uri=ABOUT),
    )


def _teams(catalogue: Catalogue) -> tuple[NavEntry, ...]:
    return tuple(
        NavEntry(title=team_label(catalogue, team_id), uri=team_uri(team_id))
        for team_id in catalogue.teams
    )


def _registers() -> tuple[NavEntry, ...]:
    return tuple(
        NavEntry(title=title, uri=register_uri(annex)) for annex, title in REGISTER_ANNEXES.items()
    )


def _documents(catalogue: Catalogue) -> tuple[NavEntry, ...]:
    return tuple(
        NavEntry(title=document_label(page.document.record), uri=document_uri(page.slug))
        for page in ordered_documents(catalogue)
    )


def _guide(catalogue: Catalogue) -> tuple[NavEntry, ...]:
    authored = tuple(
        NavEntry(title=page.page.record.title, uri=f"{page.slug}/")
        for page in ordered_guide_pages(catalogue)
    )
    return authored + tuple(NavEntry(title=title, uri=uri) for uri, title in GENERATED_PAGES)
