"""The folder `.vscode/schemas`: one schema a kind of file that editors write."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from build_tools.editing.editor_schemas import head_schema, table_schema
from build_tools.project import Project
from schemas.files import FILE_KINDS
from schemas.registers import ANNEX_ROWS, columns

EDITOR_SCHEMAS = Path(".vscode/schemas")


def write_editor_schemas(project: Project) -> tuple[Path, ...]:
    """Write the schemas into the project, over those that stand; return their files."""
    folder = project.root / EDITOR_SCHEMAS
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in editor_schema_files().items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="\n")
        written.append(path)
    return tuple(written)


def editor_schema_files() -> Mapping[str, str]:
    """Return name in `.vscode/schemas` → text, in a fixed order."""
    return dict(_files())


def _files() -> Iterator[tuple[str, str]]:
    for kind in FILE_KINDS:
        if kind.is_table:
            schema = table_schema(kind.record, kind.record.model_fields)
            yield f"{kind.name}.tableschema.json", _text(schema)
        else:
            schema = head_schema(kind.record, f"{kind.title} ({kind.path})")
            yield f"{kind.name}.schema.json", _text(schema)
    for annex, row in ANNEX_ROWS.items():
        yield f"annex-{annex.value}.tableschema.json", _text(table_schema(row, columns(row)))


def _text(schema: Mapping[str, object]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
