"""A province in which every text that an editor can write tries to run as a script."""

import csv
import io
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from pathlib import Path

from build_tools.diagnostics import Diagnostics
from build_tools.project import Project
from build_tools.reading.markdown import read_prose

HERE = Path(__file__).parent
SCRIPTS = tuple((HERE / "payloads.txt").read_text(encoding="utf-8").splitlines())
MARKDOWN = tuple((HERE / "markdown_payloads.txt").read_text(encoding="utf-8").splitlines())
SHORT, LONG = 190, 3900  # a little under what schemas take
TEAM = "reports/2031-01/to-01"
# Names and words of the province that stand in cells, also where other rows refer to them.
NAMES = (
    "Phú Thử",
    "Thu ngân sách nhà nước trên địa bàn",
    "Tỷ lệ bao phủ bảo hiểm y tế",
    "tỷ đồng",
    "Kho bạc",
    "Bảo hiểm xã hội",
    "Về chuyển đổi số",
    "Phó Chánh Văn phòng",
    "Chánh Văn phòng",
    "Ủy viên Ban Thường vụ",
    "Đảng bộ xã Đạ Tẻh",
    "Văn phòng Tỉnh ủy Thử Nghiệm",
    "1/NQ-THU",
    "thử nghiệm",
)
# Names of files: what Windows does not take is refused anyway.
ATTACHMENTS = (
    "a' onmouseover='window.__ran=1.png",
    "javascript&colon;window.__ran=1.png",
    "&lt;script&gt;window.__ran=1&lt;&sol;script&gt;.png",
    "${window.__ran=1}.png",
    "{{constructor.constructor('window.__ran=1')()}}.png",
    "a%22 onerror=%22window.__ran=1.png",
)
HEADS = {
    f"{TEAM}/report.md": ("place", "post", "summary", "  - Đồng chí Tổ trưởng"),
    "documents/quyet-dinh.md": ("title", "subject", "issuer", "source"),
    "index.md": ("title",),
    "settings.yml": ("site_name", "province", "committee", "secrecy_contact"),
}
ISSUE = {
    "Nội dung tóm tắt": SHORT,
    "Nguyên nhân": LONG,
    "Biện pháp tháo gỡ đề xuất": LONG,
    "Cơ quan giải quyết": SHORT,
    "Ghi chú": LONG,
}


def poison(project: Project, start: int = 0) -> None:
    """Write payloads into every text of the province, beginning with that of number `start`."""
    payloads = cycle((*SCRIPTS[start:], *SCRIPTS[:start]))
    _poison_names(project.content, payloads)
    _poison_issues(project.content / TEAM / "issues.csv")
    _attach(project.content / TEAM / "attachments")
    for path, fields in HEADS.items():
        _poison_head(project.content / path, fields, payloads)
    for path in (f"{TEAM}/report.md", "documents/quyet-dinh.md", "index.md"):
        file = project.content / path
        with file.open("a", encoding="utf-8") as stream:
            stream.write("\n".join(_prose(has_headings="report" not in path)))


def _next(payloads: Iterator[str], fits: Callable[[str], bool]) -> str:
    return next(payload for payload in payloads if fits(payload))


def _poison_names(content: Path, payloads: Iterator[str]) -> None:
    taken = {name: _next(payloads, _fits_a_name) for name in NAMES}
    for file in sorted(content.rglob("*.csv")):
        rows = _read(file)
        _write(file, [rows[0], *([_swapped(cell, taken) for cell in row] for row in rows[1:])])


def _fits_a_name(payload: str) -> bool:
    """Whether a name may be so: nothing that a spreadsheet runs, no list, no letter like ours."""
    return not set(payload) & set("|;@") and payload.isascii() and payload[0] not in "=+-@"


def _swapped(cell: str, taken: Mapping[str, str]) -> str:
    for name, payload in taken.items():
        if name in cell:
            return cell.replace(name, payload)
    return cell


def _poison_issues(file: Path) -> None:
    """One row for so many payloads as its cells hold, until all are placed in every column."""
    header, first, *others = _read(file)
    longest = max(len(list(_portions(limit))) for limit in ISSUE.values())
    rows = []
    for number in range(longest):
        row = list(first)
        row[0] = f"VD-2031-01{number + 100:03}"
        for title, limit in ISSUE.items():
            portions = list(_portions(limit))
            row[header.index(title)] = portions[number % len(portions)]
        rows.append(row)
    _write(file, [header, first, *others, *rows])


def _portions(limit: int) -> Iterator[str]:
    """All payloads, as many together as a cell takes; a letter before each lets no one be run."""
    portion = "Chữ"
    for payload in (*SCRIPTS, *MARKDOWN):
        if len(portion) + len(payload) + 2 > limit:
            yield portion
            portion = "Chữ"
        portion += f" {payload}"
    yield portion


def _attach(folder: Path) -> None:
    folder.mkdir()
    for name in ATTACHMENTS:
        (folder / name).write_bytes(_dot())


def _dot() -> bytes:
    """Return a picture of one dot."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _poison_head(file: Path, fields: tuple[str, ...], payloads: Iterator[str]) -> None:
    lines = file.read_text(encoding="utf-8").split("\n")
    for field in fields:
        item = field if field.startswith(" ") else f"{field}:"
        at = next(i for i, line in enumerate(lines) if line.strip().startswith(item.strip()))
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        value = _next(payloads, lambda payload: len(payload) <= SHORT and payload.isascii())
        quoted = value.replace("'", "''")
        begin = "- " if field.startswith(" ") else f"{field}: "
        lines[at] = f"{indent}{begin}'{quoted}'"
    file.write_text("\n".join(lines), encoding="utf-8")


def _prose(*, has_headings: bool) -> Iterator[str]:
    for typed in (*SCRIPTS, *MARKDOWN):
        payload = typed.replace("{", "\\{").replace("}", "\\}")  # no figures are quoted here
        cell = payload.replace("|", "\\|")
        ticks = "`" * 4
        forms = [
            payload,
            f"- {payload}",
            f"> {payload}",
            f"**{payload}**",
            f"{ticks} {typed} {ticks}",
            f"[{payload}](https://a.example/)",
            f'[a](https://a.example/ "{payload}")',
            f"| {cell} |\n|---|\n| {cell} |",
            f"~~~ {typed}\n{typed}\n~~~",
            f"    {typed}",
            f"![{payload}](a.png)",
        ]
        if has_headings:
            forms.append(f"### {payload}")
        for form in forms:
            found = Diagnostics()
            read_prose("f", f"\n\n{form}\n\n", 1, found)
            if not found:
                yield f"\n\n{form}\n"


def _read(file: Path) -> list[list[str]]:
    text = file.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def _write(file: Path, rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    file.write_text(text.getvalue(), encoding="utf-8")
