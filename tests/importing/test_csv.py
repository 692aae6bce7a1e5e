"""CSV in all forms that Excel makes of one table: the same file of the report, or a refusal."""

import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from build_tools.project import Project

ROOT = Path(__file__).resolve().parents[2]
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


def old(text: str, encoding: str) -> bytes:
    """Bytes of Windows-1258 (a letter, then its tone) or of TCVN3."""
    if encoding == "tcvn3":
        return bytes(TCVN3.get(letter, ord(letter) & 0xFF) for letter in text)
    tones = "\u0300\u0309\u0303\u0301\u0323"
    data = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in tones)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        data += f"{bare}{tone}".encode("cp1258")
    return data


TCVN3 = dict(
    zip("ĩạịểấộườđóãẻệắ", b"\xdc\xb9\xde\xd3\xca\xe9\xf7\xb2\xae\xe3\xb7\xce\xd6\xbe", strict=False)
)


def test_windows_1258_is_read_when_that_is_said(import_file: Callable[..., Any]) -> None:
    data = old(table(";", ROW), "cp1258")
    run = import_file(data)
    assert run.code == 1
    assert "bảng mã" in run.told
    assert "Windows-1258" in run.told
    assert run.files == {}
    assert import_file(data, "--encoding", "windows-1258").rows("issues.csv") == [WANTED]


def test_unicode_said_to_be_windows_1258_is_refused(import_file: Callable[..., Any]) -> None:
    run = import_file(table(";", ROW).encode(), "--encoding", "cp1258")
    assert (run.code, run.files) == (1, {})
    assert "Tệp dùng Unicode, không phải bảng mã Windows-1258." in run.told


def test_another_encoding_is_wrong_usage(import_file: Callable[..., Any]) -> None:
    with pytest.raises(SystemExit) as error:
        import_file(table(";", ROW).encode(), "--encoding", "tcvn3")
    assert error.value.code == 2


