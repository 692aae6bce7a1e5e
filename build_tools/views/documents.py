"""Documents of the legal basis, article by article."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from build_tools.site_model import SearchEntry, TocEntry
from build_tools.views.addresses import DOCUMENTS, HOME, document_uri
from build_tools.views.content_addresses import content_addresses
from build_tools.views.facts import Fact, fact
from build_tools.views.formatting import MISSING, format_day, format_number
from build_tools.views.page import PagePlan, PageView
from build_tools.views.parts import Cell, Column, Crumb, Row, TableView
from build_tools.views.prose import ProseView, build_prose
from schemas.catalogue import Catalogue, DocumentPage
from schemas.document import Document
from schemas.prose import Prose

if TYPE_CHECKING:  # markdown-it is loaded where a body is not plain
    from markdown_it.token import Token

NOT_IN_SOURCE = "(chưa có trong nguồn)"


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentsView:
    """What the page `van-ban/` says."""

    crumbs: tuple[Crumb, ...]
    title: str
    answer: str
    table: TableView


@dataclass(frozen=True, slots=True)
class Article:
    """One article, or another part with a heading; `id` is its anchor."""

    id: str
    title: str
    prose: ProseView


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """What the page `van-ban/<slug>/` says; `opening` is what stands before the first heading."""

    slug: str
    crumbs: tuple[Crumb, ...]
    title: str
    subject: str
    facts: tuple[Fact, ...]
    opening: ProseView
    articles: tuple[Article, ...]
    source: str


def ordered_documents(catalogue: Catalogue) -> list[DocumentPage]:
    """Return the documents by their stated order, then by address."""
    pages = catalogue.documents.values()
    return sorted(pages, key=lambda page: (page.document.record.order, page.slug))


def document_label(document: Document) -> str:
    """Return kind and number: `Thông báo 66-TB/TU`; without a number the kind alone."""
    return f"{document.title} {document.number}" if document.number else document.title


def plan_document_pages(catalogue: Catalogue) -> Iterator[PagePlan]:
    """Plan the list, then each document."""
    yield PagePlan(DOCUMENTS, partial(_list_page, catalogue))
    for page in ordered_documents(catalogue):
        yield PagePlan(document_uri(page.slug), partial(_document_page, catalogue, page))


def _list_page(catalogue: Catalogue) -> PageView:
    view = _build_list(catalogue)
    return PageView(
        uri=DOCUMENTS,
        kind="documents",
        title=view.title,
        template="documents.html.j2",
        view=view,
        section=DOCUMENTS,
    )


def _document_page(catalogue: Catalogue, page: DocumentPage) -> PageView:
    document = build_document_view(catalogue, page)
    return PageView(
        uri=document_uri(page.slug),
        kind="document",
        title=document.title,
        template="document.html.j2",
        view=document,
        section=DOCUMENTS,
        toc=tuple(TocEntry(article.id, article.title) for article in document.articles),
        search=SearchEntry(
            name=page.document.record.number or "", about=page.document.record.subject
        ),
    )


def _build_list(catalogue: Catalogue) -> DocumentsView:
    pages = ordered_documents(catalogue)
    rows = tuple(_list_row(page) for page in pages)
    table = TableView(
        caption="Văn bản làm căn cứ",
        columns=(
            Column("Văn bản"),
            Column("Trích yếu"),
            Column("Số, ký hiệu"),
            Column("Ngày ban hành", "date"),
            Column("Cơ quan ban hành"),
        ),
        rows=rows,
        wide=True,
        empty="Chưa nhập văn bản nào.",
    )
    return DocumentsView(
        crumbs=(Crumb("Trang chủ", HOME), Crumb("Văn bản")),
        title="Văn bản",
        answer=f"{format_number(len(rows))} văn bản làm căn cứ cho hoạt động của các Tổ và "
        "Bộ phận giúp việc; dưới mỗi điều của Quyết định là các trang thực hiện điều đó.",
        table=table,
    )


def _list_row(page: DocumentPage) -> Row:
    document = page.document.record
    reason = "nguồn không ghi"
    return Row(
        (
            Cell(document_label(document), uri=document_uri(page.slug)),
            Cell(document.subject),
            Cell(document.number or MISSING, title=None if document.number else reason),
            Cell(MISSING, title=reason)
            if document.issued_on is None
            else Cell(format_day(document.issued_on), sort=document.issued_on.isoformat()),
            Cell(document.issuer),
        )
    )


def build_document_view(catalogue: Catalogue, page: DocumentPage) -> DocumentView:
    """Say what the document states; what its source leaves out stays visibly blank."""
    document, prose = page.document.record, page.prose
    whole = build_prose(prose, addresses=content_addresses(catalogue))
    return DocumentView(
        slug=page.slug,
        crumbs=(
            Crumb("Trang chủ", HOME),
            Crumb("Văn bản", DOCUMENTS),
            Crumb(document_label(document)),
        ),
        title=document_label(document),
        subject=document.subject,
        facts=_facts(document),
        opening=_part(whole, prose.tokens[: _start_of(prose)]),
        articles=tuple(
            Article(anchor, heading.text, _part(whole, prose.under(heading)))
            for heading, anchor in zip(prose.headings, whole.ids, strict=True)
        ),
        source=document.source,
    )


def _start_of(prose: Prose) -> int:
    return prose.headings[0].token if prose.headings else len(prose.tokens)


def _part(whole: ProseView, tokens: Sequence[Token]) -> ProseView:
    """Return a stretch of the prose that holds no heading."""
    return replace(whole, prose=replace(whole.prose, tokens=tokens, headings=()), ids=())


def _facts(document: Document) -> tuple[Fact, ...]:
    day = None if document.issued_on is None else format_day(document.issued_on)
    return (
        Fact("Số, ký hiệu", document.number or NOT_IN_SOURCE),
        Fact("Ngày ban hành", day or NOT_IN_SOURCE),
        Fact("Cơ quan ban hành", document.issuer),
        fact("Người ký", document.signer, reason="nguồn không ghi"),
    )
