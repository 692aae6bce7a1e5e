"""Puts a finished tree in the place of the old one; whatever fails, one whole tree stands."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from build_tools.errors import PublishingError
from build_tools.publishing.actor import Actor
from build_tools.publishing.disk import (
    FOLDER_MODE,
    OWN_FOLDER_MODE,
    exchange,
    make_readable,
    refused,
    remove_tree,
)
from build_tools.publishing.lock import held


@contextmanager
def alone_in(out: Path, actor: Actor) -> Iterator[None]:
    """Keep every other build into `out` away; clear what a killed one left.

    Raises PublishingError where one is running or the folder around `out` cannot be written.
    """
    out = out.absolute()
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise refused(error, f"Không ghi được vào {out.parent}") from error
    with held(out.with_name(f".{out.name}-lock"), actor, out):
        try:
            _recover(out)
        except OSError as error:
            raise refused(error, f"Không ghi được vào {out.parent}") from error
        yield


@contextmanager
def written_beside(out: Path, spare: Path | None = None) -> Iterator[Path]:
    """Give a folder beside `out`; when the block ends well it becomes `out`.

    To be used within `alone_in`. On an error the old tree stays as it was and the new one is
    removed. The folder is an empty one, or that at `spare`, where the tree that was replaced the
    last time was laid: most of the next tree is in it. Raises PublishingError when the folder
    cannot be written.
    """
    out = out.absolute()
    fresh = fresh_place(out)
    try:
        _begin(fresh, spare)
        yield fresh
        make_readable(fresh)
        _switch(fresh, out)
        if spare is not None:
            _lay_aside(fresh, spare)
    except OSError as error:
        raise refused(error, "Không ghi được trang mới") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _begin(fresh: Path, spare: Path | None) -> None:
    if spare is not None:
        with suppress(OSError):
            spare.rename(fresh)
            return
    fresh.mkdir(FOLDER_MODE)


def _lay_aside(fresh: Path, spare: Path) -> None:
    """Keep the tree that was replaced, where there was one and the disk lets us.

    A web server may read it, and perhaps not all who can read the cache may.
    """
    with suppress(OSError):
        spare.parent.mkdir(parents=True, exist_ok=True)
        spare.parent.chmod(OWN_FOLDER_MODE)
        remove_tree(spare)
        fresh.rename(spare)


def fresh_place(out: Path) -> Path:
    """Return where what becomes `out` is written; `alone_in` clears it after a kill."""
    return out.with_name(f".{out.name}-new")


def _old(out: Path) -> Path:
    return out.with_name(f".{out.name}-old")


def _recover(out: Path) -> None:
    """Mend what a killed run left: put an old tree back that stands aside, or remove it."""
    remove_tree(fresh_place(out))
    if _old(out).exists() and not out.exists():
        _old(out).rename(out)
    remove_tree(_old(out))


def _switch(fresh: Path, out: Path) -> None:
    if not (out.exists() or out.is_symlink()):
        fresh.rename(out)
    elif not out.is_dir() or out.is_symlink():
        raise PublishingError(f"{out} không phải là thư mục.")
    elif not exchange(fresh, out):
        _replace(fresh, out)


def _replace(fresh: Path, out: Path) -> None:
    """Switch by two renames; between them there is no `out`. The old tree is at `fresh` then."""
    old = _old(out)
    out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        old.rename(out)
        raise
    old.rename(fresh)
