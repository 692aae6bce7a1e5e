"""Official documents for tests: one with everything in it, and those of a province."""

from pathlib import Path

from build_tools.diagnostics import Diagnostics
from build_tools.exports.official import DocumentShop
from build_tools.reading.markdown import read_prose
from build_tools.views.official import (
    AnnexPart,
    ColumnHead,
    Letterhead,
    OfficialDocument,
    Signature,
    TableBlock,
    TableRow,
)
from build_tools.views.official_prose import prose_blocks
from build_tools.views.official_tables import Fit
from build_tools.views.prose import build_prose
from schemas.layout import DocumentLayout

ROOT = Path(__file__).resolve().parents[2]
LAYOUT = DocumentLayout()
FIT = Fit.of(LAYOUT)
NOTES = (LAYOUT.copy_note, "Dữ liệu minh họa.")
BODY = """
## I. Tình hình địa bàn

### 1. Kinh tế

Thu ngân sách **tăng** *nhanh*; xem [văn bản](https://van.ban/1).

## II. Nhiệm vụ

- Việc một
- Việc hai

3. Việc ba
"""


def document(body: str = BODY, cell: str = "1.234,5", **changed: object) -> OfficialDocument:
    """Return a document with prose, a table across and one upright; `changed` replaces parts."""
    found = Diagnostics()
    prose = build_prose(read_prose("report.md", body, 1, found))
    assert not list(found)
    columns = tuple(ColumnHead(f"Cột {number}", "right", 0.1) for number in range(10))
    across = TableBlock(
        caption="Bảng ngang",
        columns=columns,
        rows=tuple(TableRow((f"Dòng {row}", *[cell] * 9)) for row in range(60)),
        legend="Dấu –: chưa có số liệu.",
    )
    upright = TableBlock(
        caption="",
        columns=(ColumnHead("Mã", "left", 0.3), ColumnHead("Số", "right", 0.7)),
        rows=(TableRow((("VD-2026-01001", "đính chính ngày 06/03/2026"), cell), strong=True),),
    )
    said = {
        "title": "Báo cáo thử – Bộ phận giúp việc",
        "author": "Bộ phận giúp việc",
        "date": "2026-02-05",
        "letterhead": Letterhead(
            party="ĐẢNG CỘNG SẢN VIỆT NAM",
            superior="TỈNH ỦY LÂM ĐỒNG",
            issuer="BỘ PHẬN GIÚP VIỆC TỔ THEO DÕI ĐỊA BÀN SỐ 1",
            number="Số 12-BC/BPGV01",
            place_and_date="Lâm Đồng, ngày 05 tháng 02 năm 2026",
            heading="BÁO CÁO",
            subject="kết quả hoạt động của địa bàn tháng 01/2026",
        ),
        "text": prose_blocks(prose, FIT),
        "signature": Signature(post=("TRƯỞNG BỘ PHẬN",), name="Mai Minh Cường"),
        "recipients": ("Tổ trưởng", "Lưu"),
        "annexes": (
            AnnexPart(title="Phụ lục 1. Ngang", lead="", tables=(across,), landscape=True),
            AnnexPart(title="Phụ lục 2. Dọc", lead="Lời.", tables=(upright,), landscape=False),
        ),
        "notes": NOTES,
    }
    return OfficialDocument(**{**said, **changed})  # type: ignore[arg-type]


def made(said: OfficialDocument, suffix: str, layout: DocumentLayout = LAYOUT) -> bytes:
    """Return the document as a file, made as a build makes it."""
    shop = DocumentShop(ROOT / "site_templates", layout)
    (product,) = shop.products(said, [f"bao-cao/a.{suffix}"])
    return product.make()
