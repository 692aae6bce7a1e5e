"""Who may see what: what is meant for the intranet everyone may, the leadership may see all.

Between the two stand the teams: a team and its section see what is meant for the intranet and what
is meant for them; of two teams neither sees what is meant for the other.
"""

from collections.abc import Iterable

INTRANET = "intranet"
LEADERSHIP = "leadership"
AUDIENCE_LABELS = {INTRANET: "Mạng nội bộ", LEADERSHIP: "Lãnh đạo"}


def known_audiences(team_ids: Iterable[str]) -> tuple[str, ...]:
    """Return all audiences, the widest first."""
    return INTRANET, LEADERSHIP, *team_ids


def may_see(audience: str, *marks: str | None) -> bool:
    """Say whether the audience may see what is marked so; a mark of None narrows nothing.

    A row bears its report's mark and its own: whoever may not see one of them may not see the row.
    """
    return audience == LEADERSHIP or all(mark in {None, INTRANET, audience} for mark in marks)


def is_within(mark: str, wider: str) -> bool:
    """Say whether all who may see what is marked `mark` may see what is marked `wider` too."""
    return wider == INTRANET or mark in {wider, LEADERSHIP}
