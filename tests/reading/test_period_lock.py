"""A lock is read as it was written, and refused when anything in it is otherwise."""

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostics
from build_tools.reading.period_lock import lock_text, read_lock
from build_tools.reading.text import SourceText
from schemas.period import Period
from schemas.period_lock import LockedFile, PeriodLock

PATH = "content/reports/2031-01/period.lock"
DIGEST, TOKEN = "ab" * 32, "12ab34cd"
LOCK = PeriodLock(
    period=Period.parse("2031-01"),
    closed_on=dt.date(2031, 1, 25),
    closed_by="Đỗ Thị Mẫu",
    post="Phó Chánh Văn phòng",
    missing={"to-02": "Chưa kiện toàn: “thiếu” người # tạm thời"},
    corrections=2,
    corrections_sha256=DIGEST,
    files={
        "to-01/attachments/Biên bản.pdf": LockedFile(DIGEST),
        "to-01/issues.csv": LockedFile(
            DIGEST, DIGEST, {"title": TOKEN}, {"VD-2031-01001": TOKEN, "KT01@90002": TOKEN}
        ),
        "to-01/tasks.csv": LockedFile(DIGEST, DIGEST),
    },
)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)


def _read(text: str) -> tuple[PeriodLock | None, list[tuple[str, int]]]:
    found = Diagnostics()
    lock = read_lock(SourceText(PATH, text, ""), found)
    return lock, [(each.code, each.place.line) for each in found]


def test_a_lock_is_read_as_it_was_written() -> None:
    assert _read(lock_text(LOCK)) == (LOCK, [])


@settings(max_examples=60)
@given(by=texts, reason=texts, name=texts, key=texts)
def test_any_name_and_reason_comes_back(by: str, reason: str, name: str, key: str) -> None:
    lock = PeriodLock(
        period=LOCK.period,
        closed_on=LOCK.closed_on,
        closed_by=by,
        post=reason,
        missing={"to-02": reason},
        corrections=0,
        corrections_sha256=DIGEST,
        files={f"to-01/attachments/{name}": LockedFile(DIGEST, DIGEST, {}, {key: TOKEN})},
    )
    assert _read(lock_text(lock)) == (lock, [])


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("form: diaban-lock/1", "form: diaban-lock/2", "lock.unreadable", 2),
        ("period: 2031-01", "period: 2031-13", "lock.unreadable", 1),
        ("corrections: 2", "corrections: -2", "lock.unreadable", 1),
        ("corrections: 2", "corrections: 02", "lock.unreadable", 9),
        ("2031-01-25", "20310125", "lock.unreadable", 4),
        ("  to-01/tasks.csv:", "\tto-01/tasks.csv:", "lock.unreadable", 22),
        ("missing:\n", "missing: không\n", "lock.unreadable", 1),
        ("Đỗ Thị Mẫu", "Đỗ Thị Thử", "lock.seal", 27),
        ("seal: ", "seal:  ", "lock.seal", 27),
    ],
)
def test_what_is_not_as_it_would_be_written_is_refused_at_its_line(
    old: str, new: str, code: str, line: int
) -> None:
    text = lock_text(LOCK)
    assert text.count(old) == 1
    assert _read(text.replace(old, new)) == (None, [(code, line)])


@pytest.mark.parametrize("text", ["", "\n", "{}", "a", "form: x\n", "files:\n  a:\n    b:\n" * 99])
def test_any_other_text_is_refused(text: str) -> None:
    lock, found = _read(text)
    assert lock is None
    assert [code for code, _ in found] == ["lock.unreadable"]


def test_no_letter_can_be_changed_added_or_taken_away() -> None:
    text = lock_text(LOCK)
    dice = random.Random(7)  # noqa: S311  seeded on purpose
    for place in range(len(text)):
        letter = dice.choice('abc019:" \n-#é')
        for changed in (
            text[:place] + text[place + 1 :],
            text[:place] + letter + text[place:],
            text[:place] + letter + text[place + 1 :],
        ):
            if changed != text:
                lock, found = _read(changed)
                assert lock is None, (place, letter)
                assert [code.partition(".")[0] for code, _ in found] == ["lock"]
