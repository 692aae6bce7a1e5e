"""A built tree proves itself: any edit is found, by us and by sha256sum."""

import datetime as dt
import hashlib
import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.build_facts import BuildFacts
from build_tools.cli import main
from build_tools.errors import PublishingError
from build_tools.publishing.manifest import write_manifest
from build_tools.publishing.verify import examine, verify_tree
from build_tools.views.formatting import format_number

FACTS = BuildFacts(
    commit=None,
    versions={"python": "3.11.2", "diaban": "0.1.0"},
    audience="intranet",
    period=None,
    today=dt.date(2026, 7, 10),
    inputs={"content/settings.yml": "ab" * 32},
    rules=("file.link", "csv.empty"),
    warnings=2,
    notes=1,
)
FILES = {
    "index.html": "<h1>Trang chủ</h1>\n" * 40,
    "to/01/index.html": "<h1>Tổ số 1</h1>\n" * 30,
    "to/02/index.html": "<h1>Tổ số 2</h1>\n" * 30,
    "so/van-de.csv": "Mã,Nội dung\r\nVD-2026-01001,Ngập\r\n",
    "so/trống.txt": "",
    "assets/js/site.js": "addEventListener('load', () => {});\n" * 8,
    "bao-cao/2026-01/to-01/index.html": "<h1>Báo cáo</h1>\n" * 90,
}


def _write_tree(tree: Path) -> Path:
    for path, text in FILES.items():
        (tree / path).parent.mkdir(parents=True, exist_ok=True)
        (tree / path).write_text(text, encoding="utf-8", newline="")
    return tree


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    whole = _write_tree(tmp_path / "site")
    write_manifest(whole, FACTS)
    return whole


def test_an_unchanged_tree_is_whole_and_its_digest_is_that_of_the_list(tmp_path: Path) -> None:
    whole = _write_tree(tmp_path / "site")
    digest = write_manifest(whole, FACTS)
    verdict = examine(whole, digest.upper())
    assert verdict.faults == ()
    assert verdict.files == len(FILES) + 2
    assert verdict.size == sum(path.stat().st_size for path in whole.rglob("*") if path.is_file())
    assert digest == hashlib.sha256((whole / "SHA256SUMS").read_bytes()).hexdigest()


def test_the_manifest_says_how_the_tree_was_made(tree: Path) -> None:
    manifest = json.loads((tree / "manifest.json").read_text(encoding="utf-8"))
    assert manifest == {
        "form": "diaban-manifest/1",
        "release": None,
        "audience": "intranet",
        "period": None,
        "today": "2026-07-10",
        "commit": None,
        "versions": {"diaban": "0.1.0", "python": "3.11.2"},
        "files": {
            "count": len(FILES),
            "bytes": sum(len(text.encode()) for text in FILES.values()),
        },
        "findings": {"errors": 0, "warnings": 2, "notes": 1},
        "rules": {"count": 2, "codes": ["csv.empty", "file.link"]},
        "inputs": {"content/settings.yml": "ab" * 32},
    }
    listed = (tree / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert [line[66:] for line in listed] == sorted([*FILES, "manifest.json"])


def test_the_same_tree_gets_the_same_bytes_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = _write_tree(tmp_path / "a"), _write_tree(tmp_path / "b/c")
    first = write_manifest(one, FACTS)
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    monkeypatch.setenv("USER", "nobody")
    turned = replace(FACTS, versions=dict(reversed(FACTS.versions.items())))
    assert write_manifest(other, turned) == first
    assert write_manifest(other, FACTS) == first  # also where one stands already
    assert (one / "manifest.json").read_bytes() == (other / "manifest.json").read_bytes()


def test_a_link_to_a_release_is_verified_as_the_release(tree: Path, tmp_path: Path) -> None:
    current = tmp_path / "current"
    current.symlink_to(tree)
    assert verify_tree(current) == ()
    (tree / "index.html").write_text("khác", encoding="utf-8")
    assert verify_tree(current) == ("Tệp bị sửa: index.html.",)


def _rewrite(tree: Path, path: str, old: bytes, new: bytes) -> None:
    data = (tree / path).read_bytes()
    assert old in data
    (tree / path).write_bytes(data.replace(old, new, 1))


def _link(tree: Path) -> None:
    (tree / "copy.html").write_bytes((tree / "index.html").read_bytes())
    (tree / "index.html").unlink()
    (tree / "index.html").symlink_to("copy.html")


def _first_line_twice(tree: Path) -> None:
    lines = (tree / "SHA256SUMS").read_bytes().splitlines(keepends=True)
    (tree / "SHA256SUMS").write_bytes(b"".join([lines[0], *lines]))


def _swap_lines(tree: Path) -> None:
    lines = (tree / "SHA256SUMS").read_bytes().splitlines(keepends=True)
    (tree / "SHA256SUMS").write_bytes(b"".join([lines[1], lines[0], *lines[2:]]))


def _drop_with_line(tree: Path) -> None:
    (tree / "index.html").unlink()
    lines = (tree / "SHA256SUMS").read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if not line.endswith(b"  index.html\n")]
    (tree / "SHA256SUMS").write_bytes(b"".join(kept))


