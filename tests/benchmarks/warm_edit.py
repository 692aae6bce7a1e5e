"""`python -m tests.benchmarks.warm_edit PROJECT`: an edit in a process that has all in memory.

The parts of the preview, without its server: read what was saved, make the page that is looked at,
then every page and the search index, as a build would write them.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

from build_tools.project import Project
from build_tools.publishing.preview.standing import Shown, Workshop
from build_tools.search import ENTRY
from build_tools.shell_environment import options_from_environment
from build_tools.stopwatch import Stopwatch
from build_tools.views.addresses import report_uri
from schemas.audience import LEADERSHIP
from schemas.period import Period
from tests.benchmarks.whole_builds import edit, newest_report

OPENING, TO_PAGE, TO_ALL = "open", "edit to its page", "then all pages and search"


def main(arguments: Sequence[str]) -> int:
    """Edit once and say the stages."""
    project = Project(root=Path(arguments[0]))
    report = newest_report(project.root)
    options = options_from_environment(project, drafts=True, audience=LEADERSHIP)  # as the command
    workshop = Workshop(project, lambda: options)
    watch = Stopwatch(sys.stderr)
    watch.start(OPENING)
    workshop.look_again()
    shown = _shown(workshop)
    uri = report_uri(Period.parse(report.parts[-3]), report.parts[-2])
    for each in shown.uris:
        shown.html(each)
    shown.search_file(ENTRY)
    edit(report, "tại chỗ")
    watch.start(TO_PAGE)
    workshop.look_again()
    shown = _shown(workshop)
    assert "tại chỗ" in (shown.html(uri) or "")
    watch.start(TO_ALL)
    for each in shown.uris:
        shown.html(each)
    shown.search_file(ENTRY)
    watch.stop()
    print(watch.summary())
    return 0


def _shown(workshop: Workshop) -> Shown:
    standing = workshop.standing
    if standing.shown is None or not standing.is_current:
        raise SystemExit(f"nothing to be shown: {standing.trouble or standing.findings[:3]}")
    return standing.shown


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
