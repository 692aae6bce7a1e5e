"""What is read before something new is written: an error elsewhere stops nobody."""

from collections.abc import Callable

from build_tools.diagnostics import Severity
from build_tools.diagnostics.wording import message, severity
from build_tools.errors import DiabanError
from build_tools.validation.inputs import CONTENT, REPORTS
from build_tools.validation.loading import Judged
from schemas.catalogue import Catalogue
from schemas.period import Period

_SHOWN = 5
_PAGES = (f"{CONTENT}/documents/", f"{CONTENT}/huong-dan/", f"{CONTENT}/index.")


def usable_catalogue(judged: Judged, is_needed: Callable[[str], bool]) -> Catalogue:
    """Return the catalogue; DiabanError that names the errors in the files that are needed."""
    faulty = [
        one
        for one in judged.findings
        if severity(one) is Severity.ERROR and is_needed(one.place.path)
    ]
    if judged.catalogue is None or faulty:
        first = "Chưa tạo được: phần phải dùng đến đang có lỗi. Hãy chạy `diaban check` rồi sửa."
        lines = [f"  {one.place.path}:{one.place.line}: {message(one)}" for one in faulty[:_SHOWN]]
        raise DiabanError("\n".join([first, *lines]))
    return judged.catalogue


def is_foundation(path: str) -> bool:
    """Say whether a file is one of settings, catalogues and teams."""
    return not path.startswith((f"{REPORTS}/", *_PAGES))


def is_taken_from(path: str, team_id: str, period: Period) -> bool:
    """Say whether a file is one of those that a new report rests on."""
    if not path.startswith(f"{REPORTS}/"):
        return is_foundation(path)
    parts = path.split("/")
    return team_id in parts and parts[2] != period.id
