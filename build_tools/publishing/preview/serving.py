"""Answers what a browser asks of a preview, from memory: no address leads to a file on the disk."""

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import PurePosixPath
from threading import Condition, Lock
from urllib.parse import unquote

from build_tools.diagnostics.source_lines import Lines
from build_tools.publishing.preview.frames import NOT_FOUND
from build_tools.publishing.preview.standing import Shown, Standing, Workshop, is_of_search
from build_tools.publishing.preview.telling import LIST, OWN, Teller
from build_tools.rendering.html import Renderer
from build_tools.validation.quotable import Quotable
from build_tools.validation.readings import Readings

INDEX = "index.html"
EVENTS = f"{OWN}events"
_OWN_FILES = ("preview.css", "preview.js")
_ANY = "application/octet-stream"
_KINDS = {  # not asked of the system, whose answers differ
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "application/xml; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    status: HTTPStatus
    kind: str
    body: bytes


class Desk:
    """Serves the standing of a workshop; may be asked by several threads."""

    def __init__(self, workshop: Workshop) -> None:
        self._workshop = workshop
        self._at_work = Lock()  # pages, frames and memo are made by one thread at a time
        self._indexing = Lock()
        self._news = Condition()
        self._teller: tuple[int, Teller] | None = None

    @property
    def standing(self) -> Standing:
        """What is served now."""
        return self._workshop.standing

    def look_again(self, saved: tuple[str, ...] = (), readings: Readings | None = None) -> bool:
        """Take in what was saved and tell every browser that waits; say whether there was news."""
        with self._at_work:
            is_new = self._workshop.look_again(saved, readings)
        if is_new:
            with self._news:
                self._news.notify_all()
        return is_new

    def wait_for_news(self, number: int, seconds: float) -> int:
        """Return the number of the standing as soon as it is another, at the latest after that."""
        with self._news:
            self._news.wait_for(lambda: self.standing.number != number, seconds)
            return self.standing.number

    def answer(self, target: str) -> Answer:
        """Answer a request for this path (with its query, which counts for nothing)."""
        uri = unquote(target.partition("?")[0]).removeprefix("/")
        if uri.startswith(OWN):
            return self._own(uri.removeprefix(OWN))
        if not uri or uri.endswith("/"):
            uri += INDEX
        try:
            return self._of_site(uri)
        except Exception as error:  # noqa: BLE001  the next page, or the next save, may well be right
            trouble = f"Chương trình không dựng nổi trang này ({type(error).__name__}: {error})."
            return _html(HTTPStatus.INTERNAL_SERVER_ERROR, self._tell().failed(trouble))

    def _of_site(self, uri: str) -> Answer:
        if is_of_search(uri):
            return self._search(uri)
        with self._at_work:
            return self._page(uri) if uri.endswith(INDEX) else self._file(uri)

    def _own(self, name: str) -> Answer:
        if f"{OWN}{name}" == LIST:
            with self._at_work:
                return _html(HTTPStatus.OK, self._tell().alone())
        if name in _OWN_FILES:
            path = self._workshop.project.templates / "preview" / name
            return _file(name, path.read_bytes())
        return _nothing()

    def _page(self, uri: str) -> Answer:
        shown, folder = self.standing.shown, uri.removesuffix(INDEX)
        if shown is None:
            return _html(HTTPStatus.OK, self._tell().alone())
        html, page = shown.html(folder), shown.page(folder)
        if html is not None and page is not None:
            return _html(HTTPStatus.OK, self._tell().page(page, html))
        if not self._tell().concerns(folder):
            return self._not_found(shown)
        earlier = self.standing.earlier
        html, page = (earlier.html(folder), earlier.page(folder)) if earlier else (None, None)
        if html is not None and page is not None:
            return _html(HTTPStatus.OK, self._tell().page(page, html, is_old=True))
        # A report whose first form has errors has no page yet.
        return _html(HTTPStatus.OK, self._tell().alone(folder))

    def _file(self, uri: str) -> Answer:
        shown = self.standing.shown
        if shown is None:
            return _nothing()
        content = shown.file(uri)
        return (
            self._not_found(shown) if content is None or uri == NOT_FOUND else _file(uri, content)
        )

    def _not_found(self, shown: Shown) -> Answer:
        page = (shown.file(NOT_FOUND) or b"").decode()
        return _html(HTTPStatus.NOT_FOUND, self._tell().framed(page))

    def _search(self, uri: str) -> Answer:
        """Make all pages, letting others be served between them, and then the index."""
        shown = self.standing.shown
        if shown is None:
            return _nothing()
        with self._indexing:
            for each in shown.uris:
                with self._at_work:
                    shown.page(each)
            content = shown.search_file(uri)
        if content is None:
            return _nothing()
        return _file(uri, content)

    def _tell(self) -> Teller:
        standing = self.standing
        if self._teller is None or self._teller[0] != standing.number:
            project = self._workshop.project
            lines: Lines = Quotable(project, standing.findings)
            renderer = Renderer(project.templates / "preview")
            self._teller = standing.number, Teller(standing, lines, renderer)
        return self._teller[1]


def _html(status: HTTPStatus, text: str) -> Answer:
    return Answer(status, "text/html; charset=utf-8", text.encode())


def _file(uri: str, content: bytes) -> Answer:
    return Answer(HTTPStatus.OK, _KINDS.get(PurePosixPath(uri).suffix, _ANY), content)


def _nothing() -> Answer:
    return Answer(HTTPStatus.NOT_FOUND, _KINDS[".txt"], b"")
