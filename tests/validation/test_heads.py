from collections.abc import Callable

import pytest

from build_tools.diagnostics import Diagnostics
from build_tools.reading.front_matter import FrontMatter
from build_tools.validation.heads import read_head
from build_tools.validation.references import KnownReferences
from schemas.catalogue import Located
from schemas.report import Annex, ReportHead, Signer

GOOD = """team: to-01
period: 2026-01
number:
place: Lâm Đồng
signer:
  post: Trưởng Bộ phận
  name: Lê Văn A
prepared_by: Lê Văn B
status: Đã ban hành
secrecy: thường
recipients:
  - Đồng chí Tổ trưởng
summary: Thu ngân sách đạt khá.
nothing_to_report: [meetings, Đôn đốc]
data_as_of: 14/01/2026
exceptions:
  - rule: numbers.change
    reason: Đã kiểm tra"""


HeadReader = Callable[[str], tuple[Located[ReportHead] | None, list[str]]]


@pytest.fixture
def head(
    front_matter: Callable[..., FrontMatter],
    references: KnownReferences,
    told: Callable[..., list[str]],
) -> HeadReader:
    def read(text: str) -> tuple[Located[ReportHead] | None, list[str]]:
        found = Diagnostics()
        located = read_head(front_matter(text), ReportHead, references, found)
        return located, told(found)

    return read


def test_a_right_front_matter_becomes_a_record_that_knows_its_values(head: HeadReader) -> None:
    located, faults = head(GOOD)
    assert faults == []
    assert located is not None
    assert located.record.team == "to-01"
    assert located.record.number is None
    assert located.record.signer == Signer(post="Trưởng Bộ phận", name="Lê Văn A")
    assert located.record.nothing_to_report == (Annex.MEETINGS, Annex.REMINDERS)
    assert (located.source.at("signer.name").line, located.source.at("signer.name").column) == (
        8,
        9,
    )
    assert located.source.at("exceptions.0.rule").line == 18
    assert located.source.at("checked_by").line == 1


