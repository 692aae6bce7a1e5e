"""Where things lie and how to build: frozen paths and choices. Reads nothing."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.components import Component


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A checkout: `root` holds `content/`, `site_templates/` and `mkdocs.yml`.

    `cache`: where commands keep what they made; None is a folder in `root`.
    """

    root: Path
    cache: Path | None = None

    @property
    def content(self) -> Path:
        """What editors write."""
        return self.root / "content"

    @property
    def templates(self) -> Path:
        """Page templates, overrides of Material's frame, and assets."""
        return self.root / "site_templates"

    @property
    def mkdocs_yml(self) -> Path:
        """MkDocs' configuration."""
        return self.root / "mkdocs.yml"

    @property
    def products(self) -> Path:
        """What earlier builds made and keep; may be deleted at any time."""
        return self._kept / "products"

    @property
    def standings(self) -> Path:
        """What earlier builds noted of the sites that they left; may be deleted at any time."""
        return self._kept / "standings"

    @property
    def spares(self) -> Path:
        """The trees of sites before the last, for the next to be made of; may be deleted too."""
        return self._kept / "spares"

    @property
    def readings(self) -> Path:
        """What earlier runs read and found in the content; may be deleted at any time."""
        return self._kept / "readings"

    @property
    def findings(self) -> Path:
        """What earlier runs found in the whole content; may be deleted at any time."""
        return self._kept / "findings"

    @property
    def _kept(self) -> Path:
        return self.cache or self.root / ".diaban-cache"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildOptions:
    """What a build may be asked; everything that the core must not find out by itself."""

    today: dt.date
    commit: str | None = None  # the commit that is built, None outside a clean checkout
    period: str | None = None  # only up to this period; None is everything
    first_commits: Mapping[str, dt.date] | None = None  # of reports, by path; None outside git
    drafts: bool = False  # preview shows reports that are not issued; a published site never does
    audience: str = "intranet"  # for whom: intranet, leadership or a team's id
    components: tuple[Component, ...] = ()  # works of others, to be listed with their licences
    versions: Mapping[str, str] = field(default_factory=dict)  # of the programs that build
    documents: bool = False  # whether PDF, Word, Excel and data are made, so that pages link them
    workers: int = 1  # how many processes may share the work; never changes a byte
    manifest: bool = False  # whether the tree gets a manifest, so that its pages may link to it