FIGURES = "Địa bàn;Chỉ tiêu;Thực hiện trong kỳ;Tính chất số liệu;Số liệu đến ngày;Nguồn\n"
REFUSED = {
    "an ambiguous number": (
        FIGURES + "Xã Đạ Tẻh;KT01;1.234;so bo;14/02/2031;Thuế\n",
        "dòng 2, cột 3: “Thực hiện trong kỳ”: số “1.234” đọc được hai cách",
    ),
    "a value of no list": (table(";", (*ROW[:6], "Xong rồi")), "dòng 2, cột 7: “Tình trạng”"),
    "an unknown place": (table(";", (ROW[0], "Xã Lạ", *ROW[2:])), "dòng 2, cột 2: “Địa bàn”"),
    "a day of no month": (table(";", (*ROW[:5], "31/02/2031", ROW[6])), "dòng 2, cột 6: “Ngày"),
    "an american day": (table(";", (*ROW[:5], "2/25/2031", ROW[6])), "dòng 2, cột 6: “Ngày"),
    "a formula": (table(";", (*ROW[:4], "=1+1", *ROW[5:])), "dòng 2, cột 5: “Nội dung tóm tắt”"),
    "a row too long": (table(";", (*ROW, "thừa")), "dòng 2: Dòng có 8 ô, dòng tên cột có 7 ô."),
    "a row too short": (table(";", ROW[:6]), "dòng 2: Dòng có 6 ô, dòng tên cột có 7 ô."),
    "a misplaced quote": (table(";", (*ROW[:4], 'a "b" c', *ROW[5:])), "dòng 2, cột"),
    "two columns of one field": (
        table(";", ROW).replace("Loại", "dia ban"),
        "dòng 1, cột 4: Cột “dia ban” và cột “Địa bàn” cùng là một cột.",
    ),
    "a column that is missing": (
        ";".join(HEADS[:6]) + "\n" + ";".join(ROW[:6]) + "\n",
        "Thiếu cột “Tình trạng”",
    ),
    "a letter that hides": (table(";", (*ROW[:4], "Đường\u200b", *ROW[5:])), "U+200B"),
    "nothing that is known": ("a;b\n1;2\n", "Không nhận ra bảng của phụ lục nào"),
    "no text at all": ("\ufeff", "trống"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_wrong_or_doubtful_is_refused_with_its_place(
    import_file: Callable[..., Any], case: str
) -> None:
    text, told = REFUSED[case]
    run = import_file(text.encode())
    assert (run.code, run.files) == (1, {})
    assert told in run.told
    assert "chưa ghi gì" in run.told


def test_all_faults_are_told_at_once(import_file: Callable[..., Any]) -> None:
    faulty = (ROW[0], "Xã Lạ", "Lạ", *ROW[3:5], "31/02/2031", "Lạ")
    run = import_file(table(";", faulty, faulty).encode())
    assert run.told.count("→") == 4  # equal ones of two rows together
    assert "dòng 2, cột 2; dòng 3, cột 2: " in run.told


def test_a_value_that_is_missing_may_follow_later(import_file: Callable[..., Any]) -> None:
    run = import_file(table(";", (*ROW[:6], "")).encode())
    assert "dòng 2, cột 7: “Tình trạng” để trống" in run.told
    assert run.rows("issues.csv") == [WANTED.replace("Mới", "")]


def test_a_table_that_may_be_two_annexes_asks_which(import_file: Callable[..., Any]) -> None:
    heads = "Ngày;Địa bàn;Ghi chú\n05/02/2031;Xã Đạ Tẻh;x\n".encode()
    run = import_file(heads)
    assert run.code == 1
    assert run.files == {}


def test_unknown_columns_are_asked_for_and_left_out(import_file: Callable[..., Any]) -> None:
    text = table(";", (*ROW, "riêng")).replace("Tình trạng", "Tình trạng;Việc riêng")
    run = import_file(text.encode(), answer=False)
    assert "cột “Việc riêng” không có trong phụ lục này, sẽ bỏ qua" in run.told
    assert "Chưa ghi gì. Đã xem kỹ thì chạy lại với --yes." in run.told
    assert (run.code, run.files) == (2, {})
    assert import_file(text.encode()).rows("issues.csv") == [WANTED]


def test_a_dry_run_writes_nothing(import_file: Callable[..., Any]) -> None:
    run = import_file(table(";", ROW).encode(), "--dry-run")
    assert (run.code, run.files) == (0, {})
    assert run.told.endswith("Chỉ xem: chưa ghi gì.\n")


def test_a_file_that_stands_is_written_over_only_when_told(import_file: Callable[..., Any]) -> None:
    first = import_file(table(";", ROW).encode())
    assert "Đã ghi content/reports/2031-02/to-01/issues.csv" in first.told
    again = table(";", (*ROW[:4], "Cầu hỏng", *ROW[5:])).encode()
    run = import_file(again)
    assert run.code == 2
    assert (
        "Đã có issues.csv trong content/reports/2031-02/to-01; muốn ghi đè: --replace." in run.told
    )
    assert run.files == first.files
    run = import_file(again, "--replace")
    assert "issues.csv: 1 dòng (đang có 1)" in run.told
    assert run.rows("issues.csv") == [WANTED.replace("Đường", "Cầu")]
    assert {**run.files, "issues.csv": ""} == {**first.files, "issues.csv": ""}
    same = import_file(again)
    assert "\nKhông có gì thay đổi so với tệp đang có.\n" in same.told
    assert same.told.endswith(f"{run.told.splitlines()[-1]}\n")  # the report is judged all the same


def test_a_report_that_was_sent_is_never_written_over(import_file: Callable[..., Any]) -> None:
    first = import_file(table(";", ROW).encode())
    assert "Dự thảo" in first.files["report.md"]
    run = import_file(table(";", ROW).encode(), "--period", "2031-01", "--replace")
    assert run.code == 2
    assert "content/reports/2031-01/to-01 không còn là dự thảo" in run.told


def test_the_gate_refuses_and_repeats_nothing(import_file: Callable[..., Any]) -> None:
    number = "012345678901"
    for text in (f"Số căn cước {number}", "TỐI MẬT"):
        run = import_file(table(";", (*ROW[:4], text, *ROW[5:])).encode())
        assert (run.code, run.files) == (1, {})
        assert "dòng 2: Chỗ này có" in run.told
        assert number not in run.told
        assert "TỐI MẬT" not in run.told
        assert "Đường" not in run.told


def test_a_name_that_the_gate_refuses_is_not_repeated(import_file: Callable[..., Any]) -> None:
    run = import_file(b"a", name="ke-hoach-toi-mat.pdf")
    assert run.code == 2
    assert "toi-mat" not in run.told
    assert "k…-h…-t…-m….pdf" in run.told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a.xlsm", "Lưu lại thành .xlsx, không có macro."),
        ("a.xls", "Lưu lại thành .xlsx."),
        ("a.exe", "Chỉ nhập được: .csv, .tsv, .txt, .xlsx, .ods, .docx."),
    ],
)
def test_other_kinds_of_files_are_wrong_usage(
    import_file: Callable[..., Any], name: str, told: str
) -> None:
    run = import_file(b"a", name=name)
    assert run.code == 2
    assert told in run.told


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> list[str]:
    """Sit at the console and answer; return the questions that were asked."""
    asked: list[str] = []
    left = list(lines)

    def answer(question: str) -> str:
        asked.append(question)
        return left.pop(0)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", answer)
    return asked


