"""A project on the disk, for tests that edit it, and the desk that shows it."""

from dataclasses import dataclass

from build_tools.project import BuildOptions, Project
from build_tools.publishing.preview.marks import without_marks
from build_tools.publishing.preview.serving import Desk


@dataclass
class Bench:
    """A project on the disk and the desk that shows it."""

    project: Project
    options: BuildOptions
    desk: Desk

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace words in a file and let the desk see it."""
        file = self.project.root / path
        text = file.read_text(encoding="utf-8")
        assert old in text, (path, old)
        file.write_text(text.replace(old, new), encoding="utf-8")
        self.saved(path)

    def saved(self, *paths: str) -> None:
        """Let the desk see that these were saved."""
        self.desk.look_again(paths)

    def html(self, uri: str) -> str:
        """The page at an address, with what the preview adds."""
        return self.desk.answer(f"/{uri}index.html").body.decode()

    def page(self, uri: str) -> str:
        """The page at an address as a build has it."""
        return without_marks(self.html(uri))
