"""A correction says truly what stands in the report now; the page shows what stood before."""

from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.language import Phrase
from build_tools.validation.corrected import (
    PROSE,
    Corrected,
    file_names,
    find_field,
    find_part,
    find_report,
    find_row,
    record_kind,
    row_names,
)
from build_tools.validation.findings import written
from build_tools.validation.locked_units import part_text, text_before
from build_tools.validation.nearest import nearest
from build_tools.validation.plans import plan_of
from build_tools.validation.rules.wording import BLANK, day_text
from schemas.base import same_name
from schemas.catalogue import Catalogue, Located
from schemas.correction import Correction
from schemas.period import Period


def check_corrections(catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Yield `corrections.*`, at most one for a row; asks for all reports."""
    for period, rows in catalogue.corrections.items():
        last: dict[tuple[str, int, str], Corrected] = {}
        texts: list[Corrected] = []
        before: Located[Correction] | None = None
        for row in rows:
            found = _find(catalogue, period, row)
            if isinstance(found, Diagnostic):
                yield found
                continue
            key = found.row.source.path, found.row.source.line, found.field
            earlier = last.pop(key, None)
            fault = _order(found, before) or _gap(found, earlier)
            if fault is not None:
                yield fault
            elif found.field == PROSE:
                texts.append(found)
            else:
                last[key] = found
            before = row
        stands_not = [each for each in last.values() if not _stands(catalogue, each)]
        for corrected in (*stands_not, *_not_in_text(texts)):
            yield _finding(
                "corrections.not-as-new",
                corrected.correction,
                "new",
                corrected.correction.record.new or BLANK,
                field=corrected.title,
            )


def _finding(
    code: str,
    row: Located[Correction],
    name: str,
    value: str,
    near: str | None = None,
    **params: str,
) -> Diagnostic:
    place = row.source.at(name)
    return Diagnostic(code=code, place=place, value=value, nearest=near, params=params)


def _find(catalogue: Catalogue, period: Period, row: Located[Correction]) -> Corrected | Diagnostic:
    """Return what the row is about, or what of it is not there."""
    record = row.record
    found = find_report(catalogue, period, record)
    if found is None:
        near = nearest(record.file, file_names(catalogue, period))
        return _finding("corrections.unknown-file", row, "file", record.file, near)
    report, annex = found
    field = find_field(annex, record.field)
    if field is None:
        near = nearest(record.field, plan_of(record_kind(annex)).heads)
        code = "corrections.unknown-field"
        return _finding(code, row, "field", record.field, near, file=record.file)
    target = find_row(catalogue, report, annex, record.record, field)
    if target is None:
        near = nearest(record.record or "", row_names(report, annex, field))
        value, code = record.record or BLANK, "corrections.unknown-record"
        return _finding(code, row, "record", value, near, file=record.file)
    if record.old == record.new:
        return _finding("corrections.no-change", row, "new", record.new or BLANK)
    return Corrected(row, report, annex, target, field)


def _order(found: Corrected, before: Located[Correction] | None) -> Diagnostic | None:
    """Compare the day with that of the row before and with that of the report."""
    day = found.correction.record.date
    limits = [
        (
            Phrase("ngày của dòng trên", "the day of the row above"),
            before.record.date if before else None,
        ),
        (
            Phrase("ngày gửi báo cáo", "the day on which the report was sent"),
            found.report.head.record.submitted_on,
        ),
    ]
    for what, limit in limits:
        if limit is not None and day < limit:
            return _finding(
                "corrections.date-order",
                found.correction,
                "date",
                day_text(day),
                what=what,
                limit=day_text(limit),
            )
    return None


def _gap(found: Corrected, last: Corrected | None) -> Diagnostic | None:
    old = found.correction.record.old
    if last is None or last.correction.record.new == old:
        return None
    place = last.correction.source.at("new")
    return Diagnostic(
        code="corrections.gap",
        place=found.correction.source.at("old"),
        value=old or BLANK,
        related=place,
        params={
            "field": found.title,
            "new": last.correction.record.new or BLANK,
            "first": written(place),
        },
    )


def _not_in_text(found: Sequence[Corrected]) -> Iterator[Corrected]:
    """Yield the corrections of words that do not stand once, when later ones are taken back."""
    texts: dict[tuple[str, int], str] = {}
    for corrected in reversed(found):
        part = find_part(corrected.correction.record.record) or 0
        key = corrected.report.prose.path, part
        text = texts.get(key) or part_text(corrected.report.prose, part)
        earlier = text_before(text, corrected.correction.record)
        if earlier is None:
            yield corrected
        else:
            texts[key] = earlier


def _stands(catalogue: Catalogue, corrected: Corrected) -> bool:
    """Say whether the new value, read as the file is read, is what stands there."""
    record, name = corrected.row.record, corrected.field
    now: object = getattr(record, name)
    new = corrected.correction.record.new
    if isinstance(now, str) and now in catalogue.areas and new is not None:
        return same_name(new, now) or same_name(new, catalogue.areas[now].record.full_name)
    values: dict[str, object] = {
        each: value
        for each in type(record).model_fields
        if each != name and (value := getattr(record, each)) is not None
    }
    try:
        read = type(record).model_validate(values if new is None else {**values, name: new})
    except ValidationError:
        return False
    return bool(getattr(read, name) == now)
