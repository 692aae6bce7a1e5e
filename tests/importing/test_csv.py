"""CSV in all forms that Excel makes of one table: the same file of the report, or a refusal."""

from collections.abc import Callable
from typing import Any

import pytest

HEADS = ("Mã", "Địa bàn", "Lĩnh vực", "Loại", "Nội dung tóm tắt", "Ngày phát hiện", "Tình trạng")
ROW = ("VD-2031-01009", "Xã Đạ Tẻh", "Kinh tế", "Vướng mắc", "Đường hỏng", "05/02/2031", "Mới")
WANTED = "VD-2031-01009,Xã Đạ Tẻh,Kinh tế,Vướng mắc,Đường hỏng,05/02/2031,,,,,,,Mới,,,,,"


def table(mark: str, *rows: tuple[str, ...], end: str = "\r\n") -> str:
    return "".join(mark.join(row) + end for row in (HEADS, *rows))


@pytest.mark.parametrize(
    "data",
    [
        ("\ufeff" + table(",", ROW)).encode(),
        ("\ufeff" + table(";", ROW)).encode(),
        table("\t", ROW).encode("utf-16"),
        table("\t", ROW).encode(),
        ("sep=;\r\n" + table(";", ROW)).encode(),
        table(";", ROW, end="\n").encode(),
        ("BÁO CÁO;;;;;;\r\n;;;;;;\r\n" + table(";", ROW)).encode(),
        table(";", (*ROW[:5], "5/2/2031", "moi")).encode(),
        table(";", (*ROW[:5], "2031-02-05", "MỚI")).encode(),
        table(";", ROW, ("",) * 7).encode(),
    ],
)
def test_every_form_of_one_table_gives_the_same_file(
    import_file: Callable[..., Any], data: bytes
) -> None:
    run = import_file(data)
    assert run.rows("issues.csv") == [WANTED]
    assert "issues.csv: 1 dòng" in run.told
