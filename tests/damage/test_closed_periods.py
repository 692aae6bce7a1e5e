"""A closed period: what changes without a true correction is named, to the row and the field."""

import csv
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from damages import (
    Damage,
    appended,
    re_encoded,
    removed,
    replaced,
    with_semicolons,
    without_frames,
)

from build_tools.cli import main
from build_tools.diagnostics import Diagnostics
from build_tools.editing.close_period import judge_closing, write_lock
from build_tools.errors import UsageError
from build_tools.project import Project
from build_tools.reading.period_lock import without_digests
from build_tools.reading.text import read_text
from build_tools.validation.closing import Closing
from schemas.period import Period
from schemas.period_lock import PeriodLock

CLOSING = Closing(
    period=Period.parse("2031-01"),
    on=dt.date(2031, 1, 25),
    by="Đỗ Thị Mẫu",
    post="Phó Chánh Văn phòng",
    missing={},
)
HERE = "content/reports/2031-01/to-01"
CORRECTIONS = "content/reports/2031-01/corrections.csv"
LOCK = "content/reports/2031-01/period.lock"
HEAD = 'Tệp,Dòng,"Cột, khóa",Giá trị cũ,Giá trị mới,Lý do,Ngày sửa,Người sửa\n'
TAIL = "Kho bạc gửi bổ sung,28/01/2031,Lê Thị Ví Dụ\n"
KT01 = "to-01/indicators.csv,KT01@Xã Hòa Bình"
CLEAN = "Không có lỗi.\n"
TO_CORRECT = (
    "    → Trả lại giá trị đã khóa; nếu sửa thật thì ghi vào corrections.csv của kỳ: tệp, dòng, "
    "cột, giá trị cũ, giá trị mới, lý do.\n"
)


@pytest.fixture(scope="module")
def lock(project: Project) -> PeriodLock:
    judgement = judge_closing(Project(root=project.root / "tests/fixtures/small_province"), CLOSING)
    assert judgement.obstacles == ()
    assert judgement.lock is not None
    assert judgement.path == LOCK
    return judgement.lock


@pytest.fixture
def closed(small_province: Project, lock: PeriodLock) -> Project:
    write_lock(small_province, LOCK, lock)
    return small_province


def _check(project: Project, capsys: pytest.CaptureFixture[str]) -> str:
    code = main(["--root", str(project.root), "check"])
    text = without_frames(capsys.readouterr().out)
    assert code == (": lỗi [" in text)
    return text.rpartition("Chưa dựng được")[0] or text


def _correct(project: Project, *rows: str, head: str = HEAD) -> None:
    (project.root / CORRECTIONS).write_text(head + "".join(rows), encoding="utf-8")


