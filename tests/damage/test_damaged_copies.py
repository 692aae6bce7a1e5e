"""Damaged copies of a clean report: each has one fault and gets exactly its one message.

The whole text that an editor reads stands in `expected.txt`, one part for each name. On an error
the program ends with 1 and the site that stood before stays; a note does not stop it.
"""

from pathlib import Path

import pytest
from damages import (
    Damage,
    added,
    appended,
    decomposed,
    emptied,
    linked_outside,
    made_a_folder,
    made_a_pipe,
    re_encoded,
    removed,
    replaced,
    saved_as_windows_1258,
    with_semicolons,
    without_column,
    without_lines,
)

from build_tools.cli import main
from build_tools.project import Project

PART_FIVE = "## V. Hoạt động của Bộ phận giúp việc\n\nBộ phận làm việc với hai xã.\n"
PART_SIX = "## VI. Nhiệm vụ trọng tâm kỳ tới\n\nTiếp tục theo dõi việc giải phóng mặt bằng.\n"
FOLDER = "content/reports/2031-01/to-01"
DAMAGES: dict[str, Damage] = {
    "an area misspelt": replaced(
        "issues.csv", "VD-2031-01001,Xã Đạ Tẻh", "VD-2031-01001,Xa Da Teh"
    ),
    "an area code that does not exist": replaced(
        "issues.csv", "VD-2031-01001,Xã Đạ Tẻh", "VD-2031-01001,90009"
    ),
    "an area of another team": appended(
        "indicators.csv",
        'Phường Ea Súp,KT01,"150,0","12,0","12,0","11,5",Ước tính,14/01/2031,Kho bạc,,\n',
    ),
    "a day that does not exist": replaced("issues.csv", "05/01/2031", "31/02/2031"),
    "a missing heading": without_lines("report.md", "### 2.", "### 3."),
    "a heading without text": replaced("report.md", "An ninh trật tự được giữ vững.\n", ""),
    "headings in another order": replaced(
        "report.md",
        f"{PART_FIVE}\n{PART_SIX}",
        f"{PART_SIX}\n{PART_FIVE}",
    ),
    "two columns swapped": replaced(
        "issues.csv", "Mã,Địa bàn,Lĩnh vực,Loại", "Mã,Lĩnh vực,Địa bàn,Loại"
    ),
    "an unknown column": replaced("issues.csv", "Nguyên nhân", "Nguyên nhânn"),
    "a missing column": without_column("indicators.csv", "Nguồn"),
    "a number read two ways": replaced("indicators.csv", '"12,0","12,0"', '1.234,"12,0"'),
    "a figure that is no number": replaced("indicators.csv", '"12,0","12,0"', 'khoảng 12,"12,0"'),
    "more decimals than the indicator has": replaced("indicators.csv", '"92,5"', '"92,55"'),
    "a percentage above 100": replaced("indicators.csv", '"92,5"', '"192,5"'),
    "a cumulative figure below that of the period": replaced(
        "indicators.csv", '"12,0","12,0"', '"12,0","11,0"'
    ),
    "an unknown indicator": replaced("indicators.csv", "Xã Hòa Bình,KT01", "Xã Hòa Bình,KT91"),
    "a figure given twice": appended(
        "indicators.csv",
        'Xã Hòa Bình,KT01,"150,0","12,0","12,0","11,5",Ước tính,14/01/2031,Kho bạc,,\n',
    ),
    "a blank figure without a reason": replaced(
        "indicators.csv", '"150,0","12,0","12,0"', '"150,0",,'
    ),
    "an id used twice": replaced("issues.csv", "VD-2031-01002", "VD-2031-01001"),
    "a malformed id": replaced("issues.csv", "VD-2031-01002", "VD-31-2"),
    "a state that is not in the list": replaced("issues.csv", "Đang xử lý", "Đang sử lý"),
    "resolved before it was found": replaced("issues.csv", "12/01/2031", "02/01/2031"),
    "resolved without a result": replaced("issues.csv", "Đã điều động hai giáo viên", ""),
    "a table with semicolons": with_semicolons("issues.csv"),
    "a table in UTF-16": re_encoded("issues.csv", "utf-16"),
    "a table in Windows-1258": saved_as_windows_1258("issues.csv"),
    "a table in TCVN3": replaced(
        "issues.csv",
        "Chậm bàn giao mặt bằng đoạn qua trung tâm xã",
        "ChËm bµn giao mÆt b»ng ®o¹n qua trung t©m x·",
    ),
    "letters and accents apart": decomposed("issues.csv"),
    "a mark of secrecy in prose": replaced(
        "report.md", "Các xã đã ban hành kế hoạch chuyển đổi số.", "MẬT"
    ),
    "a mark of secrecy in a cell": replaced("issues.csv", "Họp ba bên", "TUYỆT MẬT"),
    "a mark of secrecy in a file's name": added("attachments/toi-mat.pdf", b"%PDF-1.7\n"),
    "a level of secrecy in the front matter": replaced(
        "report.md", "secrecy: thường", "secrecy: mật"
    ),
    "a mark of circulation": replaced(
        "report.md", "Các xã đã ban hành kế hoạch chuyển đổi số.", "XEM XONG TRẢ LẠI"
    ),
    "a citizen's number": replaced(
        "report.md", "Còn một vướng mắc về mặt bằng.", "Hộ có số 068099012345 chưa nhận tiền."
    ),
    "a mobile phone": replaced("issues.csv", "Họp ba bên", "Gọi 0912 345 678"),
    "a named person and discipline": replaced(
        "report.md", "Không phát sinh.", "Đã kỷ luật khiển trách đồng chí Nguyễn Văn Hùng."
    ),
    "an empty file": emptied("issues.csv"),
    "a folder where a file should be": made_a_folder("issues.csv"),
    "a link out of the content": linked_outside("issues.csv"),
    "a named pipe": made_a_pipe("issues.csv"),
    "a missing annex": removed("issues.csv"),
    "an annex with no rows": replaced("report.md", "[requests,", "[requests, issues,"),
    "a program among the attachments": added("attachments/bang.exe", b"MZ"),
    "a file of another name": added("isues.csv", b"M\xc3\xa3\n"),
    "a row with a cell too many": replaced("issues.csv", "Họp ba bên", "Họp, ba bên"),
    "a quote that is not closed": replaced("issues.csv", "Họp ba bên", '"Họp ba bên'),
    "a blank row in the middle": replaced("issues.csv", "VD-2031-01002", "\nVD-2031-01002"),
    "a cell that would run as a formula": replaced("issues.csv", "Họp ba bên", "=1+1"),
    "a letter of another alphabet in an id": replaced(
        "issues.csv", "VD-2031-01002", "VD-2031-0100О"
    ),
    "a control of direction": replaced("issues.csv", "Họp ba bên", "Họp \u202eba bên"),
    "an invisible character": replaced("issues.csv", "Họp ba bên", "Họp\u200b ba bên"),
    "a key given twice": replaced(
        "report.md", "place: Thử Nghiệm", "place: Thử Nghiệm\nplace: Nơi khác"
    ),
    "a bracket that is not closed": replaced(
        "report.md", "information-requests, tasks]", "information-requests, tasks"
    ),
    "a misspelt key": replaced("report.md", "place: Thử Nghiệm", "plase: Thử Nghiệm"),
    "no front matter": without_lines("report.md", "---", "## I."),
    "a report in the folder of another team": replaced("report.md", "team: to-01", "team: to-02"),
    "an approval by someone else": replaced(
        "report.md", "approved_by: Trần Thị Mẫu", "approved_by: Lê Thị Ví Dụ"
    ),
    "issued without a number": replaced("report.md", 'number: "05"', 'number: ""'),
    "HTML in prose": replaced(
        "report.md", "Bộ phận làm việc với hai xã.", "Bộ phận <b>làm việc</b> với hai xã."
    ),
    "a link that would run": replaced(
        "report.md", "Bộ phận làm việc với hai xã.", "Xem [tại đây](javascript:alert(1))."
    ),
    "a quoted figure that does not exist": replaced("report.md", "{KT01}", "{KT99}"),
}
SUMMARIES = {"lỗi": "Chưa dựng được: 1 lỗi.", "lưu ý": "Không có lỗi; 1 lưu ý."}


