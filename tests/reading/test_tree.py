import os
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.reading import tree
from build_tools.reading.snapshot import take_snapshot
from build_tools.reading.text import read_text
from build_tools.reading.tree import list_files

InWords = Callable[[Diagnostics], list[str]]
Listed = Callable[[], tuple[tuple[str, ...], list[str]]]
ALLOWED = (
    "content/catalogue/areas.csv",
    "content/documents/quyet-dinh.md",
    "content/huong-dan/nop-bao-cao.md",
    "content/index.md",
    "content/reports/2026-01/corrections.csv",
    "content/reports/2026-01/period.lock",
    "content/reports/2026-01/to-01/attachments/Biên bản.PDF",
    "content/reports/2026-01/to-01/information-requests.csv",
    "content/reports/2026-01/to-01/report.md",
    "content/reports/2026-9T/to-12/report.md",
    "content/reports/2026-Q1/to-01/indicators.csv",
    "content/reports/2026/to-01/report.md",
    "content/settings.yml",
    "content/teams/to-01/members.csv",
)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for path in ALLOWED:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"%PDF-1.7" if path.endswith("PDF") else b"x")
    return tmp_path / "content"


@pytest.fixture
def listed(content: Path, said: InWords) -> Listed:
    """List what is there: the paths and what was said; the same of a snapshot, where one can be."""

    def go() -> tuple[tuple[str, ...], list[str]]:
        found, again = Diagnostics(), Diagnostics()
        listed = list_files(content, content.parent, found), said(found)
        snapshot = take_snapshot(content.parent, content.name)
        if snapshot is not None:
            assert (list_files(content, content.parent, again, snapshot), said(again)) == listed
        return listed

    return go


def test_every_known_place_is_listed_in_order(listed: Listed) -> None:
    assert listed() == (ALLOWED, [])


def test_a_kept_empty_folder_needs_no_word(content: Path, listed: Listed) -> None:
    (content / "teams/to-01/.gitkeep").touch()
    assert listed() == (ALLOWED, [])


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "~$report.docx", ".~lock.a.csv#"])
def test_leavings_of_other_programs_are_left_out_with_a_note(
    content: Path, listed: Listed, name: str
) -> None:
    (content / "reports/2026-01/to-01" / name).write_text("x")
    files, said = listed()
    assert files == ALLOWED
    assert said == [
        (
            f"content/reports/2026-01/to-01/{name}:1:1: [file.ignored] "
            f"Bỏ qua “{name}”: tệp phụ do máy tính tự tạo."
        )
    ]


