"""The ranking of areas as pictures: the map, the first and the last as bars."""

from dataclasses import replace
from decimal import Decimal

from build_tools.views.formatting import NO_BREAK_SPACE, in_sentence
from build_tools.views.parts import TableView
from build_tools.views.pictures import AnyPicture, Bars, Unseen
from build_tools.views.pictures_map import Shown, area_map
from build_tools.views.pictures_read import PER_CENT, Against, bars
from schemas.catalogue import Catalogue
from schemas.indicator import Indicator
from schemas.period import Period

_SHOWN = 6
_VALUE, _SHARE = 3, "Đạt so KH"  # place of the figure that ranks; the column of shares of plan


def ranking_pictures(
    catalogue: Catalogue, indicator: Indicator, period: Period, table: TableView
) -> tuple[AnyPicture, ...]:
    """Return map and bars of the table of a ranking, whose rows are in order.

    Where areas have a plan the map shows its share, which the size of an area does not move.
    """
    on = catalogue.schedule.cut_off(period)
    name = f"{indicator.name}, {in_sentence(period)}"
    column, unit = table.columns[_VALUE].title, f"{NO_BREAK_SPACE}{indicator.unit}"
    if any(each.title == _SHARE for each in table.columns):
        title = f"{name}: mức đạt so với kế hoạch năm (%)"
        shown = Shown(table=table, column=_SHARE, title=title, unit=PER_CENT)
    else:
        title = f"{name}: {column.lower()} ({indicator.unit})"
        shown = Shown(table=table, column=column, title=title)
    return area_map(catalogue, on, shown), *_ends(table, column, unit)


def _ends(table: TableView, column: str, unit: str) -> tuple[Bars | Unseen, ...]:
    """Return the first and the last rows as bars of one scale."""
    if len(table.rows) < 2 * _SHOWN:
        return (bars(table, "Các địa bàn theo thứ tự", column, Against(), unit=unit),)
    ends = tuple(
        bars(replace(table, rows=rows), f"{_SHOWN} địa bàn {words}", column, Against(), unit=unit)
        for rows, words in (
            (table.rows[:_SHOWN], "đứng đầu"),
            (table.rows[-_SHOWN:], "đứng cuối"),
        )
    )
    drawn = [each for each in ends if isinstance(each, Bars)]
    reach = max((bar.reading.value or 0 for each in drawn for bar in each.bars), default=None)
    return tuple(
        replace(each, reach=Decimal(reach)) if reach and isinstance(each, Bars) else each
        for each in ends
    )
