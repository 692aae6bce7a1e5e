"""The gate of secrecy and persons."""

import itertools
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import RULES, Diagnostic
from build_tools.diagnostics.wording import advice, message
from build_tools.reading.text import SourceText
from build_tools.reporters.text import render_finding
from build_tools.validation.rules import secrecy
from schemas.place import Place
from schemas.settings import Settings

CONTENT = Path(__file__).parents[2] / "content"
SETTINGS = Settings.model_validate(
    {
        "site_name": "Theo dõi địa bàn",
        "province": "Lâm Đồng",
        "committee": "Tỉnh ủy Lâm Đồng",
        "term_from": "2025",
        "term_to": "2030",
        "teams": "12",
        "areas": "124",
        "illustrative": True,
        "expected_from": ["2026-01"],
        "change_threshold": "50",
        "official_email_domains": ["lamdong.dcs.vn"],
        "public_phones": ["0912 000 111"],
        "secrecy_contact": "Văn phòng Tỉnh ủy",
    }
)
AREAS = SourceText(
    "content/catalogue/areas.csv",
    "Mã ĐVHC,Tên\n24781,Đạ Tẻh\n24700,Đinh Văn Lâm Hà\n24701,Lương Sơn\n",
    "0",
)
LEVELS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
CIRCULATION = ("XEM XONG TRẢ LẠI", "KHÔNG PHỔ BIẾN", "TÀI LIỆU THU HỒI")
BARE = {
    "MẬT": "MAT",
    "TỐI MẬT": "TOI MAT",
    "TUYỆT MẬT": "TUYET MAT",
    "XEM XONG TRẢ LẠI": "XEM XONG TRA LAI",
    "KHÔNG PHỔ BIẾN": "KHONG PHO BIEN",
    "TÀI LIỆU THU HỒI": "TAI LIEU THU HOI",
}


def _check_all(sources: Sequence[SourceText]) -> list[Diagnostic]:
    gate = secrecy.Gate.of(sources, SETTINGS)
    return [one for source in sources for one in secrecy.check_source(source, gate)]


def _check(text: str, path: str = "content/reports/2026-01/to-01/report.md") -> list[Diagnostic]:
    return _check_all([AREAS, SourceText(path, text, "0")])


def _codes(text: str, path: str = "content/reports/2026-01/to-01/report.md") -> list[str]:
    return [found.code for found in _check(text, path)]


def _ways_of(mark: str) -> Iterator[str]:
    """Ways of writing a mark as a mark, in Markdown."""
    shapes = [mark, mark.capitalize(), mark.lower(), BARE[mark], BARE[mark].capitalize()]
    spread = ["  ".join(gap.join(word) for word in mark.split()) for gap in (" ", "-", ".", "*")]
    frames = [
        "{}",
        "**{}**",
        "*{}*",
        "__{}__",
        "[{}]",
        "({})",
        "{{{}}}",
        "*** {} ***",
        "“{}”",
        "{}.",
    ]
    frames += ["# {}", "### {}", "> {}", "- {}", "1. {}", "| {} |", "| Loại | {} |", "   {}   "]
    frames += [
        "-- {} --",
        "{}\n",
        "\n\n{}\n\nĐoạn văn sau.",
        "Đoạn văn trước.\n{}\nĐoạn sau.",
        "/{}/",
    ]
    yield from (frame.format(shape) for frame, shape in itertools.product(frames, shapes + spread))
    running = [
        "Gửi kèm văn bản {} số 12 của Ban.",
        "Báo cáo này là {}, đề nghị giữ kín.",
        "12-BC/TU {}",
    ]
    yield from (
        frame.format(shape) for frame, shape in itertools.product(running, [mark, spread[0]])
    )
    yield f"{mark} – lưu hành nội bộ"
    yield f"{mark} - KHẨN"
    yield f"HỎA TỐC - {mark}"
    yield f"Văn bản số 15-BC/TU ({mark.capitalize()}) ngày 05/02/2026"
    yield f"---\ntitle: {mark}\n---\n"
    yield f'---\ntitle: "{mark.capitalize()}"\nplace: Lâm Đồng\n---\nThân bài.\n'
    yield f"---\nrecipients:\n  - {mark}\n---\n"
    yield f"---\nrecipients: [Lưu, {mark}]\n---\n"


