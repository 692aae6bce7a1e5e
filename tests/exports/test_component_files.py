import json

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from build_tools.components import Component
from build_tools.exports.components import component_files
from build_tools.installed import read_components
from build_tools.project import Project
from build_tools.views.about import BILL_URI, LICENCES_URI

SHIPPED = Component(
    name="chu", version="1.0", licence="OFL-1.1", purl="pkg:npm/chu@1.0", shipped=True, text="OFL…"
)
USED = Component(name="thu-vien", version="2.0", licence="BSD", purl="pkg:pypi/thu-vien@2.0")


def test_the_bill_of_what_is_installed_is_valid_cyclonedx(project: Project) -> None:
    files = {
        file.uri: file.content for file in component_files(read_components(project.templates), "1")
    }
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(files[BILL_URI].decode())
    assert problem is None


def test_every_package_of_the_lock_that_runs_here_is_listed(project: Project) -> None:
    lock = (project.root / "requirements.lock").read_text(encoding="utf-8")
    locked = {line.split(" ")[0] for line in lock.splitlines() if "==" in line[:60]}
    listed = {
        each.name: each.version
        for each in read_components(project.templates)
        if each.purl.startswith("pkg:pypi/")
    }
    assert len(listed) > 20
    assert {f"{name}=={version}" for name, version in listed.items()} <= locked
    # What the lock holds besides: the build backend and what other systems need.
    rest = {name.split("==")[0] for name in locked} - set(listed)
    assert rest <= {"setuptools", "colorama", "tzdata"}


def test_every_licence_is_known_and_those_of_shipped_works_are_whole(project: Project) -> None:
    components = read_components(project.templates)
    assert [each.name for each in components if each.licence == "chưa rõ"] == []
    shipped = {each.name: each.text for each in components if each.shipped}
    assert {"be-vietnam-pro", "mkdocs-material"} <= set(shipped)
    assert all(len(text) > 500 for text in shipped.values())


def test_both_lists_say_what_reaches_a_reader() -> None:
    files = {file.uri: file.content.decode() for file in component_files([SHIPPED, USED], "0.1.0")}
    entries = json.loads(files[BILL_URI])["components"]
    assert [(each["name"], each["scope"]) for each in entries] == [
        ("chu", "required"),
        ("thu-vien", "excluded"),
    ]
    assert [each["licenses"] for each in entries] == [
        [{"expression": "OFL-1.1"}],
        [{"license": {"name": "BSD"}}],
    ]
    assert files[LICENCES_URI] == (
        "CÓ TRONG TRANG NÀY\n\nchu 1.0 – OFL-1.1\n\nOFL…\n\n"
        "CHỈ DÙNG ĐỂ DỰNG TRANG, KHÔNG CÓ TRONG TRANG\n\nthu-vien 2.0 – BSD\n"
    )


def test_nothing_known_gives_no_files() -> None:
    assert component_files((), "1") == ()
