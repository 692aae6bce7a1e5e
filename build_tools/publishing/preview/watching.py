"""Notices what was saved under some folders, one burst of saves at a time.

What is there is looked at again and again, which is right on every disk; where the system tells of
changes, that only makes the next look come at once.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

_QUIET = 0.06  # seconds without another change that end a burst
_LONGEST_BURST = 2.0
_PAUSE, _PAUSE_WHEN_TOLD = 0.25, 2.0  # between looks; while the system tells of changes
_SHARE = 10  # a look may take this part of the time, however many files there are

Seen = Mapping[str, tuple[int, int, int]]


def look(roots: Sequence[Path]) -> Seen:
    """Return path → what tells one state of a file from another without reading it.

    Links are followed only where they are a root; what cannot be listed is passed over.
    """
    seen: dict[str, tuple[int, int, int]] = {}
    for root in roots:
        if root.is_dir():
            folders = [str(root)]
            while folders:
                seen.update(_entries(folders.pop(), folders))
        else:
            with suppress(OSError):
                seen[str(root)] = _state(root.stat())
    return seen


def _entries(folder: str, folders: list[str]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                with suppress(OSError):  # gone since it was listed
                    yield entry.path, _state(entry.stat(follow_symlinks=False))


def _state(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_mtime_ns, status.st_size, status.st_ino


def changed_between(old: Seen, new: Seen) -> frozenset[str]:
    """Return the paths that came, went or changed."""
    return frozenset(path for path in old.keys() | new.keys() if old.get(path) != new.get(path))


class _Told(FileSystemEventHandler):
    def __init__(self, woken: Event) -> None:
        self._woken = woken

    def on_any_event(self, event: object) -> None:
        if getattr(event, "event_type", "") not in {"opened", "closed_no_write"}:
            self._woken.set()


class Watcher:
    """Calls `saved` in a thread of its own with the paths of each burst of changes."""

    def __init__(self, roots: Sequence[Path], saved: Callable[[frozenset[str]], None]) -> None:
        self._roots = roots
        self._saved = saved
        self._woken, self._ended = Event(), Event()
        self._seen = look(roots)
        self._thread = Thread(target=self._watch, name="watching", daemon=True)
        self._observer = Observer()

    def start(self) -> None:
        """Begin; changes since the watcher was made count."""
        self._is_told = self._ask_the_system()
        self._thread.start()

    def stop(self) -> None:
        """End, without waiting for a call that is running."""
        self._ended.set()
        self._woken.set()
        if self._is_told:
            self._observer.stop()

    def _ask_the_system(self) -> bool:
        try:
            for root in self._roots:
                told = _Told(self._woken)
                self._observer.schedule(told, str(root.resolve()), recursive=root.is_dir())
            self._observer.start()
        except (OSError, RuntimeError):  # too many watches, a disk that does not tell
            return False
        return True

    def _watch(self) -> None:
        pause = _PAUSE
        while not self._ended.is_set():
            was_told = self._woken.wait(pause)
            begin = time.monotonic()
            now = look(self._roots)
            taken = time.monotonic() - begin
            pause = max(_PAUSE_WHEN_TOLD if self._is_told else _PAUSE, _SHARE * taken)
            if self._ended.is_set() or not (was_told or now != self._seen):
                continue
            now = self._settled(now)
            self._woken.clear()
            changed, self._seen = changed_between(self._seen, now), now
            # Two saves within one tick of the disk's clock look the same: being told is enough.
            self._saved(changed)

    def _settled(self, now: Seen) -> Seen:
        """Look until nothing changes for a moment: a burst of saves is one change."""
        begin = time.monotonic()
        while time.monotonic() - begin < _LONGEST_BURST and not self._ended.wait(_QUIET):
            later = look(self._roots)
            if later == now:
                break
            now = later
        return now
