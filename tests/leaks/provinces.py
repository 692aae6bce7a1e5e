"""The small province with records that only some may see, and the same without them."""

import datetime as dt
import io
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planting import Marks, annex_row, printed_day, table
from pypdf import PdfWriter

from build_tools.project import Project
from schemas.registers import ANNEX_ROWS
from schemas.report import Annex

ROOT = Path(__file__).resolve().parents[2]
_REPORTS = "content/reports/2031-01"
_MEMBERS = {"to-01": "Lê Thị Ví Dụ", "to-02": "Hoàng Thị Nghiệm"}
_ATTACHED = "zop-{team}-{kind}.pdf"


@dataclass(frozen=True)
class Planted:
    """A province and its marks: those of rows for the leadership, of a report for team 2, open."""

    project: Project
    leadership: Marks
    team: Marks
    everyone: Marks


def plant(root: Path, *, rows: bool = True, report: bool = True, figures: bool = True) -> Planted:
    """Write the province; each part that is not asked for is as if it had never been written.

    `rows`: in every annex of team 1 a row for the leadership, before the one for everyone, with an
    attachment and a correction of its own. `figures`: the same in `indicators.csv`. `report`: that
    of team 2 is for team 2 alone, with a mark in every field, heading, row and attachment.
    """
    shutil.copytree(ROOT / "tests/fixtures/small_province/content", root / "content")
    for name in ("mkdocs.yml", "site_templates"):
        (root / name).symlink_to(ROOT / name)
    found = Planted(Project(root=root), Marks(1), Marks(2), Marks(3))
    _plant_team_1(root, found, rows=rows, figures=figures)
    _plant_team_2(root, found, is_there=report)
    return found


def _plant_team_1(root: Path, found: Planted, *, rows: bool, figures: bool) -> None:
    folder = root / _REPORTS / "to-01"
    _edit(
        folder / "report.md",
        (r"\{KT01\}", "cao hơn cùng kỳ"),
        (r"nothing_to_report: .*\n", ""),
    )
    corrections = []
    for annex in Annex:
        if annex is Annex.INDICATORS:
            continue
        own = _row(annex, found.leadership, "to-01", "Xã Hòa Bình", "leadership", "rieng")
        shown = _row(annex, found.everyone, "to-01", "Xã Đạ Tẻh", "", "chung")
        (folder / annex.file_name).write_text(
            table(ANNEX_ROWS[annex], [own, shown] if rows else [shown]), encoding="utf-8"
        )
        if annex is Annex.ISSUES:
            corrections = [
                _correction(found.leadership, own, "issue_id", "cause") if rows else "",
                _correction(found.everyone, shown, "issue_id", "cause"),
            ]
    _attach(folder, found.everyone, "chung")
    if rows:
        _attach(folder, found.leadership, "rieng")
    (root / _REPORTS / "corrections.csv").write_text(
        "file,record,field,old,new,reason,date,by\n" + "".join(corrections), encoding="utf-8"
    )
    if figures:
        own = _row(Annex.INDICATORS, found.leadership, "to-01", "Xã Hòa Bình", "leadership", "")
        _edit(folder / "indicators.csv", (r"Xã Hòa Bình,KT01,.*\n", _line(Annex.INDICATORS, own)))


def _plant_team_2(root: Path, found: Planted, *, is_there: bool) -> None:
    folder = root / _REPORTS / "to-02"
    if not is_there:
        shutil.rmtree(folder)
        return
    marks = found.team
    for annex in Annex:
        row = _row(annex, marks, "to-02", "Phường Ea Súp", "", "to")
        if annex is Annex.INDICATORS:
            path = folder / "indicators.csv"
            _edit(path, (r"Phường Ea Súp,KT01,.*\n", _line(annex, row)))
            path.write_text(path.read_text("utf-8").replace("14/01/2031", "07/01/2031"), "utf-8")
        else:
            (folder / annex.file_name).write_text(table(ANNEX_ROWS[annex], [row]), "utf-8")
    _attach(folder, marks, "to")
    _plant_head(folder / "report.md", marks)


