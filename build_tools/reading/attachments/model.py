"""What reading an attachment gives, and why one is refused."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPart:
    """A piece of an attachment's text and where it stands; `where` never quotes the file."""

    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All text of an attachment, and its bytes without metadata where those differ from its own.

    `shown_size`: width and height of a PNG in CSS pixels, 96 to an inch where it says how many.
    """

    parts: tuple[TextPart, ...]
    published: bytes | None = None
    shown_size: tuple[int, int] | None = None


class RefusedError(Exception):
    """The attachment may not stand here: the rule that says why, and where in it."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code, where)
        self.code = code
        self.where = where


UNREADABLE = "attachment.unreadable"
TOO_COMPLEX = "attachment.too-complex"
HIDDEN_DATA = "attachment.hidden-data"
METADATA = "siêu dữ liệu"
