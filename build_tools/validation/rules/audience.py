"""Audiences (`schemas.audience`): what a row narrows may be read in no place that is wider.

A row is for those who may see both its report and what it says itself. An id in running text, a
figure quoted in prose, a sum from which a figure follows: each must be at least as narrow as what
it tells of.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from build_tools.diagnostics import Diagnostic
from build_tools.validation.corrected import find_corrected
from build_tools.validation.findings import written
from build_tools.validation.kept import KeptByReport, each_fact, each_finding
from build_tools.validation.rules.items import ID_FIELDS
from build_tools.validation.rules.restricted_figures import check_restricted_figures
from build_tools.validation.rules.wording import folder_of
from schemas.annex_row import AnnexRow
from schemas.audience import AUDIENCE_LABELS, is_within, known_audiences, may_see
from schemas.base import Record
from schemas.catalogue import Catalogue, Located, Report
from schemas.correction import Correction
from schemas.period import Period
from schemas.period_lock import LOCK_NAME
from schemas.place import Place
from schemas.prose import Prose
from schemas.report import Annex

Marks = tuple[str | None, ...]
_Text = tuple[Marks, Place, str]
_Row = tuple[str, str | None, int, int]  # its id, its own audience, line and column of the id
_IN_ID = "-20"  # looked for before the rest: nearly no text has an id
_ITEM_ID = re.compile(r"\b[A-Z]{2}-20\d{2}-\d{3,5}\b")
# What refers to a row by its id in a field of its own: where the row is not shown, it is left out.
_REFERENCES = {"issue_id"}
_WITH_TEXTS = (str, tuple, Record)  # kinds of values that are, or hold, texts
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
    for rows in report.annexes.values():
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
    places: dict[str, Place] = field(default_factory=dict)  # of the first row of each
    readers: dict[Marks, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, catalogue: Catalogue, kept: KeptByReport | None) -> "_Told":
        told = cls(known_audiences(catalogue.teams))
        for report, named in each_fact(catalogue, _named_rows, kept):
            own, folder = report.head.record.audience, folder_of(report)
            for file_name, rows in named:
                for row in rows:
                    told._add(row, own, f"{folder}{file_name}")
        return told

    def _add(self, row: _Row, wider: str | None, path: str) -> None:
        own_id, audience, line, column = row
        readers = self._readers((wider, audience))
        self.seen_by[own_id] = self.seen_by.get(own_id, frozenset()) | readers
        if own_id not in self.places:
            self.places[own_id] = Place(path, line, column)

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
            first = self.places[item_id]
            yield Diagnostic(
                code="audience.reveals-restricted",
                place=where,
                value=item_id,
                related=first,
                params={"first": written(first)},
            )


def _named_rows(catalogue: Catalogue, report: Report) -> tuple[tuple[str, tuple[_Row, ...]], ...]:
    """Return the rows that have an id of their own, by the name of their file."""
    del catalogue
    return tuple(
        (annex.file_name, tuple(_named(row, ID_FIELDS[annex]) for row in rows))
        for annex, rows in report.annexes.items()
        if annex not in _NAMED_ELSEWHERE
    )


def _named(row: Located[AnnexRow], id_field: str) -> _Row:
    place = row.source.at(id_field)
    return getattr(row.record, id_field), row.record.audience, place.line, place.column


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
    rows = ((annex, row) for annex, rows in report.annexes.items() for row in rows)
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
