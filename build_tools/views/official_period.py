"""A period consolidated over the teams as an official document, from the view of its page."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from build_tools.views.addresses import period_uri
from build_tools.views.formatting import in_sentence
from build_tools.views.official import AnnexPart, Block, Letterhead, OfficialDocument, Signature
from build_tools.views.official_report import annex_part, paragraph, place_and_date, together
from build_tools.views.official_tables import Fit
from build_tools.views.page import PageView
from build_tools.views.parts import Stat
from build_tools.views.period import PeriodView
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
        view = views.get(period_uri(period))
        if isinstance(view, PeriodView):
            yield period, _document(catalogue, period, view, fit, notes)


def _document(
    catalogue: Catalogue, period: Period, view: PeriodView, fit: Fit, notes: tuple[str, ...]
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
        text=tuple(_text(view)),
        signature=Signature(
            post=(layout.period_signer.upper(),) if layout.period_signer else (), name=""
        ),
        recipients=layout.period_recipients,
        annexes=together(tuple(_annexes(view, fit))),
        notes=notes,
    )


def _annexes(view: PeriodView, fit: Fit) -> Iterator[AnnexPart]:
    for number, section in enumerate(view.sections, start=1):
        titled = replace(section, title=f"Phụ lục {number}. {section.title}")
        yield annex_part(titled, fit, lead=section.lead or "")


def _text(view: PeriodView) -> Iterator[Block]:
    yield paragraph(view.answer)
    if view.warning is not None:
        yield paragraph(view.warning, bold=True)
    yield paragraph(f"{'; '.join(map(_said, view.stats))}.")
    yield paragraph(f"Số liệu đến ngày {view.as_of}; số của từng Tổ ở các bảng kèm theo.")


def _said(stat: Stat) -> str:
    return f"{stat.label}: {stat.value}" + (f" ({stat.detail})" if stat.detail else "")
