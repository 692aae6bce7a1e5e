"""The whole way: in every place the gate refuses the build, repeats nothing, and cannot be off."""

import contextlib
import datetime as dt
import io
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attachment_files import docx_parts, package, pdf, png

from build_tools.cli import main
from build_tools.diagnostics.language import Language
from build_tools.project import Project
from build_tools.reporters.as_json import render_json
from build_tools.reporters.github import render_github
from build_tools.reporters.gitlab import render_gitlab
from build_tools.reporters.junit import render_junit
from build_tools.reporters.report import Report
from build_tools.reporters.sarif import render_sarif
from build_tools.reporters.style import Style
from build_tools.reporters.text import render_findings
from build_tools.validation.checking import check_content
from build_tools.validation.quotable import Quotable

REPORT = "reports/2031-01/to-01"
BESIDE = "Zephyr"  # stands beside whatever is refused; no message may say it
SECRET = re.compile(rf"{BESIDE}|TUYỆT|MẬT|tuyet|Trần Nam|079123|0912345")
RENDERS = (render_json, render_sarif, render_junit, render_github, render_gitlab)
Change = Callable[[Path], None]


def replaced(path: str, old: str, new: str) -> Change:
    """Change a text in a file."""

    def change(content: Path) -> None:
        file = content / path
        text = file.read_text(encoding="utf-8-sig")
        assert old in text, old
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def added(path: str, data: bytes) -> Change:
    """Add a file."""

    def change(content: Path) -> None:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_bytes(data)

    return change


MARK = f"Kế hoạch {BESIDE} (TUYỆT MẬT)"
PLACES: dict[str, Change] = {
    "prose": replaced(f"{REPORT}/report.md", "An ninh trật tự", f"{MARK}. An ninh trật tự"),
    "front matter": replaced(f"{REPORT}/report.md", "summary: Địa bàn", f"summary: {MARK} Địa bàn"),
    "a level": replaced(f"{REPORT}/report.md", "secrecy: thường", f"secrecy: tối mật {BESIDE}"),
    "an unknown key": replaced(f"{REPORT}/report.md", "place:", f"{BESIDE}: TUYỆT MẬT\nplace:"),
    "a cell": replaced(f"{REPORT}/issues.csv", "Họp ba bên", MARK),
    "a cell of a list": replaced(f"{REPORT}/issues.csv", "Đang xử lý", MARK),
    "a cell of a number": replaced(f"{REPORT}/indicators.csv", '"10,5"', f'"{MARK}"'),
    "a cell of a day": replaced(f"{REPORT}/issues.csv", "28/02/2031", MARK),
    "a cell of a reference": replaced(f"{REPORT}/issues.csv", "Xã Đạ Tẻh", MARK),
    "an id": replaced(f"{REPORT}/issues.csv", "VD-2031-01001", MARK),
    "a head of a column": replaced(f"{REPORT}/issues.csv", "Nguyên nhân", MARK),
    "a cell of two lines": replaced(
        f"{REPORT}/issues.csv", "Đang xử lý", f'"{BESIDE}\nTUYỆT MẬT\n{BESIDE}"'
    ),
    "a name of a file": added(f"{REPORT}/attachments/{BESIDE}-tuyet-mat.pdf", pdf("Họp")),
    "a name of a refused file": added(f"{REPORT}/attachments/{BESIDE}-tuyet-mat.zip", b"PK"),
    "a name of a folder": added(f"{BESIDE}-tuyet-mat/a.md", b"a\n"),
    "a catalogue": replaced("catalogue/agencies.csv", "\n", f"\nCQ99,{MARK},,\n"),
    "a team": replaced("teams/to-01/team.md", "\n---\n", f"\n---\n\n{MARK}\n"),
    "a member": replaced("teams/to-01/members.csv", "\n", f"\n{MARK},,,,,,,\n"),
    "a page": replaced("index.md", "\n---\n", f"\n---\n\n{MARK}\n"),
    "a document": replaced("documents/quyet-dinh.md", "\n---\n", f"\n---\n\n{MARK}\n"),
    "settings": replaced("settings.yml", "site_name:", f"site_name: {MARK}\nold_name:"),
    "the text of an attachment": added(f"{REPORT}/attachments/a.pdf", pdf(MARK)),
    "the metadata of an attachment": added(
        f"{REPORT}/attachments/a.pdf", pdf("Họp", info={"Title": MARK})
    ),
    "an office document": added(f"{REPORT}/attachments/a.docx", package(docx_parts(MARK))),
    "a picture": added(
        f"{REPORT}/attachments/a.png", png((b"tEXt", f"{BESIDE}\0{BESIDE} TUYET MAT".encode()))
    ),
    "a number": replaced(f"{REPORT}/issues.csv", "Họp ba bên", f"{BESIDE} 079123456789"),
    "a number in a reference": replaced(
        f"{REPORT}/issues.csv", "Xã Đạ Tẻh", f"{BESIDE} 0912345678"
    ),
    "a person": replaced(
        f"{REPORT}/report.md", "An ninh trật tự", f"Kỷ luật Trần Nam ở {BESIDE}. An ninh trật tự"
    ),
}


