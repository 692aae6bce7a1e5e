"""Small tables and front matters written as text, and findings as the editor reads them."""

from collections.abc import Callable, Iterable

import pytest

from build_tools.diagnostics import Diagnostic, Diagnostics
from build_tools.diagnostics.wording import advice, message
from build_tools.reading.front_matter import FrontMatter, read_front_matter
from build_tools.reading.tables import Table, read_table
from build_tools.reading.text import SourceText
from build_tools.validation.references import KnownReferences


@pytest.fixture
def table() -> Callable[..., Table]:
    def read(text: str, path: str = "content/x.csv") -> Table:
        found = Diagnostics()
        result = read_table(SourceText(path, text, ""), found)
        assert result is not None, list(found)
        return result

    return read


@pytest.fixture
def front_matter() -> Callable[..., FrontMatter]:
    def read(text: str, path: str = "content/x.md") -> FrontMatter:
        found = Diagnostics()
        result = read_front_matter(SourceText(path, f"---\n{text}\n---\n", ""), found)
        assert result is not None, list(found)
        return result

    return read


@pytest.fixture
def told() -> Callable[[Iterable[Diagnostic]], list[str]]:
    """Findings as `line:column [code] message → advice`, sorted."""

    def tell(found: Iterable[Diagnostic]) -> list[str]:
        return [
            f"{one.place.line}:{one.place.column} [{one.code}] {message(one)} → {advice(one)}"
            for one in Diagnostics(found)
        ]

    return tell


@pytest.fixture
def references() -> KnownReferences:
    known = KnownReferences()
    known.add("area", "24781", "Phường Xuân Hương - Đà Lạt", "Xuân Hương - Đà Lạt")
    known.add("area", "25057", "Xã Đạ Tẻh", "Đạ Tẻh")
    known.add("team", "to-01", "Tổ theo dõi địa bàn số 1")
    known.add("team", "to-02", "Tổ theo dõi địa bàn số 2")
    known.add("indicator", "KT01", "Thu ngân sách nhà nước trên địa bàn")
    known.add("directive", "CD-2026-001", "01-CT/TU")
    known.add("agency", "van-phong-tinh-uy", "Văn phòng Tỉnh ủy")
    return known
