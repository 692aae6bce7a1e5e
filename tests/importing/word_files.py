"""Word documents made for tests: what python-docx cannot make is put in as its XML."""

import io
from collections.abc import Callable

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.text.paragraph import Paragraph

from schemas.report import REPORT_HEADINGS

_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
)


def saved(document: DocumentObject) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def put_in(paragraph: Paragraph, xml: str) -> None:
    """Append elements to a paragraph: `<w:ins>…</w:ins>`."""
    element = parse_xml(_with_namespaces(xml))
    paragraph._p.append(element)  # noqa: SLF001  python-docx makes none of these


def _with_namespaces(xml: str) -> str:
    """Declare the namespaces in the first element, `<w:ins …>` or `<w:object/>`."""
    end = min(at for mark in (" ", ">", "/") if (at := xml.find(mark)) > 0)
    return f"{xml[:end]} {_NAMESPACES}{xml[end:]}"


def report_document(fill: Callable[[DocumentObject, str], None] | None = None) -> DocumentObject:
    """Make a report with the ten headings and a sentence below each; `fill` adds to it."""
    document = Document()
    for heading in REPORT_HEADINGS:
        document.add_heading(heading.text, heading.level - 1)
        if heading.has_prose:
            document.add_paragraph("Tình hình ổn định.")
        if fill:
            fill(document, heading.text)
    return document


def under(heading: str, add: Callable[[DocumentObject], object]) -> bytes:
    """Return a report in which something more stands below one heading."""

    def fill(document: DocumentObject, text: str) -> None:
        if text == heading:
            add(document)

    return saved(report_document(fill))
