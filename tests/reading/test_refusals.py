"""Every rule of reading, broken once: exactly one finding, where it is and in which words."""

import os
import tomllib
import unicodedata
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.reading import tables, tree
from build_tools.reading.front_matter import read_front_matter, read_yaml
from build_tools.reading.markdown import read_prose
from build_tools.reading.tables import read_table
from build_tools.reading.text import SourceText, read_text
from build_tools.reading.tree import list_files

InWords = Callable[[Diagnostics], list[str]]

# code → what stands in the file, line and column of the finding, what is said
TEXTS: dict[str, tuple[bytes, str, str]] = {
    "file.empty": (b"\xef\xbb\xbf \r\n", "1:1", "Tệp “f” trống, không có nội dung."),
    "text.encoding": (
        "Đạ\nTẻh ".encode() + b"\xff\xff\n",
        "2:5",
        "Tệp không phải văn bản Unicode: byte FF tại đây không đọc được.",
    ),
    "text.utf-16": (
        "Đạ Tẻh".encode("utf-16"),
        "1:1",
        "Tệp dùng mã UTF-16; đọc được nhưng không phải dạng chuẩn.",
    ),
    "text.utf-16-unmarked": (
        "a,b\n1,2\n".encode("utf-16-le"),
        "1:1",
        "Tệp dùng mã UTF-16 mà thiếu dấu nhận biết ở đầu nên không đọc chắc chắn được.",
    ),
    "text.not-nfc": (
        unicodedata.normalize("NFD", "a\nXã").encode(),
        "2:2",
        "Chữ có dấu viết ở dạng tách rời (1 dòng); đã tự đổi sang dạng dựng sẵn.",
    ),
    "text.lone-return": (
        b"a\r\nb\rc",
        "2:2",
        "Dòng kết thúc bằng ký tự U+000D đứng một mình (kiểu máy Mac cũ).",
    ),
    "text.piled-marks": (
        ("a\nXa" + "\u0301" * 5).encode(),
        "2:7",
        "Có chữ mang hơn 4 dấu chồng lên nhau; dấu thừa đầu tiên là U+0301.",
    ),
    "text.windows-1258": (
        b"a\nTho\xf2 Xu\xe2n, Qua\xd2ng X\xfd\xf5ng",
        "2:1",
        "Tệp dùng bảng mã Windows-1258, không phải Unicode (4 từ, đầu tiên là “Thọ”).",
    ),
    "text.tcvn3": (
        "a,TrÇn V¨n Nam".encode("latin-1"),
        "1:3",
        "Văn bản dùng bảng mã TCVN3 (ABC), không phải Unicode (2 từ, đầu tiên là “Trần”).",
    ),
    "text.vni": (
        "a\nTænh uûy".encode(),
        "2:1",
        "Văn bản dùng bảng mã VNI, không phải Unicode (2 từ, đầu tiên là “Tỉnh”).",
    ),
    "text.double-encoded": (
        "Xã Đạ".encode().decode("latin-1").encode(),
        "1:1",
        "Chữ Việt bị vỡ do mã hóa hai lần (2 từ, đầu tiên là “XÃ£”, đúng ra là “Xã”).",
    ),
    "text.lost-letters": (
        "Xã Đ\ufffd".encode(),
        "1:5",
        "Có chữ đã mất khi chuyển mã, hiện thành ký tự thay thế U+FFFD (1 chỗ).",
    ),
    "text.control": (b"a\nb\0c\0", "2:2", "Có ký tự điều khiển U+0000 (2 chỗ)."),
    "text.bidi": (
        "Xã\u202e".encode(),
        "1:3",
        (
            "Có ký tự đổi chiều chữ U+202E “ép chiều phải sang trái” làm chữ hiện ra khác với "
            "nội dung thật (1 chỗ)."
        ),
    ),
    "text.invisible": (
        "Xã\n\u200bĐạ".encode(),
        "2:1",
        "Có ký tự ẩn U+200B “dấu cách không bề rộng” (1 chỗ).",
    ),
    "text.private-use": (
        "\uf0b7 Một".encode(),
        "1:1",
        "Có ký tự riêng của phông chữ U+F0B7, nơi khác không hiện được (1 chỗ).",
    ),
    "text.mixed-script": (
        "mã HС01".encode(),
        "1:5",
        "Từ “HС01” lẫn chữ cái U+0421 nhìn giống chữ Việt nhưng là chữ khác (1 chỗ).",
    ),
}
YAML: dict[str, tuple[str, str, str]] = {
    "yaml.unclosed": (
        "---\na: b\n",
        "1:1",
        "Phần khai báo đầu tệp chưa được đóng bằng dòng “---”.",
    ),
    "yaml.missing": (
        "team: to-01\n---\n",
        "1:1",
        "Đầu tệp thiếu phần khai báo đặt giữa hai dòng “---”.",
    ),
    "yaml.too-large": (
        "---\na: " + "x" * 16 * 1024 + "\n---\n",
        "2:1",
        "Phần khai báo quá dài: 17 KB, tối đa 16 KB.",
    ),
    "yaml.too-deep": ("---\na: [[[[[[x]]]]]]\n---\n", "2:9", "Các mục lồng nhau quá 6 cấp."),
    "yaml.malformed": ("---\na: b\nđạ: @x\n---\n", "3:5", "Không đọc được phần khai báo tại đây."),
    "yaml.colon": (
        "---\na: b\ntên: Đạ: Tẻh\n---\n",
        "3:8",
        "Giá trị có dấu hai chấm nên không đọc được.",
    ),
    "yaml.no-colon": (
        "---\na: b\nxin chào\nc: d\n---\n",
        "3:1",
        "Dòng này thiếu dấu hai chấm sau tên mục, hoặc thụt vào chưa đúng.",
    ),
    "yaml.quote": (
        '---\na: b\nđạ: "x\nc: d\n---\n',
        "3:5",
        "Dấu nháy mở tại đây không có dấu nháy đóng.",
    ),
    "yaml.bracket": (
        "---\nđạ: [x, y\nc: d\n---\n",
        "2:5",
        "Dấu ngoặc mở tại đây chưa được đóng, hoặc thiếu dấu phẩy giữa các giá trị.",
    ),
    "yaml.tab": ("---\na:\n  - b\n\tc: d\n---\n", "4:1", "Dòng thụt vào bằng phím Tab."),
    "yaml.comment": (
        "---\na: Khu phố #2\n---\n",
        "2:4",
        "Phần từ dấu “#” trở đi của giá trị này sẽ bị bỏ mất.",
    ),
    "yaml.reference": (
        "---\na: &x b\n---\n",
        "2:4",
        "Không dùng dấu “&” hoặc “*” để đặt tên và nhắc lại giá trị.",
    ),
    "yaml.tag": ("---\na: !!python/none x\n---\n", "2:4", "Không dùng dấu “!” để ép kiểu giá trị."),
    "yaml.escape": (
        '---\na: b\nđạ: "x \\\\ \\" M\\u1eacT"\n---\n',
        "3:5",
        "Giá trị có mã ký tự “\\u1eac”.",
    ),
    "yaml.merge": ("---\na: b\n<<: c\n---\n", "3:1", "Không dùng mục “<<” để gộp giá trị."),
    "yaml.duplicate-key": (
        "---\naudience: intranet\nb: c\naudience: to-01\n---\n",
        "4:1",
        "Mục “audience” khai hai lần; lần đầu ở dòng 2.",
    ),
    "yaml.key": ("---\n[a]: b\n---\n", "2:1", "Tên mục tại đây không phải là một từ."),
    "yaml.not-mapping": (
        "---\n- a\n---\n",
        "2:1",
        "Phần khai báo không có mục nào theo mẫu “tên: giá trị”.",
    ),
}
SETTINGS: dict[str, tuple[str, str, str]] = {
    "yaml.documents": ("a: b\n---\nc: d\n", "2:1", "Có nhiều hơn một phần khai báo."),
    "yaml.directive": (
        "%YAML 1.1\n---\na: b\n",
        "1:1",
        "Không dùng dòng chỉ thị bắt đầu bằng dấu “%”.",
    ),
}
CSV: dict[str, tuple[str, str, str]] = {
    "csv.delimiter": (
        "a;b\n1;2\n",
        "1:1",
        "Các ô ngăn cách bằng dấu chấm phẩy “;”; đọc được nhưng dạng chuẩn là dấu phẩy.",
    ),
    "csv.delimiter-unclear": (
        "a;b,c\n1;2,3\n",
        "1:1",
        (
            "Dòng tiêu đề có cả dấu phẩy “,” và dấu chấm phẩy “;” "
            "nên không rõ dấu nào ngăn cách các ô."
        ),
    ),
    "csv.ragged": ("a,b\n1,2\n1,đạ,3\n", "3:6", "Dòng này có 3 ô, tiêu đề có 2 cột."),
    "csv.stray-quote": (
        'a,b\n1,xã "Đạ"\n',
        "2:6",
        "Dấu nháy kép đứng giữa ô không đặt trong dấu nháy.",
    ),
    "csv.text-after-quote": ('a,b\n"1"x,2\n', "2:4", "Sau dấu nháy đóng ô còn chữ “x”."),
    "csv.unclosed-quote": (
        'a,b\n1,"2\n3,4\n',
        "2:3",
        "Ô mở bằng dấu nháy kép tại đây không có dấu nháy đóng.",
    ),
    "csv.empty-header": ("a,,c\n1,2,3\n", "1:3", "Cột thứ 2 không có tiêu đề."),
    "csv.duplicate-header": (
        "Tên,b,tên\n1,2,3\n",
        "1:7",
        "Tiêu đề “tên” có ở hai cột: cột thứ 1 và cột thứ 3.",
    ),
    "csv.blank-row": (
        "a,b\n1,2\n\n3,4\n",
        "3:1",
        "Dòng trống nằm trước hoặc giữa các dòng có dữ liệu.",
    ),
    "csv.long-cell": (
        "a,b\n1," + "x" * 32_768 + "\n",
        "2:3",
        "Ô tại đây dài quá 32767 ký tự.",
    ),
    "csv.leading-break": (
        'a,b\n1,"\n=2"\n',
        "2:3",
        "Ô tại đây bắt đầu bằng phím Tab hoặc bằng xuống dòng.",
    ),
    "csv.too-many-columns": ("a,b\n1" + ",1" * 500, "2:1", "Một dòng có hơn 500 ô."),
}
PROSE: dict[str, tuple[str, str, str]] = {
    "markdown.too-large": (
        "a\n" + "[" * 2001,
        "1:1",
        "Phần văn bản quá dài, có quá nhiều dòng hoặc quá nhiều dấu ngoặc, dấu “|”.",
    ),
    "markdown.long-line": (
        "a\n\n" + "b" * 10_001,
        "3:1",
        "Dòng này dài quá 10000 ký tự.",
    ),
    "markdown.too-deep": (
        "a\n\n" + ">" * 30 + " b",
        "3:1",
        "Danh sách hoặc trích dẫn lồng nhau quá nhiều cấp.",
    ),
    "markdown.html": ("đạ <b>x</b>", "1:4", "Văn bản có mã HTML “<b>”, không được dùng."),
    "markdown.entity": (
        "a &amp; b\n\nđạ M&#7852;T & R&D; &x;",
        "3:5",
        "Văn bản có mã ký tự “&#7852;”.",
    ),
    "markdown.link": (
        "a\nđạ [b](javascript:x)",
        "2:4",
        "Liên kết tới “javascript:x” không được dùng.",
    ),
    "markdown.image": (
        "- ![b](https://a.vn/b.png)",
        "1:3",
        "Ảnh “https://a.vn/b.png” không nằm trong kho.",
    ),
    "markdown.brace": ("đạ {KT01 và", "1:4", "Dấu ngoặc nhọn “{” lẻ, không thành cặp."),
    "markdown.table-row": (
        "| a | b |\n|---|---|\n| 1 | 2 | 3 |",
        "3:1",
        "Dòng của bảng có 3 ô, tiêu đề có 2 cột.",
    ),
}

