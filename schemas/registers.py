"""The ten annexes and the registers that they make: which row each has."""

from schemas.annex_row import AnnexRow, Item
from schemas.events import Meeting, OrientationNote
from schemas.follow_up import DirectiveStep, InformationRequest, Reminder, Task
from schemas.indicator import IndicatorValue
from schemas.items import Issue, Recommendation, Request
from schemas.report import Annex

ANNEX_ROWS: dict[Annex, type[AnnexRow]] = {
    Annex.INDICATORS: IndicatorValue,
    Annex.ISSUES: Issue,
    Annex.REQUESTS: Request,
    Annex.RECOMMENDATIONS: Recommendation,
    Annex.DIRECTIVES: DirectiveStep,
    Annex.REMINDERS: Reminder,
    Annex.MEETINGS: Meeting,
    Annex.ORIENTATION: OrientationNote,
    Annex.INFORMATION_REQUESTS: InformationRequest,
    Annex.TASKS: Task,
}
ITEM_ANNEXES = tuple(annex for annex, row in ANNEX_ROWS.items() if issubclass(row, Item))


def columns(row: type[AnnexRow]) -> tuple[str, ...]:
    """Field names in the order of the file's columns: the row's own first, shared ones last."""
    shared = [name for name in Item.model_fields if name in row.model_fields]
    own = [name for name in row.model_fields if name not in shared]
    return (*own, *shared)
