"""Documents as they come out of a printer: the text of each sheet."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from official import ROOT

_FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>"""
_SECONDS = 180


def printed_pages(pdf: bytes) -> list[str]:
    """Return the text of each page of a PDF."""
    command = ["pdftotext", "-raw", "-", "-"]
    done = subprocess.run(command, input=pdf, check=True, capture_output=True)
    return done.stdout.decode().split("\f")[:-1]


def printed_words(documents: Sequence[bytes], folder: Path) -> list[list[str]]:
    """Return the text of each page as LibreOffice prints it, with the fonts of the PDF alone."""
    names = [f"{number}.docx" for number in range(len(documents))]
    for name, document in zip(names, documents, strict=True):
        (folder / name).write_bytes(document)
    fonts = ROOT / "site_templates/documents/fonts"
    settings = folder / "fonts.conf"
    settings.write_text(_FONTCONFIG.format(fonts=fonts, cache=folder / "cache"), encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, *names],
        check=True,
        capture_output=True,
        timeout=_SECONDS,
        cwd=folder,
        env={**os.environ, "FONTCONFIG_FILE": str(settings)},
    )
    return [printed_pages((folder / name).with_suffix(".pdf").read_bytes()) for name in names]
