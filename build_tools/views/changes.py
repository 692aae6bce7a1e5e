"""What changed in a period: matters that came and went, figures that moved a lot."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from build_tools.aggregation.figures import Figures, IndicatorFigure, Thread
from build_tools.views.addresses import source_title, source_uri
from build_tools.views.cells import change_cell, number_cell, percent_cell, unit_cell
from build_tools.views.parts import Cell, Column, Row, TableView
from build_tools.views.teams_in_words import team_label
from build_tools.views.threads import (
    KIND_LABELS,
    area_cell,
    id_cell,
    status_of,
    subject_of,
    unit_of,
)
from schemas.catalogue import Catalogue
from schemas.indicator import percent
from schemas.period import Period
from schemas.report import Annex

Threads = Mapping[Annex, tuple[Thread, ...]]
SHOWN_FIGURES = 10


@dataclass(frozen=True, slots=True)
class Movement:
    """Matters that came, that were closed, and that went on, in a period."""

    opened: tuple[Thread, ...]
    closed: tuple[Thread, ...]
    still_open: tuple[Thread, ...]


def movement(threads: Iterable[Thread], period: Period) -> Movement:
    """Sort threads as of `period` by what happened since the period of the same kind before it.

    A matter that came and was closed within the period counts as both.
    """
    own = tuple(threads)
    opened = tuple(thread for thread in own if _is_within(thread.steps[0].period, period))
    closed = tuple(thread for thread in own if _closed_within(thread, period))
    still_open = tuple(
        thread
        for thread in own
        if thread.is_open and not _is_within(thread.steps[0].period, period)
    )
    return Movement(opened, closed, still_open)


def _is_within(moment: Period, period: Period) -> bool:
    return period.previous < moment <= period


def _closed_within(thread: Thread, period: Period) -> bool:
    closing = None
    for step in reversed(thread.steps):
        if step.row.record.is_open:
            break
        closing = step
    return closing is not None and _is_within(closing.period, period)


def moved_threads_table(
    threads: Iterable[Thread], catalogue: Catalogue, *, caption: str, empty: str
) -> TableView:
    """Return matters in the order of the registers, each leading to its newest row."""
    return TableView(
        caption=caption,
        columns=(
            Column("Mã"),
            Column("Loại"),
            Column("Nội dung"),
            Column("Địa bàn"),
            Column("Tình trạng"),
        ),
        rows=tuple(
            Row(
                (
                    id_cell(thread),
                    Cell(KIND_LABELS[thread.annex]),
                    Cell(subject_of(thread.last.row.record, catalogue)),
                    area_cell(unit_of(thread.last.row.record), catalogue),
                    Cell(status_of(thread.last.row.record)),
                )
            )
            for thread in threads
        ),
        empty=empty,
    )


@dataclass(frozen=True, slots=True)
class BigChange:
    """A figure that moved by the threshold of the settings or more; `share` in percent."""

    figure: IndicatorFigure
    share: Decimal


def big_changes(
    catalogue: Catalogue, figures: Figures, period: Period, scopes: Iterable[str]
) -> tuple[BigChange, ...]:
    """Return the figures of the scopes that moved a lot, the biggest moves first."""
    threshold = catalogue.settings.change_threshold
    found = []
    for scope in scopes:
        for indicator_id in catalogue.indicators:
            figure = figures.indicators.get((period, scope, indicator_id))
            share = percent(figure.change, figure.previous) if figure else None
            if figure is not None and share is not None and abs(share) >= threshold:
                found.append(BigChange(figure, share))
    # Sorting is stable: equal moves keep the order of scopes and indicators.
    return tuple(sorted(found, key=lambda change: -abs(change.share)))


def big_changes_table(
    catalogue: Catalogue, changes: tuple[BigChange, ...], *, caption: str
) -> TableView:
    """Return the biggest moves; the caption says how many are not shown."""
    hidden = len(changes) - SHOWN_FIGURES
    return TableView(
        caption=f"{caption}; còn {hidden} số liệu khác" if hidden > 0 else caption,
        columns=(
            Column("Chỉ tiêu"),
            Column("Phạm vi"),
            Column("Đơn vị tính"),
            Column("Kỳ trước", "number"),
            Column("Kỳ này", "number"),
            Column("Thay đổi", "number"),
            Column("Thay đổi", "number", "%"),
        ),
        rows=tuple(_change_row(catalogue, change) for change in changes[:SHOWN_FIGURES]),
        wide=True,
        empty="Không có số liệu nào biến động quá ngưỡng.",
    )


def _change_row(catalogue: Catalogue, change: BigChange) -> Row:
    figure = change.figure
    indicator = catalogue.indicators[figure.indicator_id].record
    first = figure.sources[0] if figure.sources else None
    title = source_title(first) if first else None
    now = (
        None
        if figure.previous is None or figure.change is None
        else figure.previous + figure.change
    )
    return Row(
        (
            Cell(indicator.name),
            Cell(scope_label(catalogue, figure.scope)),
            unit_cell(indicator.unit),
            number_cell(figure.previous, indicator.decimals),
            number_cell(
                now,
                indicator.decimals,
                uri=source_uri(first) if first else None,
                title=title,
            ),
            change_cell(figure.change, indicator.decimals),
            percent_cell(change.share, signed=True),
        )
    )


def scope_label(catalogue: Catalogue, scope: str) -> str:
    """Return the name of what a figure is about: an area, a team or the province."""
    if scope in catalogue.areas:
        return catalogue.areas[scope].record.full_name
    if scope in catalogue.teams:
        return team_label(catalogue, scope)
    return "Toàn tỉnh"
