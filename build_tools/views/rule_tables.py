"""Every rule with its message and its mending, made from the table of rules itself."""

from collections import Counter, defaultdict

from build_tools.diagnostics import RULES, Rule, Severity
from build_tools.diagnostics.wording import SEVERITY_LABELS
from build_tools.views.formatting import format_number, join_words
from build_tools.views.parts import Cell, Column, Row, TableView, Tone
from build_tools.views.sections import Section
from schemas.text import slug

FAMILY_TITLES = {
    "file": "Tệp và thư mục",
    "text": "Bảng mã và ký tự",
    "yaml": "Phần đầu của tệp",
    "csv": "Bảng CSV",
    "markdown": "Lời văn",
    "map": "Bản đồ ranh giới",
    "value": "Giá trị của ô",
    "number": "Cách viết số",
    "date": "Cách viết ngày",
    "period": "Cách viết kỳ",
    "reference": "Dẫn chiếu giữa các tệp",
    "structure": "Cấu trúc",
    "completeness": "Đủ và thiếu",
    "continuity": "Theo dõi liên tục qua các kỳ",
    "corrections": "Đính chính",
    "lock": "Kỳ đã khóa",
    "closing": "Điều kiện khóa kỳ",
    "numbers": "Đối chiếu số liệu",
    "dates": "Thứ tự các ngày",
    "secrecy": "Bảo mật và dữ liệu cá nhân",
    "attachment": "Tài liệu kèm theo",
    "audience": "Người được xem",
    "signoff": "Duyệt và ban hành",
    "figure": "Số liệu dẫn trong lời văn",
    "exception": "Ngoại lệ được chấp nhận",
}
_TONES: dict[Severity, Tone] = {
    Severity.ERROR: "bad",
    Severity.WARNING: "warn",
    Severity.NOTE: "none",
}


def rules_sentence() -> str:
    """Return how many rules there are, by gravity."""
    counts = Counter(rule.severity for rule in RULES.values())
    parts = [
        f"{format_number(counts[kind])} {label.lower()}" for kind, label in SEVERITY_LABELS.items()
    ]
    return (
        f"{format_number(len(RULES))} quy tắc: {join_words(parts)}. Có lỗi thì trang không được "
        "dựng; cảnh báo và lưu ý thì vẫn dựng. Dấu … là chỗ chương trình điền giá trị cụ thể."
    )


def rule_sections() -> tuple[Section, ...]:
    """Return one part a family of rules; families in the order of the titles, new ones last."""
    families = dict.fromkeys([*FAMILY_TITLES, *sorted(_family(rule) for rule in RULES.values())])
    found = {family: [r for r in RULES.values() if _family(r) == family] for family in families}
    return tuple(_section(family, rules) for family, rules in found.items() if rules)


def _family(rule: Rule) -> str:
    return rule.code.partition(".")[0]


def _section(family: str, rules: list[Rule]) -> Section:
    title = FAMILY_TITLES.get(family, family)
    table = TableView(
        caption=f"{title}: {format_number(len(rules))} quy tắc",
        columns=(Column("Mã"), Column("Mức", "state"), Column("Câu báo"), Column("Cách sửa")),
        rows=tuple(_row(rule) for rule in rules),
        wide=True,
    )
    return Section(id=family, title=title, tables=(table,))


def _row(rule: Rule) -> Row:
    return Row(
        (
            Cell(rule.code),
            Cell(SEVERITY_LABELS[rule.severity], tone=_TONES[rule.severity]),
            Cell(_with_gaps(rule.message)),
            Cell(_with_gaps(rule.help)),
        ),
        id=slug(rule.code),
    )


def _with_gaps(template: str) -> str:
    """Return the sentence with `…` for what a finding fills in."""
    return template.format_map(defaultdict(lambda: "…"))
