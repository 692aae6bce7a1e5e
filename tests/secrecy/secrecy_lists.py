"""The lists of this folder, and the file in which each of their lines would stand."""

import re
from pathlib import Path

HERE = Path(__file__).parent
# Attachments that others made to do harm, where they lie beside the checkout.
CORPUS = HERE.parents[2] / "shared/corpora/attachments"
FOLDER = "content/reports/2026-01/to-01"
_ESCAPE = re.compile(r"\\(n|t|u[0-9a-f]{4}|\\)")
Line = tuple[str, str]


def read_lines(name: str) -> list[Line]:
    """Return where each line of a list stands, and its text."""
    found = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            where, _, text = line.partition("\t")
            found.append((where, _ESCAPE.sub(_unescape, text)))
    assert len(found) == len(set(found)), f"{name} says a thing twice"
    return found


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    if code.startswith("u"):
        return chr(int(code[1:], 16))
    return {"n": "\n", "t": "\t", "\\": "\\"}[code]


def wrapped(line: Line) -> tuple[str, str]:
    """Return path and text of the file in which the line stands."""
    where, text = line
    if where == "head":
        return f"{FOLDER}/report.md", f"---\nteam: to-01\ntitle: {text}\n---\n\nThân bài.\n"
    if where == "cell":
        return f"{FOLDER}/issues.csv", f"Mã,Nội dung,Ghi chú\n{text}\n"
    return f"{FOLDER}/report.md", f"{text}\n"
