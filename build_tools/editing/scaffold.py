"""A new report's files, filled in with what was carried over: what `diaban new` writes."""

from collections.abc import Iterator, Mapping, Sequence

from build_tools.editing.canonical import heads
from build_tools.editing.canonical_head import HeadValue, new_block
from build_tools.editing.carry_over import CarryOver
from build_tools.editing.cell_text import day_text, number_text, table_text
from build_tools.editing.cells import CellWriter
from schemas.audience import AUDIENCE_LABELS
from schemas.catalogue import Catalogue
from schemas.registers import ANNEX_ROWS, columns
from schemas.report import REPORT_HEADINGS, Annex, ReportHead, ReportStatus, Secrecy

_RECIPIENTS = ("Đồng chí Tổ trưởng",)


def new_report_files(catalogue: Catalogue, carried: CarryOver) -> Mapping[str, str]:
    """Return the new report's files by name; the text as it is written.

    The front matter holds the dates of the schedule, the head of the section and what does not
    change from report to report; the annexes the open matters, and a row for each figure.
    """
    writer = CellWriter(catalogue, carried.period.last_day)
    files = {"report.md": f"---\n{_front_matter(catalogue, carried)}---\n\n{_headings()}"}
    for annex in Annex:
        rows = annex_rows(carried, annex, writer)
        files[annex.file_name] = table_text([heads(ANNEX_ROWS[annex]), *rows])
    return files


def annex_rows(carried: CarryOver, annex: Annex, writer: CellWriter) -> list[Sequence[str]]:
    """Return the rows that a new report begins with, cells in the order of the columns."""
    if annex is Annex.INDICATORS:
        return list(_figure_rows(carried, writer))
    rows = carried.matters.get(annex, ())
    return [tuple(writer.cells(row.record).values()) for row in rows]


def _figure_rows(carried: CarryOver, writer: CellWriter) -> Iterator[Sequence[str]]:
    names = columns(ANNEX_ROWS[Annex.INDICATORS])
    for figure in carried.figures:
        known = {
            "unit_code": writer.area(figure.unit_code),
            "indicator_id": figure.indicator_id,
            "plan": "" if figure.plan is None else number_text(figure.plan),
            "same_period": "" if figure.same_period is None else number_text(figure.same_period),
            "as_of": day_text(figure.as_of),
            "source": figure.source or "",
            "audience": AUDIENCE_LABELS.get(figure.audience or "", figure.audience or ""),
        }
        yield tuple(known.get(name, "") for name in names)


def _front_matter(catalogue: Catalogue, carried: CarryOver) -> str:
    head = carried.head
    previous = carried.previous.head.record if carried.previous else None
    symbol = f"BC/BPGV{catalogue.teams[carried.team_id].team.record.number:02}"
    number = f"; số tiếp theo là {carried.next_number}" if carried.next_number else ""
    name = head.full_name if head else ""
    blocks: tuple[tuple[str, Mapping[str, HeadValue]], ...] = (
        ("", {"team": carried.team_id, "period": carried.period.id}),
        (
            f"Số và ngày văn bản: ghi khi ban hành{number}.",
            {
                "number": "",
                "symbol": previous.symbol if previous and previous.symbol else symbol,
                "issued_on": "",
                "place": previous.place if previous else catalogue.settings.province,
                "signer": {"post": head.role.label if head else "", "name": name},
                "prepared_by": "",
                "checked_by": "",
                "approved_by": name,
                "approved_on": "",
            },
        ),
        (
            f"Ngày gửi Tổ trưởng; hạn gửi là ngày {day_text(carried.due)}.",
            {
                "submitted_on": "",
                "status": ReportStatus.DRAFT.label,
                "secrecy": Secrecy.ORDINARY.label,
                "audience": carried.audience,
                "recipients": previous.recipients if previous else _RECIPIENTS,
            },
        ),
        ("Một đến ba câu, câu trả lời đứng trước.", {"summary": ""}),
        (
            "Phụ lục không phát sinh trong kỳ, ví dụ [meetings, reminders].",
            {"nothing_to_report": ()},
        ),
        (
            f"Mã chưa dùng: {', '.join(carried.next_ids.values())}.",
            {"data_as_of": day_text(carried.cut_off)},
        ),
    )
    return "".join(
        (f"# {note}\n" if note else "") + new_block(fields, ReportHead) for note, fields in blocks
    )


def _headings() -> str:
    return "\n".join(f"{'#' * heading.level} {heading.text}\n" for heading in REPORT_HEADINGS)
