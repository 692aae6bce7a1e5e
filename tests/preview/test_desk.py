"""What a preview shows after each save, asked of the desk itself."""

import re
import shutil
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from threading import Thread

import pytest
from bench import Bench

from build_tools.project import Project
from build_tools.publishing.preview.marks import BEGIN

FOLDER = "content/reports/2031-01/to-01"
REPORT = f"{FOLDER}/report.md"
ISSUES = f"{FOLDER}/issues.csv"
PAGE = "bao-cao/2031-01/to-01/"
ANNEXES = f"{PAGE}phu-luc/"


def _counts(html: str) -> str:
    found = re.search(r'class="dbp-bar__state[^>]*>([^<]*)<', html)
    assert found
    return found[1]


def test_a_saved_change_is_on_the_page(bench: Bench) -> None:
    assert "Bộ phận làm việc với hai xã." in bench.page(PAGE)
    bench.edit(REPORT, "Bộ phận làm việc với hai xã.", "Bộ phận đi cơ sở.")
    assert "Bộ phận đi cơ sở." in bench.page(PAGE)
    assert _counts(bench.html(PAGE)).startswith("Không có lỗi")


def test_the_file_just_saved_is_one_click_away_on_every_page(bench: Bench) -> None:
    bench.edit(REPORT, "hai xã", "các xã")
    link = f'<a href="/{PAGE}index.html">reports/2031-01/to-01/report.md</a>'
    assert all(link in bench.html(uri) for uri in ("", "thong-tin/", PAGE))
    bench.edit(ISSUES, "Thiếu giáo viên", "Còn thiếu giáo viên")
    link = f'<a href="/{ANNEXES}index.html">reports/2031-01/to-01/issues.csv</a>'
    assert link in bench.html("")
    bench.edit("content/teams/to-01/members.csv", "Lê Thị Ví Dụ", "Lê Thị Ví Dụ")
    assert '<a href="/to/01/index.html">teams/to-01/members.csv</a>' in bench.html("")


def test_an_error_stands_under_its_heading_and_in_every_bar_beside_the_old_content(
    bench: Bench,
) -> None:
    bench.edit(REPORT, "Bộ phận làm việc với hai xã.", "Thu được {KT99}.")
    html = bench.html(PAGE)
    assert "Bộ phận làm việc với hai xã." in html
    heading = html.index("V. Hoạt động của Bộ phận giúp việc</h")
    below = html[heading : html.index("Bộ phận làm việc với hai xã.")]
    assert "KT99" in below
    assert "dbp-findings" in below
    assert "<mark>KT99</mark>" in below
    for uri in ("", PAGE, "to/01/"):
        bar = bench.html(uri).rpartition('<aside class="dbp-bar')[2]
        assert "1 lỗi" in bar
        assert f'href="/{PAGE}index.html#loi-1"' in bar
        assert "report.md:" in bar
        assert "Đang hiện nội dung đã soạn được lần trước" in bar
    assert 'id="loi-1"' in html


def test_an_error_in_the_front_matter_stands_at_the_top(bench: Bench) -> None:
    bench.edit(REPORT, "place: Thử Nghiệm", "place:")
    html = bench.html(PAGE)
    top = html[html.index('id="noi-dung"') : html.index("<h1")]
    assert "report.md:7" in top
    bench.edit(REPORT, "place:", "place: Nơi khác")
    assert "Nơi khác" in bench.page(PAGE)
    assert "report.md:7" not in bench.html(PAGE)


def test_an_error_of_a_row_stands_in_the_row(bench: Bench) -> None:
    bench.edit(ISSUES, "Trung bình", "Rất nặng")
    html = bench.html(ANNEXES)
    row = html[html.index('<tr id="issues-3"') :].partition("</tr>")[0]
    assert "dbp-row" in row
    assert "Rất nặng" in row
    assert 'href="#loi-1"' in row
    assert 'id="loi-1"' in html
    assert 'id="loi-1"' in bench.html(PAGE)  # and at the annex on the report's own page
    assert "dbp-finding" not in bench.html("to/02/").partition('<aside class="dbp-bar')[0]


def test_warnings_are_shown_and_keep_nothing_from_being_shown(bench: Bench) -> None:
    bench.edit(ISSUES, "VD-2031-01002", "VD-2031-01003")
    before = _counts(bench.html(""))
    bench.edit(REPORT, "Thu ngân sách của Tổ đạt {KT01}.", "Thu ngân sách đạt {KT01}. Đạt tốt.")
    assert "Đạt tốt." in bench.page(PAGE)
    assert before == _counts(bench.html(""))


