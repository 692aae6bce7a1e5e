"""A period as one zip: whole, the same each time, and opened from the unpacked folder."""

import hashlib
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from build_tools.cli import main
from build_tools.errors import PublishingError
from build_tools.project import Project
from build_tools.publishing.bundle import START_PAGE, _refuse_unfit
from build_tools.publishing.verify import verify_tree

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
PERIOD = "2031-01"
TOP = f"diaban-{PERIOD}"


@dataclass(frozen=True)
class Bundled:
    """A project, its bundle, and the folder into which it was unpacked."""

    project: Project
    file: Path
    folder: Path


def _bundle(project: Project, out: Path, *more: str) -> int:
    return main(
        ["--root", str(project.root), "bundle", "--period", PERIOD, "--out", str(out), *more]
    )


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Bundled:
    root = tmp_path_factory.mktemp("bundle")
    shutil.copytree(ROOT / "tests/fixtures/small_province/content", root / "content")
    for name in ("mkdocs.yml", "site_templates"):
        (root / name).symlink_to(ROOT / name)
    project, file = Project(root=root), root / "goi.zip"
    assert _bundle(project, file) == 0
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        archive.extractall(root / "unpacked")
    return Bundled(project, file, root / "unpacked" / TOP)


def _entries(file: Path) -> Mapping[str, zipfile.ZipInfo]:
    with zipfile.ZipFile(file) as archive:
        return {each.filename: each for each in archive.infolist()}


def test_the_same_content_gives_the_same_bytes(bundled: Bundled) -> None:
    again = bundled.file.with_name("again.zip")
    assert _bundle(bundled.project, again) == 0
    digests = [hashlib.sha256(each.read_bytes()).digest() for each in (bundled.file, again)]
    assert digests[0] == digests[1]
    entries = _entries(bundled.file)
    assert list(entries) == sorted(entries)
    assert {each.date_time for each in entries.values()} == {(1980, 1, 1, 0, 0, 0)}
    assert {each.create_system for each in entries.values()} == {3}


def test_the_zip_has_one_folder_with_pages_documents_and_data(bundled: Bundled) -> None:
    names = _entries(bundled.file)
    assert {name.partition("/")[0] for name in names} == {TOP}
    assert {path.name for path in bundled.folder.iterdir()} == {
        *(START_PAGE, "trang", "manifest.json", "SHA256SUMS"),
    }
    report = f"{TOP}/trang/bao-cao/{PERIOD}/to-01/"
    for needed in (
        f"{TOP}/trang/index.html",
        f"{report}index.html",
        f"{report}bao-cao-{PERIOD}-to-01.pdf",
        f"{report}bao-cao-{PERIOD}-to-01.xlsx",
        f"{TOP}/trang/du-lieu/issues.csv",
        f"{TOP}/trang/du-lieu/du-lieu.xlsx",
        f"{TOP}/trang/du-lieu/datapackage.json",
    ):
        assert needed in names


def test_every_name_can_be_unpacked_on_windows(bundled: Bundled) -> None:
    forbidden = re.compile(r'[<>:"\\|?*\x00-\x1f]|[ .](?:/|$)')
    reserved = re.compile(r"(?:^|/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|/|$)", re.IGNORECASE)
    names = list(_entries(bundled.file))
    for name in names:
        assert name.isascii()
        assert len(name) <= 180
        assert not forbidden.search(name), name
        assert not reserved.search(name), name
    assert len({name.casefold() for name in names}) == len(names)


@pytest.mark.parametrize("name", ["trang/tệp.pdf", f"trang/{'a' * 180}.pdf"])
def test_a_name_that_windows_cannot_unpack_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(PublishingError, match=r"gói"):
        _refuse_unfit([name])


def test_the_unpacked_folder_proves_itself_and_an_edit_is_found(bundled: Bundled) -> None:
    assert verify_tree(bundled.folder) == ()
    assert main(["verify", str(bundled.folder)]) == 0
    copy = bundled.folder.with_name("edited")
    shutil.copytree(bundled.folder, copy)
    (copy / START_PAGE).write_text("khác", encoding="utf-8")
    assert verify_tree(copy) == (f"Tệp bị sửa: {START_PAGE}.",)


