"""Publishes a site as a new release: write, verify, see onto the disk, switch, clear away."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from build_tools.build_facts import BuildFacts
from build_tools.errors import PublishingError
from build_tools.project import BuildOptions, Project
from build_tools.publishing import journal
from build_tools.publishing.actor import Actor
from build_tools.publishing.disk import (
    FOLDER_MODE,
    disk_errors,
    make_last,
    make_readable,
    remove_tree,
)
from build_tools.publishing.framed_site import write_in_frames
from build_tools.publishing.kept_bodies import whole
from build_tools.publishing.kept_pages import compose_kept
from build_tools.publishing.manifest import MANIFEST, write_manifest
from build_tools.publishing.products import write_products
from build_tools.publishing.release import Release
from build_tools.publishing.sizes import fill_sizes
from build_tools.publishing.source import source_mark
from build_tools.publishing.turn import Outcome, Turn, alone_in, require_whole
from build_tools.publishing.verify import examine
from build_tools.site import Composition
from build_tools.site_model import Site
from build_tools.site_tree import SiteTree
from build_tools.store import Store


@dataclass(frozen=True, slots=True)
class Publisher:
    """Publishes a project; `keep` is how many releases stay, besides those being served."""

    project: Project
    actor: Actor
    keep: int

    def publish(
        self, options: BuildOptions, folder: Path, watch: Callable[[str], None]
    ) -> tuple[Composition, Outcome | None]:
        """Compose the site and publish it into `folder`; an error in the content changes nothing.

        `watch` is told the name of each stage. Raises PublishingError where another run is at
        work, a disk refuses, or what was written does not verify.
        """
        with alone_in(folder, self.actor) as turn:
            refuse_other_audience(turn.shelf.releases(), options.audience)
            return whole(partial(self._publish, options, turn, watch))

    def _publish(
        self,
        options: BuildOptions,
        turn: Turn,
        watch: Callable[[str], None],
        take: bool,  # noqa: FBT001  as `whole` gives it
    ) -> tuple[Composition, Outcome | None]:
        composition = compose_kept(self.project, options, watch, take=take)
        if composition.site is None or composition.facts is None:
            return composition, None
        watch("Ghi bản mới")
        return composition, self.put_out(composition.site, composition.facts, turn)

    def put_out(self, site: Site, facts: BuildFacts, turn: Turn) -> Outcome:
        """Publish a composed site; the same as a release that is there is not written again."""
        was = turn.shelf.current()
        mark = source_mark(self.project, site, facts)
        with disk_errors("Không ghi được bản mới"):
            release, digest = _found(turn, mark) or self._written(site, facts, turn, mark)
            if release != was:
                commit = facts.commit or ""
                turn.serve(release, journal.Entry(journal.PUBLISHED, release.id, digest, commit))
        gone = turn.shelf.keep(self.keep)
        return Outcome(release=release, digest=digest, was=was, gone=gone, left_by=turn.left_by)

    def _written(self, site: Site, facts: BuildFacts, turn: Turn, mark: str) -> tuple[Release, str]:
        """Make a release; readers do not see it yet."""
        name, tree = turn.shelf.next_id(mark), turn.shelf.building
        try:
            tree.mkdir(FOLDER_MODE)
            asked = facts.audience, facts.period
            fresh = SiteTree(tree)
            write_in_frames(self.project, asked, replace(site, release=name), fresh)
            write_products(site.products, fresh, Store(self.project.products), facts.versions)
            fill_sizes(tree, site.pages)
            digest = write_manifest(tree, replace(facts, release=name))
            require_whole(examine(tree, expected=digest), name)
            make_readable(tree)
            make_last(tree, turn.shelf.next_stamp(int(self.actor.at.timestamp())))
            return turn.shelf.add(name), digest
        finally:
            remove_tree(tree)


def refuse_other_audience(releases: Iterable[Release], audience: str) -> None:
    """Raise PublishingError where one of the releases is for others than `audience`."""
    for release in releases:
        served = served_audience(release.folder)
        if served is not None and served != audience:
            raise PublishingError(
                f"Thư mục này có bản cho đối tượng {served}; không phát hành bản cho {audience} "
                "vào đây. Mỗi đối tượng một thư mục."
            )


def served_audience(tree: Path) -> str | None:
    """Return for whom a release was made; None where its manifest cannot be read."""
    try:
        manifest = json.loads((tree / MANIFEST).read_bytes())
        return str(manifest["audience"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _found(turn: Turn, mark: str) -> tuple[Release, str] | None:
    """Return the newest release of the same source that is whole, with its digest."""
    for release in reversed(turn.shelf.releases()):
        if release.mark == mark:
            verdict = examine(release.folder)
            if not verdict.faults and verdict.digest:
                return release, verdict.digest
    return None