def _ways_of_levels(mark: str) -> Iterator[str]:
    for shape in (mark, mark.capitalize(), mark.lower()):
        yield f"Độ mật: {shape}"
        yield f"**Độ mật:** {shape}"
        yield f"Mức độ mật: {shape}"
        yield f"Văn bản có độ mật: {shape}, thời hạn 10 năm"
        yield f"Độ mật – {shape}"
        yield f"{shape} – lưu hành nội bộ"
        yield f"{shape}. Xem tại chỗ"
    yield f"DO MAT: {BARE[mark]}"
    yield f"Tài liệu {mark.lower()}"
    yield mark.replace("M", "&#77;")
    yield mark.replace("Ậ", "&#7852;")
    yield mark.replace("Ậ", "&#x1EAC;")
    yield mark.replace("Ậ", "\u200bẬ")
    yield mark.replace("M", "М").replace("T", "Т")  # Cyrillic
    yield mark.replace("M", "Ｍ").replace("T", "Ｔ")  # full width
    yield mark.replace("Ậ", "**Ậ**")
    yield mark.replace("ẬT", "\u00adẬT")
    yield f'---\ntitle: "{mark.replace("Ậ", chr(92) + "u1EAC")}"\n---\n'


MARKS = sorted({way for mark in LEVELS for way in (*_ways_of(mark), *_ways_of_levels(mark))})
RESTRICTIONS = sorted({way for mark in CIRCULATION for way in _ways_of(mark)})


@pytest.mark.parametrize("way", MARKS)
def test_a_mark_of_secrecy_is_refused_however_it_is_written(way: str) -> None:
    assert "secrecy.mark" in _codes(way)


@pytest.mark.parametrize("way", RESTRICTIONS)
def test_a_mark_of_circulation_is_refused_however_it_is_written(way: str) -> None:
    assert "secrecy.circulation-mark" in _codes(way)


def test_at_least_two_hundred_ways_of_writing_a_mark_are_tried() -> None:
    assert len(MARKS) >= 200
    assert len(RESTRICTIONS) >= 200


@pytest.mark.parametrize("mark", [*LEVELS, *CIRCULATION])
@pytest.mark.parametrize("shape", [str.upper, str.capitalize, str.lower])
@pytest.mark.parametrize(
    "row", ["VD-1,{},x", 'VD-1,"{}",x', "{},a,b", "a,b,{}", "VD-1,({}),x", 'a,"Chữ, {}",c']
)
def test_a_mark_in_a_cell_is_refused(mark: str, shape: object, row: str) -> None:
    assert callable(shape)
    text = "Mã,Nội dung,Ghi chú\n" + row.format(shape(mark)) + "\n"
    if row.startswith("a,") and '"' in row and not shape(mark).isupper():
        return _assert_in_a_sentence(text)
    found = _check(text, "content/reports/2026-01/to-01/issues.csv")
    assert [place.place.line for place in found] == [2]
    return None


def _assert_in_a_sentence(text: str) -> None:
    """In lower case and inside a longer cell the words are no mark."""
    assert _codes(text, "content/reports/2026-01/to-01/issues.csv") == []


def test_a_finding_stands_at_its_place_and_never_repeats_what_was_found() -> None:
    found = _check("Dòng đầu.\n\nGửi kèm văn bản TỐI MẬT số 12.\n")
    assert found == [
        Diagnostic(
            code="secrecy.mark", place=Place("content/reports/2026-01/to-01/report.md", 3, 17)
        )
    ]
    assert message(found[0]) == (
        "Chỗ này có dấu chỉ mức độ mật; tài liệu bí mật nhà nước không được đưa lên trang."
    )
    assert advice(found[0]) == (
        "Không lưu tài liệu này ở đây. Báo ngay cơ quan tiếp nhận ghi ở mục “secrecy_contact” "
        "trong settings.yml."
    )
    assert all("{" not in RULES[code].message for code in RULES if code.startswith("secrecy."))


