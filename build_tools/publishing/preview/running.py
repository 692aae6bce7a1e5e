"""Runs a preview: the desk, the server and the watcher together."""

from collections.abc import Callable
from pathlib import Path

from build_tools.project import BuildOptions, Project
from build_tools.publishing.keeping import kept_readings
from build_tools.publishing.preview.server import HOST, PreviewServer
from build_tools.publishing.preview.serving import Desk
from build_tools.publishing.preview.standing import Standing, Workshop
from build_tools.publishing.preview.watching import Watcher
from build_tools.reporters.text import render_findings, summary


def serve_preview(
    project: Project, options: Callable[[], BuildOptions], say: Callable[[str], None], *, port: int
) -> None:
    """Serve until interrupted; `options` is asked anew after every save, `say` prints a line.

    Raises OSError where the port is taken.
    """
    desk = Desk(Workshop(project, options))
    server = PreviewServer(desk, port)
    watcher = Watcher(
        (project.content, project.templates, project.mkdocs_yml),
        lambda changed: _take_in(project, desk, changed, say),
    )
    with kept_readings(project) as readings:
        desk.look_again(readings=readings)
    _report(desk.standing, say)
    say(f"Xem tại http://{HOST}:{server.server_port}/ ; nhấn Ctrl+C để dừng.")
    watcher.start()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.is_open = False
        watcher.stop()
        server.server_close()


def _take_in(
    project: Project, desk: Desk, changed: frozenset[str], say: Callable[[str], None]
) -> None:
    if desk.look_again(_of_content(project, changed)):
        _report(desk.standing, say)


def _of_content(project: Project, changed: frozenset[str]) -> tuple[str, ...]:
    """Return the changed files of the content by path from the root, the newest first."""
    newest = sorted(changed, key=lambda path: (-_saved_at(path), path))
    return tuple(
        Path(path).relative_to(project.root).as_posix()
        for path in newest
        if Path(path).is_relative_to(project.content)
    )


def _saved_at(path: str) -> float:
    try:
        return Path(path).stat().st_mtime
    except OSError:  # it is gone
        return 0.0


def _report(standing: Standing, say: Callable[[str], None]) -> None:
    if standing.trouble is not None:
        say(standing.trouble)
        return
    for block in render_findings(standing.findings):
        say(block)
    say(summary(standing.findings))
