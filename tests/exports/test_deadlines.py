"""The calendar of deadlines: every due day of a year, under names that stay."""

import datetime as dt
import re

from build_tools.aggregation.figures import Figures
from build_tools.aggregation.timeliness import coming_deadlines
from build_tools.exports.deadlines import deadlines_file
from schemas.catalogue import Catalogue


def test_the_calendar_has_every_due_day_of_a_year_with_names_that_stay(
    sample_seen: tuple[Catalogue, Figures],
) -> None:
    sample, figures = sample_seen
    file = deadlines_file(sample, figures)
    made = file.content.decode()
    days = re.findall(r"DTSTART;VALUE=DATE:(\d{8})\r\n", made)
    names = re.findall(r"UID:(\S+)\r\n", made)

    assert file.uri == "tien-do/han-bao-cao.ics"
    assert days == [f"{each.due:%Y%m%d}" for each in coming_deadlines(sample, figures.today)]
    assert (days[0], days[-1]) == ("20260718", "20270620")
    assert len(days) == 12 + 4 + 1
    assert len(set(names)) == len(names)
    assert names[0] == "han-2026-07@lam-dong.diaban"
    assert set(re.findall(r"DTSTAMP:(\S+)\r\n", made)) == {"20260710T000000Z"}


def test_what_is_due_today_is_still_to_come_and_a_leap_day_has_a_year_too(
    sample: Catalogue,
) -> None:
    assert coming_deadlines(sample, dt.date(2026, 7, 18))[0].due == dt.date(2026, 7, 18)
    assert coming_deadlines(sample, dt.date(2026, 7, 19))[0].due == dt.date(2026, 8, 18)
    assert coming_deadlines(sample, dt.date(2028, 2, 29))[-1].due == dt.date(2029, 2, 18)
