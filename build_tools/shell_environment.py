"""What only a shell may ask: the clock, the environment, git. The core takes the answers."""

import datetime as dt
import os
import platform
import shutil
from collections.abc import Mapping
from typing import TextIO
from zoneinfo import ZoneInfo

from build_tools.diagnostics.language import Language
from build_tools.errors import UsageError
from build_tools.forked import count_processors
from build_tools.git_history import read_commit, read_first_commits
from build_tools.project import BuildOptions, Project
from build_tools.reporters.plain_letters import has_all
from build_tools.reporters.style import ASCII, PLAIN, UNICODE, Style
from build_tools.validation.known_findings import Clock
from schemas.audience import INTRANET

_PROGRAMS = (
    *("diaban", "jinja2", "mkdocs", "mkdocs-material", "pandas", "pydantic"),
    *("typst", "python-docx", "lxml", "xlsxwriter"),
)
_TEMPLATES = ("assets", "documents", "overrides", "pages")
EPOCH = "SOURCE_DATE_EPOCH"
_ZONE = "Asia/Ho_Chi_Minh"
_NARROWEST, _BROADEST = 60, 160  # columns of text


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
    UsageError where the folder holds content but not what it is built with.
    """
    from build_tools.installed import read_components  # noqa: PLC0415  only a build needs it

    _require_means(project)
    return BuildOptions(
        today=today or resolve_today(project),
        commit=read_commit(project.root),
        first_commits=read_first_commits(project.root),
        period=period,
        drafts=drafts,
        versions=read_versions(),
        components=read_components(project.templates),
        documents=documents,
        workers=count_processors(),
        manifest=manifest,
        audience=audience,
    )


def _require_means(project: Project) -> None:
    parts = (project.templates / name for name in _TEMPLATES)
    missing = [path for path in (project.mkdocs_yml, *parts) if not path.exists()]
    if missing:
        raise UsageError(
            f"Thiếu {missing[0].relative_to(project.root).as_posix()} trong {project.root}, không "
            "dựng trang được. Lấy lại bản đầy đủ của kho rồi chạy lệnh trong thư mục ấy."
        )


def read_versions() -> Mapping[str, str]:
    """Return program → version of what decides the bytes of a site."""
    from importlib.metadata import version  # noqa: PLC0415  only a build asks for it

    return {"python": platform.python_version(), **{name: version(name) for name in _PROGRAMS}}


def resolve_today(project: Project) -> dt.date:
    """Return the day to build for."""
    return today_by(read_clock(project))


def today_by(clock: Clock) -> dt.date:
    """Return the day to build for.

    SOURCE_DATE_EPOCH (reproducible-builds.org), else the settings' day, else the clock's day.
    """
    zone = ZoneInfo(clock.time_zone)
    epoch = os.environ.get(EPOCH)
    if epoch:
        return dt.datetime.fromtimestamp(int(epoch), tz=zone).date()
    return clock.as_of or dt.datetime.now(tz=zone).date()


def zone_of_clock(project: Project) -> str | None:
    """Return the time zone in which the clock says the day; None where something else says it."""
    clock = read_clock(project)
    return None if os.environ.get(EPOCH) or clock.as_of else clock.time_zone


def read_clock(project: Project) -> Clock:
    """Return what the settings say of today; where they cannot be read, what most would."""
    from build_tools.diagnostics import Diagnostics  # noqa: PLC0415  not where it is known
    from build_tools.validation.settings_file import load_settings  # noqa: PLC0415

    # Findings are dropped: the build reads the file again and reports them all.
    located = load_settings(project, Diagnostics())
    if located is None:
        return Clock(_ZONE, None)
    return Clock(located.record.time_zone, located.record.as_of)


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
