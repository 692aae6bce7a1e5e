"""Our HTML and navigation alone, on plain pages; `press_command` runs it as a command.

The Markdown of the peers is read by our reader of prose and printed by our press in the frame of
our own site, shared over the processors; tables that stand beside it as CSV, by our
reader and printer of tables. No content is validated, nothing is added up or searched. Given a
folder for what is kept, frames that lie there are taken, and Material is not loaded.
"""

import hashlib
import importlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import escape

from build_tools.diagnostics import Diagnostics
from build_tools.forked import shared_out
from build_tools.frames import Frame, FrameKey, FrameSet, Printer
from build_tools.project import Project
from build_tools.publishing.kept_frames import KeptFrames
from build_tools.reading.markdown import read_prose
from build_tools.reading.tables import Table, read_table
from build_tools.reading.text import SourceText, text_of
from build_tools.rendering.prose import render_prose
from build_tools.rendering.tables import render_table
from build_tools.site_check import output_uri
from build_tools.site_model import Content, NavEntry, Site, SitePage
from build_tools.site_tree import SiteTree
from build_tools.stopwatch import Stopwatch
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.prose import build_prose
from schemas.prose import Prose
from tests.benchmarks.sections import SECTIONS, TEAMS

ROOT = Path(__file__).resolve().parents[2]
_KIND, _FILE = "report", "index.md"


@dataclass(frozen=True, slots=True)
class _PageFiles:
    """A page to be read: its address, its file, and those of its tables."""

    uri: str
    page: str
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    uri: str
    title: str
    prose: Prose
    tables: tuple[Table, ...]


def print_pages(docs: Path, out: Path, watch: Stopwatch, cache: Path | None = None) -> int:
    """Print every page below `docs` into `out`; return their number."""
    watch.start("open frames")
    sources = _sources(docs)
    site = _site(docs)
    kept = cache and KeptFrames(Project(root=ROOT, cache=cache), ("intranet", None), site)
    frames = kept.get().frames if kept else {}
    printer = Printer(site, frames, _of_material(site) if not frames else _late)
    watch.start("read, render, print")
    tree = SiteTree(out)
    workers = len(os.sched_getaffinity(0))

    def write(share: int) -> Mapping[FrameKey, Frame]:
        for page in map(_page, _read(sources[share::workers])):
            tree.write(output_uri(page.uri), printer.print(page).encode())
        return printer.made

    made = shared_out(write, workers)
    if kept and any(made):
        kept.keep(FrameSet({key: frame for each in made for key, frame in each.items()}, {}))
    watch.stop()
    return len(sources)


def _of_material(site: Site) -> Callable[[FrameKey], str]:
    """Load Material and return what makes frames."""
    opened: Callable[[Site, Path], Callable[[FrameKey], str]]
    opened = importlib.import_module("tests.benchmarks.material").opened
    return opened(site, ROOT)


def _late(key: FrameKey) -> str:
    raise SystemExit(f"The frame {key} was not kept.")


def _sources(docs: Path) -> list[_PageFiles]:
    """Return the pages below `docs` with the tables beside each, in the order of addresses."""
    found = []
    for folder, _, names in os.walk(docs):
        if _FILE in names:
            uri = f"{folder[len(os.fspath(docs)) + 1 :]}/".lstrip("/")
            tables = [f"{folder}/{name}" for name in sorted(names) if name.endswith(".csv")]
            found.append(_PageFiles(uri, f"{folder}/{_FILE}", tuple(tables)))
    return sorted(found, key=lambda source: source.uri)


def _read(sources: Iterable[_PageFiles]) -> Iterator[_Read]:
    found = Diagnostics()
    for source in sources:
        with open(source.page, "rb", buffering=0) as page:  # noqa: PTH123  a Path takes longer
            title, _, body = page.read().decode("utf-8").partition("\n")
        tables = [read_table(_source(Path(file), found), found) for file in source.tables]
        prose = read_prose(source.uri, body, 2, found)
        yield _Read(source.uri, title.removeprefix("# "), prose, tuple(filter(None, tables)))
    if tuple(found):
        raise SystemExit(f"The generated pages have faults: {next(iter(found))}")


def _source(file: Path, found: Diagnostics) -> SourceText:
    data = file.read_bytes()
    source = text_of(data, file.name, hashlib.sha256(data).hexdigest(), found)
    assert source is not None
    return source


def _page(read: _Read) -> SitePage:
    view = build_prose(read.prose)
    parts = [f"<h1>{escape(read.title)}</h1>\n", render_prose(view, read.uri)]
    parts += [render_table(_shown(table), read.uri) for table in read.tables]
    section = next((each for each in SECTIONS if read.uri.startswith(each)), "")
    return SitePage(
        uri=read.uri,
        kind=_KIND,
        title=read.title,
        content=Content("".join(parts)),
        toc=view.toc,
        section=section,
    )


def _title(path: Path) -> str:
    with path.open(encoding="utf-8") as lines:
        return next(lines).strip().removeprefix("# ")


def _shown(table: Table) -> TableView:
    return TableView(
        caption="Phụ lục",
        columns=tuple(map(Column, table.header)),
        rows=tuple(Row(tuple(map(Cell, cells))) for cells in _cells(table)),
    )


def _cells(table: Table) -> Iterable[tuple[str, ...]]:
    """Return the texts of each row; as of a sound report, nobody asks where they stand."""
    return zip(*(map(str.strip, column.cells) for column in table.columns), strict=True)


def _site(docs: Path) -> Site:
    teams = tuple(
        NavEntry(title=_title(path), uri=path.relative_to(docs).as_posix().removesuffix(_FILE))
        for path in sorted(docs.glob(f"{TEAMS}*/{_FILE}"))
    )
    sections = (
        NavEntry(title=title, uri=uri, children=teams if uri == TEAMS else ())
        for uri, title in SECTIONS.items()
    )
    nav = (NavEntry(title="Trang chủ", uri=""), *sections)
    return Site(name="Bench", pages=(), files=(), nav=nav, findings=(), illustrative=True)


def main(arguments: Sequence[str]) -> int:
    """Print and say the stages."""
    docs, out, *cache = map(Path, arguments)
    watch = Stopwatch(sys.stderr)
    print_pages(docs, out, watch, *cache)
    print(watch.summary())
    return 0
