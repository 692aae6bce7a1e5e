"""The same term as plain Markdown pages for stock MkDocs + Material, to build beside ours."""

import csv
from collections.abc import Iterator
from pathlib import Path

from schemas.catalogue import Catalogue

MKDOCS_YML = """\
site_name: Stock
theme:
  name: material
  font: false
  language: vi
"""


def write_stock_project(term: Path, sample: Catalogue, root: Path) -> int:
    """Write `mkdocs.yml` and `docs/` with a page for each of ours; return their number."""
    docs = root / "docs"
    docs.mkdir(parents=True)
    (root / "mkdocs.yml").write_text(MKDOCS_YML, encoding="utf-8")
    pages = dict(_pages(term, sample))
    for path, text in pages.items():
        target = docs / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return len(pages)


def _pages(term: Path, sample: Catalogue) -> Iterator[tuple[str, str]]:
    yield "index.md", "# Trang chủ\n"
    first_report = next(iter(sorted((term / "content/reports").glob("*/*"))))
    table = _table(first_report / "indicators.csv")
    for team_id, team in sample.teams.items():
        yield f"to/{team_id}.md", f"# {team.team.record.name}\n\n{table}"
    for area in sample.areas.values():
        yield f"dia-ban/{area.record.slug}.md", f"# {area.record.full_name}\n\n{table}"
    for folder in sorted((term / "content/reports").glob("*/*")):
        body = (folder / "report.md").read_text(encoding="utf-8").split("---\n", 2)[2]
        tables = "\n\n".join(_table(path) for path in sorted(folder.glob("*.csv")))
        name = f"bao-cao/{folder.parent.name}/{folder.name}.md"
        yield name, f"# Báo cáo {folder.parent.name} {folder.name}\n\n{body}\n\n{tables}"


def _table(path: Path) -> str:
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    kept = [index for index in range(len(head)) if any(row[index] for row in rows)]
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line[index] for index in kept) + " |" for line in lines)