def test_a_level_other_than_ordinary_is_refused_and_ordinary_is_not() -> None:
    assert _codes("Độ mật: A") == ["secrecy.level"]
    assert _codes("Độ mật: hạn chế") == ["secrecy.level"]
    assert _codes("Độ mật: thường") == []
    assert _codes("| Độ mật | Thường |") == []
    assert _codes("Độ mật: chỉ nhận “thường”.") == []


SUBJECTS = (
    "Xã Đạ Tẻh", "Phường Xuân Hương - Đà Lạt", "Xã Đinh Văn Lâm Hà", "Đặc khu Phú Quý",
    "Đảng ủy xã Lương Sơn", "Bộ phận giúp việc Tổ số 3", "Ủy ban nhân dân xã Bảo Lâm 1",
    "Mặt trận Tổ quốc xã Hàm Thuận", "Đoàn Thanh niên Cộng sản Hồ Chí Minh xã Nam Dong",
    "Ban Thường vụ Tỉnh ủy", "Công an phường Mũi Né", "Hội Nông dân xã Di Linh",
    "Đảng bộ xã Đức Trọng", "Cấp ủy phường Phan Thiết", "Liên đoàn Lao động tỉnh",
    "Phòng Văn hóa - Xã hội xã Cát Tiên 2",
)  # fmt: skip
PREDICATES = (
    "bảo đảm chế độ bảo mật theo quy định",
    "quán triệt Luật Bảo vệ bí mật nhà nước đến toàn thể cán bộ",
    "tập huấn công tác bảo vệ bí mật nhà nước cho 45 người",
    "có mật độ dân số 125 người/km², cao hơn bình quân chung",
    "thu 12,5 tấn mật ong, tăng 8,2 % so với cùng kỳ năm 2025",
    "đổi mật khẩu các hộp thư công vụ trong tháng 02/2026",
    "giữ mối liên hệ mật thiết với nhân dân",
    "phối hợp chặt chẽ, mật thiết với Bộ Chỉ huy Quân sự tỉnh",
    "ký kết quy chế phối hợp với cơ quan cơ mật, cơ yếu",
    "có 3 hộ sản xuất mật mía, 2 hộ nuôi ong lấy mật",
    "mở lớp dạy nghề nấu đường mật, thu nhập 6.500.000 đồng/tháng",
    "sử dụng mật mã, chữ ký số do Ban Cơ yếu cấp",
    "ra mắt mô hình dân vận khéo, tạo không khí thân mật, gần gũi",
    "giải phóng mặt bằng 12,4 ha; còn 3 hộ chưa nhận tiền",
    "vắng mặt 2 đồng chí có lý do, mất mùa 15 ha sầu riêng",
    "không phổ biến kịp thời chủ trương mới ở 2 thôn",
    "thu hồi tài liệu hết giá trị sau khi kiểm kê kho lưu trữ",
    "rà soát danh mục bí mật nhà nước và độ mật của văn bản",
    "xác định độ mật đúng thẩm quyền, không đóng dấu tùy tiện",
    "phân biệt các mức Mật, Tối mật, Tuyệt mật theo quy định của luật",
    "thu ngân sách 1.234.567.890 đồng, đạt 52,3 % dự toán",
    "giải ngân 123.456.789.012 đồng vốn đầu tư công",
    "giải ngân 45 tỷ đồng, đạt 38,5 % kế hoạch năm 2026",
    "họp lúc 07 giờ 30 phút ngày 05/02/2026 tại trụ sở",
    "ban hành Kế hoạch số 09-KH/ĐU ngày 15/01/2026",
    "trực điện thoại cơ quan 0263 3822 345 trong giờ hành chính",
    "giải quyết 12 đơn khiếu nại, tố cáo, còn 3 đơn đang xem xét",
    "thi hành kỷ luật 4 đảng viên, trong đó khiển trách 3, cảnh cáo 1",
    "siết chặt kỷ luật, kỷ cương hành chính trong thực thi công vụ",
    "khởi tố 2 vụ án về trộm cắp tài sản, giảm 1 vụ so với tháng trước",
    "tiếp công dân tại xã Đinh Văn Lâm Hà, nhận 5 đơn tố cáo về đất đai",
    "đề nghị Tỉnh ủy Lâm Đồng xem xét 2 đơn khiếu nại về đền bù đường Trần Phú",
    "học tập tư tưởng, đạo đức Hồ Chí Minh, xem xét kỷ luật 1 đảng viên",
    "tuyên truyền tại trường Tiểu học Võ Thị Sáu về phòng ngừa vi phạm kỷ luật lao động",
    "làm thẻ căn cước cho 12.345 người, đạt 98,2 %",
    "mở 350 tài khoản định danh mức 2 cho người cao tuổi",
    "cấp căn cước công dân gắn chip cho 2.150 học sinh",
    "vận hành trạm quan trắc ở tọa độ 11,940419; 108,458313",
    "thống nhất mật danh của buổi diễn tập khu vực phòng thủ",
    "mất an ninh nguồn nước ở 2 thôn, mát mẻ hơn nhờ trồng cây",
    "lập tổ xử lý rỉ mật làm thức ăn chăn nuôi",
    "khám sỏi mật, viêm túi mật miễn phí cho 120 người nghèo",
    "trồng xen với mật độ 1.111 cây/ha, tối đa 1.300 cây/ha",
    "bí mật kinh doanh của doanh nghiệp được tôn trọng",
    "lấy phiếu kín, bỏ phiếu bí mật và dân chủ",
    "do đồng chí Nguyễn Văn Mật, Trưởng Bộ phận, trình bày báo cáo",
    "giữ nghiêm kỷ luật phát ngôn; đồng chí Lê Thị Hoa phụ trách",
    "trang bị két sắt và bảo mật đường truyền cho 9 thôn",
    "chuyển 24.781 hồ sơ, mã đơn vị 24781, mã hồ sơ VD-2026-01003",
    "tổ chức 3 hội nghị, 450 lượt người dự, kinh phí 35.000.000 đồng",
    "triển khai Nghị quyết số 57-NQ/TW; Chỉ thị số 05-CT/TW",
    "chăm sóc 2.000 đàn ong, sản lượng mật bình quân 18 kg/đàn",
    "kiểm tra công tác bảo\nmật thông tin tại bộ phận một cửa",
    "công khai số liệu, không có tài liệu mật nào được lưu tại trụ sở",
    "lưu hồ sơ; việc phổ biến, thu hồi và trả lại tài liệu đúng quy chế",
    "khen thưởng 5 tập thể, 12 cá nhân; thăm hỏi 35 gia đình chính sách",
    "điều tra 16 vụ phạm pháp hình sự, bắt giữ 9 đối tượng",
    "hoàn thành 100 % chỉ tiêu giao quân năm 2026",
    "xóa 14 nhà tạm, nhà dột nát trước ngày 30/04/2026",
    "kiến nghị cấp trên bố trí 2,5 tỷ đồng sửa cầu Đạ Mí",
    "CHẾ ĐỘ BẢO MẬT được niêm yết tại bộ phận một cửa",
    "CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC được kiểm tra hằng quý",
    "khai mạc lớp MẬT MÃ VÀ CHỮ KÝ SỐ cho cán bộ văn thư",
    "nghiệm thu đề tài MẬT ĐỘ TRỒNG CÀ PHÊ, kinh phí 350.000.000 đồng",
    "nhận 079.123.456 đồng hỗ trợ, chi 1.079.123.456.789 đồng",
)
ORDINARY = [
    f"{subject} {predicate}." for subject in SUBJECTS for predicate in PREDICATES
] + [f"{predicate[0].upper()}{predicate[1:]}" for predicate in PREDICATES] + [
    "BẢO MẬT", "Bảo mật", "BÍ MẬT NHÀ NƯỚC", "Bí mật nhà nước", "Mật độ", "MẬT ĐỘ DÂN SỐ",
    "Mật ong", "MẬT KHẨU", "Mật khẩu", "Độ mật", "ĐỘ MẬT", "Mức độ mật", "NGUYỄN VĂN MẬT",
    "Nguyễn Văn Mật", "Cơ mật", "Thân mật", "Trần Thị Mật - Phó Trưởng Bộ phận", "Mật mía",
    "CÔNG TÁC BẢO VỆ TÀI LIỆU MẬT", "QUẢN LÝ CON DẤU, TÀI LIỆU MẬT",
    "Giải phóng mặt bằng", "Mặt trận", "MẶT TRẬN TỔ QUỐC", "MẤT MÙA", "Đường mật",
]  # fmt: skip


