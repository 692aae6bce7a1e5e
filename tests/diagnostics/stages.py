"""Every rule's example acted out: a small clean province, what comes before, then right or wrong.

A plain example needs nothing: its `right` stands in its `file`, and `wrong` is put in its place.
`stagings.toml` says what else is done for the others, in steps of one line each:

    { replace = PATH, old = TEXT, new = TEXT }    TEXT stands once in the file
    { append = PATH, text = TEXT }                at the end of the file, or a new file
    { remove = PATH }                             a file or a folder
    { move = PATH, to = PATH }
    { copy = PATH, to = PATH }                    a file or a folder
    { save = PATH, as = ENCODING }                the same text in other bytes: ENCODERS
    { make = PATH, by = NAME }                    what no text can say: makers.py
    { close = PERIOD, on = DAY }                  as `diaban close` does it; `missing = TEAM`

Paths are below `content/`. A staging may have `given` (names of preparations, in their order),
`right` and `wrong` (steps), `today`, `wrong_on` (the day, where that is what is wrong),
`first_commits` (path → day), `closes` (the period that is to
be closed on `today`, instead of being checked), and `disk` (how the disk behaves when it goes
wrong, where no real one can be made to: DISKS in makers.py). What is prepared, and what is right,
has no finding: the one of a wrong example is its own.
"""

import atexit
import datetime as dt
import shutil
import tempfile
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

import pytest
from english_words import texts_below
from makers import DISKS, MAKERS, PROVINCE

from build_tools.diagnostics import RULES, Diagnostic, Diagnostics
from build_tools.diagnostics.wording import advice, message, shown_path
from build_tools.editing.close_period import judge_closing, write_lock
from build_tools.memo import Memo
from build_tools.project import Project
from build_tools.reading.attachments import reader
from build_tools.validation.closing import Closing
from build_tools.validation.loading import load_catalogue
from schemas.period import Period
from schemas.place import Place

HERE = Path(__file__).parent
TODAY = dt.date(2031, 1, 20)
Step = Mapping[str, Any]
_TONES = "\u0300\u0309\u0303\u0301\u0323"


@dataclass(frozen=True, kw_only=True)
class Staging:
    """How one example is acted out."""

    given: Sequence[str] = ()
    right: Sequence[Step] = ()
    wrong: Sequence[Step] = ()
    today: dt.date = TODAY
    wrong_on: dt.date | None = None
    first_commits: Mapping[str, dt.date] = field(default_factory=dict)
    closes: str | None = None
    disk: str | None = None


def _tables() -> Mapping[str, Any]:
    return tomllib.loads((HERE / "stagings.toml").read_text(encoding="utf-8"))


GIVEN: Mapping[str, Sequence[Step]] = _tables()["given"]
STAGINGS = {code: Staging(**entry) for code, entry in _tables()["rule"].items()}


def staging_of(code: str) -> Staging:
    return STAGINGS.get(code, Staging())


class Stage:
    """Provinces prepared once each, in folders below `scratch`, which is empty."""

    def __init__(self, scratch: Path) -> None:
        self._scratch = scratch
        self._prepared: dict[str, Path] = {}
        self._found: dict[str, tuple[Diagnostic, ...]] = {}
        self._memo = Memo()  # most files are the same in all of them
        self.seen = ""  # what the files of the last wrong example say, and their names

    def right(self, code: str) -> tuple[Diagnostic, ...]:
        """Return what is found where the example is kept; its file shows the right text, once."""
        staging, example = staging_of(code), RULES[code].example
        root = self._right(staging)
        if example.file:
            text = (root / "content" / example.file).read_text(encoding="utf-8")
            assert text.count(example.right) == 1, f"{example.right!r} stands not once"
        key = f"{root} {staging.today} {staging.closes}"
        if key not in self._found:
            self._found[key] = self._find(root, staging)
        return self._found[key]

    def wrong(self, code: str) -> tuple[Diagnostic, ...]:
        """Return what is found where the rule is broken as the example shows."""
        root, staging = self.broken(code), staging_of(code)
        with pytest.MonkeyPatch.context() as patch:
            if staging.disk:
                DISKS[staging.disk](patch)
            commits = {f"content/{path}": day for path, day in staging.first_commits.items()}
            acted = replace(staging, today=staging.wrong_on or staging.today)
            found = self._find(root, acted, commits)
        self.seen = texts_below(root / "content")
        shutil.rmtree(root)
        return found

    def broken(self, code: str) -> Path:
        """Return a fresh root whose content breaks the rule as the example shows."""
        staging, example = staging_of(code), RULES[code].example
        root = self._fresh()
        shutil.copytree(self._right(staging) / "content", root / "content")
        if staging.wrong or staging.disk or staging.first_commits or staging.wrong_on:
            perform(root, staging.wrong)
        else:
            assert example.file, "an example in sentences needs steps"
            perform(root, [{"replace": example.file, "old": example.right, "new": example.wrong}])
        return root

    def _right(self, staging: Staging) -> Path:
        """Return a root where all is prepared and the right steps are done; only to copy."""
        stages = [GIVEN[name] for name in staging.given]
        return self._after([*stages, staging.right] if staging.right else stages)

    def _after(self, stages: Sequence[Sequence[Step]]) -> Path:
        key = repr(stages)
        if key not in self._prepared:
            root = self._fresh()
            earlier = self._after(stages[:-1]) / "content" if stages else PROVINCE
            shutil.copytree(earlier, root / "content")
            perform(root, stages[-1] if stages else ())
            self._prepared[key] = root
        return self._prepared[key]

    def _fresh(self) -> Path:
        return Path(tempfile.mkdtemp(dir=self._scratch))

    def _find(
        self, root: Path, staging: Staging, commits: Mapping[str, dt.date] | None = None
    ) -> tuple[Diagnostic, ...]:
        """Return what is found in the content, as `diaban check` or `diaban close` finds it."""
        project, found = Project(root=root), Diagnostics()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reader, "ReaderChild", _KeptChild)
            if staging.closes is not None:
                return judge_closing(project, _closing(staging.closes, staging.today)).obstacles
            load_catalogue(
                project, today=staging.today, found=found, first_commits=commits, memo=self._memo
            )
        return tuple(found)


