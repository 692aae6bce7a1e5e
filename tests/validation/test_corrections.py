"""A correction says truly what stands in a report now, and names it so that it can be found."""

from collections.abc import Callable

import pytest

from schemas.catalogue import Catalogue
from schemas.period import Period

Load = Callable[[], tuple[Catalogue | None, list[str]]]
PATH = "reports/2026-01/corrections.csv"
HEAD = "file,record,field,old,new,reason,date,by\n"
TAIL = "Ghi nhầm,20/01/2026,Lê Văn An\n"
DUE = f"to-01/tasks.csv,NV-2026-01001,Thời hạn,18/01/2026,20/01/2026,{TAIL}"


def _corrections(load: Load, content: dict[str, str], *rows: str) -> list[str]:
    content[PATH] = HEAD + "".join(rows)
    _, found = load()
    return [line.partition(" → ")[0] for line in found if "[corrections." in line]


def test_a_true_correction_is_kept_with_its_period(load: Load, content: dict[str, str]) -> None:
    content[PATH] = HEAD + DUE

    catalogue, found = load()

    assert [line for line in found if "corrections" in line] == []
    assert catalogue is not None
    rows = catalogue.corrections[Period.parse("2026-01")]
    assert [(row.record.record, row.record.old, row.source.line) for row in rows] == [
        ("NV-2026-01001", "18/01/2026", 2)
    ]


@pytest.mark.parametrize(
    "row",
    [
        f"to-01/issues.csv,VD-2026-01001,Địa bàn,Lạc Dương,Xã Đạ Tẻh,{TAIL}",
        f"to-01/issues.csv,VD-2026-01001,status,Đang xử lý,Mới,{TAIL}",
        f"to-01/issues.csv,VD-2026-01001,Thời hạn,31/01/2026,,{TAIL}",
        f"to-01/meetings.csv,HN-2026-01001,Nội dung,Họp,Giao ban,{TAIL}",
        f"to-01/report.md,,Nơi ban hành,Đà Lạt,Lâm Đồng,{TAIL}",
    ],
)
def test_new_values_are_read_as_the_file_is_read(
    load: Load, content: dict[str, str], row: str
) -> None:
    assert _corrections(load, content, row) == []


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            f"to-03/tasks.csv,NV-2026-01001,Thời hạn,18/01/2026,20/01/2026,{TAIL}",
            "2:1 [corrections.unknown-file] Kỳ này không có tệp “to-03/tasks.csv”.",
        ),
        (
            f"to-01/tasks.csv,NV-2026-01001,Thời hạnn,18/01/2026,20/01/2026,{TAIL}",
            "2:31 [corrections.unknown-field] Tệp to-01/tasks.csv không có cột, khóa “Thời hạnn”.",
        ),
        (
            f"to-01/tasks.csv,NV-2026-01009,Thời hạn,18/01/2026,20/01/2026,{TAIL}",
            "2:17 [corrections.unknown-record] Tệp to-01/tasks.csv không có dòng “NV-2026-01009”.",
        ),
        (
            f"to-01/tasks.csv,NV-2026-01001,Thời hạn,18/01/2026,21/01/2026,{TAIL}",
            (
                "2:51 [corrections.not-as-new] “Thời hạn”: đính chính ghi giá trị mới là "
                "“21/01/2026” nhưng tệp đang ghi khác."
            ),
        ),
        (
            f"to-01/tasks.csv,NV-2026-01001,Thời hạn,18/01/2026,hôm sau,{TAIL}",
            (
                "2:51 [corrections.not-as-new] “Thời hạn”: đính chính ghi giá trị mới là “hôm sau” "
                "nhưng tệp đang ghi khác."
            ),
        ),
        (
            f"to-01/tasks.csv,NV-2026-01001,Thời hạn,20/01/2026,20/01/2026,{TAIL}",
            "2:51 [corrections.no-change] Giá trị cũ và giá trị mới giống nhau: “20/01/2026”.",
        ),
    ],
)
def test_a_correction_that_is_not_true_is_refused(
    load: Load, content: dict[str, str], row: str, expected: str
) -> None:
    assert _corrections(load, content, row) == [f"{PATH}:{expected}"]


def test_corrections_of_one_value_follow_each_other(load: Load, content: dict[str, str]) -> None:
    first = f"to-01/tasks.csv,NV-2026-01001,Thời hạn,17/01/2026,18/01/2026,{TAIL}"

    assert _corrections(load, content, first, DUE) == []
    assert _corrections(load, content, first.replace("18/01", "19/01"), DUE) == [
        (
            f"{PATH}:3:40 [corrections.gap] “Thời hạn”: giá trị cũ “18/01/2026” không phải giá trị "
            "mới “19/01/2026” của lần đính chính trước ở reports/2026-01/corrections.csv, dòng 2."
        )
    ]


def test_corrections_stand_in_the_order_of_their_days(load: Load, content: dict[str, str]) -> None:
    later = f"to-01/meetings.csv,HN-2026-01001,Nội dung,Họp,Giao ban,{TAIL}".replace(
        "20/01/2026", "22/01/2026"
    )

    assert _corrections(load, content, later, DUE) == [
        (
            f"{PATH}:3:71 [corrections.date-order] Ngày sửa 20/01/2026 trước ngày của dòng trên "
            "22/01/2026."
        )
    ]


def test_a_malformed_file_name_is_told_by_its_form(load: Load, content: dict[str, str]) -> None:
    content[PATH] = HEAD + DUE.replace("to-01/tasks.csv", "to-01/../tasks.csv")

    _, found = load()

    assert [line.partition("]")[0] for line in found if PATH in line] == [
        f"{PATH}:2:1 [value.malformed"
    ]


def test_nothing_is_corrected_before_it_was_sent(load: Load, content: dict[str, str]) -> None:
    assert _corrections(load, content, DUE.replace("nhầm,20/01", "nhầm,02/01")) == [
        (
            f"{PATH}:2:71 [corrections.date-order] Ngày sửa 02/01/2026 trước ngày gửi báo cáo "
            "16/01/2026."
        )
    ]
