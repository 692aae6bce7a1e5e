"""Bodies that are fetched when somebody asks: where they are lost or spoilt, they are made anew."""

import datetime as dt
import pickle
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sites import files_in, say_more

from build_tools.project import BuildOptions, Project
from build_tools.publishing.actor import present_actor
from build_tools.publishing.build import build_site
from build_tools.publishing.kept_bodies import (
    KeptBodies,
    KeptContent,
    LostBodyError,
    whole,
)
from build_tools.publishing.publish import Publisher
from build_tools.site_model import Content, PageText, Piece, SitePage
from build_tools.store import Store

OPTIONS = BuildOptions(today=dt.date(2031, 2, 20), workers=2)
_BODIES = re.compile(rb"(?s:.{32})(\d{10})[0-9a-f]{64}\{")  # what a file of bodies begins with


def _page(number: int) -> SitePage:
    text = PageText("Kinh tế", f"kinh tế {number}", (Piece(640, "x", "Kinh tế", "Số"),), "ab" * 32)
    content = Content(f"<h2>Kinh tế</h2>{number}", text)
    return SitePage(uri=f"p{number}/", kind="area", title="", content=content, source=f"{number}")


def _kept(bodies: KeptBodies, key: str, page: SitePage) -> KeptContent:
    of = page.content
    return KeptContent(bodies, key, page.source, of.letters, of.offers, of.digest, of.text_digest)


@pytest.fixture
def bodies(tmp_path: Path) -> KeptBodies:
    return KeptBodies(Store(tmp_path))


def test_what_was_put_is_fetched_also_by_another_process(bodies: KeptBodies) -> None:
    pages = {f"{key:064}": [_page(key * 10 + number) for number in range(3)] for key in range(20)}
    digests = {key: bodies.put(key, of) for key, of in pages.items()}
    for _ in range(2):
        for key, of in pages.items():
            assert bodies.has(key, digests[key])
            for page in of:
                kept = _kept(bodies, key, page)
                sent = pickle.loads(pickle.dumps(kept))  # noqa: S301  what was pickled here
                for each in (kept, sent):
                    assert (each.body, each.text) == (page.body, page.content.text)


def test_a_file_that_another_run_wrote_is_not_taken_for_it(bodies: KeptBodies) -> None:
    digest = bodies.put("a" * 64, [_page(1)])
    assert bodies.put("a" * 64, [_page(2)]) != digest
    assert not bodies.has("a" * 64, digest)
    assert not bodies.has("b" * 64, digest)


def test_a_body_that_is_gone_is_lost(bodies: KeptBodies) -> None:
    bodies.put("a" * 64, [_page(1)])
    for key, source in (("a" * 64, "2"), ("b" * 64, "1")):
        with pytest.raises(LostBodyError, match="hãy chạy lại"):
            bodies.get(key, source)


def test_what_is_lost_without_kept_pages_too_is_an_error() -> None:
    tries: list[bool] = []

    def work(take: bool) -> None:  # noqa: FBT001  as `whole` gives it
        tries.append(take)
        raise LostBodyError

    with pytest.raises(LostBodyError):
        whole(work)
    assert tries == [True, False]


def _harm(project: Project, spoilt: Callable[[bytes, int], bytes]) -> list[Path]:
    """Change all files of bodies, of each its bytes and where its index ends."""
    found = []
    for path in project.products.glob("??/*"):
        content = path.read_bytes()
        head = _BODIES.match(content)
        if head:
            path.write_bytes(spoilt(content, head.end() - 1 + int(head[1])))
            found.append(path)
    return found


def _spoil(project: Project) -> list[Path]:
    return _harm(project, lambda content, end: content[:end] + b"!" * len(content[end:]))


def _spoil_index(project: Project) -> list[Path]:
    return _harm(project, lambda content, end: content[: end - 1] + b"!" + content[end:])


def _cut(project: Project) -> list[Path]:
    return _harm(project, lambda content, _: content[:40])


def _remove(project: Project) -> list[Path]:
    found = _harm(project, lambda content, _: content)
    for path in found:
        path.unlink()
    return found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("harm", "when", "turns"),
    [
        (_spoil, "before", 2),
        (_spoil, "Ghi trang", 2),
        (_spoil_index, "before", 1),  # told at once
        (_cut, "before", 1),
        (_cut, "Ghi trang", 2),
        (_remove, "before", 1),
        (_remove, "Ghi trang", 2),
    ],
)
def test_a_site_whose_kept_bodies_are_lost_is_that_made_anew(
    small_province: Project, harm: Callable[[Project], list[Path]], when: str, turns: int
) -> None:
    out, clean = small_province.root / "out", small_province.root / "clean"
    build_site(small_province, OPTIONS, out, lambda _: None)
    say_more(small_province, "Một câu mới.")
    harmed = harm(small_province) if when == "before" else []
    stages: list[str] = []

    def tell(stage: str) -> None:
        stages.append(stage)
        if stage == when and not harmed:
            harmed.extend(harm(small_province))

    build_site(small_province, OPTIONS, out, tell)
    assert len(harmed) > 5
    assert stages.count("Soạn trang") == turns
    build_site(
        replace(small_province, cache=clean / "cache"), OPTIONS, clean / "out", lambda _: None
    )
    assert files_in(out) == files_in(clean / "out")
    stages.clear()
    say_more(small_province, "Một câu mới.")
    build_site(small_province, OPTIONS, out, tell)
    assert stages.count("Soạn trang") == 1, "what was lost is whole again"


@pytest.mark.slow
def test_a_release_whose_kept_bodies_are_spoilt_is_published(small_province: Project) -> None:
    publisher = Publisher(small_province, present_actor("thử"), keep=3)
    folder = small_province.root / "serving"
    first = publisher.publish(OPTIONS, folder, lambda _: None)[1]
    assert _spoil(small_province)
    again = publisher.publish(OPTIONS, folder, lambda _: None)[1]
    assert first is not None
    assert again is not None
    assert again.release == first.release
