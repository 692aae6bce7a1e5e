"""Styles of a document: what a paragraph or a run looks like where it does not say itself."""

import re
from dataclasses import dataclass, fields, replace

from build_tools.reading.documents.tree import Element

_MOST_ANCESTORS = 20
_HEADING = re.compile(r"heading ([1-9])", re.IGNORECASE)
_BODY_TEXT = 9  # outline level of what is no heading
NumberedAt = tuple[str, int]  # id of the numbering, level from 0


@dataclass(frozen=True, slots=True)
class Look:
    """What properties say; None where they do not. `level` is that of a heading, 0 for none."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    level: int | None = None
    numbering: str | None = None  # "0" takes a numbering away
    numbering_level: int | None = None

    def over(self, other: "Look") -> "Look":
        """Return this look, and the other where this one does not say."""
        names = [one.name for one in fields(self)]
        said = {name: getattr(self, name) for name in names if getattr(self, name) is not None}
        return replace(other, **said)


NO_LOOK = Look()


def look_of(paragraph: Element | None, run: Element | None) -> Look:
    """Read `pPr` and `rPr`."""
    level = numbering = numbering_level = None
    if paragraph is not None:
        outline = paragraph.value("outlineLvl")
        if outline is not None and outline.isdecimal():
            level = 0 if int(outline) >= _BODY_TEXT else int(outline) + 1
        numbered = paragraph.child("numPr")
        if numbered is not None:
            numbering = numbered.value("numId")
            at = numbered.value("ilvl") or ""
            numbering_level = int(at) if at.isdecimal() else None
    if run is None:
        return Look(level=level, numbering=numbering, numbering_level=numbering_level)
    return Look(
        bold=run.is_on("b"),
        italic=run.is_on("i"),
        hidden=run.is_on("vanish"),
        level=level,
        numbering=numbering,
        numbering_level=numbering_level,
    )


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    look: Look


class Styles:
    """Looks up what a style says, with all that it is based on."""

    def __init__(self, root: Element) -> None:
        self._styles: dict[str, _Style] = {}
        self._default = ""
        for element in root.children:
            if element.name == "style":
                self._add(element)
        self._looks: dict[str, Look] = {}

    def _add(self, element: Element) -> None:
        style_id = element.attributes.get("styleId", "")
        look = look_of(element.child("pPr"), element.child("rPr"))
        name = element.value("name") or ""
        heading = _HEADING.fullmatch(name.strip())
        if heading and look.level is None:
            look = Look(level=int(heading[1])).over(look)
        self._styles[style_id] = _Style(name, element.value("basedOn") or "", look)
        is_default = element.attributes.get("default", "0") in {"1", "true"}
        if is_default and element.attributes.get("type") == "paragraph":
            self._default = style_id

    def name(self, style_id: str | None) -> str:
        """Return the name of a paragraph's style, that of the default where it has none."""
        style = self._styles.get(style_id or self._default)
        return style.name if style else ""

    def paragraph(self, style_id: str | None) -> Look:
        """Return the look of a paragraph of the style."""
        return self._look(style_id or self._default)

    def run(self, style_id: str | None) -> Look:
        """Return the look that a style of letters gives."""
        return self._look(style_id) if style_id else NO_LOOK

    def _look(self, style_id: str) -> Look:
        if style_id not in self._looks:
            look, at = NO_LOOK, style_id
            for _ in range(_MOST_ANCESTORS):
                style = self._styles.get(at)
                if style is None:
                    break
                look, at = look.over(style.look), style.based_on
            self._looks[style_id] = look
        return self._looks[style_id]


def numbering_of(look: Look) -> NumberedAt | None:
    """Return which numbering a paragraph of the look has, and at which level."""
    if look.numbering in {None, "", "0"}:
        return None
    return str(look.numbering), look.numbering_level or 0
