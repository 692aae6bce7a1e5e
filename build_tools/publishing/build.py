"""Composes a site and writes it beside the old one; switches it in at the end."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from build_tools.build_facts import BuildFacts
from build_tools.project import BuildOptions, Project
from build_tools.publishing.actor import present_actor
from build_tools.publishing.framed_site import write_in_frames
from build_tools.publishing.keeping import oldest_kept
from build_tools.publishing.kept_bodies import whole
from build_tools.publishing.kept_pages import compose_kept
from build_tools.publishing.left import LeftSite
from build_tools.publishing.manifest import take_stock, write_manifest
from build_tools.publishing.products import ProductStore, make_beside, write_products
from build_tools.publishing.sizes import fill_sizes, with_known_sizes
from build_tools.publishing.switch import alone_in, written_beside
from build_tools.publishing.unchanged import Standing, Watch
from build_tools.site import Composition
from build_tools.site_model import Site
from build_tools.site_tree import NOTHING_LEFT, Left, LeftFile, SiteTree
from build_tools.store import Store


def build_site(  # noqa: PLR0913, PLR0917  what is built, where, and who is told of it
    project: Project,
    options: BuildOptions,
    out: Path,
    tell: Callable[[str], None],
    watch: Watch | None = None,
    zone: str | None = None,
) -> Composition:
    """Build into `out`; an error in the content leaves what stood there untouched.

    `tell` is told the name of each stage as it begins, `watch` when it is done; `zone` is that of
    the clock if it gave the day. Raises PublishingError when it cannot be
    written, or when another build into `out` is running.
    """
    with alone_in(out, present_actor("diaban build")):
        composition = whole(partial(_build, project, options, out, tell))
        if watch is not None and composition.facts is not None:
            watch.keep(_standing(options, composition.facts, zone))
        return composition


def _build(
    project: Project,
    options: BuildOptions,
    out: Path,
    tell: Callable[[str], None],
    take: bool,  # noqa: FBT001  as `whole` gives it
) -> Composition:
    there = LeftSite(project, out)
    left = there.files()
    composition = compose_kept(project, options, tell, left, take=take)
    if composition.site is None:
        return composition
    tell("Ghi trang")
    kept = ProductStore(Store(project.products), options.versions, left)
    standing = {each.uri: kept.standing(each) for each in composition.site.products}
    site = _with_sizes(composition.site, standing)
    missing = [
        each for each in site.products if standing[each.uri] is None and kept.digest(each) is None
    ]
    stock = NOTHING_LEFT
    with written_beside(out, there.spare) as fresh:
        tree = SiteTree(fresh, earlier=out, left=left)

        write = partial(write_in_frames, project, (options.audience, options.period), site, tree)
        make_beside(write, missing, kept, options.workers)
        if composition.facts is not None:
            tell("Làm tài liệu")
            stock = _complete(project, site, composition.facts, tree)
    there.note(stock)
    there.clear_away(oldest_kept())
    return composition


def _with_sizes(site: Site, standing: Mapping[str, LeftFile | None]) -> Site:
    """Say in the pages how large the files are that stand there already or need not be made."""
    sizes = {uri: file.size for uri, file in standing.items() if file is not None}
    sizes |= {file.uri: len(file.content) for file in site.files}
    return replace(site, pages=with_known_sizes(site.pages, sizes))


def _complete(project: Project, site: Site, facts: BuildFacts, tree: SiteTree) -> Left:
    """Write what follows the pages: documents, their sizes, the manifest; return what is there."""
    write_products(site.products, tree, Store(project.products), facts.versions)
    fill_sizes(tree.folder, site.pages)
    stock = take_stock(tree.folder, tree.left)
    write_manifest(tree.folder, facts, stock)
    return stock


def _standing(options: BuildOptions, facts: BuildFacts, zone: str | None) -> Standing:
    return Standing(
        day=options.today.isoformat(), zone=zone, warnings=facts.warnings, notes=facts.notes
    )
