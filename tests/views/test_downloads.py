"""What a page offers to take away, as the templates set it."""

import re
from dataclasses import dataclass
from pathlib import Path

from build_tools.project import Project
from build_tools.rendering.html import Renderer
from build_tools.views.downloads import Download, period_file, register_file, report_file
from schemas.period import Period
from schemas.report import Annex

_FILES = (
    Download(kind="PDF", what="để đọc và in", uri="bao-cao/a/b.pdf", opens=True),
    Download(kind="Excel", what="mỗi bảng <một> trang tính", uri="bao-cao/a/b.xlsx", size="12 KB"),
)


@dataclass
class _View:
    downloads: tuple[Download, ...]


def _printed(project: Project, files: tuple[Download, ...]) -> str:
    renderer = Renderer(project.templates / "pages", Path(__file__).parent)
    return renderer.render("downloads.html.j2", "bao-cao/a/", _View(files))


def test_each_file_says_what_it_is_and_how_large(project: Project) -> None:
    items = re.findall(r"<li>(.*?)</li>", _printed(project, _FILES), re.DOTALL)
    words = [re.sub(r"<[^>]+>", "", item).strip() for item in items]
    assert words == ["PDF để đọc và in", "Excel mỗi bảng &lt;một&gt; trang tính 12 KB"]


def test_a_file_that_a_browser_shows_is_not_forced_to_be_kept(project: Project) -> None:
    links = re.findall(r"<a href=[^>]+>", _printed(project, _FILES))
    assert links == ['<a href="b.pdf">', '<a href="b.xlsx" download>']


def test_without_files_there_is_no_empty_list(project: Project) -> None:
    assert _printed(project, ()).strip() == ""


def test_a_name_says_what_the_file_is_wherever_it_is_kept() -> None:
    assert report_file(Period.parse("2026-Q1"), "to-01", "pdf") == (
        "bao-cao/2026-q1/to-01/bao-cao-2026-q1-to-01.pdf"
    )
    assert period_file(Period.parse("2026"), "docx") == "bao-cao/2026/tong-hop-2026.docx"
    assert register_file(Annex.ISSUES, "xlsx") == "so/van-de/so-van-de.xlsx"
