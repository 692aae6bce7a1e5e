"""`diaban new team|document|indicator`: files in their fixed form, with what is known filled in.

What would be refused by the rules is refused here before anything is written.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from build_tools.diagnostics import Diagnostics, Severity
from build_tools.diagnostics.wording import advice, message, severity
from build_tools.editing.canonical import canonical_text, column_names, heads
from build_tools.editing.canonical_head import HeadValue, new_block
from build_tools.editing.cell_text import BYTE_ORDER_MARK, day_text, table_text
from build_tools.errors import UsageError
from build_tools.project import Project
from build_tools.reading.front_matter import read_front_matter
from build_tools.reading.tables import read_table
from build_tools.reading.text import SourceText, read_text
from build_tools.validation.heads import read_head
from build_tools.validation.inputs import CATALOGUE, CONTENT, TEAMS
from build_tools.validation.records import read_rows
from schemas.base import FieldOfWork, Record
from schemas.catalogue import Catalogue
from schemas.document import Document
from schemas.indicator import Indicator
from schemas.team import Member, Role, Team, TeamArea
from schemas.text import exact_key, slug

R = TypeVar("R", bound=Record)
INDICATORS = f"{CATALOGUE}/indicators.csv"
_PREFIXES = {
    FieldOfWork.ECONOMY: "KT",
    FieldOfWork.CULTURE_SOCIETY: "XH",
    FieldOfWork.DEFENCE_SECURITY: "QA",
    FieldOfWork.PARTY_BUILDING: "XD",
}


@dataclass(frozen=True, slots=True)
class NewFiles:
    """Files to write, by path from the project's root, and what is to be done next."""

    files: Mapping[str, str]
    following: tuple[str, ...]


def new_team(catalogue: Catalogue, number: int, head: str | None, since: dt.date) -> NewFiles:
    """Return the folder of a team; UsageError for a number that is taken or out of range."""
    team_id = f"to-{number:02}"
    if team_id in catalogue.teams:
        raise UsageError(f"Đã có Tổ số {number}.")
    folder = f"{TEAMS}/{team_id}"
    bases = [one.team.record.legal_basis for one in catalogue.teams.values()]
    values = {
        "team_id": team_id,
        "number": str(number),
        "name": f"Tổ theo dõi địa bàn số {number}",
        "seal_agency": "",
        "work_phone": "",
        "work_email": "",
        "legal_basis": bases[-1] if bases else "",
        "valid_from": day_text(since),
    }
    team = _page(f"{folder}/team.md", values, Team)
    known = {
        "member_id": f"TV-{number:02}-01",
        "full_name": head or "",
        "role": Role.SECTION_HEAD.label,
        "valid_from": day_text(since),
    }
    members = [[known.get(name, "") for name in column_names(Member)]] if head else []
    return NewFiles(
        {
            f"{folder}/team.md": team,
            f"{folder}/members.csv": table_text([heads(Member), *members]),
            f"{folder}/areas.csv": table_text([heads(TeamArea)]),
        },
        (
            f"{folder}/members.csv: ghi Tổ trưởng, Trưởng Bộ phận (đúng một người), thành viên.",
            f"{folder}/areas.csv: ghi địa bàn; ở Tổ cũ ghi “Đến ngày” là hôm trước ngày bàn giao.",
            f"{folder}/team.md: giới thiệu Tổ; thư, điện thoại cơ quan, cơ quan đóng dấu nếu có.",
            f"{CONTENT}/settings.yml: sửa “teams” thành {len(catalogue.teams) + 1}.",
        ),
    )


