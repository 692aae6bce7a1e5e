from pathlib import Path

import pytest

from build_tools.errors import PublishingError
from build_tools.publishing.switch import written_beside


def _site(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


def _write_half(folder: Path) -> None:
    (folder / "index.html").write_text("half", encoding="utf-8")
    raise ZeroDivisionError


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_finished_tree_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    out = _site(tmp_path / "site", "old")
    with written_beside(out) as fresh:
        (fresh / "index.html").write_text("new", encoding="utf-8")
        assert (out / "index.html").read_text(encoding="utf-8") == "old"
    assert (out / "index.html").read_text(encoding="utf-8") == "new"
    assert _names(tmp_path) == ["site"]


def test_an_error_while_writing_leaves_the_old_tree_and_nothing_else(tmp_path: Path) -> None:
    out = _site(tmp_path / "site", "old")
    with pytest.raises(ZeroDivisionError), written_beside(out) as fresh:
        _write_half(fresh)
    assert (out / "index.html").read_text(encoding="utf-8") == "old"
    assert _names(tmp_path) == ["site"]


def test_a_run_killed_between_the_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    _site(tmp_path / ".site-old", "old")
    out = tmp_path / "site"
    with pytest.raises(ZeroDivisionError), written_beside(out):
        raise ZeroDivisionError
    assert (out / "index.html").read_text(encoding="utf-8") == "old"
    assert _names(tmp_path) == ["site"]


def test_what_is_no_folder_is_not_replaced(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.write_text("precious", encoding="utf-8")
    with pytest.raises(PublishingError), written_beside(out):
        pass
    assert out.read_text(encoding="utf-8") == "precious"
    assert _names(tmp_path) == ["site"]


def test_the_new_tree_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with written_beside(out):
        pass
    assert out.stat().st_mode & 0o777 == 0o755
