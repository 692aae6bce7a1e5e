"""The gate before an import: what may not stand in the content may not come near it.

It sees all texts of a file, hidden ones too, before anything of the file is shown to anybody; what
is refused is repeated nowhere.
"""

import re
from collections.abc import Iterable, Iterator

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.wording import advice, message
from build_tools.editing.importing.model import Remark
from build_tools.reading.attachments.model import TextPart
from build_tools.reading.text import SourceText
from build_tools.validation.rules.secrecy import Gate, check_names, check_text, find_in_part
from schemas.place import Place

_MOST_TOLD = 50
_CELL = re.compile(r"(trang tính \d+), ô [A-Z]+(\d+)\b")
_ROW = re.compile(r"(trang tính \d+), hàng (\d+)")


def refused_texts(parts: Iterable[TextPart], gate: Gate) -> tuple[Remark, ...]:
    """Return what the gate refuses, each rule once at each place."""
    told: dict[Remark, None] = {}
    for part in parts:
        for code, where in find_in_part(part, gate):
            finding = Diagnostic(code=code, place=Place(""))
            told[Remark(where.strip(" ()"), message(finding), advice(finding))] = None
    return tuple(_said_once(told))[:_MOST_TOLD]


def _said_once(told: Iterable[Remark]) -> Iterator[Remark]:
    """Leave out what is said of a row where it is said of a cell in it."""
    told = tuple(told)
    cells = {(found[1], found[2], one.text) for one in told if (found := _CELL.match(one.where))}
    for one in told:
        row = _ROW.fullmatch(one.where)
        if row is None or (row[1], row[2], one.text) not in cells:
            yield one


def refused_sources(sources: Iterable[SourceText], gate: Gate) -> tuple[Remark, ...]:
    """Return what the gate refuses of the files that would be written."""
    told: dict[Remark, None] = {}
    for source in sources:
        name = source.path.rpartition("/")[2]
        for finding in check_text(source, gate):
            where = f"{name}, dòng {finding.place.line}"
            told[Remark(where, message(finding), advice(finding))] = None
    return tuple(told)[:_MOST_TOLD]


def refused_name(name: str) -> str | None:
    """Return the name of a file as it may be shown, where the gate refuses it; None otherwise."""
    finding = next(check_names([name]), None)
    return None if finding is None else finding.params["shown"]
