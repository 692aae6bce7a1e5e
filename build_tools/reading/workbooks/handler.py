"""Listening to the elements of a part, one class for each kind of part."""

from collections.abc import Mapping

from build_tools.reading.attachments.markup import parse_xml

TRUE = frozenset({"1", "true"})
MOST_CELLS = 200_000  # of a sheet


class Handler:
    """Takes no notice of anything; who needs it listens."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Open an element."""

    def end(self, name: str) -> None:
        """Close an element."""

    def text(self, data: str) -> None:
        """Take a piece of text."""


def parse_part(parts: Mapping[str, bytes], name: str, handler: Handler) -> None:
    """Tell the handler of a part; of one that is not there, nothing."""
    content = parts.get(name)
    if content is not None:
        parse_xml(content, handler.start, handler.end, handler.text)


def whole(text: str | None, other: int = 0) -> int:
    """Return the whole number of an attribute; `other` where it is none."""
    return int(text) if text and text.strip().isdecimal() else other
