"""Prose as a page shows it: anchors of its headings, quoted figures, addresses of other pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from build_tools.site_model import TocEntry
from schemas.prose import Prose
from schemas.text import slug

DEEPEST_HEADING = 6


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands in prose for a figure quoted as `{KT01 | Xã Đạ Tẻh}`: formatted, with its source.

    `title` says whose figure it is and of which period; `uri` leads to it.
    """

    text: str
    title: str
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class Screenshot:
    """Where a picture of the guide lies, and its size in CSS pixels."""

    uri: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseView:
    """Prose and what is needed to print it.

    `ids`: an anchor for each of `prose.headings`. `shift` is added to every heading's level.
    `quotes`: text inside the braces → what is shown; a text without an entry is shown as typed.
    `addresses`: path of a content file → address of its page. `matters`: id of a matter → address
    of its page; an id without one is text, and every id where there is no mapping. `screenshots`:
    path of a picture's file → the picture; of one without an entry stand the words that tell it.
    """

    prose: Prose
    ids: tuple[str, ...]
    shift: int = 0
    quotes: Mapping[str, Quote] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    matters: Mapping[str, str] | None = None
    screenshots: Mapping[str, Screenshot] = field(default_factory=dict)

    @property
    def toc(self) -> tuple[TocEntry, ...]:
        """The headings as a page's table of contents, nested by their levels."""
        entries = list(zip(self.prose.headings, self.ids, strict=True))
        flat = [(heading.level, anchor, heading.text) for heading, anchor in entries]
        return _nested(flat)


def build_prose(
    prose: Prose,
    *,
    first_level: int = 2,
    taken: Iterable[str] = (),
    quotes: Mapping[str, Quote] | None = None,
    addresses: Mapping[str, str] | None = None,
) -> ProseView:
    """Make the prose ready: its highest heading gets `first_level`, anchors avoid `taken` ones."""
    highest = min((heading.level for heading in prose.headings), default=first_level)
    return ProseView(
        prose=prose,
        ids=_heading_ids(prose, set(taken)),
        shift=first_level - highest,
        quotes={} if quotes is None else quotes,
        addresses={} if addresses is None else addresses,
    )


def _heading_ids(prose: Prose, taken: set[str]) -> tuple[str, ...]:
    ids: list[str] = []
    for heading in prose.headings:
        base = slug(heading.text) or "muc"
        serial, anchor = 1, base
        while anchor in taken:
            serial += 1
            anchor = f"{base}-{serial}"
        taken.add(anchor)
        ids.append(anchor)
    return tuple(ids)


def _nested(flat: list[tuple[int, str, str]]) -> tuple[TocEntry, ...]:
    entries: list[TocEntry] = []
    index = 0
    while index < len(flat):
        level, anchor, title = flat[index]
        end = index + 1
        while end < len(flat) and flat[end][0] > level:
            end += 1
        entries.append(TocEntry(anchor, title, _nested(flat[index + 1 : end])))
        index = end
    return tuple(entries)
