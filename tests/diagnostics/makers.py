"""What no text can say: entries of a disk, attachments of every kind, by the name of a maker."""

from collections.abc import Callable, Mapping
from pathlib import Path


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


MAKERS: Mapping[str, Callable[[Path], object]] = {
    "a cell of a whole page": lambda file: _replace(
        file, "Thiếu giáo viên mầm non", "Thiếu giáo viên mầm non. " * 9
    ),
}