def _plant_head(path: Path, marks: Marks) -> None:
    def word(name: str) -> str:
        return marks.word(f"report.{name}")

    def written(name: str, value: str, *printed: str) -> str:
        marks.planted[f"report.{name}"] = printed or (value,)
        return value

    def day(name: str, text: str) -> str:
        number, month, year = map(int, text.split("/"))
        return written(name, text, *printed_day(dt.date(year, month, number)))

    _edit(
        path,
        (r"number: .*", f'number: "{written("number", "88793")}"'),
        (r"symbol: .*", f"symbol: {written('symbol', 'BC/ZQBP')}"),
        (r"issued_on: .*", f"issued_on: {day('issued_on', '13/01/2031')}"),
        (r"place: .*", f"place: {word('place')}"),
        (r"post: .*", f"post: {word('signer.post')}"),
        (r"  name: .*", f"  name: {word('signer.name')}"),
        (r"approved_on: .*", f"approved_on: {day('approved_on', '11/01/2031')}"),
        (r"submitted_on: .*", "submitted_on: 09/01/2031"),
        (r"  - Đồng chí Tổ trưởng", f"  - {word('recipients')}"),
        (r"summary: .*", f"audience: to-02\nsummary: {word('summary')}"),
        (r"nothing_to_report: .*\n", ""),
        (r"data_as_of: .*", f"data_as_of: {day('data_as_of', '07/01/2031')}"),
    )
    text = path.read_text(encoding="utf-8")
    head, rule, body = text.rpartition("\n---\n")
    paragraphs = iter(range(99))
    body = re.sub(r"(?m)^(?!#)\S.*$", lambda _: word(f"prose-{next(paragraphs)}"), body)
    path.write_text(f"{head}{rule}{body}", encoding="utf-8")


def _row(
    annex: Annex, marks: Marks, team_id: str, area: str, audience: str, kind: str
) -> dict[str, str]:
    fixed = {
        "unit_code": area,
        "directive_id": "CD-2030-001",
        "indicator_id": "KT01",
        "assignee": _MEMBERS[team_id],
    }
    if annex is Annex.RECOMMENDATIONS:
        fixed["issue_id"] = marks.planted["issues.issue_id"][0]
    model = ANNEX_ROWS[annex]
    known = {name: value for name, value in fixed.items() if name in model.model_fields}
    if annex is Annex.MEETINGS:
        name = _ATTACHED.format(team=team_id, kind=kind)
        marks.planted["meetings.file"] = (name,)
        known["file"] = name
    return annex_row(annex, marks, int(team_id[3:]), known, audience)


def _line(annex: Annex, row: Mapping[str, str]) -> str:
    lines = table(ANNEX_ROWS[annex], [row]).splitlines(keepends=True)
    return lines[1].replace("\\", "\\\\")


def _attach(folder: Path, marks: Marks, kind: str) -> None:
    """Write the file that the meeting names; its text and its title are marks too."""
    writer = PdfWriter()
    writer.add_blank_page(width=72, height=72)
    writer.add_metadata({"/Title": marks.word("attachment.title")})
    buffer = io.BytesIO()
    writer.write(buffer)
    path = folder / "attachments" / _ATTACHED.format(team=folder.name, kind=kind)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(buffer.getvalue())


def _correction(marks: Marks, row: Mapping[str, str], id_field: str, name: str) -> str:
    old, reason, by = (marks.word(f"corrections.{each}") for each in ("old", "reason", "by"))
    return f"to-01/issues.csv,{row[id_field]},{name},{old},{row[name]},{reason},19/01/2031,{by}\n"


def _edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8-sig")
    for pattern, new in changes:
        text, count = re.subn(pattern, new, text, count=1)
        assert count == 1, (path, pattern)
    path.write_text(text, encoding="utf-8")
