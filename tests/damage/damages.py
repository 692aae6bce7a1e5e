"""The ways in which a report folder is damaged: each one fault."""

import csv
import re
from collections.abc import Callable
from pathlib import Path

Damage = Callable[[Path], None]


def replaced(name: str, old: str, new: str) -> Damage:
    """Replace a text that stands exactly once in the file."""

    def damage(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return damage


def appended(name: str, text: str) -> Damage:
    """Add a text at the end of the file."""

    def damage(folder: Path) -> None:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return damage


def re_encoded(name: str, encoding: str) -> Damage:
    """Save the file in another encoding, as an old program would."""

    def damage(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        path.write_bytes(text.encode(encoding))

    return damage


def with_semicolons(name: str) -> Damage:
    """Save the table as Excel with Vietnamese settings does."""

    def damage(folder: Path) -> None:
        path = folder / name
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";").writerows(rows)

    return damage


def removed(name: str) -> Damage:
    """Take the file away."""
    return lambda folder: (folder / name).unlink()


def without_frames(text: str) -> str:
    """Leave out the lines that the text shows of the files, and blank lines between findings."""
    return re.sub(r"(?m)^[ \d]{5} │ .*\n", "", text).replace("\n\n", "\n")
