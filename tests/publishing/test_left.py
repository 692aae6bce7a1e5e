"""What a build left is told without reading it, and never of a file that anybody touched since."""

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build_tools.project import Project
from build_tools.publishing.left import LeftSite
from build_tools.publishing.manifest import take_stock
from build_tools.site_tree import LeftFile, SiteTree

PAGE, OTHER = "to/01/index.html", "index.html"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(root=tmp_path)


@pytest.fixture
def site(project: Project) -> Path:
    """A site that a build left and noted."""
    folder = project.root / "site"
    tree = SiteTree(folder)
    tree.write(PAGE, b"<h1>1</h1>")
    tree.write(OTHER, b"<h1>Trang</h1>")
    LeftSite(project, folder).note(take_stock(folder))
    return folder


def told(project: Project) -> dict[str, str]:
    files = LeftSite(project, project.root / "site").files()
    return {uri: file.digest for uri, file in files.items()}


def test_what_was_left_is_told(project: Project, site: Path) -> None:
    assert told(project) == {
        uri: hashlib.sha256((site / uri).read_bytes()).hexdigest() for uri in (PAGE, OTHER)
    }


def test_before_the_first_build_nothing_is_told(project: Project) -> None:
    assert told(project) == {}


def _written_with_its_old_time(path: Path) -> None:
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b"1", b"2"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def _replaced_by_a_copy(path: Path) -> None:
    copy = path.with_name("copy")
    copy.write_bytes(path.read_bytes())
    before = path.stat()
    os.utime(copy, ns=(before.st_atime_ns, before.st_mtime_ns))
    copy.replace(path)


def _replaced_by_a_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


_TOUCHES: dict[str, Callable[[Path], object]] = {
    "written, and its old time put back": _written_with_its_old_time,
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\n"),
    "gone": lambda path: path.unlink(),
    "a copy": _replaced_by_a_copy,
    "a link": _replaced_by_a_link,
    "with another name": lambda path: path.with_name("copy").hardlink_to(path),
    "with other rights": lambda path: path.chmod(0o600),
}


@pytest.mark.parametrize("touch", _TOUCHES.values(), ids=_TOUCHES)
def test_nothing_is_told_of_a_file_that_was_touched(
    project: Project, site: Path, touch: Callable[[Path], object]
) -> None:
    touch(site / PAGE)
    assert told(project).keys() == {OTHER}


def test_what_is_changed_before_it_is_noted_is_not_noted(project: Project, site: Path) -> None:
    stock = take_stock(site)
    (site / PAGE).write_bytes(b"<h1>2</h1>")
    LeftSite(project, site).note(stock)
    assert told(project).keys() == {OTHER}


def test_a_file_may_have_its_second_name_in_the_spare_tree_and_nowhere_else(
    project: Project, site: Path
) -> None:
    there = LeftSite(project, site)
    for folder, uris in ((there.spare, [PAGE]), (project.root / "backup", [OTHER])):
        for uri in uris:
            (folder / uri).parent.mkdir(parents=True)
            (folder / uri).hardlink_to(site / uri)
    there.note(take_stock(site))
    assert told(project).keys() == {PAGE}
    shutil.rmtree(there.spare)
    assert told(project) == {}


def test_a_file_may_have_another_name_in_its_folder_of_the_spare_tree(
    project: Project, site: Path
) -> None:
    """As a part of the search index has, which bears a digest of the whole index in its name."""
    there = LeftSite(project, site)
    (there.spare / PAGE).parent.mkdir(parents=True)
    (there.spare / PAGE).with_name("formerly.html").hardlink_to(site / PAGE)
    (there.spare / "formerly.html").hardlink_to(site / PAGE)
    there.note(take_stock(site))
    assert told(project).keys() == {OTHER}
    (there.spare / "formerly.html").unlink()
    there.note(take_stock(site))
    assert told(project).keys() == {OTHER, PAGE}


def test_stock_is_known_by_its_number_whatever_its_name(project: Project, site: Path) -> None:
    left = LeftSite(project, site).files()
    tree = SiteTree(project.root / "new", earlier=site, left=left)
    tree.write("to/02/other.html", b"<h1>1</h1>", formerly=PAGE)
    assert take_stock(tree.folder, left) == {"to/02/other.html": left[PAGE]}


def test_spare_trees_that_nobody_built_on_for_long_are_removed(
    project: Project, site: Path
) -> None:
    there, other = LeftSite(project, site), LeftSite(project, project.root / "other")
    there.clear_away(before=0)
    for each in (there, other):
        (each.spare / "to").mkdir(parents=True)
    os.utime(other.spare, (1000, 1000))
    there.clear_away(before=2000)
    assert list(project.spares.iterdir()) == [there.spare]


def test_a_spoilt_note_tells_nothing(project: Project, site: Path) -> None:
    assert site.is_dir()
    (note,) = (path for path in project.standings.rglob("*") if path.is_file())
    note.write_bytes(note.read_bytes().replace(b"index", b"undex"))
    assert told(project) == {}


def test_another_place_has_nothing_of_this_one(project: Project, site: Path) -> None:
    site.rename(project.root / "moved")
    assert LeftSite(project, project.root / "moved").files() == {}
    assert told(project) == {}


def test_stock_is_taken_without_reading_what_is_known(project: Project, site: Path) -> None:
    left = {uri: file._replace(digest="ab" * 32) for uri, file in take_stock(site).items()}
    tree = SiteTree(project.root / "new", earlier=site, left=left)
    assert tree.take(PAGE, "ab" * 32)
    tree.write(OTHER, b"<h1>Trang hai</h1>")
    stock = take_stock(tree.folder, left)
    assert list(stock) == [OTHER, PAGE]
    assert stock[PAGE] == left[PAGE]
    assert stock[OTHER].digest == hashlib.sha256(b"<h1>Trang hai</h1>").hexdigest()


def test_what_is_written_into_a_known_file_meanwhile_is_read(project: Project, site: Path) -> None:
    left = LeftSite(project, site).files()
    tree = SiteTree(project.root / "new", earlier=site, left=left)
    assert tree.take(PAGE, left[PAGE].digest)
    (site / PAGE).write_bytes(b"<h1>hai</h1>")
    assert take_stock(tree.folder, left)[PAGE].digest == hashlib.sha256(b"<h1>hai</h1>").hexdigest()


def test_only_what_is_known_to_say_the_same_is_taken(project: Project, site: Path) -> None:
    left = LeftSite(project, site).files()
    tree = SiteTree(project.root / "new", earlier=site, left=left)
    assert not tree.take(PAGE, "ab" * 32)
    assert not tree.take("so/x.html", left[PAGE].digest)
    assert not SiteTree(tree.folder, left=left).take(PAGE, left[PAGE].digest)
    (site / PAGE).unlink()
    assert not tree.take(PAGE, left[PAGE].digest)
    assert not any(tree.folder.rglob("*.html"))


def test_a_known_file_is_told_by_all_that_tells_a_file(site: Path) -> None:
    state = (site / PAGE).stat()
    known = LeftFile("", state.st_size, state.st_ino, state.st_mtime_ns)
    assert known.is_still(state)
    for name in ("size", "number", "written"):
        assert not known._replace(**{name: getattr(known, name) + 1}).is_still(state)
