"""What every row of a report's annexes may say, and what a continuing matter is."""

from abc import abstractmethod
from typing import ClassVar

from pydantic import AfterValidator, Field

from schemas.base import Audience, Record, TeamRef, Text, well_formed
from schemas.labelled import LabelledEnum


def thread_id(prefix: str) -> AfterValidator:
    """Form of an id: prefix, year, number; team 1 numbers from 01001, team 2 from 02001."""
    return well_formed(rf"{prefix}-20\d{{2}}-\d{{3,5}}", f"{prefix}-2026-01001")


class AnnexRow(Record):
    """What a row of any annex may say besides its own columns."""

    note: Text | None = Field(None, title="Ghi chú", description="Điều cần nói thêm.")
    audience: Audience | None = Field(
        None, title="Người được xem", description="Trống: như báo cáo; chỉ được hẹp hơn."
    )


class Item(AnnexRow):
    """A row whose matter goes on from period to period until it is closed."""

    CLOSED: ClassVar[frozenset[LabelledEnum]]  # the states in which a matter has come to its end

    handed_over_to: TeamRef | None = Field(
        None, title="Bàn giao cho Tổ", description="Khi địa bàn chuyển sang Tổ khác."
    )

    @property
    @abstractmethod
    def item_id(self) -> str:
        """The id of the thread."""

    @property
    def is_open(self) -> bool:
        """Whether the matter must stand in the next report."""
        return self.is_open_in(getattr(self, "status"))  # noqa: B009  every item has one

    @classmethod
    def is_open_in(cls, status: LabelledEnum) -> bool:
        """Say whether a matter in this state must stand in the next report."""
        return status not in cls.CLOSED
