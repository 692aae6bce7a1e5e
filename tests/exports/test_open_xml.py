"""Word and Excel files against the schemas of Open XML (ISO/IEC 29500), as in Microsoft's SDK."""

import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from build_tools.project import Project
from build_tools.shell_environment import options_from_environment
from build_tools.site import compose

pytestmark = pytest.mark.slow
OFFICE = (".docx", ".xlsx")
TEMPLATE = Path(__file__).resolve().parents[2] / "site_templates/documents/bao-cao.docx"


def faults_of(path: Path) -> Sequence[str]:
    """What the schemas refuse of a file."""
    validator = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=10)
    return [f"{path.name}: {error}" for error in validator.validate(path).errors]


def test_every_office_file_of_a_site_is_valid(small_province: Project, tmp_path: Path) -> None:
    options = options_from_environment(small_province, documents=True)
    site = compose(small_province, options).site
    assert site is not None
    files = [product for product in site.products if product.uri.endswith(OFFICE)]
    faults: list[str] = []
    for product in files:
        path = tmp_path / product.uri.rpartition("/")[2]
        path.write_bytes(product.make())
        faults += faults_of(path)
    assert faults == []
    assert {path.rpartition("/")[0].partition("/")[0] for path in (file.uri for file in files)} == {
        "bao-cao",
        "du-lieu",
        "so",
    }


def test_the_forms_to_fill_in_are_valid(small_province: Project, tmp_path: Path) -> None:
    asked = ["new", "report", "--team", "1", "--period", "2031-02"]
    files = [tmp_path / "bao-cao.docx", tmp_path / "phu-luc.xlsx"]
    for option, path in zip(("--word", "--excel"), files, strict=True):
        command = [sys.executable, "-m", "build_tools", "--root", small_province.root, *asked]
        done = subprocess.run([*command, option, path], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    assert [fault for path in [*files, TEMPLATE] for fault in faults_of(path)] == []


def test_a_word_out_of_its_place_is_found(tmp_path: Path) -> None:
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(TEMPLATE) as whole, zipfile.ZipFile(broken, "w") as written:
        for name in whole.namelist():
            content = whole.read(name)
            written.writestr(name, content.replace(b"<w:body>", b"<w:body><w:r/>"))
    assert any("Unexpected element 'r'" in fault for fault in faults_of(broken))
