"""What is known of a build: from what it was made, by what, for whom, and what was proved of it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

MANIFEST = "manifest.json"  # both lie at the root of a built tree
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildFacts:
    """The facts that a manifest holds besides the digests of the files.

    `inputs`: path from the project's root → SHA-256 of the file's bytes, of the inputs that the
    audience may see. `versions`: program → version. `rules`: codes of the rules that the content
    passed; of what they found, `warnings` and `notes` are counted, an error is never built.
    """

    commit: str | None
    versions: Mapping[str, str]
    audience: str
    period: str | None
    today: dt.date
    inputs: Mapping[str, str]
    rules: tuple[str, ...]
    warnings: int
    notes: int
    release: str | None = None
