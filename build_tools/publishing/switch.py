"""Puts a finished tree in the place of the old one; whatever fails, one whole tree stands."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_tools.errors import PublishingError

_NEW = ".{name}-new-"
_OLD = ".{name}-old"


@contextmanager
def written_beside(out: Path) -> Iterator[Path]:
    """Give a fresh folder beside `out`; when the block ends well it becomes `out`.

    On an error the old tree stays as it was and the new one is removed. Two renames make the
    switch; a run that was killed between them is mended by the next one. Raises PublishingError
    when the folder cannot be written.
    """
    out = out.absolute()
    old = out.parent / _OLD.format(name=out.name)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _recover(out, old)
        fresh = Path(tempfile.mkdtemp(prefix=_NEW.format(name=out.name), dir=out.parent))
    except OSError as error:
        raise PublishingError(f"Không ghi được vào {out.parent}: {error.strerror}.") from error
    try:
        yield fresh
        fresh.chmod(0o755)
        _switch(fresh, out, old)
    except OSError as error:
        raise PublishingError(f"Không ghi được trang mới: {error}.") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _recover(out: Path, old: Path) -> None:
    """Mend what a run killed between the two renames left: put the old tree back, or remove it."""
    if old.exists():
        if out.exists():
            shutil.rmtree(old)
        else:
            old.rename(out)


def _switch(fresh: Path, out: Path, old: Path) -> None:
    if out.exists() or out.is_symlink():
        if not out.is_dir() or out.is_symlink():
            raise PublishingError(f"{out} không phải là thư mục.")
        out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    shutil.rmtree(old, ignore_errors=True)