def test_a_report_that_never_stood_has_a_page_of_its_errors(bench: Bench) -> None:
    folder = bench.project.root / "content/reports/2031-02/to-01"
    folder.mkdir(parents=True)
    (folder / "report.md").write_text("---\nteam: to-01\nperiod: 2031-2\n---\n", encoding="utf-8")
    bench.saved("content/reports/2031-02/to-01/report.md")
    html = bench.html("bao-cao/2031-02/to-01/")
    assert "Trang này chưa soạn được" in html
    assert "2031-2" in html
    assert '<a href="/bao-cao/2031-02/to-01/index.html">' in bench.html("")
    assert bench.desk.answer("/bao-cao/2031-03/to-01/").status is HTTPStatus.NOT_FOUND


def test_before_any_content_stood_every_page_lists_the_errors(
    small_province: Project, make_bench: Callable
) -> None:
    bench = make_bench(small_province)
    path = small_province.root / REPORT
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("place: Thử Nghiệm", "place:"), encoding="utf-8")
    bench.desk.look_again()
    for uri in ("", PAGE):
        assert "report.md:7" in bench.html(uri)
    path.write_text(text, encoding="utf-8")
    bench.saved(REPORT)
    assert "Theo dõi địa bàn" in bench.page("")


def test_a_faulty_draft_keeps_its_old_page_while_the_others_go_on(bench: Bench) -> None:
    bench.edit(REPORT, "status: issued", "status: draft")
    bench.edit(ISSUES, "Trung bình", "Rất nặng")
    bench.edit("content/documents/quyet-dinh.md", "Điều 1", "Điều thứ nhất")
    html = bench.html(PAGE)
    assert "Bộ phận làm việc với hai xã." in html
    assert "Rất nặng" in html
    assert "dbp-draft-banner" in html
    assert "Đang hiện nội dung đã soạn được lần trước của trang này" in html
    assert "Đang hiện" not in bench.html("")
    assert "Điều thứ nhất" in bench.page("van-ban/quyet-dinh/")
    row = bench.html(ANNEXES)
    assert "dbp-row" in row[row.index('<tr id="issues-3"') :].partition("</tr>")[0]
    bench.edit(ISSUES, "Rất nặng", "Thấp")
    assert "Đang hiện" not in bench.html(PAGE)
    assert "Thấp" in bench.page(ANNEXES)
    folder = bench.project.root / FOLDER
    shutil.rmtree(folder)
    bench.saved(REPORT)
    assert bench.desk.answer(f"/{PAGE}").status is HTTPStatus.NOT_FOUND


def test_a_page_without_the_frame_has_the_bar_too(bench: Bench) -> None:
    page = bench.desk.answer("/_xem-truoc/loi.html").body.decode()
    assert '<aside class="dbp-bar' in page
    assert "&lt;aside" not in page


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"\xff\xfe",
        b"---\n",
        b"---\nteam: [\n---\n",
        b"\0" * 100,
        "---\nteam: tổ".encode("utf-16"),
    ],
    ids=["empty", "mark", "front", "yaml", "zeros", "utf-16"],
)
def test_a_half_saved_file_leaves_what_stood(bench: Bench, broken: bytes) -> None:
    before = bench.page(PAGE)
    path = bench.project.root / REPORT
    whole = path.read_bytes()
    path.write_bytes(broken)
    bench.saved(REPORT)
    assert bench.page(PAGE) == before
    assert "lỗi" in _counts(bench.html(PAGE))
    path.write_bytes(whole)
    bench.saved(REPORT)
    assert bench.page(PAGE) == before
    assert _counts(bench.html(PAGE)).startswith("Không có lỗi")


