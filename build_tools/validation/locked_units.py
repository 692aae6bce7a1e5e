"""What the files of a closed period say, cell by cell, and the digests of it that a lock holds.

A unit is a row of an annex, the declarations at the head of a report, or the text under one of its
fixed headings. Cells are what was written, as text in NFC and stripped, not what it means: a later
program reads the same in them. Empty cells, the order of the columns and the way in which a table
was saved do not count.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostics
from build_tools.diagnostics.language import Phrase
from build_tools.reading.front_matter import Value, read_front_matter
from build_tools.reading.tables import read_table
from build_tools.reading.text import SourceText
from build_tools.validation.corrected import PROSE, find_part, row_name
from build_tools.validation.plans import head_key, plan_of
from schemas.base import Record
from schemas.catalogue import Report
from schemas.correction import Correction
from schemas.period_lock import LockedFile
from schemas.place import Place
from schemas.prose import Prose
from schemas.registers import ANNEX_ROWS
from schemas.report import REPORT_HEADINGS

HEAD = "head"
_PART = "part-"
_BEFORE_HEADINGS = Phrase("đầu văn bản", "beginning of the text")
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Unit:
    """A row, a head or a text; `cells`: field → what is written there, only where something is."""

    key: str
    line: int
    cells: Mapping[str, str]
    places: Mapping[str, Place]

    @property
    def is_prose(self) -> bool:
        """Whether it is a part of the text."""
        return self.key.startswith(_PART)


def units_of(report: Report, source: SourceText) -> tuple[Unit, ...]:
    """Return the units of a sound file of the report, in the order of the file."""
    name = source.path.rpartition("/")[2]
    if name == "report.md":
        return tuple(_report_units(report, source))
    annex = next(annex for annex in report.annexes if annex.file_name == name)
    keys = {row.source.line: row_name(row.record) for row in report.annexes[annex]}
    return tuple(_with_own_keys(_table_units(ANNEX_ROWS[annex], source, keys)))


def _table_units(
    model: type[Record], source: SourceText, keys: Mapping[int, str]
) -> Iterator[Unit]:
    table = read_table(source, Diagnostics())
    if table is None:
        return
    names = [plan_of(model).names_by_key[head_key(head)] for head in table.header]
    for row in table.rows:
        written = {name: index for index, name in enumerate(names) if row.cells[index]}
        yield Unit(
            key=keys.get(row.line, ""),
            line=row.line,
            cells={name: row.cells[index] for name, index in written.items()},
            places={
                name: Place(source.path, *row.places[index]) for name, index in written.items()
            },
        )


def _with_own_keys(units: Iterator[Unit]) -> Iterator[Unit]:
    """Tell rows of one key apart: the second is `key#2`."""
    seen: dict[str, int] = {}
    for unit in units:
        seen[unit.key] = count = seen.get(unit.key, 0) + 1
        key = unit.key if count == 1 else f"{unit.key}#{count}"
        yield Unit(key, unit.line, unit.cells, unit.places)


def _report_units(report: Report, source: SourceText) -> Iterator[Unit]:
    front_matter = read_front_matter(source, Diagnostics())
    if front_matter is None:
        return
    fields = plan_of(type(report.head.record)).names_by_key
    values = {
        fields[head_key(key)]: value
        for key, value in front_matter.fields.items()
        if value.data is not None
    }
    yield Unit(
        key=HEAD,
        line=1,
        cells={name: _value_text(value) for name, value in values.items()},
        places={name: Place(source.path, at.line, at.column) for name, at in values.items()},
    )
    yield from _prose_units(report, source)


def _value_text(value: Value) -> str:
    return value.data if isinstance(value.data, str) else _json(_plain(value))


def _plain(value: Value) -> object:
    if isinstance(value.data, Mapping):
        return {key: _plain(inner) for key, inner in value.data.items()}
    if isinstance(value.data, tuple):
        return [_plain(inner) for inner in value.data]
    return value.data


def _prose_units(report: Report, source: SourceText) -> Iterator[Unit]:
    for number, line, text in _parts(report.prose):
        place = Place(source.path, line)
        cells = {PROSE: text} if text else {}
        yield Unit(f"{_PART}{number}", line, cells, {PROSE: place})


def _parts(prose: Prose) -> Iterator[tuple[int, int, str]]:
    """Cut the text at its fixed headings: number from 1, line and text; what stands before is 0.

    What stands under a free heading belongs to the fixed one above.
    """
    lines = prose.source.split("\n")
    fixed = [
        (number, heading.line - prose.first_line)
        for heading in prose.headings
        for number in [_part_number(heading.text)]
        if number
    ]
    starts = [(0, -1), *fixed]
    ends = [line for _, line in fixed] + [len(lines)]
    for (number, start), end in zip(starts, ends, strict=True):
        line = max(start, 0) + prose.first_line
        yield number, line, prose_text("\n".join(lines[start + 1 : end]))


def _part_number(text: str) -> int:
    """Return the number of a fixed heading from 1, 0 of a free one."""
    index = find_part(text)
    return 0 if index is None else index + 1


def part_text(prose: Prose, index: int) -> str:
    """Return the text under a fixed heading, without blank lines."""
    return next((text for number, _, text in _parts(prose) if number == index + 1), "")


def prose_text(text: str) -> str:
    """Return a text without blank lines and without blanks at the ends of lines."""
    return "\n".join(stripped for line in text.split("\n") if (stripped := line.rstrip()))


def text_before(text: str, correction: Correction) -> str | None:
    """Take back a correction of words; None where the new ones do not stand exactly once."""
    new = prose_text(correction.new or "")
    if not new or text.count(new) != 1:
        return None
    return prose_text(text.replace(new, prose_text(correction.old or "")))


def unit_title(key: str) -> str | None:
    """Return the fixed heading of a part of the text; None of another unit."""
    number = key.removeprefix(_PART)
    if number == key:
        return None
    return REPORT_HEADINGS[int(number) - 1].text if number != "0" else _BEFORE_HEADINGS


def seal_units(path: str, digest: str, units: Sequence[Unit]) -> LockedFile:
    """Return what a lock keeps of a file. `path` is below the period's folder."""
    names = sorted({name for unit in units for name in unit.cells if name != PROSE})
    return LockedFile(
        sha256=digest,
        content=content_digest(units),
        fields={name: field_token(path, name, units) for name in names},
        records={unit.key: record_token(path, unit) for unit in units if unit.cells},
    )


def content_digest(units: Sequence[Unit]) -> str:
    """Return the SHA-256 of all that the units say, in their order; empty ones do not count."""
    return _sha256([sorted(unit.cells.items()) for unit in units if unit.cells])


def field_token(path: str, name: str, units: Sequence[Unit]) -> str:
    """Return the short digest of a column."""
    cells = [[unit.key, unit.cells[name]] for unit in units if name in unit.cells]
    return _sha256([path, name, cells])[:_SHORT] if cells else ""


def record_token(path: str, unit: Unit) -> str:
    """Return the short digest of a unit."""
    return _sha256([path, unit.key, sorted(unit.cells.items())])[:_SHORT]


def corrections_digest(source: SourceText | None, count: int) -> str:
    """Return the SHA-256 of the first `count` rows of a period's corrections."""
    units = tuple(_table_units(Correction, source, {})) if source else ()
    return content_digest(units[:count])


def text_digest(source: SourceText) -> str:
    """Return the SHA-256 of a text as it was read: NFC, line feeds, no byte order mark."""
    return hashlib.sha256(source.text.encode()).hexdigest()


def _sha256(value: object) -> str:
    return hashlib.sha256(_json(value).encode()).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
