"""A report as an official document, from the views of its two pages."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from build_tools.views.addresses import report_annexes_uri, report_uri
from build_tools.views.formatting import format_day, format_number, in_sentence
from build_tools.views.official import (
    AnnexPart,
    Block,
    Letterhead,
    OfficialDocument,
    Paragraph,
    Run,
    Signature,
)
from build_tools.views.official_prose import prose_blocks
from build_tools.views.official_tables import Fit, official_table, sources_once
from build_tools.views.page import PageView
from build_tools.views.report import ReportView
from build_tools.views.report_annexes import annex_anchor
from build_tools.views.report_annexes_page import ReportAnnexesView
from build_tools.views.sections import Section
from schemas.catalogue import Catalogue, Report
from schemas.period import Period
from schemas.report import Annex, ReportHead, ReportStatus, Signer

_BLANK = "        "  # room for what is written in by hand
_SHORT = 12  # rows of an annex that fills no page
_LATE_DAYS, _EARLY_MONTHS = 10, 2  # days before the tenth and these months get a leading zero


def report_documents(
    catalogue: Catalogue,
    pages: Iterable[PageView],
    notes: tuple[str, ...],
    keys: Iterable[tuple[Period, str]] | None = None,
) -> Iterator[tuple[Report, OfficialDocument]]:
    """Yield every issued report that has a page, with its document; a draft never becomes one.

    `notes` stand at the foot of every page. `keys`: of which reports; None is of all.
    """
    views = {page.uri: page.view for page in pages}
    fit = Fit.of(catalogue.settings.the_thuc)
    for key in catalogue.reports if keys is None else keys:
        report = catalogue.reports[key]
        own, annexes = views.get(report_uri(*key)), views.get(report_annexes_uri(*key))
        if report.head.record.status is not ReportStatus.ISSUED:
            continue
        if isinstance(own, ReportView) and isinstance(annexes, ReportAnnexesView):
            yield report, _document(catalogue, report, _Views(own, annexes, fit), notes)


class _Views:
    """The two pages of a report, and the page of paper that their tables have to fit."""

    def __init__(self, own: ReportView, annexes: ReportAnnexesView, fit: Fit) -> None:
        self.own = own
        self.annexes = annexes
        self.fit = fit


def _document(
    catalogue: Catalogue, report: Report, views: _Views, notes: tuple[str, ...]
) -> OfficialDocument:
    layout, head = catalogue.settings.the_thuc, report.head.record
    subject = f"{layout.subject} {in_sentence(report.period)}"
    team = catalogue.teams[report.team_id].team.record
    issuer = f"{layout.section} {team.name}"
    return OfficialDocument(
        title=f"{layout.heading} {subject} – {issuer}",
        author=issuer,
        date=head.issued_on.isoformat() if head.issued_on else None,
        letterhead=Letterhead(
            party=layout.party_name.upper(),
            superior=(layout.superior or catalogue.settings.committee).upper(),
            issuer=issuer.upper(),
            number=f"Số {head.number or _BLANK}-{head.symbol or _BLANK}",
            place_and_date=place_and_date(head.place, head.issued_on),
            heading=layout.heading.upper(),
            subject=subject,
        ),
        text=(*_opening(head, views.own), *prose_blocks(views.own.prose, views.fit)),
        signature=signature(head.signer, layout.head_post),
        recipients=head.recipients,
        annexes=together(tuple(_annexes(report, views))),
        notes=notes,
    )


def place_and_date(place: str, day: dt.date | None) -> str:
    """Return `Lâm Đồng, ngày 05 tháng 02 năm 2026`; blanks to be filled in where it has no day."""
    if day is None:
        return f"{place}, ngày {_BLANK} tháng {_BLANK} năm {_BLANK}"
    number = f"{day.day:02}" if day.day < _LATE_DAYS else f"{day.day}"
    month = f"{day.month:02}" if day.month <= _EARLY_MONTHS else f"{day.month}"
    return f"{place}, ngày {number} tháng {month} năm {day.year}"


def signature(signer: Signer | None, head_post: str) -> Signature:
    """Return who signs; a deputy does it for the head, whose post stands above."""
    if signer is None:
        return Signature(post=(), name="")
    post = signer.post.upper()
    is_deputy = post.startswith("PHÓ ")
    return Signature(
        post=(f"K/T {head_post.upper()}", post) if is_deputy else (post,), name=signer.name
    )


def paragraph(text: str, *, bold: bool = False) -> Paragraph:
    """Return a paragraph in one look."""
    return Paragraph(runs=(Run(text, bold=bold),))


def _opening(head: ReportHead, view: ReportView) -> Iterator[Block]:
    yield paragraph(head.summary)
    yield paragraph(f"Số liệu đến ngày {format_day(head.data_as_of)}.")
    if view.corrections is not None:
        count = format_number(len(view.corrections.tables[0].rows))
        text = f"Báo cáo này đã được đính chính {count} chỗ sau khi gửi; xem phần Đính chính."
        yield paragraph(text, bold=True)


def _annexes(report: Report, views: _Views) -> Iterator[AnnexPart]:
    """Yield the corrections, then the annexes that have rows, then the names of those without."""
    if views.own.corrections is not None:
        yield annex_part(views.own.corrections, views.fit, lead=views.own.corrections.lead or "")
    sections = {section.id: section for section in views.annexes.sections}
    listed = [(annex, sections[annex_anchor(annex)]) for annex in Annex]
    for _, section in listed:
        if section.tables:
            part = annex_part(section, views.fit, lead="")
            yield replace(part, tables=tuple(map(sources_once, part.tables)))
    declared = report.head.record.nothing_to_report
    empty = [section.title for annex, section in listed if not section.tables and annex in declared]
    if empty:
        yield named_part("Phụ lục không phát sinh", empty)
    others = [
        section.title for annex, section in listed if not section.tables and annex not in declared
    ]
    if others:
        yield named_part("Phụ lục không có dòng nào trong bản này", others)


def together(parts: Sequence[AnnexPart]) -> tuple[AnnexPart, ...]:
    """Let a short annex lie as its neighbours do rather than alone on a page of its own."""
    settled = list(parts)
    for index, part in enumerate(parts):
        rows = sum(len(table.rows) for table in part.tables)
        beside = (*parts[max(0, index - 1) : index], *parts[index + 1 : index + 2])
        if rows <= _SHORT and any(each.landscape for each in beside):
            settled[index] = replace(part, landscape=True)
    return tuple(settled)


def named_part(title: str, names: Iterable[str]) -> AnnexPart:
    """Return what names the annexes without rows, so that none seems to have been forgotten."""
    lead = "; ".join(name.removeprefix("Phụ lục ") for name in names)
    return AnnexPart(title=title, lead=f"{lead}.", tables=(), landscape=False)


def annex_part(section: Section, fit: Fit, *, lead: str) -> AnnexPart:
    """Return a part of a page as an annex."""
    name = section.title.partition(". ")[2] or section.title
    tables = tuple(
        official_table(table, fit, caption=_without(name, table.caption))
        for table in section.tables
    )
    return AnnexPart(
        title=section.title,
        lead=lead,
        tables=tables,
        landscape=any(table.across for table in tables),
    )


def _without(name: str, caption: str) -> str:
    """Return the caption without the name of the annex, which stands right above it."""
    if not caption.startswith(name):
        return caption
    rest = caption.removeprefix(name).strip(" (),")
    return f"{rest[:1].upper()}{rest[1:]}"
