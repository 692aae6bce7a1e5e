"""`diaban preview`: the site with its drafts on this machine only, built again on any change."""

import tempfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from build_tools.diagnostics import Diagnostic
from build_tools.mkdocs_plugin import write_site
from build_tools.project import BuildOptions, Project
from build_tools.reporters.text import render_findings, summary
from build_tools.site import compose

HOST = "127.0.0.1"
_PAGE = """<!doctype html><html lang="vi"><meta charset="utf-8"><title>Chưa dựng được</title>
<body><h1>Chưa dựng được trang</h1><p>Sửa các lỗi sau rồi lưu lại; trang sẽ tự tải lại.</p>
<pre>{findings}</pre></body></html>
"""


class Preview:
    """Builds each time into a folder of its own, so that a page is never half there."""

    def __init__(
        self, project: Project, options: Callable[[], BuildOptions], say: Callable[[str], None]
    ) -> None:
        self._project = project
        self._options = options
        self._say = say
        self._folder = self._fresh_folder()

    @property
    def folder(self) -> Path:
        """Where the newest whole build lies."""
        return Path(self._folder.name)

    def build(self) -> None:
        """Build; on an error the site that stood stays, or a page lists the errors."""
        composition = compose(self._project, self._options())
        for block in render_findings(composition.findings):
            self._say(block)
        self._say(summary(composition.findings))
        if composition.site is not None:
            fresh = self._fresh_folder()
            write_site(self._project, composition.site, Path(fresh.name))
            self._folder = fresh
        elif not (self.folder / "404.html").exists():
            (self.folder / "index.html").write_text(_error_page(composition.findings), "utf-8")

    @staticmethod
    def _fresh_folder() -> "tempfile.TemporaryDirectory[str]":
        return tempfile.TemporaryDirectory(prefix="diaban-preview-")


def serve_preview(
    project: Project, options: Callable[[], BuildOptions], say: Callable[[str], None], *, port: int
) -> None:
    """Serve until interrupted; `options` is asked anew before every build, `say` prints a line.

    Raises OSError where the port is taken.
    """
    preview = Preview(project, options, say)
    preview.build()

    def rebuild() -> None:
        preview.build()
        server.root = str(preview.folder)

    server = LiveReloadServer(builder=rebuild, host=HOST, port=port, root=str(preview.folder))
    for watched in (project.content, project.templates, project.mkdocs_yml):
        server.watch(str(watched))
    say(f"Xem tại http://{HOST}:{port}/ ; nhấn Ctrl+C để dừng.")
    try:
        server.serve()  # type: ignore[no-untyped-call]  # MkDocs' own
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()


def _error_page(findings: Sequence[Diagnostic]) -> str:
    return _PAGE.format(findings=escape("\n".join(render_findings(findings))))
