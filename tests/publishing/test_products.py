"""Products are made once: kept by content, proved when read, made again where anything differs."""

import base64
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest

from build_tools.errors import PublishingError
from build_tools.publishing.products import (
    ProductStore,
    Written,
    _ThisProcess,
    make_beside,
    program_digest,
    write_products,
)
from build_tools.site_model import Product
from build_tools.site_tree import SiteTree
from build_tools.store import Store

VERSIONS = {"python": "3.11.2"}


def product(uri: str, text: str, made: list[str] | None = None) -> Product:
    def make() -> bytes:
        assert made is not None
        made.append(uri)
        return text.encode()

    source = hashlib.sha256(text.encode()).hexdigest()
    plain = partial(base64.b64decode, base64.b64encode(text.encode()))
    return Product(uri=uri, source=source, make=plain if made is None else make)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def kept_files(tmp_path: Path) -> list[Path]:
    return sorted(path for path in (tmp_path / "store").rglob("*") if path.is_file())


def test_what_was_made_is_not_made_again(tmp_path: Path, store: Store) -> None:
    made: list[str] = []
    products = [product("a/b.pdf", "một", made), product("c.docx", "hai", made)]
    first = write_products(products, SiteTree(tmp_path / "1"), store, VERSIONS)
    second = write_products(products, SiteTree(tmp_path / "2"), store, VERSIONS)
    assert (first, second) == (Written(made=2, kept=0), Written(made=0, kept=2))
    assert made == ["a/b.pdf", "c.docx"]
    for tree in ("1", "2"):
        assert (tmp_path / tree / "a/b.pdf").read_text("utf-8") == "một"
        assert (tmp_path / tree / "c.docx").read_text("utf-8") == "hai"


def _by_whom(folder: Path, uri: str) -> Product:
    def make() -> bytes:
        time.sleep(0.05)
        (folder / uri).write_text(str(os.getpid()))
        return uri.encode()

    return Product(uri=uri, source=uri, make=make)


def test_what_is_made_beside_other_work_is_only_written(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_ThisProcess, "made_some", False)  # other tests made some
    few = [_by_whom(tmp_path, f"{each}.{kind}") for kind in ("pdf", "csv") for each in range(9)]
    worked: list[int] = []
    make_beside(lambda: worked.append(os.getpid()), few, ProductStore(store, VERSIONS), 2)
    assert worked == [os.getpid()]
    made_by = {each.uri: int((tmp_path / each.uri).read_text()) for each in few}
    others = {process for uri, process in made_by.items() if uri.endswith(".pdf")}
    assert os.getpid() not in others, "Typst has worked here"
    assert len(others) == 1
    assert os.getpid() in made_by.values(), "nobody helped"
    written = write_products(few, SiteTree(tmp_path / "1"), store, VERSIONS)
    assert written == Written(made=0, kept=18)
    assert (tmp_path / "1/3.csv").read_text("utf-8") == "3.csv"


