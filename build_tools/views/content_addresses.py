"""Which page shows which file of the content, for links between content files."""

from collections.abc import Mapping

from build_tools.views.addresses import (
    ABOUT,
    AREAS,
    DOCUMENTS,
    GUIDE,
    GUIDE_ANNEXES,
    GUIDE_DICTIONARY,
    GUIDE_RULES,
    HOME,
    REPORTS,
    TEAMS,
    document_uri,
    team_uri,
)
from schemas.catalogue import Catalogue


def content_addresses(catalogue: Catalogue) -> Mapping[str, str]:
    """Return path of a content file, or of its folder → address of its page."""
    found = {
        "content/index.md": HOME,
        "content/huong-dan": GUIDE,
        "content/documents": DOCUMENTS,
        "content/teams": TEAMS,
        "content/reports": REPORTS,
        "content/catalogue/areas.csv": AREAS,
        "content/settings.yml": ABOUT,
        # Made from the schemas and the rules: the guide leads to them as if they lay beside it.
        **{f"content/{uri[:-1]}": uri for uri in (GUIDE_ANNEXES, GUIDE_RULES, GUIDE_DICTIONARY)},
    }
    for page in catalogue.pages.values():
        found[page.prose.path] = HOME if page.slug == "index" else f"{page.slug}/"
    for document in catalogue.documents.values():
        found[document.prose.path] = document_uri(document.slug)
    for team_id, folder in catalogue.teams.items():
        found[folder.prose.path] = team_uri(team_id)
    return found
