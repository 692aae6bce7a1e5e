"""For whom a build is, in words: on top of every page, in its foot and on the page about it."""

from schemas.audience import INTRANET, LEADERSHIP
from schemas.catalogue import Catalogue


def readers(catalogue: Catalogue, audience: str) -> str:
    """Return `lãnh đạo`, `mạng nội bộ` or the name of the team with its section."""
    if audience == LEADERSHIP:
        return "lãnh đạo"
    if audience == INTRANET:
        return "mạng nội bộ"
    return f"{catalogue.teams[audience].team.record.name} và Bộ phận giúp việc"


def readers_banner(catalogue: Catalogue, audience: str) -> str | None:
    """Return what stands on top of every page of a build that is not for everyone."""
    if audience == INTRANET:
        return None
    return f"Bản dành cho {readers(catalogue, audience)}, không chuyển tiếp."


def readers_note(catalogue: Catalogue, audience: str) -> str | None:
    """Return what the foot says of the figures where they may be made of less than all."""
    if audience == LEADERSHIP:
        return None
    return (
        f"Trang dành cho {readers(catalogue, audience)}; "
        "số liệu tính trên những gì người xem được phép xem."
    )
