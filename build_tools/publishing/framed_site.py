"""Writes a composed site in kept frames; through MkDocs and Material where one is missing."""

from build_tools.forked import count_processors
from build_tools.frames import FrameKey, Printer, with_release
from build_tools.page_writing import write_pages
from build_tools.project import Project
from build_tools.publishing.kept_frames import Asked, KeptFrames
from build_tools.publishing.kept_parts import KeptParts
from build_tools.site_check import check_site, outputs_of
from build_tools.site_model import Site
from build_tools.site_tree import SiteTree


def write_in_frames(project: Project, asked: Asked, site: Site, tree: SiteTree) -> None:
    """Write a composed site into a tree, but for its products; `asked` as of `KeptFrames`.

    Where no frame is missing MkDocs has no part in it. Raises PublishingError for addresses that
    cannot be written, OSError where the disk fails.
    """
    kept = KeptFrames(project, asked, site)
    frames = kept.get()
    shelf = KeptParts(project, asked)
    printer = Printer(site, frames.frames, _not_kept)
    if frames.files and all(printer.key_of(page) in frames.frames for page in site.pages):
        check_site(site)
        tree.sweep({*outputs_of(site), *frames.files})
        write_pages(printer, site.pages, tree, count_processors(), shelf)
        for file in site.files:
            tree.write(file.uri, file.content)
        for uri, content in frames.files.items():
            tree.write(uri, with_release(content, site))
        return
    from build_tools.mkdocs_plugin import write_site  # noqa: PLC0415  MkDocs only when needed

    tree.sweep(())
    made = write_site(project, site, tree.folder, tree.earlier, frames.frames, shelf)
    if made is not None:
        kept.keep(made)


def _not_kept(key: FrameKey) -> str:
    raise KeyError(key)
