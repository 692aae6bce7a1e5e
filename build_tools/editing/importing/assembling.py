"""The files of the report as they will be: what stands there with what was imported."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostics
from build_tools.editing.canonical_head import HeadValue, canonical_block
from build_tools.editing.cell_text import BYTE_ORDER_MARK
from build_tools.editing.importing.ground import REPORT, Ground
from build_tools.editing.importing.model import Import
from build_tools.reading.front_matter import read_front_matter
from build_tools.reading.tables import read_table
from build_tools.reading.text import SourceText
from schemas.report import ReportHead

_FENCE = "---"


@dataclass(frozen=True, slots=True)
class Plan:
    """Files to write, by name; `standing` are those of them that are there and say otherwise."""

    files: Mapping[str, str]
    standing: tuple[str, ...]


def plan_files(ground: Ground, read: Import) -> Plan:
    """Return the files to write: of a new report all, of a draft those that change."""
    wanted = dict(ground.fresh) | {annex.file_name: text for annex, text in read.annexes.items()}
    if read.head or read.prose is not None:
        wanted[REPORT] = _report(ground, read)
    changed = {
        name: text
        for name, text in wanted.items()
        if name not in ground.standing or _said(text) != _said(ground.standing[name])
    }
    return Plan(changed, tuple(name for name in changed if name in ground.standing))


def _said(text: str) -> str:
    return text.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n")


def _report(ground: Ground, read: Import) -> str:
    is_fresh = REPORT in ground.fresh
    text = _said(ground.fresh[REPORT] if is_fresh else ground.standing[REPORT])
    page = read_front_matter(SourceText(REPORT, text, ""), Diagnostics())
    if page is None:
        raise ValueError(REPORT)  # no draft, then: `read_ground` has refused it
    block = "\n".join(text.split("\n")[1 : page.body_line - 2])
    values = {name: value for name, value in read.head.items() if is_fresh or _says(value)}
    head = canonical_block(block, page.fields, ReportHead, values)
    body = page.body if read.prose is None else f"\n{read.prose.strip()}\n"
    return f"{_FENCE}\n{head}\n{_FENCE}\n{body}"


def _says(value: HeadValue) -> bool:
    return bool(value) or isinstance(value, tuple)


def count_rows(text: str) -> int:
    """Return how many rows an annex has; 0 where it cannot be read."""
    table = read_table(SourceText("bang.csv", _said(text), ""), Diagnostics())
    return len(table.rows) if table else 0
