"""What git says of a checkout: its commit, and when each report came into it."""

import datetime as dt
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

_SECONDS = 10
_DAY = "="  # begins the line of a commit; no path of a content begins so
_BUILT = ("content", "site_templates", "build_tools")  # what a build is made of


def read_commit(root: Path) -> str | None:
    """Return the commit of a clean checkout; None without git or with changes not committed."""
    head = _git(root, "rev-parse", "HEAD")
    changed = _git(root, "status", "--porcelain", "--", *_BUILT)
    return head if head and changed == "" else None


def read_state(root: Path) -> str:
    """Return a text that is the same as long as git would say the same of commit and history."""
    shown = _git(root, "status", "--porcelain=v2", "--branch", "--", *_BUILT)
    lines = (shown or "").splitlines()
    changes = [line for line in lines if not line.startswith("# ") or "branch.oid" in line]
    return "\n".join([str(_git(root, "rev-parse", "--is-shallow-repository")), *changes])


def read_first_commits(root: Path) -> Mapping[str, dt.date] | None:
    """Return path of every report.md → its author's day of the commit that added it.

    The earliest where a file was added again; one that was moved here is left out. None without git
    or where the history is cut short, since a cut makes old files look new.
    """
    if _git(root, "rev-parse", "--is-shallow-repository") != "false":
        return None
    log = _git(
        root,
        *("-c", "core.quotePath=false", "log", "--relative", "--diff-filter=A", "-M"),
        *("--name-only", f"--format={_DAY}%as", "--", "content/reports"),
    )
    return None if log is None else dict(_first_days(log))


def _first_days(log: str) -> Iterator[tuple[str, dt.date]]:
    """Yield the files of a log, newest first, so that the earliest day of each comes last."""
    day = dt.date.min
    for line in log.splitlines():
        if line.startswith(_DAY):
            day = dt.date.fromisoformat(line.removeprefix(_DAY))
        elif line.endswith("/report.md"):
            yield line, day


def read_prefix(root: Path) -> str:
    """Return the way from the repository's root to the project, "" or ending in "/"."""
    return _git(root, "rev-parse", "--show-prefix") or ""


def _git(root: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(  # noqa: S603  a fixed program with our own arguments
            command, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
