"""The folder of releases: what is kept, what is mended, what is refused. The trees are tiny."""

import csv
import datetime as dt
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.build_facts import BuildFacts
from build_tools.errors import PublishingError, UsageError
from build_tools.publishing import disk, journal, release
from build_tools.publishing.actor import Actor
from build_tools.publishing.disk import make_last, make_readable, refused
from build_tools.publishing.manifest import SUMS, write_manifest
from build_tools.publishing.publish import refuse_other_audience
from build_tools.publishing.release import Release, Shelf
from build_tools.publishing.rollback import forget, list_releases, rollback
from build_tools.publishing.turn import alone_in
from build_tools.publishing.verify import verify_tree

ME = Actor(
    user="ngan",
    host="may-1",
    pid=7,
    command="diaban rollback",
    at=dt.datetime(2026, 7, 10, 8, 30, tzinfo=dt.UTC),
)
MARKS = {1: "1" * 8, 2: "2" * 8, 3: "3" * 8, 4: "4" * 8, 5: "5" * 8, 6: "6" * 8}


def _facts(name: str) -> BuildFacts:
    return BuildFacts(
        commit=None,
        versions={},
        audience="intranet",
        period=None,
        today=dt.date(2026, 7, 10),
        inputs={},
        rules=(),
        warnings=0,
        notes=0,
        release=name,
    )


def _write(tree: Path, name: str) -> None:
    (tree / "a").mkdir(parents=True)
    (tree / "a/index.html").write_text(name, encoding="utf-8")
    write_manifest(tree, _facts(name))


def _add(shelf: Shelf, number: int) -> Release:
    name = shelf.next_id(MARKS[number])
    _write(shelf.building, name)
    return shelf.add(name)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    made = Shelf(tmp_path / "srv")
    made.open()
    return made


def _published(shelf: Shelf, *numbers: int) -> list[Release]:
    added = []
    for number in numbers:
        added.append(_add(shelf, number))
        shelf.serve(added[-1])
    return added


def _ids(releases: tuple[Release, ...]) -> list[str]:
    return [each.id for each in releases]


def test_releases_are_numbered_in_the_order_of_publishing(shelf: Shelf) -> None:
    _published(shelf, 1, 2, 3)
    assert _ids(shelf.releases()) == ["0001-11111111", "0002-22222222", "0003-33333333"]
    assert shelf.next_id("abcdef01") == "0004-abcdef01"
    (shelf.folder / "releases/9999-ffffffff").mkdir()
    assert shelf.next_id("abcdef01") == "10000-abcdef01"
    assert _ids(shelf.releases())[-1] == "9999-ffffffff"


def test_the_links_are_relative_so_that_the_folder_may_be_moved(shelf: Shelf) -> None:
    _published(shelf, 1, 2)
    moved = shelf.folder.rename(shelf.folder.with_name("elsewhere"))
    assert os.fspath((moved / "current").readlink()) == "releases/0002-22222222"
    assert os.fspath((moved / "previous").readlink()) == "releases/0001-11111111"
    assert verify_tree(moved / "current") == ()


def test_the_newest_are_kept_and_what_is_and_was_served(shelf: Shelf) -> None:
    releases = _published(shelf, 1, 2, 3, 4, 5, 6)
    shelf.serve(releases[0])
    gone = shelf.keep(2)
    assert _ids(gone) == ["0002-22222222", "0003-33333333", "0004-44444444"]
    assert _ids(shelf.releases()) == ["0001-11111111", "0005-55555555", "0006-66666666"]
    assert shelf.current() == releases[0]
    assert shelf.previous() == releases[5]
    assert _ids(shelf.keep(1)) == ["0005-55555555"]


