"""A file that accompanies a report."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attachment:
    """`reports/<period>/<team>/attachments/<name>` as it is published: pictures without metadata.

    `sha256` is of `content`; `source_sha256` of the file as the editor gave it.
    """

    path: str
    content: bytes = field(repr=False)
    sha256: str
    source_sha256: str

    @property
    def name(self) -> str:
        """The file's name as the editor gave it."""
        return self.path.rpartition("/")[2]
