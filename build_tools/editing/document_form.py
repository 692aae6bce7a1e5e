"""`diaban new report --word`: the Word form of a new report, for those who write in Word.

Real headings, Vietnamese as the language, letters and measures as Party documents have them; what
is only there to help stands in styles of its own (`document_parts`).
"""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from build_tools.editing.carry_over import CarryOver
from build_tools.editing.cell_text import day_text
from build_tools.editing.document_parts import (
    HOW_TO,
    PROMPT_STYLE,
    PROMPTS,
    REFERENCE_STYLE,
    TITLE,
    ReferenceTable,
    head_prompt,
    reference_tables,
)
from build_tools.editing.importing.template import HeadRow, head_rows
from build_tools.reading.attachments.package import open_package, write_package
from schemas.audience import AUDIENCE_LABELS
from schemas.catalogue import Catalogue
from schemas.layout import DocumentLayout
from schemas.report import REPORT_HEADINGS, ReportStatus, Secrecy

_EFFECTS = "/stylesWithEffects"
_FONT = "Times New Roman"
_LANGUAGE = "vi-VN"
_GREY = RGBColor(0x59, 0x59, 0x59)  # 7:1 on white
_BLACK = RGBColor(0, 0, 0)
_NAME_WIDTH, _VALUE_WIDTH = Mm(50), Mm(115)
_REFERENCE_WIDTHS = (Mm(31), Mm(32), Mm(52), Mm(26), Mm(24))
_SMALL = Pt(11)


def document_form(catalogue: Catalogue, carried: CarryOver) -> bytes:
    """Return the form as a `.docx`; the same catalogue gives the same bytes."""
    form = _Form(catalogue.settings.the_thuc, f"{TITLE}, {carried.period.label}")
    form.title()
    form.prompt(HOW_TO)
    form.head(list(_head_values(catalogue, carried)))
    references = reference_tables(catalogue, carried)
    for heading in REPORT_HEADINGS:
        form.heading(heading.text, heading.level - 1)
        form.prompt(PROMPTS[heading.text])
        for table in references:
            if table.heading == heading.text:
                form.reference(table)
        if heading.has_prose:
            form.blank()
    return form.data()


def _head_values(
    catalogue: Catalogue, carried: CarryOver
) -> Iterable[tuple[HeadRow, Sequence[str]]]:
    previous = carried.previous.head.record if carried.previous else None
    team = catalogue.teams[carried.team_id].team.record
    name = carried.head.full_name if carried.head else ""
    known: dict[str, Sequence[str]] = {
        "team": (team.name,),
        "period": (carried.period.id,),
        "symbol": (
            previous.symbol if previous and previous.symbol else f"BC/BPGV{team.number:02}",
        ),
        "place": (previous.place if previous else catalogue.settings.province,),
        "signer.post": (carried.head.role.label if carried.head else "",),
        "signer.name": (name,),
        "approved_by": (name,),
        "status": (ReportStatus.DRAFT.label,),
        "secrecy": (Secrecy.ORDINARY.label,),
        "audience": (AUDIENCE_LABELS.get(carried.audience, carried.audience),),
        "recipients": previous.recipients if previous else ("Đồng chí Tổ trưởng",),
        "data_as_of": (day_text(carried.cut_off),),
    }
    for row in head_rows():
        yield row, known.get(f"{row.field}.{row.part}" if row.part else row.field, ())