def test_at_least_a_thousand_ordinary_sentences_are_tried_and_none_is_refused() -> None:
    assert len(set(ORDINARY)) >= 1000
    alarms = [sentence for sentence in ORDINARY if _codes(sentence)]
    assert alarms == []


def test_ordinary_sentences_are_no_alarm_in_cells_either() -> None:
    quoted = [f'VD-2026-01001,"{sentence}",24781' for sentence in ORDINARY]
    text = "Mã,Nội dung,Địa bàn\n" + "\n".join(quoted) + "\n"
    assert _check(text, "content/reports/2026-01/to-01/issues.csv") == []


def test_the_site_s_own_content_raises_no_alarm() -> None:
    paths = sorted(path for path in CONTENT.rglob("*") if path.suffix in {".md", ".csv", ".yml"})
    sources = [
        SourceText(path.relative_to(CONTENT.parent).as_posix(), path.read_text("utf-8-sig"), "0")
        for path in paths
    ]
    assert _check_all(sources) == []
    assert list(secrecy.check_names([source.path for source in sources])) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Số 079123456789 của công dân.", "secrecy.citizen-id"),
        ("079 123 456 789", "secrecy.citizen-id"),
        ("079.123.456.789", "secrecy.citizen-id"),
        ("0791-2345-6789", "secrecy.citizen-id"),
        ("Mã 123456789012.", "secrecy.citizen-id"),
        ("CMND số 250 123 456 cấp năm 2010", "secrecy.old-id"),
        ("Chứng minh nhân dân: 250123456", "secrecy.old-id"),
        ("Liên hệ 0912345678.", "secrecy.mobile-phone"),
        ("Liên hệ 0912 345 678.", "secrecy.mobile-phone"),
        ("ĐT: 091.234.5678", "secrecy.mobile-phone"),
        ("ĐT: 0387-654-321", "secrecy.mobile-phone"),
        ("(0768) 123 456", "secrecy.mobile-phone"),
        ("+84 912 345 678", "secrecy.mobile-phone"),
        ("+84912345678", "secrecy.mobile-phone"),
        ("(+84) 0912 345 678", "secrecy.mobile-phone"),
        ("0084 56 1234567", "secrecy.mobile-phone"),
        ("84912345678", "secrecy.mobile-phone"),
        ("Số tài khoản 5400 2051 23456 tại ngân hàng", "secrecy.bank-account"),
        ("STK: 19033445566778", "secrecy.bank-account"),
        ("Ông Nguyễn Văn An bị kỷ luật khiển trách.", "secrecy.named-person"),
        ("Khai trừ khỏi Đảng đối với Trần Thị Bình.", "secrecy.named-person"),
        ("Bà K'Brôi Hà khiếu nại về đền bù.", "secrecy.named-person"),
        ("Đã nhận đơn tố cáo đồng chí Lê Hùng, bí thư chi bộ.", "secrecy.named-person"),
        ("Khởi tố, tạm giam\nPhạm Minh Đức về tội tham ô.", "secrecy.named-person"),
        ("Bà Lê Thị Hoa khiếu\nnại về đền bù.", "secrecy.named-person"),
        ("Cách chức NGUYỄN VĂN AN từ ngày 05/02/2026.", "secrecy.named-person"),
    ],
)
def test_personal_numbers_and_named_persons_are_refused(text: str, code: str) -> None:
    assert _codes(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Liên hệ 0912 000 111.",
        "Liên hệ +84 912000111.",
        "Đồng chí Nguyễn Văn An chủ trì hội nghị. Kỷ luật 3 đảng viên.",
        "Đồng chí Phó Chủ tịch xã giải quyết 2 đơn khiếu nại.",
        "Số dư tài khoản 1.234.567.890 đồng.",
        "Ngày 03-05-2026 14 giờ.",
        "Tọa độ 11.940419123456.",
        "Mã băm 3f079123456789ab.",
    ],
)
def test_office_numbers_amounts_and_names_elsewhere_are_let_through(text: str) -> None:
    assert _codes(text) == []


