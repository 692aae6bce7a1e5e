"""A part of a document as a tree of elements by their local names, read without trust."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from build_tools.reading.attachments.markup import parse_xml

TRUE = frozenset({"", "1", "true", "on"})


@dataclass(slots=True)
class Element:
    """An element; `text` is what stands right inside it."""

    name: str
    attributes: Mapping[str, str]
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def child(self, name: str) -> "Element | None":
        """Return the first child of the name."""
        return next((one for one in self.children if one.name == name), None)

    def value(self, name: str) -> str | None:
        """Return the `val` of the first child of the name; None where there is no such child."""
        one = self.child(name)
        return None if one is None else one.attributes.get("val", "")

    def is_on(self, name: str) -> bool | None:
        """Say whether a switch is on or off; None where it is not there."""
        value = self.value(name)
        return None if value is None else value.lower() in TRUE

    def walk(self) -> Iterator["Element"]:
        """Yield the element and all that is in it."""
        yield self
        for one in self.children:
            yield from one.walk()

    def has(self, *names: str) -> bool:
        """Say whether an element of one of the names stands anywhere inside."""
        return any(one.name in names for one in self.walk())


def parse_tree(content: bytes) -> Element:
    """Return the root of a part; RefusedError where it is no XML that may be read."""
    root = Element("", {})
    open_ones = [root]

    def start(name: str, attributes: Mapping[str, str]) -> None:
        element = Element(name, attributes)
        open_ones[-1].children.append(element)
        open_ones.append(element)

    def end(name: str) -> None:
        del name
        open_ones.pop()

    def text(data: str) -> None:
        open_ones[-1].text += data

    parse_xml(content, start, end, text)
    return root.children[0]


_TEXTS = frozenset({"t", "delText", "instrText"})


def said(element: Element) -> str:
    """Return the text of an element that is not part of the body: words apart by blanks."""
    parts = (one.text for one in element.walk() if one.name in _TEXTS)
    return " ".join("".join(f"{part} " for part in parts).split())
