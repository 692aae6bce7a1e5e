"""Composes a site and writes it through MkDocs beside the old one; switches it in at the end."""

from collections.abc import Callable
from pathlib import Path

from build_tools.project import BuildOptions, Project
from build_tools.publishing.switch import written_beside
from build_tools.site import Composition, compose


def build_site(
    project: Project, options: BuildOptions, out: Path, watch: Callable[[str], None]
) -> Composition:
    """Build into `out`; an error in the content leaves what stood there untouched.

    `watch` is told the name of each stage as it begins. Raises PublishingError when it cannot be
    written.
    """
    composition = compose(project, options, watch)
    if composition.site is None:
        return composition
    watch("Ghi trang")
    with written_beside(out) as fresh:
        from build_tools.mkdocs_plugin import write_site  # noqa: PLC0415  MkDocs only when needed

        write_site(project, composition.site, fresh)
    return composition
