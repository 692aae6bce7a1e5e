"""All-day events as an iCalendar file (RFC 5545), for the calendars of phones and of Outlook."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_OCTETS_A_LINE = 75  # RFC 5545, 3.1, without the line end
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEvent:
    """An event of one whole day.

    `uid` names it for ever: a calendar that reads the file again moves the event rather than
    adding another.
    """

    uid: str
    day: dt.date
    summary: str
    description: str


def calendar_file(name: str, events: Iterable[DayEvent], stamp: dt.date) -> bytes:
    """Return the events as a calendar called `name`; `stamp` is the day on which it was made.

    It has no METHOD: PUBLISH asks for an ORGANIZER with an address (RFC 5546, 3.2.1), and no
    person's address is published.
    """
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Diaban//Diaban//VI",
        "CALSCALE:GREGORIAN",
        f"NAME:{_text(name)}",  # RFC 7986
        f"X-WR-CALNAME:{_text(name)}",  # what most programs read instead
        *(line for event in events for line in _event(event, stamp)),
        "END:VCALENDAR",
    )
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(event: DayEvent, stamp: dt.date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + dt.timedelta(days=1):%Y%m%d}"  # the end is not included
    yield f"SUMMARY:{_text(event.summary)}"
    yield f"DESCRIPTION:{_text(event.description)}"
    yield "TRANSP:TRANSPARENT"  # the day is not taken
    yield "END:VEVENT"


def _text(value: str) -> str:
    """Escape a text (RFC 5545, 3.3.11)."""
    return value.translate(_ESCAPED)


def _folded(line: str) -> str:
    """Break a line after at most 75 octets, never inside a letter.

    A broken line goes on after a blank, which counts.
    """
    parts, part, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _OCTETS_A_LINE:
            parts.append(part)
            part, size = "", 1
        part += letter
        size += octets
    return "\r\n ".join([*parts, part])
