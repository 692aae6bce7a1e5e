"""Says without building that a build would give what stands there already.

A build notes in what state it found all that decides a byte (content, templates, this program, the
names of what is installed, git, the day) and in what state it left the site. The state of a file is
its size, its number on the disk and its times, of which nobody can set that of the last change.
The state of a folder tells whether a name in it came or went: those of the site's folders are noted
too, so that asking for the state of each path is enough and no folder is opened.
Where the inputs' state differs, as after a new checkout, their bytes are compared. What is not
proved is built.
"""

import datetime as dt
import hashlib
import json
import marshal
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from zoneinfo import ZoneInfo

import build_tools
import schemas
from build_tools.git_history import read_state
from build_tools.program import installed_packages
from build_tools.project import Project
from build_tools.store import Store

_COMPILED = "__pycache__"
_FORM = "3"  # of what is noted
_Look = Callable[[os.DirEntry[str]], str]
_State = tuple[int, int, int, int]
_RUN = 4_096  # paths whose states have one digest
_WORTH_A_PROCESS = 2  # so many runs take longer to be asked for than a process
_WITHOUT_REFERENCES = 2  # of marshal's forms: the same bytes for equal values


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A finished build: the day that it was for, and how many findings it told.

    `zone`: the time zone in which the clock gave the day; None where something else did.
    """

    day: str
    zone: str | None
    warnings: int
    notes: int


class Watch:
    """Watches over what a build into `out` is made of.

    `asked` is all that it was asked, the variables of the environment included that it heeds.
    """

    def __init__(self, project: Project, out: Path, asked: Mapping[str, str | None]) -> None:
        self._project = project
        self._out = out.absolute()
        self._store = Store(project.standings)
        self._key = _digest([_FORM, os.fspath(self._out), repr(sorted(asked.items()))])
        self._before: str | None = None

    def standing(self, now: dt.datetime) -> Standing | None:
        """Return what stands there where a build would change no byte; `now` knows its zone."""
        try:
            kept = self._kept()
        except OSError:  # also where there is nothing yet
            return None
        if kept is None or (kept.zone and _day(now, kept.zone) != kept.day):
            return None
        return kept

    def begin(self) -> None:
        """Look at the inputs before a build reads them, unless `standing` just did."""
        if self._before is not None:
            return
        with suppress(OSError):  # the build itself says what it cannot read
            self._before = self._inputs(_state)

    def keep(self, standing: Standing) -> None:
        """Note that the build is done, while nobody else may write `out`.

        Nothing is noted where an input was changed or only touched since `begin`.
        """
        with suppress(OSError):
            # Read before the state: where that is as it was, these are what the build read.
            contents = self._inputs(_contents)
            state = self._inputs(_state)
            if state == self._before:
                paths, states = zip(*_all_below(os.fspath(self._out)), strict=True)
                runs = [_told(states[at : at + _RUN]) for at in range(0, len(states), _RUN)]
                self._note(state, contents, paths, _digest(runs), standing)

    def _kept(self) -> Standing | None:
        content = self._store.get(self._key)
        if content is None:
            return None
        kept = json.loads(content)
        paths, tree = kept["paths"], kept["tree"]
        state, states = self._looked_at(paths)
        self._before = state
        if states != tree:
            return None
        standing = Standing(**kept["standing"])
        if kept["state"] != state:
            contents = self._inputs(_contents)
            if kept["contents"] != contents:
                return None
            self._note(state, contents, paths, tree, standing)
        return standing

    def _looked_at(self, paths: Sequence[str]) -> tuple[str, str]:
        """Return the states of the inputs and of all paths of the site; raises OSError.

        The states of the site are told in runs, so that no number of processes changes them. The
        first process looks at the inputs, too, which takes as long as a third of a site.
        """
        starts = range(0, len(paths), _RUN)

        def runs(part: range) -> list[str]:
            return [_told(map(_state_of, map(os.stat, paths[at : at + _RUN]))) for at in part]

        if len(starts) < _WORTH_A_PROCESS:
            return self._inputs(_state), _digest(runs(starts))
        from build_tools.forked import count_processors, shared_out  # noqa: PLC0415  takes 7 ms

        shares = min(count_processors(), len(starts))
        parts = 2 * shares - 1  # one for the first process, two for each other
        ends = [len(starts) * max(0, 2 * share - 1) // parts for share in range(shares + 1)]

        def look(share: int) -> tuple[str, list[str]]:
            inputs = "" if share else self._inputs(_state)
            return inputs, runs(starts[ends[share] : ends[share + 1]])

        done = shared_out(look, shares)
        return done[0][0], _digest(run for _, some in done for run in some)

    def _note(
        self, state: str, contents: str, paths: Sequence[str], tree: str, standing: Standing
    ) -> None:
        of = {name: getattr(standing, name) for name in Standing.__slots__}
        kept = {"state": state, "contents": contents, "paths": paths, "tree": tree, "standing": of}
        self._store.put(self._key, json.dumps(kept).encode())

    def _inputs(self, look: _Look) -> str:
        project = self._project
        folders = (
            *(project.content, project.templates),
            *(Path(package.__path__[0]) for package in (build_tools, schemas)),
        )
        own = (each for each in os.scandir(project.root) if each.name == project.mkdocs_yml.name)
        return _digest(
            (
                *(sys.version, *installed_packages(), read_state(project.root)),
                *map(look, own),
                *(each for folder in folders for each in ("", *_looks(folder, look))),
            )
        )


def _day(now: dt.datetime, zone: str) -> str:
    return now.astimezone(ZoneInfo(zone)).date().isoformat()


def _looks(folder: Path | str, look: _Look) -> Iterator[str]:
    """Yield name and look of all that is in the folder, in a fixed order. Raises OSError."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if not entry.is_dir():
            yield f"{entry.name}\0{look(entry)}"
        elif entry.name != _COMPILED:
            yield f"{entry.name}/"
            yield from _looks(entry.path, look)
            yield "/"


def _told(states: Iterable[_State]) -> str:
    return hashlib.sha256(marshal.dumps([*states], _WITHOUT_REFERENCES)).hexdigest()


def _all_below(folder: str) -> Iterator[tuple[str, _State]]:
    """Yield path and state of a folder and of all that is in it. Raises OSError.

    The state is asked for before the folder is listed: what comes later than that will be seen.
    """
    yield folder, _state_of(os.stat(folder))  # noqa: PTH116  a Path of each costs more
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            yield from _all_below(entry.path)
        else:
            yield entry.path, _state_of(entry.stat())


def _state(entry: os.DirEntry[str]) -> str:
    return repr(_state_of(entry.stat()))


_state_of: Callable[[os.stat_result], _State] = attrgetter(
    "st_size", "st_ino", "st_mtime_ns", "st_ctime_ns"
)


def _contents(entry: os.DirEntry[str]) -> str:
    with open(entry.path, "rb") as stream:  # noqa: PTH123  as above
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(texts).encode(errors="surrogateescape")).hexdigest()
