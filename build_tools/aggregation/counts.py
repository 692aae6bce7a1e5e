"""Counts of threads for the pages' first screens; of any day, for each takes the threads."""

from collections.abc import Mapping

from build_tools.aggregation.figures import AgeBucket, Thread
from schemas.base import FieldOfWork
from schemas.items import Issue, Request, RequestAuthority, RequestStatus
from schemas.report import Annex

Threads = Mapping[Annex, tuple[Thread, ...]]

_WITHOUT_OPINION = {RequestStatus.RECEIVED, RequestStatus.GATHERED, RequestStatus.REPORTED}


def open_issues(threads: Threads) -> Mapping[tuple[FieldOfWork, AgeBucket], int]:
    """Count the open issues by field and age; every field and age has its count, 0 included."""
    counts = {(field, age): 0 for field in FieldOfWork for age in AgeBucket}
    for thread in threads.get(Annex.ISSUES, ()):
        issue = thread.last.row.record
        if isinstance(issue, Issue) and thread.age_days is not None:
            counts[issue.field, AgeBucket.of(thread.age_days)] += 1
    return counts


def requests_waiting(threads: Threads) -> Mapping[RequestAuthority, int]:
    """Count the requests that have no opinion yet, by whose opinion they wait for, 0 included."""
    counts = dict.fromkeys(RequestAuthority, 0)
    for thread in threads.get(Annex.REQUESTS, ()):
        request = thread.last.row.record
        if isinstance(request, Request) and request.status in _WITHOUT_OPINION:
            counts[request.authority] += 1
    return counts


def overdue_directives(threads: Threads) -> int:
    """Count the directives, by area, that are past their day and not carried out."""
    return sum(thread.overdue for thread in threads.get(Annex.DIRECTIVES, ()))
