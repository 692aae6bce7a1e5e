"""A Word document, part by part: what stands above the headings, the ten sections, the tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from build_tools.diagnostics import RULES, Diagnostics
from build_tools.editing.canonical_head import HeadValue
from build_tools.editing.carry_over import carry_over
from build_tools.editing.document_parts import reference_tables
from build_tools.editing.importing.annex_tables import AnnexTables
from build_tools.editing.importing.document_blocks import BlockWriter, Written
from build_tools.editing.importing.document_inline import cleaned
from build_tools.editing.importing.document_losses import judge_losses
from build_tools.editing.importing.document_outline import place, read_outline
from build_tools.editing.importing.document_own import FormParts
from build_tools.editing.importing.document_tables import find_annex, head_grid
from build_tools.editing.importing.grid import Grid
from build_tools.editing.importing.head_sheet import HeadReader
from build_tools.editing.importing.model import Import, ImportSource, Remark
from build_tools.editing.importing.remarks import Notes
from build_tools.reading.characters import described, find_forbidden
from build_tools.reading.documents.model import Block, TextDocument, TextParagraph, TextTable
from build_tools.reading.markdown import plain_text, read_prose
from schemas.report import REPORT_HEADINGS
from schemas.text import exact_key

_SHOWN = 60


class DocumentReader:
    """Reads one document; all that is wrong with it is told at once."""

    def __init__(self, source: ImportSource, document: TextDocument) -> None:
        self._source = source
        self._document = document
        self._outline = read_outline(document.blocks)
        self._tables = AnnexTables(source)
        self._head: Mapping[str, HeadValue] = {}
        self._shown: list[tuple[str, str]] = []
        self._parts = FormParts(_references(source))

    def read(self) -> Import:
        """Return what the document says."""
        tables = self._tables
        losses = judge_losses(self._document.losses, self._document.blocks, self._outline.found)
        tables.refused += [*self._outline.refused, *losses.refused, *self._letters()]
        tables.asked += losses.asked
        tables.notices += losses.notices
        prose = self._prose()
        if not tables.refused:
            tables.refused += self._unproved(prose)
        return Import(
            annexes=tables.annexes,
            head=self._head,
            prose=prose,
            tables=tuple(tables.tables),
            asked=tuple(tables.asked),
            notices=tuple(tables.notices),
            refused=tuple(dict.fromkeys(tables.refused)),
        )

    def _where(self, at: int) -> str:
        return place(self._document.blocks, self._outline.found, at)

    def _tell(self, told: list[Remark], remarks: Iterable[tuple[int, str]]) -> None:
        told += [Remark(self._where(at), text) for at, text in remarks]

    def _letters(self) -> Iterator[Remark]:
        """Refuse letters that may stand in no text."""
        for at, block in enumerate(self._document.blocks):
            for text in map(cleaned, block_texts(block)):
                for code, index, _ in find_forbidden(text):
                    said = f"Có chữ không dùng được trong văn bản: {described(text[index])}."
                    yield Remark(self._where(at), said, RULES[code].help)

    def _prose(self) -> str:
        """Return the ten headings with what stands below them."""
        found = self._outline.found
        blocks = list(enumerate(self._document.blocks))
        starts = [one.block for one in found]
        self._preamble(blocks[: starts[0]] if starts else blocks)
        written = []
        for one, end in zip(found, [*starts[1:], len(blocks)], strict=True):
            heading = REPORT_HEADINGS[one.index]
            self._shown.append(("", heading.text))
            is_last = end == len(blocks)
            section = self._section(blocks[one.block + 1 : end], is_last=is_last)
            self._shown += section.shown
            written += [f"{'#' * heading.level} {heading.text}", *section.blocks]
        return "\n\n".join(written)

    def _preamble(self, blocks: Sequence[tuple[int, Block]]) -> None:
        """Read the table about the report; ask for all else that is above the first heading."""
        parted = self._parts.sort(
            [(at, block) for at, block in blocks if not self._parts.is_title(block)]
        )
        self._tell(self._tables.asked, parted.asked)
        for at, block in parted.blocks:
            grid = head_grid(block, self._parts) if isinstance(block, TextTable) else None
            if grid is not None and not self._head:
                self._read_head(grid)
            elif not self._took_annex(at, block) and (text := " ".join(block_texts(block)).strip()):
                said = f"nằm trước đề mục I, không nhập: “{_short(text)}”"
                self._tables.asked.append(Remark(self._where(at), said))

    def _read_head(self, grid: Grid) -> None:
        asked, refused = Notes(grid), Notes(grid)
        reader = HeadReader(
            grid=grid, source=self._source, starts_in_1904=False, asked=asked, refused=refused
        )
        # The form does not ask which annexes are empty: what was declared stays.
        self._head = {
            name: value for name, value in reader.read().items() if name != "nothing_to_report"
        }
        self._tables.asked += asked
        self._tables.refused += refused

    def _section(self, blocks: Sequence[tuple[int, Block]], *, is_last: bool) -> Written:
        parted = self._parts.sort(blocks, is_last=is_last)
        self._tell(self._tables.asked, parted.asked)
        self._tell(self._tables.notices, parted.notices)
        own = [(at, block) for at, block in parted.blocks if not self._took_annex(at, block)]
        written = BlockWriter().write(own)
        self._tell(self._tables.refused, written.refused)
        self._tell(self._tables.notices, written.told)
        self._tell(
            self._tables.asked, ((at, f"{lost} không giữ được") for at, lost in written.lost)
        )
        return written

    def _took_annex(self, at: int, block: Block) -> bool:
        """Take a table as an annex where it has the heads of one."""
        if not isinstance(block, TextTable):
            return False
        found = find_annex(self._tables, block, self._where(at))
        if found is None:
            return False
        self._tables.add(*found)
        return True

    def _unproved(self, prose: str) -> Iterator[Remark]:
        """Yield a refusal unless a page shows just what Word has shown."""
        found = Diagnostics()
        read = read_prose("", prose, 1, found)
        shown: list[tuple[str, str]] = []
        number = ""
        for token in read.tokens:
            if token.type == "list_item_open":
                number = token.info
            elif token.type == "inline" and (text := plain_text(token.children or ())):
                shown.append((number, text))
                number = ""
        if found or shown != self._shown:
            said = "Không chuyển được nguyên vẹn văn bản này."
            yield Remark("", said, "Bỏ định dạng phức tạp (danh sách nhiều cấp, bảng) rồi thử lại.")


def _references(source: ImportSource) -> frozenset[str]:
    """Return the keys of all texts that the form has given to look at."""
    carried = carry_over(source.catalogue, source.team_id, source.period)
    tables = reference_tables(source.catalogue, carried)
    texts = (text for table in tables for row in (*table.rows, (table.caption,)) for text in row)
    return frozenset(map(exact_key, texts))


def block_texts(block: Block) -> Sequence[str]:
    """Return the texts of a paragraph, or of all paragraphs of a table."""
    if isinstance(block, TextParagraph):
        return (block.text,)
    return tuple(one.text for one in block.paragraphs())


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
