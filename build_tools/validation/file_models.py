"""Which schema the records of each file under `content/` have."""

from pathlib import PurePosixPath

from build_tools.validation.inputs import CONTENT
from schemas.area import Agency, Area
from schemas.base import Record
from schemas.correction import Correction
from schemas.directive import Directive
from schemas.document import AuthoredPage, Document
from schemas.indicator import Indicator
from schemas.registers import ANNEX_ROWS
from schemas.report import ReportHead
from schemas.schedule import ScheduleRule
from schemas.settings import Settings
from schemas.team import Member, Team, TeamArea

# Patterns of paths below `content/`, as `PurePosixPath.match` reads them.
_MODELS: tuple[tuple[str, type[Record]], ...] = (
    ("/settings.yml", Settings),
    ("/index.md", AuthoredPage),
    ("/huong-dan/*.md", AuthoredPage),
    ("/documents/*.md", Document),
    ("/catalogue/areas.csv", Area),
    ("/catalogue/agencies.csv", Agency),
    ("/catalogue/indicators.csv", Indicator),
    ("/catalogue/directives.csv", Directive),
    ("/catalogue/schedule.csv", ScheduleRule),
    ("/teams/*/team.md", Team),
    ("/teams/*/members.csv", Member),
    ("/teams/*/areas.csv", TeamArea),
    ("/reports/*/corrections.csv", Correction),
    ("/reports/*/*/report.md", ReportHead),
    *((f"/reports/*/*/{annex.file_name}", row) for annex, row in ANNEX_ROWS.items()),
)


def model_of(path: str) -> type[Record] | None:
    """Return the schema of a file's rows or front matter, by its path from the project's root.

    None for attachments, locks and outlines, which hold no records.
    """
    below = PurePosixPath("/", path.removeprefix(f"{CONTENT}/"))
    return next((model for pattern, model in _MODELS if below.match(pattern)), None)