REPORT = "content/reports/2026-01/to-01"


def write(root: Path, path: str, data: bytes = b"x") -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(data)


def make_large(root: Path) -> None:
    write(root, f"{REPORT}/report.md", b"x" * (1024 * 1024 + 1))


def make_link(root: Path) -> None:
    (root / REPORT).mkdir(parents=True)
    (root / REPORT / "report.md").symlink_to("/etc/hosts")


def make_pipe(root: Path) -> None:
    (root / REPORT).mkdir(parents=True)
    os.mkfifo(root / REPORT / "report.md")


def make_twin_name(root: Path) -> None:
    write(root, "outside.md")
    (root / REPORT).mkdir(parents=True)
    (root / REPORT / "report.md").hardlink_to(root / "outside.md")


def make_twins(root: Path) -> None:
    write(root, f"{REPORT}/attachments/A.pdf", b"%PDF-1.7")
    write(root, f"{REPORT}/attachments/a.pdf", b"%PDF-1.7")


# code → what is done to an empty checkout, the path of the finding, what is said
TREES: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "file.missing-content": (
        lambda root: (root / "content").rmdir(),
        "content",
        "Không có thư mục nội dung “content”.",
    ),
    "file.link": (
        make_link,
        f"{REPORT}/report.md",
        "“report.md” là liên kết tới nơi khác, không phải tệp thật.",
    ),
    "file.hard-link": (
        make_twin_name,
        f"{REPORT}/report.md",
        "“report.md” cùng là một tệp với tệp ở nơi khác (liên kết cứng).",
    ),
    "file.name-too-long": (
        lambda root: write(root, f"{REPORT}/attachments/{'a' * 117}.pdf"),
        f"{REPORT}/attachments",
        f"Tên “{'a' * 40}…” dài quá 120 ký tự.",
    ),
    "file.device": (
        make_pipe,
        f"{REPORT}/report.md",
        "“report.md” không phải là tệp thường nên không được mở.",
    ),
    "file.folder": (
        lambda root: (root / REPORT / "issues.csv").mkdir(parents=True),
        f"{REPORT}/issues.csv",
        "“issues.csv” phải là tệp nhưng lại là thư mục.",
    ),
    "file.not-folder": (
        lambda root: write(root, REPORT),
        REPORT,
        "“to-01” phải là thư mục nhưng lại là tệp.",
    ),
    "file.place": (
        lambda root: write(root, f"{REPORT}/bien-ban.pdf"),
        f"{REPORT}/bien-ban.pdf",
        "“bien-ban.pdf” không được đặt ở đây.",
    ),
    "file.kind": (
        lambda root: write(root, f"{REPORT}/attachments/a.exe"),
        f"{REPORT}/attachments/a.exe",
        "Không nhận loại tệp của “a.exe”.",
    ),
    "file.content-kind": (
        lambda root: write(root, f"{REPORT}/attachments/a.pdf", b"<html>"),
        f"{REPORT}/attachments/a.pdf",
        "Nội dung của “a.pdf” không đúng loại tệp mà tên gọi cho biết.",
    ),
    "file.name": (
        lambda root: write(root, f"{REPORT}/attachments/a\u202e.pdf"),
        f"{REPORT}/attachments/a<U+202E>.pdf",
        (
            "Tên “a<U+202E>.pdf” có dấu cách ở đầu hoặc cuối, ký tự ẩn hoặc ký tự không dùng được "
            "trong tên tệp."
        ),
    ),
    "file.name-not-nfc": (
        lambda root: write(root, unicodedata.normalize("NFD", f"{REPORT}/attachments/Xã.pdf")),
        f"{REPORT}/attachments/Xã.pdf",
        "Tên “Xã.pdf” viết chữ có dấu ở dạng tách rời (thường do máy Mac).",
    ),
    "file.same-name": (
        make_twins,
        f"{REPORT}/attachments/a.pdf",
        "“a.pdf” và “A.pdf” chỉ khác nhau chữ hoa, chữ thường nên trùng nhau trên Windows.",
    ),
    "file.address-name": (
        lambda root: write(root, "content/documents/Quyết định.md"),
        "content/documents/Quyết định.md",
        "Tên “Quyết định.md” không dùng làm địa chỉ trang được.",
    ),
    "file.too-large": (
        make_large,
        f"{REPORT}/report.md",
        "“report.md” quá lớn: 2 MB, tối đa 1 MB.",
    ),
    "file.ignored": (
        lambda root: write(root, "content/.DS_Store"),
        "content/.DS_Store",
        "Bỏ qua “.DS_Store”: tệp phụ do máy tính tự tạo.",
    ),
}
ELSEWHERE = {
    "file.too-many",
    "file.too-much",
    "file.unreadable",
    "csv.line-ends",
    "csv.too-many-rows",
    "csv.too-many-cells",
}  # need a changed bound or disk, or the name of a table