class _Form:
    """Writes the form from the top to the bottom."""

    def __init__(self, layout: DocumentLayout, title: str) -> None:
        self._layout = layout
        self._title = title
        self._document: DocumentObject = Document()
        self._drop_styles_of_2010()
        self._set_page()
        self._set_styles()
        self._set_properties()

    def _drop_styles_of_2010(self) -> None:
        """Leave out the template's second list of styles, which would not agree with the first."""
        relations = self._document.part.rels
        for key in [key for key, each in relations.items() if each.reltype.endswith(_EFFECTS)]:
            del relations[key]

    def title(self) -> None:
        """Write the title of the document."""
        self._document.add_paragraph(self._title, style="Title")

    def prompt(self, text: str) -> None:
        """Write a hint, which import leaves out."""
        self._document.add_paragraph(text, style=PROMPT_STYLE)

    def heading(self, text: str, level: int) -> None:
        """Write a fixed heading."""
        self._document.add_heading(text, level)

    def blank(self) -> None:
        """Leave a paragraph in which to begin."""
        self._document.add_paragraph("")

    def head(self, rows: Sequence[tuple[HeadRow, Sequence[str]]]) -> None:
        """Write the table about the report: names on the left, values on the right."""
        table = self._table(len(rows), (_NAME_WIDTH, _VALUE_WIDTH))
        for line, (row, values) in zip(table.rows, rows, strict=True):
            name, value = line.cells
            _write(name, row.title, "Table Text")
            name.paragraphs[0].runs[0].bold = True
            _write(value, values[0] if values else "", "Table Text")
            for more in values[1:]:
                value.add_paragraph(more, style="Table Text")
            value.add_paragraph(head_prompt(row), style=PROMPT_STYLE)

    def reference(self, reference: ReferenceTable) -> None:
        """Write what was still open, to look at while writing."""
        self._document.add_paragraph(reference.caption, style=REFERENCE_STYLE)
        table = self._table(len(reference.rows), _REFERENCE_WIDTHS)
        for line, texts in zip(table.rows, reference.rows, strict=True):
            for cell, text in zip(line.cells, texts, strict=True):
                _write(cell, text, REFERENCE_STYLE)
        _repeat_heads(table)
        self._document.add_paragraph("", style=REFERENCE_STYLE)

    def data(self) -> bytes:
        """Return the document; the same form gives the same bytes."""
        target = io.BytesIO()
        self._document.save(target)
        return write_package(open_package(target.getvalue()))

    def _table(self, rows: int, widths: Sequence[Mm]) -> Table:
        table: Table = self._document.add_table(rows, len(widths), style="Table Grid")
        table.autofit = False
        for line in table.rows:
            for cell, width in zip(line.cells, widths, strict=True):
                cell.width = width
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        return table

    def _set_page(self) -> None:
        section, layout = self._document.sections[0], self._layout
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin, section.bottom_margin = (
            _mm(layout.margin_top),
            _mm(layout.margin_bottom),
        )
        section.left_margin, section.right_margin = (
            _mm(layout.margin_left),
            _mm(layout.margin_right),
        )
        section.header_distance = _mm(layout.page_number_top)
        section.different_first_page_header_footer = True
        number = section.header.paragraphs[0]
        number.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _add_page_number(number)

    def _set_styles(self) -> None:
        layout = self._layout
        styles = self._document.styles
        normal: ParagraphStyle = styles["Normal"]
        _set_font(normal, _pt(layout.text_size))
        _set_spacing(normal, layout)
        normal.paragraph_format.first_line_indent = _mm(layout.first_line)
        normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        for name in ("Heading 1", "Heading 2", "Heading 3"):
            heading: ParagraphStyle = styles[name]
            _set_font(heading, _pt(layout.text_size), is_bold=True, is_italic=name == "Heading 3")
            heading.paragraph_format.space_before = Pt(12)
            heading.paragraph_format.space_after = _pt(layout.paragraph_spacing)
            heading.paragraph_format.first_line_indent = _mm(layout.first_line)
        title: ParagraphStyle = styles["Title"]
        _set_font(title, _pt(layout.heading_size), is_bold=True)
        title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.first_line_indent = Mm(0)
        _drop_border(title)
        for name, is_italic, colour in (
            (PROMPT_STYLE, True, _GREY),
            (REFERENCE_STYLE, False, _GREY),
            ("Table Text", False, _BLACK),
        ):
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            style.quick_style = True
            _set_font(style, _SMALL, is_italic=is_italic, colour=colour)
            style.paragraph_format.first_line_indent = Mm(0)
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
            style.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
            style.paragraph_format.space_after = Pt(2)
            style.next_paragraph_style = normal
        for name in ("List Bullet", "List Number"):
            styles[name].paragraph_format.first_line_indent = Mm(-5)

    def _set_properties(self) -> None:
        properties = self._document.core_properties
        properties.title, properties.language = self._title, _LANGUAGE
        properties.author = properties.comments = properties.last_modified_by = ""
        fonts = self._document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
        language = fonts.find(qn("w:rPr")).find(qn("w:lang"))
        for name in ("w:val", "w:eastAsia"):
            language.set(qn(name), _LANGUAGE)


def _write(cell: _Cell, text: str, style: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)


def _mm(length: Decimal) -> Mm:
    return Mm(float(length))


def _pt(size: Decimal) -> Pt:
    return Pt(float(size))


def _set_font(
    style: ParagraphStyle,
    size: Pt,
    *,
    is_bold: bool = False,
    is_italic: bool = False,
    colour: RGBColor = _BLACK,
) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = _FONT, size, is_bold, is_italic
    font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]  # a theme's font would win over the one that is named
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), _FONT)


def _set_spacing(style: ParagraphStyle, layout: DocumentLayout) -> None:
    spacing = style.paragraph_format
    spacing.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    spacing.line_spacing = _pt(layout.line_spacing)
    spacing.space_after = _pt(layout.paragraph_spacing)


def _drop_border(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _repeat_heads(table: Table) -> None:
    properties = table.rows[0]._tr.get_or_add_trPr()  # noqa: SLF001  python-docx has no name for it
    properties.append(OxmlElement("w:tblHeader"))


def _add_page_number(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001  python-docx has no fields
