"""`settings.yml` to Settings: the first file that is read, by some commands the only one."""

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.reading.front_matter import FrontMatter, read_yaml
from build_tools.reading.text import SourceText, read_text
from build_tools.validation.heads import read_head
from build_tools.validation.inputs import SETTINGS
from schemas.catalogue import Located
from schemas.settings import Settings


def load_settings(project: Project, found: Diagnostics) -> Located[Settings] | None:
    """Read `settings.yml` alone; None after an error."""
    source = read_text(project.root, SETTINGS, found)
    return read_settings(source, found) if source else None


def read_settings(source: SourceText, found: Diagnostics) -> Located[Settings] | None:
    """Return what the text of `settings.yml` says; None after an error."""
    fields = read_yaml(source, found)
    if fields is None:
        return None
    head = FrontMatter(source.path, fields, line=1, body="", body_line=1)
    return read_head(head, Settings, None, found)
