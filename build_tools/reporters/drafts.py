"""Drafts in a list of findings: what is not finished in them is theirs, and said in one line."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from build_tools.diagnostics import Diagnostic
from build_tools.diagnostics.language import Language, Phrase, said

_FOLDER_PARTS = 4  # content/reports/<period>/<team>


def part_drafts(
    findings: Iterable[Diagnostic],
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Return the findings of what was sent, and those of drafts."""
    told = tuple(findings)
    return (
        tuple(one for one in told if not one.of_draft),
        tuple(one for one in told if one.of_draft),
    )


def draft_lines(
    findings: Sequence[Diagnostic], language: Language = Language.VIETNAMESE
) -> Iterator[str]:
    """Yield one line for each draft: how much is still to do, and how to see what."""
    counts = Counter(_folder(one) for one in findings)
    for folder, count in sorted(counts.items()):
        left = Phrase(
            f"dự thảo, còn {count} chỗ phải xem trước khi gửi",
            f"a draft, {count} places to be looked at before it is sent",
        )
        yield f"{folder}: {said(left, language)}: diaban check {folder}"


def _folder(finding: Diagnostic) -> str:
    return PurePosixPath(*PurePosixPath(finding.place.path).parts[:_FOLDER_PARTS]).as_posix()
