"""A file that accompanies a report, or a screenshot of the guide."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Attachment:
    """`reports/<period>/<team>/attachments/<name>` as it is published: pictures without metadata.

    Also `huong-dan/hinh/<name>.png`. `sha256` is of `content`; `source_sha256` of the file as the
    editor gave it; `shown_size` of a PNG: width and height in CSS pixels.
    """

    path: str
    content: bytes = field(repr=False)
    sha256: str
    source_sha256: str
    shown_size: tuple[int, int] | None = None

    @property
    def name(self) -> str:
        """The file's name as the editor gave it."""
        return self.path.rpartition("/")[2]
