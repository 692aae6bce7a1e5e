"""`period.lock` as text and back: a small part of YAML, in exactly one form.

Only `diaban close` writes it, so what is not to the letter as it would be written is refused; so is
a text whose last line is not the SHA-256 of the lines above it.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping

from build_tools.diagnostics import Diagnostics
from build_tools.reading.text import SourceText
from schemas.period import Period
from schemas.period_lock import LOCK_FORM, LOCK_NAME, LockedFile, PeriodLock
from schemas.place import Place

_TITLE = "# Kỳ đã khóa. Tệp này do lệnh diaban close ghi, không sửa tay.\n"
_LINE = re.compile(r'(?P<indent>(?:  )*)(?P<key>"(?:[^"\\]|\\.)*"|[^\s":]+):(?: (?P<value>.+))?')
_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9@._/-]*")
_DIGEST = re.compile(r"(?m)(?<=: )(?:[0-9a-f]{64}|[0-9a-f]{8})$")
# A line of a field or of a row, whose name is of a form that can say nothing else.
_DIGEST_LINE = re.compile(
    r"(?m)^ +(?:[a-z_]+|[A-Z]{2}\d{2,3}@\d{5}|[A-Z]{2}-\d{4}-\d{3,5}(?:@\d{5})?): [0-9a-f]{8}$"
)
_SEAL = "seal: "

Tree = dict[str, "str | Tree"]


def lock_text(lock: PeriodLock) -> str:
    """Return the lock as it is written."""
    lines = "".join(f"{line}\n" for line in _lines(lock))
    text = f"{_TITLE}{lines}"
    return f"{text}{_SEAL}{hashlib.sha256(text.encode()).hexdigest()}\n"


def _lines(lock: PeriodLock) -> Iterator[str]:
    yield f"form: {LOCK_FORM}"
    yield f"period: {lock.period.id}"
    yield f"closed_on: {lock.closed_on.isoformat()}"
    yield f"closed_by: {_quoted(lock.closed_by)}"
    yield f"post: {_quoted(lock.post)}"
    yield "missing:"
    yield from (f"  {team}: {_quoted(reason)}" for team, reason in sorted(lock.missing.items()))
    yield f"corrections: {lock.corrections}"
    yield f"corrections_sha256: {lock.corrections_sha256}"
    yield "files:"
    for path, file in sorted(lock.files.items()):
        yield f"  {_key(path)}:"
        yield f"    sha256: {file.sha256}"
        if file.content is None:
            continue
        yield f"    content: {file.content}"
        yield "    fields:"
        yield from (f"      {name}: {token}" for name, token in sorted(file.fields.items()))
        yield "    records:"
        yield from (f"      {_key(name)}: {token}" for name, token in file.records.items())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _key(text: str) -> str:
    return text if _BARE.fullmatch(text) else _quoted(text)


def read_lock(source: SourceText, found: Diagnostics) -> PeriodLock | None:
    """Read a lock; None after an error was noted."""
    try:
        lock = _lock(_tree(source.text))
    except (ValueError, KeyError, TypeError, AttributeError):
        lock = None
    expected = "" if lock is None else lock_text(lock)
    if lock is not None and expected == source.text:
        return lock
    if lock is not None and _unsealed(expected) == _unsealed(source.text):
        line = source.text.count("\n")
        found.add("lock.seal", Place(source.path, line))
    else:
        found.add("lock.unreadable", Place(source.path, _first_odd_line(source.text, expected)))
    return None


def without_digests(source: SourceText) -> SourceText:
    """Blank out the digests of a lock: by chance one may look like somebody's number.

    A text that is no lock stays as it is.
    """
    if not source.path.endswith(f"/{LOCK_NAME}"):
        return source
    text = _DIGEST_LINE.sub("", source.text)
    return source._replace(text=_DIGEST.sub(lambda match: "#" * len(match[0]), text))


def _unsealed(text: str) -> str:
    return text.rpartition(f"\n{_SEAL}")[0]


def _first_odd_line(text: str, expected: str) -> int:
    """Return the first line that is not as expected, or else the first that is not of the form."""
    lines = text.split("\n")
    if expected:
        pairs = zip(lines, expected.split("\n"), strict=False)
        return next((at for at, (one, other) in enumerate(pairs, 1) if one != other), 1)
    odd = (at for at, line in enumerate(lines[1:-1], 2) if _LINE.fullmatch(line) is None)
    return next(odd, 1)


def _tree(text: str) -> Tree:
    """Return the nested mappings of the text; ValueError where it is none."""
    root: Tree = {}
    open_maps = [root]
    for line in text.removeprefix(_TITLE).splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            raise ValueError(line)
        depth = len(match["indent"]) // 2
        key = _unquoted(match["key"])
        if depth >= len(open_maps) or key in open_maps[depth]:
            raise ValueError(line)
        del open_maps[depth + 1 :]
        if match["value"] is None:
            inner: Tree = {}
            open_maps[depth][key] = inner
            open_maps.append(inner)
        else:
            open_maps[depth][key] = _unquoted(match["value"])
    return root


def _unquoted(text: str) -> str:
    return str(json.loads(text)) if text.startswith('"') else text


def _lock(tree: Tree) -> PeriodLock:
    """Type the tree; any exception means that it is not a lock."""
    return PeriodLock(
        period=Period.parse(_text(tree["period"])),
        closed_on=dt.date.fromisoformat(_text(tree["closed_on"])),
        closed_by=_text(tree["closed_by"]),
        post=_text(tree["post"]),
        missing=_texts(tree["missing"]),
        corrections=_count(_text(tree["corrections"])),
        corrections_sha256=_text(tree["corrections_sha256"]),
        files={path: _file(_mapping(file)) for path, file in _mapping(tree["files"]).items()},
    )


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ValueError(text)
    return int(text)


def _file(tree: Tree) -> LockedFile:
    if "content" not in tree:
        return LockedFile(_text(tree["sha256"]))
    return LockedFile(
        _text(tree["sha256"]),
        _text(tree["content"]),
        _texts(tree["fields"]),
        _texts(tree["records"]),
    )


def _mapping(value: "str | Tree") -> Tree:
    if isinstance(value, str):
        raise TypeError(value)
    return value


def _text(value: "str | Tree") -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(value: "str | Tree") -> Mapping[str, str]:
    return {key: _text(text) for key, text in _mapping(value).items()}
