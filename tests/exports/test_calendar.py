"""Deadlines for the calendars of phones: RFC 5545 by its letter."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from build_tools.exports.calendar import DayEvent, calendar_file

STAMP = dt.date(2026, 7, 10)


def event(
    summary: str = "Hạn gửi báo cáo tháng 07/2026", description: str = "a, b; c\\d"
) -> DayEvent:
    return DayEvent(
        uid="han-2026-07@lam-dong.diaban",
        day=dt.date(2026, 7, 31),
        summary=summary,
        description=description,
    )


def unfolded(made: bytes) -> list[str]:
    return made.decode().replace("\r\n ", "").split("\r\n")


def test_an_event_is_a_whole_day_with_its_text_escaped() -> None:
    assert unfolded(calendar_file("Hạn báo cáo, Lâm Đồng", [event()], STAMP)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Diaban//Diaban//VI",
        "CALSCALE:GREGORIAN",
        "NAME:Hạn báo cáo\\, Lâm Đồng",
        "X-WR-CALNAME:Hạn báo cáo\\, Lâm Đồng",
        "BEGIN:VEVENT",
        "UID:han-2026-07@lam-dong.diaban",
        "DTSTAMP:20260710T000000Z",
        "DTSTART;VALUE=DATE:20260731",
        "DTEND;VALUE=DATE:20260801",
        "SUMMARY:Hạn gửi báo cáo tháng 07/2026",
        "DESCRIPTION:a\\, b\\; c\\\\d",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(st.text(alphabet="aậĐ🙂,;\\\n ", max_size=200))
def test_no_line_is_longer_than_75_octets_or_broken_inside_a_letter(text: str) -> None:
    made = calendar_file("x", [event(description=text)], STAMP)

    for line in made.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()  # raises where a letter is cut
    assert b"\n" not in made.replace(b"\r\n", b"")
    (shown,) = [line for line in unfolded(made) if line.startswith("DESCRIPTION:")]
    escaped = shown.removeprefix("DESCRIPTION:")
    plain = escaped.replace("\\\\", "\0").replace("\\n", "\n").replace("\\,", ",")
    assert plain.replace("\\;", ";").replace("\0", "\\") == text
