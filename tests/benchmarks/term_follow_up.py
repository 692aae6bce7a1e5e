"""Rows of the annexes that a synthetic term has besides figures, issues and tasks.

As many rows a report as the sample's reports have, rounded up. Directives stay open from the first
report to the last in every area that its team keeps; the rest is closed in the report that tells of
it.
"""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.period import Period, PeriodKind
from schemas.report import Annex

Row = dict[str, str]
_ROWS = {
    Annex.REQUESTS: ("DN", 1),
    Annex.RECOMMENDATIONS: ("KN", 2),
    Annex.REMINDERS: ("DD", 1),
    Annex.MEETINGS: ("HN", 3),
    Annex.ORIENTATION: ("DH", 2),
    Annex.INFORMATION_REQUESTS: ("YC", 3),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What a report's rows are about.

    Its areas, those of them that its team keeps to the end of the term, the name of its head, a
    directive that they carry out, its last day.
    """

    period: Period
    team_id: str
    areas: Sequence[str]
    staying: Sequence[str]
    head: str
    directive_id: str
    last_day: dt.date


def follow_up_rows(ground: Ground, words: Sequence[str]) -> dict[Annex, Iterator[Row]]:
    """Return the rows of the seven annexes by the names of their fields."""
    day = f"{ground.last_day:%d/%m/%Y}"
    rows = {
        annex: _rows(annex, prefix, number, ground, _Texts(ground, annex, day, words))
        for annex, (prefix, number) in _ROWS.items()
    }
    steps = _directive_rows(ground, _Texts(ground, Annex.DIRECTIVES, day, words))
    return {**rows, Annex.DIRECTIVES: steps}


def thread_ids(prefix: str, period: Period, team_id: str, number: int) -> Iterator[str]:
    """Yield `number` ids that no other report of the team has for its own."""
    kind = list(PeriodKind).index(period.kind)
    first = 1 + (kind * 12 + period.ordinal - 1) * number
    for each in range(first, first + number):
        yield f"{prefix}-{period.year}-{team_id[3:]}{each:03}"


class _Texts:
    """What the rows of one annex say, from a fixed seed."""

    def __init__(self, ground: Ground, annex: Annex, day: str, words: Sequence[str]) -> None:
        seed = f"{ground.period.id}/{ground.team_id}/{annex.value}"
        self.chance = random.Random(seed)  # noqa: S311  a fixed seed, not a secret
        self.day = day
        self._words = words

    def __call__(self) -> str:
        """Return another sentence of a dozen words."""
        return " ".join(self.chance.choices(self._words, k=12)).capitalize()


def _rows(annex: Annex, prefix: str, number: int, ground: Ground, text: _Texts) -> Iterator[Row]:
    for thread_id in thread_ids(prefix, ground.period, ground.team_id, number):
        area = text.chance.choice(ground.areas)
        yield {"unit_code": area, **_own(annex, thread_id, ground, text)}


def _own(annex: Annex, thread_id: str, ground: Ground, text: _Texts) -> Row:
    day = text.day
    match annex:
        case Annex.REQUESTS:
            own = {"request_id": thread_id, "received_on": day, "content": text()}
            answered = {"authority": "Thường trực Tỉnh ủy", "forwarded_on": day, "opinion": text()}
            return {**own, **answered, "notified_on": day, "status": "Đã thông báo lại"}
        case Annex.RECOMMENDATIONS:
            own = {"rec_id": thread_id, "content": text(), "sent_to": "Tổ trưởng", "sent_on": day}
            return {**own, "response": text(), "response_on": day, "status": "Đã thực hiện"}
        case Annex.REMINDERS:
            own = {"reminder_id": thread_id, "directive_id": ground.directive_id}
            said = {"reminded_on": day, "form": "Văn bản", "content": text(), "result": text()}
            return {**own, **said}
        case Annex.MEETINGS:
            own = {"meeting_id": thread_id, "date": day, "host": "Đảng ủy xã", "title": text()}
            said = {"kind": "Làm việc", "attendees": ground.head, "conclusion": text()}
            return {**own, **said, "follow_up": text()}
        case Annex.ORIENTATION:
            own = {"note_id": thread_id, "date": day, "topic": text()}
            return {**own, "by": ground.head, "result": text()}
        case _:
            own = {"req_id": thread_id, "asked": "Văn phòng Đảng ủy xã", "content": text()}
            return {
                **own,
                "sent_on": day,
                "due_date": day,
                "received_on": day,
                "status": "Đã nhận đủ",
            }


def _directive_rows(ground: Ground, text: _Texts) -> Iterator[Row]:
    for area in ground.staying:
        yield {
            "directive_id": ground.directive_id,
            "unit_code": area,
            "task": "Xây dựng kế hoạch của địa bàn",
            "local_plan_ref": "20-KH/ĐU",
            "progress_pct": str(text.chance.randrange(5, 95, 5)),
            "status": "Đang thực hiện",
        }
