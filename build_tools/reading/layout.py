"""What may stand where under `content/`: one table, by which every entry is allowed or refused."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from schemas.period import Period
from schemas.report import Annex

MIB = 1024 * 1024
SIZE_LIMITS = {".md": MIB, ".yml": MIB, ".lock": MIB, ".csv": 10 * MIB, ".geojson": 4 * MIB}
ATTACHMENT_LIMIT = 20 * MIB
SCREENSHOT_LIMIT = 256 * 1024  # a page of the guide shows some of them
# The first bytes of each kind: a name alone proves nothing. Office files are zip archives.
ATTACHMENT_KINDS: Mapping[str, bytes] = {
    ".pdf": b"%PDF-",
    ".docx": b"PK\x03\x04",
    ".xlsx": b"PK\x03\x04",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
}
_ADDRESS = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ADDRESS_NAME = re.compile(rf"{_ADDRESS}\.md")
_SCREENSHOT_NAME = re.compile(rf"{_ADDRESS}\.png")
_TEAM = re.compile(r"to-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Folder:
    """What a folder may hold: files by name, pages, attachments, screenshots, folders.

    Pages and screenshots are named like addresses.
    """

    files: frozenset[str] = frozenset()
    pages: bool = False
    attachments: bool = False
    screenshots: bool = False
    folders: tuple[tuple[Callable[[str], bool], "Folder"], ...] = field(default=())

    def takes_file(self, name: str) -> bool:
        """Say whether a file of this name may stand here."""
        return (
            name in self.files
            or (self.pages and _ADDRESS_NAME.fullmatch(name) is not None)
            or (self.attachments and suffix(name) in ATTACHMENT_KINDS)
            or (self.screenshots and _SCREENSHOT_NAME.fullmatch(name) is not None)
        )

    def limit(self, name: str) -> int:
        """Return how many bytes a file of this name may have here."""
        of_others = SCREENSHOT_LIMIT if self.screenshots else ATTACHMENT_LIMIT
        return SIZE_LIMITS.get(suffix(name), of_others)

    def folder(self, name: str) -> "Folder | None":
        """Return what the folder of this name here may hold; None where there may be none."""
        return next((folder for is_named, folder in self.folders if is_named(name)), None)


def suffix(name: str) -> str:
    """`.pdf` of `A.PDF`; "" without a dot."""
    _, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot else ""


def _is_period(name: str) -> bool:
    try:
        Period.parse(name)
    except ValueError:
        return False
    return name == name.strip()


def _is_team(name: str) -> bool:
    return _TEAM.fullmatch(name) is not None


_REPORT = Folder(
    files=frozenset({"report.md", *(annex.file_name for annex in Annex)}),
    folders=(("attachments".__eq__, Folder(attachments=True)),),
)
_PERIOD = Folder(
    files=frozenset({"period.lock", "corrections.csv"}), folders=((_is_team, _REPORT),)
)
_TEAM_FOLDER = Folder(files=frozenset({"team.md", "members.csv", "areas.csv"}))
_CATALOGUE = Folder(
    files=frozenset(
        {
            "areas.csv",
            "areas.geojson",
            "indicators.csv",
            "directives.csv",
            "agencies.csv",
            "schedule.csv",
        }
    )
)
_GUIDE = Folder(pages=True, folders=(("hinh".__eq__, Folder(screenshots=True)),))
CONTENT = Folder(
    files=frozenset({"settings.yml", "index.md"}),
    folders=(
        ("huong-dan".__eq__, _GUIDE),
        ("documents".__eq__, Folder(pages=True)),
        ("catalogue".__eq__, _CATALOGUE),
        ("teams".__eq__, Folder(folders=((_is_team, _TEAM_FOLDER),))),
        ("reports".__eq__, Folder(folders=((_is_period, _PERIOD),))),
    ),
)
