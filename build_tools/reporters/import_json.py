"""An import as JSON, for programs of one's own: what was understood, refused, written and found."""

from collections.abc import Mapping, Sequence

from build_tools.diagnostics.legible import legible
from build_tools.editing.importing.model import Remark, UnderstoodTable
from build_tools.editing.importing.run import Prepared
from build_tools.reporters.as_json import printed

SCHEMA_VERSION = 1  # as that of the findings


def render_import(
    prepared: Prepared, written: Sequence[str], check: Mapping[str, object] | None
) -> str:
    """Return one document.

    `schema_version`, `file` (its name), `report` (its folder from the project's root), `tables`
    (each with `where`, `target`, `rows` and `columns` of `head`, `where` and `field`, which is null
    where the column was left out), `head_fields` (how many), `has_prose`; `refused`, `asked` and
    `notices`, each with `where`, `message` and `help` in Vietnamese; `changes` (paths of files that
    would be written), `standing` (names of those that stand there and would be lost), `written`
    (paths) and `check` (the findings about the report as `check --format json` has them, null where
    it was not checked).
    """
    read = prepared.read
    folder = prepared.ground.folder
    return printed(
        {
            "schema_version": SCHEMA_VERSION,
            "file": legible(prepared.name),
            "report": folder,
            "tables": [_table(table) for table in read.tables],
            "head_fields": sum(map(bool, read.head.values())),
            "has_prose": read.prose is not None,
            "refused": [_remark(one) for one in read.refused],
            "asked": [_remark(one) for one in read.asked],
            "notices": [_remark(one) for one in read.notices],
            "changes": sorted(prepared.plan.files),
            "standing": list(prepared.plan.standing),
            "written": list(written),
            "check": check,
        }
    )


def _table(table: UnderstoodTable) -> Mapping[str, object]:
    columns = [
        {"head": legible(each.head), "where": legible(each.where), "field": each.field}
        for each in table.columns
    ]
    return {
        "where": legible(table.where),
        "target": table.target,
        "rows": table.rows,
        "columns": columns,
    }


def _remark(remark: Remark) -> Mapping[str, str]:
    return {
        "where": legible(remark.where),
        "message": legible(remark.text),
        "help": legible(remark.advice),
    }
