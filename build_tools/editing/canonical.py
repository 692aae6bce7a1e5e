"""The canonical form of every file that editors write, and the proof that it says the same.

Tables: UTF-8 with a byte order mark (Excel needs it), commas, line feeds, every column of the
schema under its Vietnamese head, rows in the order of the file. Reports and pages: UTF-8 without a
mark, line feeds, keys in the schema's order, one blank line between blocks. See `cell_text` for
values.
"""

from collections.abc import Sequence

from build_tools.diagnostics import Diagnostics
from build_tools.diagnostics.model import Severity
from build_tools.diagnostics.wording import severity
from build_tools.editing.canonical_head import canonical_block
from build_tools.editing.canonical_prose import canonical_prose, says_same
from build_tools.editing.cell_text import BYTE_ORDER_MARK, canonical_cell, table_text
from build_tools.reading.front_matter import FrontMatter, read_front_matter, read_yaml
from build_tools.reading.markdown import read_prose
from build_tools.reading.tables import Table, read_table
from build_tools.reading.text import SourceText
from build_tools.validation.heads import read_head
from build_tools.validation.plans import head_key, plan_of
from build_tools.validation.records import read_rows
from schemas.annex_row import AnnexRow
from schemas.base import Record
from schemas.cell_kinds import kinds_of
from schemas.prose import Prose
from schemas.registers import columns
from schemas.report import ReportHead

_FENCE = "---"


class DoubtfulError(Exception):
    """The file cannot be read for certain, so nobody may write it anew."""


def canonical_text(source: SourceText, model: type[Record]) -> str:
    """Return the file as it shall be written; DoubtfulError where reading it finds an error."""
    if source.path.endswith(".csv"):
        return _canonical_table(source, model)
    if source.path.endswith(".yml"):
        return _canonical_settings(source, model)
    return _canonical_page(source, model)


def heads(model: type[Record]) -> tuple[str, ...]:
    """Return the Vietnamese heads of a table, in the order of its columns."""
    return tuple(model.model_fields[name].title or name for name in column_names(model))


def column_names(model: type[Record]) -> tuple[str, ...]:
    """Return the fields of a table in the order of its columns."""
    return columns(model) if issubclass(model, AnnexRow) else tuple(model.model_fields)


def _canonical_table(source: SourceText, model: type[Record]) -> str:
    table, records = _records(source, model)
    names = plan_of(model).names_by_key
    at = {names[head_key(head)]: index for index, head in enumerate(table.header)}
    kinds = kinds_of(model)
    rows = [
        [
            canonical_cell(row.cells[at[name]], kinds[name]) if name in at else ""
            for name in column_names(model)
        ]
        for row in table.rows
    ]
    text = table_text([heads(model), *rows])
    again = SourceText(source.path, text.removeprefix(BYTE_ORDER_MARK), "")
    if again.text != source.text and _records(again, model)[1] != records:
        raise DoubtfulError(source.path)
    return text


def _records(source: SourceText, model: type[Record]) -> tuple[Table, Sequence[Record]]:
    found = Diagnostics()
    table = read_table(source, found)
    rows = read_rows(table, model, None, found) if table else ()
    if table is None or has_error(found):
        raise DoubtfulError(source.path)
    return table, [row.record for row in rows]


def _canonical_settings(source: SourceText, model: type[Record]) -> str:
    found = Diagnostics()
    fields = read_yaml(source, found)
    if fields is None or has_error(found):
        raise DoubtfulError(source.path)
    before = FrontMatter(source.path, fields, line=1, body="", body_line=1)
    text = f"{canonical_block(source.text, fields, model)}\n"
    again = read_yaml(SourceText(source.path, text, ""), found)
    after = FrontMatter(source.path, again or {}, line=1, body="", body_line=1)
    if _head(before, model) != _head(after, model):
        raise DoubtfulError(source.path)
    return text


def _canonical_page(source: SourceText, model: type[Record]) -> str:
    before = _page(source)
    head = _head(before, model)
    block = "\n".join(source.text.split("\n")[1 : before.body_line - 2])
    prose = _prose(before)
    declared = canonical_block(block, before.fields, model)
    text = f"{_FENCE}\n{declared}\n{_FENCE}\n{canonical_prose(prose)}"
    if text == source.text:
        return text
    after = _page(SourceText(source.path, text, ""))
    if _head(after, model) != head or not says_same(_prose(after), prose):
        raise DoubtfulError(source.path)
    if after.body_line != before.body_line and _names_lines(head):
        raise DoubtfulError(source.path)
    return text


def _page(source: SourceText) -> FrontMatter:
    front_matter = read_front_matter(source, Diagnostics())
    if front_matter is None:
        raise DoubtfulError(source.path)
    return front_matter


def _prose(page: FrontMatter) -> Prose:
    found = Diagnostics()
    prose = read_prose(page.path, page.body, page.body_line, found)
    if has_error(found):
        raise DoubtfulError(page.path)
    return prose


def _head(page: FrontMatter, model: type[Record]) -> Record:
    located = read_head(page, model, None, Diagnostics())
    if located is None:
        raise DoubtfulError(page.path)
    return located.record


def _names_lines(head: Record) -> bool:
    """Say whether an exception of the report names a line of `report.md` that would move."""
    return isinstance(head, ReportHead) and any(
        (one.place or "").startswith("report.md:") for one in head.exceptions
    )


def has_error(found: Diagnostics) -> bool:
    """Say whether an error is among the findings."""
    return any(severity(one) is Severity.ERROR for one in found)
