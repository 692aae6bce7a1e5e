"""The ways in which a report folder is damaged: each one fault."""

import csv
import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

TONES = "\u0300\u0309\u0303\u0301\u0323"
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


def saved_as_windows_1258(name: str) -> Damage:
    """Save as Windows-1258: a base letter, then its tone as a sign of its own."""

    def damage(folder: Path) -> None:
        path = folder / name
        path.write_bytes(b"".join(map(_in_1258, path.read_text(encoding="utf-8"))))

    return damage


def _in_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in marks if mark in TONES)
        base = unicodedata.normalize("NFC", marks.replace(tone, ""))
        return base.encode("cp1258") + tone.encode("cp1258")


def decomposed(name: str) -> Damage:
    """Save the file with letters and accents apart, as some machines do."""

    def damage(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        path.write_text(unicodedata.normalize("NFD", text), encoding="utf-8")

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


def emptied(name: str) -> Damage:
    """Leave nothing in the file."""

    def damage(folder: Path) -> None:
        (folder / name).write_bytes(b"")

    return damage


def removed(name: str) -> Damage:
    """Take the file away."""
    return lambda folder: (folder / name).unlink()


def made_a_folder(name: str) -> Damage:
    """Put a folder where the file should be."""

    def damage(folder: Path) -> None:
        (folder / name).unlink()
        (folder / name).mkdir()

    return damage


def linked_outside(name: str) -> Damage:
    """Put a link out of content/ where the file should be."""

    def damage(folder: Path) -> None:
        outside = folder.parents[3] / "outside.csv"
        (folder / name).rename(outside)
        (folder / name).symlink_to(outside)

    return damage


def made_a_pipe(name: str) -> Damage:
    """Put a named pipe where the file should be: reading it would wait for ever."""

    def damage(folder: Path) -> None:
        (folder / name).unlink()
        os.mkfifo(folder / name)

    return damage


def added(name: str, content: bytes) -> Damage:
    """Put another file into the folder."""

    def damage(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return damage


def without_lines(name: str, first: str, last: str) -> Damage:
    """Drop the lines from the one that begins with `first` up to, without, that with `last`."""

    def damage(folder: Path) -> None:
        path = folder / name
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        begin = next(index for index, line in enumerate(lines) if line.startswith(first))
        end = next(index for index, line in enumerate(lines) if line.startswith(last))
        path.write_text("".join(lines[:begin] + lines[end:]), encoding="utf-8")

    return damage


def without_column(name: str, title: str) -> Damage:
    """Drop a column of the table."""

    def damage(folder: Path) -> None:
        path = folder / name
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        index = rows[0].index(title)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(row[:index] + row[index + 1 :] for row in rows)

    return damage


def without_frames(text: str) -> str:
    """Leave out the lines that the text shows of the files, and blank lines between findings."""
    return re.sub(r"(?m)^[ \d]{5} │ .*\n", "", text).replace("\n\n", "\n")
