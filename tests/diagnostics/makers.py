"""What no text can say: entries of a disk, attachments of every kind, by the name of a maker."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from attachment_files import docx_parts, package, pdf, png, relationships, xlsx_parts

from build_tools.reading import tree
from build_tools.reading.opening import FolderKeeper, open_folder

MIB = 1024 * 1024
PROVINCE = Path(__file__).parents[1] / "fixtures/small_province/content"
_OUTSIDE = "outside.csv"  # beside content/


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def _lengthen(old: str, times: int) -> Callable[[Path], None]:
    """Return a maker that repeats a text of the file, which stands in it once."""
    return lambda file: _replace(file, old, old * times)


def _moved_out(file: Path) -> Path:
    content = next(folder for folder in file.parents if folder.name == "content")
    return file.rename(content.with_name(_OUTSIDE))


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def _files(count: int, size: int) -> Callable[[Path], None]:
    """Return a maker of so many files of a size in the folder, which take no room on the disk."""

    def make(folder: Path) -> None:
        for number in range(count):
            with (folder / f"van-ban-{number}.md").open("wb") as stream:
                stream.truncate(size)

    return make


def _lines_of_two_systems(file: Path) -> None:
    first, *others = file.read_text(encoding="utf-8").splitlines()
    ends = f"{first}\r\n" + "\n".join([*others, ""])
    file.write_bytes(ends.encode())


def _with_rows(change: Callable[[list[str]], list[str]]) -> Callable[[Path], None]:
    """Return a maker that changes the rows of a table below its head."""

    def make(file: Path) -> None:
        head, *rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
        file.write_text("".join([head, *change(rows)]), encoding="utf-8")

    return make


def _table(columns: int, rows: int) -> Callable[[Path], None]:
    """Return a maker of a table with two columns that are filled and others that are not."""

    def make(file: Path) -> None:
        head, row = "Mã cơ quan,Tên cơ quan", "van-phong,Văn phòng"
        more = "," * (columns - 2)
        lines = [head + more, *[row + more] * rows]
        file.write_text("\n".join([*lines, ""]), encoding="utf-8")

    return make


def _docx(parts: Mapping[str, str | bytes]) -> bytes:
    return package({**docx_parts("Biên bản"), **parts})


def _encrypted() -> bytes:
    """Return a document whose first part says that it is encrypted."""
    data = bytearray(_docx({}))
    for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.find(mark) + flags] |= 1
    return bytes(data)


_PICTURE = "<< /Type /XObject /Subtype /Image /Width 1200 /Height 1600 >>\nstream\n\nendstream"
_FETCHED = relationships(
    '<Relationship Id="r1" Type="http://x/image" Target="https://x/a.png" TargetMode="External"/>'
)
# Every number and person is invented.
_ATTACHMENTS: Mapping[str, bytes] = {
    "a PDF": pdf("Biên bản"),
    "another PDF": pdf("Biên bản khác"),
    "a PDF cut short": pdf("Biên bản")[:-200],
    "a PDF with a script": pdf("Biên bản", catalog="/OpenAction << /S /JavaScript /JS (a) >>"),
    "a PDF with something behind its end": pdf("Biên bản") + b"MAT",
    "a scanned PDF": pdf("", page="/XObject << /I 100 0 R >>", extra=[_PICTURE]),
    "a PDF in an old font": pdf("Biên bản", extra=["<< /Type /Font /BaseFont /.VnTime >>"]),
    "a PDF with a mark": pdf("TUYỆT MẬT"),
    "a PDF with a level": pdf("Độ mật: A"),
    "a PDF with a mark of circulation": pdf("XEM XONG TRẢ LẠI"),
    "a PDF with a citizen's number": pdf("Số 079123456789"),
    "a PDF with an old identity card's number": pdf("CMND 250 123 456"),
    "a PDF with a passport's number": pdf("Hộ chiếu số C1234567"),
    "a PDF with a number of social insurance": pdf("Số BHXH: 7912345678"),
    "a PDF with a mobile phone": pdf("Gọi 0912 345 678"),
    "a PDF with a bank account": pdf("STK 19033445566778"),
    "a PDF with a person and discipline": pdf("Kỷ luật Trần Nam."),
    "a PDF with a person's illness": pdf("Ông Lê Văn An mắc bệnh lao."),
    "a Word document": _docx({}),
    "a screenshot": png(),
    "a workbook": package(xlsx_parts([["Biểu"]])),
    "an encrypted document": _encrypted(),
    "a document nested too deep": _docx({"word/header1.xml": "<a>" * 400 + "</a>" * 400}),
    "a document with a macro": _docx({"word/vbaProject.bin": b"x"}),
    "a document with an object": _docx({"word/embeddings/oleObject1.bin": b"x"}),
    "a document that fetches a picture": _docx({"word/_rels/document.xml.rels": _FETCHED}),
}


def _attach(data: bytes) -> Callable[[Path], object]:
    return lambda file: file.write_bytes(data)


MAKERS: Mapping[str, Callable[[Path], object]] = {
    **{name: _attach(data) for name, data in _ATTACHMENTS.items()},
    "a link to a file elsewhere": lambda file: file.symlink_to(_moved_out(file)),
    "a second name of a file elsewhere": lambda file: file.hardlink_to(_moved_out(file)),
    "a pipe": _pipe,
    "a folder": _folder,
    "nothing": lambda file: file.write_bytes(b""),
    "more than a megabyte": _lengthen("Bộ phận làm việc với hai xã.\n", 50_000),
    "more text than may be": _files(600, MIB),
    "a cell of a whole page": _lengthen("Thiếu giáo viên mầm non", 9),
    "a cell of a whole book": _lengthen("Thiếu giáo viên mầm non", 2000),
    "a long summary": _lengthen("Địa bàn ổn định", 1000),
    "a table of thousands of cells": lambda file: _replace(
        file, "Bộ phận làm việc với hai xã.", "| Xã | Số |\n|---|---|\n" + "| Đạ Tẻh | 2 |\n" * 2000
    ),
    "a chapter in one line": _lengthen("Bộ phận làm việc với hai xã.", 500),
    "lines of two systems": _lines_of_two_systems,
    "501 columns": _table(501, 1),
    "50001 rows": _table(2, 50_001),
    "more than 500000 cells": _table(500, 1001),
    "the report of the second team": lambda folder: shutil.copytree(
        PROVINCE / "reports/2031-01/to-02", folder
    ),
    "without the last row": _with_rows(lambda rows: rows[:-1]),
    "rows in another order": _with_rows(lambda rows: rows[::-1]),
}


def _refuses_the_issues(patch: pytest.MonkeyPatch) -> None:
    """Nothing of this kind stops an administrator, who runs these tests at times."""

    read = FolderKeeper.read

    def refuse(keeper: FolderKeeper, path: str, limit: int) -> bytes:
        if path.endswith("to-01/issues.csv"):
            raise PermissionError(path)
        return read(keeper, path, limit)

    patch.setattr(FolderKeeper, "read", refuse)


def _holds_too_many(patch: pytest.MonkeyPatch) -> None:
    """A hundred thousand real files would take longer than all other examples together."""

    @contextmanager
    def repeat(root: Path, path: str) -> Iterator[Iterator["os.DirEntry[str]"]]:
        with open_folder(root, path) as entries:
            times = tree.MAX_FILES + 1 if path.endswith("/documents") else 1
            yield itertools.chain.from_iterable(itertools.repeat(list(entries), times))

    patch.setattr(tree, "open_folder", repeat)


DISKS: Mapping[str, Callable[[pytest.MonkeyPatch], None]] = {
    "refuses to open the issues": _refuses_the_issues,
    "holds more files than may be": _holds_too_many,
}