def _expected() -> dict[str, str]:
    parts = (Path(__file__).parent / "expected.txt").read_text(encoding="utf-8").split("#### ")
    return {name: text.strip() for name, _, text in (part.partition("\n") for part in parts[1:])}


EXPECTED = _expected()


def test_every_damage_has_its_expected_text() -> None:
    assert list(EXPECTED) == list(DAMAGES)


def test_the_undamaged_copy_is_clean(
    small_province: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(small_province.root), "check"]) == 0
    assert capsys.readouterr().out == "Không có lỗi.\n"


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_copy_gets_exactly_its_one_message(
    small_province: Project, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    DAMAGES[name](small_province.root / FOLDER)
    word = "lưu ý" if ": lưu ý [" in EXPECTED[name] else "lỗi"
    code = main(["--root", str(small_province.root), "check"])
    expected = EXPECTED[name].replace("{here}", FOLDER)
    assert capsys.readouterr().out == f"{expected}\n\n{SUMMARIES[word]}\n"
    assert code == (1 if word == "lỗi" else 0)


@pytest.mark.parametrize("name", [name for name in DAMAGES if ": lỗi [" in EXPECTED[name]])
def test_an_error_leaves_the_old_site(small_province: Project, name: str) -> None:
    DAMAGES[name](small_province.root / FOLDER)
    old = small_province.root / "site/index.html"
    old.parent.mkdir()
    old.write_text("trang cũ", encoding="utf-8")
    assert main(["--root", str(small_province.root), "build"]) == 1
    assert [path.name for path in old.parent.iterdir()] == ["index.html"]
    assert old.read_text(encoding="utf-8") == "trang cũ"
