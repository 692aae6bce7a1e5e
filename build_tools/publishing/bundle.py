"""One period as one zip: the site as of then with its documents and data, to be read offline.

It is unpacked and opened by double click, on Windows too: names are ASCII and paths short. The same
content gives the same bytes: entries stand in the order of their names, and bear no time.
"""

import os
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from build_tools.build_facts import BuildFacts
from build_tools.errors import PublishingError, UsageError
from build_tools.project import BuildOptions, Project
from build_tools.publishing.actor import present_actor
from build_tools.publishing.disk import FILE_MODE, OWN_FOLDER_MODE, disk_errors
from build_tools.publishing.keeping import kept_readings
from build_tools.publishing.manifest import write_manifest
from build_tools.publishing.products import write_products
from build_tools.publishing.sizes import fill_sizes
from build_tools.publishing.switch import alone_in, fresh_place
from build_tools.rendering.html import Renderer
from build_tools.site import Composition, compose
from build_tools.site_model import Site, SiteFile
from build_tools.site_tree import SiteTree
from build_tools.store import Store
from build_tools.views.addresses import period_uri
from build_tools.views.formatting import format_day, in_sentence
from schemas.period import Period

START_PAGE = "MO-TRANG-NAY.html"
FOLDER = "trang"
# Run only where the zip has been unpacked: then the reader need not click once more.
_SCRIPT = "mo-trang.js"
_OPENS = f'location.replace("{FOLDER}/index.html");\n'
_LONGEST = 180  # of the 259 letters that Windows takes; the rest is for the reader's own folders
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # as early as the form of a zip goes
_PACKED = (".docx", ".jpeg", ".jpg", ".pdf", ".png", ".woff2", ".xlsx")  # small as they are
_UNIX = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class StartView:
    """What the first page of a bundle says."""

    title: str
    subtitle: str
    marks: tuple[str, ...]
    folder: str
    script: str
    period_page: str
    period_title: str


def write_bundle(
    project: Project,
    options: BuildOptions,
    period: Period,
    out: Path,
    watch: Callable[[str], None],
) -> Composition:
    """Write the site as of `period` with all that belongs to it into the zip `out`.

    An error in the content leaves what stood there untouched, and so does every other failure:
    UsageError where the site has no such period, PublishingError where a path is too long, the
    disk refuses or another run writes the same file.
    """
    with alone_in(out, present_actor("diaban bundle")):
        return _write_bundle(project, options, period, out, watch)


def _write_bundle(
    project: Project,
    options: BuildOptions,
    period: Period,
    out: Path,
    watch: Callable[[str], None],
) -> Composition:
    with kept_readings(project) as readings:
        composition = compose(project, options, watch, readings)
    site, facts = composition.site, composition.facts
    if site is None or facts is None:
        return composition
    if not any(page.uri == period_uri(period) for page in site.pages):
        raise UsageError(f"Không có {in_sentence(period)}: kỳ chưa đến hạn và chưa có báo cáo.")
    with disk_errors("Không đóng gói được"), _workplace(out) as work:
        tree = work / "tree"
        watch("Ghi trang")
        _write_site(project, site, facts, tree / FOLDER)
        start = _start_view(site, facts, period)
        renderer = Renderer(project.templates / "bundle")
        page = renderer.render("start.html.j2", "", start)
        (tree / START_PAGE).write_bytes(page.encode())
        write_manifest(tree, facts)
        watch("Đóng gói")
        top = f"diaban-{period.id.lower()}"
        fresh = work / out.name
        with fresh.open("wb") as stream:
            _zip(tree, top, stream)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.chmod(FILE_MODE)
        fresh.replace(out)
    return composition


def _write_site(project: Project, site: Site, facts: BuildFacts, tree: Path) -> None:
    from build_tools.mkdocs_plugin import write_site  # noqa: PLC0415  MkDocs only when needed

    script = SiteFile(uri=_SCRIPT, content=_OPENS.encode())
    write_site(project, replace(site, files=(*site.files, script)), tree)
    write_products(site.products, SiteTree(tree), Store(project.products), facts.versions)
    fill_sizes(tree, site.pages)


def _start_view(site: Site, facts: BuildFacts, period: Period) -> StartView:
    invented = "Dữ liệu minh họa, không dùng để trích dẫn." if site.illustrative else None
    return StartView(
        title=f"{site.name} – {in_sentence(period)}",
        subtitle=f"Trang, văn bản và dữ liệu, tính đến ngày {format_day(facts.today)}.",
        marks=tuple(mark for mark in (invented, site.readers_banner) if mark),
        folder=FOLDER,
        script=_SCRIPT,
        period_page=f"{period_uri(period)}index.html",
        period_title=f"Tổng hợp {in_sentence(period)}",
    )


@contextmanager
def _workplace(out: Path) -> Iterator[Path]:
    """Give a folder beside `out` that nobody else may read; the next run clears it after a kill."""
    folder = fresh_place(out)
    folder.mkdir(OWN_FOLDER_MODE)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _zip(tree: Path, top: str, stream: IO[bytes]) -> None:
    paths = sorted(path for path in tree.rglob("*") if path.is_file())
    names = {f"{top}/{path.relative_to(tree).as_posix()}": path for path in paths}
    _refuse_unfit(names)
    with zipfile.ZipFile(stream, "w") as archive:
        for name, path in sorted(names.items()):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = _UNIX  # not that of the machine
            entry.external_attr = (stat.S_IFREG | FILE_MODE) << 16
            packed = path.suffix in _PACKED
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())


def _refuse_unfit(names: Iterable[str]) -> None:
    """Raise PublishingError where a name would be cut or spoilt when Windows unpacks it."""
    for name in names:
        if not name.isascii():
            raise PublishingError(f"Tên tệp trong gói không phải ASCII: {name!a}.")
        if len(name) > _LONGEST:
            raise PublishingError(
                f"Đường dẫn trong gói dài {len(name)} ký tự, Windows không giải nén được: {name}. "
                f"Hãy đặt lại tên tệp đính kèm cho ngắn (đường dẫn nhiều nhất {_LONGEST} ký tự)."
            )
