"""Material as the press opens it, apart from what prints pages in kept frames."""

from collections.abc import Callable
from pathlib import Path

from mkdocs.config import load_config

from build_tools.frame_config import configure_frame
from build_tools.frames import FrameKey
from build_tools.press import Press, build_navigation, material_renderer
from build_tools.project import Project
from build_tools.site_model import Site


def opened(site: Site, root: Path) -> Callable[[FrameKey], str]:
    """Return what makes the frames of a site."""
    # Without our plugin, which loads all of a build.
    config = load_config(str(Project(root=root).mkdocs_yml), plugins=[])
    configure_frame(config, site, "assets/search/entry.js")
    navigation = build_navigation(site, config)
    render = material_renderer(config.theme.get_env(), navigation, config)
    return Press(site, navigation, config, render).frame
