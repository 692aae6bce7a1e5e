"""Whether a matter's state agrees with what else its row says (result, days, progress)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools.diagnostics import Diagnostic
from build_tools.validation.rows import rows_where
from build_tools.validation.rules.wording import label
from schemas.base import Record
from schemas.catalogue import Located
from schemas.follow_up import (
    DirectiveStatus,
    DirectiveStep,
    InformationRequest,
    InformationRequestStatus,
    Task,
    TaskStatus,
)
from schemas.items import (
    Issue,
    IssueStatus,
    Recommendation,
    RecommendationStatus,
    Request,
    RequestStatus,
)
from schemas.labelled import LabelledEnum

_FINISHED = 100  # percent


@dataclass(frozen=True, slots=True)
class _Agreement:
    """In these states the field must stand; where `only`, in no other state may it."""

    field: str
    states: frozenset[LabelledEnum]
    only: frozenset[LabelledEnum] | None = None

    def is_missing(self, status: LabelledEnum, value: object) -> bool:
        return value is None and status in self.states

    def is_forbidden(self, status: LabelledEnum, value: object) -> bool:
        return value is not None and self.only is not None and status not in self.only

    def is_broken(self, of_row: tuple[LabelledEnum, object]) -> bool:
        return self.is_missing(*of_row) or self.is_forbidden(*of_row)


def _in(*states: LabelledEnum) -> frozenset[LabelledEnum]:
    return frozenset(states)


_RESOLVED = _in(IssueStatus.RESOLVED)
_ANSWERED = _in(
    RecommendationStatus.AGREED, RecommendationStatus.PARTLY_AGREED, RecommendationStatus.REFUSED
)
_DONE_STEP, _DONE_TASK = _in(DirectiveStatus.DONE), _in(TaskStatus.DONE)
_ALL_RECEIVED = _in(InformationRequestStatus.RECEIVED)
_TOLD_BACK = _in(RequestStatus.TOLD_BACK)
_AGREEMENTS: dict[type[Record], tuple[_Agreement, ...]] = {
    Issue: (
        _Agreement("resolved_on", _RESOLVED, _RESOLVED | _in(IssueStatus.NOT_COMPETENT)),
        _Agreement("result", _RESOLVED),
    ),
    Request: (
        _Agreement("forwarded_on", _in(RequestStatus.REPORTED)),
        _Agreement("notified_on", _TOLD_BACK, _TOLD_BACK),
    ),
    Recommendation: (
        _Agreement("response_on", _ANSWERED, _ANSWERED | _in(RecommendationStatus.DONE)),
    ),
    DirectiveStep: (_Agreement("completed_on", _DONE_STEP, _DONE_STEP),),
    InformationRequest: (_Agreement("received_on", _ALL_RECEIVED, _ALL_RECEIVED),),
    Task: (_Agreement("completed_on", _DONE_TASK, _DONE_TASK),),
}


def rows_in_doubt(model: type[Record], rows: Sequence[Located[Record]]) -> Iterator[int]:
    """Yield the indexes of the rows of which `check_state` has something to tell."""
    for agreement in _AGREEMENTS.get(model, ()):
        yield from rows_where(rows, ("status", agreement.field), agreement.is_broken)
    if model is DirectiveStep:
        yield from rows_where(rows, ("status", "progress_pct"), _is_contradicted)


def check_state(row: Located[Record]) -> Iterator[Diagnostic]:
    """Yield what the state asks for and is not there, and what it forbids."""
    agreements = _AGREEMENTS.get(type(row.record))
    if agreements is None:
        return
    status: LabelledEnum = getattr(row.record, "status")  # noqa: B009  all these rows have one
    for agreement in agreements:
        value = getattr(row.record, agreement.field)
        if agreement.is_missing(status, value):
            yield _finding("dates.state-needs", row, agreement.field, status)
        elif agreement.is_forbidden(status, value):
            yield _finding("dates.state-contradicts", row, agreement.field, status)
    if isinstance(row.record, DirectiveStep):
        yield from _check_progress(row.record, row)


def _check_progress(step: DirectiveStep, row: Located[Record]) -> Iterator[Diagnostic]:
    progress = step.progress_pct
    if _is_contradicted((step.status, progress)):
        yield Diagnostic(
            code="dates.progress-contradicts",
            place=row.source.at("progress_pct"),
            value=str(progress),
            params={"status": step.status.label},
        )


def _is_contradicted(of_row: tuple[DirectiveStatus, int | None]) -> bool:
    """Say whether what is done is not whole, or something is done of what is not begun."""
    status, progress = of_row
    if progress is None:
        return False
    unfinished = status is DirectiveStatus.DONE and progress < _FINISHED
    return unfinished or (status is DirectiveStatus.NOT_STARTED and progress > 0)


def _finding(code: str, row: Located[Record], name: str, status: LabelledEnum) -> Diagnostic:
    return Diagnostic(
        code=code,
        place=row.source.at(name),
        value=status.label,
        params={"field": label(row.record, name)},
    )
