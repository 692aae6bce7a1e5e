"""`diaban build`: check, build the site and put it in the place of the old one."""

import argparse
import datetime as dt
import os
from pathlib import Path

from build_tools.commands.common import CLEAN, add_audience, add_cache, add_today, project_of
from build_tools.commands.telling_options import add_telling, asks_for_findings
from build_tools.publishing.unchanged import Standing, Watch

_HEEDED = ("SOURCE_DATE_EPOCH",)  # of the environment, what decides a byte


def configure(command: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    command.add_argument("--period", metavar="KỲ", help="dựng đến hết kỳ này, ví dụ 2026-06")
    command.add_argument("--out", type=Path, metavar="THƯ_MỤC", help="nơi ghi (mặc định: site)")
    add_audience(command)
    add_today(command)
    add_cache(command)
    add_telling(command)


def run(options: argparse.Namespace) -> int:
    """Build, unless nothing changed; what stood stays where the content has an error."""
    project = project_of(options)
    out = options.out or project.root / "site"
    watch = Watch(project, out, _asked(options))
    standing = watch.standing(dt.datetime.now(tz=dt.UTC))
    if standing is not None and not asks_for_findings(options):
        _tell_unchanged(out, standing)
        return CLEAN
    from build_tools.commands.building import build_anew  # noqa: PLC0415  takes a second to load

    return build_anew(project, options, out, watch)


def _asked(options: argparse.Namespace) -> dict[str, str | None]:
    given = {name: getattr(options, name) for name in ("period", "audience", "today")}
    return {name: value and str(value) for name, value in given.items()} | {
        name: os.environ.get(name) for name in _HEEDED
    }


def _tell_unchanged(out: Path, standing: Standing) -> None:
    told = standing.warnings + standing.notes
    known = f" ({told} điều đã nhắc khi dựng vẫn còn: diaban check)" if told else ""
    print(f"Không có gì đổi từ lần dựng trước, trang giữ nguyên{known}.")
    print(f"Mở {out.absolute() / 'index.html'}")