@pytest.mark.parametrize("code", TEXTS)
def test_bad_text(tmp_path: Path, said: InWords, code: str) -> None:
    data, place, words = TEXTS[code]
    (tmp_path / "f").write_bytes(data)
    found = Diagnostics()
    read_text(tmp_path, "f", found)
    assert said(found) == [f"f:{place}: [{code}] {words}"]


@pytest.mark.parametrize("code", YAML)
def test_bad_front_matter(said: InWords, code: str) -> None:
    text, place, words = YAML[code]
    found = Diagnostics()
    assert read_front_matter(SourceText("f", text, ""), found) is None
    assert said(found) == [f"f:{place}: [{code}] {words}"]


@pytest.mark.parametrize("code", SETTINGS)
def test_bad_settings(said: InWords, code: str) -> None:
    text, place, words = SETTINGS[code]
    found = Diagnostics()
    assert read_yaml(SourceText("f", text, ""), found) is None
    assert said(found) == [f"f:{place}: [{code}] {words}"]


@pytest.mark.parametrize("code", CSV)
def test_bad_table(said: InWords, code: str) -> None:
    text, place, words = CSV[code]
    found = Diagnostics()
    read_table(SourceText("f", text, ""), found)
    assert said(found) == [f"f:{place}: [{code}] {words}"]


