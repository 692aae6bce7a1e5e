"""Writes the files of a site that take time to make: taken from an earlier build, or made now.

What was made is kept under the digest of all that decides its bytes: the view that it shows,
templates, fonts, settings and this program (`store.py`).
"""

import hashlib
import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from multiprocessing import get_context, parent_process

from build_tools.errors import PublishingError
from build_tools.forked import Numbers, count_processors, shared_out
from build_tools.program import code_digest
from build_tools.site_model import Product
from build_tools.site_tree import NOTHING_LEFT, Left, LeftFile, SiteTree
from build_tools.store import Store

_WORTH_A_WORKER = 24  # so many products take about as long as a worker needs to start
_OF_TYPST = ".pdf"
_QUICK = (".csv", ".json")  # most of them are made in a hundredth of a document's time
_CHUNK = 4
_DAY = 24 * 60 * 60
_KEPT_DAYS = 60


@dataclass(frozen=True, slots=True)
class Written:
    """How many products were made now and how many came from the store."""

    made: int
    kept: int


class _ThisProcess:
    made_some = False  # of the products, or the process that it was forked from


def write_products(
    products: Sequence[Product],
    tree: SiteTree,
    store: Store,
    versions: Mapping[str, str],
    workers: int | None = None,
) -> Written:
    """Write every product into the tree; make those that the store has not, and keep them.

    What stands in the earlier tree as it was made is neither made nor read. `versions` of programs
    decide bytes too. The bytes are the same for any number of `workers`;
    None is one for each core where there is enough to do. Raises PublishingError where a worker
    dies, OSError where the tree cannot be written.
    """
    kept = ProductStore(store, versions)
    missing = []
    for product in products:
        digest = kept.digest(product)
        if digest is not None and tree.take(product.uri, digest):
            continue
        content = kept.get(product)
        if content is None:
            missing.append(product)
        else:
            tree.write(product.uri, content)
    for product, content in zip(missing, _made(missing, workers), strict=True):
        kept.put(product, content)
        tree.write(product.uri, content)
    store.clear_away(time.time() - _KEPT_DAYS * _DAY)
    return Written(made=len(missing), kept=len(products) - len(missing))


def make_beside(
    work: Callable[[], object], products: Sequence[Product], kept: "ProductStore", workers: int
) -> None:
    """Do the work, and beside it make and keep products, so that `write_products` need not.

    Few are made so, by another process which this one helps when its work is done. PDFs are left
    to that one: beside the threads of Typst a process that is forked waits for them forever. So
    none is forked where products were made before.
    """
    if workers == 1 or not _may_be_forked(products):
        work()
        return
    own = [each for each in products if each.uri.endswith(_OF_TYPST)]
    others = [each for each in products if not each.uri.endswith(_OF_TYPST)]
    others.reverse()  # the largest are the last
    with closing(Numbers(len(others))) as numbers:

        def share(which: int) -> None:
            if which == 0:
                work()
            else:
                _make(own, kept)
            _make((others[number] for number in numbers), kept)

        shared_out(share, 2)


def _make(products: Iterable[Product], kept: "ProductStore") -> None:
    for product in products:
        kept.put(product, _call(product.make))


def _may_be_forked(products: Sequence[Product]) -> bool:
    """Say whether there are products, few enough for one process, and none were made here."""
    return bool(products) and _slow(products) < _WORTH_A_WORKER and not _ThisProcess.made_some


def _slow(products: Iterable[Product]) -> int:
    return sum(not product.uri.endswith(_QUICK) for product in products)


def program_digest(versions: Mapping[str, str]) -> str:
    """Return the digest of this program's code and of the versions of what it uses."""
    digest = hashlib.sha256(repr(sorted(versions.items())).encode())
    digest.update(code_digest())
    return digest.hexdigest()


class ProductStore:
    """The products that this program made with these versions."""

    def __init__(
        self, store: Store, versions: Mapping[str, str], left: Left = NOTHING_LEFT
    ) -> None:
        self._store = store
        self._program = program_digest(versions)
        self._left = left

    def has(self, product: Product) -> bool:
        """Say whether the product is there and whole, in the store or in the site that was left."""
        return self.standing(product) is not None or self.get(product) is not None

    def standing(self, product: Product) -> LeftFile | None:
        """Return the product as it stands in the site that was left; None where it does not."""
        file = self._left.get(product.uri)
        return file if file is not None and file.digest == self.digest(product) else None

    def digest(self, product: Product) -> str | None:
        """Return the SHA-256 that its bytes have if they are whole; None where it was not made."""
        return self._store.digest(self._key(product))

    def get(self, product: Product) -> bytes | None:
        """Return its bytes; None where it was not made or is not whole."""
        return self._store.get(self._key(product))

    def put(self, product: Product, content: bytes) -> None:
        """Keep its bytes."""
        self._store.put(self._key(product), content)

    def _key(self, product: Product) -> str:
        return hashlib.sha256(f"{self._program} {product.source}".encode()).hexdigest()


def _made(products: Sequence[Product], workers: int | None) -> Iterator[bytes]:
    """Yield the bytes of the products in their order."""
    makers = [product.make for product in products]
    if workers is None:
        workers = min(count_processors(), _slow(products) // _WORTH_A_WORKER)
    return _by_workers(makers, workers) if workers > 1 else map(_call, makers)


def _by_workers(makers: Iterable[Callable[[], bytes]], workers: int) -> Iterator[bytes]:
    # Started anew and not forked: a pool has threads of its own, beside which none may be forked.
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin_work) as pool:
        try:
            yield from pool.map(_call, makers, chunksize=_CHUNK)
        except BrokenProcessPool as error:
            raise PublishingError(
                "Tiến trình làm tài liệu bị dừng giữa chừng, có thể vì hết bộ nhớ; hãy chạy lại."
            ) from error


def _begin_work() -> None:
    """Let a worker end with who started it, also where that one is killed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _call(make: Callable[[], bytes]) -> bytes:
    _ThisProcess.made_some = True
    return make()
