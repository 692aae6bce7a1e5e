"""Rows and heads with a mark in every field, found by walking the models of `schemas/`.

A mark is a text that stands nowhere else in the content: a word, an id, a number, a day. A field in
which none can stand is named here with the reason; a field of a kind that is not known here fails,
so that a new one cannot be forgotten.
"""

import csv
import datetime as dt
import enum
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from build_tools.validation.rules.items import ID_FIELDS
from schemas.annex_row import AnnexRow
from schemas.base import CodeCheck
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import Annex

# Values of a closed list, or of another table that everyone may read: none is unique.
NOT_FREE: Mapping[str, str] = {
    "unit_code": "địa bàn: trong danh mục, của Tổ",
    "directive_id": "văn bản: trong danh mục",
    "indicator_id": "chỉ tiêu: trong danh mục",
    "audience": "nhóm người xem: danh sách đóng",
    "handed_over_to": "Tổ: danh sách đóng; dòng bàn giao không thể đã xong",
    "progress_pct": "0 đến 100",
    "assigned": "đúng hoặc sai",
    "assignee": "thành viên của Tổ: có tên trên trang của Tổ",
}
# Forms of codes that are free within their form.
_FORMS: Mapping[str, str] = {
    "doc_ref": "{number}-TTr/ZQ",
    "local_plan_ref": "{number}-CTr/ZQ",
    "opinion_ref": "{number}-TB/ZQ",
    "response_ref": "{number}-CV/ZQ",
}
# States with which every other field may be filled in.
_STATES: Mapping[str, str] = {
    "status": "",
    "field": "kinh_te",
    "kind": "",
    "severity": "cao",
    "authority": "ban_thuong_vu",
    "sent_to": "to_truong",
    "data_quality": "chinh_thuc",
    "form": "van_ban",
}
_DONE = {
    Annex.ISSUES: {"status": "da_giai_quyet", "kind": "kho_khan"},
    Annex.REQUESTS: {"status": "da_thong_bao"},
    Annex.RECOMMENDATIONS: {"status": "da_thuc_hien"},
    Annex.DIRECTIVES: {"status": "hoan_thanh", "progress_pct": "100"},
    Annex.INFORMATION_REQUESTS: {"status": "da_nhan"},
    Annex.TASKS: {"status": "hoan_thanh"},
    Annex.MEETINGS: {"kind": "khao_sat"},
}
_FIRST_DAY = dt.date(2030, 9, 2)  # no day of the small province lies between this and 2031
_DAYS = 30
_EXCEL_DAY_0 = dt.date(1899, 12, 30)  # workbooks count days from here (ECMA-376, 18.17.4.1)
_SYLLABLES = [first + vowel for first in "bcdghklmnprstvx" for vowel in "aeiou"]


@dataclass
class Marks:
    """Gives marks, each once, and keeps them: the forms in which one may be printed, by its name.

    `serial` keeps the marks of several planters apart.
    """

    serial: int
    planted: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _count: int = 0
    _days: int = 0

    def _next(self) -> int:
        self._count += 1
        return self.serial * 100 + self._count

    def word(self, name: str) -> str:
        number = self._next()
        word = "zộp" + "".join(_SYLLABLES[number // 75**power % 75] for power in (1, 0))
        return self._keep(name, word, word)

    def number(self, name: str) -> str:
        """Return a number that rises from call to call, so that sums over time rise too."""
        number = self._next()
        return self._keep(
            name, f"{71000 + number},7", f"71.{number:03},7", f"71{number:03},7", f"71{number:03}.7"
        )

    def day(self, name: str) -> str:
        """Return a day later than all before, so that no order of days is broken."""
        self._days += 1
        assert self._days <= _DAYS, "no day is left that stands nowhere else"
        day = _FIRST_DAY + dt.timedelta(days=self.serial * _DAYS + self._days)
        return self._keep(name, f"{day:%d/%m/%Y}", *printed_day(day))

    def code(self, name: str, form: str) -> str:
        return self._keep(name, *[form.format(number=88000 + self._next())] * 2)

    def item_id(self, name: str, prefix: str, team: int) -> str:
        return self._keep(name, *[f"{prefix}-2031-{team:02}{self._next():03}"] * 2)

    def _keep(self, name: str, written: str, *printed: str) -> str:
        self.planted[name] = printed
        return written


def printed_day(day: dt.date) -> tuple[str, ...]:
    """Return the forms in which a day may be printed: on pages, in data, in a cell of Excel."""
    return f"{day:%d/%m/%Y}", day.isoformat(), f"<v>{(day - _EXCEL_DAY_0).days}</v>"


def annex_row(
    annex: Annex, marks: Marks, team: int, fixed: Mapping[str, str], audience: str = ""
) -> dict[str, str]:
    """Return a row with a mark in every field in which one may stand; `fixed` are given values."""
    model = ANNEX_ROWS[annex]
    row = {"audience": audience, **_DONE.get(annex, {}), **fixed}
    for name in columns(model):
        if name in row or name in NOT_FREE:
            row.setdefault(name, "")
        elif name == ID_FIELDS.get(annex):
            prefix = _prefix(annex)
            row[name] = marks.item_id(f"{annex.value}.{name}", prefix, team)
        else:
            row[name] = planted(f"{annex.value}.{name}", name, model.model_fields[name], marks)
    return row


def _prefix(annex: Annex) -> str:
    return {
        Annex.ISSUES: "VD",
        Annex.REQUESTS: "DN",
        Annex.RECOMMENDATIONS: "KN",
        Annex.REMINDERS: "DD",
        Annex.MEETINGS: "HN",
        Annex.ORIENTATION: "DH",
        Annex.INFORMATION_REQUESTS: "YC",
        Annex.TASKS: "NV",
    }[annex]


def planted(place: str, name: str, info: FieldInfo, marks: Marks) -> str:
    """Return a mark for a field by its type; AssertionError for a type that is not known here."""
    kinds, metadata = _kinds(info)
    if name in _FORMS:
        return marks.code(place, _FORMS[name])
    assert not any(isinstance(one, CodeCheck) for one in metadata), (
        f"{place}: a code of which form?"
    )
    if any(isinstance(kind, type) and issubclass(kind, enum.Enum) for kind in kinds):
        assert name in _STATES, f"{place}: a closed list of which value?"
        return _STATES[name]
    if Decimal in kinds:
        return marks.number(place)
    if dt.date in kinds:
        return marks.day(place)
    assert str in kinds, f"{place}: of a type that has no mark: {info.annotation}"
    return marks.word(place)


def _kinds(info: FieldInfo) -> tuple[set[Any], list[Any]]:
    """Return the plain types of a field and all that annotates them."""
    kinds: set[Any] = set()
    metadata: list[Any] = list(info.metadata)
    waiting: list[Any] = [info.annotation]
    while waiting:
        one = waiting.pop()
        metadata += getattr(one, "__metadata__", ())
        inner = get_args(one)
        waiting += inner or []
        if not inner:
            kinds.add(one)
    return kinds, metadata


def table(model: type[AnnexRow], rows: Sequence[Mapping[str, str]]) -> str:
    """Return the annex as a file holds it."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns(model), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


def fields_of(model: type[BaseModel]) -> Iterator[str]:
    """Yield the names of the fields of a model."""
    yield from model.model_fields
