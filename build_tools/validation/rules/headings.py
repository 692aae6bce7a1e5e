"""The ten headings of a report (decision, Article 2.1): there, in order, filled, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.language import Phrase
from build_tools.validation.findings import written
from build_tools.validation.nearest import nearest
from schemas.place import Place
from schemas.plain_prose import PlainTokens
from schemas.prose import Heading, Prose
from schemas.report import REPORT_HEADINGS
from schemas.text import exact_key

if TYPE_CHECKING:  # markdown-it is loaded where a body is not plain
    from markdown_it.token import Token

_INDEX = {exact_key(heading.text): index for index, heading in enumerate(REPORT_HEADINGS)}
_TEXTS = tuple(heading.text for heading in REPORT_HEADINGS)
_BEFORE, _AFTER = Phrase("trước", "before"), Phrase("sau", "after")
_DEEPEST = max(heading.level for heading in REPORT_HEADINGS)


@dataclass(frozen=True, slots=True)
class _Known:
    """A heading of the prose that is the `index`-th of the fixed ones."""

    index: int
    heading: Heading


def check_headings(prose: Prose) -> Iterator[Diagnostic]:
    """Check a report's headings down to the level of the deepest fixed one; deeper ones are free.

    Yields `structure.heading-*`, one for each fault.
    """
    known: list[_Known] = []
    accounted: set[int] = set()
    for heading in (one for one in prose.headings if one.level <= _DEEPEST):
        index = _INDEX.get(exact_key(heading.text))
        if index is None:
            finding = _unknown(prose, heading, _missing_texts(prose))
            if finding.nearest is not None:
                accounted.add(_TEXTS.index(finding.nearest))
            yield finding
        elif (first := next((one for one in known if one.index == index), None)) is not None:
            yield _repeated(prose, heading, first.heading)
        else:
            known.append(_Known(index, heading))
            if heading.level != REPORT_HEADINGS[index].level:
                yield _wrong_level(prose, heading, index)
    in_order = _longest_ascent(known)
    yield from _missing(prose, known, accounted)
    yield from _out_of_order(prose, known, in_order)
    yield from _empty(prose, known)


def _missing_texts(prose: Prose) -> tuple[str, ...]:
    present = {exact_key(heading.text) for heading in prose.headings}
    return tuple(text for text in _TEXTS if exact_key(text) not in present)


def _place(prose: Prose, heading: Heading) -> Place:
    return Place(prose.path, heading.line)


def _unknown(prose: Prose, heading: Heading, missing: tuple[str, ...]) -> Diagnostic:
    return Diagnostic(
        code="structure.heading-unknown",
        place=_place(prose, heading),
        value=heading.text,
        nearest=_meant(heading.text, missing),
    )


def _meant(text: str, missing: tuple[str, ...]) -> str | None:
    """Return the missing heading with the same number (`III.`), else the nearest in words."""
    number = text.split(" ", 1)[0]
    same = [one for one in missing if one.split(" ", 1)[0] == number]
    return same[0] if number.endswith(".") and same else nearest(text, missing)


def _repeated(prose: Prose, heading: Heading, first: Heading) -> Diagnostic:
    return Diagnostic(
        code="structure.heading-repeated",
        place=_place(prose, heading),
        value=heading.text,
        related=_place(prose, first),
        params={"first": written(_place(prose, first))},
    )


def _wrong_level(prose: Prose, heading: Heading, index: int) -> Diagnostic:
    return Diagnostic(
        code="structure.heading-level",
        place=_place(prose, heading),
        value=heading.text,
        params={"marks": "#" * REPORT_HEADINGS[index].level, "found": "#" * heading.level},
    )


def _missing(prose: Prose, known: Sequence[_Known], accounted: set[int]) -> Iterator[Diagnostic]:
    """Yield each missing heading at the place where it belongs: the next one's line."""
    present = {one.index for one in known} | accounted
    last_line = prose.first_line + prose.source.rstrip("\n").count("\n")
    for index, text in enumerate(_TEXTS):
        if index not in present:
            after = (one.heading.line for one in known if one.index > index)
            place = Place(prose.path, min(after, default=last_line))
            marks = "#" * REPORT_HEADINGS[index].level
            params = {"marks": marks}
            yield Diagnostic(
                code="structure.heading-missing", place=place, value=text, params=params
            )


def _out_of_order(
    prose: Prose, known: Sequence[_Known], in_order: Sequence[_Known]
) -> Iterator[Diagnostic]:
    """Yield the headings to move: the fewest that leave the others in order."""
    for one in known:
        if one not in in_order:
            before = [other for other in in_order if other.index < one.index]
            after = [other for other in in_order if other.index > one.index]
            neighbour, word = (before[-1], _AFTER) if before else (after[0], _BEFORE)
            yield Diagnostic(
                code="structure.heading-order",
                place=_place(prose, one.heading),
                value=one.heading.text,
                related=_place(prose, neighbour.heading),
                params={"where": word.within("", f" “{neighbour.heading.text}”")},
            )


def _longest_ascent(known: Sequence[_Known]) -> list[_Known]:
    best: list[list[_Known]] = []  # the longest ascent that ends with each heading
    for one in known:
        earlier = [ascent for ascent in best if ascent[-1].index < one.index]
        best.append([*max(earlier, key=len, default=[]), one])
    return max(best, key=len, default=[])


def _empty(prose: Prose, known: Sequence[_Known]) -> Iterator[Diagnostic]:
    outline = [heading for heading in prose.headings if heading.level <= _DEEPEST]
    for one in known:
        at = outline.index(one.heading)
        end = outline[at + 1].token if at + 1 < len(outline) else len(prose.tokens)
        if REPORT_HEADINGS[one.index].has_prose and not _says_something(prose, one.heading, end):
            yield Diagnostic(
                code="structure.heading-empty",
                place=_place(prose, one.heading),
                value=one.heading.text,
            )


def _says_something(prose: Prose, heading: Heading, end: int) -> bool:
    """Say whether a word or a number stands below; a deeper heading alone says nothing."""
    texts = _texts(prose.tokens, heading.token + 3, end)
    return any(letter.isalnum() for text in texts for letter in text)


def _texts(tokens: Sequence[Token], begin: int, end: int) -> Iterator[str]:
    """Yield what the tokens hold, but headings."""
    if isinstance(tokens, PlainTokens):
        yield from tokens.texts(begin, end)
        return
    for index in range(begin, end):
        if tokens[index - 1].type != "heading_open":
            yield tokens[index].content