def test_a_release_that_cannot_be_removed_now_is_removed_next_time(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    _published(shelf, 1, 2, 3)
    with monkeypatch.context() as patch:
        patch.setattr(release, "remove_tree", _denied)
        shelf.keep(1)
    assert (shelf.folder / "releases/.removed-0001-11111111").is_dir()
    shelf.mend()
    assert _ids(shelf.releases()) == ["0002-22222222", "0003-33333333"]
    assert not list((shelf.folder / "releases").glob(".*"))


def _denied(_: Path) -> None:
    raise PermissionError(13, "denied")


@pytest.mark.parametrize("exchange", [disk.exchange, lambda *_: False])
def test_going_back_and_forth_keeps_both_in_reach(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, exchange: Callable[..., bool]
) -> None:
    monkeypatch.setattr(release, "exchange", exchange)
    one, two = _published(shelf, 1, 2)
    for now, before in ((one, two), (two, one), (one, two)):
        shelf.serve(now)
        assert (shelf.current(), shelf.previous()) == (now, before)
    shelf.serve(one)
    assert (shelf.current(), shelf.previous()) == (one, two)


def test_a_kill_between_the_two_links_is_mended(shelf: Shelf) -> None:
    one, two, three = _published(shelf, 1, 2, 3)
    disk.point(shelf.folder / "previous", f"releases/{three.id}")  # and not current to the fourth
    shelf.mend()
    assert (shelf.current(), shelf.previous()) == (three, two)
    shelf.serve(one)
    disk.point(shelf.folder / "previous", f"releases/{one.id}")
    shelf.mend()
    assert (shelf.current(), shelf.previous()) == (one, None)


def test_what_a_kill_left_is_cleared_and_a_missing_release_is_no_release(shelf: Shelf) -> None:
    one, _ = _published(shelf, 1, 2)
    _write(shelf.building, "half")
    _write(shelf.folder / "releases/.removed-0000-00000000", "old")
    for name in ("current", "previous"):
        disk.fresh_link(shelf.folder / name).symlink_to("releases/nowhere")
    disk.point(shelf.folder / "current", f"releases/{one.id}")
    disk.point(shelf.folder / "previous", "releases/0009-99999999")
    shelf.mend()
    assert sorted(path.name for path in shelf.folder.iterdir()) == ["current", "releases"]
    assert _ids(shelf.releases()) == ["0001-11111111", "0002-22222222"]


def _as_folder(path: Path) -> None:
    path.mkdir()


def _as_file(path: Path) -> None:
    path.write_text("precious", encoding="utf-8")


def _as_link_elsewhere(path: Path) -> None:
    path.symlink_to("/var/www/html")


def _as_link_within(path: Path) -> None:
    path.symlink_to("releases/../releases/0001-11111111")


@pytest.mark.parametrize("name", ["current", "previous"])
@pytest.mark.parametrize(
    ("stand", "said"),
    [
        (_as_folder, "không phải là liên kết đến một bản trong releases"),
        (_as_file, "không phải là liên kết đến một bản trong releases"),
        (_as_link_elsewhere, "dẫn đến /var/www/html, không phải một bản trong releases"),
        (_as_link_within, "không phải một bản trong releases"),
    ],
)
def test_what_we_did_not_put_there_is_never_replaced(
    tmp_path: Path, name: str, stand: Callable[[Path], None], said: str
) -> None:
    stand(tmp_path / name)
    with pytest.raises(PublishingError, match=said), alone_in(tmp_path, ME):
        pass
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_or_a_link_in_the_place_of_the_folders_is_refused(tmp_path: Path) -> None:
    _as_file(tmp_path / "srv")
    with pytest.raises(PublishingError, match=r"srv không phải là thư mục"):
        alone_in(tmp_path / "srv", ME).__enter__()
    (tmp_path / "other").mkdir()
    (tmp_path / "other/releases").symlink_to(tmp_path)
    with pytest.raises(PublishingError, match=r"releases là liên kết; phải là thư mục"):
        alone_in(tmp_path / "other", ME).__enter__()


def test_going_back_verifies_first(shelf: Shelf) -> None:
    one, two = _published(shelf, 1, 2)
    (one.folder / "a/index.html").write_text("changed", encoding="utf-8")
    with pytest.raises(PublishingError) as refusal:
        rollback(shelf.folder, None, ME)
    assert str(refusal.value) == (
        "Bản 0001-11111111 không nguyên vẹn (1 lỗi), không chuyển sang: Tệp bị sửa: a/index.html."
    )
    assert shelf.current() == two
    assert [bool(each.verdict.faults) for each in list_releases(shelf.folder)] == [False, True]


def test_going_back_gives_the_release_as_it_was_and_notes_it(shelf: Shelf) -> None:
    one, two, _ = _published(shelf, 1, 2, 3)
    digest = {each.release.id: each.verdict.digest for each in list_releases(shelf.folder)}
    back = rollback(shelf.folder, None, ME)
    assert (back.release, back.digest, back.changed) == (two, digest[two.id], True)
    named = rollback(shelf.folder, one.id, ME)
    assert (named.release, named.was, named.digest) == (one, two, digest[one.id])
    assert not rollback(shelf.folder, one.id, ME).changed
    with (shelf.folder / "log.csv").open(encoding="utf-8", newline="") as log:
        rows = list(csv.reader(log))
    assert rows[0] == ["Lúc", "Việc", "Bản", "Mã SHA-256", "Commit", "Người", "Máy"]
    assert [row[1:4] for row in rows[1:]] == [
        ["ghi bù: lần trước dừng ngay sau khi chuyển", "0003-33333333", digest["0003-33333333"]],
        ["quay lại", "0002-22222222", digest[two.id]],
        ["quay lại", "0001-11111111", digest[one.id]],
    ]
    assert rows[1][0] == "2026-07-10T08:30:00+00:00"
    assert rows[1][4:] == ["", "ngan", "may-1"]


def test_a_release_that_is_not_there_is_wrong_usage(shelf: Shelf) -> None:
    with pytest.raises(UsageError, match="chưa có bản nào được phát hành"):
        rollback(shelf.folder, None, ME)
    _published(shelf, 1)
    with pytest.raises(UsageError, match="không có bản trước để quay lại"):
        rollback(shelf.folder, None, ME)
    with pytest.raises(UsageError, match=r"Không có bản “7” trong .* \(có: 0001-11111111\)"):
        rollback(shelf.folder, "7", ME)


def test_a_release_published_by_mistake_can_be_removed_for_good(shelf: Shelf) -> None:
    one, two, three = _published(shelf, 1, 2, 3)
    with pytest.raises(PublishingError, match="đang được phục vụ"):
        forget(shelf.folder, three.id, ME)
    forget(shelf.folder, two.id, ME)
    assert (shelf.current(), shelf.previous()) == (three, one)
    assert _ids(shelf.releases()) == [one.id, three.id]
    log = (shelf.folder / "log.csv").read_text(encoding="utf-8").splitlines()
    assert log[-1].split(",")[1:3] == ["xóa bản", two.id]


def test_the_files_of_a_release_are_always_later_than_those_before_whatever_the_clock_says(
    shelf: Shelf,
) -> None:
    year_2099, year_1999 = 4_070_908_800, 915_148_800
    stamps = []
    for number, now in ((1, year_2099), (2, year_1999), (3, year_1999)):
        stamp = shelf.next_stamp(now)
        added = _add(shelf, number)
        make_last(added.folder, stamp)
        stamps.append(stamp)
        assert {path.stat().st_mtime for path in added.folder.rglob("*") if path.is_file()} == {
            stamp
        }
    assert stamps == [year_2099, year_2099 + 1, year_2099 + 2]
    assert [each.stamp for each in shelf.releases()] == stamps


def test_every_file_is_seen_onto_the_disk_also_without_the_call_of_linux(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path / "tree", "x")
    flushed: list[Path] = []
    monkeypatch.setattr(disk, "_flush_file_system", lambda _: False)
    monkeypatch.setattr(disk, "flush", flushed.append)
    make_last(tmp_path / "tree", 1)
    assert set(flushed) == {tmp_path / "tree", *(tmp_path / "tree").rglob("*")}


def test_everyone_may_read_a_release_and_a_folder_hands_its_group_on(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        _write(tmp_path / "tree", "x")
    finally:
        os.umask(before)
    (tmp_path / "tree/a").chmod(0o2700)
    make_readable(tmp_path / "tree")
    assert stat.S_IMODE((tmp_path / "tree").stat().st_mode) == 0o755
    assert stat.S_IMODE((tmp_path / "tree/a").stat().st_mode) == 0o2755
    assert stat.S_IMODE((tmp_path / "tree" / SUMS).stat().st_mode) == 0o644


def test_a_folder_of_one_audience_takes_no_site_of_another(shelf: Shelf) -> None:
    one, two = _published(shelf, 1, 2)
    refuse_other_audience((), "leadership")
    refuse_other_audience((one, two), "intranet")
    (two.folder / "manifest.json").unlink()  # what cannot be read of one is read of another
    with pytest.raises(PublishingError) as refusal:
        refuse_other_audience((one, two), "leadership")
    assert str(refusal.value) == (
        "Thư mục này có bản cho đối tượng intranet; không phát hành bản cho leadership vào đây. "
        "Mỗi đối tượng một thư mục."
    )


def test_a_line_cut_short_by_a_power_cut_spoils_no_later_one(tmp_path: Path) -> None:
    journal.note(tmp_path, ME, journal.Entry(journal.PUBLISHED, "0001-11111111", "aa"))
    with (tmp_path / "log.csv").open("a", encoding="utf-8") as log:
        log.write("2026-07-10T08:30:00+00:00,phát hành,00")
    assert journal.last_served(tmp_path) == "0001-11111111"
    journal.note(tmp_path, ME, journal.Entry(journal.RETURNED, "0002-22222222", "bb"))
    assert journal.last_served(tmp_path) == "0002-22222222"
    assert len((tmp_path / "log.csv").read_text(encoding="utf-8").splitlines()) == 4


def test_what_a_disk_refuses_is_said_in_words() -> None:
    said = [
        str(refused(OSError(code, "x", "/srv/a"), "Không ghi được"))
        for code in (28, 30, 13, 27, 122, 77)
    ]
    assert said == [
        "Không ghi được: ổ đĩa đầy (/srv/a).",
        "Không ghi được: ổ đĩa chỉ cho đọc (/srv/a).",
        "Không ghi được: không có quyền ghi (/srv/a).",
        "Không ghi được: tệp quá lớn (/srv/a).",
        "Không ghi được: đã hết phần ổ đĩa được cấp (/srv/a).",
        "Không ghi được: lỗi 77 (x) (/srv/a).",
    ]
