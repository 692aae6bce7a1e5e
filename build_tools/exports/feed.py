"""The reports last issued, as an Atom feed (RFC 4287)."""

import datetime as dt
import uuid
import xml.etree.ElementTree as ET
from zoneinfo import ZoneInfo

from build_tools.aggregation.figures import Figures
from build_tools.site_model import SiteFile
from build_tools.views.addresses import REPORTS, report_uri
from build_tools.views.formatting import in_sentence
from build_tools.views.reports import FEED_FILE
from build_tools.views.teams_in_words import team_label
from schemas.catalogue import Catalogue, Report
from schemas.report import ReportStatus
from schemas.text import slug

_ATOM = "http://www.w3.org/2005/Atom"
# Ours, for ever: a reader's program knows by names made with it what it has shown already.
_NAMES = uuid.UUID("6f0c7d0e-3c1b-4b57-9a55-2f1f1d2c8a41")
_MOST = 100  # who follows a feed asks for what is new; the page of reports has all


def feed_file(catalogue: Catalogue, figures: Figures) -> SiteFile:
    """Return the newest hundred of the issued reports on this site, the newest first.

    Names are `urn:uuid:` made of province, period and team, so that they hold wherever the site is
    served; addresses are relative to the feed. A day begins at midnight in the province's zone.
    """
    zone = ZoneInfo(catalogue.settings.time_zone)
    issued = sorted(
        (
            (report.head.record.issued_on, report)
            for report in figures.reports.values()
            if report.head.record.status is ReportStatus.ISSUED and report.head.record.issued_on
        ),
        key=lambda each: (-each[0].toordinal(), each[1].key),
    )[:_MOST]
    feed = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "vi"})
    _add(feed, "id", _name(catalogue, "bao-cao"))
    _add(feed, "title", f"Báo cáo mới – {catalogue.settings.site_name}")
    if catalogue.settings.illustrative:
        _add(feed, "subtitle", "Dữ liệu minh họa.")
    _add(feed, "updated", _midnight(issued[0][0] if issued else figures.today, zone))
    _link(feed, "self", FEED_FILE.removeprefix(REPORTS), "application/atom+xml")
    _link(feed, "alternate", "index.html", "text/html")
    for day, report in issued:
        _add_entry(feed, catalogue, report, _midnight(day, zone))
    ET.indent(feed)
    content = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return SiteFile(uri=FEED_FILE, content=content + b"\n")


def _add_entry(feed: ET.Element, catalogue: Catalogue, report: Report, moment: str) -> None:
    team = catalogue.teams[report.team_id].team.record
    entry = ET.SubElement(feed, "entry")
    _add(entry, "id", _name(catalogue, f"{report.period.id}/{report.team_id}"))
    label = team_label(catalogue, report.team_id)
    _add(entry, "title", f"Báo cáo {in_sentence(report.period)} – {label}")
    _add(entry, "published", moment)
    _add(entry, "updated", moment)
    _add(ET.SubElement(entry, "author"), "name", f"Bộ phận giúp việc {team.name}")
    address = report_uri(*report.key).removeprefix(REPORTS)
    _link(entry, "alternate", f"{address}index.html", "text/html")
    _add(entry, "summary", report.head.record.summary)


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, relation: str, address: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"rel": relation, "href": address, "type": kind})


def _name(catalogue: Catalogue, what: str) -> str:
    return uuid.uuid5(_NAMES, f"{slug(catalogue.settings.province)}/{what}").urn


def _midnight(day: dt.date, zone: ZoneInfo) -> str:
    """RFC 3339, such as `2026-07-09T00:00:00+07:00`."""
    return dt.datetime.combine(day, dt.time(), zone).isoformat()
