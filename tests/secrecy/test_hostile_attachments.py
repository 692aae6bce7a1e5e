"""Attachments that others made to do harm: refused, or published without what they hide.

Runs where a folder of them lies beside the checkout (conftest.py).
"""

import re
import shutil
from pathlib import Path

import pytest
from secrecy_lists import CORPUS

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.reading.attachments.reader import read_attachments
from build_tools.reading.tree import list_files

FOLDER = "content/reports/2031-01/to-01/attachments"
FILES = sorted(path for path in CORPUS.iterdir() if path.suffix not in {"", ".md"})
FILES = [path for path in FILES if not path.name.startswith("LICENSE")]
PICTURES = [path for path in FILES if path.suffix in {".png", ".jpg", ".jpeg"}]
OTHERS = [path for path in FILES if path not in PICTURES]
HIDDEN = re.compile(
    rb"Exif\0\0(?!MM\0\*\0\0\0\x08\0\x01\x01\x12)|<x:xmpmeta|Photoshop 3|GPS|tEXt|iTXt"
)
ACCEPTED = (".pdf", ".docx", ".xlsx", ".png", ".jpg", ".jpeg")


def read(project: Project, file: Path, name: str) -> tuple[list[str], list[bytes]]:
    """Return the codes that the file gets under a name, and the bytes that would be published."""
    target = project.root / FOLDER / name
    target.parent.mkdir(exist_ok=True)
    shutil.copyfile(file, target)
    found = Diagnostics()
    paths = [path for path in list_files(project.content, project.root, found) if FOLDER in path]
    attachments = read_attachments(project.root, paths, found)
    return [one.code for one in found], [one.attachment.content for one in attachments]


@pytest.mark.parametrize("file", OTHERS, ids=lambda file: file.name)
def test_what_could_run_is_refused(small_province: Project, file: Path) -> None:
    codes, published = read(small_province, file, file.name)
    assert published == []
    assert len(codes) == 1
    assert codes[0] in {"file.kind", "attachment.active", "attachment.external"}


@pytest.mark.parametrize("file", PICTURES, ids=lambda file: file.name)
def test_a_picture_is_published_without_what_it_carried(
    small_province: Project, file: Path
) -> None:
    codes, published = read(small_province, file, file.name)
    assert codes == []
    (content,) = published
    assert not HIDDEN.search(content)
    assert b"<script" not in content


@pytest.mark.parametrize("kind", ACCEPTED)
def test_a_false_name_does_not_help(small_province: Project, kind: str) -> None:
    folder = small_province.root / FOLDER
    folder.mkdir()
    files = [file for file in OTHERS if file.suffix != kind]
    for index, file in enumerate(files):
        shutil.copyfile(file, folder / f"a{index}{kind}")
    found = Diagnostics()
    paths = list_files(small_province.content, small_province.root, found)
    assert not [path for path in paths if FOLDER in path]
    assert [one.code for one in found] == ["file.content-kind"] * len(files)
