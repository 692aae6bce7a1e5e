"""All texts under `content/`, read once, and which of them turned out to be faulty."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from copy import copy
from functools import lru_cache, partial
from operator import attrgetter
from typing import Self, TypeVar

from build_tools.diagnostics import Diagnostic, Diagnostics, Severity
from build_tools.diagnostics.wording import severity
from build_tools.memo import AnyMemo
from build_tools.project import Project
from build_tools.reading.attachments.reader import ReadAttachment, read_attachments
from build_tools.reading.front_matter import FrontMatter, read_front_matter
from build_tools.reading.markdown import read_prose
from build_tools.reading.period_lock import read_lock
from build_tools.reading.snapshot import Snapshot, is_text
from build_tools.reading.tables import read_table
from build_tools.reading.tree import list_files
from build_tools.validation.ahead import Ahead
from build_tools.validation.drafts import find_drafts, softened, stops_draft
from build_tools.validation.heads import read_head
from build_tools.validation.listing import (
    ReadTexts,
    Texts,
    by_folder,
    by_report,
    each_file,
    state_of,
)
from build_tools.validation.readings import Backed, Readings
from build_tools.validation.records import read_rows
from build_tools.validation.references import DigestedReferences
from build_tools.validation.rules.headings import check_headings
from schemas.attachment import Attachment
from schemas.base import Record
from schemas.catalogue import Located
from schemas.period_lock import PeriodLock
from schemas.place import Place
from schemas.prose import Prose

R = TypeVar("R", bound=Record)
T = TypeVar("T")
CONTENT = "content"
SETTINGS = f"{CONTENT}/settings.yml"
CATALOGUE = f"{CONTENT}/catalogue"
TEAMS = f"{CONTENT}/teams"
REPORTS = f"{CONTENT}/reports"
_DEPTH_OF_REPORT = 4  # content/reports/<period>/<team>
_DEPTH_OF_TEAM = 3  # content/teams/<team>


class Inputs:
    """Reads each file on demand; a file that gave an error makes its folder unsound.

    What hangs together (a report, a team) is judged only where all of it is sound, so that one
    fault does not bring others with it. A faulty draft makes nothing unsound but itself.

    Every file is opened and digested; what follows from its bytes comes from `memo`, or, without
    one, from as many processes as there are `workers`. `readings`: what earlier runs kept of it.
    `snapshot`: the content, if it was looked at before.
    """

    def __init__(  # noqa: PLR0913, PLR0917  each is a choice of its own, handed on by the caller
        self,
        project: Project,
        found: Diagnostics,
        memo: AnyMemo | None = None,
        workers: int = 1,
        readings: Readings | None = None,
        snapshot: Snapshot | None = None,
    ) -> None:
        self.ahead = Ahead(1 if memo else workers, readings)
        self.memo: AnyMemo = Backed(memo, self.ahead) if memo else self.ahead
        listed = Diagnostics()
        self.paths = list_files(project.content, project.root, listed, snapshot)
        self._listed = frozenset(self.paths)
        self._folders, self._files = by_folder(self.paths)
        self.found = found
        self._unsound: set[str] = set()
        self._unfinished: set[str] = set()  # drafts
        self.drafts: frozenset[str] = frozenset()
        self.take(listed)
        self.sources = self._texts(project, snapshot.texts if snapshot else {})
        self.attachments = self._attachments(project)
        self._digests = self._all_digests()
        self._below = by_report(self.paths, str)
        # Only from here on: what cannot be read is past the gate, be it a draft's or not.
        self.drafts = find_drafts(self.sources, self.memo)

    def state(self, folder: str) -> str | None:
        """Return the digest of all files of a sound report; None where something is wrong already.

        It tells their names too, and so which are missing.
        """
        paths = self._below.get(folder, ())
        if not self.is_sound(folder) or not all(path in self._digests for path in paths):
            return None
        return state_of((path, self._digests[path]) for path in paths)

    def apart(self, memo: AnyMemo) -> Self:
        """Return the same files with findings of their own, and products from elsewhere."""
        other = copy(self)
        other.memo, other.found = memo, Diagnostics()
        other._unsound, other._unfinished = set(self._unsound), set(self._unfinished)  # noqa: SLF001  its own
        return other

    def _texts(self, project: Project, known: Mapping[str, tuple[bytes, str]]) -> Texts:
        found = Diagnostics()
        opened = list(each_file(project.root, filter(is_text, self.paths), found, known))
        self.take(found)
        files = by_report(opened, attrgetter("path"))
        keys: dict[str, Hashable] = {
            unit: ("text", unit, state_of((each.path, each.digest) for each in some))
            for unit, some in files.items()
        }

        def read(unit: str, memo: AnyMemo) -> ReadTexts:
            return memo.get(keys[unit], partial(ReadTexts.of, files[unit]))

        self.ahead.prepare_new(
            keys, lambda some, memo: [read(unit, memo) for unit in some], count=len(opened)
        )
        texts = Texts()
        for unit, some in files.items():
            one = read(unit, self.memo)
            self.take(one.noted)
            texts.add(some, one)
        return texts

    def _made(self, key: tuple[object, ...], make: Callable[[Diagnostics], T]) -> T:
        """Return what `make` makes of the things in the key; take what it notes."""

        def fresh() -> tuple[T, tuple[Diagnostic, ...]]:
            noted = Diagnostics()
            made = make(noted)
            return made, tuple(noted)

        made, noted = self.memo.get(key, fresh)
        self.take(noted)
        return made

    def _attachments(self, project: Project) -> tuple[ReadAttachment, ...]:
        found = Diagnostics()
        paths = [path for path in self.paths if not is_text(path)]
        attachments = read_attachments(project.root, paths, found, self.memo)
        self.take(found)
        return attachments

    def attachments_below(self, folder: str) -> Mapping[str, Attachment]:
        """Return path → attachment of those that lie in the folder or deeper, sorted."""
        all_of_them = (one.attachment for one in self.attachments)
        return {one.path: one for one in all_of_them if one.path.startswith(f"{folder}/")}

    def digests(self) -> Mapping[str, str]:
        """Return path → SHA-256 of every file that was read, as it lies on the disk."""
        return self._digests

    def _all_digests(self) -> Mapping[str, str]:
        files = {one.attachment.path: one.attachment.source_sha256 for one in self.attachments}
        return dict(sorted((self.sources.digests | files).items()))

    def take(self, found: Diagnostics | Sequence[Diagnostic]) -> bool:
        """Keep the findings and remember whose faults they are; say whether there was none."""
        if not found:
            return True
        findings = [self.softened(one) for one in found]
        self.found.extend(findings)
        faulty = [one.place.path for one in findings if severity(one) is Severity.ERROR]
        self._unsound.update(unit_of(path) for path in faulty)
        unfinished = [one.place.path for one in findings if stops_draft(one)]
        self._unfinished.update(unit_of(path) for path in unfinished)
        return not faulty and not unfinished

    def softened(self, finding: Diagnostic) -> Diagnostic:
        """Return the finding as it counts: in a draft it stops nothing else."""
        folder = unit_of(finding.place.path)
        return softened(finding) if folder in self.drafts else finding

    def drafts_named(self, finding: Diagnostic) -> set[str]:
        """Return the drafts in which a finding stands, or whose words it is about."""
        places = [finding.place, *([finding.related] if finding.related else [])]
        return {unit_of(place.path) for place in places} & self.drafts

    def is_sound(self, under: str) -> bool:
        """Say whether no error was found in the file or folder, in it or above it."""
        return not any(
            unit == under or unit.startswith(f"{under}/") or under.startswith(f"{unit}/")
            for unit in self._unsound
        ) and not any(under == unit or under.startswith(f"{unit}/") for unit in self._unfinished)

    def touches_unsound(self, finding: Diagnostic) -> bool:
        """Say whether the finding may follow from an error that was told already."""
        places = [finding.place, *([finding.related] if finding.related else [])]
        return any(not self.is_sound(unit_of(place.path)) for place in places)

    def unsound_below(self, folder: str) -> set[str]:
        """Return the names, right below the folder, in which an error was found."""
        inside = (unit for unit in self._unsound if unit.startswith(f"{folder}/"))
        return {unit.removeprefix(f"{folder}/").partition("/")[0] for unit in inside}

    def names_below(self, folder: str) -> set[str]:
        """Return the names of the folders right below that hold files."""
        return {path.rpartition("/")[2] for path in self.folders(folder)}

    def require(self, path: str) -> bool:
        """Say whether the file is there; note that it is missing, unless its place is faulty."""
        if path in self._listed or not self.is_sound(unit_of(path)):
            return path in self.sources
        name = path.removeprefix(f"{CONTENT}/")
        self.take([Diagnostic(code="structure.missing-file", place=Place(path), value=name)])
        return False

    def rows(
        self, path: str, model: type[R], references: DigestedReferences | None = None
    ) -> Sequence[Located[R]]:
        """Return the sound rows of a table; none where there is no such file."""
        source = self.sources.get(path)
        if source is None:
            return ()

        def make(found: Diagnostics) -> Sequence[Located[R]]:
            table = read_table(source, found)
            return read_rows(table, model, references, found) if table else ()

        return self._made(("rows", path, source.sha256, model, _digest(references)), make)

    def front_matter(self, path: str) -> FrontMatter | None:
        """Return the declarations and the text of a Markdown file."""
        source = self.sources.get(path)
        if source is None:
            return None
        return self._made(
            ("front matter", path, source.sha256), lambda found: read_front_matter(source, found)
        )

    def head(
        self,
        front_matter: FrontMatter,
        model: type[R],
        references: DigestedReferences | None = None,
    ) -> Located[R] | None:
        """Return the declarations as a record; None after an error."""
        source = self.sources[front_matter.path]
        return self._made(
            ("head", source.path, source.sha256, model, _digest(references)),
            lambda found: read_head(front_matter, model, references, found),
        )

    def prose(self, front_matter: FrontMatter) -> Prose:
        """Return the text below the declarations."""
        source = self.sources[front_matter.path]
        return self._made(
            ("prose", source.path, source.sha256),
            lambda found: read_prose(source.path, front_matter.body, front_matter.body_line, found),
        )

    def headings(self, prose: Prose) -> None:
        """Note what is wrong with the headings of a report."""
        source = self.sources[prose.path]
        self._made(
            ("headings", source.path, source.sha256),
            lambda found: found.extend(check_headings(prose)),
        )

    def lock(self, path: str) -> PeriodLock | None:
        """Return the lock of a closed period; None without one or after an error."""
        source = self.sources.get(path)
        if source is None:
            return None
        return self._made(("lock", path, source.sha256), lambda found: read_lock(source, found))

    def folders(self, under: str) -> tuple[str, ...]:
        """Return the paths of the folders right below, sorted."""
        return tuple(self._folders.get(under, ()))

    def files(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files right in the folder, sorted."""
        return tuple(self._files.get(folder, ()))


def _digest(references: DigestedReferences | None) -> str | None:
    return None if references is None else references.digest


@lru_cache(maxsize=1 << 16)  # the paths of a large content
def unit_of(path: str) -> str:
    """Return what hangs together with the file: its report, its team, or itself alone."""
    parts = path.split("/")
    if path.startswith(f"{REPORTS}/"):
        return "/".join(parts[:_DEPTH_OF_REPORT])
    if path.startswith(f"{TEAMS}/"):
        return "/".join(parts[:_DEPTH_OF_TEAM])
    return path
