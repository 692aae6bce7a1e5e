"""How large a file is stands beside its link, once the file is there."""

from pathlib import Path

import pytest

from build_tools.errors import PublishingError
from build_tools.publishing.sizes import fill_sizes
from build_tools.site_model import SitePage

OFFER = '<a href="a.xlsx">Excel</a> <small data-db-size="bao-cao/a.xlsx"></small>'


def _page(body: str) -> SitePage:
    return SitePage(uri="bao-cao/", kind="report", title="Báo cáo", body=body)


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
