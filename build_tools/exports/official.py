"""Official documents as products of the site: PDF and Word of one text, kept by what they say."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter

from build_tools.exports.pdf import make_pdf
from build_tools.exports.word import make_word
from build_tools.exports.word_template import read_template
from build_tools.site_model import Product
from build_tools.views.official import OfficialDocument
from schemas.layout import DocumentLayout

TEMPLATES = "documents"  # the folder of site_templates/ that has their layouts and fonts
_DOCUMENT = TypeAdapter(OfficialDocument)
_FAST = 1  # of zlib: a tenth of the size is kept in memory until the documents are made


class DocumentShop:
    """Makes the products of documents in one layout, from the templates of one folder.

    UsageError where the template of Word was spoilt.
    """

    def __init__(self, templates: Path, layout: DocumentLayout) -> None:
        self._folder = templates / TEMPLATES
        read_template(self._folder)
        self._layout = _numbers_and_words(layout)
        self._decided = hashlib.sha256(self._layout.encode())
        for path in sorted(path for path in self._folder.rglob("*") if path.is_file()):
            self._decided.update(path.relative_to(self._folder).as_posix().encode())
            self._decided.update(hashlib.sha256(path.read_bytes()).digest())

    def products(self, document: OfficialDocument, uris: Iterable[str]) -> Iterator[Product]:
        """Yield the document at each address of a form that is made here, as its suffix says."""
        said = _DOCUMENT.dump_json(document)
        packed = zlib.compress(said, _FAST)
        for uri in uris:
            suffix = uri.rpartition(".")[2]
            if suffix not in _MAKERS:
                continue
            digest = self._decided.copy()
            digest.update(suffix.encode())
            digest.update(said)
            make = partial(_MAKERS[suffix], packed, self._layout, self._folder)
            yield Product(uri=uri, source=digest.hexdigest(), make=make)


def _pdf(packed: bytes, layout: str, folder: Path) -> bytes:
    return make_pdf(zlib.decompress(packed).decode(), layout, folder)


def _numbers_and_words(layout: DocumentLayout) -> str:
    measured = {
        name: float(value) if isinstance(value, Decimal) else value
        for name, value in layout.model_dump().items()
    }
    return json.dumps(measured, ensure_ascii=False)


def _word(packed: bytes, layout: str, folder: Path) -> bytes:
    document = _DOCUMENT.validate_json(zlib.decompress(packed))
    return make_word(document, DocumentLayout.model_validate_json(layout), folder)


_MAKERS = {"pdf": _pdf, "docx": _word}
