"""What the guide shows of a command is what the command prints, of the sample itself.

Its screenshots of commands carry the text from which they were drawn. Its blocks that begin with
`$ diaban` are text; a line `…` stands for lines that the guide leaves out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from drawing import told_by, without_colours
from guide_desk import lay_out
from shots import ACTS, FOLDER, act_out, shown

from schemas.catalogue import Catalogue

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "content/huong-dan").glob("*.md"))
MOST_BYTES = 60 * 1024
RETAKE = "the guide shows another text: `make screenshots` takes them anew"
_BLOCK = re.compile(r"^```\n\$ diaban (?P<command>.*)\n(?P<shown>(?s:.*?))^```$", re.MULTILINE)
_PICTURE = re.compile(r"!\[(?P<words>[^\]]+)\]\(hinh/(?P<name>[a-z-]+)\.png\)")


@dataclass(frozen=True)
class Shown:
    """A block of the guide: the words of the command, and the lines below it."""

    command: str
    lines: tuple[str, ...]

    def fits(self, printed: str) -> bool:
        """Say whether the lines are those printed, but for what is left out."""
        pieces = "".join(f"{line}\n" for line in self.lines).split("…\n")
        return re.fullmatch(r"(?s:.*)".join(map(re.escape, pieces)), printed) is not None


def _blocks() -> Iterator[Shown]:
    for page in PAGES:
        for match in _BLOCK.finditer(page.read_text("utf-8")):
            yield Shown(match["command"], tuple(match["shown"].splitlines()))


def _told_by_picture(name: str) -> str:
    return told_by((ROOT / FOLDER / f"{name}.png").read_bytes())


@pytest.mark.slow
def test_the_guide_shows_what_the_commands_print(tmp_path: Path) -> None:
    lay_out(tmp_path)
    printed = [(act, text) for act, text in act_out(tmp_path)]
    for act, text in printed:
        if act.picture:
            now = without_colours(shown(act, text))
            assert _told_by_picture(act.picture) == now, RETAKE
    blocks = list(_blocks())
    assert blocks
    for block in blocks:
        texts = [without_colours(text) for act, text in printed if act.command == block.command]
        assert any(map(block.fits, texts)), (block, texts)


def test_the_words_of_a_picture_of_a_command_name_no_number_that_is_not_in_it() -> None:
    pictures = {
        match["name"]: match["words"]
        for page in PAGES
        for match in _PICTURE.finditer(page.read_text("utf-8"))
    }
    of_commands = {act.picture: act.command for act in ACTS if act.picture}
    assert of_commands.keys() <= pictures.keys()
    for name, command in of_commands.items():
        told = f"{command}\n{_told_by_picture(name)}"
        for number in re.findall(r"\d[\d-]*", pictures[name]):
            assert number in told, (name, number)


def test_the_screenshots_are_light_and_none_is_left_over(sample: Catalogue) -> None:
    there = {f"{FOLDER}/{path.name}" for path in (ROOT / FOLDER).iterdir()}
    assert there == sample.screenshots.keys()
    for one in sample.screenshots.values():
        assert len(one.content) <= MOST_BYTES, one.name
        assert b"iTXt" not in one.content


def test_a_line_left_out_stands_for_any_lines_and_nothing_else_does() -> None:
    block = Shown("x", ("a", "…", "c"))
    assert block.fits("a\nb\nb\nc\n")
    assert block.fits("a\nc\n")
    assert not block.fits("a\nb\nc\nd\n")
    assert not block.fits("a.\nc\n")
