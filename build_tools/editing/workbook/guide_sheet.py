"""The first sheet: what to fill in, and what must never be written."""

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from build_tools.editing.carry_over import CarryOver
from build_tools.editing.importing.template import ANNEX_SHEETS, HEAD_SHEET, NOTHING_TO_REPORT
from build_tools.editing.workbook.styles import Styles, height_of
from schemas.catalogue import Catalogue
from schemas.report import Annex

_WIDTH = 82
_NEVER = (
    "Tài liệu, số liệu thuộc bí mật nhà nước hoặc đóng dấu hạn chế lưu hành.",
    "Số căn cước, số hộ chiếu, số tài khoản, số sổ bảo hiểm, số điện thoại di động riêng.",
    "Tên người trong việc kỷ luật, khiếu nại, tố cáo, vụ án; tôn giáo, sức khỏe của một người.",
)
_RULES = (
    "Không đổi tên cột, không thêm cột, không gộp ô, không ẩn hàng hay cột, không lọc khi lưu.",
    "Ngày ghi theo ngày/tháng/năm. Số chỉ ghi số, không ghi đơn vị tính, không ghi dấu %.",
    "Ô có danh sách thì chọn trong danh sách. Trỏ chuột vào tên cột để xem cách ghi.",
    "Cột “(để xem)” nền xám chỉ để tham khảo, không nhập vào báo cáo.",
    "Dán từ tệp khác: chọn Dán giá trị (Paste Values) để giữ danh sách và định dạng.",
)


def write_guide(
    sheet: Worksheet, styles: Styles, catalogue: Catalogue, carried: CarryOver, title: str
) -> None:
    """Write the lines; only to be read."""
    sheet.set_column(0, 0, _WIDTH, styles.line())
    sheet.write_string(0, 0, title, styles.title())
    for row, (is_heading, text) in enumerate(_lines(catalogue, carried), start=2):
        sheet.set_row(row, height_of([(text, _WIDTH)]))
        sheet.write_string(row, 0, text, styles.heading() if is_heading else styles.line())
    sheet.hide_gridlines(2)
    sheet.protect()
    sheet.set_margins(left=0.6, right=0.6)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _lines(catalogue: Catalogue, carried: CarryOver) -> Iterator[tuple[bool, str]]:
    """Yield the lines; the first of each says whether it is a heading."""
    yield True, "Làm theo thứ tự"
    yield from ((False, text) for text in _steps(catalogue, carried))
    yield True, "Không bao giờ ghi vào tệp này"
    yield from ((False, f"– {text}") for text in _NEVER)
    yield False, f"Lỡ thấy tin như vậy: {catalogue.settings.secrecy_contact}"
    yield True, "Cách ghi"
    yield from ((False, f"– {text}") for text in _RULES)
    if carried.remarks:
        yield True, "Lưu ý của kỳ này"
        yield from ((False, f"– {text}") for text in carried.remarks)


def _steps(catalogue: Catalogue, carried: CarryOver) -> Iterator[str]:
    number = catalogue.teams[carried.team_id].team.record.number
    names = ", ".join(f"“{ANNEX_SHEETS[annex]}”" for annex in Annex)
    yield (
        f"1. Trang “{HEAD_SHEET}”: điền người soạn, tóm tắt; phụ lục nào không có gì thì chọn "
        f"“{NOTHING_TO_REPORT}”."
    )
    yield f"2. Các trang phụ lục: {names}."
    yield (
        "3. Lưu tệp (.xlsx hoặc .ods) rồi chạy: "
        f"diaban import TÊN_TỆP --team {number} --period {carried.period.id}"
    )
    yield "4. Chương trình cho xem đã đọc được gì, hỏi lại chỗ chưa rõ, rồi mới ghi vào dự thảo."
    yield "5. Lời văn của báo cáo viết trong report.md hoặc tệp Word, không viết ở đây."
    days = carried.cut_off, carried.due
    yield f"Số liệu chốt đến ngày {days[0]:%d/%m/%Y}; hạn gửi Tổ trưởng: {days[1]:%d/%m/%Y}."
