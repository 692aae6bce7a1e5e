"""Which paragraphs of a Word document are the fixed headings of a report, however they were typed.

A heading is known by its words: case, spaces, dashes and tones forgiven, whatever number stands
before it and whoever put it there (Word itself, or a hand).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_tools.editing.importing.model import Remark
from build_tools.reading.documents.model import Block, TextParagraph
from build_tools.validation.nearest import nearest
from schemas.report import REPORT_HEADINGS
from schemas.text import exact_key, nfc

_NUMBER = re.compile(r"(?P<number>[IVXivx]+|\d{1,2})(?:\s*[.):/\-–—]+\s*|\s+)(?=\D)")
_LONGEST = 200
_FIXED_LEVELS = 2  # Word's Heading 1 and 2; deeper ones are the section's own


def _words(text: str) -> str:
    """Return the words of a heading without its number."""
    text = " ".join(nfc(text).split())
    match = _NUMBER.match(text)
    return (text[match.end() :] if match else text).rstrip(" .:;")


_NAMES = tuple(_words(heading.text) for heading in REPORT_HEADINGS)
_BY_KEY = {exact_key(name): index for index, name in enumerate(_NAMES)}


@dataclass(frozen=True, slots=True)
class Found:
    """A fixed heading: its index among the ten, and the block that it is."""

    index: int
    block: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The fixed headings of a document in its order, and what stands against them."""

    found: tuple[Found, ...]
    refused: tuple[Remark, ...]


def place(blocks: Sequence[Block], headings: Sequence[Found], at: int) -> str:
    """Name a block: the heading above it, and which paragraph or table below that it is."""
    if at < 0:
        return "đầu hoặc chân trang"
    above = [one for one in headings if one.block <= at]
    start = above[-1].block + 1 if above else 0
    is_table = at < len(blocks) and not isinstance(blocks[at], TextParagraph)
    count = sum(
        1
        for block in blocks[start : at + 1]
        if _counts(block) and isinstance(block, TextParagraph) is not is_table
    )
    where = f"dưới “{REPORT_HEADINGS[above[-1].index].text}”" if above else "trước đề mục I"
    if above and above[-1].block == at:
        return f"đề mục “{REPORT_HEADINGS[above[-1].index].text}”"
    return f"{where}, {'bảng' if is_table else 'đoạn'} {max(count, 1)}"


def _counts(block: Block) -> bool:
    return not isinstance(block, TextParagraph) or bool(block.text.strip())


def read_outline(blocks: Sequence[Block]) -> Outline:
    """Find the headings; everything that is wrong with them is told at once."""
    found = [
        Found(index, at)
        for at, block in enumerate(blocks)
        if isinstance(block, TextParagraph) and (index := heading_index(block)) is not None
    ]
    meant = _meant_ones(blocks, found)
    told = [
        *_repeated(blocks, found),
        *_missing(blocks, found, meant),
        *_out_of_order(blocks, found),
        *_strange(blocks, found, {at for at, _ in meant.values()}),
    ]
    return Outline(tuple(found), tuple(told))


def heading_index(paragraph: TextParagraph) -> int | None:
    """Return which of the ten headings the paragraph is; None where it is none of them."""
    shown = " ".join(f"{paragraph.label} {paragraph.text}".split())
    if not shown or len(shown) > _LONGEST:
        return None
    index = _BY_KEY.get(exact_key(_words(shown)))
    stands_out = paragraph.level or is_bold(paragraph) or _is_loud(paragraph.text)
    return index if index is not None and (_NUMBER.match(shown) or stands_out) else None


def is_bold(paragraph: TextParagraph) -> bool:
    """Say whether all of the paragraph is bold."""
    words = [run for run in paragraph.runs if run.text.strip()]
    return bool(words) and all(run.is_bold for run in words)


def _is_loud(text: str) -> bool:
    return text.isupper()


def _repeated(blocks: Sequence[Block], found: Sequence[Found]) -> Iterator[Remark]:
    first: dict[int, Found] = {}
    for one in found:
        earlier = first.setdefault(one.index, one)
        if earlier is not one:
            name = REPORT_HEADINGS[one.index].text
            yield Remark(
                place(blocks, [other for other in found if other is not one], one.block),
                f"Đề mục “{name}” có hai lần.",
                "Gộp nội dung vào một đề mục rồi xóa đề mục kia.",
            )