def test_an_error_in_the_content_ends_with_1_and_leaves_what_stood_there(
    small_province: Project, tmp_path: Path
) -> None:
    out = tmp_path / "goi.zip"
    out.write_bytes(b"was there")
    report = small_province.content / f"reports/{PERIOD}/to-01/report.md"
    report.write_text(report.read_text("utf-8").replace("place:", "noi:"), "utf-8")
    assert _bundle(small_province, out) == 1
    assert out.read_bytes() == b"was there"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".goi")] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--period", "2039-12"], "kỳ chưa đến hạn và chưa có báo cáo"),
        (["--period", "tháng 1"], "không phải là kỳ báo cáo"),
        (["--period", PERIOD, "--audience", "to-99"], "Không có nhóm người xem"),
        (["--period", PERIOD, "--out", "goi.rar"], "không phải tên một tệp .zip"),
        (["--period", PERIOD, "--out", "/khong-co/goi.zip"], "không phải tên một tệp .zip"),
    ],
)
def test_what_cannot_be_ends_with_2_and_a_sentence(
    arguments: list[str],
    told: str,
    small_province: Project,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = [] if "--out" in arguments else ["--out", str(tmp_path / "goi.zip")]
    assert main(["--root", str(small_province.root), "bundle", *arguments, *out]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "goi.zip").exists()


def test_a_folder_that_takes_nothing_ends_with_3(small_province: Project, tmp_path: Path) -> None:
    out = tmp_path / "goi.zip"
    blocked = Project(root=small_province.root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", _full)
        assert _bundle(blocked, out) == 3
    assert [path.name for path in tmp_path.iterdir() if "goi.zip" in path.name] == []


def test_what_a_killed_run_left_is_cleared_by_the_next(bundled: Bundled, tmp_path: Path) -> None:
    out = tmp_path / "goi.zip"
    command = [sys.executable, "-c", KILLED_WHILE_IT_PACKS, str(bundled.project.root), str(out)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert {path.name for path in tmp_path.iterdir()} == {".goi.zip-lock", ".goi.zip-new"}
    assert _bundle(bundled.project, out) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["goi.zip"]


KILLED_WHILE_IT_PACKS = f"""
import os, signal, sys
from build_tools.cli import main

os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
main(["--root", sys.argv[1], "bundle", "--period", "{PERIOD}", "--out", sys.argv[2]])
"""


def _full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.fixture
def page(chromium: Browser, bundled: Bundled) -> Iterator[Page]:
    """Nothing but the unpacked folder may be asked, and nothing may complain."""
    context = chromium.new_context(accept_downloads=True)
    opened, told = context.new_page(), list[str]()
    folder = bundled.folder.as_uri()
    opened.on("console", lambda line: told.append(line.text))
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.on(
        "request",
        lambda asked: asked.url.startswith((folder, "data:")) or told.append(asked.url),
    )
    yield opened
    context.close()
    assert told == []


def test_a_double_click_leads_to_the_home_page_and_search_finds_the_report(
    page: Page, bundled: Bundled
) -> None:
    page.goto((bundled.folder / START_PAGE).as_uri())
    page.wait_for_url("**/trang/index.html")
    page.keyboard.press("/")
    page.locator("dialog").get_by_role("searchbox", name="Từ cần tìm").fill("bao cao to 1")
    expect(page.locator("dialog").get_by_role("status")).to_have_text(re.compile(r"\d+ trang"))
    page.locator("dialog li a").first.click()
    page.wait_for_url(re.compile(r"/trang/.+/index\.html"))


def test_a_workbook_is_downloaded_from_the_folder_whole(page: Page, bundled: Bundled) -> None:
    uri = f"trang/bao-cao/{PERIOD}/to-01/"
    page.goto((bundled.folder / uri / "index.html").as_uri())
    with page.expect_download() as waiting:
        page.get_by_role("navigation", name="Tải về").get_by_role("link", name="Excel").click()
    saved = Path(waiting.value.path())
    original = bundled.folder / uri / f"bao-cao-{PERIOD}-to-01.xlsx"
    assert saved.read_bytes() == original.read_bytes()


def test_before_it_is_unpacked_the_first_page_says_what_to_do(
    chromium: Browser, bundled: Bundled, tmp_path: Path
) -> None:
    alone = tmp_path / START_PAGE  # as Windows opens one file out of a zip
    shutil.copy(bundled.folder / START_PAGE, alone)
    page = chromium.new_page()
    page.goto(alone.as_uri())
    expect(page.get_by_text("Giải nén tất cả")).to_be_visible()
    page.close()


def test_a_bundle_for_the_leadership_says_so_first(
    small_province: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = ["bundle", "--period", PERIOD, "--audience", "leadership"]
    assert main(["--root", str(small_province.root), *arguments]) == 0
    with zipfile.ZipFile(tmp_path / f"diaban-{PERIOD}-leadership.zip") as archive:
        start = archive.read(f"{TOP}/{START_PAGE}").decode()
    assert "Bản dành cho lãnh đạo, không chuyển tiếp." in start