def test_a_link_is_refused_wherever_it_leads(content: Path, listed: Listed, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/report.md").write_text("x")
    (content / "reports/2026-02").symlink_to(tmp_path / "outside")
    (content / "teams/to-01/team.md").symlink_to("/etc/passwd")
    files, said = listed()
    assert files == ALLOWED
    assert said == [
        (
            "content/reports/2026-02:1:1: [file.link] "
            "“2026-02” là liên kết tới nơi khác, không phải tệp thật."
        ),
        (
            "content/teams/to-01/team.md:1:1: [file.link] "
            "“team.md” là liên kết tới nơi khác, không phải tệp thật."
        ),
    ]


def test_content_that_is_itself_a_link_is_refused(
    content: Path, tmp_path: Path, said: InWords
) -> None:
    (tmp_path / "link").symlink_to(content)
    found = Diagnostics()
    assert list_files(tmp_path / "link", tmp_path, found) == ()
    assert said(found) == [
        "link:1:1: [file.link] “link” là liên kết tới nơi khác, không phải tệp thật."
    ]


def test_a_pipe_is_refused_and_never_opened(content: Path, listed: Listed) -> None:
    os.mkfifo(content / "teams/to-01/team.md")
    assert listed() == (
        ALLOWED,
        [
            (
                "content/teams/to-01/team.md:1:1: [file.device] "
                "“team.md” không phải là tệp thường nên không được mở."
            )
        ],
    )


@pytest.mark.parametrize(
    "name", ["report.md ", "a\u202eb.pdf", "a\u200b.pdf", "a:b.pdf", "nul.pdf", "a.", "\ue000.pdf"]
)
def test_odd_names_are_refused_with_what_does_not_show_spelt_out(
    content: Path, listed: Listed, name: str
) -> None:
    folder = content / "reports/2026-01/to-01/attachments"
    (folder / name).write_bytes(b"%PDF-1.7")
    files, said = listed()
    assert files == ALLOWED
    assert len(said) == 1
    assert "[file.name]" in said[0]
    assert said[0].isprintable()


def test_a_name_of_bytes_that_are_no_text_is_refused_and_can_be_printed(
    content: Path, listed: Listed
) -> None:
    with open(os.fsencode(content / "teams/to-01") + b"/\xff.md", "wb"):  # noqa: PTH123  a name that Path cannot hold
        pass
    files, said = listed()
    assert files == ALLOWED
    assert said == [
        (
            "content/teams/to-01/<U+DCFF>.md:1:1: [file.name] Tên “<U+DCFF>.md” có dấu cách ở đầu "
            "hoặc cuối, ký tự ẩn hoặc ký tự không dùng được trong tên tệp."
        )
    ]


def test_an_unknown_folder_is_refused_once_and_not_entered(content: Path, listed: Listed) -> None:
    for name in ("report.md", "issues.csv"):
        file = content / "reports/2026-13/to-01" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("x")
    assert listed() == (
        ALLOWED,
        ["content/reports/2026-13:1:1: [file.place] “2026-13” không được đặt ở đây."],
    )


def test_a_misspelt_annex_comes_with_the_name_that_was_meant(content: Path) -> None:
    (content / "reports/2026-01/to-01/issue.csv").write_text("x")
    found = Diagnostics()
    list_files(content, content.parent, found)
    assert [(finding.code, finding.nearest) for finding in found] == [("file.place", "issues.csv")]


def test_a_page_name_that_makes_no_address_comes_with_one_that_does(content: Path) -> None:
    (content / "documents/Quyết định 66.md").write_text("x")
    found = Diagnostics()
    list_files(content, content.parent, found)
    assert [(finding.code, finding.nearest) for finding in found] == [
        ("file.address-name", "quyet-dinh-66.md")
    ]


def test_no_more_files_are_listed_than_the_bound(
    listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "MAX_FILES", 3)
    _, said = listed()
    assert said == ["content:1:1: [file.too-many] Thư mục nội dung có hơn 3 tệp."]


def test_a_large_attachment_is_refused_before_it_is_opened(content: Path, listed: Listed) -> None:
    file = content / "reports/2026-01/to-01/attachments/a.png"
    with file.open("wb") as stream:
        stream.truncate(20 * 1024 * 1024 + 1)
    files, said = listed()
    assert files == ALLOWED
    assert said == [
        (
            "content/reports/2026-01/to-01/attachments/a.png:1:1: [file.too-large] "
            "“a.png” quá lớn: 21 MB, tối đa 20 MB."
        )
    ]


@pytest.mark.parametrize(
    "name",
    [
        "a\nb.pdf",
        "a\x1b[31m.pdf",
        "a\u200b.pdf",
        "a\u3164.pdf",
        "a\ufe0f.pdf",
        "b\u0430o-cao.pdf",
        "nul.pdf",
        "COM¹.pdf",
        "aux .pdf",
        "a.pdf.",
        " a.pdf",
        "a:b.pdf",
        "Xa" + "\u0301" * 9 + ".pdf",
    ],
)
def test_a_name_that_hides_or_does_not_last_is_refused(
    content: Path, listed: Listed, name: str
) -> None:
    (content / "reports/2026-01/to-01/attachments" / name).write_bytes(b"%PDF-1.7")
    files, said = listed()
    assert files == ALLOWED
    assert [line.split("]")[0].rpartition("[")[2] for line in said] == ["file.name"]
    assert name not in said[0] or name.isprintable()


def test_a_folder_of_a_team_has_our_digits(content: Path, listed: Listed) -> None:
    (content / "reports/2026-01/to-٠٢").mkdir()
    files, said = listed()
    assert files == ALLOWED
    assert said == ["content/reports/2026-01/to-٠٢:1:1: [file.place] “to-٠٢” không được đặt ở đây."]


@pytest.mark.parametrize("part", ["content", "reports", "2026-01", "to-01", "report.md"])
def test_what_was_swapped_for_a_link_after_listing_is_not_followed(
    content: Path, tmp_path: Path, said: InWords, part: str
) -> None:
    """The link leads to the very same files: only that it is a link can refuse it."""
    path = "content/reports/2026-01/to-01/report.md"
    assert path in list_files(content, content.parent, Diagnostics())
    parts = path.split("/")
    swapped = tmp_path.joinpath(*parts[: parts.index(part) + 1])
    swapped.rename(tmp_path / "moved")
    swapped.symlink_to(tmp_path / "moved")
    found = Diagnostics()
    assert read_text(tmp_path, path, found) is None
    assert said(found) == [f"{path}:1:1: [file.unreadable] Không mở được “report.md” để đọc."]


@pytest.mark.usefixtures("content")
def test_what_was_swapped_for_a_pipe_after_listing_does_not_hang(
    tmp_path: Path, said: InWords
) -> None:
    path = "content/reports/2026-01/to-01/report.md"
    (tmp_path / path).unlink()
    os.mkfifo(tmp_path / path)
    found = Diagnostics()
    assert read_text(tmp_path, path, found) is None
    assert said(found) == [
        f"{path}:1:1: [file.device] “report.md” không phải là tệp thường nên không được mở."
    ]


@pytest.mark.parametrize("path", ["../a", "content/../../a", "/etc/hosts"])
def test_no_path_leads_out_of_the_project(tmp_path: Path, said: InWords, path: str) -> None:
    (tmp_path.parent / "a").write_text("x")
    found = Diagnostics()
    assert read_text(tmp_path, path, found) is None
    assert [line.rpartition("] ")[0].rpartition("[")[2] for line in said(found)] == [
        "file.unreadable"
    ]


def test_a_link_in_a_circle_is_refused(content: Path, listed: Listed) -> None:
    (content / "reports/2026-02").symlink_to(content / "reports")
    files, said = listed()
    assert files == ALLOWED
    assert len(said) == 1


def test_a_folder_of_too_many_entries_is_not_gone_through(
    content: Path, listed: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tree, "MAX_FILES", len(ALLOWED))
    for number in range(len(ALLOWED) + 1):
        (content / "teams" / f"{number}.txt").touch()
    _, said = listed()
    assert said == [
        f"content/teams:1:1: [file.too-many] Thư mục nội dung có hơn {len(ALLOWED)} tệp."
    ]
