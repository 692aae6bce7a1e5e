"""What stands around the body of a document: links, comments, notes, heads and feet of pages."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_tools.reading.documents.model import Loss, LossKind
from build_tools.reading.documents.tree import Element, said

_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The parts beside the body; `links` are addresses by the id of their relationship."""

    links: Mapping[str, str]
    comments: Mapping[str, str]
    notes: Mapping[tuple[str, str], str]
    margins: tuple[str, ...]

    @classmethod
    def of(cls, parts: Mapping[str, Element]) -> "Surroundings":
        """Gather them from the parsed parts: `rels`, `comments`, `header1` and so on."""
        empty = Element("", {})
        notes = {
            (name, one.attributes.get("id", "")): said(one)
            for name in ("footnotes", "endnotes")
            for one in parts.get(name, empty).children
        }
        return cls(
            links={
                one.attributes.get("Id", ""): one.attributes.get("Target", "")
                for one in parts.get("rels", empty).children
                if one.attributes.get("Type", "").endswith("/hyperlink")
            },
            comments={
                one.attributes.get("id", ""): said(one)
                for one in parts.get("comments", empty).children
            },
            notes=notes,
            margins=tuple(
                _words(tree)
                for name, tree in parts.items()
                if name.startswith(("header", "footer"))
            ),
        )

    def comment(self, reference: Element) -> str:
        """Return what the comment says."""
        return self.comments.get(reference.attributes.get("id", ""), "")

    def note(self, reference: Element) -> str:
        """Return what the note says."""
        name = reference.name.replace("Reference", "s")
        return self.notes.get((name, reference.attributes.get("id", "")), "")

    def outside(self) -> Iterator[Loss]:
        """Yield what stands on every page; a page number alone is nothing."""
        for words in dict.fromkeys(self.margins):
            if _LETTER.search(words):
                yield Loss(LossKind.HEADER, -1, words)


def _words(tree: Element) -> str:
    """Return the text of a head or a foot without the codes of its fields."""
    return " ".join("".join(one.text for one in tree.walk() if one.name == "t").split())
