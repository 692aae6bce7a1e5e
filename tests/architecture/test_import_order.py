"""The way of the data may not run back; heavy packages stay in their rooms."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Floors from the ground up; a module may import from its own floor and from those below it.
FLOORS = (
    ("schemas",),
    ("build_tools.components",),
    ("build_tools.errors", "build_tools.project", "build_tools.stopwatch", "build_tools.xml_text"),
    ("build_tools.git_history",),
    (
        "build_tools.asked",
        "build_tools.memo",
        "build_tools.forked",
        "build_tools.store",
        "build_tools.program",
    ),
    ("build_tools.fingerprint",),
    ("build_tools.diagnostics",),
    (
        "build_tools.site_model",
        "build_tools.site_check",
        "build_tools.build_facts",
        "build_tools.site_tree",
    ),
    ("build_tools.reading",),
    ("build_tools.validation",),
    ("build_tools.aggregation",),
    ("build_tools.views", "build_tools.datasets"),
    ("build_tools.rendering", "build_tools.exports", "build_tools.search"),
    ("build_tools.site_products", "build_tools.answers", "build_tools.groundwork"),
    ("build_tools.site_pages", "build_tools.site_plans", "build_tools.site_data"),
    ("build_tools.site",),
    ("build_tools.reporters", "build_tools.editing", "build_tools.installed"),
    ("build_tools.shell_environment",),
    ("build_tools.frames",),
    ("build_tools.press", "build_tools.assets", "build_tools.frame_styles"),
    ("build_tools.frame_config", "build_tools.page_writing"),
    ("build_tools.mkdocs_plugin",),
    ("build_tools.publishing",),
    ("build_tools.commands",),
    ("build_tools.arguments",),
    ("build_tools.cli", "build_tools.__main__"),
)
ROOMS_OF = {
    "mkdocs": (
        "build_tools.mkdocs_plugin",
        "build_tools.frame_config",
        "build_tools.press",
        "build_tools.publishing",
    ),
    "material": (),
    "pandas": ("build_tools.aggregation",),
    "numpy": ("build_tools.search",),
    "jinja2": (
        "build_tools.rendering",
        "build_tools.press",
        "build_tools.mkdocs_plugin",
        "build_tools.publishing.serving",
    ),
    "watchdog": ("build_tools.publishing.preview",),
    "yaml": ("build_tools.reading",),
    "pypdf": ("build_tools.reading",),
    "typst": ("build_tools.exports",),
    "docx": ("build_tools.exports", "build_tools.editing.document_form"),
    "xlsxwriter": (
        "build_tools.exports.workbook",
        "build_tools.exports.table_sheet",
        "build_tools.editing.workbook",
    ),
}


def _modules() -> dict[str, Path]:
    paths = [*ROOT.glob("schemas/**/*.py"), *ROOT.glob("build_tools/**/*.py")]
    names = {}
    for path in paths:
        parts = path.relative_to(ROOT).with_suffix("").parts
        names[".".join(part for part in parts if part != "__init__")] = path
    return names


MODULES = _modules()


def _imports(module: str) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno}: relative import"
            assert node.module
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield full if full in MODULES else node.module, node.lineno


def _is_in(module: str, room: str) -> bool:
    return module == room or module.startswith(f"{room}.")


def _floor(module: str) -> int:
    floors = [
        (len(room), index)
        for index, rooms in enumerate(FLOORS)
        for room in rooms
        if _is_in(module, room)
    ]
    assert floors, f"{module} stands on no floor: give it one in FLOORS"
    return max(floors)[1]


def _ours(module: str) -> list[tuple[str, int]]:
    return [
        (name, line)
        for name, line in _imports(module)
        if name.split(".")[0] in {"schemas", "build_tools"}
    ]


@pytest.mark.parametrize("module", sorted(name for name in MODULES if name != "build_tools"))
def test_a_module_imports_only_from_its_floor_and_below(module: str) -> None:
    upward = [
        f"{module}:{line} imports {name}"
        for name, line in _ours(module)
        if name != "build_tools" and _floor(name) > _floor(module)
    ]
    assert upward == []


@pytest.mark.parametrize("package", sorted(ROOMS_OF))
def test_a_heavy_package_is_imported_only_in_its_rooms(package: str) -> None:
    strays = [
        f"{module}:{line}"
        for module in MODULES
        for name, line in _imports(module)
        if _is_in(name, package) and not any(_is_in(module, room) for room in ROOMS_OF[package])
    ]
    assert strays == []


def test_no_imports_run_in_a_circle() -> None:
    done: set[str] = set()
    circles: list[list[str]] = []

    def visit(module: str, trail: list[str]) -> None:
        if module in trail:
            circles.append([*trail[trail.index(module) :], module])
        elif module not in done:
            for name, _ in _ours(module):
                if name in MODULES and name != module:
                    visit(name, [*trail, module])
            done.add(module)

    for module in MODULES:
        visit(module, [])
    assert circles == []


CLOCKS_AND_ENVIRONMENT = {
    "today",
    "now",
    "utcnow",
    "getenv",
    "environ",
    "time",
    "perf_counter",
    "monotonic",
}
SHELLS = (
    "build_tools.shell_environment",
    "build_tools.installed",
    "build_tools.stopwatch",
    "build_tools.commands",
    "build_tools.cli",
    "build_tools.mkdocs_plugin",
    "build_tools.publishing",
)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_the_core_neither_prints_nor_asks_the_clock_or_the_environment(module: str) -> None:
    if any(_is_in(module, shell) for shell in SHELLS):
        return
    tree = ast.parse(MODULES[module].read_text(encoding="utf-8"))
    asked = [
        f"{module}:{node.lineno} {ast.unparse(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCKS_AND_ENVIRONMENT
        and isinstance(node.value, ast.Name | ast.Attribute)
        and ast.unparse(node.value)
        in {"os", "time", "dt.date", "dt.datetime", "date", "datetime", "datetime.date"}
    ]
    printed = [
        f"{module}:{node.lineno} print"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"print", "sys.stdout.write"}
    ]
    assert asked + printed == []
