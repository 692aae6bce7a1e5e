"""Takes the screenshots of the guide anew: `python -m tests.screenshots`, or `make screenshots`."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = map(str, (ROOT / "tests/screenshots", ROOT / "tests/importing"))  # as pytest has it

from drawing import (  # noqa: E402
    SCALE,
    draw_office,
    draw_terminal,
    missing_programs,
    packed,
    without_colours,
)
from guide_desk import (  # noqa: E402
    BOOK,
    IMPORT,
    LETTER,
    NEW,
    fill_in,
    form_to_print,
    lay_out,
    misquote,
    write_prose,
)
from shots import ANSWERS, COLUMNS, ENVIRONMENT, FOLDER, pictures  # noqa: E402
from terminal import PROGRAM, record  # noqa: E402

_PAGE = "bao-cao/2026-07/to-01/"
_WINDOW = {"width": 640, "height": 560}
_FEW, _MANY = 12, 32  # colours of a terminal; of a page


def main() -> None:
    """Take them all, and say how large each is."""
    if missing := missing_programs():
        sys.exit(f"install first: {', '.join(missing)}")
    folder = ROOT / FOLDER
    folder.mkdir(exist_ok=True)
    for name, picture in _taken():
        (folder / f"{name}.png").write_bytes(picture)
        print(f"{name}.png: {len(picture) / 1024:.0f} KB")


def _taken() -> Iterator[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
        )
        desk = Path(scratch, "desk")
        lay_out(desk)
        for name, (command, lines) in pictures(desk).items():
            drawn = draw_terminal(browser, command, lines, columns=COLUMNS)
            yield name, packed(drawn, without_colours(lines), colours=_FEW)
        yield from _forms(desk, Path(scratch))
        yield from _preview(browser, Path(scratch, "whole"))
        browser.close()


def _forms(desk: Path, scratch: Path) -> Iterator[tuple[str, bytes]]:
    form_to_print(desk / BOOK, scratch / "so.xlsx")
    sheet = draw_office(scratch / "so.xlsx", scratch, box=(0.66, 0.68, 10.36, 3.05))
    yield "so-excel", packed(sheet, BOOK, colours=_MANY)
    letter = draw_office(desk / LETTER, scratch, box=(0.9, 0.7, 6.6, 4.4))
    yield "mau-word", packed(letter, LETTER, colours=_FEW)


def _preview(browser: Browser, desk: Path) -> Iterator[tuple[str, bytes]]:
    lay_out(desk, whole=True)
    record(NEW, desk, columns=COLUMNS, answers={}, environment=ENVIRONMENT)
    fill_in(desk)
    record(IMPORT, desk, columns=COLUMNS, answers=ANSWERS, environment=ENVIRONMENT)
    write_prose(desk)
    page = browser.new_page(viewport=_WINDOW, device_scale_factor=SCALE)
    with _previewed(desk) as address:
        page.goto(f"{address}{_PAGE}")
        yield "xem-truoc", packed(page.screenshot(), _PAGE, colours=_MANY)
        misquote(desk)
        finding = page.locator(".db-page").get_by_text("KT99").first
        finding.wait_for(timeout=60_000)
        finding.evaluate("it => it.scrollIntoView({block: 'center', behavior: 'instant'})")
        yield "xem-truoc-loi", packed(page.screenshot(), _PAGE, colours=_MANY)
    page.close()


@contextmanager
def _previewed(desk: Path) -> Iterator[str]:
    """Run `diaban preview` and give the address that it tells."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
    process = subprocess.Popen(
        [PROGRAM, "preview", "--port", port],
        cwd=desk,
        env={**os.environ, **ENVIRONMENT, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        address = f"http://127.0.0.1:{port}/"
        assert any(address in line for line in process.stdout)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


if __name__ == "__main__":
    main()