def test_a_fault_of_the_program_itself_is_told_and_survived(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("gãy <giữa> chừng")

    before = bench.page(PAGE)
    with monkeypatch.context() as patched:
        patched.setattr("build_tools.publishing.preview.standing.lay_groundwork", fail)
        bench.saved(REPORT)
    html = bench.html(PAGE)
    assert bench.page(PAGE) == before
    assert "RuntimeError: gãy &lt;giữa&gt; chừng" in html
    bench.saved(REPORT)
    assert "RuntimeError" not in bench.html(PAGE)


def test_a_page_that_cannot_be_made_says_so_and_the_next_one_is_made(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("gãy <giữa> chừng")

    with monkeypatch.context() as patched:
        patched.setattr("build_tools.publishing.preview.standing.Shown.html", fail)
        answer = bench.desk.answer(f"/{PAGE}")
    assert answer.status is HTTPStatus.INTERNAL_SERVER_ERROR
    page = answer.body.decode()
    assert "RuntimeError: gãy &lt;giữa&gt; chừng" in page
    assert '<aside class="dbp-bar' in page
    assert bench.desk.answer(f"/{PAGE}").status is HTTPStatus.OK


def test_a_draft_is_shown_marked_and_known_to_every_list(bench: Bench) -> None:
    assert "Dự thảo" not in bench.html(PAGE)
    bench.edit(REPORT, "status: issued", "status: draft")
    for uri in (PAGE, ANNEXES):
        html = bench.html(uri)
        assert "dbp-draft-banner" in html
        assert "Trang này của báo cáo dự thảo" in html
    drafts = re.search(r'data-drafts="([^"]*)"', bench.html("bao-cao/"))
    assert drafts
    assert drafts[1].split() == [f"/{PAGE}index.html", f"/{ANNEXES}index.html"]


def test_deleted_and_renamed_files_are_seen(bench: Bench) -> None:
    content = bench.project.root / "content"
    (content / "documents/quyet-dinh.md").rename(content / "documents/quyet-dinh-moi.md")
    bench.saved("content/documents/quyet-dinh.md", "content/documents/quyet-dinh-moi.md")
    assert bench.desk.answer("/van-ban/quyet-dinh-moi/").status is HTTPStatus.OK
    assert bench.desk.answer("/van-ban/quyet-dinh/").status is HTTPStatus.NOT_FOUND
    (content / "reports/2031-01/to-02/report.md").unlink()
    (content / "reports/2031-01/to-02/indicators.csv").unlink()
    (content / "reports/2031-01/to-02").rmdir()
    bench.saved("content/reports/2031-01/to-02/report.md")
    assert bench.desk.answer("/bao-cao/2031-01/to-02/").status is HTTPStatus.NOT_FOUND


def test_settings_and_templates_are_seen_too(bench: Bench) -> None:
    bench.edit("content/settings.yml", "Theo dõi địa bàn tỉnh Thử Nghiệm", "Theo dõi mới")
    assert "Theo dõi mới</title>" in bench.page("to/01/")
    templates = bench.project.root / "site_templates"
    source = templates.resolve()
    templates.unlink()
    shutil.copytree(source, templates)
    path = templates / "overrides/main.html"
    path.write_text(path.read_text("utf-8").replace("không phải bản ký", "chỉ để xem"), "utf-8")
    bench.saved()
    assert "chỉ để xem" in bench.page("to/01/")


def test_nothing_new_is_no_news(bench: Bench) -> None:
    number = bench.desk.standing.number
    assert not bench.desk.look_again()
    assert bench.desk.standing.number == number
    bench.saved(REPORT)
    assert bench.desk.standing.number == number + 1


def test_waiting_ends_with_the_next_save(bench: Bench) -> None:
    number = bench.desk.standing.number
    assert bench.desk.wait_for_news(number, 0.01) == number
    waiter = Thread(target=lambda: seen.append(bench.desk.wait_for_news(number, 60)))
    seen: list[int] = []
    waiter.start()
    bench.saved(REPORT)
    waiter.join(60)
    assert seen == [number + 1]


@pytest.mark.parametrize(
    "target",
    [
        "/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/_xem-truoc/../../content/settings.yml",
        "/_xem-truoc/bar.html.j2",
        "/content/settings.yml",
        "/bao-cao/..%2f..%2fsettings.yml",
        "/\0",
        "//evil.example/",
    ],
)
def test_no_address_leads_to_a_file_of_the_disk(bench: Bench, target: str) -> None:
    answer = bench.desk.answer(target)
    assert answer.status is HTTPStatus.NOT_FOUND
    assert b"root:" not in answer.body
    assert b"site_name" not in answer.body


def test_no_text_of_the_content_becomes_a_tag_in_what_is_added(bench: Bench) -> None:
    bench.edit(ISSUES, "Trung bình", "<img src=x onerror=alert(1)>")
    bench.edit(REPORT, "place: Thử Nghiệm", "plac<b>e: '</aside><script>'")
    for uri in ("", PAGE, ANNEXES):
        html = bench.html(uri)
        assert "<img src=x" not in html
        assert "</aside><script>" not in html
    answer = bench.desk.answer("/_xem-truoc/loi.html")
    assert b"<img" not in answer.body
    assert b"onerror" in answer.body


def test_the_search_index_is_made_when_it_is_asked_for(bench: Bench) -> None:
    address = re.search(r'data-db-index="([^"]+)"', bench.page(""))
    assert address
    entry = bench.desk.answer(f"/{address[1]}")
    assert entry.status is HTTPStatus.OK
    told = re.search(rb'diabanSearch\.take\("entry","(\w+)"\)', entry.body)
    assert told
    digest = told[1].decode()
    assert bench.desk.answer(f"/assets/search/w0.{digest}.js").status is HTTPStatus.OK
    assert bench.desk.answer(f"/assets/search/w99999.{digest}.js").status is HTTPStatus.NOT_FOUND


def test_what_the_preview_adds_is_in_no_build(built_sample: Path) -> None:
    assert not list(built_sample.rglob("*preview*"))
    assert BEGIN not in (built_sample / "index.html").read_text(encoding="utf-8")
