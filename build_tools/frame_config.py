"""What the site says of itself to Material's frame: set in MkDocs' configuration."""

from pathlib import Path

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig

from build_tools.assets import STYLES, Asset, named_by_content
from build_tools.frame_styles import frame_styles
from build_tools.frames import RELEASE
from build_tools.project import Project
from build_tools.site_model import Site

ILLUSTRATIVE = "Dữ liệu minh họa."  # overrides/main.html says it in more words


def project_of(config: MkDocsConfig) -> Project:
    """Return the project that a configuration of MkDocs lies in."""
    return Project(root=Path(config.config_file_path).parent)


def configure_frame(config: MkDocsConfig, site: Site, search_entry: str) -> tuple[Asset, ...]:
    """Set what every page's frame shows and loads; return the assets among it.

    Of the search index only the address of the first part is told.
    """
    scripts = [str(script) for script in config.extra_javascript]
    assets = named_by_content(
        project_of(config).templates,
        config.extra_css,
        scripts,
        frame_styles=frame_styles(_material(config)),
        running_head=_running_head(site),
    )
    config.site_name = escape(site.name)  # Material's templates do not escape it
    config.extra["illustrative"] = site.illustrative
    config.extra["readers_banner"] = escape(site.readers_banner or "")
    config.extra["readers_note"] = escape(site.readers_note or "")
    config.extra["release"] = RELEASE if site.release else None  # filled in last
    config.extra["search"] = search_entry
    config.extra["assets"] = {uri: asset.uri for uri, asset in assets.items()}
    config.extra_css = [assets[STYLES].uri]
    config.theme["favicon"] = assets[config.theme["favicon"]].uri
    config.theme["logo"] = assets[config.theme["logo"]].uri
    config.nav = None
    config.theme.static_templates.discard("sitemap.xml")
    return tuple(assets.values())


def _running_head(site: Site) -> str:
    """Return what every printed sheet says, so that none is taken for more than it is."""
    banners = (site.readers_banner, ILLUSTRATIVE if site.illustrative else None)
    return " ".join(filter(None, banners))


def _material(config: MkDocsConfig) -> Path:
    """Return the folder of Material's own templates: behind ours, before MkDocs'."""
    return Path(config.theme.dirs[1])