@pytest.mark.parametrize("code", PROSE)
def test_bad_prose(said: InWords, code: str) -> None:
    text, place, words = PROSE[code]
    found = Diagnostics()
    read_prose("f", text, 1, found)
    assert said(found) == [f"f:{place}: [{code}] {words}"]


@pytest.mark.parametrize("code", TREES)
def test_bad_tree(tmp_path: Path, said: InWords, code: str) -> None:
    damage, path, words = TREES[code]
    (tmp_path / "content").mkdir()
    damage(tmp_path)
    found = Diagnostics()
    list_files(tmp_path / "content", tmp_path, found)
    assert said(found) == [f"{path}:1:1: [{code}] {words}"]


def test_too_many_files(tmp_path: Path, said: InWords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_FILES", 1)
    write(tmp_path, "content/index.md")
    write(tmp_path, "content/settings.yml")
    found = Diagnostics()
    list_files(tmp_path / "content", tmp_path, found)
    assert said(found) == ["content:1:1: [file.too-many] Thư mục nội dung có hơn 1 tệp."]


def test_too_much_text(tmp_path: Path, said: InWords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_TOTAL_TEXT", 1024)
    write(tmp_path, "content/index.md", b"x" * 1000)
    write(tmp_path, "content/settings.yml", b"x" * 25)
    found = Diagnostics()
    list_files(tmp_path / "content", tmp_path, found)
    assert said(found) == [
        "content:1:1: [file.too-much] Các tệp văn bản và bảng cộng lại vượt quá 1 KB."
    ]


def test_lines_that_end_in_two_ways(tmp_path: Path, said: InWords) -> None:
    (tmp_path / "f.csv").write_bytes(b'a,b\r\n"1\n1",2\r\n3,4\n5,6\r\n')
    found = Diagnostics()
    assert read_text(tmp_path, "f.csv", found) is None
    assert said(found) == [
        (
            "f.csv:4:1: [csv.line-ends] Các dòng kết thúc theo hai kiểu khác nhau (CR LF và LF), "
            "bắt đầu từ dòng này."
        )
    ]


def test_too_many_rows(said: InWords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 2)
    found = Diagnostics()
    assert read_table(SourceText("f", "a\n1\n2\n", ""), found) is not None
    assert read_table(SourceText("f", "a\n1\n2\n3\n", ""), found) is None
    assert said(found) == ["f:1:1: [csv.too-many-rows] Bảng có hơn 2 dòng."]


def test_too_many_cells(said: InWords, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_CELLS", 4)
    found = Diagnostics()
    assert read_table(SourceText("f", "a,b\n1,2\n", ""), found) is not None
    assert read_table(SourceText("f", "a,b\n1,2\n3,4\n", ""), found) is None
    assert said(found) == ["f:3:1: [csv.too-many-cells] Bảng có hơn 4 ô."]


def test_a_file_that_cannot_be_opened(tmp_path: Path, said: InWords) -> None:
    found = Diagnostics()
    assert read_text(tmp_path, "f", found) is None
    assert said(found) == ["f:1:1: [file.unreadable] Không mở được “f” để đọc."]


def test_every_rule_of_reading_is_broken_here() -> None:
    table = files("build_tools.diagnostics").joinpath("reading.toml").read_text(encoding="utf-8")
    codes = {f"{family}.{name}" for family, rules in tomllib.loads(table).items() for name in rules}
    assert {*TEXTS, *YAML, *SETTINGS, *CSV, *PROSE, *TREES, *ELSEWHERE} == codes
