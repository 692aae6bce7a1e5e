"""Where a row of data comes from: the report it stands in, the file and the line, what was mended.

The names of these fields begin with `row_`, so that none is ever taken by an annex.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from build_tools.aggregation.figures import Figures
from build_tools.datasets.from_records import team_columns
from build_tools.datasets.model import Column, Field, Kind, Value
from build_tools.views.addresses import report_uri
from build_tools.views.corrections import shown_corrections
from build_tools.views.formatting import place_label
from schemas.catalogue import Catalogue, Source
from schemas.period import Period
from schemas.place import Place

T = TypeVar("T")
PERIOD = Field(
    name="period",
    title="Kỳ",
    about="Kỳ báo cáo: 2026-01 là tháng, 2026-Q1 là quý, 2026 là năm.",
    kind=Kind.PERIOD,
    required=True,
    refers_to=("periods", "period"),
)
TEAM = Field(name="team", title="Tổ", about="Mã Tổ, ví dụ to-01.", required=True)
ROW_REPORT = Field(
    name="row_report",
    title="Báo cáo",
    about="Địa chỉ trang của báo cáo có dòng này, tính từ gốc của trang.",
    blank="báo cáo không có trên trang này",
    on_sheet=False,
)
ROW_SOURCE = Field(
    name="row_source",
    title="Tệp và dòng",
    about="Dòng này lấy từ tệp nào trong content/, dòng thứ mấy.",
    required=True,
    aside=True,
)
PAGE = Field(
    name="page",
    title="Trang",
    about="Địa chỉ trang nói về dòng này, tính từ gốc của trang.",
    required=True,
    on_sheet=False,
)
ROW_CORRECTED = Field(
    name="row_corrected",
    title="Đã đính chính",
    about="Các trường đã được đính chính sau khi gửi; giá trị cũ ở bảng corrections.",
    kind=Kind.LIST,
    required=True,
    aside=True,
)


def period_column(of: Callable[[T], Period]) -> Column[T]:
    """Return the period of what is listed."""
    return Column(PERIOD, lambda thing: of(thing).id)


def report_columns(
    catalogue: Catalogue, of: Callable[[T], tuple[Period, str]]
) -> Iterator[Column[T]]:
    """Yield period and team of the report that something stands in."""
    yield period_column(lambda thing: of(thing)[0])
    yield from team_columns(catalogue, TEAM, lambda thing: of(thing)[1])


def report_column(of: Callable[[T], tuple[Period, str] | None]) -> Column[T]:
    """Return the address of the report; None where the site does not show it."""

    def address(thing: T) -> Value:
        key = of(thing)
        return report_uri(*key) if key else None

    return Column(ROW_REPORT, address)


def source_column(of: Callable[[T], Place]) -> Column[T]:
    """Return file and line: `reports/2026-01/to-01/issues.csv:3`."""
    return Column(ROW_SOURCE, lambda thing: place_label(of(thing)))


def places_in_short(places: Iterable[Place]) -> str:
    """Return files with their lines: `…/indicators.csv:2,5; …/indicators.csv:3`."""
    lines: dict[str, list[str]] = {}
    for place in places:
        path, _, line = place_label(place).rpartition(":")
        lines.setdefault(path, []).append(line)
    return "; ".join(f"{path}:{','.join(found)}" for path, found in lines.items())


Corrections = Mapping[tuple[str, int], tuple[str, ...]]  # file and line → fields


def corrected_fields(catalogue: Catalogue, figures: Figures) -> Corrections:
    """Return which fields of which rows were corrected, in the order of the corrections."""
    found: dict[tuple[str, int], tuple[str, ...]] = {}
    for each in shown_corrections(catalogue, figures, sorted(catalogue.corrections)):
        place = each.row.source.path, each.row.source.line
        found[place] = tuple(dict.fromkeys((*found.get(place, ()), each.field)))
    return found


def corrected_column(corrected: Corrections, of: Callable[[T], Source]) -> Column[T]:
    """Return the fields of the row that were corrected."""

    def fields(thing: T) -> Value:
        source = of(thing)
        return corrected.get((source.path, source.line), ())

    return Column(ROW_CORRECTED, fields)