def test_a_closed_period_that_stays_as_it_was_is_clean(
    closed: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _check(closed, capsys) == CLEAN


def _with_line_ends_of_windows(name: str) -> Damage:
    def damage(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())

    return damage


def _with_columns_in_another_order(folder: Path) -> None:
    with (folder / "issues.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    with (folder / "issues.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([*reversed(row)] for row in rows)


@pytest.mark.parametrize(
    "save",
    [
        _with_line_ends_of_windows("indicators.csv"),
        _with_line_ends_of_windows("report.md"),
        with_semicolons("indicators.csv"),
        re_encoded("issues.csv", "utf-16"),
        _with_columns_in_another_order,
    ],
)
def test_saving_the_same_cells_in_another_way_changes_nothing(
    closed: Project, capsys: pytest.CaptureFixture[str], save: Damage
) -> None:
    save(closed.root / HERE)
    assert "lỗi" not in _check(closed, capsys).replace(CLEAN, "").replace("Không có lỗi", "")


def _lock_edited(old: str, new: str) -> Damage:
    def damage(folder: Path) -> None:
        path = folder.parent / "period.lock"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")

    return damage


def _both(*damages: Damage) -> Damage:
    def damage(folder: Path) -> None:
        for each in damages:
            each(folder)

    return damage


def _report_removed(folder: Path) -> None:
    for path in (folder.parent / "to-02").iterdir():
        path.unlink()
    (folder.parent / "to-02").rmdir()


ROW = 'Xã Hòa Bình,KT01,"150,0","12,0","12,0"'
NEW_ROW = ROW.replace('"12,0"', '"12,5"')
DAMAGES: dict[str, tuple[Damage, str]] = {
    "a figure changed": (
        replaced("indicators.csv", '"150,0","12,0"', '"150,0","11,0"'),
        "{here}/indicators.csv:4:26: lỗi [lock.changed]: “Thực hiện trong kỳ” của “KT01@90002” "
        "khác bản đã khóa ngày 25/01/2031.\n" + TO_CORRECT,
    ),
    "two figures of a row changed": (
        replaced("indicators.csv", ROW, NEW_ROW),
        "{here}/indicators.csv:4:26: lỗi [lock.changed]: “Thực hiện trong kỳ” và “Lũy kế từ đầu "
        "năm” của “KT01@90002” khác bản đã khóa ngày 25/01/2031.\n" + TO_CORRECT,
    ),
    "a cell emptied": (
        replaced("issues.csv", "Họp ba bên", ""),
        "{here}/issues.csv:2:1: lỗi [lock.changed]: “Biện pháp tháo gỡ đề xuất” của "
        "“VD-2031-01001” khác bản đã khóa ngày 25/01/2031.\n" + TO_CORRECT,
    ),
    "a declaration changed": (
        replaced("report.md", "ổn định; một", "ổn định, một"),
        "{here}/report.md:20:10: lỗi [lock.changed]: “Tóm tắt” của “phần đầu của report.md” khác "
        "bản đã khóa ngày 25/01/2031.\n" + TO_CORRECT,
    ),
    "a lock that is no lock": (
        lambda folder: (folder.parent / "period.lock").write_text("đã khóa\n", encoding="utf-8"),
        (
            f"{LOCK}:1:1: lỗi [lock.unreadable]: Tệp khóa kỳ không đúng như lệnh diaban close "
            "ghi.\n"
            "    → Lấy lại tệp này từ lịch sử kho; không sửa tay. Muốn mở kỳ thì xóa hẳn tệp, được "
            "duyệt rồi khóa lại.\n"
        ),
    ),
    "a lock with a line put otherwise": (
        _lock_edited("period: 2031-01", "period:  2031-01"),
        (
            f"{LOCK}:3:1: lỗi [lock.unreadable]: Tệp khóa kỳ không đúng như lệnh diaban close "
            "ghi.\n"
            "    → Lấy lại tệp này từ lịch sử kho; không sửa tay. Muốn mở kỳ thì xóa hẳn tệp, được "
            "duyệt rồi khóa lại.\n"
        ),
    ),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_change_without_a_correction_gets_exactly_its_one_message(
    closed: Project, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    damage, expected = DAMAGES[name]
    damage(closed.root / HERE)
    last = (closed.root / LOCK).read_text(encoding="utf-8").count("\n")
    assert _check(closed, capsys) == expected.replace("{here}", HERE).replace("{last}", str(last))


CHANGED = replaced("indicators.csv", ROW, NEW_ROW)
BOTH_ROWS = (
    f'{KT01},Thực hiện trong kỳ,"12,0","12,5",{TAIL}',
    f'{KT01},Lũy kế từ đầu năm,"12,0","12,5",{TAIL}',
)
PROSE_ROW = f"to-01/report.md,2. Văn hóa - xã hội,Nội dung,bình thường,rất tốt,{TAIL}"
TRUE: dict[str, tuple[Damage, tuple[str, ...]]] = {
    "figures": (CHANGED, BOTH_ROWS),
    "figures, saved by another program": (
        _both(CHANGED, with_semicolons("indicators.csv")),
        BOTH_ROWS,
    ),
    "a cell that was empty": (
        replaced("issues.csv", "Đã điều động hai giáo viên,,", "Đã điều động hai giáo viên,Xong,"),
        (f"to-01/issues.csv,VD-2031-01002,Ghi chú,,Xong,{TAIL}",),
    ),
    "a cell that is empty now": (
        replaced("issues.csv", "Họp ba bên", ""),
        (f"to-01/issues.csv,VD-2031-01001,Biện pháp tháo gỡ đề xuất,Họp ba bên,,{TAIL}",),
    ),
    "a declaration": (
        replaced("report.md", "prepared_by: Lê Thị Ví Dụ", "prepared_by: Trần Thị Mẫu"),
        (f"to-01/report.md,,Người soạn,Lê Thị Ví Dụ,Trần Thị Mẫu,{TAIL}",),
    ),
    "words of the text": (
        replaced("report.md", "hoạt động bình thường", "hoạt động rất tốt"),
        (PROSE_ROW,),
    ),
    "words of the text, twice": (
        replaced("report.md", "hoạt động bình thường", "hoạt động khá"),
        (PROSE_ROW, PROSE_ROW.replace("bình thường,rất tốt", "động rất tốt,động khá")),
    ),
    "a figure, twice": (
        replaced("indicators.csv", "Ước tính", "Sơ bộ"),
        (
            f"{KT01},Tính chất số liệu,Ước tính,Chính thức,{TAIL}",
            f"{KT01},Tính chất số liệu,Chính thức,Sơ bộ,{TAIL}",
        ),
    ),
    "a row that was forgotten": (
        appended(
            "issues.csv",
            "VD-2031-01003,Xã Hòa Bình,Kinh tế,Khó khăn,Thiếu nước,09/01/2031,Cao,,,,,,Mới,,,,,\n",
        ),
        tuple(
            f"to-01/issues.csv,VD-2031-01003,{field},,{value},{TAIL}"
            for field, value in (
                ("Mã", "VD-2031-01003"),
                ("Địa bàn", "Xã Hòa Bình"),
                ("Lĩnh vực", "Kinh tế"),
                ("Loại", "Khó khăn"),
                ("Nội dung tóm tắt", "Thiếu nước"),
                ("Ngày phát hiện", "09/01/2031"),
                ("Mức độ", "Cao"),
                ("Tình trạng", "Mới"),
            )
        ),
    ),
}


@pytest.mark.parametrize("name", TRUE)
def test_a_change_that_is_just_its_corrections_passes(
    closed: Project, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    change, rows = TRUE[name]
    change(closed.root / HERE)
    _correct(closed, *rows)
    text = _check(closed, capsys)
    assert ": lỗi [" not in text, text


FALSE: dict[str, tuple[Damage, tuple[str, ...], str]] = {
    "an old value that was not there": (
        CHANGED,
        (BOTH_ROWS[0].replace('"12,0"', '"11,9"'), BOTH_ROWS[1]),
        (
            f"{CORRECTIONS}:2:58: lỗi [lock.not-as-old]: “Thực hiện trong kỳ”: giá trị cũ “11,9” "
            "không "
            "phải giá trị đã khóa ngày 25/01/2031.\n"
            "    → Ghi giá trị cũ đúng từng chữ như tệp khi khóa; xem trong lịch sử kho.\n"
        ),
    ),
    "words that were not there": (
        replaced("report.md", "hoạt động bình thường", "hoạt động rất tốt"),
        (PROSE_ROW.replace("bình thường", "kém"),),
        (
            f"{CORRECTIONS}:2:46: lỗi [lock.not-as-old]: “Nội dung”: giá trị cũ “kém” không phải "
            "giá "
            "trị đã khóa ngày 25/01/2031.\n"
            "    → Ghi giá trị cũ đúng từng chữ như tệp khi khóa; xem trong lịch sử kho.\n"
        ),
    ),
    "one of two changes": (
        _both(CHANGED, replaced("indicators.csv", '"90,0"', '"91,0"')),
        BOTH_ROWS,
        f"{HERE}/indicators.csv:5:25: lỗi [lock.changed]: “Thực hiện trong kỳ” của “XH04@90002” "
        "khác bản đã khóa ngày 25/01/2031.\n" + TO_CORRECT,
    ),
    "a day before the closing": (
        CHANGED,
        tuple(row.replace("28/01/2031", "24/01/2031") for row in BOTH_ROWS),
        "".join(
            f"{CORRECTIONS}:{line}:{column}: lỗi [lock.correction-before]: Đính chính ghi ngày "
            "24/01/2031, trước ngày khóa 25/01/2031, nhưng khi khóa chưa có.\n"
            "    → Ghi đúng ngày sửa.\n"
            for line, column in ((2, 92), (3, 91))
        ),
    ),
    "a correction of what was not changed": (
        lambda _: None,
        (BOTH_ROWS[0],),
        (
            f"{CORRECTIONS}:2:65: lỗi [corrections.not-as-new]: “Thực hiện trong kỳ”: đính chính "
            "ghi "
            "giá trị mới là “12,5” nhưng tệp đang ghi khác.\n"
            "    → Sửa tệp theo đính chính, hoặc sửa “Giá trị mới” cho đúng như tệp đang ghi.\n"
        ),
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_a_correction_that_is_not_true_is_named(
    closed: Project, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    change, rows, expected = FALSE[name]
    change(closed.root / HERE)
    _correct(closed, *rows)
    assert _check(closed, capsys) == expected


def test_corrections_of_before_the_closing_are_closed_too(
    small_province: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    CHANGED(small_province.root / HERE)
    early = tuple(row.replace("28/01/2031", "22/01/2031") for row in BOTH_ROWS)
    _correct(small_province, *early)
    judgement = judge_closing(small_province, CLOSING)
    assert judgement.lock is not None
    assert judgement.lock.corrections == 2
    write_lock(small_province, judgement.path, judgement.lock)
    assert _check(small_province, capsys) == CLEAN
    _correct(small_province, *early, PROSE_ROW)
    replaced("report.md", "hoạt động bình thường", "hoạt động rất tốt")(small_province.root / HERE)
    assert _check(small_province, capsys) == CLEAN
    _correct(small_province, early[0].replace("bổ sung", "lại"), early[1], PROSE_ROW)
    assert _check(small_province, capsys) == (
        f"{CORRECTIONS}:1:1: lỗi [lock.corrections-changed]: 2 dòng đầu của corrections.csv, có từ "
        "trước khi khóa ngày 25/01/2031, đã bị sửa.\n"
        "    → Trả lại các dòng ấy; đính chính mới ghi thêm ở cuối.\n"
    )


def test_a_lock_of_another_period_is_refused(
    closed: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    other = closed.root / "content/reports/2031-02"
    other.mkdir()
    (closed.root / LOCK).rename(other / "period.lock")
    assert _check(closed, capsys) == (
        "content/reports/2031-02/period.lock:3:1: lỗi [lock.other-period]: Tệp này khóa tháng "
        "01/2031, không phải kỳ của thư mục.\n"
        "    → Lấy lại đúng tệp từ lịch sử kho.\n"
    )


def test_a_digest_is_nobodys_number_but_a_name_in_a_lock_may_be(
    closed: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    source = read_text(closed.root, LOCK, Diagnostics())
    assert source is not None
    record = next(line for line in source.text.splitlines() if "VD-2031-01001: " in line)
    digest = next(line for line in source.text.splitlines() if "content: " in line)
    shown = without_digests(
        source._replace(text=source.text.replace(digest, f"{digest[:-12]}a0912345678b"))
    )
    assert record not in shown.text
    assert shown.text.count("\n") == source.text.count("\n")
    assert "0912345678" not in shown.text
    _lock_edited("VD-2031-01001: ", "0912345678: ")(closed.root / HERE)
    assert "[secrecy." in _check(closed, capsys)


def test_a_closed_period_is_not_closed_again(closed: Project) -> None:
    with pytest.raises(UsageError, match="đã khóa ngày 25/01/2031, người khóa: Đỗ Thị Mẫu"):
        judge_closing(closed, CLOSING)


def test_a_lock_is_never_written_over(closed: Project, lock: PeriodLock) -> None:
    (closed.root / LOCK).write_bytes(b"mine")
    with pytest.raises(UsageError, match="không ghi đè"):
        write_lock(closed, LOCK, lock)
    assert (closed.root / LOCK).read_bytes() == b"mine"
    assert not list(closed.root.glob(".diaban-close-*"))


def _draft(folder: Path) -> None:
    replaced("report.md", "status: issued", "status: approved")(folder)


OBSTACLES: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "not issued": (
        _draft,
        [
            (
                f"{HERE}/report.md:16:9: lỗi [closing.not-issued]: Báo cáo tháng 01/2031 của Tổ "
                "theo "
                "dõi địa bàn số 1 còn ở bước “Đã duyệt”, chưa ban hành."
            ),
            "    → Duyệt và ban hành báo cáo trước khi khóa kỳ.",
        ],
    ),
    "missing": (
        _report_removed,
        [
            (
                "content/teams/to-02/team.md:1:1: lỗi [closing.missing-report]: Tổ theo dõi địa "
                "bàn số "
                "2 chưa có báo cáo tháng 01/2031."
            ),
            "    → Gửi báo cáo; hoặc chấp nhận thiếu, nói rõ vì sao: --missing to-02 --reason “…”.",
        ],
    ),
    "an annex neither there nor declared": (
        removed("issues.csv"),
        [
            (
                f"{HERE}/report.md:21:20: lỗi [completeness.missing-annex]: Thiếu phụ lục “Vấn "
                "đề nổi "
                "lên, khó khăn, vướng mắc” (issues.csv) mà chưa khai không phát sinh."
            ),
        ],
    ),
}


@pytest.mark.parametrize("name", OBSTACLES)
def test_what_stands_against_closing_is_listed_with_its_place(
    small_province: Project, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    damage, expected = OBSTACLES[name]
    damage(small_province.root / HERE)
    assert _close(small_province, "--today", "25/01/2031") == 1
    lines = without_frames(capsys.readouterr().out).splitlines()
    assert lines[: len(expected)] == expected
    assert lines[-1] == "Chưa khóa được: 1 việc phải làm trước."
    assert not (small_province.root / LOCK).exists()


def _close(project: Project, *arguments: str, period: str = "2031-01") -> int:
    names = ["--by", "Đỗ Thị Mẫu", "--post", "Phó Chánh Văn phòng"]
    return main(["--root", str(project.root), "close", "--period", period, *names, *arguments])


def test_all_that_stands_against_it_is_told_at_once(
    small_province: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    _both(_draft, _report_removed)(small_province.root / HERE)
    assert _close(small_province, "--today", "17/01/2031") == 1
    text = capsys.readouterr().out
    codes = [line.split("[closing.")[1].split("]")[0] for line in text.splitlines() if "[" in line]
    assert codes == ["not-due", "not-issued", "missing-report"]


def test_the_command_writes_the_lock_and_says_what_to_commit(
    small_province: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _close(small_province, "--today", "25/01/2031", "--dry-run") == 0
    assert capsys.readouterr().out == (
        "Tháng 01/2031: 2 báo cáo, 5 tệp, 0 đính chính có từ trước.\nChỉ xem: chưa ghi gì.\n"
    )
    assert not (small_province.root / LOCK).exists()
    assert _close(small_province, "--today", "25/01/2031") == 0
    assert f"git add {LOCK}" in capsys.readouterr().out
    lock = (small_province.root / LOCK).read_text(encoding="utf-8")
    assert lock.splitlines()[1:8] == [
        "form: diaban-lock/1",
        "period: 2031-01",
        "closed_on: 2031-01-25",
        'closed_by: "Đỗ Thị Mẫu"',
        'post: "Phó Chánh Văn phòng"',
        "missing:",
        "corrections: 0",
    ]


def test_a_report_may_be_missing_where_it_is_said_why(
    small_province: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    _report_removed(small_province.root / HERE)
    accepted = ["--missing", "to-02", "--reason", "Tổ đang kiện toàn: “chưa” có người."]
    assert _close(small_province, "--today", "25/01/2031", *accepted) == 0
    lock = (small_province.root / LOCK).read_text(encoding="utf-8")
    assert '  to-02: "Tổ đang kiện toàn: “chưa” có người."\n' in lock
    capsys.readouterr()
    assert _check(small_province, capsys) == CLEAN


@pytest.mark.parametrize(
    "arguments",
    [
        ["--missing", "to-02"],
        ["--missing", "to-02", "--reason", "Có báo cáo"],
        ["--missing", "to-09", "--reason", "Không có Tổ này"],
    ],
)
def test_wrong_usage_ends_with_2(small_province: Project, arguments: list[str]) -> None:
    assert _close(small_province, "--today", "25/01/2031", *arguments) == 2
    assert _close(small_province, "--today", "25/01/2031", period="2031-Q1") == 2
    assert not (small_province.root / LOCK).exists()
