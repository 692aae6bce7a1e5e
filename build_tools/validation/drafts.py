"""Drafts (dự thảo): nobody's work in progress may stop the others.

What is not finished in a draft is an error only once the report is sent: until then it warns, and
the draft is left out of the catalogue. Two things are never softened: the gate, and what would
blind it (a file, a text or an attachment that could not be read); and a closed period stays closed.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from build_tools.diagnostics import RULES, Diagnostic, Diagnostics, Severity
from build_tools.memo import AnyMemo
from build_tools.reading.front_matter import read_front_matter
from build_tools.validation.listing import Texts
from build_tools.validation.plans import head_key, plan_of
from schemas.catalogue import Catalogue
from schemas.report import ReportHead, ReportStatus

_REPORT = re.compile(r"content/reports/[^/]+/[^/]+/report\.md")
# A quick look before the head is read in full; every way of writing the status has one of them.
_MAY_SAY_DRAFT = re.compile("draft|th.o")
_NEVER_SOFTENED = frozenset({"secrecy", "attachment", "file", "text", "lock", "corrections"})


def find_drafts(texts: Texts, memo: AnyMemo) -> frozenset[str]:
    """Return the folders of the reports whose head says that they are drafts."""
    return frozenset(
        path.rpartition("/")[0]
        for path, digest in texts.digests.items()
        if _REPORT.fullmatch(path)
        and memo.get(("draft", path, digest), partial(_is_draft, texts, path))
    )


def _is_draft(texts: Texts, path: str) -> bool:
    source = texts[path]
    head = source.text.partition("\n---")[0].casefold()
    if _MAY_SAY_DRAFT.search(head) is None:
        return False
    front_matter = read_front_matter(source, Diagnostics())
    if front_matter is None:
        return False
    names = plan_of(ReportHead).names_by_key
    said = [
        value.data
        for key, value in front_matter.fields.items()
        if names.get(head_key(key)) == "status"
    ]
    try:
        return [ReportStatus.read(one) for one in said] == [ReportStatus.DRAFT]
    except ValueError:  # PydanticCustomError is one: no status that is known
        return False


def softened(finding: Diagnostic) -> Diagnostic:
    """Return a finding in a draft as one that stops nothing, unless it must."""
    if finding.code.partition(".")[0] in _NEVER_SOFTENED:
        return finding
    return replace(finding, of_draft=True)


def stops_draft(finding: Diagnostic) -> bool:
    """Say whether a draft with the finding cannot be sent, and so is left out."""
    return finding.of_draft and RULES[finding.code].severity is Severity.ERROR


def without_drafts(catalogue: Catalogue) -> Catalogue:
    """Return the catalogue without its drafts; itself where it has none."""
    came = {
        key: report
        for key, report in catalogue.reports.items()
        if report.head.record.status is not ReportStatus.DRAFT
    }
    if len(came) == len(catalogue.reports):
        return catalogue
    return replace(catalogue, reports=came)


def leave_out(catalogue: Catalogue, folders: Iterable[str]) -> Catalogue:
    """Return the catalogue without the reports in these folders."""
    left_out = frozenset(folders)
    kept = {
        key: report
        for key, report in catalogue.reports.items()
        if report.head.source.path.rpartition("/")[0] not in left_out
    }
    return replace(catalogue, reports=kept)
