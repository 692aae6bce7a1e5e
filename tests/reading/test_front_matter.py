import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.diagnostics import Diagnostics
from build_tools.reading import front_matter as reading
from build_tools.reading.front_matter import Value, read_front_matter, read_yaml
from build_tools.reading.text import SourceText

Plain = str | dict[str, "Plain"] | list["Plain"] | None
REPORT = """---
team: to-01
signer:
  post: Trưởng Bộ phận
  name: "Nguyễn Văn A"
nothing_to_report: [reminders, tasks]
recipients:
  - Tổ trưởng
  - Lưu
summary: Thu ngân sách đạt 52,1%
  kế hoạch
# một dòng ghi chú
approved_by:
---

# I. Tình hình
"""


def plain(value: Value) -> Plain:
    if isinstance(value.data, Mapping):
        return {key: plain(item) for key, item in value.data.items()}
    if isinstance(value.data, tuple):
        return [plain(item) for item in value.data]
    return value.data


def read(text: str) -> Mapping[str, Value] | None:
    return read_yaml(SourceText("settings.yml", text, ""), Diagnostics())


def test_declarations_and_body_are_told_apart_with_their_lines() -> None:
    head = read_front_matter(SourceText("r.md", REPORT, ""), Diagnostics())
    assert {key: plain(value) for key, value in head.fields.items()} == {
        "team": "to-01",
        "signer": {"post": "Trưởng Bộ phận", "name": "Nguyễn Văn A"},
        "nothing_to_report": ["reminders", "tasks"],
        "recipients": ["Tổ trưởng", "Lưu"],
        "summary": "Thu ngân sách đạt 52,1% kế hoạch",
        "approved_by": None,
    }
    assert (head.line, head.body_line) == (1, 15)
    assert head.body == "\n# I. Tình hình\n"


def test_every_value_knows_its_line_and_column() -> None:
    fields = read_front_matter(SourceText("r.md", REPORT, ""), Diagnostics()).fields
    lines = REPORT.split("\n")
    team = fields["team"]
    name = fields["signer"].data["name"]
    second = fields["nothing_to_report"].data[1]
    for value, typed in ((team, "to-01"), (name, '"Nguyễn'), (second, "tasks]")):
        assert lines[value.line - 1][value.column - 1 :].startswith(typed)


def test_columns_count_letters_and_not_bytes() -> None:
    fields = read("Đường số: Xã Đạ Tẻh\n")
    assert (fields["Đường số"].line, fields["Đường số"].column) == (1, 11)


@pytest.mark.parametrize(
    "text", ["no", "on", "012", "1:2:3", "22:30", "1_000", "2026-09-30", ".nan", "0x1F", "1e3"]
)
def test_a_scalar_stays_the_text_that_was_typed(text: str) -> None:
    assert read(f"a: {text}\n")["a"].data == text


@pytest.mark.parametrize("text", ["", "~", "null", '""', "''"])
def test_nothing_written_is_none(text: str) -> None:
    assert read(f"a: {text}\nb: c\n")["a"].data is None


def test_a_quoted_tilde_is_text() -> None:
    assert read('a: "~"\n')["a"].data == "~"


def test_both_parsers_of_pyyaml_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read_front_matter(SourceText("r.md", REPORT, ""), Diagnostics())
    monkeypatch.setattr(reading, "_LOADER", reading.yaml.SafeLoader)
    slow = read_front_matter(SourceText("r.md", REPORT, ""), Diagnostics())
    assert fast == slow


@pytest.mark.parametrize(
    "bomb",
    [
        "x: " + "[" * 20_000,
        "x: " + "{a: " * 4_000,
        "x: " + "[" * 10_000,
        "a0: &a0 {k: v}\n"
        + "".join(f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)),
        "- " * 8_000,
        "? " * 8_000,
        "a: " + "'" * 16_000,
        "&a " * 5_000,
        "a: |\n" + " \n" * 8_000,
        "a: >\n" + "  x\n" * 4_000 + " b: [",
        "\n".join(f"k{n}: [" for n in range(2_000)),
    ],
    ids=lambda bomb: bomb[:12],
)
def test_what_should_choke_the_parser_is_refused_at_once(bomb: str) -> None:
    found = Diagnostics()
    start = time.process_time()
    fields = read_yaml(SourceText("settings.yml", bomb, ""), found)
    # A guard against minutes, not a measurement.
    assert time.process_time() - start < 5
    assert (fields is None) == (len(tuple(found)) == 1)


@given(text=st.text(max_size=300))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    for head in (text, f"---\n{text}\n---\n"):
        found = Diagnostics()
        assert (read_front_matter(SourceText("r.md", head, ""), found) is None) == bool(found)
    found = Diagnostics()
    assert (read_yaml(SourceText("settings.yml", text, ""), found) is None) == bool(found)


@given(
    text=st.text(st.sampled_from(list("abộ:-#&*!|>'\"%@`{}[],? \n\t~<1")), min_size=1, max_size=60)
)
def test_no_scrap_of_yaml_makes_the_reader_raise(text: str) -> None:
    found = Diagnostics()
    assert (read_yaml(SourceText("settings.yml", text, ""), found) is None) == bool(found)
    for finding in found:
        assert finding.place.line <= text.count("\n") + 2


@given(
    fields=st.dictionaries(
        st.text(st.sampled_from("abcđ_"), min_size=1, max_size=6),
        st.text(st.sampled_from("aộ Đ:#&*!{}[],'\"-?1\\"), max_size=30),
        min_size=1,
    )
)
def test_any_text_in_single_quotes_comes_back(fields: dict[str, str]) -> None:
    text = "".join(
        f"{key}: '{value.replace(chr(39), chr(39) * 2)}'\n" for key, value in fields.items()
    )
    expected = {key: value.strip() or None for key, value in fields.items()}
    assert {key: value.data for key, value in read(text).items()} == expected


@pytest.mark.parametrize(
    "escape",
    ["\\u202e", "\\x1b", "\\U0001F600", "\\0", "\\N", "\\_", "\\L", "\\P", "\\n", "\\t", "\\e"],
)
@pytest.mark.parametrize(
    "form", ['a: "x {} y"', '"x{}": y', 'a: ["x", "{}"]', 'a:\n  b: "x\n    {}"']
)
def test_no_letter_comes_in_by_its_number(escape: str, form: str) -> None:
    found = Diagnostics()
    source = SourceText("f", "---\n" + form.replace("{}", escape) + "\n---\n", "")
    assert read_front_matter(source, found) is None
    assert [one.code for one in found] == ["yaml.escape"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [('"a \\"b\\" c"', 'a "b" c'), ('"a \\\\ b"', "a \\ b"), (r"'a \u202e b'", r"a \u202e b")],
)
def test_quotes_and_backslashes_are_written_as_ever(typed: str, value: str) -> None:
    found = Diagnostics()
    read = read_front_matter(SourceText("f", f"---\na: {typed}\n---\n", ""), found)
    assert list(found) == []
    assert read is not None
    assert read.fields["a"].data == value
