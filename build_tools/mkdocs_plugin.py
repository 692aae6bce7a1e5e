"""The adapter to MkDocs: gives it the composed site and takes Material's frame.

`mkdocs build` and `mkdocs serve` find the plugin by its entry point and compose the site from
content/; `write_site` hands it one that is composed already. Nothing under content/ is copied and
no Markdown is read by MkDocs: what is not in the Site is not on the site.
"""

import logging
from pathlib import Path

from jinja2 import Environment
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

from build_tools.diagnostics import Diagnostic
from build_tools.errors import DiabanError
from build_tools.frame_config import configure_frame, project_of
from build_tools.page_writing import write_pages
from build_tools.press import Press, build_navigation, material_renderer
from build_tools.project import Project
from build_tools.reporters.text import render_findings, summary
from build_tools.search import ENTRY
from build_tools.shell_environment import count_processors, options_from_environment
from build_tools.site import compose
from build_tools.site_check import check_site
from build_tools.site_model import Site
from build_tools.site_tree import SiteTree
from build_tools.validation.quotable import Quotable

_log = get_plugin_logger("diaban")
# Material's scripts and styles: what is needed of them stands in ours. A map of the site would
# hold no page, only the day.
_UNUSED = ("assets/", "sitemap.xml")


class NoOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs' own
    """What a province may set stands in content/settings.yml, not in mkdocs.yml."""


class DiabanPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]  # MkDocs' own
    """Set `site` before the build to print that one; otherwise content/ is composed.

    `earlier`: the tree that the one which is written will replace.
    """

    site: Site | None = None
    earlier: Path | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Have the whole site in memory before MkDocs cleans the folder of the old one."""
        self.site = self.site or _composed(project_of(config))
        self._assets = configure_frame(config, self.site, ENTRY)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep the theme's files, add our assets, drop everything under content/."""
        ours = (File.generated(config, asset.uri, content=asset.content) for asset in self._assets)
        return Files([*_theme_files(files, config), *ours])

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Replace MkDocs' navigation, which is empty, by the site's."""
        del nav, files
        self._navigation = build_navigation(self._given(), config)
        return self._navigation

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Print all pages and index them; MkDocs itself has none to render."""
        del files
        site = self._given()
        render = material_renderer(env, self._navigation, config)
        press = Press(site, self._navigation, config, render)
        tree = SiteTree(Path(config.site_dir), self.earlier)
        write_pages(press, site.pages, tree, count_processors())
        for file in site.files:
            tree.write(file.uri, file.content)
        kinds = {page.kind for page in site.pages}
        _log.info("%d trang, %d loại, %d khung.", len(site.pages), len(kinds), press.frames)
        return env

    def _given(self) -> Site:
        if self.site is None:
            raise PluginError("Chưa có nội dung để dựng trang.")
        return self.site


def write_site(project: Project, site: Site, out: Path, earlier: Path | None = None) -> None:
    """Write a composed site into the folder `out` through MkDocs; `earlier` as of `SiteTree`.

    Raises PublishingError for addresses that cannot be written, OSError where the disk fails.
    """
    check_site(site)
    config = load_config(str(project.mkdocs_yml), site_dir=str(out))
    plugin = config.plugins["diaban"]
    plugin.site, plugin.earlier = site, earlier  # type: ignore[attr-defined]  # ours
    _quietly_build(config)


def _quietly_build(config: MkDocsConfig) -> None:
    logger = logging.getLogger("mkdocs")
    level = logger.level
    logger.setLevel(logging.WARNING)  # the caller says what goes on
    try:
        build(config)
    finally:
        logger.setLevel(level)


def _composed(project: Project) -> Site:
    """Compose content/; raise PluginError, which MkDocs shows without a traceback."""
    try:
        composition = compose(project, options_from_environment(project))
        if composition.site is not None:
            check_site(composition.site)
    except DiabanError as error:
        raise PluginError(str(error)) from error
    if composition.site is None:
        raise PluginError("\n\n".join(["", *_lines(project, composition.findings)]))
    if composition.findings:
        # INFO: a warning about the content must not fail `mkdocs build --strict`.
        _log.info("%s Chi tiết: diaban check.", summary(composition.findings))
    return composition.site


def _lines(project: Project, findings: tuple[Diagnostic, ...]) -> list[str]:
    return [*render_findings(findings, Quotable(project, findings)), summary(findings)]


def _theme_files(files: Files, config: MkDocsConfig) -> list[File]:
    return [
        file
        for file in files
        if file.src_dir != config.docs_dir and not file.src_uri.startswith(_UNUSED)
    ]
