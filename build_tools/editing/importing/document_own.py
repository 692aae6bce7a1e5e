"""What our own form says by itself, and what people put around a report: neither is its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from build_tools.editing.document_parts import (
    PROMPT_STYLE,
    REFERENCE_STYLE,
    TITLE,
    known_prompts,
)
from build_tools.reading.documents.model import Block, Run, TextCell, TextParagraph, TextTable
from schemas.text import exact_key, fold_key

_RECIPIENTS = "noi nhan"
_SHOWN = 60


@dataclass(slots=True)
class Sorted:
    """The blocks that are the report's own; `asked` and `notices` by the block they are about."""

    blocks: list[tuple[int, Block]] = field(default_factory=list)
    asked: list[tuple[int, str]] = field(default_factory=list)
    notices: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FormParts:
    """Leaves out what the form said; `references` are the keys of the texts that were looked at."""

    references: frozenset[str]

    def sort(self, blocks: Sequence[tuple[int, Block]], *, is_last: bool = False) -> Sorted:
        """Part the report's own blocks from the form's, and the last ones from the signatures."""
        found = Sorted()
        for position, (at, block) in enumerate(blocks):
            if is_last and self._is_signatures(block):
                rest = [one for _, one in blocks[position:]]
                found.asked.append((at, f"phần cuối văn bản{_quoted(rest)} không nhập, sẽ bỏ qua"))
                break
            if isinstance(block, TextTable) and self._is_reference(block):
                changed = list(self._changed(block.paragraphs()))
                if changed:
                    found.asked.append((at, _changed_reference(changed)))
            elif isinstance(block, TextParagraph) and block.style == REFERENCE_STYLE:
                if changed := list(self._changed([block])):
                    found.asked.append((at, _changed_reference(changed)))
            elif isinstance(block, TextParagraph) and block.style == PROMPT_STYLE:
                self._prompt(at, block, found)
            else:
                found.blocks.append((at, block))
        return found

    def is_title(self, block: Block) -> bool:
        """Say whether a block is the title that the form begins with."""
        return isinstance(block, TextParagraph) and exact_key(block.text).startswith(
            exact_key(TITLE)
        )

    def value_cell(self, cell: TextCell) -> str:
        """Return what somebody wrote into a cell of the table about the report, a line each."""
        kept = (without_prompt(one) for one in cell.paragraphs)
        return "\n".join(one.text.strip() for one in kept if one and one.text.strip())

    def _prompt(self, at: int, block: TextParagraph, found: Sorted) -> None:
        kept = without_prompt(block)
        if kept is not None and kept.text.strip():
            found.blocks.append((at, kept))
            found.notices.append((at, "đoạn này viết bằng kiểu chữ gợi ý, vẫn nhập"))

    def _is_signatures(self, block: Block) -> bool:
        """Say whether what follows is the list of recipients with the signature, to the end."""
        if isinstance(block, TextTable):
            return any(fold_key(one.text).startswith(_RECIPIENTS) for one in block.paragraphs())
        return fold_key(block.text).rstrip(" :") == _RECIPIENTS

    def _is_reference(self, table: TextTable) -> bool:
        styles = {one.style for one in table.paragraphs() if one.text.strip()}
        return bool(styles) and styles <= {REFERENCE_STYLE}

    def _changed(
        self, paragraphs: Iterator[TextParagraph] | Sequence[TextParagraph]
    ) -> Iterator[str]:
        for one in paragraphs:
            text = " ".join(one.text.split())
            if text and exact_key(text) not in self.references:
                yield text


def without_prompt(paragraph: TextParagraph) -> TextParagraph | None:
    """Return a paragraph without the hint that it holds or begins with; None where no more is."""
    if paragraph.style != PROMPT_STYLE:
        return paragraph
    text = " ".join(paragraph.text.split())
    key = exact_key(text)
    if not text or key in known_prompts():
        return None
    hint = next((one for one in known_prompts() if key.startswith(one)), None)
    if hint is None:
        return replace(paragraph, style="")
    return replace(paragraph, style="", runs=(Run(text[len(hint) :].strip()),))


def _changed_reference(changed: Sequence[str]) -> str:
    quoted = "; ".join(f"“{text}”" for text in changed[:3])
    return (
        f"phần tham khảo đã sửa ({quoted}) không nhập: ghi vào phụ lục, hoặc viết thành đoạn riêng"
    )


def _quoted(blocks: Sequence[Block]) -> str:
    texts = (
        block.text
        if isinstance(block, TextParagraph)
        else " ".join(one.text for one in block.paragraphs())
        for block in blocks
    )
    words = " ".join(" ".join(texts).split())
    return f" “{words[:_SHOWN]}…”" if len(words) > _SHOWN else f" “{words}”"
