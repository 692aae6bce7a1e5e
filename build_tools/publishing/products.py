"""Writes the files of a site that take time to make: taken from an earlier build, or made now.

What was made is kept by content: under the digest of all that decides its bytes (the view that it
shows, templates, fonts, settings and this program), with a digest of its own, which is checked when
it is read. So nothing in the store can be stale, what a crash or a disk has spoilt is made again,
two builds may use one store at a time, and it may be deleted at any moment.
"""

import hashlib
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from pathlib import Path

import build_tools
import schemas
from build_tools.errors import PublishingError
from build_tools.site_model import Product

_DIGEST_BYTES = hashlib.sha256().digest_size
_WORTH_A_WORKER = 24  # so many products take about as long as a worker needs to start
_CHUNK = 4
_DAY = 24 * 60 * 60
_KEPT_DAYS = 60


@dataclass(frozen=True, slots=True)
class Written:
    """How many products were made now and how many came from the store."""

    made: int
    kept: int


class Store:
    """The products of earlier builds in a folder; works without keeping where a disk refuses."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> bytes | None:
        """Return the product with this key; None where it is not there or not whole."""
        path = self._path(key)
        try:
            kept = path.read_bytes()
        except OSError:
            return None
        digest, content = kept[:_DIGEST_BYTES], kept[_DIGEST_BYTES:]
        if hashlib.sha256(content).digest() != digest:
            return None
        with suppress(OSError):
            os.utime(path)  # it is still asked for
        return content

    def put(self, key: str, content: bytes) -> None:
        """Keep a product; whoever reads meanwhile finds all of it or nothing."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".")
            try:
                with os.fdopen(descriptor, "wb") as stream:
                    stream.write(hashlib.sha256(content).digest())
                    stream.write(content)
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise

    def clear_away(self, before: float) -> None:
        """Delete what nobody asked for since `before` (Unix seconds), and what a crash left."""
        for path in self._folder.glob("??/*"):
            with suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key[2:]


def write_products(
    products: Sequence[Product],
    tree: Path,
    store: Store,
    versions: Mapping[str, str],
    workers: int | None = None,
) -> Written:
    """Write every product into the tree; make those that the store has not, and keep them.

    `versions` of programs decide bytes too. The bytes are the same for any number of `workers`;
    None is one for each core where there is enough to do. Raises PublishingError where a worker
    dies, OSError where the tree cannot be written.
    """
    program = program_digest(versions)
    missing = []
    for product in products:
        content = store.get(_key(product, program))
        if content is None:
            missing.append(product)
        else:
            _write(tree / product.uri, content)
    for product, content in zip(missing, _made(missing, workers), strict=True):
        store.put(_key(product, program), content)
        _write(tree / product.uri, content)
    store.clear_away(time.time() - _KEPT_DAYS * _DAY)
    return Written(made=len(missing), kept=len(products) - len(missing))


def program_digest(versions: Mapping[str, str]) -> str:
    """Return the digest of this program's code and of the versions of what it uses."""
    digest = hashlib.sha256(repr(sorted(versions.items())).encode())
    for package in (build_tools, schemas):
        folder = Path(package.__path__[0])
        for path in sorted(folder.rglob("*.py")):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _key(product: Product, program: str) -> str:
    return hashlib.sha256(f"{program} {product.source}".encode()).hexdigest()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _made(products: Sequence[Product], workers: int | None) -> Iterator[bytes]:
    """Yield the bytes of the products in their order."""
    makers = [product.make for product in products]
    if workers is None:
        workers = min(len(os.sched_getaffinity(0)), len(makers) // _WORTH_A_WORKER)
    return _by_workers(makers, workers) if workers > 1 else map(_call, makers)


def _by_workers(makers: Iterable[Callable[[], bytes]], workers: int) -> Iterator[bytes]:
    # Started anew and not forked: this process may have threads (of numpy, for one).
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
    return make()
