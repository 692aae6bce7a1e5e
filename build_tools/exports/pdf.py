"""Official documents as PDF/UA-1, set by Typst after `site_templates/documents/official.typ`."""

import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

import typst

from build_tools.exports.font_letters import letters_of
from build_tools.exports.pdf_packing import packed
from build_tools.exports.pdf_rows import with_rows

_FONTS = "fonts"
_STANDARD: Literal["ua-1"] = "ua-1"  # what it asks for is proved while the file is written


def make_pdf(document: str, layout: str, folder: Path) -> bytes:
    """Return the PDF of a document (views/official.py as JSON) in a layout (schemas/layout.py).

    Nothing comes from the clock or the machine: the fonts are those of `folder` alone. A letter
    that they lack, an emoji for one, is printed by its number.
    """
    said = with_rows(printable(document, folder / _FONTS), layout, folder / _FONTS)
    inputs = {"document": said, "layout": layout}
    made = _compiler(folder).compile(format="pdf", sys_inputs=inputs, pdf_standards=_STANDARD)
    if not isinstance(made, bytes):
        raise TypeError(made)
    return packed(made)


def printable(text: str, fonts: Path) -> str:
    """Return the text with `[U+1F600]` for a letter that no font of the folder has."""
    lacking = {letter for letter in set(text) if ord(letter) not in _letters(fonts)}
    lacking.discard("\n")
    return text.translate({ord(each): _instead(each) for each in lacking}) if lacking else text


def _instead(letter: str) -> str:
    return " " if unicodedata.category(letter) == "Zs" else f"[U+{ord(letter):04X}]"


@cache
def _letters(fonts: Path) -> frozenset[int]:
    """Return the letters that every font of the folder has."""
    first, *others = (letters_of(font) for font in sorted(fonts.glob("*.ttf")))
    return first.intersection(*others)


@cache
def _compiler(folder: Path) -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder / _FONTS)]
    )
    return typst.Compiler(
        str(folder / "official.typ"), root=str(folder), font_paths=fonts, ignore_system_fonts=True
    )
