"""What only a shell may ask: the clock, the environment, git. The core takes the answers."""

import datetime as dt
import os
import platform
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

from build_tools.diagnostics import Diagnostics
from build_tools.diagnostics.language import Language
from build_tools.installed import read_components
from build_tools.project import BuildOptions, Project
from build_tools.reporters.plain_letters import has_all
from build_tools.reporters.style import ASCII, PLAIN, UNICODE, Style
from build_tools.validation.loading import load_settings
from schemas.audience import INTRANET
from schemas.settings import Settings

_GIT_SECONDS = 10
_PROGRAMS = (
    *("diaban", "jinja2", "mkdocs", "mkdocs-material", "pandas", "pydantic"),
    *("typst", "python-docx", "lxml", "xlsxwriter"),
)
_NARROWEST, _BROADEST = 60, 160  # columns of text
_DAY = "="  # begins the line of a commit; no path of a content begins so


def options_from_environment(  # noqa: PLR0913  each is a choice of its own, named by the caller
    project: Project,
    *,
    today: dt.date | None = None,
    period: str | None = None,
    drafts: bool = False,
    documents: bool = False,
    manifest: bool = False,
    audience: str = INTRANET,
) -> BuildOptions:
    """Gather what a build must be told. `today` given by hand wins over everything.

    Without an audience the build is for the intranet: what everyone may see, and no more.
    """
    return BuildOptions(
        today=today or resolve_today(project),
        commit=read_commit(project.root),
        first_commits=read_first_commits(project.root),
        period=period,
        drafts=drafts,
        versions=read_versions(),
        components=read_components(project.templates),
        documents=documents,
        workers=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1,
        manifest=manifest,
        audience=audience,
    )


def read_versions() -> Mapping[str, str]:
    """Return program → version of what decides the bytes of a site."""
    return {"python": platform.python_version(), **{name: version(name) for name in _PROGRAMS}}


def resolve_today(project: Project) -> dt.date:
    """Return the day to build for.

    SOURCE_DATE_EPOCH (reproducible-builds.org), else the settings' day, else the clock's day.
    """
    settings = _settings_if_readable(project)
    zone = ZoneInfo(settings.time_zone if settings else "Asia/Ho_Chi_Minh")
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return dt.datetime.fromtimestamp(int(epoch), tz=zone).date()
    if settings and settings.as_of:
        return settings.as_of
    return dt.datetime.now(tz=zone).date()


def _settings_if_readable(project: Project) -> Settings | None:
    # Findings are dropped: the build reads the file again and reports them all.
    located = load_settings(project, Diagnostics())
    return located.record if located else None


def read_commit(root: Path) -> str | None:
    """Return the commit of a clean checkout; None without git or with changes not committed."""
    head = _git(root, "rev-parse", "HEAD")
    changed = _git(root, "status", "--porcelain", "--", "content", "site_templates", "build_tools")
    return head if head and changed == "" else None


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


def is_github() -> bool:
    """Say whether GitHub Actions runs this; Gitea and Forgejo say so too, but show no notes."""
    others = ("GITEA_ACTIONS", "FORGEJO_ACTIONS")
    return os.environ.get("GITHUB_ACTIONS") == "true" and not any(map(os.environ.get, others))


def style_of(stream: TextIO, language: Language, *, fold: bool) -> Style:
    """Return how text is to look on a stream: what its letters, its width and its user allow."""
    has_signs = has_all(stream.encoding, f"{UNICODE.arrow}{UNICODE.related}{UNICODE.bar}")
    is_terminal = stream.isatty()
    columns = shutil.get_terminal_size((PLAIN.width, 0)).columns if is_terminal else PLAIN.width
    return Style(
        language=language,
        signs=UNICODE if has_signs else ASCII,
        colour=is_terminal and _wants_colour(),
        width=min(max(columns, _NARROWEST), _BROADEST),
        fold=fold,
    )


def _wants_colour() -> bool:
    """Say whether the terminal's user wants colours and it shows them (no-color.org)."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    # Consoles of old Windows print the codes; the newer ones and others say who they are.
    return os.name != "nt" or any(map(os.environ.get, ("WT_SESSION", "ANSICON", "TERM")))


def _git(root: Path, *arguments: str) -> str | None:
    command = ["git", "-C", str(root), *arguments]
    try:
        done = subprocess.run(  # noqa: S603  a fixed program with our own arguments
            command, capture_output=True, text=True, timeout=_GIT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip() if done.returncode == 0 else None
