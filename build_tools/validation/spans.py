"""Spans of days, both ends included; an open end is the last day there is."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.diagnostics.language import Phrase

_DAY = dt.timedelta(days=1)
OPEN_END = dt.date.max


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From the first to the last day."""

    first: dt.date
    last: dt.date

    @classmethod
    def of(cls, valid_from: dt.date, valid_to: dt.date | None) -> "Span":
        """Return the span of a record that is in force from a day to a day."""
        return cls(valid_from, OPEN_END if valid_to is None else valid_to)

    def meet(self, other: "Span") -> "Span | None":
        """Return the days in both; None when there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Span(first, last) if first <= last else None

    def in_words(self) -> Phrase:
        """Return the days as a sentence names them."""
        first, last = f"{self.first:%d/%m/%Y}", f"{self.last:%d/%m/%Y}"
        if self.last == OPEN_END:
            return Phrase(f"từ {first} trở đi", f"from {first} on")
        if self.first == self.last:
            return Phrase(f"ngày {first}", f"on {first}")
        return Phrase(f"từ {first} đến {last}", f"from {first} to {last}")


def cover(window: Span, spans: Sequence[Span]) -> Iterator[tuple[Span, tuple[int, ...]]]:
    """Cut the window where its cover changes; yield each part and which spans cover it."""
    inside = [(index, part) for index, span in enumerate(spans) if (part := span.meet(window))]
    starts = {window.first, *(part.first for _, part in inside)}
    starts |= {part.last + _DAY for _, part in inside if part.last < window.last}
    ordered = sorted(starts)
    for at, first in enumerate(ordered):
        last = ordered[at + 1] - _DAY if at + 1 < len(ordered) else window.last
        yield Span(first, last), tuple(i for i, part in inside if part.first <= first <= part.last)