def test_at_a_console_the_question_is_asked_and_no_is_no(
    import_file: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answers(monkeypatch, "", "c")
    data = table(";", ROW).encode()
    run = import_file(data, answer=False)
    assert asked == ["Ghi vào content/reports/2031-02/to-01? [c/K] "]
    assert (run.code, run.files) == (2, {})
    assert run.told.endswith("Chưa ghi gì.\n")
    assert import_file(data, answer=False).rows("issues.csv") == [WANTED]


def test_at_a_console_the_encoding_is_asked_for(
    import_file: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answers(monkeypatch, "c", "c")
    run = import_file(old(table(";", ROW), "cp1258"), answer=False)
    assert asked[0] == "Tệp có vẻ dùng bảng mã windows-1258. Đọc theo bảng mã này? [c/K] "
    assert run.rows("issues.csv") == [WANTED]


def test_what_was_changed_during_the_question_is_not_written_over(
    import_file: Callable[..., Any], small_province: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_file(table(";", ROW).encode())
    issues = small_province.root / "content/reports/2031-02/to-01/issues.csv"
    mine = issues.read_bytes().replace("Đường".encode(), "Cầu".encode())

    def edit_meanwhile(question: str) -> str:
        del question
        issues.write_bytes(mine)
        return "c"

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", edit_meanwhile)
    again = table(";", (*ROW[:4], "Kênh hỏng", *ROW[5:])).encode()
    run = import_file(again, "--replace", answer=False)
    assert run.code == 2
    assert "issues.csv vừa được sửa trong lúc chạy lệnh" in run.told
    assert issues.read_bytes() == mine


def test_the_end_of_the_input_at_a_console_is_no(
    import_file: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(question: str) -> str:
        raise EOFError(question)

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", end)
    run = import_file(table(";", ROW).encode(), answer=False)
    assert (run.code, run.files) == (2, {})
    assert run.told.endswith("Chưa ghi gì.\n")


def test_no_standard_input_at_all_is_no_answer(
    import_file: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    run = import_file(table(";", ROW).encode(), answer=False)
    assert (run.code, run.files) == (2, {})
    assert run.told.endswith("Chưa ghi gì. Đã xem kỹ thì chạy lại với --yes.\n")


@pytest.mark.parametrize("given", ["--yes", "--replace"])
def test_a_reader_who_goes_away_stops_no_import_that_has_its_yes(
    small_province: Project, given: str
) -> None:
    file = small_province.root / "tep.csv"
    file.write_bytes(table(";", ROW).encode())
    where = ["--root", str(small_province.root), "import", str(file)]
    command = [sys.executable, "-u", "-m", "build_tools", *where, "--team", "1"]
    with subprocess.Popen(
        [*command, "--period", "2031-02", given],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    is_written = (small_province.root / "content/reports/2031-02/to-01/issues.csv").exists()
    assert (is_written, process.returncode, told) == (
        (True, 0, b"")
        if given == "--yes"
        else (False, 2, "Chưa ghi gì. Đã xem kỹ thì chạy lại với --yes.\n".encode())
    )
