"""A document on its way from the child process: as JSON, and back."""

import contextlib
import re
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from build_tools.reading.attachments.model import RefusedError, TextPart
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
_EMBEDDED = "attachment.embedded"
_OLD_PICTURE = re.compile(r"word/media/.*\.(?!png$|jpe?g$)[^.]*", re.IGNORECASE)


def read_packed(kind: str, data: bytes) -> dict[str, Any]:
    """Read a `.docx`; RefusedError where it does more than show or is none.

    One that has something embedded is refused too, but with the places where that is seen.
    """
    try:
        texts = read_office(data, kind).parts
    except RefusedError as refused:
        if refused.code != _EMBEDDED:
            raise
        answer: dict[str, Any] = {"code": refused.code, "where": refused.where}
        with contextlib.suppress(RefusedError):
            answer |= _packed_document(_only_embedded(open_package(data)))
        return answer
    document = read_body(_trees(open_package(data)))
    return {
        **_packed_document(document),
        "texts": [[part.where, part.text] for part in texts],
    }


def _packed_document(document: TextDocument) -> dict[str, Any]:
    return {
        "blocks": [_packed(block) for block in document.blocks],
        "losses": [[one.kind, one.block, one.text] for one in document.losses],
    }


def _only_embedded(parts: Mapping[str, bytes]) -> TextDocument:
    """Read the body for the places of objects, and of pictures where some are of an old kind.

    Words of the losses are left behind: the gate has not seen them.
    """
    kinds = {LossKind.OBJECT}
    if any(map(_OLD_PICTURE.fullmatch, parts)):
        kinds.add(LossKind.PICTURE)
    document = read_body(_trees(parts))
    losses = (Loss(one.kind, one.block, "") for one in document.losses if one.kind in kinds)
    return TextDocument(document.blocks, tuple(losses))


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
    return unpack_document(answer), tuple(TextPart(*part) for part in answer["texts"])


def unpack_document(answer: dict[str, Any]) -> TextDocument:
    """Return the document alone."""
    return TextDocument(
        blocks=tuple(map(_block, answer["blocks"])),
        losses=tuple(Loss(LossKind(kind), block, text) for kind, block, text in answer["losses"]),
    )


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
