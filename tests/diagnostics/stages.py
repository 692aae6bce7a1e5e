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
    { close = PERIOD, on = DAY }                  as `diaban close` does it

Paths are below `content/`. A staging may have `given` (names of preparations, in their order),
`right` and `wrong` (steps), `today`, `first_commits` (path → day), and `closes` (the period that
is to be closed on `today`, instead of being checked). What is prepared, and what is right, has no
finding: the one of a wrong example is its own.
"""

import datetime as dt
import shutil
import tomllib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from makers import MAKERS

from build_tools.diagnostics import RULES, Diagnostic, Example
from build_tools.diagnostics.wording import advice, message
from build_tools.editing.close_period import judge_closing, write_lock
from build_tools.project import Project
from build_tools.validation.checking import check_content
from build_tools.validation.closing import Closing
from schemas.catalogue import Place
from schemas.period import Period

HERE = Path(__file__).parent
PROVINCE = HERE.parent / "fixtures/small_province/content"
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
    first_commits: Mapping[str, dt.date] = field(default_factory=dict)
    closes: str | None = None


def _tables() -> Mapping[str, Any]:
    return tomllib.loads((HERE / "stagings.toml").read_text(encoding="utf-8"))


GIVEN: Mapping[str, Sequence[Step]] = _tables()["given"]
STAGINGS = {code: Staging(**entry) for code, entry in _tables()["rule"].items()}


def staging_of(code: str) -> Staging:
    return STAGINGS.get(code, Staging())


@cache
def prepared(scratch: Path, given: tuple[str, ...]) -> Path:
    """Return a root whose content was prepared so; only to copy."""
    root = scratch / ("-".join(given) or "clean").replace(" ", "-")
    earlier = prepared(scratch, given[:-1]) / "content" if given else PROVINCE
    shutil.copytree(earlier, root / "content")
    if given:
        perform(root, GIVEN[given[-1]])
    return root


def act(root: Path, scratch: Path, code: str, *, wrongly: bool) -> None:
    """Set up the right or the wrong example of the rule in `root`, an empty folder."""
    staging, example = staging_of(code), RULES[code].example
    shutil.copytree(prepared(scratch, tuple(staging.given)) / "content", root / "content")
    perform(root, staging.right)
    if wrongly and staging.wrong:
        perform(root, staging.wrong)
    elif wrongly:
        assert example
        assert example.file, "an example in sentences needs steps"
        perform(root, [{"replace": example.file, "old": example.right, "new": example.wrong}])


def shows(root: Path, example: Example) -> bool:
    """Say whether the right text stands in its file, once."""
    if example.file is None:
        return True
    text = (root / "content" / example.file).read_text(encoding="utf-8")
    return text.count(example.right) == 1


def findings(root: Path, code: str) -> tuple[Diagnostic, ...]:
    """Return what is found in the content, as `diaban check` or `diaban close` finds it."""
    staging, project = staging_of(code), Project(root=root)
    if staging.closes is None:
        commits = {f"content/{path}": day for path, day in staging.first_commits.items()}
        return check_content(project, staging.today, commits)
    return judge_closing(project, _closing(staging.closes, staging.today)).obstacles


def told(finding: Diagnostic) -> dict[str, str]:
    """Return the finding as an editor reads it."""
    lines = {"at": _written(finding.place), "message": message(finding), "help": advice(finding)}
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


def _close(root: Path, period: str, *, on: dt.date) -> None:
    project = Project(root=root)
    judgement = judge_closing(project, _closing(period, on))
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
