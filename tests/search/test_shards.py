"""An index joined of shards, kept or made now, is the index of all pages made at once."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.search import Shelf, build_search_index, shards
from build_tools.site_model import Content, SearchEntry, SiteFile, SitePage
from schemas.period import Period

WORDS = ("Đạ", "Tẻh", "57-NQ/TW", "B'Lao", "01/2026", 'nói "thế"', "a &lt; b", "𝄞", "Bảo Lộc")
PERIODS = (None, Period.parse("2026-05"), Period.parse("2026-06"))


class Noted:
    """A shelf that notes what was put on it."""

    def __init__(self) -> None:
        self.held: dict[str, bytes] = {}
        self.put_now: list[str] = []

    def get(self, key: str) -> bytes | None:
        return self.held.get(key)

    def put(self, key: str, content: bytes) -> None:
        self.held[key] = content
        self.put_now.append(key)


def _index(pages: Sequence[SitePage], shelf: Shelf | None, size: int) -> tuple[SiteFile, ...]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "_length", lambda _: size)
        return build_search_index(pages, shelf)


@st.composite
def _pages(draw: st.DrawFn) -> list[SitePage]:
    numbers = draw(st.lists(st.integers(0, 40), unique=True, max_size=14))
    said = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
    short = st.lists(st.sampled_from(WORDS[:5]), max_size=3).map(" ".join)
    return [
        SitePage(
            uri=f"p{number}/",
            kind=draw(st.sampled_from(("area", "report", "home"))),
            title=draw(short),
            content=Content(
                f'<p>{draw(said)}</p><h2 id="x">{draw(short)}</h2><p>{draw(said)}</p>' * 3
            ),
            search=SearchEntry(
                name=draw(short),
                about=draw(short),
                team=draw(st.sampled_from(("", "Tổ 2", "Tổ 10"))),
                period=draw(st.sampled_from(PERIODS)),
            ),
        )
        for number in numbers
    ]


@given(sites=st.lists(_pages(), min_size=1, max_size=3), size=st.integers(1, 5))
@settings(deadline=None)
def test_however_pages_are_parted_and_whatever_is_kept_every_byte_is_the_same(
    sites: Sequence[list[SitePage]], size: int
) -> None:
    shelf = Noted()
    for pages in sites:
        at_once = _index(pages, None, 1 << 40)
        assert _index(pages, shelf, size) == at_once
        shelf.put_now.clear()
        assert _index(pages, shelf, size) == at_once
        assert not shelf.put_now


def _page(number: int, text: str = "Sầu riêng.") -> SitePage:
    content = Content(f"<p>{text}")
    return SitePage(uri=f"dia-ban/{number}/", kind="area", title=f"Xã {number}", content=content)


def test_after_an_edit_only_the_shard_of_the_page_is_made_again() -> None:
    shelf = Noted()
    pages = [_page(number) for number in range(200)]
    _index(pages, shelf, 10)
    assert len(shelf.put_now) > 10
    for changed in (
        [*pages[:77], _page(77, "Mắc ca."), *pages[78:]],
        [*pages[:77], *pages[78:]],
        [*pages, _page(1000)],
    ):
        shelf.put_now.clear()
        assert _index(changed, shelf, 10) == _index(changed, None, 1 << 40)
        assert len(shelf.put_now) <= 2


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Xã khác"},
        {"search": SearchEntry(name="25126")},
        {"search": SearchEntry(about="Thị trấn")},
        {"content": Content("<p>Một câu khác.</p>")},
        {"content": Content('<h2 id="y">Sầu riêng.</h2>')},
    ],
)
def test_all_that_the_index_says_of_a_page_tells_its_shard(changed: dict[str, object]) -> None:
    shelf = Noted()
    page = _page(1)
    _index([page], shelf, 10)
    other = SitePage(
        **{name: getattr(page, name) for name in ("uri", "kind", "title", "content")} | changed  # type: ignore[arg-type]
    )
    assert _index([other], shelf, 10) == _index([other], None, 10)
    assert len(shelf.held) == 2


def test_a_page_that_was_not_read_is_no_page_without_words() -> None:
    with pytest.raises(ValueError, match="dia-ban/1/"):
        list(shards.shards_of([_page(1)], None))
