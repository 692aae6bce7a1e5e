"""The ledger of one period as text: a table of teams, and a line that sums it up."""

import datetime as dt
from collections.abc import Iterator, Sequence

from build_tools.aggregation.figures import Submission
from build_tools.aggregation.timeliness import is_missing
from build_tools.views.formatting import format_day, in_sentence
from build_tools.views.states import submission_badge
from build_tools.views.teams_in_words import ledger_sentence, team_label
from schemas.catalogue import Catalogue
from schemas.period import Period

_HEAD = ("Tổ", "Hạn gửi", "Ngày gửi", "Tình trạng")
_GAP = "  "


def render_status(
    catalogue: Catalogue, period: Period, ledger: Sequence[Submission], as_of: dt.date
) -> Iterator[str]:
    """Yield the lines: what is shown, a row for each team, the summary last."""
    yield f"Báo cáo {in_sentence(period)}, tính đến ngày {format_day(as_of)}"
    yield ""
    rows = [_HEAD, *(_row(catalogue, submission) for submission in ledger)]
    widths = [max(len(row[index]) for row in rows) for index in range(len(_HEAD))]
    for row in rows:
        padded = (text.ljust(width) for text, width in zip(row, widths, strict=True))
        yield _GAP.join(padded).rstrip()
    yield ""
    yield f"{ledger_sentence(catalogue, period, ledger)}."
    yield _verdict(ledger)


def _row(catalogue: Catalogue, submission: Submission) -> tuple[str, ...]:
    return (
        team_label(catalogue, submission.team_id),
        format_day(submission.due),
        format_day(submission.submitted_on),
        submission_badge(submission).label,
    )


def _verdict(ledger: Sequence[Submission]) -> str:
    missing = sum(is_missing(each) for each in ledger)
    if missing:
        return f"Cần nhắc {missing} Tổ."
    return "Không Tổ nào quá hạn mà chưa gửi."
