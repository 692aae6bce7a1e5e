"""New teams, documents and indicators: what is known is filled in, what would clash is refused."""

import datetime as dt
from collections.abc import Callable

import pytest

from build_tools.cli import main
from build_tools.diagnostics import Severity
from build_tools.diagnostics.wording import severity
from build_tools.project import Project
from build_tools.validation.loading import judge_content

TODAY = dt.date(2031, 1, 20)
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def new(
    small_province: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """`diaban new …` in the small province: exit code and what it printed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1926676800")  # 20/01/2031

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["--root", str(small_province.root), "new", *arguments])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return run


def _errors(project: Project) -> list[tuple[str, str]]:
    return [
        (one.code, one.place.path)
        for one in judge_content(project, TODAY).findings
        if severity(one) is Severity.ERROR
    ]


INDICATOR = {
    "--name": "Số hợp tác xã", "--field": "Kinh tế", "--unit": "hợp tác xã",
    "--direction": "Tăng là tốt", "--aggregation": "Giá trị cuối", "--period-types": "Tháng | Quý",
    "--decimals": "0", "--source": "Phòng Kinh tế",
}  # fmt: skip


def _options(values: dict[str, str]) -> list[str]:
    return [text for pair in values.items() for text in pair]


def test_a_new_indicator_gets_the_next_code_of_its_field(small_province: Project, new: Run) -> None:
    file = small_province.content / "catalogue/indicators.csv"
    before = file.read_text("utf-8-sig").splitlines()
    code, told = new("indicator", *_options(INDICATOR))
    assert code == 0, told
    after = file.read_text("utf-8-sig").splitlines()
    assert after[: len(before)] == before
    assert after[-1].startswith("KT02,Kinh tế,Số hợp tác xã,hợp tác xã,Tăng là tốt,Giá trị cuối,")
    assert "KT02: báo cáo kỳ tới phải có dòng" in told
    assert _errors(small_province) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"--field": "Nông nghiệp"}, "“Nông nghiệp” không phải lĩnh vực"),
        ({"--decimals": "nhiều"}, "“Số lẻ”"),
        ({"--aggregation": "Trung bình"}, "“Cách cộng”"),
    ],
)
def test_an_indicator_that_the_schema_does_not_take_is_refused(
    small_province: Project, new: Run, changes: dict[str, str], told: str
) -> None:
    file = small_province.content / "catalogue/indicators.csv"
    before = file.read_bytes()
    code, said = new("indicator", *_options(INDICATOR | changes))
    assert code == 2
    assert told in said
    assert file.read_bytes() == before


def test_an_indicator_is_there_once(new: Run) -> None:
    assert new("indicator", *_options(INDICATOR))[0] == 0
    code, told = new("indicator", *_options(INDICATOR | {"--name": "số hợp tác  xã"}))
    assert code == 2
    assert "Đã có chỉ tiêu “Số hợp tác xã”, mã KT02." in told


def test_a_new_document_is_a_page_of_its_own(small_province: Project, new: Run) -> None:
    options = {
        "--title": "Thông báo", "--subject": "Phân công nhiệm vụ", "--number": "66-TB/TU",
        "--issuer": "Tỉnh ủy", "--issued-on": "19/11/2030", "--source": "Bản gốc",
    }  # fmt: skip
    code, told = new("document", *_options(options))
    assert code == 0, told
    text = (small_province.content / "documents/66-tb-tu.md").read_text("utf-8")
    assert "number: 66-TB/TU\n" in text
    assert "issued_on: 19/11/2030\n" in text
    assert _errors(small_province) == []
    code, told = new("document", *_options(options))
    assert code == 2
    assert "Đã có content/documents/66-tb-tu.md; không ghi đè." in told


def test_a_document_is_filled_in_from_the_directives(small_province: Project, new: Run) -> None:
    lines = (small_province.content / "catalogue/directives.csv").read_text("utf-8-sig")
    directive = lines.splitlines()[1].split(",")
    code, told = new("document", "--directive", directive[0], "--source", "Bản gốc")
    assert code == 0, told
    assert f"number: {directive[1]}" in next(
        text
        for path in (small_province.content / "documents").iterdir()
        if directive[1] in (text := path.read_text("utf-8"))
    )
    assert new("document", "--directive", "CD-2000-001")[0] == 2


def test_a_document_that_lacks_something_is_refused_with_what(new: Run) -> None:
    code, told = new("document", "--title", "Thông báo", "--source", "Bản gốc")
    assert code == 2
    assert "“Trích yếu”" in told
    assert "“Cơ quan ban hành”" in told


def test_a_new_team_says_all_that_is_to_be_done(small_province: Project, new: Run) -> None:
    code, told = new("team", "--number", "3", "--head", "Lê Văn An", "--from", "01/02/2031")
    assert code == 0, told
    folder = small_province.content / "teams/to-03"
    assert "valid_from: 01/02/2031\n" in (folder / "team.md").read_text("utf-8")
    rows = (folder / "members.csv").read_text("utf-8-sig").splitlines()
    assert rows[1].startswith("TV-03-01,Lê Văn An,Trưởng Bộ phận,")
    assert len((folder / "areas.csv").read_text("utf-8-sig").splitlines()) == 1
    assert "sửa “teams” thành 3" in told
    assert new("team", "--number", "2") == (2, "Đã có Tổ số 2.\n")


@pytest.mark.parametrize("number", ["0", "100"])
def test_a_team_has_a_number_of_two_digits(small_province: Project, new: Run, number: str) -> None:
    before = sorted(small_province.content.rglob("*"))
    assert new("team", "--number", number)[0] == 2
    assert sorted(small_province.content.rglob("*")) == before
