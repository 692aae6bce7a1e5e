"""Material's frame for pages that are printed when they are asked for."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import Files

from build_tools.frame_config import configure_frame
from build_tools.press import Press, build_navigation, material_renderer
from build_tools.project import Project
from build_tools.rendering.html import Renderer
from build_tools.search import ENTRY
from build_tools.site_model import Site
from build_tools.site_pages import page_renderer

NOT_FOUND = "404.html"


@dataclass(frozen=True, slots=True)
class Frame:
    """What prints the pages of a site, and the files that all of them load."""

    press: Press
    files: Mapping[str, bytes]  # by address, `404.html` among them


class Frames:
    """Keeps what is the same while templates, configuration and navigation are."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._frame: tuple[Site, Frame] | None = None
        self._renderer: Renderer | None = None
        self.digest = ""

    def look_again(self) -> None:
        """Drop everything where a template, which is ours, or the configuration has changed."""
        digest = _digest_of(self._project)
        if digest != self.digest:
            self._frame = self._renderer = None
            self.digest = digest

    @property
    def renderer(self) -> Renderer:
        """What makes pages of their views."""
        self._renderer = self._renderer or page_renderer(self._project)
        return self._renderer

    def of(self, site: Site) -> Frame:
        """Return the frame of a site without its pages, files and findings."""
        if self._frame is None or self._frame[0] != site:
            self._frame = site, _open(self._project, site)
        return self._frame[1]


def _digest_of(project: Project) -> str:
    digest = hashlib.sha256(project.mkdocs_yml.read_bytes())
    for path in sorted(project.templates.rglob("*")):
        if path.is_file():
            digest.update(f"{path}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _open(project: Project, site: Site) -> Frame:
    config = load_config(str(project.mkdocs_yml))
    assets = configure_frame(config, site, ENTRY)
    navigation = build_navigation(site, config)
    env = config.theme.get_env()
    press = Press(site, navigation, config, material_renderer(env, navigation, config))
    # As MkDocs prints it: with addresses from the root, since it stands for any address.
    context = get_context(navigation, Files([]), config, base_url="/")
    not_found = env.get_template(NOT_FOUND).render(context)
    files = {asset.uri: asset.content for asset in assets}
    return Frame(press, files | {NOT_FOUND: not_found.encode()})
