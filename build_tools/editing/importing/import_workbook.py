"""A workbook (XLSX, ODS) as the annexes and the front matter of a report."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from build_tools.editing.canonical_head import HeadValue
from build_tools.editing.importing.annex_tables import AnnexTables
from build_tools.editing.importing.gatekeeping import refused_texts
from build_tools.editing.importing.grid import Grid
from build_tools.editing.importing.head_sheet import HeadReader, is_head_sheet
from build_tools.editing.importing.model import Import, ImportSource, Remark
from build_tools.editing.importing.refusals import (
    EMBEDDED,
    ENCRYPTED,
    EXTERNAL,
    MACRO,
    refusal,
)
from build_tools.editing.importing.remarks import Notes
from build_tools.editing.importing.template import (
    ANNEX_SHEETS,
    GUIDE_SHEET,
    HEAD_SHEET,
    LISTS_SHEET,
)
from build_tools.reading.attachments.model import TOO_COMPLEX, UNREADABLE, RefusedError
from build_tools.reading.layout import suffix
from build_tools.reading.workbooks.model import Sheet, Workbook
from build_tools.reading.workbooks.reader import read_workbook
from schemas.text import exact_key

_OWN = frozenset(map(exact_key, (GUIDE_SHEET, LISTS_SHEET)))
_NOTHING = Remark(
    "",
    "Không trang nào có bảng của phụ lục: tên cột không giống mẫu.",
    "Dùng tệp của `diaban new report --excel`, hoặc tên cột như trong tệp đó.",
)
_ADVICE: Mapping[str, str] = {
    MACRO: "Lưu lại thành .xlsx hoặc .ods không có macro.",
    EXTERNAL: "Bỏ liên kết tới tệp, nguồn dữ liệu bên ngoài; dán giá trị vào thay cho liên kết.",
    EMBEDDED: "Bỏ ảnh, biểu đồ, đối tượng nhúng rồi lưu lại.",
    ENCRYPTED: "Bỏ mật khẩu rồi lưu lại.",
    TOO_COMPLEX: "Chép các bảng sang tệp mới; bỏ định dạng của những hàng, cột trống.",
    UNREADABLE: "Mở bằng Excel hoặc LibreOffice, lưu lại thành .xlsx hoặc .ods.",
}


def read_workbook_file(source: ImportSource) -> Import:
    """Read all sheets; those of no annex are asked for, so that none is lost in silence."""
    try:
        book, texts = read_workbook(suffix(source.name), source.data)
    except RefusedError as error:
        return Import(refused=(refusal(error, _ADVICE),))
    kept_out = refused_texts(texts, source.gate)
    if kept_out:
        return Import(refused=tuple(_by_name(kept_out, book)))
    return _Reader(source, book).read()


def _by_name(remarks: Iterable[Remark], book: Workbook) -> Iterator[Remark]:
    """Name the sheets of our form by their names; any other name is not shown past the gate."""
    ours = {exact_key(name): name for name in (HEAD_SHEET, *ANNEX_SHEETS.values(), GUIDE_SHEET)}
    names = {
        f"trang tính {sheet.number}": f"trang “{ours[key]}”"
        for sheet in book.sheets
        if (key := exact_key(sheet.name)) in ours
    }
    for remark in remarks:
        sheet, comma, rest = remark.where.partition(", ")
        yield replace(remark, where=f"{names.get(sheet, sheet)}{comma}{rest}")


class _Reader:
    """Reads the sheets of one workbook in their order."""

    def __init__(self, source: ImportSource, book: Workbook) -> None:
        self._source = source
        self._book = book
        self._tables = AnnexTables(source, starts_in_1904=book.starts_in_1904)
        self._head: Mapping[str, HeadValue] = {}

    def read(self) -> Import:
        """Return what the workbook says."""
        for sheet in self._book.sheets:
            if sheet.cells and exact_key(sheet.name) not in _OWN:
                self._sheet(sheet)
        tables = self._tables
        if not tables.annexes and not self._head and not tables.refused:
            tables.refused.append(_NOTHING)
        if self._book.starts_in_1904:
            tables.notices.append(Remark("", "tệp đếm ngày từ năm 1904; đã tính theo đó"))
        return tables.told(self._head)

    def _sheet(self, sheet: Sheet) -> None:
        grid = Grid(sheet=sheet, title=f"trang “{sheet.name}”")
        tables = self._tables
        is_head = is_head_sheet(grid)
        found = () if is_head else tables.candidates(grid)
        if sheet.is_hidden:
            if is_head or found:
                advice = "Hiện trang rồi lưu lại; không dùng thì xóa trang."
                tables.refused.append(Remark(grid.title, "Trang đang ẩn.", advice))
            else:
                tables.notices.append(Remark(grid.title, "trang ẩn không nhập"))
        elif is_head:
            self._read_head(grid)
        elif len(found) == 1:
            tables.add(grid, found[0])
        elif found:
            tables.unclear(grid, found)
        else:
            text = "không nhận ra phụ lục nào ở trang này, sẽ bỏ qua"
            tables.asked.append(Remark(grid.title, text))

    def _read_head(self, grid: Grid) -> None:
        if self._source.annex is not None:
            return  # one annex alone was asked for
        asked, refused = Notes(grid), Notes(grid)
        reader = HeadReader(
            grid=grid,
            source=self._source,
            starts_in_1904=self._book.starts_in_1904,
            asked=asked,
            refused=refused,
        )
        self._head = reader.read()
        self._tables.asked += asked
        self._tables.refused += refused
