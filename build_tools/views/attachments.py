"""The files that accompany a report: how the page names them, and where they are downloaded."""

from collections.abc import Mapping
from dataclasses import dataclass

from build_tools.reading.layout import suffix
from build_tools.reading.text import human_size
from build_tools.views.addresses import report_uri
from schemas.attachment import Attachment
from schemas.catalogue import Catalogue, Report
from schemas.text import slug

_KINDS = {
    ".pdf": "PDF",
    ".docx": "Word",
    ".xlsx": "Excel",
    ".png": "ảnh PNG",
    ".jpg": "ảnh JPEG",
    ".jpeg": "ảnh JPEG",
}
_FOLDER = "tep/"
_SHORT_DIGEST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentView:
    """One attachment on the page of its report; `digest` is the start of its SHA-256."""

    name: str
    kind: str
    size: str
    digest: str
    uri: str


def attachment_views(catalogue: Catalogue, report: Report) -> tuple[AttachmentView, ...]:
    """Say of each attachment of a report what it is and where it lies, in the order of names."""
    return tuple(
        AttachmentView(
            name=one.name,
            kind=_KINDS[suffix(one.name)],
            size=human_size(len(one.content)),
            digest=one.sha256[:_SHORT_DIGEST],
            uri=uri,
        )
        for uri, one in attachment_addresses(catalogue, report).items()
    )


def attachment_addresses(catalogue: Catalogue, report: Report) -> Mapping[str, Attachment]:
    """Return address → attachment: `bao-cao/2026-01/to-01/tep/bien-ban-hop.pdf`."""
    found: dict[str, Attachment] = {}
    for path in report.attachments:
        one = catalogue.attachments[path]
        kind = suffix(one.name)
        stem = slug(one.name[: -len(kind)]) or "tep"
        names = (f"{stem}{f'-{number}' if number > 1 else ''}{kind}" for number in range(1, 10_000))
        folder = f"{report_uri(*report.key)}{_FOLDER}"
        uri = next(f"{folder}{name}" for name in names if f"{folder}{name}" not in found)
        found[uri] = one
    return found