def run(project: Project, *arguments: str) -> tuple[int, str]:
    """Return the exit code and everything that a command says."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        # The command sets how streams treat letters that a console lacks.
        told.reconfigure = lambda **_: None  # type: ignore[attr-defined]
        code = main(["--root", str(project.root), *arguments])
    return code, told.getvalue()


def in_every_form(project: Project) -> Iterator[str]:
    """Yield what is found in each format and in English, every finding with its line."""
    found = check_content(project, dt.date(2031, 2, 10))
    lines = Quotable(project, found)
    for language in Language:
        report = Report(findings=found, lines=lines, language=language)
        yield from (render(report) for render in RENDERS)
        style = Style(language=language, fold=False)
        yield "\n".join(render_findings(found, lines, style))


@pytest.mark.parametrize("place", PLACES)
def test_it_is_refused_in_every_place_and_never_repeated(
    small_province: Project, place: str
) -> None:
    PLACES[place](small_province.content)
    code, told = run(small_province, "check")
    assert code == 1
    assert re.search(r"\[(?:secrecy|attachment)\.[a-z-]+\]", told), told
    assert not SECRET.search(told), told
    for text in in_every_form(small_province):
        assert not SECRET.search(text), text


@pytest.mark.parametrize("place", ["prose", "the text of an attachment"])
@pytest.mark.parametrize("command", ["check", "build"])
def test_what_is_refused_leaves_nothing(small_province: Project, place: str, command: str) -> None:
    run(small_province, "check")
    PLACES[place](small_province.content)
    code, told = run(small_province, command)
    assert code == 1
    assert BESIDE not in told
    assert not (small_province.root / "site").exists()
    for file in small_province.root.rglob("*"):
        if file.is_file() and "content" not in file.relative_to(small_province.root).parts:
            assert BESIDE.encode() not in file.read_bytes(), file


def test_neither_an_exception_nor_a_state_nor_a_setting_turns_it_off(
    small_province: Project,
) -> None:
    PLACES["prose"](small_province.content)
    report = small_province.content / REPORT / "report.md"
    text = report.read_text(encoding="utf-8")
    exception = "exceptions:\n  - rule: secrecy.mark\n    reason: đã được phép\nplace:"
    settings = small_province.content / "settings.yml"
    before = settings.read_text(encoding="utf-8")
    tries = itertools.product(
        (text, text.replace("place:", exception, 1)),
        ("issued", "approved", "submitted", "draft"),
        (before, f"{before}\nsecrecy: off\ngate: false\n"),
    )
    for tried, status, setting in tries:
        report.write_text(tried.replace("status: issued", f"status: {status}"), encoding="utf-8")
        settings.write_text(setting, encoding="utf-8")
        code, told = run(small_province, "check")
        assert code == 1
        assert "[secrecy.mark]" in told


def test_no_command_has_an_option_for_it(capsys: pytest.CaptureFixture[str]) -> None:
    commands = Path(__file__).resolve().parents[2] / "build_tools/commands"
    options = {
        option
        for file in commands.glob("*.py")
        for option in re.findall(r"\"(--[a-z-]+)\"", file.read_text(encoding="utf-8"))
    }
    assert "--out" in options
    assert not [one for one in options if re.search("gate|secre|skip|force|ignore|allow|no-", one)]
    del capsys


@pytest.mark.parametrize(
    ("place", "other"),
    [
        ("a cell", "<b>Bộ phận làm việc</b>"),
        ("a cell of two lines", "<b>Bộ phận làm việc</b>"),
        ("prose", "8/13/2031"),
        ("a person", "8/13/2031"),
    ],
)
def test_other_findings_show_no_line_of_the_file(
    small_province: Project, place: str, other: str
) -> None:
    """A line may show what stands around a mark: only lines of another file are shown."""
    PLACES[place](small_province.content)
    replaced(f"{REPORT}/issues.csv", "08/01/2031", "8/13/2031")(small_province.content)
    bold = "<b>Bộ phận làm việc</b>"
    replaced(f"{REPORT}/report.md", "Bộ phận làm việc", bold)(small_province.content)
    code, told = run(small_province, "check")
    assert code == 1
    assert "[date.malformed]" in told
    assert "[markdown.html]" in told
    (shown,) = [line for line in told.splitlines() if re.match(r"[ \d]{4}\d │ ", line)]
    assert other in shown
