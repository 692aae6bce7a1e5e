"""Audiences (`schemas.audience`): what a row narrows may be read in no place that is wider.

A row is for those who may see both its report and what it says itself. An id in running text, a
figure quoted in prose, a sum from which a figure follows: each must be at least as narrow as what
it tells of.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import cache
from itertools import chain, zip_longest
from types import NoneType, UnionType
from typing import Annotated, Union, cast, get_args, get_origin

from build_tools.diagnostics import Diagnostic
from build_tools.validation.corrected import find_corrected
from build_tools.validation.findings import written
from build_tools.validation.kept import KeptByReport, each_fact, each_finding
from build_tools.validation.later import narrowed_annexes
from build_tools.validation.rows import column_of, different_in
from build_tools.validation.rules.items import ID_FIELDS
from build_tools.validation.rules.restricted_figures import check_restricted_figures
from schemas.annex_row import AnnexRow
from schemas.audience import AUDIENCE_LABELS, is_within, known_audiences, may_see
from schemas.base import Record
from schemas.catalogue import Catalogue, Located, Report
from schemas.correction import Correction
from schemas.period import Period
from schemas.period_lock import LOCK_NAME
from schemas.place import Place
from schemas.prose import Prose
from schemas.registers import ANNEX_ROWS
from schemas.report import Annex

Marks = tuple[str | None, ...]
_Text = tuple[Marks, Place, str]
# The ids of the rows of an annex, and the audience of each; no audiences where no row has its own.
_Named = tuple[Annex, tuple[str, ...], tuple[str | None, ...]]
_IN_ID = "-20"  # looked for before the rest: nearly no text has an id
_ITEM_ID = re.compile(r"\b[A-Z]{2}-20\d{2}-\d{3,5}\b")
# What refers by an id in a field of its own: to a row that is left out with it where it is not
# shown, or to a document of the catalogue, which is for everyone.
_REFERENCES = {"issue_id", "directive_id"}
_WITH_TEXTS = (str, tuple, Record)  # kinds of values that are, or hold, texts
_WITHOUT_TEXTS = (int, Decimal, dt.date, Enum, NoneType)
# Their rows have no id of their own: those of the catalogue are for everyone.
_NAMED_ELSEWHERE = {Annex.INDICATORS, Annex.DIRECTIVES}


def check_audiences(catalogue: Catalogue, kept: KeptByReport | None = None) -> Iterator[Diagnostic]:
    """Yield `audience.*`."""
    yield from each_finding(catalogue, _rows_of_report, kept)
    told = _Told.of(catalogue, kept)
    for marks, where, text in _texts(catalogue, kept):
        yield from told.check(marks, where, text)
    yield from check_restricted_figures(catalogue, kept)


def _rows_of_report(catalogue: Catalogue, report: Report) -> tuple[Diagnostic, ...]:
    return tuple(_check_rows(catalogue, report))


def _check_rows(catalogue: Catalogue, report: Report) -> Iterator[Diagnostic]:
    """Check that no row widens its report's audience."""
    wider = report.head.record.audience
    narrowed = narrowed_annexes(report.annexes)
    for rows in (report.annexes[annex] for annex in report.annexes if annex in narrowed):
        for row in rows:
            mark = row.record.audience
            if mark is not None and not is_within(mark, wider):
                yield Diagnostic(
                    code="audience.wider-than-report",
                    place=row.source.at("audience"),
                    value=_name(catalogue, mark),
                    related=report.head.source.at("audience"),
                    params={"report": _name(catalogue, wider)},
                )


def _name(catalogue: Catalogue, audience: str) -> str:
    if audience in catalogue.teams:
        return catalogue.teams[audience].team.record.name
    return AUDIENCE_LABELS.get(audience, audience)


@dataclass(slots=True)
class _Told:
    """Which audiences are told of a matter or an event by a row of its own, by its id."""

    audiences: tuple[str, ...]
    seen_by: dict[str, frozenset[str]] = field(default_factory=dict)
    # The first row of each: the report and the annex, and which row of it.
    first: dict[str, tuple[Report, Annex, int]] = field(default_factory=dict)
    readers: dict[Marks, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, catalogue: Catalogue, kept: KeptByReport | None) -> "_Told":
        told = cls(known_audiences(catalogue.teams))
        for report, named in each_fact(catalogue, _named_rows, kept):
            for of_annex in named:
                told._add(report, of_annex)
        return told

    def _add(self, report: Report, named: _Named) -> None:
        annex, ids, audiences = named
        wider = report.head.record.audience
        marks = zip_longest(ids, audiences)
        for at, (own_id, audience) in enumerate(marks):
            readers = self._readers((wider, audience))
            known = self.seen_by.get(own_id)
            if known is None:
                self.seen_by[own_id] = readers
                self.first[own_id] = report, annex, at
            elif known is not readers:
                self.seen_by[own_id] = known | readers

    def _readers(self, marks: Marks) -> frozenset[str]:
        if marks not in self.readers:
            seen = (each for each in self.audiences if may_see(each, *marks))
            self.readers[marks] = frozenset(seen)
        return self.readers[marks]

    def check(self, marks: Marks, where: Place, text: str) -> Iterator[Diagnostic]:
        for item_id in dict.fromkeys(_ITEM_ID.findall(text)):
            seen_by = self.seen_by.get(item_id)
            if seen_by is None or self._readers(marks) <= seen_by:
                continue
            first = self._place(item_id)
            yield Diagnostic(
                code="audience.reveals-restricted",
                place=where,
                value=item_id,
                related=first,
                params={"first": written(first)},
            )

    def _place(self, item_id: str) -> Place:
        report, annex, at = self.first[item_id]
        return report.annexes[annex][at].source.at(ID_FIELDS[annex])