def test_numbers_in_cells_are_told_from_decimals() -> None:
    path = "content/teams/to-01/members.csv"
    assert _codes("a,b\n24781,079123456789\n", path) == ["secrecy.citizen-id"]
    assert _codes("a,b\n24781,0912345678\n", path) == ["secrecy.mobile-phone"]
    assert _codes('a,b\n24781,"11,940419123456"\n', path) == []
    assert _codes("a;b\n24781;11,940419123456\n", path) == []


def test_a_person_in_another_cell_than_the_complaint_is_let_through() -> None:
    text = "Mã,Người,Nhiệm vụ\nNV-2026-01001,Nguyễn Văn An,Theo dõi 3 đơn khiếu nại\n"
    assert _codes(text, "content/reports/2026-01/to-01/tasks.csv") == []


@pytest.mark.parametrize(
    "path",
    [
        "content/mat/a.md", "content/toi-mat.md", "content/tuyet_mat/a.csv", "content/MẬT.md",
        "content/bao-cao-mat.csv", "content/BaoCaoMat.md", "content/Tuyệt mật/a.md",
        "content/xem-xong-tra-lai.md", "content/khong_pho_bien/a.md", "content/tai lieu thu hoi.md",
        "content/MA\u0323\u0302T.md", "content/van-ban-toi-mat-2026.md",
    ],
)  # fmt: skip
def test_a_marked_name_is_refused(path: str) -> None:
    (found,) = secrecy.check_names([path])
    assert (found.code, found.place) == ("secrecy.name", Place(path))
    assert message(found) == ("Tên tệp hoặc thư mục có dấu chỉ mức độ mật hoặc hạn chế lưu hành.")