class _KeptChild:
    """The real child process that reads attachments, kept: its start takes most of the time."""

    _child: Any = None
    _kind = vars(reader)["ReaderChild"]

    def __enter__(self) -> Self:
        if _KeptChild._child is None:
            _KeptChild._child = self._kind()
            atexit.register(_KeptChild._child.__exit__, None, None, None)
        return self

    def __exit__(self, *error: object) -> None:
        """Leave the child running."""

    def ask(self, kind: str, data: bytes) -> dict[str, str]:
        """Ask the kept one."""
        answer: dict[str, str] = _KeptChild._child.ask(kind, data)
        return answer


def told(finding: Diagnostic) -> dict[str, str]:
    """Return the finding as an editor reads it."""
    place = finding.place._replace(path=shown_path(finding))
    lines = {"at": _written(place), "message": message(finding), "help": advice(finding)}
    return lines | ({"related": _written(finding.related)} if finding.related else {})


def _written(place: Place) -> str:
    return f"{place.path.removeprefix('content/')}:{place.line}:{place.column}"


def perform(root: Path, steps: Sequence[Step]) -> None:
    for step in steps:
        verb, path = next(iter(step.items()))
        others = {name: value for name, value in step.items() if name != verb}
        _VERBS[verb](root, path, **others)


def _replace(root: Path, path: str, *, old: str, new: str) -> None:
    file = root / "content" / path
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    file.write_text(text.replace(old, new), encoding="utf-8", newline="")


def _append(root: Path, path: str, *, text: str) -> None:
    file = root / "content" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8", newline="") as stream:
        stream.write(text)


def _remove(root: Path, path: str) -> None:
    target = root / "content" / path
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink()


def _move(root: Path, path: str, *, to: str) -> None:
    target = root / "content" / to
    target.parent.mkdir(parents=True, exist_ok=True)
    (root / "content" / path).rename(target)


def _copy(root: Path, path: str, *, to: str) -> None:
    source, target = root / "content" / path, root / "content" / to
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def _save(root: Path, path: str, **options: str) -> None:
    file = root / "content" / path
    file.write_bytes(ENCODERS[options["as"]](file.read_text(encoding="utf-8")))


def _make(root: Path, path: str, *, by: str) -> None:
    target = root / "content" / path
    target.parent.mkdir(parents=True, exist_ok=True)
    MAKERS[by](target)


def _close(root: Path, period: str, *, on: dt.date, missing: str | None = None) -> None:
    project = Project(root=root)
    excused = {missing: "Tổ đang kiện toàn."} if missing else {}
    judgement = judge_closing(project, replace(_closing(period, on), missing=excused))
    assert judgement.lock, judgement.obstacles
    write_lock(project, judgement.path, judgement.lock)


def _closing(period: str, on: dt.date) -> Closing:
    return Closing(
        period=Period.parse(period), on=on, by="Đỗ Thị Mẫu", post="Chánh Văn phòng", missing={}
    )


def _windows_1258(text: str) -> bytes:
    """A base letter, then its tone as a sign of its own."""
    return b"".join(map(_letter_in_1258, text))


def _letter_in_1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        tone = next(mark for mark in marks if mark in _TONES)
        base = unicodedata.normalize("NFC", marks.replace(tone, ""))
        return base.encode("cp1258") + tone.encode("cp1258")


ENCODERS: Mapping[str, Callable[[str], bytes]] = {
    "UTF-16": lambda text: text.encode("utf-16"),
    "UTF-16 without its mark": lambda text: text.encode("utf-16-le"),
    "Windows-1258": _windows_1258,
    "Windows-1252": lambda text: text.encode("cp1252", errors="replace"),
    "UTF-8 twice": lambda text: text.encode().decode("latin-1").encode(),
    "accents apart": lambda text: unicodedata.normalize("NFD", text).encode(),
    "lines of old Macs": lambda text: text.replace("\n", "\r").encode(),
}
_VERBS: Mapping[str, Callable[..., None]] = {
    "replace": _replace,
    "append": _append,
    "remove": _remove,
    "move": _move,
    "copy": _copy,
    "save": _save,
    "make": _make,
    "close": _close,
}