def _named_rows(catalogue: Catalogue, report: Report) -> tuple[_Named, ...]:
    """Return what the rows are called that have an id of their own."""
    del catalogue
    return tuple(
        (annex, *_named(rows, ID_FIELDS[annex]))
        for annex, rows in report.annexes.items()
        if annex not in _NAMED_ELSEWHERE
    )


def _named(
    rows: Sequence[Located[AnnexRow]], id_field: str
) -> tuple[tuple[str, ...], tuple[str | None, ...]]:
    ids = cast("Sequence[str]", column_of(rows, id_field))
    audiences = cast("Sequence[str | None]", column_of(rows, "audience"))
    return tuple(ids), tuple(audiences) if any(audiences) else ()


def _texts(catalogue: Catalogue, kept: KeptByReport | None) -> Iterator[_Text]:
    """Yield every text in which an id stands: who may see it, where it stands, the text."""
    for prose in _open_prose(catalogue):
        yield from _lines((), prose)
    for _, texts in each_fact(catalogue, _texts_of_report, kept):
        yield from texts
    for period, rows_of in catalogue.corrections.items():
        for correction in rows_of:
            yield from _values(_marks_of(catalogue, period, correction), correction)
    for period, lock in catalogue.locks.items():
        for why in lock.missing.values():
            yield (), Place(f"content/reports/{period.id}/{LOCK_NAME}"), why


def _texts_of_report(catalogue: Catalogue, report: Report) -> tuple[_Text, ...]:
    del catalogue
    own = report.head.record.audience
    rows = (
        (annex, row)
        for annex, rows in report.annexes.items()
        if _may_name(annex, rows)
        for row in rows
    )
    return (
        *_lines((own,), report.prose),
        *_values((own,), report.head),
        *(
            text
            for annex, row in rows
            for text in _values((own, row.record.audience), row, _own_id(annex))
        ),
    )


def _own_id(annex: Annex) -> str | None:
    return None if annex in _NAMED_ELSEWHERE else ID_FIELDS[annex]


def _open_prose(catalogue: Catalogue) -> Iterator[Prose]:
    yield from (team.prose for team in catalogue.teams.values())
    yield from (document.prose for document in catalogue.documents.values())
    yield from (page.prose for page in catalogue.pages.values())


def _lines(marks: Marks, prose: Prose) -> Iterator[_Text]:
    if _IN_ID not in prose.source:
        return
    for number, line in enumerate(prose.source.splitlines(), start=prose.first_line):
        for match in _ITEM_ID.finditer(line):
            yield marks, Place(prose.path, number, match.start() + 1), match.group()


def _may_name(annex: Annex, rows: Sequence[Located[AnnexRow]]) -> bool:
    """Say whether an id stands in a text of some row; rows kept by columns stay so."""
    passed_over = {_own_id(annex), *_REFERENCES}
    return any(
        _IN_ID in _joined(different_in(rows, name))
        for name in _with_texts(ANNEX_ROWS[annex])
        if name not in passed_over
    )


@cache
def _with_texts(model: type[Record]) -> tuple[str, ...]:
    """Return the fields that may hold a text."""
    return tuple(name for name, each in model.model_fields.items() if _may_be_text(each.annotation))


def _may_be_text(kind: object) -> bool:
    if get_origin(kind) is Annotated:
        return _may_be_text(get_args(kind)[0])
    if get_origin(kind) in {Union, UnionType}:
        return any(map(_may_be_text, get_args(kind)))
    return not (isinstance(kind, type) and issubclass(kind, _WITHOUT_TEXTS))


def _joined(values: Iterable[object]) -> str:
    """Return all texts of the values of a field, one after another."""
    said = list(filter(None, values))
    try:
        return "\n".join(cast("list[str]", said))
    except TypeError:  # the field holds lists or records
        return "\n".join(chain.from_iterable(map(_strings, said)))


def _values(marks: Marks, row: Located[Record], id_field: str | None = None) -> Iterator[_Text]:
    """Yield the texts of a record but for its own id, which tells its readers of nothing else."""
    for name, value in vars(row.record).items():
        if not isinstance(value, _WITH_TEXTS):
            continue
        for text in (value,) if isinstance(value, str) else _strings(value):
            is_other = name != id_field and name not in _REFERENCES
            if _IN_ID in text and is_other and _ITEM_ID.search(text):
                yield marks, row.source.at(name), text


def _strings(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Record):
        return chain.from_iterable(map(_strings, vars(value).values()))
    return chain.from_iterable(map(_strings, value)) if isinstance(value, tuple) else ()


def _marks_of(catalogue: Catalogue, period: Period, correction: Located[Correction]) -> Marks:
    """Return who may see a correction: those who may see what it corrects."""
    found = find_corrected(catalogue, period, correction)
    if found is None:
        return ()
    return found.report.head.record.audience, getattr(found.row.record, "audience", None)


FACTS = (_rows_of_report, _named_rows, _texts_of_report)