def _meant_ones(blocks: Sequence[Block], found: Sequence[Found]) -> Mapping[int, tuple[int, bool]]:
    """Return, for each missing heading, what was probably meant to be it."""
    present = {one.index for one in found}
    near = {
        index: _meant(blocks, found, name)
        for index, name in enumerate(_NAMES)
        if index not in present
    }
    return {index: meant for index, meant in near.items() if meant is not None}


def _missing(
    blocks: Sequence[Block], found: Sequence[Found], meant: Mapping[int, tuple[int, bool]]
) -> Iterator[Remark]:
    present = {one.index for one in found}
    for index in (one for one in range(len(_NAMES)) if one not in present):
        heading = REPORT_HEADINGS[index].text
        if index not in meant:
            yield Remark("", f"Thiếu đề mục “{heading}”.", "Thêm đề mục, đúng chữ như mẫu.")
            continue
        at, runs_in = meant[index]
        block = blocks[at]
        text = block.text.strip() if isinstance(block, TextParagraph) else ""
        advice = (
            "Xuống dòng sau đề mục, để đề mục đứng một mình một đoạn."
            if runs_in
            else f"Sửa thành “{heading}”."
        )
        yield Remark(
            place(blocks, found, at),
            f"Thiếu đề mục “{heading}”; có phải là “{_short(text)}”?",
            advice,
        )


def _meant(blocks: Sequence[Block], found: Sequence[Found], name: str) -> tuple[int, bool] | None:
    """Return the paragraph that was probably meant, and whether text goes on in it."""
    known = {one.block for one in found}
    others = {
        at: _words(f"{block.label} {block.text}")
        for at, block in enumerate(blocks)
        if isinstance(block, TextParagraph) and at not in known and block.text.strip()
    }
    key = exact_key(name)
    for at, words in others.items():
        if exact_key(words).startswith(key) and len(words) > len(name):
            return at, True
    short = {at: words for at, words in others.items() if len(words) <= _LONGEST}
    near = nearest(name, tuple(dict.fromkeys(short.values())))
    return next(((at, False) for at, words in short.items() if words == near), None)


def _out_of_order(blocks: Sequence[Block], found: Sequence[Found]) -> Iterator[Remark]:
    in_order = _longest_ascent(found)
    for one in found:
        if one in in_order or any(other.index == one.index for other in in_order):
            continue
        before = [other for other in in_order if other.index < one.index]
        name = REPORT_HEADINGS[one.index].text
        where = f"ngay sau phần “{REPORT_HEADINGS[before[-1].index].text}”" if before else "lên đầu"
        yield Remark(
            place(blocks, found, one.block),
            f"Đề mục “{name}” đứng sai chỗ.",
            f"Chuyển đề mục cùng nội dung {where}.",
        )


def _longest_ascent(found: Sequence[Found]) -> list[Found]:
    best: list[list[Found]] = []
    for one in found:
        earlier = [ascent for ascent in best if ascent[-1].index < one.index]
        best.append([*max(earlier, key=len, default=[]), one])
    return max(best, key=len, default=[])


def _strange(blocks: Sequence[Block], found: Sequence[Found], told: set[int]) -> Iterator[Remark]:
    """Refuse other headings of the two highest levels; what stands above the first is no part."""
    known = {one.block for one in found} | told
    first = min((one.block for one in found), default=len(blocks))
    for at, block in enumerate(blocks):
        if not isinstance(block, TextParagraph) or at in known or at < first:
            continue
        if 0 < block.level <= _FIXED_LEVELS and block.text.strip():
            near = nearest(_words(block.text), _NAMES)
            meant = f" Có phải ý là “{REPORT_HEADINGS[_NAMES.index(near)].text}”?" if near else ""
            yield Remark(
                place(blocks, found, at),
                f"“{_short(block.text)}” không phải đề mục của mẫu.{meant}",
                "Dùng đúng mười đề mục; đề mục nhỏ hơn dùng kiểu Heading 3 trở đi.",
            )


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004  a line of a console
