"""What a matter says of itself beyond its subject: who decides, who must act, how it ended."""

import datetime as dt
from collections.abc import Mapping

from build_tools.aggregation.figures import Thread
from build_tools.views.addresses import team_uri, thread_uri
from build_tools.views.cells import text_cell, unbroken
from build_tools.views.formatting import in_sentence
from build_tools.views.parts import Cell
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import id_cell, status_of
from schemas.annex_row import Item
from schemas.catalogue import Catalogue
from schemas.follow_up import DirectiveStep, InformationRequest, Task
from schemas.items import Issue, Recommendation, Request
from schemas.report import Annex

NOUNS: Mapping[Annex, str] = {
    Annex.ISSUES: "vấn đề",
    Annex.RECOMMENDATIONS: "kiến nghị",
    Annex.REQUESTS: "đề nghị của cấp ủy",
    Annex.DIRECTIVES: "lượt địa bàn thực hiện chỉ đạo",
    Annex.INFORMATION_REQUESTS: "yêu cầu thông tin",
    Annex.TASKS: "nhiệm vụ",
}
_NOT_WRITTEN = "báo cáo không ghi"
NOT_FOLLOWED = "các kỳ sau không có trong phần được phép xem"


def until(thread: Thread) -> str:
    """Return up to which period the state of a matter is known: `đến tháng 03/2026`."""
    return f"đến {in_sentence(thread.last.period)}"


def authority_of(item: Item) -> str | None:
    """Return the level that decides on it, or to which it was sent; None where none is stated."""
    match item:
        case Issue():
            return item.authority.label if item.authority else None
        case Request():
            return item.authority.label
        case Recommendation():
            return item.sent_to.label
        case _:
            return None


def responsible_of(item: Item) -> str | None:
    """Return who must act: the body of an issue, who was asked, who has the task."""
    match item:
        case Issue():
            return item.responsible
        case InformationRequest():
            return item.asked
        case Task():
            return item.assignee
        case _:
            return None


def closed_on(item: Item) -> dt.date | None:
    """Return the day on which it ended, as its row states it; None while open or unstated."""
    if item.is_open:
        return None
    match item:
        case Issue():
            return item.resolved_on
        case Request():
            return item.notified_on
        case Recommendation():
            return item.response_on
        case DirectiveStep() | Task():
            return item.completed_on
        case InformationRequest():
            return item.received_on
    raise TypeError(type(item).__name__)


def result_of(item: Item) -> str | None:
    """Return what came of it, in the words of its row; None where the state says it all."""
    match item:
        case Issue():
            return item.result
        case Request():
            return _joined(item.opinion, item.opinion_ref)
        case Recommendation():
            return _joined(item.response, item.response_ref)
        case DirectiveStep():
            return item.evidence
        case _:
            return None


def _joined(*parts: str | None) -> str | None:
    return " ".join(part for part in parts if part) or None


def thread_cell(thread: Thread, catalogue: Catalogue) -> Cell:
    """Return the id, linked to the matter's page; a step of a directive by its number."""
    item = thread.last.row.record
    if isinstance(item, DirectiveStep):
        directive = catalogue.directives[item.directive_id].record
        return Cell(
            directive.doc_ref,
            uri=thread_uri(thread.annex, thread.item_id),
            title=f"{directive.directive_id}: {directive.subject}",
        )
    return id_cell(thread)


def team_cell(thread: Thread, catalogue: Catalogue) -> Cell:
    """Return the team that has it now, and the one that hands it over."""
    label, handed = unbroken(team_label(catalogue, thread.team_id)), handing_over(thread, catalogue)
    number = catalogue.teams[thread.team_id].team.record.number
    return Cell(
        label if handed is None else f"{label} ({handed})",
        uri=team_uri(thread.team_id),
        sort=f"{number:02}",
    )


def handing_over(thread: Thread, catalogue: Catalogue) -> str | None:
    """Return `nhận bàn giao từ Tổ 1` where the newest report hands the matter over."""
    giver = thread.last.team_id
    if giver == thread.team_id:
        return None
    return f"nhận bàn giao từ {team_label(catalogue, giver)}"


def state_cell(thread: Thread) -> Cell:
    """Return the state that the last report wrote; the day beside it says where it is overdue."""
    label = status_of(thread.last.row.record)
    if not thread.followed:
        return Cell(f"{label} ({until(thread)})", title=NOT_FOLLOWED)
    if thread.overdue:
        return Cell(label, title="quá hạn", tone="bad")
    return Cell(label, tone="none" if thread.is_open else "good")


def authority_cell(thread: Thread) -> Cell:
    """Return who decides."""
    return text_cell(authority_of(thread.last.row.record), reason=_NOT_WRITTEN)


def competent_cell(thread: Thread) -> Cell:
    """Return who decides and who must act, in one cell."""
    item = thread.last.row.record
    words = [part for part in (authority_of(item), responsible_of(item)) if part]
    return text_cell("; ".join(words), reason=_NOT_WRITTEN)


def responsible_cell(thread: Thread) -> Cell:
    """Return who must act."""
    return text_cell(responsible_of(thread.last.row.record), reason=_NOT_WRITTEN)


def result_cell(thread: Thread) -> Cell:
    """Return what came of it."""
    return text_cell(result_of(thread.last.row.record), reason=_NOT_WRITTEN)
