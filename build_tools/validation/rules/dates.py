"""Dates in order, none after the report that tells of it, and states that agree with them."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.language import Phrase
from build_tools.validation.kept import KeptByReport, each_finding
from build_tools.validation.rows import rows_where
from build_tools.validation.rules.row_states import check_state, rows_in_doubt
from build_tools.validation.rules.wording import day_text, label
from schemas.annex_row import AnnexRow
from schemas.base import Record
from schemas.catalogue import Catalogue, Located, Report
from schemas.directive import Directive
from schemas.events import Meeting, OrientationNote
from schemas.follow_up import DirectiveStep, InformationRequest, Reminder, Task
from schemas.items import Issue, Recommendation, Request
from schemas.place import Place
from schemas.registers import ANNEX_ROWS
from schemas.report import Annex, ReportHead

Chain = tuple[str, ...]
# Fields whose days follow each other; a blank one is stepped over.
_CHAINS: dict[type[Record], tuple[Chain, ...]] = {
    ReportHead: (("submitted_on", "approved_on", "issued_on"),),
    Directive: (("issued_on", "due_date"),),
    Issue: (("detected_on", "resolved_on"), ("detected_on", "due_date")),
    Request: (("received_on", "forwarded_on", "notified_on"),),
    Recommendation: (("sent_on", "response_on"),),
    DirectiveStep: (("disseminated_on", "completed_on"),),
    InformationRequest: (("sent_on", "received_on"), ("sent_on", "due_date")),
    Task: (("assigned_on", "completed_on"), ("assigned_on", "due_date")),
}
# Days on which something has happened: none can lie after the report.
_FACTS: dict[type[Record], Chain] = {
    ReportHead: ("data_as_of",),
    Issue: ("detected_on", "resolved_on"),
    Request: ("received_on", "forwarded_on", "notified_on"),
    Recommendation: ("sent_on", "response_on"),
    DirectiveStep: ("disseminated_on", "completed_on"),
    Reminder: ("reminded_on",),
    Meeting: ("date",),
    OrientationNote: ("date",),
    InformationRequest: ("sent_on", "received_on"),
    Task: ("assigned_on", "completed_on"),
}
_ISSUED = Phrase("Ngày ban hành", "the day of issue of")
_AFTER_DIRECTIVE = ("disseminated_on", "completed_on", "reminded_on")


def check_dates(catalogue: Catalogue, kept: KeptByReport | None = None) -> Iterator[Diagnostic]:
    """Yield `dates.*` of the directives and of all reports; one wrong day is one finding."""
    for directive in catalogue.directives.values():
        yield from _check_order(directive)
    yield from each_finding(catalogue, _of_report, kept)


def _of_report(catalogue: Catalogue, report: Report) -> tuple[Diagnostic, ...]:
    return tuple(_check_report(catalogue, report))


def _check_report(catalogue: Catalogue, report: Report) -> Iterator[Diagnostic]:
    limit = _limit(report)
    yield from _check_row(_Row(report.head, None, limit))
    for annex, rows in report.annexes.items():
        if annex is not Annex.INDICATORS:  # their days are in `numbers`
            for at in _suspects(catalogue, ANNEX_ROWS[annex], rows, limit):
                row = rows[at]
                yield from _check_row(_Row(row, _directive_of(catalogue, row), limit))
                yield from check_state(row)


def _suspects(
    catalogue: Catalogue,
    model: type[AnnexRow],
    rows: Sequence[Located[AnnexRow]],
    limit: dt.date | None,
) -> Sequence[int]:
    """Return the indexes of the rows that have something to be told of, and perhaps of others."""
    facts, chains = _FACTS.get(model, ()), _CHAINS.get(model, ())
    found = set(rows_where(rows, facts, partial(_any_after, limit)))
    for chain in chains:
        found.update(rows_where(rows, chain, _are_out_of_order))
    if "directive_id" in model.model_fields:
        days = tuple(name for name in _AFTER_DIRECTIVE if name in model.model_fields)
        issued = {
            code: directive.record.issued_on for code, directive in catalogue.directives.items()
        }
        found.update(rows_where(rows, ("directive_id", *days), partial(_any_before, issued)))
    return sorted(found.union(rows_in_doubt(model, rows)))


def _any_after(limit: dt.date | None, days: tuple[dt.date | None, ...]) -> bool:
    return limit is not None and any(day is not None and day > limit for day in days)


def _are_out_of_order(days: tuple[dt.date | None, ...]) -> bool:
    there = [day for day in days if day is not None]
    return there != sorted(there)


def _any_before(
    issued: Mapping[str, dt.date], values: tuple[str, *tuple[dt.date | None, ...]]
) -> bool:
    directive_id, *days = values
    first = issued.get(directive_id)
    return first is not None and any(day is not None and day < first for day in days)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row, the directive that it follows, and the day after which it can tell of nothing."""

    row: Located[Record]
    directive: Located[Directive] | None
    limit: dt.date | None


def _limit(report: Report) -> dt.date | None:
    head = report.head.record
    days = [day for day in (head.submitted_on, head.approved_on, head.issued_on) if day]
    return max(days, default=None)


def _directive_of(catalogue: Catalogue, row: Located[AnnexRow]) -> Located[Directive] | None:
    if isinstance(row.record, (DirectiveStep, Reminder)):
        return catalogue.directives.get(row.record.directive_id)
    return None


def _check_row(row: _Row) -> Iterator[Diagnostic]:
    wrong = False
    for finding in _check_order(row.row):
        wrong = True
        yield finding
    if not wrong:
        yield from _check_directive(row)
        yield from _check_limit(row)


def _check_order(row: Located[Record]) -> Iterator[Diagnostic]:
    for chain in _CHAINS.get(type(row.record), ()):
        earlier: str | None = None
        for name in chain:
            if getattr(row.record, name) is None:
                continue
            if earlier and getattr(row.record, name) < getattr(row.record, earlier):
                first = (label(row.record, earlier), getattr(row.record, earlier))
                yield _out_of_order(row, name, first, row.source.at(earlier))
                break
            earlier = name


def _check_directive(row: _Row) -> Iterator[Diagnostic]:
    """Nothing is done about a directive before it is issued."""
    if row.directive is None:
        return
    issued = row.directive.record.issued_on
    for name in _AFTER_DIRECTIVE:
        day: dt.date | None = getattr(row.row.record, name, None)
        if day is not None and day < issued:
            first = (_ISSUED.within("", f" {row.directive.record.doc_ref}"), issued)
            yield _out_of_order(row.row, name, first, row.directive.source.at("issued_on"))
            return


def _check_limit(row: _Row) -> Iterator[Diagnostic]:
    for name in _FACTS.get(type(row.row.record), ()):
        day: dt.date | None = getattr(row.row.record, name)
        if day is not None and row.limit is not None and day > row.limit:
            yield Diagnostic(
                code="dates.after-report",
                place=row.row.source.at(name),
                value=day_text(day),
                params={"field": label(row.row.record, name), "limit": day_text(row.limit)},
            )


def _out_of_order(
    row: Located[Record], name: str, first: tuple[str, dt.date], related: Place
) -> Diagnostic:
    return Diagnostic(
        code="dates.out-of-order",
        place=row.source.at(name),
        value=day_text(getattr(row.record, name)),
        related=related,
        params={"field": label(row.record, name), "first": first[0], "day": day_text(first[1])},
    )


FACTS = (_of_report,)