def _no_manifest(tree: Path) -> None:
    (tree / "manifest.json").unlink()
    lines = (tree / "SHA256SUMS").read_bytes().splitlines(keepends=True)
    kept = [line for line in lines if b"manifest.json" not in line]
    (tree / "SHA256SUMS").write_bytes(b"".join(kept))


def _other_manifest(tree: Path) -> None:
    old = hashlib.sha256((tree / "manifest.json").read_bytes()).hexdigest().encode()
    (tree / "manifest.json").write_bytes(b'{"form": "other"}\n')
    new = hashlib.sha256((tree / "manifest.json").read_bytes()).hexdigest().encode()
    _rewrite(tree, "SHA256SUMS", old, new)


SIZE = sum(len(text.encode()) for text in FILES.values())
EDITS: dict[str, tuple[Callable[[Path], object], tuple[str, ...]]] = {
    "changed": (
        lambda tree: _rewrite(tree, "to/01/index.html", b"1", b"2"),
        ("Tệp bị sửa: to/01/index.html.",),
    ),
    "missing": (lambda tree: (tree / "index.html").unlink(), ("Thiếu tệp: index.html.",)),
    "added": (
        lambda tree: (tree / "to/03.html").write_bytes(b""),
        ("Thừa tệp: to/03.html.",),
    ),
    "added folder": (lambda tree: (tree / "to/03").mkdir(), ("Thừa thư mục: to/03.",)),
    "added, with a name of control characters": (
        lambda tree: (tree / "a\nb").write_bytes(b""),
        ("Thừa tệp: 'a\\nb'.",),
    ),
    "renamed": (
        lambda tree: (tree / "index.html").rename(tree / "Index.html"),
        ("Thiếu tệp: index.html.", "Thừa tệp: Index.html."),
    ),
    "a link to the same bytes": (
        _link,
        ("Không phải tệp thường (liên kết, thiết bị): index.html.", "Thừa tệp: copy.html."),
    ),
    "a pipe": (
        lambda tree: os.mkfifo(tree / "pipe"),
        ("Không phải tệp thường (liên kết, thiết bị): pipe.",),
    ),
    "a folder in the place of a file": (
        lambda tree: ((tree / "index.html").unlink(), (tree / "index.html").mkdir()),
        ("Thiếu tệp: index.html.", "Thừa thư mục: index.html."),
    ),
    "no list": (
        lambda tree: (tree / "SHA256SUMS").unlink(),
        ("Không có SHA256SUMS đọc được trong {tree}: không biết trang phải thế nào.",),
    ),
    "an empty list": (
        lambda tree: (tree / "SHA256SUMS").write_bytes(b""),
        ("SHA256SUMS, dòng 1: không đúng dạng.",),
    ),
    "a list with a mark": (
        lambda tree: _rewrite(tree, "SHA256SUMS", b"  index", b" *index"),
        ("SHA256SUMS, dòng 3: không đúng dạng.",),
    ),
    "a list that leads out": (
        lambda tree: _rewrite(tree, "SHA256SUMS", b"  index", b"  ../index"),
        ("SHA256SUMS, dòng 3: không đúng dạng.",),
    ),
    "a list with a line twice": (
        _first_line_twice,
        ("SHA256SUMS, dòng 2: không đúng dạng.",),
    ),
    "a list in another order": (
        _swap_lines,
        ("SHA256SUMS: các dòng không theo thứ tự, hoặc thiếu dấu xuống dòng cuối.",),
    ),
    "a list of no text": (
        lambda tree: (tree / "SHA256SUMS").write_bytes(b"\xff\xfe"),
        ("SHA256SUMS không phải văn bản UTF-8.",),
    ),
    "a file gone with its line": (
        _drop_with_line,
        (f"manifest.json ghi 7 tệp, {SIZE} byte; trong trang không phải vậy.",),
    ),
    "a manifest gone with its line": (
        _no_manifest,
        ("SHA256SUMS không nêu manifest.json, hoặc không đọc được tệp ấy.",),
    ),
    "another manifest with its line": (
        _other_manifest,
        ("manifest.json không đúng dạng diaban-manifest/1.",),
    ),
    "all gone": (shutil.rmtree, ("Không thấy thư mục {tree}.",)),
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_told_in_words(tree: Path, name: str) -> None:
    edit, sentences = EDITS[name]
    edit(tree)
    assert verify_tree(tree) == tuple(sentence.format(tree=tree) for sentence in sentences)


def test_who_rewrites_the_list_too_is_found_by_the_digest_that_was_kept(tmp_path: Path) -> None:
    whole = _write_tree(tmp_path / "site")
    kept = write_manifest(whole, FACTS)
    (whole / "index.html").write_text("giả", encoding="utf-8")
    forged = write_manifest(whole, FACTS)
    assert verify_tree(whole) == ()
    assert examine(whole, kept).faults == (f"Mã của bản này là {forged}, không phải {kept}.",)


def test_the_command_says_how_much_it_proved(
    tree: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sums = (tree / "SHA256SUMS").read_bytes()
    size = sum(path.stat().st_size for path in tree.rglob("*") if path.is_file())
    assert main(["verify", str(tree)]) == 0
    assert capsys.readouterr().out == (
        f"Nguyên vẹn: 9 tệp, {format_number(size)} byte.\n"
        f"Mã của bản này: {hashlib.sha256(sums).hexdigest()}\n"
        "Muốn chắc không ai viết lại cả bản kê, so mã này với mã đã giữ (--digest).\n"
    )


def test_the_command_says_what_is_wrong(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "index.html").write_text("khác", encoding="utf-8")
    (tree / "so/trống.txt").unlink()
    assert main(["verify", str(tree)]) == 1
    assert capsys.readouterr().out == (
        "Thiếu tệp: so/trống.txt.\nTệp bị sửa: index.html.\nKhông nguyên vẹn: 2 chỗ sai.\n"
    )


@pytest.mark.parametrize("name", ["a\nb", "a\\b", "a\x7f"])
def test_a_name_that_no_line_can_hold_is_refused(tmp_path: Path, name: str) -> None:
    whole = _write_tree(tmp_path / "site")
    (whole / name).write_bytes(b"")
    with pytest.raises(PublishingError, match="Tên tệp không ghi được"):
        write_manifest(whole, FACTS)


def test_a_link_in_the_tree_is_refused(tmp_path: Path) -> None:
    whole = _write_tree(tmp_path / "site")
    (whole / "copy.html").symlink_to("index.html")
    with pytest.raises(PublishingError, match=r"Không phải tệp thường: copy\.html\."):
        write_manifest(whole, FACTS)


def _sha256sum(tree: Path) -> int:
    command = ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"]
    return subprocess.run(command, cwd=tree, capture_output=True, check=False).returncode


def _names_agree(tree: Path) -> bool:
    command = (
        "diff <(find . ! -type d ! -path ./SHA256SUMS | cut -c3- | LC_ALL=C sort)"
        " <(cut -c67- SHA256SUMS | LC_ALL=C sort)"
    )
    done = subprocess.run(["bash", "-c", command], cwd=tree, capture_output=True, check=False)
    return done.returncode == 0


def test_sha256sum_alone_finds_what_was_changed_and_what_is_gone(tree: Path) -> None:
    assert _sha256sum(tree) == 0
    (tree / "to/02/index.html").write_text("khác", encoding="utf-8")
    assert _sha256sum(tree) == 1
    shutil.copy(tree / "to/01/index.html", tree / "to/02/index.html")
    assert _sha256sum(tree) == 1
    (tree / "to/02/index.html").unlink()
    assert _sha256sum(tree) == 1


def test_sha256sum_does_not_find_what_was_added_but_find_does(tree: Path) -> None:
    assert _names_agree(tree)
    (tree / "added.html").write_bytes(b"")
    assert _sha256sum(tree) == 0
    assert not _names_agree(tree)
    assert verify_tree(tree) == ("Thừa tệp: added.html.",)


def _flip(file: Path, dice: random.Random) -> None:
    data = bytearray(file.read_bytes() or b"\0")
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    file.write_bytes(data)


def _cut(file: Path, dice: random.Random) -> None:
    data = file.read_bytes()
    file.write_bytes(data[: dice.randrange(len(data))] if data else b"\n")


def _swap(file: Path, dice: random.Random) -> None:
    data = file.read_bytes()
    others = [path for path in sorted(_all_files(file)) if path.read_bytes() != data]
    other = dice.choice(others)
    file.write_bytes(other.read_bytes())
    other.write_bytes(data)


def _link_away(file: Path, dice: random.Random) -> None:
    del dice
    file.rename(_root(file).parent / "beside")
    file.symlink_to(_root(file).parent / "beside")


def _root(file: Path) -> Path:
    return next(folder for folder in file.parents if folder.name == "site")


def _all_files(file: Path) -> list[Path]:
    return [path for path in _root(file).rglob("*") if path.is_file()]


# Each changes something for certain: what changes nothing is not an edit.
RANDOM_EDITS: tuple[Callable[[Path, random.Random], object], ...] = (
    _flip,
    _cut,
    _swap,
    _link_away,
    lambda file, dice: file.write_bytes(file.read_bytes() + dice.randbytes(3)),
    lambda file, _: file.unlink(),
    lambda file, _: file.rename(file.with_name(f"{file.name}~")),
    lambda file, dice: shutil.copy(file, file.with_name(f"x{dice.randrange(999)}.html")),
    lambda file, _: shutil.copy(file, file.with_name(f".{file.name}")),
    lambda file, _: (file.parent / "empty").mkdir(),
)


@pytest.mark.parametrize("seeds", [range(100), pytest.param(range(1000), marks=pytest.mark.long)])
def test_random_edits_are_all_found(tmp_path: Path, seeds: range) -> None:
    whole = _write_tree(tmp_path / "whole")
    write_manifest(whole, FACTS)
    unseen = []
    for seed in seeds:
        dice = random.Random(seed)  # noqa: S311  seeded on purpose
        tree = tmp_path / f"edited-{seed}" / "site"
        shutil.copytree(whole, tree)
        file = dice.choice(sorted(path for path in tree.rglob("*") if path.is_file()))
        RANDOM_EDITS[seed % len(RANDOM_EDITS)](file, dice)
        if not verify_tree(tree):
            unseen.append((seed, file))
        shutil.rmtree(tree.parent)
    assert unseen == []
