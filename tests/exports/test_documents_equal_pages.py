"""Every cell of a page's tables stands in its PDF and its Word document, to the digit."""

import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

pytestmark = pytest.mark.slow
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTE_STYLE = "Chúthíchtrongô"
LETTERHEAD_AND_SIGNATURE = 2
# Of a report's pages: the changes are worked out for the site and are no part of the report.
NOT_OF_THE_REPORT = "thay-doi"
Row = tuple[str, ...]


def squeezed(text: str) -> str:
    return "".join(text.split())


@dataclass
class Page(HTMLParser):
    """The tables of a page by their section, notes apart; the paragraphs of its prose."""

    tables: list[tuple[str, list[Row]]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._section = ""
        self._row: list[str] | None = None
        self._note: int | None = None  # how deep in a note
        self._in_prose = 0
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._open.append(tag)
        if tag == "section":
            self._section = given.get("aria-labelledby") or ""
        elif tag == "table":
            self.tables.append((self._section, []))
        elif tag == "tr":
            self._row = []
        elif tag in {"td", "th"} and self._row is not None:
            self._row.append("")
        elif given.get("class") == "db-source":
            self._note = len(self._open)
            self.notes.append("")
        elif given.get("class") == "db-prose":
            self._in_prose = len(self._open)
        if self._in_prose and tag in {"p", "li", "h3", "h4", "h5"}:
            self.prose.append("")
        if tag in {"br", "img", "input", "link", "meta", "hr", "col", "path", "use", "circle"}:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if self._note is not None and len(self._open) < self._note:
            self._note = None
        if self._in_prose and len(self._open) < self._in_prose:
            self._in_prose = 0
        if tag == "tr" and self._row is not None:
            self.tables[-1][1].append(tuple(map(squeezed, self._row)))
            self._row = None

    def handle_data(self, data: str) -> None:
        if self._note is not None:
            self.notes[-1] += data
        elif self._row:
            self._row[-1] += data
        if self._in_prose and self.prose and "table" not in self._open:
            self.prose[-1] += data


def page_of(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def word_tables(word: Path) -> list[list[tuple[Row, str]]]:
    """Each table's rows: the cells without their notes, and all of the row with them."""
    with zipfile.ZipFile(word) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    return [
        [
            (
                tuple(squeezed(_words(cell, notes=False)) for cell in row.iter(f"{W}tc")),
                squeezed("".join(_words(cell, notes=True) for cell in row.iter(f"{W}tc"))),
            )
            for row in table.iter(f"{W}tr")
        ]
        for table in tree.iter(f"{W}tbl")
    ][LETTERHEAD_AND_SIGNATURE:]


def _words(element: etree._Element, *, notes: bool) -> str:
    texts = []
    for run in element.iter(f"{W}r"):
        style = run.find(f"{W}rPr/{W}rStyle")
        if notes or style is None or style.get(f"{W}val") != NOTE_STYLE:
            texts += [text.text or "" for text in run.iter(f"{W}t")]
    return "".join(texts)


def word_text(word: Path) -> str:
    with zipfile.ZipFile(word) as package:
        tree = etree.fromstring(package.read("word/document.xml"))
    return squeezed("".join(text.text or "" for text in tree.iter(f"{W}t")))


def pdf_text(pdf: Path, *options: str) -> str:
    command = ["pdftotext", "-raw", *options, pdf, "-"]
    return squeezed(subprocess.run(command, check=True, capture_output=True).stdout.decode())


# Of an upright page what is between its number and its foot, in points.
BODY = ("-x", "0", "-y", "50", "-W", "596", "-H", "738")


@pytest.fixture(scope="module")
def expected(built_sample: Path) -> Mapping[Path, list[list[Row]]]:
    """The document without its suffix → the tables of the pages that it is made from."""
    found: dict[Path, list[list[Row]]] = {}
    for pdf in sorted((built_sample / "bao-cao").rglob("*.pdf")):
        if pdf.parent.name == "dinh-kem" or not re.match(r"(bao-cao|tong-hop)-", pdf.name):
            continue
        pages = [pdf.with_name("index.html")]
        own = page_of(pages[0])
        annexes = page_of(pdf.parent / "phu-luc/index.html")
        if pdf.name.startswith("tong-hop-"):
            tables = [rows for _, rows in (*own.tables, *annexes.tables)]
        else:
            corrections = [rows for section, rows in own.tables if section == "dinh-chinh"]
            tables = corrections + [
                rows for section, rows in annexes.tables if section != NOT_OF_THE_REPORT
            ]
        found[pdf.with_suffix("")] = tables
    assert len(found) > 100
    return found


def test_word_has_the_tables_of_the_page(expected: Mapping[Path, list[list[Row]]]) -> None:
    cells = 0
    for path, tables in expected.items():
        rows = [[cells for cells, _ in table] for table in word_tables(path.with_suffix(".docx"))]
        assert rows == tables, path
        cells += sum(len(row) for table in tables for row in table)
    assert cells > 100_000


def test_pdf_has_the_rows_of_word_in_their_order(expected: Mapping[Path, list[list[Row]]]) -> None:
    for path in expected:
        text = pdf_text(path.with_suffix(".pdf"))
        assert list(_missing(text, word_tables(path.with_suffix(".docx")))) == [], path


def _missing(text: str, tables: list[list[tuple[Row, str]]]) -> Iterator[str]:
    at = 0
    for table in tables:
        for _, row in table:
            found = text.find(row, at)
            if found < 0:
                yield row
            else:
                at = found + len(row)


def test_the_prose_of_the_page_is_in_both(expected: Mapping[Path, list[list[Row]]]) -> None:
    for path in expected:
        if path.name.startswith("tong-hop-"):
            continue
        said = [squeezed(each) for each in page_of(path.with_name("index.html")).prose]
        assert len(said) > 10
        printed = pdf_text(path.with_suffix(".pdf"), *BODY)
        for text in (word_text(path.with_suffix(".docx")), printed):
            places = [text.find(each) for each in said]
            assert -1 not in places, (path, said[places.index(-1)])
            assert all(before <= after for before, after in pairwise(places)), path


def test_what_was_corrected_is_marked_where_it_stands(built_sample: Path) -> None:
    folder = built_sample / "bao-cao/2026-02/to-01"
    notes = [each for each in page_of(folder / "phu-luc/index.html").notes if "đính chính" in each]
    assert len(notes) == 2
    for text in (
        word_text(folder / "bao-cao-2026-02-to-01.docx"),
        pdf_text(folder / "bao-cao-2026-02-to-01.pdf"),
    ):
        assert "Báocáonàyđãđượcđínhchính2chỗsaukhigửi" in text
        for note in notes:
            assert squeezed(note[note.index("đính chính") :]) in text


def test_only_what_is_issued_becomes_a_document(built_sample: Path) -> None:
    pages = {path.parent for path in (built_sample / "bao-cao").glob("*/to-*/index.html")}
    for suffix in ("pdf", "docx"):
        made = {
            path.parent for path in (built_sample / "bao-cao").glob(f"*/to-*/bao-cao-*.{suffix}")
        }
        assert made == pages
