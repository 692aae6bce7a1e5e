"""csvlint's fixtures: accepted with the right shape, or refused by the rule that it names."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

CORPUS = Path(__file__).resolve().parents[3] / "shared/corpora/csvlint"
# csvlint's errors and ours (its expect.tsv says which files must be refused, and why).
REFUSED = {
    "cr-line-endings.csv": "text.lone-return",
    "inconsistent-line-endings-unquoted.csv": "csv.line-ends",
    "inconsistent-line-endings.csv": "csv.line-ends",
    "invalid-byte-sequence.csv": "text.encoding",
    "invalid_many_rows.csv": "csv.text-after-quote",
    "spreadsheet.xls": "text.encoding",
    "spreadsheet.xlsx": "text.encoding",
    "title-row.csv": "csv.empty-header",
    "white": "file.empty",
}
ACCEPTED = {
    "crlf-line-endings.csv": (2, 3),
    "lf-line-endings.csv": (2, 3),
    "valid.csv": (2, 3),
    "valid_many_rows.csv": (6, 3),
    "windows-line-endings.csv": (1, 3),
}
# The errors that its .feature files name, each given in the smallest way.
NAMED = {
    "ragged_rows": (b"a,b\n1\n", "csv.ragged"),
    "blank_rows": (b"a,b\n1,2\n\n3,4\n", "csv.blank-row"),
    "stray_quote": (b'a,b\n1,x "y"\n', "csv.stray-quote"),
    "unclosed_quote": (b'a,b\n1,"y\n', "csv.unclosed-quote"),
    "whitespace": (b'a,b\n1, "y"\n', "csv.stray-quote"),
    "line_breaks": (b"a,b\r\n1,2\n", "csv.line-ends"),
    "invalid_encoding": (b"a,b\n1,\xff\n", "text.encoding"),
    "duplicate_column_name": (b"a,a\n1,2\n", "csv.duplicate-header"),
    "empty_column_name": (b"a,\n1,2\n", "csv.empty-header"),
    "title_row": (b"Bang,\na,b\n1,2\n", "csv.empty-header"),
}


def expected() -> dict[str, str]:
    lines = (CORPUS / "expect.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {name: verdict for name, verdict, _ in (line.split("\t") for line in lines)}


def test_the_verdicts_are_those_of_the_corpus() -> None:
    verdicts = expected()
    assert {name for name, verdict in verdicts.items() if verdict == "reject"} == REFUSED.keys()
    assert {name for name, verdict in verdicts.items() if verdict == "accept"} == ACCEPTED.keys()


@pytest.mark.parametrize(("name", "code"), REFUSED.items())
def test_a_broken_table_is_refused_by_its_rule(
    read_csv: Callable[[Path], Any], name: str, code: str
) -> None:
    reading = read_csv(CORPUS / "fixtures" / name)
    assert reading.codes == [code]
    assert reading.errors[0].startswith(f"{name}:")


@pytest.mark.parametrize(("name", "shape"), ACCEPTED.items())
def test_a_sound_table_is_read_whole(
    read_csv: Callable[[Path], Any], name: str, shape: tuple[int, int]
) -> None:
    header, *rows = read_csv(CORPUS / "fixtures" / name).cells
    assert (len(rows), len(header)) == shape
    assert all(cell == cell.strip('"') for row in rows for cell in row)


@pytest.mark.parametrize(("data", "code"), NAMED.values(), ids=NAMED)
def test_each_named_error_has_a_rule(
    read_csv: Callable[[Path], Any], tmp_path: Path, data: bytes, code: str
) -> None:
    (tmp_path / "f.csv").write_bytes(data)
    assert read_csv(tmp_path / "f.csv").codes == [code]