def new_document(catalogue: Catalogue, values: Mapping[str, str], directive: str) -> NewFiles:
    """Return the page of a document of the legal basis.

    With the id of a directive what the catalogue has of it is filled in. UsageError for one that is
    there already, and for values that the schema does not take.
    """
    known = _of_directive(catalogue, directive) if directive else {}
    filled = {name: values.get(name) or known.get(name, "") for name in Document.model_fields}
    orders = [page.document.record.order for page in catalogue.documents.values()]
    filled["order"] = str(max(orders, default=0) + 1)
    name = slug(filled["number"] or filled["title"])
    taken = {page.document.record.number: at for at, page in catalogue.documents.items()}
    at = taken.get(filled["number"]) if filled["number"] else None
    if name in catalogue.documents or at:
        raise UsageError(f"Đã có {CONTENT}/documents/{at or name}.md; không ghi đè.")
    path = f"{CONTENT}/documents/{name}.md"
    return NewFiles(
        {path: _page(path, filled, Document)},
        (f"{path}: chép nguyên văn, mỗi điều một đề mục ##; nguồn không ghi thì để trống.",),
    )


def _of_directive(catalogue: Catalogue, directive: str) -> Mapping[str, str]:
    row = catalogue.directives.get(directive)
    if row is None:
        raise UsageError(f"Không có {directive} trong directives.csv.")
    record = row.record
    return {
        "title": record.doc_type.label,
        "subject": record.subject,
        "number": record.doc_ref,
        "issuer": record.issuer,
        "issued_on": day_text(record.issued_on),
    }


def new_indicator(project: Project, catalogue: Catalogue, values: Mapping[str, str]) -> NewFiles:
    """Return `indicators.csv` with one more row, under the next free code of its field.

    UsageError for a name that is there already, and for values that the schema does not take.
    """
    name = exact_key(values["name"])
    same = next(
        (one.record for one in catalogue.indicators.values() if exact_key(one.record.name) == name),
        None,
    )
    if same is not None:
        raise UsageError(f"Đã có chỉ tiêu “{same.name}”, mã {same.indicator_id}.")
    source = read_text(project.root, INDICATORS, Diagnostics())
    if source is None:
        raise UsageError(f"Không đọc được {INDICATORS}.")
    code = _next_code(catalogue, values["field"])
    row = [{"indicator_id": code, **values}.get(one, "") for one in column_names(Indicator)]
    _proved_row(row)
    table = canonical_text(source, Indicator)
    line = table_text([row]).removeprefix(BYTE_ORDER_MARK)
    return NewFiles(
        {INDICATORS: f"{table.rstrip(chr(10))}\n{line}"},
        (f"{code}: báo cáo kỳ tới phải có dòng của chỉ tiêu này; báo cáo cũ thì được nhắc thiếu.",),
    )


def _next_code(catalogue: Catalogue, field: str) -> str:
    try:
        prefix = _PREFIXES[FieldOfWork.read(field)]
    except ValueError as error:
        known = ", ".join(one.label for one in FieldOfWork)
        raise UsageError(f"“{field}” không phải lĩnh vực; các lĩnh vực: {known}.") from error
    codes = [code for code in catalogue.indicators if code.startswith(prefix)]
    return f"{prefix}{max((int(code.removeprefix(prefix)) for code in codes), default=0) + 1:02}"


def _proved_row(row: list[str]) -> None:
    found = Diagnostics()
    text = table_text([heads(Indicator), row]).removeprefix(BYTE_ORDER_MARK)
    table = read_table(SourceText(INDICATORS, text, ""), found)
    if table is not None:
        read_rows(table, Indicator, None, found)
    _refuse(found)


def _page(path: str, values: Mapping[str, HeadValue], model: type[R]) -> str:
    """Return a page without a text yet, proved to say what the schema takes."""
    text = f"---\n{new_block(values, model)}---\n"
    found = Diagnostics()
    page = read_front_matter(SourceText(path, text, ""), found)
    if page is not None:
        read_head(page, model, None, found)
    _refuse(found)
    return text


def _refuse(found: Diagnostics) -> None:
    told = [f"{message(one)} {advice(one)}" for one in found if severity(one) is Severity.ERROR]
    if told:
        raise UsageError("\n".join(told))
