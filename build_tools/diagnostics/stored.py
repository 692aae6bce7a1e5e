"""Findings as bytes and back, in a form that can run nothing and loads nothing to be read."""

import json
from collections.abc import Iterable

from build_tools.diagnostics.language import Phrase
from build_tools.diagnostics.model import Diagnostic
from schemas.place import Place

_Text = str | list[str]  # a Phrase is the list of its two texts
_Place = tuple[str, int, int]
_Plain = tuple[str, _Place, _Text | None, _Text | None, _Place | None, dict[str, _Text], bool]


def as_bytes(findings: Iterable[Diagnostic]) -> bytes:
    """Return the findings for `findings_in`."""
    return json.dumps([_plain(each) for each in findings]).encode("ascii")


def findings_in(content: bytes) -> tuple[Diagnostic, ...]:
    """Return the findings again, equal to those that were given, in their order."""
    return tuple(_finding(*each) for each in json.loads(content))


def _plain(finding: Diagnostic) -> _Plain:
    return (
        finding.code,
        _plain_place(finding.place),
        None if finding.value is None else _plain_text(finding.value),
        None if finding.nearest is None else _plain_text(finding.nearest),
        _plain_place(finding.related) if finding.related else None,
        {name: _plain_text(text) for name, text in finding.params.items()},
        finding.of_draft,
    )


def _finding(  # noqa: PLR0913, PLR0917  the parts of a finding, as `_plain` has them
    code: str,
    place: _Place,
    value: _Text | None,
    nearest: _Text | None,
    related: _Place | None,
    params: dict[str, _Text],
    of_draft: bool,  # noqa: FBT001  as above
) -> Diagnostic:
    return Diagnostic(
        code=code,
        place=Place(*place),
        value=None if value is None else _text(value),
        nearest=None if nearest is None else _text(nearest),
        related=Place(*related) if related else None,
        params={name: _text(text) for name, text in params.items()},
        of_draft=of_draft,
    )


def _plain_place(place: Place) -> _Place:
    return place.path, place.line, place.column


def _plain_text(text: str) -> _Text:
    return [str(text), text.english] if isinstance(text, Phrase) else text


def _text(plain: _Text) -> str:
    return Phrase(*plain) if isinstance(plain, list) else plain
