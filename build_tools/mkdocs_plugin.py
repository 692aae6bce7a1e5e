"""The adapter to MkDocs: gives it the composed site and takes Material's frame.

`mkdocs build` and `mkdocs serve` find the plugin by its entry point and compose the site from
content/; `write_site` hands it one that is composed already. Nothing under content/ is copied and
no Markdown is read by MkDocs: what is not in the Site is not on the site.
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

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
from build_tools.forked import count_processors
from build_tools.frame_config import configure_frame, project_of
from build_tools.frames import Frame, FrameKey, FrameSet, with_release
from build_tools.page_writing import write_pages
from build_tools.press import Press, build_navigation, material_renderer
from build_tools.project import Project
from build_tools.reporters.text import render_findings, summary
from build_tools.search import ENTRY, Shelf
from build_tools.shell_environment import options_from_environment
from build_tools.site import compose
from build_tools.site_check import check_site
from build_tools.site_model import Site
from build_tools.site_tree import SiteTree
from build_tools.validation.quotable import Quotable

_log = get_plugin_logger("diaban")
# Material's scripts and styles: what is needed of them stands in ours. A map of the site would
# hold no page, only the day.
_UNUSED = ("assets/", "sitemap.xml")
_FROM_ELSEWHERE = ("!ENV", "INHERIT")  # in mkdocs.yml: values of the environment, another file


class NoOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs' own
    """What a province may set stands in content/settings.yml, not in mkdocs.yml."""


class DiabanPlugin(BasePlugin[NoOptions]):  # type: ignore[no-untyped-call]  # MkDocs' own
    """Set `site` before the build to print that one; otherwise content/ is composed.

    `earlier`: the tree that the one which is written will replace. `frames`: those that need not be
    made; after the build, those of this site. `others`: addresses of what MkDocs writes beside the
    pages and files of the site. `shelf`: what is kept of the search index.
    """

    site: Site | None = None
    earlier: Path | None = None
    frames: Mapping[FrameKey, Frame] = MappingProxyType({})
    others: tuple[str, ...] = ()
    shelf: Shelf | None = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Have the whole site in memory before MkDocs cleans the folder of the old one."""
        self.site = self.site or _composed(project_of(config))
        self._assets = configure_frame(config, self.site, ENTRY)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep the theme's files, add our assets, drop everything under content/."""
        ours = (File.generated(config, asset.uri, content=asset.content) for asset in self._assets)
        given = [*_theme_files(files, config), *ours]
        templates = sorted(config.theme.static_templates)
        self.others = (*(file.dest_uri for file in given), *templates)
        return Files(given)

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
        press = Press(site, self._navigation, config, render, self.frames)
        tree = SiteTree(Path(config.site_dir), self.earlier)
        made = write_pages(press, site.pages, tree, count_processors(), self.shelf)
        for file in site.files:
            tree.write(file.uri, file.content)
        needed = set(map(press.key_of, site.pages)) if self.frames else set()
        kinds = {page.kind for page in site.pages}
        kept = {key: frame for key, frame in self.frames.items() if key in needed}
        self.frames = {**kept, **made}
        _log.info("%d trang, %d loại, %d khung.", len(site.pages), len(kinds), len(self.frames))
        return env

    def _given(self) -> Site:
        if self.site is None:
            raise PluginError("Chưa có nội dung để dựng trang.")
        return self.site


def write_site(  # noqa: PLR0913, PLR0917  what is written, where, and what is kept of it
    project: Project,
    site: Site,
    out: Path,
    earlier: Path | None = None,
    frames: Mapping[FrameKey, Frame] | None = None,
    shelf: Shelf | None = None,
) -> FrameSet | None:
    """Write a composed site into the folder `out` through MkDocs; `earlier` as of `SiteTree`.

    `frames`: those of an earlier time that need not be made; `shelf` as of `write_pages`. Returns
    what Material gave; None where more decides it than mkdocs.yml and what is below
    `project.templates`. Raises PublishingError for addresses that cannot be written, OSError where
    the disk fails.
    """
    check_site(site)
    config = load_config(str(project.mkdocs_yml), site_dir=str(out))
    plugin: DiabanPlugin = config.plugins["diaban"]  # type: ignore[assignment]  # ours
    plugin.site, plugin.earlier, plugin.frames = site, earlier, frames or {}
    plugin.shelf = shelf
    _quietly_build(config)
    others = {uri: (out / uri).read_bytes() for uri in plugin.others}
    for uri, content in others.items():
        if with_release(content, site) != content:
            (out / uri).write_bytes(with_release(content, site))
    return FrameSet(plugin.frames, others) if _is_plain(config, project) else None


def _is_plain(config: MkDocsConfig, project: Project) -> bool:
    """Say whether nothing but our templates and mkdocs.yml itself decides what Material gives."""
    overrides = Path(config.theme.dirs[0]).resolve()
    said = project.mkdocs_yml.read_text(encoding="utf-8")
    return (
        list(config.plugins) == ["diaban"]
        and not (config.hooks or config.extra_templates)
        and overrides.is_relative_to(project.templates.resolve())
        and not any(word in said for word in _FROM_ELSEWHERE)
    )


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