def test_nothing_is_made_beside_where_there_are_many_or_some_were_made(
    tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What made them may have threads: a process forked beside them would wait forever."""
    few = [_by_whom(tmp_path, f"{number}.docx") for number in range(3)]
    quick = [product(f"{number}.csv", "") for number in range(100)]
    many = [product(f"{number}.xlsx", "") for number in range(100)]
    kept = ProductStore(store, VERSIONS)
    for workers, made_some, products, is_made in (
        (2, False, [], False),
        (1, False, few, False),
        (2, False, many, False),
        (2, True, few, False),
        (2, False, [*few, *quick], True),
    ):
        monkeypatch.setattr(_ThisProcess, "made_some", made_some)
        worked: list[int] = []
        make_beside(lambda at=worked: at.append(1), products, kept, workers)  # type: ignore[misc]
        assert worked == [1]
        assert all(map(kept.has, products)) == (is_made or not products)
        assert any(map(kept.has, products)) == is_made


def test_another_source_or_another_program_is_made_anew(tmp_path: Path, store: Store) -> None:
    made: list[str] = []
    write_products([product("a.pdf", "một", made)], SiteTree(tmp_path / "1"), store, VERSIONS)
    write_products([product("a.pdf", "hai", made)], SiteTree(tmp_path / "2"), store, VERSIONS)
    write_products(
        [product("a.pdf", "hai", made)], SiteTree(tmp_path / "3"), store, {"python": "3.12.0"}
    )
    assert made == ["a.pdf"] * 3
    assert (tmp_path / "3/a.pdf").read_text("utf-8") == "hai"


def test_the_program_is_its_code_and_the_versions_of_what_it_uses() -> None:
    assert program_digest(VERSIONS) == program_digest(dict(VERSIONS))
    assert program_digest(VERSIONS) != program_digest({**VERSIONS, "typst": "0.15"})


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: data + b"x", lambda _: b""])
def test_what_was_spoilt_in_the_store_is_made_again(
    tmp_path: Path, store: Store, spoil: Callable[[bytes], bytes]
) -> None:
    made: list[str] = []
    products = [product("a.pdf", "một", made)]
    write_products(products, SiteTree(tmp_path / "1"), store, VERSIONS)
    (kept,) = kept_files(tmp_path)
    kept.write_bytes(spoil(kept.read_bytes()))
    write_products(products, SiteTree(tmp_path / "2"), store, VERSIONS)
    write_products(products, SiteTree(tmp_path / "3"), store, VERSIONS)
    assert made == ["a.pdf", "a.pdf"]
    assert (tmp_path / "3/a.pdf").read_text("utf-8") == "một"


def test_the_bytes_are_the_same_for_any_number_of_workers(tmp_path: Path) -> None:
    products = [product(f"{number}.pdf", f"tệp {number}" * number) for number in range(9)]
    trees = []
    for workers in (1, 2, 3):
        tree = tmp_path / f"tree-{workers}"
        write_products(products, SiteTree(tree), Store(tmp_path / f"{workers}"), VERSIONS, workers)
        trees.append({path.name: path.read_bytes() for path in tree.iterdir()})
    assert trees[0] == trees[1] == trees[2]
    assert trees[0]["2.pdf"].decode() == "tệp 2tệp 2"


def test_a_worker_that_dies_is_told_of(tmp_path: Path, store: Store) -> None:
    dying = Product(uri="a.pdf", source="0", make=partial(os._exit, 9))  # type: ignore[arg-type]
    with pytest.raises(PublishingError, match="bị dừng giữa chừng"):
        write_products([dying, product("b.pdf", "hai")], SiteTree(tmp_path), store, VERSIONS, 2)


SLOW_WORK = """
import os, sys, time
from pathlib import Path

from build_tools.publishing.products import write_products
from build_tools.store import Store
from build_tools.site_model import Product
from build_tools.site_tree import SiteTree

FOLDER = Path(sys.argv[1])


def work():
    (FOLDER / str(os.getpid())).touch()
    time.sleep(600)


if __name__ == "__main__":
    products = [Product(uri=f"{number}", source=f"{number}", make=work) for number in range(9)]
    write_products(products, SiteTree(FOLDER / "tree"), Store(FOLDER / "store"), {}, 2)
"""


def test_workers_end_with_a_build_that_is_killed(tmp_path: Path) -> None:
    script, begun = tmp_path / "work.py", tmp_path / "begun"
    script.write_text(SLOW_WORK, encoding="utf-8")
    begun.mkdir()
    with subprocess.Popen([sys.executable, script, begun]) as build:
        try:
            workers = wait_for(lambda: {int(each.name) for each in begun.glob("[0-9]*")}, 2)
        finally:
            build.kill()
    wait_for(lambda: {each for each in workers if not is_running(each)}, 2)


def wait_for(find: Callable[[], set[int]], count: int) -> set[int]:
    deadline = time.monotonic() + 60
    while len(found := find()) < count:
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    return found


def is_running(process: int) -> bool:
    """Say whether it runs; one that ended but was not asked about yet does not."""
    try:
        status = Path(f"/proc/{process}/stat").read_text("utf-8")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def test_two_programs_may_use_one_store_at_a_time(tmp_path: Path) -> None:
    products = [product(f"{number}.pdf", f"tệp {number}" * 5000) for number in range(40)]
    write = partial(write_products, products, store=Store(tmp_path / "store"), versions=VERSIONS)
    with ProcessPoolExecutor(3, mp_context=get_context("spawn")) as pool:
        trees = [tmp_path / f"tree-{number}" for number in range(6)]
        for future in [pool.submit(write, tree=SiteTree(tree), workers=1) for tree in trees]:
            future.result()
    for tree in trees:
        found = {path.name: path.read_text("utf-8") for path in tree.iterdir()}
        assert found == {f"{number}.pdf": f"tệp {number}" * 5000 for number in range(40)}
    assert len(kept_files(tmp_path)) == 40  # nothing half written is left


def test_a_store_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("không phải thư mục", encoding="utf-8")
    store = Store(tmp_path / "file")
    for tree in ("1", "2"):
        found = write_products(
            [product("a.pdf", "một")], SiteTree(tmp_path / tree), store, VERSIONS
        )
        assert found == Written(made=1, kept=0)
        assert (tmp_path / tree / "a.pdf").read_text("utf-8") == "một"


def test_what_nobody_asks_for_any_more_goes_after_some_weeks(tmp_path: Path, store: Store) -> None:
    old, used = product("a.pdf", "một"), product("b.pdf", "hai")
    write_products([old, used], SiteTree(tmp_path / "1"), store, VERSIONS)
    for path in kept_files(tmp_path):
        os.utime(path, (time.time() - 70 * 24 * 3600,) * 2)
    assert write_products([used], SiteTree(tmp_path / "2"), store, VERSIONS) == Written(
        made=0, kept=1
    )
    assert len(kept_files(tmp_path)) == 1
    assert write_products([used], SiteTree(tmp_path / "3"), store, VERSIONS) == Written(
        made=0, kept=1
    )
