"""Every rule as an editor meets it: what is told, how to mend it, a wrong example beside a right.

Made from the table of rules and from what acting its examples out has told, so that neither drifts.
"""

import re
from collections import Counter
from dataclasses import dataclass

from build_tools.diagnostics import RULES, Example, Rule, Severity
from build_tools.diagnostics.rules import read_told
from build_tools.diagnostics.wording import SEVERITY_LABELS
from build_tools.site_model import TocEntry
from build_tools.views.formatting import format_number, join_words
from build_tools.views.parts import Crumb, Tone

# Family of rules → its heading and what it is about; in the order in which editors meet them.
FAMILIES = {
    "value": ("Giá trị của ô", "Ô bắt buộc, giá trị trong danh sách, dạng của mã."),
    "number": ("Cách viết số", "Số viết như 1.234,5; không lẫn chữ, không đọc được hai cách."),
    "date": ("Cách viết ngày", "Ngày viết ngày/tháng/năm và phải có thật."),
    "period": ("Cách viết kỳ", "Kỳ báo cáo viết 2026-01, 2026-Q1 hoặc 2026."),
    "reference": (
        "Tên và mã trong danh mục",
        "Địa bàn, Tổ, chỉ tiêu, văn bản phải có trong danh mục.",
    ),
    "csv": ("Bảng CSV", "Cột, dòng, dấu ngăn cách và dấu nháy của các phụ lục."),
    "yaml": ("Phần khai báo ở đầu tệp", "Các mục giữa hai dòng “---” và tệp settings.yml."),
    "markdown": ("Lời văn", "Lời văn của báo cáo và các trang viết tay."),
    "completeness": (
        "Đủ và thiếu",
        "Báo cáo, phụ lục, số liệu: có, khai không phát sinh, hay thiếu.",
    ),
    "numbers": (
        "Đối chiếu số liệu",
        "Số liệu với giới hạn của chỉ tiêu, với kỳ trước, với các tháng.",
    ),
    "dates": ("Ngày và tình trạng", "Các ngày đúng thứ tự và khớp với tình trạng của việc."),
    "continuity": ("Theo dõi liên tục qua các kỳ", "Việc còn dở kỳ trước phải có trong kỳ này."),
    "structure": ("Cấu trúc", "Tổ, thành viên, địa bàn, mã việc và mười đề mục của báo cáo."),
    "screenshot": ("Hình của hướng dẫn", "Hình chụp màn hình trong thư mục huong-dan/hinh."),
    "figure": ("Số liệu dẫn trong lời văn", "Số trích bằng ngoặc nhọn và số viết lại trong câu."),
    "signoff": ("Duyệt và ban hành", "Ai duyệt, ngày nào, còn thiếu gì ở từng bước."),
    "exception": ("Ngoại lệ được chấp nhận", "Cảnh báo mà báo cáo chấp nhận, kèm lý do."),
    "secrecy": ("Bảo mật và dữ liệu cá nhân", "Điều không được ghi; ví dụ chỉ tả, không chép lại."),
    "attachment": ("Tài liệu kèm theo", "Tệp PDF, Word, Excel, ảnh trong thư mục attachments."),
    "file": ("Tệp và thư mục", "Tệp nào đặt ở đâu, tên và loại ra sao."),
    "text": ("Bảng mã và ký tự", "Chữ Unicode dựng sẵn, không ký tự ẩn, không phông cũ."),
    "audience": ("Người được xem", "Điều thu hẹp người xem không được lộ ở chỗ khác."),
    "corrections": ("Đính chính", "Từng dòng của corrections.csv nói đúng cũ và mới."),
    "lock": ("Kỳ đã khóa", "Kỳ đã khóa chỉ đổi bằng đính chính."),
    "closing": ("Điều kiện khóa kỳ", "Điều phải xong trước lệnh diaban close."),
    "map": ("Bản đồ ranh giới", "Tệp catalogue/areas.geojson của người dùng."),
}
_TONES: dict[Severity, Tone] = {
    Severity.ERROR: "bad",
    Severity.WARNING: "warn",
    Severity.NOTE: "none",
}
_PIECES = re.compile(r"[\s,|]|[^\s,|]+")  # cells and words, and what parts them


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts: what both share before, what differs, what both share behind."""

    before: str
    differs: str
    behind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    """A rule as it is told of its wrong example; `file` is None where the example is described."""

    code: str
    severity: str
    tone: Tone
    message: str
    help: str
    file: str | None
    wrong: Side
    right: Side


@dataclass(frozen=True, slots=True)
class RuleFamily:
    """The rules of one kind, in the order of the table."""

    id: str
    title: str
    about: str
    rules: tuple[RuleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesView:
    """What the page of rules says."""

    crumbs: tuple[Crumb, ...]
    title: str
    answer: str
    families: tuple[RuleFamily, ...]

    @property
    def toc(self) -> tuple[TocEntry, ...]:
        """The page's own table of contents."""
        return tuple(TocEntry(family.id, family.title) for family in self.families)


def rules_view(crumbs: tuple[Crumb, ...], title: str) -> RulesView:
    """Return the page with all rules."""
    return RulesView(crumbs=crumbs, title=title, answer=_sentence(), families=rule_families())


def _sentence() -> str:
    counts = Counter(rule.severity for rule in RULES.values())
    parts = [
        f"{format_number(counts[kind])} {label.lower()}" for kind, label in SEVERITY_LABELS.items()
    ]
    return (
        f"{format_number(len(RULES))} quy tắc: {join_words(parts)}. Có lỗi thì trang không được "
        "dựng; cảnh báo và lưu ý thì vẫn dựng. Tìm theo mã trong ngoặc vuông của câu báo. Mỗi quy "
        "tắc có câu báo cho một ví dụ sai, cách sửa và ví dụ đúng; trong ví dụ của bảng, dấu phẩy "
        "ngăn cách các ô."
    )


def rule_families() -> tuple[RuleFamily, ...]:
    """Return one part a family of rules; KeyError for a family without a heading."""
    rules: dict[str, list[Rule]] = {family: [] for family in FAMILIES}
    for rule in RULES.values():
        rules[rule.code.partition(".")[0]].append(rule)
    return tuple(
        RuleFamily(family, *FAMILIES[family], tuple(map(_rule, of_family)))
        for family, of_family in rules.items()
    )


def _rule(rule: Rule) -> RuleView:
    told = read_told()[rule.code]
    wrong, right = _sides(rule.example)
    return RuleView(
        code=rule.code,
        severity=SEVERITY_LABELS[rule.severity],
        tone=_TONES[rule.severity],
        message=told["message"],
        help=told["help"],
        file=rule.example.file,
        wrong=wrong,
        right=right,
    )


def _sides(example: Example) -> tuple[Side, Side]:
    """Find what differs, to whole words and cells; sentences are shown as they are."""
    texts = example.wrong.strip("\n"), example.right.strip("\n")
    wrong, right = (_PIECES.findall(text) for text in texts)
    before = _shared(wrong, right)
    behind = _shared(wrong[before:][::-1], right[before:][::-1])
    if example.file is None or not before + behind:
        return Side(texts[0], "", ""), Side(texts[1], "", "")
    return _side(wrong, before, behind), _side(right, before, behind)


def _shared(one: list[str], other: list[str]) -> int:
    """Return how many pieces are the same from the first on."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _side(pieces: list[str], before: int, behind: int) -> Side:
    end = len(pieces) - behind
    return Side("".join(pieces[:before]), "".join(pieces[before:end]), "".join(pieces[end:]))
