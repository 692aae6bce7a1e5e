"""Which commands the guide shows, in the order in which the official gives them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from guide_desk import CHECK, EPOCH, IMPORT, NEW, call_sent, mend, spoil
from terminal import record

COLUMNS = 56  # a window that can still be read at the width of a phone
ANSWERS = {"[c/K] ": "c"}
ENVIRONMENT = {"SOURCE_DATE_EPOCH": EPOCH}
FOLDER = "content/huong-dan/hinh"


def _nothing(root: Path) -> None:
    """Go on."""


@dataclass(frozen=True)
class Act:
    """A command, and what the official does at the desk before it.

    `picture`: the name of the screenshot of it. It leaves out what stands from a line with the one
    of two texts of `cuts` up to a line with the other, "" being the end.
    """

    command: str
    before: Callable[[Path], None] = _nothing
    picture: str | None = None
    cuts: tuple[tuple[str, str], ...] = ()


ACTS = (
    Act(NEW, picture="lenh-tao-mau"),
    Act(IMPORT, spoil),
    Act(
        IMPORT,
        mend,
        picture="lenh-nhap-excel",
        cuts=(
            ("ô C3:", "trang “Vấn đề"),
            ("trang “Đề nghị", "Thông tin báo cáo"),
            ("Lưu ý", "Ghi vào"),
            ("indicators.csv", ""),
        ),
    ),
    Act(CHECK),
    Act(
        CHECK,
        call_sent,
        picture="lenh-kiem-tra",
        cuts=(("“Người soạn”", "“Tình trạng”"), ("“Tóm tắt”", "Chưa dựng được")),
    ),
)


def act_out(root: Path) -> Iterator[tuple[Act, str]]:
    """Yield each act and what the terminal got, colours and all."""
    for act in ACTS:
        act.before(root)
        yield (
            act,
            record(act.command, root, columns=COLUMNS, answers=ANSWERS, environment=ENVIRONMENT),
        )


def shown(act: Act, printed: str) -> str:
    """Return the lines that a picture shows; `…` stands for those that it leaves out."""
    lines: list[str] = []
    cuts = iter(act.cuts)
    begins, ends = next(cuts, (None, ""))
    is_cut = False
    for line in printed.splitlines():
        if is_cut and ends and ends in line:
            is_cut = False
            begins, ends = next(cuts, (None, ""))
        if not is_cut and begins is not None and begins in line:
            is_cut = True
            lines.append("…")
        if not is_cut:
            lines.append(line)
    assert is_cut == (ends == "" and begins is not None), f"not cut as asked: {act.cuts}"
    return "\n".join(lines)


def pictures(root: Path) -> Mapping[str, tuple[str, str]]:
    """Return name of a picture → the command and the lines that it shows."""
    return {
        act.picture: (act.command, shown(act, printed))
        for act, printed in act_out(root)
        if act.picture
    }
