"""The coming deadlines for calendars."""

from build_tools.aggregation.figures import Figures
from build_tools.aggregation.timeliness import Deadline, coming_deadlines
from build_tools.exports.calendar import DayEvent, calendar_file
from build_tools.site_model import SiteFile
from build_tools.views.downloads import CALENDAR_FILE
from build_tools.views.formatting import format_day, in_sentence
from schemas.catalogue import Catalogue
from schemas.text import slug


def deadlines_file(catalogue: Catalogue, figures: Figures) -> SiteFile:
    """Return the deadlines of the next twelve months."""
    deadlines = coming_deadlines(catalogue, figures.today)
    name = f"Hạn báo cáo, {catalogue.settings.province}"
    events = (_event(catalogue, each) for each in deadlines)
    return SiteFile(uri=CALENDAR_FILE, content=calendar_file(name, events, figures.today))


def _event(catalogue: Catalogue, deadline: Deadline) -> DayEvent:
    """Return the event; its name is made of province and period, so that it moves with its day."""
    period = deadline.period
    return DayEvent(
        uid=f"han-{period.id.lower()}@{slug(catalogue.settings.province)}.diaban",
        day=deadline.due,
        summary=f"Hạn gửi báo cáo {in_sentence(period)}",
        description=(
            f"Gửi Tổ trưởng báo cáo {in_sentence(period)}, "
            f"số liệu chốt ngày {format_day(deadline.cut_off)}."
        ),
    )
