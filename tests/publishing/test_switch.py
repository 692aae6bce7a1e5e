import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from build_tools.errors import PublishingError
from build_tools.publishing import switch
from build_tools.publishing.actor import present_actor
from build_tools.publishing.disk import exchange
from build_tools.publishing.switch import alone_in, written_beside


def _site(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "index.html").write_text(text, encoding="utf-8")
    return folder


@contextmanager
def _build(out: Path) -> Iterator[Path]:
    with alone_in(out, present_actor("test")), written_beside(out) as fresh:
        yield fresh


def _write_half(folder: Path) -> None:
    (folder / "index.html").write_text("half", encoding="utf-8")
    raise ZeroDivisionError


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(params=["exchange", "two renames"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "two renames":
        monkeypatch.setattr(switch, "exchange", lambda *_: False)
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_a_finished_tree_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    out = _site(tmp_path / "site", "old")
    with _build(out) as fresh:
        (fresh / "index.html").write_text("new", encoding="utf-8")
        assert (out / "index.html").read_text(encoding="utf-8") == "old"
    assert (out / "index.html").read_text(encoding="utf-8") == "new"
    assert _names(tmp_path) == ["site"]


@pytest.mark.usefixtures("way")
def test_a_tree_that_was_replaced_is_laid_aside_and_is_there_to_begin_with(tmp_path: Path) -> None:
    out, spare = tmp_path / "site", tmp_path / "cache/spares/1"
    for text in ("1", "2", "3"):
        with alone_in(out, present_actor("test")), written_beside(out, spare) as fresh:
            assert _names(fresh) == ([] if text in "12" else ["index.html"])
            (fresh / "index.html").write_text(text, encoding="utf-8")
    assert (out / "index.html").read_text(encoding="utf-8") == "3"
    assert (spare / "index.html").read_text(encoding="utf-8") == "2"
    assert _names(tmp_path) == ["cache", "site"]


def test_a_tree_that_cannot_be_laid_aside_is_removed(tmp_path: Path) -> None:
    out = _site(tmp_path / "site", "old")
    (tmp_path / "cache").touch()
    with (
        alone_in(out, present_actor("test")),
        written_beside(out, tmp_path / "cache/1") as fresh,
    ):
        (fresh / "index.html").write_text("new", encoding="utf-8")
    assert (out / "index.html").read_text(encoding="utf-8") == "new"
    assert _names(tmp_path) == ["cache", "site"]


def test_an_error_removes_what_was_laid_aside_too(tmp_path: Path) -> None:
    out, spare = _site(tmp_path / "site", "old"), _site(tmp_path / "spare", "older")
    with (
        pytest.raises(ZeroDivisionError),
        alone_in(out, present_actor("test")),
        written_beside(out, spare) as fresh,
    ):
        _write_half(fresh)
    assert (out / "index.html").read_text(encoding="utf-8") == "old"
    assert _names(tmp_path) == ["site"]


def test_two_folders_change_places_at_once(tmp_path: Path) -> None:
    one, other = _site(tmp_path / "one", "1"), _site(tmp_path / "other", "2")
    assert exchange(one, other)
    assert (one / "index.html").read_text(encoding="utf-8") == "2"
    assert (other / "index.html").read_text(encoding="utf-8") == "1"


def test_a_folder_that_is_not_there_cannot_change_places(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        exchange(_site(tmp_path / "one", "1"), tmp_path / "other")


def test_an_error_while_writing_leaves_the_old_tree_and_nothing_else(tmp_path: Path) -> None:
    out = _site(tmp_path / "site", "old")
    with pytest.raises(ZeroDivisionError), _build(out) as fresh:
        _write_half(fresh)
    assert (out / "index.html").read_text(encoding="utf-8") == "old"
    assert _names(tmp_path) == ["site"]


def test_a_run_killed_between_the_two_renames_is_mended_by_the_next(tmp_path: Path) -> None:
    _site(tmp_path / ".site-old", "old")
    out = tmp_path / "site"
    with pytest.raises(ZeroDivisionError), _build(out):
        raise ZeroDivisionError
    assert (out / "index.html").read_text(encoding="utf-8") == "old"
    assert _names(tmp_path) == ["site"]


def test_what_a_killed_run_wrote_is_cleared_by_the_next(tmp_path: Path) -> None:
    out = _site(tmp_path / "site", "old")
    _site(tmp_path / ".site-new", "half")
    _site(tmp_path / ".site-old", "older")
    (tmp_path / ".site-lock").write_text('{"user": "ng', encoding="utf-8")
    with alone_in(out, present_actor("test")):
        assert _names(tmp_path) == [".site-lock", "site"]
    assert (out / "index.html").read_text(encoding="utf-8") == "old"
    assert _names(tmp_path) == ["site"]


def test_what_is_no_folder_is_not_replaced(tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.write_text("precious", encoding="utf-8")
    with pytest.raises(PublishingError), _build(out):
        pass
    assert out.read_text(encoding="utf-8") == "precious"
    assert _names(tmp_path) == ["site"]


def test_a_link_is_not_followed_and_not_replaced(tmp_path: Path) -> None:
    real = _site(tmp_path / "real", "precious")
    (tmp_path / "site").symlink_to(real)
    with pytest.raises(PublishingError), _build(tmp_path / "site"):
        pass
    assert (tmp_path / "site").is_symlink()
    assert (real / "index.html").read_text(encoding="utf-8") == "precious"


def test_the_new_tree_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    out = tmp_path / "site"
    before = os.umask(0o077)
    try:
        with _build(out) as fresh:
            _site(fresh / "a", "new")
    finally:
        os.umask(before)
    modes = [path.stat().st_mode & 0o777 for path in (out, out / "a", out / "a/index.html")]
    assert modes == [0o755, 0o755, 0o644]


def test_what_is_laid_aside_only_its_owner_can_read_and_the_next_tree_all(tmp_path: Path) -> None:
    out, spare = _site(tmp_path / "site", "old"), tmp_path / "cache/spares/site"
    spare.parent.mkdir(parents=True, mode=0o755)
    for text in ("new", "newest"):
        with alone_in(out, present_actor("test")), written_beside(out, spare) as fresh:
            (fresh / "index.html").unlink(missing_ok=True)
            (fresh / "index.html").write_text(text, encoding="utf-8")
        assert (spare / "index.html").exists()
        modes = [path.stat().st_mode & 0o777 for path in (spare.parent, out)]
        assert modes == [0o700, 0o755]
