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
