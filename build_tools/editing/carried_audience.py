"""Who may see what was carried over: never more readers than saw it where it stood."""

from schemas.annex_row import AnnexRow
from schemas.audience import INTRANET, LEADERSHIP, is_within, may_see
from schemas.catalogue import Report


def carried_mark(report: Report, row: AnnexRow, audience: str) -> str | None:
    """Return the audience that a row of `report` gets in a new report for `audience`."""
    marks = {report.head.record.audience, row.audience or INTRANET} - {INTRANET}
    if not marks or marks == {audience}:
        return None
    mark = marks.pop() if len(marks) == 1 else LEADERSHIP
    return mark if is_within(mark, audience) else LEADERSHIP


def may_state(source: Report, row: AnnexRow, audience: str, mark: str | None) -> bool:
    """Say whether a row marked `mark` of a report for `audience` may state a figure of `row`."""
    marks = {source.head.record.audience, row.audience or INTRANET} - {INTRANET}
    readers = {INTRANET, audience, mark or INTRANET, *marks}
    return all(may_see(one, *marks) for one in readers if may_see(one, audience, mark))
