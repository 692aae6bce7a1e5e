"""The guide's screenshots: each there, told in words and shown; what is at fault is told once."""

import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from attachment_files import png

from build_tools.reading.layout import SCREENSHOT_LIMIT
from schemas.catalogue import Catalogue

Load = Callable[[], tuple[Catalogue | None, list[str]]]
PAGE = "huong-dan/phu-luc.md"
HEAD = "---\ntitle: Phụ lục\n---\n\n"
PATH = "content/huong-dan/hinh/so-excel.png"
MISSING = (
    "[screenshot.missing] Không có hình “hinh/so-exel.png”. → Có phải ý là “hinh/so-excel.png”? "
    "Chép tệp .png vào thư mục huong-dan/hinh rồi ghi hinh/ và đúng tên tệp."
)


@pytest.fixture
def hinh(content: dict[str, str], tmp_path: Path) -> Path:
    """The folder, with a screenshot that the page shows inside of a sentence."""
    content[PAGE] = f"{HEAD}Mở sổ: ![Sổ Excel mở ở trang đầu](hinh/so-excel.png)\n"
    folder = tmp_path / "content/huong-dan/hinh"
    folder.mkdir(parents=True)
    (folder / "so-excel.png").write_bytes(png((b"tEXt", b"Software\0Paint")))
    return folder


@pytest.mark.usefixtures("hinh")
def test_a_screenshot_is_read_without_its_metadata_and_with_its_size(load: Load) -> None:
    catalogue, said = load()
    assert said == []
    assert catalogue is not None
    assert list(catalogue.screenshots) == [PATH]
    one = catalogue.screenshots[PATH]
    assert one.shown_size == (3, 2)
    assert b"Paint" not in one.content
    assert PATH not in catalogue.attachments
    assert catalogue.digests[PATH] == one.source_sha256


@pytest.mark.parametrize(
    ("density", "size"),
    [
        (struct.pack(">IIB", 7559, 7559, 1), (300, 100)),
        (struct.pack(">IIB", 7559, 3780, 1), (300, 200)),
        (struct.pack(">IIB", 2, 1, 0), (600, 200)),  # a ratio, not a density
        (struct.pack(">IIB", 0, 0, 1), (600, 200)),
        (struct.pack(">IIB", 0xFFFFFFFF, 0xFFFFFFFF, 1), (1, 1)),
        (b"short", (600, 200)),
    ],
)
def test_a_picture_of_a_fine_screen_is_shown_as_large_as_it_was_there(
    hinh: Path, load: Load, density: bytes, size: tuple[int, int]
) -> None:
    (hinh / "so-excel.png").write_bytes(png((b"pHYs", density), size=(600, 200)))
    catalogue, said = load()
    assert said == []
    assert catalogue is not None
    assert catalogue.screenshots[PATH].shown_size == size


def test_a_misspelt_name_is_told_where_it_stands_and_nothing_else_of_it(
    content: dict[str, str], hinh: Path, load: Load
) -> None:
    content[PAGE] = content[PAGE].replace("so-excel", "so-exel")
    assert load() == (None, [f"{PAGE}:5:8 {MISSING}"])
    assert hinh.is_dir()


@pytest.mark.usefixtures("hinh")
@pytest.mark.parametrize("words", ["", "so-excel.png", "Sổ Excel", "An Excel book that is open"])
def test_a_screenshot_needs_words_in_vietnamese(
    content: dict[str, str], load: Load, words: str
) -> None:
    content[PAGE] = f"{HEAD}- ![{words}](hinh/so-excel.png)\n"
    _, said = load()
    assert [one.partition(" →")[0] for one in said] == [
        (
            f"{PAGE}:5:3 [screenshot.no-words] "
            "Hình “hinh/so-excel.png” chưa có lời tả cho người không xem được hình."
        )
    ]


def test_one_that_no_page_shows_stays_out_with_a_word(
    content: dict[str, str], hinh: Path, load: Load
) -> None:
    (hinh / "cu.png").write_bytes(png())
    catalogue, said = load()
    assert [one.partition(" →")[0] for one in said] == [
        (
            "huong-dan/hinh/cu.png:1:1 [screenshot.unused] "
            "Không trang hướng dẫn nào dùng hình “cu.png”; hình không lên trang."
        )
    ]
    assert catalogue is not None
    assert list(catalogue.screenshots) == [PATH]
    # While a page cannot be read nobody knows what it shows.
    content["huong-dan/hong.md"] = "không có phần đầu\n"
    assert [one for one in load()[1] if "screenshot" in one] == []


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (png()[:-20], "attachment.unreadable"),
        (png((b"tEXt", b"Comment\0TOI MAT")), "attachment.mark"),
        (b"GIF89a", "file.content-kind"),
        (png() + b"\0" * SCREENSHOT_LIMIT, "file.too-large"),
    ],
)
def test_what_the_gate_refuses_is_not_called_missing_too(
    hinh: Path, load: Load, data: bytes, code: str
) -> None:
    (hinh / "so-excel.png").write_bytes(data)
    catalogue, said = load()
    assert catalogue is None
    assert [one.split("] ")[0] for one in said] == [f"huong-dan/hinh/so-excel.png:1:1 [{code}"]


@pytest.mark.parametrize("name", ["Sổ Excel.png", "so-excel.jpg", "SO-EXCEL-2.PNG", "ghi-chu.md"])
def test_only_png_with_a_name_for_an_address_may_lie_there(
    hinh: Path, load: Load, name: str
) -> None:
    (hinh / name).write_bytes(png())
    _, said = load()
    assert [one.partition("]")[0] for one in said] == [
        f"huong-dan/hinh/{name}:1:1 [file.screenshot-name"
    ]
