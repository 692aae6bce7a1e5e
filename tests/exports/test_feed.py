"""The Atom feed: what RFC 4287 asks of it, and that it holds what the site holds, no more."""

import datetime as dt
import re
import uuid
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from build_tools.aggregation import Sight, as_seen, build_figures
from build_tools.exports.feed import feed_file
from schemas.catalogue import Catalogue
from schemas.period import Period
from schemas.report import ReportStatus

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT00:00:00\+07:00")


def feed_of(catalogue: Catalogue, audience: str = "intranet") -> ET.Element:
    assert catalogue.settings.as_of is not None
    sight = Sight(audience)
    seen = as_seen(catalogue, sight)
    file = feed_file(seen, build_figures(seen, catalogue.settings.as_of, sight))
    assert file.uri == "bao-cao/atom.xml"
    return ET.fromstring(file.content)  # noqa: S314  made here


@pytest.fixture(scope="module")
def feed(sample: Catalogue) -> ET.Element:
    return feed_of(sample)


def june_of_first_team(catalogue: Catalogue) -> tuple[Period, str]:
    key = Period.parse("2026-06"), "to-01"
    assert key in catalogue.reports
    return key


def only(parent: ET.Element, name: str) -> str:
    (found,) = parent.findall(f"{ATOM}{name}")
    assert found.text
    return found.text


def test_feed_and_entries_have_what_the_standard_asks_for(feed: ET.Element) -> None:
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for each in (feed, *entries):
        assert uuid.UUID(only(each, "id").removeprefix("urn:uuid:")).version == 5
        assert only(each, "title")
        assert MOMENT.fullmatch(only(each, "updated"))
    for entry in entries:
        (author,) = entry.findall(f"{ATOM}author")
        assert only(author, "name").startswith("Bộ phận giúp việc Tổ theo dõi địa bàn số ")
        assert only(entry, "summary")
    names = [only(each, "id") for each in (feed, *entries)]
    assert len(set(names)) == len(names)


def test_entries_stand_newest_first_and_the_feed_is_as_new_as_the_first(feed: ET.Element) -> None:
    moments = [only(entry, "updated") for entry in feed.findall(f"{ATOM}entry")]
    assert moments == sorted(moments, reverse=True)
    assert only(feed, "updated") == moments[0]
    assert len(moments) <= 100


def test_an_entry_is_titled_dated_and_linked_as_its_report(
    feed: ET.Element, sample: Catalogue
) -> None:
    entries = {
        entry.find(f"{ATOM}link").get("href"): entry  # type: ignore[union-attr]
        for entry in feed.findall(f"{ATOM}entry")
    }
    entry = entries["2026-06/to-01/index.html"]
    report = sample.reports[june_of_first_team(sample)]
    issued = report.head.record.issued_on
    assert issued is not None
    assert only(entry, "title") == "Báo cáo tháng 06/2026 – Tổ 1"
    assert only(entry, "updated") == f"{issued.isoformat()}T00:00:00+07:00"
    assert only(entry, "summary") == report.head.record.summary


def test_names_and_addresses_hold_no_host(feed: ET.Element) -> None:
    for link in feed.iter(f"{ATOM}link"):
        assert "//" not in (link.get("href") or "//")
    assert {link.get("rel") for link in feed.findall(f"{ATOM}link")} == {"self", "alternate"}


def test_what_this_audience_may_not_see_is_not_in_the_feed(sample: Catalogue) -> None:
    narrowed = dict(sample.reports)
    key = june_of_first_team(sample)
    report = narrowed[key]
    record = report.head.record.model_copy(
        update={"audience": "leadership", "status": ReportStatus.ISSUED}
    )
    narrowed[key] = replace(report, head=replace(report.head, record=record))
    changed = replace(sample, reports=narrowed)
    address = f"{key[0].id.lower()}/{key[1]}/index.html"

    def shown(audience: str) -> bool:
        feed = feed_of(changed, audience)
        return address in {link.get("href") for link in feed.iter(f"{ATOM}link")}

    assert shown("leadership")
    assert not shown("intranet")


def test_without_reports_there_is_a_feed_as_of_today(sample: Catalogue) -> None:
    feed = feed_of(replace(sample, reports={}))
    assert feed.findall(f"{ATOM}entry") == []
    assert only(feed, "updated") == f"{dt.date(2026, 7, 10).isoformat()}T00:00:00+07:00"
    assert only(feed, "subtitle") == "Dữ liệu minh họa."