@pytest.mark.parametrize(
    "path",
    [
        "content/giai-phong-mat-bang.md", "content/bao-mat.md", "content/mat-tran/a.md",
        "content/mat-do-dan-so.csv", "content/bi-mat-nha-nuoc.md", "content/Mặt trận.md",
        "content/reports/2026-01/to-01/information-requests.csv", "content/format.md",
    ],
)  # fmt: skip
def test_an_ordinary_name_is_let_through(path: str) -> None:
    assert list(secrecy.check_names([path])) == []


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("content/bao-cao-tuyet-mat.md", "content/b…-c…-t…-m….md"),
        ("content/Tuyệt mật/a.md", "content/T… m…/a.md"),
        ("content/cccd_079123456789.jpg", "content/c…_0….jpg"),
        ("content/mat/a.md", "content/m…/a.md"),
    ],
)
def test_a_message_cuts_a_marked_name_to_its_first_letters(path: str, shown: str) -> None:
    (found,) = secrecy.check_names([path])
    assert render_finding(found).startswith(f"{shown}:1:1: lỗi [{found.code}]: ")
    assert path not in render_finding(found)


def test_a_personal_number_in_a_name_is_refused() -> None:
    (found,) = secrecy.check_names(["content/attachments/cccd_079123456789.jpg"])
    assert found.code == "secrecy.number-in-name"


@given(
    text=st.text(st.sampled_from("mMậẬaAâtT \n\"'|,;:*_-&#[](){}0912358Nguyễn kỷluật\\u1ec")),
    path=st.sampled_from(["content/a.md", "content/settings.yml", "content/a.csv"]),
)
def test_whatever_the_text_a_finding_stands_inside_of_it(text: str, path: str) -> None:
    lines = text.split("\n")
    for found in _check_all([SourceText(path, text, "0")]):
        assert 1 <= found.place.line <= len(lines)
        assert 1 <= found.place.column <= max(len(lines[found.place.line - 1]), 1)
        assert found.value is None
        assert found.params == {}


@given(
    before=st.lists(st.sampled_from(ORDINARY), max_size=3),
    mark=st.sampled_from(LEVELS),
    after=st.lists(st.sampled_from(ORDINARY), max_size=3),
)
def test_a_mark_is_found_among_any_sentences(
    before: list[str], mark: str, after: list[str]
) -> None:
    found = _check("\n\n".join([*before, mark, *after]))
    line = sum(sentence.count("\n") + 2 for sentence in before) + 1
    assert [(one.code, one.place.line) for one in found] == [("secrecy.mark", line)]
