"""How teams and the ledger of their reports read in a sentence."""

from collections.abc import Iterable, Sequence

from build_tools.aggregation.figures import Figures, Submission, SubmissionState
from build_tools.views.formatting import in_sentence, join_words
from schemas.catalogue import Catalogue
from schemas.period import Period


def team_label(catalogue: Catalogue, team_id: str) -> str:
    """Return the short name of a team: `Tổ 1`."""
    return f"Tổ {catalogue.teams[team_id].team.record.number}"


def ledger_of(figures: Figures, period: Period) -> tuple[Submission, ...]:
    """Return the expected reports of the period, in the order of teams."""
    return tuple(each for key, each in figures.submissions.items() if key[0] == period)


def in_state(ledger: Iterable[Submission], state: SubmissionState) -> tuple[Submission, ...]:
    """Return the expected reports in one state."""
    return tuple(submission for submission in ledger if submission.state is state)


def ledger_sentence(catalogue: Catalogue, period: Period, ledger: Sequence[Submission]) -> str:
    """Return what came, what came late, and first of all what is missing.

    `Kỳ tháng 06/2026: 10/12 Tổ báo cáo đúng hạn, 1 chậm (Tổ 4), 1 chưa có (Tổ 9)`, no full stop.
    """
    on_time = in_state(ledger, SubmissionState.ON_TIME)
    words = [f"{len(on_time)}/{len(ledger)} Tổ báo cáo đúng hạn"]
    for state, word in (
        (SubmissionState.LATE, "chậm"),
        (SubmissionState.MISSING, "chưa có"),
        (SubmissionState.NOT_DUE, "chưa đến hạn"),
    ):
        teams = [team_label(catalogue, each.team_id) for each in in_state(ledger, state)]
        if teams:
            words.append(f"{len(teams)} {word} ({join_words(teams)})")
    return f"Kỳ {in_sentence(period)}: {', '.join(words)}"
