"""Composes a site and writes it through MkDocs beside the old one; switches it in at the end."""

from collections.abc import Callable
from pathlib import Path

from build_tools.project import BuildOptions, Project
from build_tools.publishing.actor import present_actor
from build_tools.publishing.manifest import write_manifest
from build_tools.publishing.products import Store, write_products
from build_tools.publishing.sizes import fill_sizes
from build_tools.publishing.switch import alone_in, written_beside
from build_tools.site import Composition, compose


def build_site(
    project: Project, options: BuildOptions, out: Path, watch: Callable[[str], None]
) -> Composition:
    """Build into `out`; an error in the content leaves what stood there untouched.

    `watch` is told the name of each stage as it begins. Raises PublishingError when it cannot be
    written, or when another build into `out` is running.
    """
    with alone_in(out, present_actor("diaban build")):
        composition = compose(project, options, watch)
        if composition.site is None:
            return composition
        watch("Ghi trang")
        with written_beside(out) as fresh:
            from build_tools.mkdocs_plugin import (  # noqa: PLC0415  MkDocs only when needed
                write_site,
            )

            write_site(project, composition.site, fresh)
            if composition.facts is not None:
                watch("Làm tài liệu")
                store = Store(project.products)
                write_products(composition.site.products, fresh, store, composition.facts.versions)
                fill_sizes(fresh, composition.site.pages)
                write_manifest(fresh, composition.facts)
        return composition
