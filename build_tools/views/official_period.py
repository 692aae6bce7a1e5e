"""A period consolidated over the teams as an official document, from the views of its two pages."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from build_tools.views.addresses import period_annexes_uri, period_uri
from build_tools.views.formatting import in_sentence
from build_tools.views.guide import GeneratedView
from build_tools.views.official import AnnexPart, Block, Letterhead, OfficialDocument, Signature
from build_tools.views.official_report import (
    annex_part,
    named_part,
    paragraph,
    place_and_date,
    together,
)
from build_tools.views.official_tables import Fit
from build_tools.views.page import PageView
from build_tools.views.parts import Stat
from build_tools.views.period import PeriodView
from build_tools.views.sections import Section
from schemas.catalogue import Catalogue
from schemas.period import Period


def period_documents(
    catalogue: Catalogue,
    periods: Iterable[Period],
    pages: Iterable[PageView],
    notes: tuple[str, ...],
) -> Iterator[tuple[Period, OfficialDocument]]:
    """Yield every period that has a page, with its document.

    It has no number and no day before it is issued; both are left blank. `notes` stand at the foot
    of every page.
    """
    views = {page.uri: page.view for page in pages}
    fit = Fit.of(catalogue.settings.the_thuc)
    for period in periods:
        own, annexes = views.get(period_uri(period)), views.get(period_annexes_uri(period))
        if isinstance(own, PeriodView) and isinstance(annexes, GeneratedView):
            yield period, _document(catalogue, period, _Views(own, annexes, fit), notes)


class _Views:
    """The two pages of a period, and the page of paper that their tables have to fit."""

    def __init__(self, own: PeriodView, annexes: GeneratedView, fit: Fit) -> None:
        self.own = own
        self.annexes = annexes
        self.fit = fit


def _document(
    catalogue: Catalogue, period: Period, views: _Views, notes: tuple[str, ...]
) -> OfficialDocument:
    settings, layout = catalogue.settings, catalogue.settings.the_thuc
    issuer = layout.period_issuer or settings.committee
    subject = f"{layout.period_subject} {in_sentence(period)}"
    return OfficialDocument(
        title=f"{layout.heading} {subject}",
        author=issuer,
        date=None,
        letterhead=Letterhead(
            party=layout.party_name.upper(),
            superior=None if layout.period_issuer is None else settings.committee.upper(),
            issuer=issuer.upper(),
            number="Số         -BC/        ",
            place_and_date=place_and_date(settings.province, None),
            heading=layout.heading.upper(),
            subject=subject,
        ),
        text=tuple(_text(views.own)),
        signature=Signature(
            post=(layout.period_signer.upper(),) if layout.period_signer else (), name=""
        ),
        recipients=layout.period_recipients,
        annexes=together(tuple(_annexes(views))),
        notes=notes,
    )


def _annexes(views: _Views) -> Iterator[AnnexPart]:
    """Yield what the period's page says, then the rows of all teams, numbered through."""
    of_teams = [(section.title.partition(". ")[2], section) for section in views.annexes.sections]
    parts = [(section.title, section) for section in views.own.sections]
    parts += [(name, section) for name, section in of_teams if _has_rows(section)]
    for number, (name, section) in enumerate(parts, start=1):
        titled = replace(section, title=f"Phụ lục {number}. {name}")
        yield annex_part(titled, views.fit, lead=section.lead or "")
    if empty := [name for name, section in of_teams if not _has_rows(section)]:
        yield named_part("Phụ lục không Tổ nào có dòng trong bản này", empty)


def _has_rows(section: Section) -> bool:
    return any(table.rows for table in section.tables)


def _text(view: PeriodView) -> Iterator[Block]:
    yield paragraph(view.answer)
    if view.warning is not None:
        yield paragraph(view.warning, bold=True)
    yield paragraph(f"{'; '.join(map(_said, view.stats))}.")
    yield paragraph(f"Số liệu đến ngày {view.as_of}; số của từng Tổ ở các bảng kèm theo.")


def _said(stat: Stat) -> str:
    return f"{stat.label}: {stat.value}" + (f" ({stat.detail})" if stat.detail else "")
