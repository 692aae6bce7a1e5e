"""Findings that several readers and rules tell in the same words."""

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.language import Phrase
from schemas.base import Record
from schemas.catalogue import Located
from schemas.place import Place


def repeated(value: str, row: Located[Record], first: Located[Record], field: str) -> Diagnostic:
    """Return the finding that an id stands a second time."""
    return Diagnostic(
        code="structure.repeated-id",
        place=row.source.at(field),
        value=value,
        related=first.source.at(field),
        params={"first": written(first.source.at(field))},
    )


def folder_mismatch(located: Located[Record], field: str, value: str, folder: str) -> Diagnostic:
    """Return the finding that a value is not what the folder's name says."""
    title = str(type(located.record).model_fields[field].title)
    params = {"field": title, "folder": folder}
    place = located.source.at(field)
    return Diagnostic(code="structure.folder", place=place, value=value, params=params)


def written(place: Place) -> Phrase:
    """Return a place as a sentence names it: the file, below `content/`, and the line."""
    return Phrase("dòng", "line").within(
        f"{place.path.removeprefix('content/')}, ", f" {place.line}"
    )
