"""`documents/*.md`, `index.md` and `huong-dan/*.md` to records with their prose."""

from collections.abc import Mapping
from typing import TypeVar

from build_tools.validation.inputs import CONTENT, Inputs
from schemas.base import Record
from schemas.catalogue import DocumentPage, Located, Page
from schemas.document import AuthoredPage, Document
from schemas.prose import Prose

R = TypeVar("R", bound=Record)
_GUIDE = "huong-dan"


def read_documents(inputs: Inputs) -> Mapping[str, DocumentPage]:
    """Return the sound documents by slug, in the order of the slugs."""
    documents: dict[str, DocumentPage] = {}
    for path in inputs.files(f"{CONTENT}/documents"):
        slug = _slug(path)
        read = _read(inputs, path, Document)
        if read:
            documents[slug] = DocumentPage(slug, *read)
    return documents


def read_pages(inputs: Inputs) -> Mapping[str, Page]:
    """Return the sound authored pages by slug, in the order of the slugs."""
    index = f"{CONTENT}/index.md"
    inputs.require(index)
    slugs = {path: f"{_GUIDE}/{_slug(path)}" for path in inputs.files(f"{CONTENT}/{_GUIDE}")}
    pages: dict[str, Page] = {}
    for path, slug in {**slugs, index: "index"}.items():
        read = _read(inputs, path, AuthoredPage)
        if read:
            pages[slug] = Page(slug, *read)
    return dict(sorted(pages.items()))


def _slug(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def _read(inputs: Inputs, path: str, model: type[R]) -> tuple[Located[R], Prose] | None:
    front_matter = inputs.front_matter(path)
    if front_matter is None:
        return None
    prose = inputs.prose(front_matter)
    head = inputs.head(front_matter, model)
    return (head, prose) if head is not None and inputs.is_sound(path) else None
