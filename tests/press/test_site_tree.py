"""What a new tree has in common with the one before is not written again, and nothing else is."""

import os
from pathlib import Path

import pytest

from build_tools.site_tree import SiteTree

URI = "x/y/index.html"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    SiteTree(tmp_path / "old").write(URI, b"one")
    return tmp_path / "old"


def _written(tmp_path: Path, content: bytes, uri: str = URI) -> Path:
    SiteTree(tmp_path / "new", earlier=tmp_path / "old").write(uri, content)
    path = tmp_path / "new" / uri
    assert path.read_bytes() == content
    assert not path.is_symlink()
    return path


def test_a_file_gets_the_folders_that_it_needs(old: Path) -> None:
    assert (old / URI).read_bytes() == b"one"


def test_a_file_that_says_the_same_is_not_written_again(tmp_path: Path, old: Path) -> None:
    assert _written(tmp_path, b"one").samefile(old / URI)


@pytest.mark.parametrize("content", [b"two", b"", b"longer"])
def test_a_file_that_says_something_else_is_a_new_one(
    content: bytes, tmp_path: Path, old: Path
) -> None:
    assert not _written(tmp_path, content).samefile(old / URI)
    assert (old / URI).read_bytes() == b"one"


def test_a_file_that_was_not_there_is_a_new_one(tmp_path: Path, old: Path) -> None:
    _written(tmp_path, b"one", "x/other.html")
    assert [path.name for path in old.rglob("*.html")] == ["index.html"]


def test_a_file_with_another_name_is_a_new_one(tmp_path: Path, old: Path) -> None:
    other = tmp_path / "backup.html"
    other.hardlink_to(old / URI)
    path = _written(tmp_path, b"one")
    other.write_bytes(b"changed by its owner")
    assert path.read_bytes() == b"one"


def test_a_link_is_not_followed(tmp_path: Path, old: Path) -> None:
    other = tmp_path / "other.html"
    (old / URI).rename(other)
    (old / URI).symlink_to(other)
    assert not _written(tmp_path, b"one").samefile(other)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
def test_a_file_of_somebody_else_is_a_new_one(tmp_path: Path, old: Path) -> None:
    os.chown(old / URI, 1000, 1000)
    assert not _written(tmp_path, b"one").samefile(old / URI)


def test_where_the_disk_cannot_name_a_file_twice_it_is_written(
    tmp_path: Path, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    assert not _written(tmp_path, b"one").samefile(old / URI)


def test_what_is_wanted_stays_and_the_rest_goes_with_its_folders(tmp_path: Path) -> None:
    tree = SiteTree(tmp_path / "site")
    for uri in ("a/b/c.html", "a/d.html", "e/f/g.html", "h.html"):
        tree.write(uri, b"")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x.html").touch()
    (tree.folder / "link").symlink_to(tmp_path / "elsewhere")
    tree.sweep({"a/d.html", "z.html"})
    assert [path.relative_to(tree.folder).as_posix() for path in tree.folder.rglob("*")] == [
        "a",
        "a/d.html",
    ]
    assert (tmp_path / "elsewhere/x.html").exists()


def test_nothing_is_swept_where_nothing_is(tmp_path: Path) -> None:
    SiteTree(tmp_path / "site").sweep(())
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize("content", [b"one", b"two"])
def test_a_file_that_is_there_is_replaced_and_not_written_into(
    content: bytes, tmp_path: Path, old: Path
) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    (tmp_path / "new/x/y").mkdir(parents=True)
    (tmp_path / "new" / URI).hardlink_to(precious)
    assert _written(tmp_path, content).samefile(old / URI) == (content == b"one")
    assert precious.read_bytes() == b"precious"
    assert (old / URI).read_bytes() == b"one"


@pytest.mark.parametrize("content", [b"one", b"two"])
def test_a_file_that_is_there_with_the_same_name_of_old_stays_only_if_it_is_right(
    content: bytes, tmp_path: Path, old: Path
) -> None:
    (tmp_path / "new/x/y").mkdir(parents=True)
    (tmp_path / "new" / URI).hardlink_to(old / URI)
    assert _written(tmp_path, content).samefile(old / URI) == (content == b"one")
    assert (old / URI).read_bytes() == b"one"
