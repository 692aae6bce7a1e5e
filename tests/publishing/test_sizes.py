"""How large a file is stands beside its link, once the file is there."""

from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.errors import PublishingError
from build_tools.publishing.sizes import fill_sizes, with_known_sizes
from build_tools.site_model import Content, PageText, SitePage

OFFER = '<a href="a.xlsx">Excel</a> <small data-db-size="bao-cao/a.xlsx"></small>'


def _page(body: str) -> SitePage:
    return SitePage(uri="bao-cao/", kind="report", title="Báo cáo", content=Content(body))


def test_the_size_of_the_file_is_filled_in(tmp_path: Path) -> None:
    (tmp_path / "bao-cao").mkdir()
    (tmp_path / "bao-cao/a.xlsx").write_bytes(b"x" * 3000)
    html = tmp_path / "bao-cao/index.html"
    html.write_text(f"<p>{OFFER} và {OFFER}</p>\n", "utf-8", newline="")
    fill_sizes(tmp_path, [_page(OFFER)])
    shown = '<a href="a.xlsx">Excel</a> <small>3 KB</small>'
    assert html.read_text("utf-8") == f"<p>{shown} và {shown}</p>\n"


def test_a_page_without_files_is_not_touched(tmp_path: Path) -> None:
    fill_sizes(tmp_path, [_page("<p>data-db-size</p>")])
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_offered_and_not_there_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "bao-cao").mkdir()
    (tmp_path / "bao-cao/index.html").write_text(OFFER, "utf-8")
    with pytest.raises(PublishingError, match=r"bao-cao/index\.html mời tải bao-cao/a\.xlsx"):
        fill_sizes(tmp_path, [_page(OFFER)])


TEXT = PageText("", "Excel", (), "")
READ = replace(_page(OFFER), content=Content(OFFER, TEXT, "ab" * 32))


def test_a_size_that_is_known_is_said_before_the_page_is_printed() -> None:
    (page,) = with_known_sizes([READ], {"bao-cao/a.xlsx": 3000, "bao-cao/b.xlsx": 1})
    assert page.body == '<a href="a.xlsx">Excel</a> <small>3 KB</small>'
    assert page.content.text is TEXT
    assert page.content.offers == ()
    assert replace(page, content=READ.content) == READ


def test_the_digest_tells_what_is_said() -> None:
    def digest(size: int, digest: str = READ.content.digest) -> str:
        read = replace(READ, content=Content(OFFER, TEXT, digest))
        (page,) = with_known_sizes([read], {"bao-cao/a.xlsx": size})
        return page.content.digest

    assert digest(3000) == digest(3001)  # both 3 KB
    assert len({READ.content.digest, digest(3000), digest(9000), digest(3000, "cd" * 32)}) == 4
    assert digest(3000, "") == ""


def test_a_size_that_is_not_known_stays_open(tmp_path: Path) -> None:
    both = replace(READ, content=Content(f"{OFFER} {OFFER.replace('a.xlsx', 'b.xlsx')}", TEXT))
    (page,) = with_known_sizes([both], {"bao-cao/b.xlsx": 3000})
    assert page.body == f'{OFFER} <a href="b.xlsx">Excel</a> <small>3 KB</small>'
    assert page.content.offers == ("bao-cao/a.xlsx",)
    (tmp_path / "bao-cao").mkdir()
    (tmp_path / "bao-cao/index.html").write_text(page.body, "utf-8", newline="")
    (tmp_path / "bao-cao/a.xlsx").write_bytes(b"x" * 2000)
    fill_sizes(tmp_path, [page])
    html = (tmp_path / "bao-cao/index.html").read_text("utf-8")
    assert html.count("<small>") == 2
    assert "data-db-size" not in html


def test_a_page_that_the_search_has_not_read_is_left_as_it_is() -> None:
    """It would find the sizes among the words."""
    page = _page(OFFER)
    assert with_known_sizes([page], {"bao-cao/a.xlsx": 3000}) == (page,)


def test_a_page_that_offers_nothing_is_the_same() -> None:
    page = replace(READ, content=Content("<p>data-db-size</p>", TEXT))
    assert with_known_sizes([page], {"bao-cao/a.xlsx": 3000})[0] is page
