"""Pictures of what an official sees: a terminal's window, pages of a browser, Office's pages."""

import html
import re
import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterator
from pathlib import Path

from office_profile import vietnamese_office
from playwright.sync_api import Browser

SCALE = 2  # pixels of a picture to a CSS pixel
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEAD_END = len(_SIGNATURE) + 25  # behind IHDR
_INCH = 0.0254  # metres
_CSS_PER_INCH = 96
_HYPHENED = re.compile(r"[^\s<>]*-[^\s<>]*")
_COLOUR = re.compile(r"\033\[([0-9;]*)m")
# As a terminal with a dark ground has them; each at least 7:1 on it.
_COLOURS = {"31": "#ff9c94", "32": "#7ee08a", "33": "#ffd75f", "36": "#7fd7ff", "2": "#b8c0c6"}
_WINDOW = """<!doctype html><html lang="vi"><style>
* {{ margin: 0; box-sizing: border-box; }}
body {{ background: #fff; }}
#window {{ width: calc({columns}ch + 32px);
  font: 15px/1.5 "Noto Sans Mono", "DejaVu Sans Mono", monospace;
  background: #14191d; color: #f2f4f5; border-radius: 6px; overflow: hidden; }}
#bar {{ background: #2b343a; color: #e2e7ea; padding: 5px 16px; font: 14px/1.5 "DejaVu Sans"; }}
pre {{ padding: 12px 16px 14px; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }}
b {{ color: #fff; }}
.word {{ white-space: nowrap; }}
</style><div id="window"><div id="bar">Cửa sổ dòng lệnh (Terminal)</div><pre>{lines}</pre></div>"""


def without_colours(printed: str) -> str:
    """Return what a terminal got as text."""
    return _COLOUR.sub("", printed)


def draw_terminal(browser: Browser, command: str, printed: str, *, columns: int) -> bytes:
    """Return a window in which the command was typed and this was printed, colours and all.

    Lines longer than the window go on below between words, so that they can be read.
    """
    lines = f"$ <b>diaban {_text(command)}</b>\n{''.join(_spans(printed))}"
    page = browser.new_page(device_scale_factor=SCALE, viewport={"width": 1000, "height": 800})
    page.set_content(_WINDOW.format(columns=columns, lines=lines.rstrip()))
    try:
        return page.locator("#window").screenshot()
    finally:
        page.close()


def _spans(printed: str) -> Iterator[str]:
    """Yield the text with colours as HTML."""
    pieces = _COLOUR.split(printed)
    yield _text(pieces[0])
    for codes, text in zip(pieces[1::2], pieces[2::2], strict=True):
        looks = [f"color:{_COLOURS[code]}" for code in codes.split(";") if code in _COLOURS]
        looks += ["font-weight:bold"] if "1" in codes.split(";") else []
        yield f'<span style="{";".join(looks)}">{_text(text)}</span>'


def _text(text: str) -> str:
    """Return text as HTML in which no word is broken at its hyphens."""
    return _HYPHENED.sub(r'<span class="word">\g<0></span>', html.escape(text))


def draw_office(file: Path, scratch: Path, *, box: tuple[float, float, float, float]) -> bytes:
    """Return a part of the first page that LibreOffice makes of a file.

    `box`: left, top, width and height in inches.
    """
    profile = vietnamese_office(scratch / "office")
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(scratch)]
    subprocess.run([*convert, str(file)], check=True, capture_output=True, timeout=180)
    density = _CSS_PER_INCH * SCALE
    left, top, width, height = (str(round(each * density)) for each in box)
    cut = ["-x", left, "-y", top, "-W", width, "-H", height, "-r", str(density)]
    out = scratch / file.stem
    pdf = scratch / f"{file.stem}.pdf"
    subprocess.run(["pdftoppm", "-png", "-singlefile", *cut, str(pdf), str(out)], check=True)
    return out.with_suffix(".png").read_bytes()


def packed(picture: bytes, told: str, *, colours: int) -> bytes:
    """Return the picture in so many colours, with its density and, as metadata, what it tells."""
    quantise = ["pngquant", "--strip", "--speed", "1", str(colours), "-"]
    small = subprocess.run(quantise, input=picture, check=True, capture_output=True).stdout
    density = round(_CSS_PER_INCH * SCALE / _INCH)
    chunks = _chunk(b"pHYs", struct.pack(">IIB", density, density, 1))
    chunks += _chunk(b"iTXt", b"Text\0\0\0\0\0" + told.encode())
    return small[:_HEAD_END] + chunks + small[_HEAD_END:]


def told_by(picture: bytes) -> str:
    """Return what `packed` was given with the picture."""
    place = len(_SIGNATURE)
    while place < len(picture):
        (length,) = struct.unpack_from(">I", picture, place)
        kind, data = picture[place + 4 : place + 8], picture[place + 8 : place + 8 + length]
        if kind == b"iTXt":
            return data.removeprefix(b"Text\0\0\0\0\0").decode()
        place += 12 + length
    raise ValueError("the picture tells nothing")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def missing_programs() -> list[str]:
    """Name the programs that are needed and not there."""
    needed = ("chromium", "soffice", "pdftoppm", "pngquant")
    return [name for name in needed if shutil.which(name) is None]
