"""States in words: of an expected report, of a matter that goes on. Worked out, never stored."""

from build_tools.aggregation.figures import Submission, SubmissionState, Thread
from build_tools.views.formatting import count_days, format_day, late_by
from build_tools.views.parts import Badge, Cell, Tone

NOTHING_TO_REPORT = "không phát sinh"  # beside on time or late, in the words of the report's head
NOT_ISSUED = "chưa có báo cáo ban hành"
# One sentence for both, so that it does not tell which of the reports are for others.
NOT_SHOWN = "chưa ban hành hoặc không dành cho người xem bản này"
_SUBMISSION_TONES: dict[SubmissionState, Tone] = {
    SubmissionState.ON_TIME: "good",
    SubmissionState.LATE: "warn",
    SubmissionState.MISSING: "bad",
    SubmissionState.NOT_DUE: "none",
}


def absent_reason(submission: Submission) -> str:
    """Return why a report is not on this site: it has not come, or what came may not be shown."""
    return NOT_ISSUED if submission.submitted_on is None else NOT_SHOWN


def submission_badge(submission: Submission) -> Badge:
    """Return `Đúng hạn`, `Chậm 5 ngày`, `Chưa có`, `Chưa đến hạn`.

    A report that came and declares all annexes empty says so: `Đúng hạn, không phát sinh`.
    """
    label = submission.state.label
    if submission.state is SubmissionState.LATE:
        label = _sentence(late_by(submission.days_late))
    tone = _SUBMISSION_TONES[submission.state]
    if submission.nothing_to_report:
        return Badge(label=f"{label}, {NOTHING_TO_REPORT}", tone=tone)
    return Badge(label=label, tone=tone)


def submission_cell(submission: Submission | None, uri: str | None = None) -> Cell:
    """Return the cell of a column of states; an en dash where no report is expected."""
    if submission is None:
        return Cell("–", title="không phải báo cáo kỳ này")
    badge = submission_badge(submission)
    sent = (
        f"Hạn {format_day(submission.due)}, chưa gửi"
        if submission.submitted_on is None
        else f"Hạn {format_day(submission.due)}, gửi {format_day(submission.submitted_on)}"
    )
    return Cell(badge.label, uri=uri, title=sent, tone=badge.tone)


def due_cell(thread: Thread) -> Cell:
    """Return the day by which the matter is to be done, and how late it is."""
    if thread.due_date is None:
        return Cell("–", title="không ghi thời hạn", sort="9999-12-31")
    day, sort = format_day(thread.due_date), thread.due_date.isoformat()
    if not thread.overdue:
        return Cell(day, sort=sort)
    return Cell(f"{day} (quá hạn)", sort=sort, tone="bad")


def age_cell(thread: Thread) -> Cell:
    """Return how long the matter has been open."""
    if thread.age_days is None:
        reason = "đã xong" if thread.is_closed else "không rõ ngày bắt đầu hoặc tình trạng nay"
        if thread.is_open:
            reason = "không ghi ngày bắt đầu"
        return Cell("–", title=reason, sort="-1")
    title = None if thread.opened_on is None else f"Từ ngày {format_day(thread.opened_on)}"
    return Cell(count_days(thread.age_days), title=title, sort=str(thread.age_days))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
