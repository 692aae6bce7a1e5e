"""The press against Material itself, on the real sample: a page of every kind, byte for byte."""

from collections import Counter

import pytest
from mkdocs.commands.build import get_context
from mkdocs.config import load_config

from build_tools.frame_config import configure_frame
from build_tools.press import Press, PressedPage, build_navigation, material_renderer
from build_tools.project import Project
from build_tools.search import ENTRY
from build_tools.shell_environment import options_from_environment
from build_tools.site import compose
from build_tools.site_check import check_site
from build_tools.site_model import Site, SitePage

pytestmark = pytest.mark.slow
PAGES_OF_A_KIND = 4


@pytest.fixture(scope="module")
def site(project: Project) -> Site:
    composition = compose(project, options_from_environment(project))
    assert composition.site is not None
    return composition.site


def _some_of_every_kind(site: Site) -> list[SitePage]:
    kept: Counter[str] = Counter()
    chosen = []
    for page in (*site.pages[::-1], *site.pages):
        if kept[page.kind] < PAGES_OF_A_KIND and page not in chosen:
            kept[page.kind] += 1
            chosen.append(page)
    return chosen


def test_a_page_of_every_kind_is_byte_for_byte_what_material_renders(
    project: Project, site: Site
) -> None:
    config = load_config(str(project.mkdocs_yml))
    configure_frame(config, site, ENTRY)
    navigation = build_navigation(site, config)
    env = config.theme.get_env()
    press = Press(site, navigation, config, material_renderer(env, navigation, config))
    own = {item.file.src_uri: item for item in navigation.pages}
    chosen = _some_of_every_kind(site)
    assert {page.kind for page in chosen} == {page.kind for page in site.pages}
    for page in chosen:
        pressed = own.get(f"{page.uri}index.md") or press.pressed(page)
        assert isinstance(pressed, PressedPage)
        pressed.fill(page)
        pressed.active = True
        template = env.get_template("main.html")
        expected = template.render(get_context(navigation, [], config, pressed))
        pressed.active = False
        assert press.print(page).encode() == expected.encode(), page.uri


def test_the_real_site_shares_a_few_frames(project: Project, site: Site) -> None:
    check_site(site)
    config = load_config(str(project.mkdocs_yml))
    configure_frame(config, site, ENTRY)
    navigation = build_navigation(site, config)
    rendered: list[str] = []

    def render(page: object) -> str:
        rendered.append(repr(page))
        return ""

    press = Press(site, navigation, config, render)
    for page in site.pages:
        press.print(page)
    assert len(rendered) == len(press.made)
    assert len(press.made) - len(navigation.pages) < len(site.pages) / 10
