"""Pieces of WordprocessingML as text: paragraphs and tables, every text escaped.

Joined as strings: python-docx takes 40 times as long for a table of some thousand cells.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from build_tools.views.official import Run, Runs, TableBlock, TableRow
from build_tools.xml_text import escape, quoteattr

_BOLD = "<w:b/><w:bCs/>"
_ITALIC = "<w:i/><w:iCs/>"
_STRIKE = "<w:strike/>"
_STYLE = re.compile("<w:pStyle [^>]+/>")  # stands before all else that a paragraph has
_ONE_POINT = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'


class Markup:
    """Writes pieces in the styles of a template; `styles` are their ids by name."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        self._styles = {name: quoteattr(style_id) for name, style_id in styles.items()}

    def paragraph(self, style: str, runs: Runs | str, *, inside: str = "") -> str:
        """Return a paragraph; `inside` are further properties of it, in the standard's order."""
        shown = text_run(runs) if isinstance(runs, str) else "".join(map(_run, runs))
        return f"<w:p><w:pPr><w:pStyle w:val={self._styles[style]}/>{inside}</w:pPr>{shown}</w:p>"

    def gap(self, inside: str = "") -> str:
        """Return a paragraph of a point's height, which keeps two tables apart or ends a part."""
        return f"<w:p><w:pPr>{_ONE_POINT}{inside}</w:pPr></w:p>"

    def side_by_side(self, rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
        """Return a table without lines, for parts of a page that stand beside each other.

        The last cell of a row takes the breadth of those that the row has not.
        """
        lines = (
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{self._cells(row, widths)}</w:tr>"
            for row in rows
        )
        return f"{self._table_head('Bảng thể thức', widths, '')}{''.join(lines)}</w:tbl>"

    def _cells(self, contents: Sequence[str], widths: Sequence[int]) -> str:
        last = len(contents) - 1
        joined = len(widths) - last
        spans = [*([""] * last), f'<w:gridSpan w:val="{joined}"/>' if joined > 1 else ""]
        taken = [*widths[:last], sum(widths[last:])]
        return "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{content}</w:tc>'
            for content, width, span in zip(contents, taken, spans, strict=True)
        )

    def _table_head(self, style: str, widths: Sequence[int], title: str) -> str:
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        named = f"<w:tblCaption w:val={quoteattr(title)}/>" if title else ""
        return (
            f"<w:tbl><w:tblPr><w:tblStyle w:val={self._styles[style]}/>"
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{named}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
        )

    def table(self, table: TableBlock, breadth: int, title: str) -> str:
        """Return a table of data; its head is repeated on every page, no row is split over two."""
        widths = _widths(table, breadth)
        size = " nhỏ" if table.small else ""
        styles = [
            f"Ô bảng số{size}" if column.align == "right" else f"Ô bảng{size}"
            for column in table.columns
        ]
        before = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p><w:pPr>'
            f"<w:pStyle w:val={self._styles[style]}/></w:pPr>"
            for width, style in zip(widths, styles, strict=True)
        ]
        heads = (self.paragraph(f"Đầu bảng{size}", column.title) for column in table.columns)
        note = f"<w:rPr><w:rStyle w:val={self._styles['Chú thích trong ô']}/></w:rPr>"
        rows = "".join(_row(row, before, note) for row in table.rows)
        return (
            f"{self._table_head('Bảng phụ lục', widths, title)}"
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
            f"{self._cells(list(heads), widths)}</w:tr>{rows}</w:tbl>"
        )


def with_next(written: str) -> str:
    """Return paragraphs that stay on the sheet on which what follows them begins."""
    return _STYLE.sub(r"\g<0><w:keepNext/>", written)


def text_run(text: str, properties: str = "") -> str:
    """Return text in one look; a line feed in it begins a new line."""
    lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{properties}{'<w:br/>'.join(lines)}</w:r>"


def _run(run: Run) -> str:
    marks = (_BOLD * run.bold) + (_ITALIC * run.italic) + (_STRIKE * run.strike)
    return text_run(run.text, f"<w:rPr>{marks}</w:rPr>" if marks else "")


def _row(row: TableRow, before: Sequence[str], note: str) -> str:
    look = f"<w:rPr>{_BOLD}</w:rPr>" if row.strong else ""
    cells = "".join(
        f"{start}{_cell(cell, look, note)}</w:p></w:tc>"
        for start, cell in zip(before, row.cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(cell: str | tuple[str, str], look: str, note: str) -> str:
    if isinstance(cell, str):
        return text_run(cell, look) if cell else ""
    return f"{text_run(cell[0], look)}<w:r><w:br/></w:r>{text_run(cell[1], note)}"


def _widths(table: TableBlock, breadth: int) -> list[int]:
    return [int(column.share * breadth) for column in table.columns]
