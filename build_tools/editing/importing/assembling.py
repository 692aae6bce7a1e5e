"""The files of the report as they will be: what stands there with what was imported."""

from collections.abc import Iterator, Mapping
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
    """Files to write, by name; `standing` are those of them in which somebody's work would go."""

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
    return Plan(changed, tuple(_worked_on(ground, changed, writes_prose=read.prose is not None)))


def _worked_on(ground: Ground, changed: Mapping[str, str], *, writes_prose: bool) -> Iterator[str]:
    """Yield the files in which something was written since the report was begun, and would go.

    The workbook and the document of a report come one after the other: what the first has left as
    it was begun is there for the second.
    """
    for name, text in changed.items():
        if name not in ground.standing:
            continue
        standing, begun = _said(ground.standing[name]), _said(ground.begun[name])
        if name != REPORT:
            if standing != begun:
                yield name
        elif _goes(standing, begun, text, writes_prose=writes_prose):
            yield name


def _goes(standing: str, begun: str, new: str, *, writes_prose: bool) -> bool:
    head, body = _parted(standing)
    begun_head, begun_body = _parted(begun)
    new_head, _ = _parted(new)
    has_other_prose = writes_prose and body.strip() != begun_body.strip()
    return has_other_prose or not set(head) <= {*begun_head, *new_head}


def _parted(report: str) -> tuple[list[str], str]:
    """Return the lines of the front matter, and the text below."""
    head, _, body = report.removeprefix(f"{_FENCE}\n").partition(f"\n{_FENCE}\n")
    return head.split("\n"), body


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
