"""A document on its way from the child process: as JSON, and back."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from build_tools.reading.attachments.model import TextPart
from build_tools.reading.attachments.office import read_office
from build_tools.reading.attachments.package import open_package
from build_tools.reading.documents.body import read_body
from build_tools.reading.documents.model import (
    Block,
    Loss,
    LossKind,
    Run,
    TextCell,
    TextDocument,
    TextParagraph,
    TextTable,
)
from build_tools.reading.documents.tree import Element, parse_tree

_MAIN = "word/document.xml"
_PARTS = re.compile(
    r"word/((?:document|styles|numbering|comments|footnotes|endnotes|(?:header|footer)\d*))\.xml"
)
_LINKS = "word/_rels/document.xml.rels"


def read_packed(kind: str, data: bytes) -> dict[str, Any]:
    """Read a `.docx`; RefusedError where it does more than show or is none."""
    texts = read_office(data, kind).parts
    document = read_body(_trees(open_package(data)))
    return {
        "blocks": [_packed(block) for block in document.blocks],
        "losses": [[one.kind, one.block, one.text] for one in document.losses],
        "texts": [[part.where, part.text] for part in texts],
    }


def _trees(parts: Mapping[str, bytes]) -> Mapping[str, Element]:
    trees = {
        match[1]: parse_tree(content)
        for name, content in parts.items()
        if (match := _PARTS.fullmatch(name))
    }
    trees.setdefault("document", Element("", {}))
    if _LINKS in parts:
        trees["rels"] = parse_tree(parts[_LINKS])
    return trees


def _packed(block: Block) -> dict[str, Any]:
    return asdict(block)


def unpack(answer: dict[str, Any]) -> tuple[TextDocument, tuple[TextPart, ...]]:
    """Return the document and all its texts, for the gate."""
    document = TextDocument(
        blocks=tuple(map(_block, answer["blocks"])),
        losses=tuple(Loss(LossKind(kind), block, text) for kind, block, text in answer["losses"]),
    )
    return document, tuple(TextPart(*part) for part in answer["texts"])


def _block(packed: dict[str, Any]) -> Block:
    if "rows" not in packed:
        return _paragraph(packed)
    return TextTable(tuple(tuple(map(_cell, row)) for row in packed["rows"]))


def _cell(packed: dict[str, Any]) -> TextCell:
    paragraphs = tuple(map(_paragraph, packed["paragraphs"]))
    return TextCell(paragraphs, packed["span"], packed["is_covered"])


def _paragraph(packed: dict[str, Any]) -> TextParagraph:
    runs = tuple(Run(**run) for run in packed["runs"])
    return TextParagraph(**{**packed, "runs": runs})