def test_vietnamese_titles_are_good_keys(head: HeadReader) -> None:
    text = GOOD.replace("place:", "Nơi ban hành:").replace("  name:", "  Họ và tên người ký:")
    located, faults = head(text)
    assert faults == []
    assert located is not None
    assert located.record.signer == Signer(post="Trưởng Bộ phận", name="Lê Văn A")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "place: Lâm Đồng\n",
            "",
            (
                "1:1 [yaml.missing-key] Thiếu mục “place” (Nơi ban hành). → Thêm dòng “place:” vào "
                "phần khai báo ở đầu tệp."
            ),
        ),
        (
            "place: Lâm Đồng",
            "place:",
            "5:7 [value.missing] “Nơi ban hành” để trống. → Điền giá trị; mục này bắt buộc.",
        ),
        (
            "place: Lâm Đồng",
            "plase: Lâm Đồng",
            (
                "5:8 [yaml.unknown-key] Không có mục nào tên là “plase” ở đây. → Có phải ý là "
                "“place”? Sửa tên mục cho đúng mẫu hoặc xóa dòng này."
            ),
        ),
        (
            "place: Lâm Đồng",
            "place: Lâm Đồng\nNơi ban hành: Đà Lạt",
            (
                "6:15 [yaml.repeated-key] Mục “Nơi ban hành” trùng với mục “place”: cùng là “Nơi "
                "ban "
                "hành”. → Giữ lại một dòng."
            ),
        ),
        (
            "  name: Lê Văn A\n",
            "",
            (
                "7:3 [yaml.missing-key] Thiếu mục “name” (Họ và tên người ký). → Thêm dòng “name:” "
                "vào phần khai báo ở đầu tệp."
            ),
        ),
        (
            "  name: Lê Văn A",
            "  nane: Lê Văn A",
            (
                "8:9 [yaml.unknown-key] Không có mục nào tên là “nane” ở đây. → Có phải ý là "
                "“name”? "
                "Sửa tên mục cho đúng mẫu hoặc xóa dòng này."
            ),
        ),
        (
            "signer:\n  post: Trưởng Bộ phận\n  name: Lê Văn A",
            "signer: Lê Văn A",
            (
                "6:9 [value.wrong-kind] “Người ký” phải là một nhóm mục con. → Viết lại mục này: "
                "mỗi mục con một dòng, thụt vào hai dấu cách, theo mẫu “tên: giá trị”."
            ),
        ),
        (
            "period: 2026-01",
            "period: [2026-01]",
            (
                "3:9 [value.wrong-kind] “Kỳ báo cáo” phải là một giá trị. → Viết lại mục này: "
                "chỉ một giá trị, ngay sau dấu hai chấm."
            ),
        ),
        (
            "period: 2026-01",
            "period: 2026-13",
            (
                "3:9 [period.malformed] “Kỳ báo cáo”: “2026-13” không phải là kỳ báo cáo. → Viết "
                "2026-01 (tháng), 2026-Q1 (quý), 2026-H1 (6 tháng), 2026-9T (9 tháng) hoặc 2026 "
                "(năm)."
            ),
        ),
        (
            "team: to-01",
            "team: to-13",
            (
                "2:7 [reference.unknown] “Tổ”: không rõ “to-13” là Tổ nào. → Có phải ý là “to-01”? "
                "Ghi "
                "đúng mã hoặc đúng tên đầy đủ, có dấu, như trong danh mục."
            ),
        ),
        (
            "team: to-01",
            "team: tо-01",
            (
                "2:7 [value.confusable] “Tổ”: “tо-01” có ký tự “о” (U+043E) không phải chữ cái, "
                "chữ số "
                "của ta dù có thể trông giống. → Có phải ý là “to-01”? Xóa và gõ lại “Tổ” từ bàn "
                "phím."
            ),
        ),
        (
            "[meetings, Đôn đốc]",
            "[meetings, Đôn dốcc]",
            (
                "15:31 [value.not-in-list] “Không phát sinh”: “Đôn dốcc” không có trong danh sách "
                "cho "
                "phép. → Có phải ý là “Đôn đốc”? Chọn một trong các giá trị: Số liệu chỉ tiêu theo "
                "địa "
                "bàn · Vấn đề nổi lên, khó khăn, vướng mắc · Đề nghị của cấp ủy địa phương · Đề "
                "xuất, "
                "kiến nghị của Bộ phận giúp việc · Thực hiện chỉ đạo · Đôn đốc · Dự họp, hội nghị, "
                "làm "
                "việc với địa bàn · Trao đổi ý kiến định hướng với cấp ủy · Yêu cầu cung cấp thông "
                "tin, tài liệu · Phân công nhiệm vụ và tiến độ."
            ),
        ),
        (
            "recipients:\n  - Đồng chí Tổ trưởng",
            "recipients:\n  a: Đồng chí Tổ trưởng",
            (
                "13:3 [value.wrong-kind] “Nơi nhận” phải là một danh sách. → Viết lại mục này: "
                "mỗi giá trị một dòng, đầu dòng có dấu “-”."
            ),
        ),
        (
            "    reason: Đã kiểm tra",
            "    reason:",
            "19:12 [value.missing] “Lý do” để trống. → Điền giá trị; mục này bắt buộc.",
        ),
    ],
)
def test_each_fault_of_a_front_matter_is_told_once_at_its_value(
    head: HeadReader, old: str, new: str, expected: str
) -> None:
    assert old in GOOD
    located, faults = head(GOOD.replace(old, new))
    assert faults == [expected]
    assert located is None


@pytest.mark.parametrize(
    ("key", "code_point"),
    [("рeriod", "U+0440"), ("ｐeriod", "U+FF50"), ("𝗉eriod", "U+1D5C9"), ("ρeriod", "U+03C1")],
)
def test_a_look_alike_letter_in_a_key_is_named_and_the_key_not_called_missing(
    head: HeadReader, key: str, code_point: str
) -> None:
    located, faults = head(GOOD.replace("period", key))
    assert located is None
    assert faults[0].startswith(
        f"3:{len(key) + 3} [value.confusable] “Tên mục”: “{key}” có ký tự “"
    )
    assert f"({code_point})" in faults[0]


def test_of_several_keys_that_are_missing_each_is_told(head: HeadReader) -> None:
    _, faults = head(GOOD.replace("place: Lâm Đồng\n", "").replace("status: Đã ban hành\n", ""))
    assert [fault.partition(" (")[0] for fault in faults] == [
        "1:1 [yaml.missing-key] Thiếu mục “place”",
        "1:1 [yaml.missing-key] Thiếu mục “status”",
    ]
