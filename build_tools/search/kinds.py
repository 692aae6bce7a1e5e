"""The kinds of page as readers know them, in the order in which equals are shown."""

from collections.abc import Mapping

OTHER = "Trang chung"
LABELS: Mapping[str, str] = {
    "area": "Địa bàn",
    "team": "Tổ",
    "indicator": "Chỉ tiêu",
    "directive": "Văn bản chỉ đạo",
    "document": "Căn cứ",
    "thread": "Việc theo dõi",
    "report": "Báo cáo",
    "report-annexes": "Báo cáo",
    "period": "Tổng hợp kỳ",
    "annexes": "Tổng hợp kỳ",
    "register": "Sổ theo dõi",
    "registers": "Sổ theo dõi",
    "guide": "Hướng dẫn",
    "guide-list": "Hướng dẫn",
    "guide-rules": "Hướng dẫn",
    "guide-table": "Hướng dẫn",
    "data": "Dữ liệu",
    "dataset": "Dữ liệu",
}
_ORDER = tuple(LABELS)
# Lists of what has a page of its own: that page is the better answer.
_LISTS = {
    "home",
    "reports",
    "annexes",
    "report-annexes",
    "period",
    "register",
    "guide-table",
    "dataset",
}


def label_of(kind: str) -> str:
    """Return the word by which a reader narrows: `Báo cáo`."""
    return LABELS.get(kind, OTHER)


def rank_of(kind: str) -> int:
    """Return the place of the kind among equals; pages of no kind of their own come last."""
    return _ORDER.index(kind) if kind in LABELS else len(_ORDER)


def is_list(kind: str) -> bool:
    """Say whether the page mostly repeats what other pages say in full."""
    return kind in _LISTS
